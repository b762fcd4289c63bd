//! Search in Chinese: words are cut when a record is written, and asked for with one indexed query that is the same on every engine.
//!
//! A text is cut into Latin words and numbers, single Han characters and pairs of neighbours, the pinyin of characters and short phrases, and their
//! initials: 万达 is found by 万, 万达, `wanda` and `wd`. A Latin word of a question may be the beginning of one, so that `wand` finds it too.

use pinyin::ToPinyin;
use rules::writing::plain;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The longest phrase whose joined pinyin or initials are kept, in characters.
const PHRASE: usize = 6;
/// The most different words of one question.
const MOST_ASKED: usize = 12;
/// Characters of shops' names that are spoken in another way than by themselves: 银行, 重庆, 音乐, 成都, 厦门, 雪茄.
const OTHER_SOUNDS: [(char, &str); 10] = [
    ('行', "hang"),
    ('重', "chong"),
    ('乐', "yue"),
    ('长', "zhang"),
    ('都', "du"),
    ('厦', "xia"),
    ('朝', "zhao"),
    ('参', "shen"),
    ('茄', "jia"),
    ('便', "pian"),
];
/// Rows written by one statement.
const BATCH: usize = 200;

/// Which records contain which words.
pub mod token {
    use sea_orm::entity::prelude::*;

    /// One word of one record.
    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "search_token")]
    pub struct Model {
        /// The word, in small letters.
        #[sea_orm(primary_key, auto_increment = false)]
        pub token: String,
        /// What kind of record: `merchant`, `offer`.
        #[sea_orm(primary_key, auto_increment = false)]
        pub kind: String,
        /// The record.
        #[sea_orm(primary_key, auto_increment = false)]
        pub record: Uuid,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

/// Writes the words of a record's texts in place of those it had.
///
/// # Errors
/// The database is away.
pub async fn index(tx: &impl ConnectionTrait, kind: &'static str, record: Uuid, texts: &[&str]) -> Result<(), DbErr> {
    token::Entity::delete_many().filter(token::Column::Kind.eq(kind)).filter(token::Column::Record.eq(record)).exec(tx).await?;
    let words: BTreeSet<String> = texts.iter().flat_map(|text| words(text)).collect();
    let rows: Vec<_> =
        words.into_iter().map(|word| token::ActiveModel { token: Set(word), kind: Set(kind.to_owned()), record: Set(record) }).collect();
    for batch in rows.chunks(BATCH) {
        token::Entity::insert_many(batch.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A query for the records that contain all words of a question: none at all when there are only signs in it. Nothing when nothing is asked.
#[must_use]
pub fn records_with(kind: &'static str, question: &str) -> Option<SelectStatement> {
    if plain(question).is_empty() {
        return None;
    }
    let mut asked = words_of(question).into_iter();
    let Some(first) = asked.next() else {
        return Some(records_with_word(kind, "?"));
    };
    let mut query = records_with_word(kind, &first);
    for word in asked {
        query.and_where(Expr::col(token::Column::Record).in_subquery(records_with_word(kind, &word)));
    }
    Some(query)
}

/// A query for the records that contain this one word of a question, or begin a Latin word with it.
#[must_use]
pub fn records_with_word(kind: &'static str, word: &str) -> SelectStatement {
    let token = || Expr::col(token::Column::Token);
    let mut query = Query::select();
    query.column(token::Column::Record).from(token::Entity).and_where(Expr::col(token::Column::Kind).eq(kind));
    if !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return query.and_where(token().eq(word)).take();
    }
    // The bounds let the index be used, whatever the engine's order of signs; `LIKE` is exact.
    query.and_where(token().gte(word)).and_where(token().like(format!("{word}%")));
    if let Some(end) = behind(word) {
        query.and_where(token().lt(end));
    }
    query
}

/// The first word of small letters and digits behind all that begin with this one; none behind `zz`.
fn behind(word: &str) -> Option<String> {
    let kept = word.trim_end_matches('z');
    let next = match kept.chars().next_back()? {
        '9' => 'a',
        last => char::from_u32(u32::from(last) + 1)?,
    };
    Some(format!("{}{next}", &kept[..kept.len() - 1]))
}

/// A stretch of letters of one kind.
enum Stretch {
    Latin(String),
    Han(Vec<char>),
}

fn stretches(text: &str) -> Vec<Stretch> {
    let mut found: Vec<Stretch> = Vec::new();
    let mut apart = true;
    for c in plain(text).to_lowercase().chars() {
        let latin = c.is_ascii_alphanumeric();
        match found.last_mut() {
            Some(Stretch::Latin(word)) if latin && !apart => word.push(c),
            Some(Stretch::Han(run)) if !latin && c.is_alphanumeric() && !apart => run.push(c),
            _ if latin => found.push(Stretch::Latin(c.to_string())),
            _ if c.is_alphanumeric() => found.push(Stretch::Han(vec![c])),
            _ => {}
        }
        apart = !c.is_alphanumeric();
    }
    found
}

/// The words under which a text is found.
fn words(text: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for stretch in stretches(text) {
        match stretch {
            Stretch::Latin(word) => {
                words.insert(word);
            }
            Stretch::Han(run) => {
                words.extend(run.iter().map(char::to_string));
                words.extend(run.windows(2).map(|pair| pair.iter().collect::<String>()));
                words.extend(spoken(&run));
            }
        }
    }
    words
}

/// Pinyin and initials of every short phrase in a run of characters.
fn spoken(run: &[char]) -> BTreeSet<String> {
    let usual: Vec<&str> = run.iter().map(|c| c.to_pinyin().map_or("", |sound| sound.plain())).collect();
    let other = |(c, sound): (&char, &&'static str)| OTHER_SOUNDS.iter().find(|(known, _)| known == c).map_or(*sound, |(_, other)| *other);
    let others: Vec<&str> = run.iter().zip(&usual).map(other).collect();
    let phrases = (0..run.len()).flat_map(|from| (from + 1..=run.len().min(from + PHRASE)).map(move |to| (from, to)));
    let mut words = BTreeSet::new();
    for (from, to) in phrases {
        for phrase in [&usual[from..to], &others[from..to]] {
            if phrase.iter().all(|sound| !sound.is_empty()) {
                words.insert(phrase.concat());
                words.insert(phrase.iter().filter_map(|sound| sound.chars().next()).collect());
            }
        }
    }
    words
}

/// The words that a question asks for: pairs of characters, or the one character there is. What contains all of them is found. One letter asks for all
/// that begins with it only when nothing but spaces is around it: of `<b>%` nobody means the b.
#[must_use]
pub fn words_of(question: &str) -> BTreeSet<String> {
    let asked = plain(question);
    if asked.chars().count() > 1 && asked.chars().filter(|c| c.is_alphanumeric()).count() == 1 && asked.chars().any(|c| c.is_ascii_alphabetic()) {
        return BTreeSet::new();
    }
    let words = stretches(question).into_iter().flat_map(|stretch| match stretch {
        Stretch::Latin(word) => vec![word],
        Stretch::Han(run) if run.len() == 1 => vec![run[0].to_string()],
        Stretch::Han(run) => run.windows(2).map(|pair| pair.iter().collect()).collect(),
    });
    words.take(MOST_ASKED).collect()
}
