//! What an officer decides when a vote is prepared and opened: weights, who stands aside, and what a meeting may not ask.

use crate::town::Town;
use crate::voting::{Hall, casts};
use rules::districts::District;
use rules::voting::recount;
use uuid::Uuid;

/// Opens a prepared vote with these weights, in the order of the shops.
async fn opened(hall: &Hall, vote: &str, weights: &[&str]) -> crate::town::Answer {
    let shops: Vec<String> = hall.shops.iter().map(|shop| shop.id.to_string()).collect();
    let mut form = vec![("vote", vote)];
    form.extend(shops.iter().map(|shop| ("merchants[]", shop.as_str())));
    form.extend(weights.iter().map(|weight| ("weights[]", *weight)));
    hall.office.act("/api/voting/open_vote", &form).await
}

#[tokio::test]
async fn weights_of_an_open_vote_are_typed_before_it_opens_shown_to_all_and_counted() {
    let hall = Hall::with(3).await;
    let vote = hall.prepares(&[]).await;
    hall.office.opens(&format!("/desk/votes/{vote}")).await.succeeds().shows("各家商户的票不一样重").shows("示例商户000");
    for wrong in [["0", "", ""], ["1001", "", ""], ["三", "", ""], ["-1", "", ""]] {
        opened(&hall, &vote, &wrong).await.is_refused_with("fields_refused");
    }
    opened(&hall, &vote, &["2"]).await.is_refused_with("fields_refused");
    let shops: Vec<String> = hall.shops.iter().map(|shop| shop.id.to_string()).collect();
    let typed = [("vote", vote.as_str()), ("merchants[]", &shops[0]), ("weights[]", "3"), ("merchants[]", &shops[1]), ("weights[]", "many")];
    hall.office.sends("/api/voting/open_vote", &typed).await.shows("value=\"many\"").shows("这里要填整数");
    opened(&hall, &vote, &["", "３", "1"]).await.succeeds();
    let page = format!("/votes/{vote}");
    hall.shops[1].owner.opens(&page).await.shows("这一票按 3 票计");
    hall.shops[0].owner.opens(&page).await.shows_not("这一票按");
    hall.town.visitor().opens(&page).await.shows("3 家，共 5 票").shows("每家商户按几票计").shows("示例商户001");
    casts(&hall.shops[0], &vote, &[("choice", "no")]).await.succeeds();
    casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.succeeds();
    let file = hall.publishes(&vote).await;
    let recounted = recount(file.as_bytes(), None).expect("in order");
    assert_eq!((recounted.tally.yes, recounted.tally.no, recounted.card.weight_on_roll), (3, 1, 5));
    hall.town.visitor().opens(&page).await.shows("3 票赞成 / 4 票有效 = 75% ≥ 66.7%，通过").shows("看每一张票");
}

#[tokio::test]
async fn a_secret_vote_weighs_everybody_alike() {
    let hall = Hall::with(5).await;
    let vote = hall.prepares(&[("secrecy", "secret")]).await;
    hall.office.opens(&format!("/desk/votes/{vote}")).await.shows_not("不一样重");
    opened(&hall, &vote, &["2", "", "", "", ""]).await.is_refused_with("vote_weights_in_secret");
    opened(&hall, &vote, &["1", "1", "", "", ""]).await.succeeds();
}

#[tokio::test]
async fn who_stands_aside_is_not_on_the_roll_of_an_open_vote_either() {
    let hall = Hall::with(3).await;
    let vote = hall.prepares(&[]).await;
    let aside = hall.shops[0].id.to_string();
    hall.office.act("/api/voting/open_vote", &[("vote", &vote), ("recused[]", &aside)]).await.succeeds();
    casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.is_refused_with("vote_recused");
    hall.shops[0].owner.opens(&format!("/votes/{vote}")).await.shows("需要回避");
    casts(&hall.shops[1], &vote, &[("choice", "yes")]).await.succeeds();
    hall.town.visitor().opens(&format!("/votes/{vote}")).await.shows("共 2 票");
}

