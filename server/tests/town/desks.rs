use crate::town::Town;
use app::backend::{Lang, say};
use rules::districts::District;
use rules::permits::Role;

#[tokio::test]
async fn the_desk_shows_only_what_this_person_may_open() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let office = town.with_role("13800000001", Role::Secretary, None).await;
    office.opens("/desk").await.succeeds().shows("href=\"/desk/charter\"").shows_not("href=\"/desk/settings\"");
    let admin = town.with_role("13800000002", Role::Admin, None).await;
    admin.opens("/desk").await.succeeds().shows("href=\"/desk/settings\"").shows_not("href=\"/desk/charter\"");
    let resident = town.resident("13812345678").await;
    assert_eq!(resident.opens("/desk").await.status, 403);
    resident.opens("/my").await.succeeds().shows_not("href=\"/desk\"");
}

#[tokio::test]
async fn an_owner_with_nothing_waiting_reads_where_to_go_on() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let bakery = town.shop("示例面包房", District::Wanda).await;
    let before = bakery.owner.opens("/desk").await.succeeds().shows("登记11月27日（周五）会员日的优惠").shows("11月24日（周二）18:00截止");
    before.shows("href=\"/till\"").shows("href=\"/my/shops\"").shows_not("申请、优惠或投诉");
    town.goes_to("2026-11-25T09:00+08:00");
    bakery.owner.opens("/desk").await.shows("登记12月27日（周日）会员日的优惠").shows_not("href=\"/desk/report\"><");
    town.goes_to("2026-11-28T09:00+08:00");
    bakery.owner.opens("/desk").await.shows("11月27日（周五）会员日的报告");
}

#[test]
fn every_page_of_the_desks_and_of_ones_own_has_a_name() {
    for door in app::ROOMS.iter().flat_map(|room| room.pages) {
        let direct = ["/desk/", "/my/"].iter().any(|under| door.path.strip_prefix(under).is_some_and(|rest| !rest.contains(['/', '{'])));
        if direct {
            let key = format!("shell{}", door.path.replace('/', "-"));
            for lang in [Lang::Zh, Lang::En] {
                assert_ne!(say(lang, &key, &[]), key, "a name for {}", door.path);
            }
        }
    }
}
