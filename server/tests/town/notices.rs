use crate::town::Town;
use app::backend::Arg;

async fn tells(town: &Town, mobile: &str, what: &str) {
    let person = town.person(mobile).await;
    let tx = town.house.db.begin().await.expect("a transaction");
    // Any words with a blank will do: rooms bring their own.
    let args = [("who", Arg::from(what))];
    app::notices::tell(&tx, person, "accounts-signed-in-as", &args, "/my/notices", town.house.clock.now()).await.expect("told");
    tx.commit().await.expect("kept");
}

#[tokio::test]
async fn a_person_is_told_and_says_they_have_read() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident("13812345678").await;
    li.opens("/my").await.succeeds().shows("您办的事有了结果，会在这里告诉您");
    tells(&town, "13812345678", "<b>面包房</b>").await;
    let page = li.opens("/my").await.succeeds().shows("您已登录：&lt;b&gt;面包房").shows("class=\"state warn\"");
    let newest = page.hidden("newest");
    town.goes_to("2026-11-20T09:01+08:00");
    tells(&town, "13812345678", "药房").await;
    assert_eq!(li.sends("/api/notices/read_notices", &[("newest", &newest)]).await.leads_to(), "/my");
    let page = li.opens("/my/notices").await.succeeds();
    assert_eq!(page.body.matches("class=\"state warn\"").count(), 1, "what came meanwhile stays unread: {}", page.body);
}

#[tokio::test]
async fn nobody_reads_for_others() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident("13812345678").await;
    let wang = town.resident("13912345678").await;
    tells(&town, "13812345678", "药房").await;
    let newest = li.opens("/my").await.hidden("newest");
    wang.opens("/my/notices").await.succeeds().shows_not("药房");
    wang.act("/api/notices/read_notices", &[("newest", &newest)]).await.succeeds();
    li.opens("/my").await.shows("class=\"state warn\"");
    assert_eq!(town.visitor().opens("/my/notices").await.status, 401);
    assert_eq!(li.act("/api/notices/read_notices", &[("newest", "no id")]).await.status, 400);
}

#[tokio::test]
async fn many_are_told_once_each_and_nobody_whose_account_ended() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident("13812345678").await;
    town.resident("13912345678").await;
    let now = town.house.clock.now();
    let (one, gone) = (town.person("13812345678").await, town.person("13912345678").await);
    town.execute("UPDATE person SET deleted_at = 1 WHERE mobile = '13912345678'").await;
    let db = town.house.db.write();
    let args = [("who", Arg::from("面包房"))];
    app::notices::tell_all(db, [one, gone, one], "accounts-signed-in-as", &args, "/my/notices", now).await.expect("told");
    assert_eq!(town.count("SELECT COUNT(*) AS n FROM notice").await, 1);
    li.opens("/my/notices").await.shows("您已登录：面包房");
    app::notices::tell_all(db, [], "accounts-signed-in-as", &args, "", now).await.expect("nobody to tell");
}

/// Proven residents besides those who are there.
async fn moves_in(town: &Town, people: u128) {
    use app::accounts::entity::person;
    use sea_orm::{ActiveValue::Set, EntityTrait};
    let row = |number: u128| person::ActiveModel {
        id: Set(uuid::Uuid::from_u128(0x4000_8000 << 64 | number)),
        proof: Set("counter".to_owned()),
        joined_at: Set(town.house.clock.now().millis()),
        ..Default::default()
    };
    for some in (0..people).collect::<Vec<_>>().chunks(500) {
        person::Entity::insert_many(some.iter().map(|number| row(*number))).exec_without_returning(town.house.db.write()).await.expect("people");
    }
}

#[tokio::test]
async fn a_vote_of_five_thousand_opens_with_few_statements() {
    let award = crate::awards_votes::Award::in_its_voting_days().await;
    let town = &award.hall.town;
    moves_in(town, 5_000).await;
    let (told, before) = (town.count("SELECT COUNT(*) AS n FROM notice").await, town.house.db.statements());
    award.office("open_award_vote", &[("vote", &award.residents_vote)]).await.succeeds();
    let statements = town.house.db.statements() - before;
    assert!(town.count("SELECT COUNT(*) AS n FROM notice").await - told >= 5_000, "everybody on the roll is told");
    assert!(statements < 100, "{statements} statements");
}
