//! Search in Chinese: by one and two characters, by pinyin and by initials, the same on every engine.

use crate::town::Town;
use app::backend::search::{index, records_with};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

async fn finds(town: &Town, question: &str) -> bool {
    let Some(records) = records_with("merchant", question) else { return false };
    !town.house.db.read().query_all(&records).await.expect("the query runs").is_empty()
}

#[tokio::test]
async fn a_shop_is_found_by_one_character_by_pinyin_and_by_initials() {
    let town = Town::on("2026-11-20T09:00+08:00").await;
    index(town.house.db.write(), "merchant", Uuid::from_u128(1), &["万达书店 3F-556"]).await.expect("words");
    for question in ["万", "万达", "书店", "wanda", "wd", "WD", "达书", "shudian", "sd", "3F", "556", "3f-556", "ｗｄ", "万达 书店", "wd 书"]
    {
        assert!(finds(&town, question).await, "{question}");
    }
    for question in ["", " ", "，", "达万", "店书", "dw", "wan da x", "557", "书万"] {
        assert!(!finds(&town, question).await, "{question}");
    }
    for signs in ["<w>%😀", "%", "w。", "😀😀"] {
        assert!(records_with("merchant", signs).is_some() && !finds(&town, signs).await, "{signs} asks for nothing that is here");
    }
    assert!(records_with("merchant", " ").is_none() && finds(&town, " w ").await, "one letter alone asks for what begins with it");
    index(town.house.db.write(), "merchant", Uuid::from_u128(1), &["K1 咖啡"]).await.expect("words");
    assert!(finds(&town, "k1咖啡").await, "with and without a space between letters and characters");
    assert!(!finds(&town, "万达").await, "a new name takes the place of the old one");
    for (question, text) in [
        ("cq", "重庆小面"),
        ("yinhang", "商业银行"),
        ("yy", "音乐"),
        ("yinyue", "音乐"),
        ("shaguo", "沙锅"),
        ("kele", "可乐"),
        ("wand", "万达"),
        ("z", "ZZ店"),
        ("zz", "ZZZ店"),
        ("wz", "wzx店"),
        ("w9", "w9a店"),
        ("3", "39号"),
    ] {
        index(town.house.db.write(), "merchant", Uuid::from_u128(1), &[text]).await.expect("words");
        assert!(finds(&town, question).await, "{question}: {text}");
    }
    for question in ["wa", "w8", "4", "y", "zz"] {
        assert!(!finds(&town, question).await, "{question} begins no word of 39号");
    }
}
