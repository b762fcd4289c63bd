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