#[tokio::test]
async fn a_meeting_asks_its_members_openly_or_secretly_and_nobody_else() {
    let hall = Hall::with(3).await;
    let prepares = async |field: &'static str, value: &str, base: &str| {
        let id = Uuid::new_v4().to_string();
        let mut form = crate::shops::with(crate::voting::motion(), &[("id", &id), ("meeting", &hall.meeting), ("item", &hall.item)]);
        form = crate::shops::with(form, &[(field, value), ("quorum_base", base)]);
        hall.office.fills("/api/voting/prepare_vote", &form).await
    };
    prepares("secrecy", "sealed", "cast").await.is_refused_with("fields_refused");
    prepares("electorate", "residents", "cast").await.is_refused_with("fields_refused");
    prepares("secrecy", "secret", "present").await.succeeds();
}

#[tokio::test]
async fn a_draft_is_shown_with_its_own_item_only() {
    let hall = Hall::with(3).await;
    let vote = hall.prepares(&[("question", "示例草案")]).await;
    let new = |meeting: &str, item: &str| format!("/desk/votes/new?meeting={meeting}&item={item}&vote={vote}");
    hall.office.opens(&new(&hall.meeting, &hall.item)).await.succeeds().shows("示例草案");
    hall.office.opens(&new(&hall.meeting, &Uuid::new_v4().to_string())).await.shows_not("示例草案");
    hall.town.officer(District::Haishang).await.opens(&new(&hall.meeting, &hall.item)).await.shows_not("示例草案");
}

/// Everybody who could look, each with what they are called.
async fn onlookers(hall: &Hall) -> Vec<(&'static str, crate::town::Browser)> {
    use rules::permits::Role;
    let town: &Town = &hall.town;
    let admin = town.with_role("13900000021", Role::Admin, None).await;
    let auditor = town.with_role("13900000022", Role::Auditor, None).await;
    town.execute("UPDATE session SET second_factor = TRUE, fresh_at = 1999999999999, ends_at = 1999999999999").await;
    let (office, officer, voter) = (hall.office.clone(), hall.officer.clone(), hall.shops[0].owner.clone());
    vec![("visitor", town.visitor()), ("voter", voter), ("office", office), ("officer", officer), ("admin", admin), ("auditor", auditor)]
}

/// What only a result shows.
const RESULT: [&str; 4] = ["怎么算出来的", "票赞成 /", "看每一张票", " rx=\"5\""];

#[tokio::test]
async fn results_are_hidden_until_they_are_published_from_everybody() {
    let hall = Hall::with(5).await;
    let vote = hall.opens(&[("secrecy", "secret"), ("question", "示例问题")]).await;
    for shop in &hall.shops {
        casts(shop, &vote, &[("choice", "no")]).await.succeeds();
    }
    let pages = [
        format!("/votes/{vote}"),
        "/votes".to_owned(),
        format!("/desk/votes/{vote}"),
        "/desk/votes".to_owned(),
        format!("/votes/{vote}/board.json"),
        format!("/meetings/{}", hall.meeting),
        format!("/desk/meetings/{}", hall.meeting),
        format!("/my/meetings/{}", hall.meeting),
        "/my/notices".to_owned(),
    ];
    let everybody = onlookers(&hall).await;
    let looks = async |moment: &str, may: &str| {
        for (name, who) in &everybody {
            for page in &pages {
                let shown = who.opens(page).await;
                let seen = RESULT.iter().any(|text| shown.body.contains(text)) || shown.body.contains("\\tno\\t");
                let allowed = *name == may && page.starts_with("/desk/votes/");
                assert!(!seen || allowed, "{moment}: {name} sees the result at {page}");
                assert!(seen || !allowed, "{moment}: {name} publishes without seeing what at {page}");
            }
        }
    };
    looks("open", "").await;
    hall.step("close_vote", &vote).await;
    looks("closed", "").await;
    hall.step("count_vote", &vote).await;
    looks("counted", "officer").await;
    hall.officer.act("/api/voting/publish_vote", &[("vote", &vote)]).await.succeeds();
    let page = hall.town.visitor().opens(&format!("/votes/{vote}")).await;
    RESULT.iter().for_each(|text| assert!(page.body.contains(text), "the control: {text}"));
}

