//! At a counter: proof, new accounts, slips.

use crate::town::{Answer, Browser, PASSWORD, Town};
use rules::districts::District;
use rules::permits::Role;

const MOBILE: &str = "13812345678";
/// 兴隆街社区, as every town starts with it.
const XINGLONG: &str = "636f6d6d-756e-8000-8000-000000000001";
const HUAMAO: &str = "636f6d6d-756e-8000-8000-000000000002";

async fn officer(town: &Town) -> Browser {
    town.with_role("13500000001", Role::DistrictOfficer, Some(District::Wanda.place())).await
}

fn slip_code(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("<p class=\"code\">").unwrap_or_else(|| panic!("no slip: {}", page.body));
    rest.split('<').next().expect("an end").to_owned()
}

fn proof(person: &str) -> [(&str, &str); 5] {
    [("person", person), ("community", XINGLONG), ("birth_year", "1958"), ("seen", "on"), ("audience", "on")]
}

async fn prints(town: &Town, officer: &Browser, person: &str, purpose: &str) -> String {
    let id = app::backend::new_id(town.house.clock.now()).to_string();
    let page = officer.sends("/api/accounts/print_slip", &[("id", &id), ("person", person), ("purpose", purpose)]).await.succeeds();
    slip_code(&page)
}

#[tokio::test]
async fn a_resident_shows_a_code_and_is_proven() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let officer = officer(&town).await;
    let shown = li.act("/api/accounts/make_person_code", &[]).await.succeeds();
    let code = shown.json()["code"].as_str().expect("digits").to_owned();
    let found = officer.sends("/api/accounts/find_person", &[("who", &code)]).await;
    let page = found.leads_to().to_owned();
    officer.opens(&page).await.succeeds().shows("138****5678").shows("未核实").shows_not(MOBILE);
    let person = page.rsplit('/').next().expect("an id");
    officer.act("/api/accounts/prove_person", &[("person", person), ("community", XINGLONG)]).await.is_refused_with("fields_refused");
    assert_eq!(officer.sends("/api/accounts/prove_person", &proof(person)).await.leads_to(), page);
    officer.opens(&page).await.shows("服务台核实").shows("兴隆街社区").shows("1958");
    li.opens("/my").await.shows("兴隆街社区").shows_not("您还没有核实身份");
    // Ten minutes later the code is good for nobody.
    town.goes_to("2026-11-20T09:10+08:00");
    officer.act("/api/accounts/find_person", &[("who", &code)]).await.is_refused_with("person_unknown");
    let number = officer.sends("/api/accounts/find_person", &[("who", "138-1234-5678")]).await;
    assert_eq!(number.leads_to(), page);
}

#[tokio::test]
async fn a_community_officer_proves_their_own_community_only() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let person = town.person(MOBILE).await.to_string();
    let officer = town.with_role("13500000002", Role::CommunityOfficer, Some(HUAMAO.parse().expect("an id"))).await;
    assert_eq!(officer.act("/api/accounts/prove_person", &proof(&person)).await.status, 403);
    let own: Vec<(&str, &str)> = proof(&person).into_iter().map(|(k, v)| (k, if k == "community" { HUAMAO } else { v })).collect();
    officer.act("/api/accounts/prove_person", &own).await.succeeds();
    let self_proof = town.person("13500000002").await.to_string();
    let own: Vec<(&str, &str)> = own.into_iter().map(|(k, v)| (k, if k == "person" { self_proof.as_str() } else { v })).collect();
    officer.act("/api/accounts/prove_person", &own).await.is_refused_with("own_account");
}

#[tokio::test]
async fn a_person_without_a_phone_gets_a_card_and_signs_in() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let officer = officer(&town).await;
    let form = officer.opens("/desk/people").await.succeeds();
    let id = form.hidden("id");
    let open = [("id", id.as_str()), ("community", XINGLONG), ("birth_year", "1946"), ("seen", "on"), ("privacy", "on"), ("audience", "on")];
    let printed = officer.sends("/api/accounts/open_account", &open).await.succeeds().shows("您的卡号");
    let code = slip_code(&printed);
    let (_, card) = printed.body.split_once("您的卡号：").expect("a card");
    let card: String = card.chars().take(9).collect();
    officer.act("/api/accounts/open_account", &open).await.is_refused_with("slip_printed_already");
    let grandma = town.visitor();
    let reset = grandma.sends("/api/accounts/reset_password", &[("code", &code.to_lowercase()), ("password", PASSWORD)]).await;
    assert_eq!(reset.leads_to(), "/sign-in");
    grandma.act("/api/accounts/reset_password", &[("code", &code), ("password", PASSWORD)]).await.is_refused_with("code_not_good");
    grandma.act("/api/accounts/sign_in", &[("mobile", &card), ("password", PASSWORD)]).await.succeeds();
    grandma.opens("/my").await.succeeds().shows_not("您还没有核实身份");
}

#[tokio::test]
async fn whoever_proves_a_number_takes_it_over_from_an_unproven_account() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let squatter = town.resident(MOBILE).await;
    let officer = officer(&town).await;
    let id = officer.opens("/desk/people").await.hidden("id");
    let mut open = vec![("id", id.as_str()), ("mobile", MOBILE), ("community", XINGLONG), ("birth_year", "1970"), ("seen", "on"), ("privacy", "on")];
    officer.act("/api/accounts/open_account", &open).await.is_refused_with("number_known");
    open.push(("take_over", "on"));
    officer.opens("/desk?lang=en").await;
    let printed = officer.sends("/api/accounts/open_account", &open).await.succeeds();
    let printed = printed.shows("打开下面的网址，输入这个码").shows("Open the address below");
    officer.opens("/desk?lang=zh-CN").await;
    let code = slip_code(&printed);
    assert_eq!(squatter.opens("/my").await.status, 401, "the squatter is out at once");
    let owner = town.visitor();
    owner.act("/api/accounts/reset_password", &[("code", &code), ("password", "我自己的一句话语")]).await.succeeds();
    owner.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", "我自己的一句话语")]).await.succeeds();
    squatter.act("/api/accounts/sign_in", &[("mobile", MOBILE), ("password", PASSWORD)]).await.is_refused_with("wrong_number_or_password");
    // A proven number is not taken again.
    let id = officer.opens("/desk/people").await.hidden("id");
    open[0].1 = id.as_str();
    officer.act("/api/accounts/open_account", &open).await.is_refused_with("number_taken");
}

#[tokio::test]
async fn a_slip_works_once_for_its_purpose_and_for_a_day() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let li = town.resident(MOBILE).await;
    let officer = officer(&town).await;
    let person = town.person(MOBILE).await.to_string();
    let id = app::backend::new_id(town.house.clock.now()).to_string();
    let slip = [("id", id.as_str()), ("person", person.as_str()), ("purpose", "number")];
    officer.act("/api/accounts/print_slip", &slip).await.is_refused_with("not_proven");
    officer.act("/api/accounts/prove_person", &proof(&person)).await.succeeds();
    let first = prints(&town, &officer, &person, "number").await;
    let second = prints(&town, &officer, &person, "number").await;
    let visitor = town.visitor();
    let moves = |code: String| [("code", code), ("mobile", "13912345678".to_owned())];
    let sends = |code: &str| moves(code.to_owned());
    let act = |form: [(&'static str, String); 2]| {
        let visitor = visitor.clone();
        async move {
            let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.act("/api/accounts/reset_number", &form).await
        }
    };
    act(sends(&first)).await.is_refused_with("code_not_good");
    visitor.act("/api/accounts/reset_password", &[("code", &second), ("password", PASSWORD)]).await.is_refused_with("code_not_good");
    act(sends(&second)).await.succeeds();
    assert_eq!(li.opens("/my").await.status, 401, "every session ended");
    visitor.act("/api/accounts/sign_in", &[("mobile", "13912345678"), ("password", PASSWORD)]).await.succeeds();
    visitor.opens("/my").await.shows("您的手机号已经更换");
    let third = prints(&town, &officer, &person, "password").await;
    town.goes_to("2026-11-21T09:00+08:00");
    visitor.act("/api/accounts/reset_password", &[("code", &third), ("password", PASSWORD)]).await.is_refused_with("code_not_good");
}