#[tokio::test]
async fn the_votes_of_years_are_all_found_page_by_page() {
    let hall = Hall::with(3).await;
    for number in 0..53 {
        hall.opens(&[("question", &format!("示例表决{number:02}"))]).await;
    }
    let page = async |path: &str| {
        let page = hall.town.visitor().opens(path).await.succeeds().body;
        let found: Vec<String> = (0..53).map(|number| format!("示例表决{number:02}")).filter(|name| page.contains(name)).collect();
        let older = page.split("href=\"/votes?before=").nth(1).and_then(|rest| rest.split('"').next()).map(ToOwned::to_owned);
        (found, older)
    };
    let (first, older) = page("/votes").await;
    let (last, none) = page(&format!("/votes?before={}", older.expect("a way on"))).await;
    assert_eq!((first.len(), last.len(), none), (50, 3, None));
    assert!(last.iter().all(|name| !first.contains(name)));
    assert_eq!(page("/votes?before=nonsense").await.0, first);
}

#[tokio::test]
async fn a_receipt_is_found_again_after_closing_with_the_root_on_its_page() {
    let hall = Hall::with(5).await;
    let vote = hall.opens(&[("secrecy", "secret")]).await;
    let ballot = casts(&hall.shops[0], &vote, &[("choice", "yes")]).await.succeeds().json()["ballot"].as_str().expect("an id").to_owned();
    hall.step("close_vote", &vote).await;
    hall.shops[0].owner.opens(&format!("/votes/{vote}")).await.shows("凭选票号再取一次");
    hall.shops[1].owner.opens(&format!("/votes/{vote}")).await.shows_not("凭选票号再取一次");
    let page = hall.shops[0].owner.sends("/api/voting/find_receipt", &[("ballot", &ballot)]).await.succeeds().shows("总校验值").shows_not("赞成");
    assert_eq!(page.status, 200);
    assert_eq!(page.headers.get("cache-control").and_then(|value| value.to_str().ok()), Some("no-store"));
    hall.shops[0].owner.act("/api/voting/find_receipt", &[("ballot", "x")]).await.is_refused_with("fields_refused");
    hall.shops[0].owner.act("/api/voting/find_receipt", &[("ballot", &Uuid::new_v4().to_string())]).await.is_refused_with("receipt_not_on_board");
}

#[tokio::test]
async fn a_ballot_can_be_changed_on_the_page_that_shows_it_once_more_and_abstention_is_one_of_the_options() {
    let hall = Hall::with(5).await;
    let choose =
        [("secrecy", "secret"), ("method", "choose"), ("options", "面包房\n理发店\n花店"), ("most", "1"), ("pass", "none"), ("quorum", "none")];
    let vote = hall.opens(&choose).await;
    let owner = &hall.shops[0].owner;
    let page = owner.opens(&format!("/votes/{vote}")).await.succeeds();
    assert!(page.body.contains(r#"type="radio" name="picks[]" value="abstain""#), "whoever chose one can only take it back by another button");
    let id = page.hidden("id");
    let looked = owner.sends("/api/voting/look_over_ballot", &[("vote", &vote), ("id", &id), ("picks[]", "2")]).await.succeeds().shows("理发店");
    assert!(looked.body.contains(r#"value="2" checked"#), "what was chosen is still there to be changed");
    let cast = async |shop: usize, picks: &[(&str, &str)]| casts(&hall.shops[shop], &vote, picks).await;
    cast(1, &[("picks[]", "abstain"), ("picks[]", "1")]).await.is_refused_with("fields_refused").shows("既选了弃权");
    cast(1, &[("picks[]", "abstain")]).await.succeeds();
    cast(2, &[("choice", "abstain")]).await.succeeds();
    let tally = recount(hall.publishes(&vote).await.as_bytes(), None).expect("in order").tally;
    assert_eq!((tally.abstain, tally.cast), (2, 2));
}