#[tokio::test]
async fn no_counter_opens_an_account_of_higher_rights() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    let officer = officer(&town).await;
    town.with_role("13500000009", Role::Admin, None).await;
    let admin = town.person("13500000009").await.to_string();
    let id = app::backend::new_id(town.house.clock.now()).to_string();
    officer.act("/api/accounts/print_slip", &[("id", &id), ("person", &admin), ("purpose", "password")]).await.is_refused_with("staff_account");
    officer.act("/api/accounts/prove_person", &proof(&admin)).await.is_refused_with("staff_account");
    let li = town.resident(MOBILE).await;
    assert_eq!(li.opens("/desk/people").await.status, 403);
    assert_eq!(li.act("/api/accounts/find_person", &[("who", "13500000009")]).await.status, 403);
}

#[tokio::test]
async fn an_old_sign_in_prints_no_slip() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let officer = officer(&town).await;
    let person = town.person(MOBILE).await.to_string();
    officer.act("/api/accounts/prove_person", &proof(&person)).await.succeeds();
    town.goes_to("2026-11-20T09:15+08:00");
    let page = format!("/desk/people/{person}");
    officer.opens(&page).await.shows("重新登录");
    let id = app::backend::new_id(town.house.clock.now()).to_string();
    let refused = officer.act("/api/accounts/print_slip", &[("id", &id), ("person", &person), ("purpose", "password")]).await;
    assert_eq!(refused.status, 403);
    refused.is_refused_with("sign_in_again");
}

#[tokio::test]
async fn a_community_officer_neither_sees_nor_takes_over_residents_of_another_community() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let person = town.person(MOBILE).await.to_string();
    let page = format!("/desk/people/{person}");
    let everywhere = officer(&town).await;
    let huamao = town.with_role("13500000002", Role::CommunityOfficer, Some(HUAMAO.parse().expect("an id"))).await;
    huamao.opens(&page).await.succeeds().shows("未核实");
    everywhere.act("/api/accounts/prove_person", &proof(&person)).await.succeeds();
    assert_eq!(huamao.opens(&page).await.status, 403);
    let to_huamao: Vec<(&str, &str)> = proof(&person).into_iter().map(|(k, v)| (k, if k == "community" { HUAMAO } else { v })).collect();
    assert_eq!(huamao.act("/api/accounts/prove_person", &to_huamao).await.status, 403);
    everywhere.act("/api/accounts/prove_person", &to_huamao).await.succeeds();
    huamao.opens(&page).await.succeeds().shows("1958");
    huamao.act("/api/accounts/prove_person", &to_huamao).await.succeeds();
}

#[tokio::test]
async fn a_slip_for_a_number_goes_by_whose_slip_it_is_not_by_who_is_signed_in() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    town.resident(MOBILE).await;
    let wang = town.resident("13912345678").await;
    town.execute("UPDATE person SET proof = 'counter'").await;
    let officer = officer(&town).await;
    let li = town.person(MOBILE).await.to_string();
    let code = prints(&town, &officer, &li, "number").await;
    wang.act("/api/accounts/reset_number", &[("code", &code), ("mobile", "13912345678")]).await.is_refused_with("number_taken");
    town.visitor().act("/api/accounts/reset_number", &[("code", &code), ("mobile", MOBILE)]).await.is_refused_with("number_yours");
    wang.act("/api/accounts/reset_number", &[("code", &code), ("mobile", "13712345678")]).await.succeeds();
}
