//! Telling, listing and forgetting notices.

use super::entity::notice;
use crate::accounts::entity::person;
use crate::backend::{Arg, new_id};
use notice::Column::{Args, At, Id, Key, Link, Person};
use rules::Instant;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Lines written in one statement: SQLite takes a limited number of values at once.
const AT_ONCE: usize = 500;

/// One line for one person, not yet told: the words of a key with their blanks filled, and the page to look at.
#[derive(Debug, Clone)]
pub struct Telling {
    person: Uuid,
    key: String,
    args: String,
    link: String,
}

impl Telling {
    /// The words of `key` with their blanks filled, and a path of this portal; an empty one for no page.
    ///
    /// # Errors
    /// A blank that cannot be kept.
    pub fn new(person: Uuid, key: &str, args: &[(&str, Arg)], link: &str) -> Result<Self, DbErr> {
        let args: BTreeMap<&str, &Arg> = args.iter().map(|(name, arg)| (*name, arg)).collect();
        let args = serde_json::to_string(&args).map_err(|error| DbErr::Type(error.to_string()))?;
        Ok(Self { person, key: key.to_owned(), args, link: link.to_owned() })
    }
}

/// Tells a person one line: the words of `key` with their blanks filled, and the page to look at (a path of this portal; empty for none). In the
/// transaction of the act it is about. Whose account has ended is told nothing any more.
///
/// # Errors
/// The database is away.
pub async fn tell(tx: &impl ConnectionTrait, person: Uuid, key: &str, args: &[(&str, Arg)], link: &str, now: Instant) -> Result<(), DbErr> {
    tell_each(tx, &[Telling::new(person, key, args, link)?], now).await
}

/// Tells many people the same line, each of them once.
///
/// # Errors
/// The database is away.
pub async fn tell_all(
    tx: &impl ConnectionTrait,
    persons: impl IntoIterator<Item = Uuid>,
    key: &str,
    args: &[(&str, Arg)],
    link: &str,
    now: Instant,
) -> Result<(), DbErr> {
    let persons: BTreeSet<Uuid> = persons.into_iter().collect();
    let line = Telling::new(Uuid::nil(), key, args, link)?;
    let lines: Vec<Telling> = persons.into_iter().map(|person| Telling { person, ..line.clone() }).collect();
    tell_each(tx, &lines, now).await
}

/// Tells many people a line each, in few statements.
///
/// # Errors
/// The database is away.
pub async fn tell_each(tx: &impl ConnectionTrait, lines: &[Telling], now: Instant) -> Result<(), DbErr> {
    for some in lines.chunks(AT_ONCE) {
        // The names that both engines give to the columns of values.
        let [id, person, key, args, link] = ["column1", "column2", "column3", "column4", "column5"].map(|column| Expr::col((LINE, column)));
        let values = some.iter().map(|line| (new_id(now), line.person, line.key.clone(), line.args.clone(), line.link.clone()));
        let living = Query::select()
            .expr(Expr::val(1))
            .from(person::Entity)
            .and_where(Expr::col((person::Entity, person::Column::Id)).eq(person.clone()))
            .and_where(Expr::col((person::Entity, person::Column::DeletedAt)).is_null())
            .take();
        let told = Query::select()
            .exprs([id, person, Expr::val(now.millis()), key, args, link])
            .from_values(values, LINE)
            .and_where(Expr::exists(living))
            .take();
        let mut insert = Query::insert();
        insert.into_table(notice::Entity).columns([Id, Person, At, Key, Args, Link]);
        let insert = insert.select_from(told).map_err(|error| DbErr::Custom(error.to_string()))?;
        tx.execute(insert).await?;
    }
    Ok(())
}

const LINE: &str = "line";

/// A notice as its page shows it.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) id: Uuid,
    pub(super) at: Instant,
    pub(super) key: String,
    pub(super) args: BTreeMap<String, Arg>,
    pub(super) link: String,
    pub(super) unread: bool,
}

/// A person's notices, newest first, from before the one with that id.
pub(super) async fn lines_of(db: &impl ConnectionTrait, person: Uuid, before: Option<Uuid>, most: u64) -> Result<Vec<Line>, DbErr> {
    let mut found = notice::Entity::find().filter(notice::Column::Person.eq(person));
    if let Some(before) = before {
        found = found.filter(notice::Column::Id.lt(before));
    }
    let rows = found.order_by_desc(notice::Column::Id).limit(most).all(db).await?;
    Ok(rows.into_iter().map(line).collect())
}

fn line(row: notice::Model) -> Line {
    let args = serde_json::from_str(&row.args).unwrap_or_default();
    Line { id: row.id, at: Instant::from_millis(row.at), key: row.key, args, link: row.link, unread: row.read_at.is_none() }
}

/// How many a person has not read.
pub(super) async fn unread_of(db: &impl ConnectionTrait, person: Uuid) -> Result<u64, DbErr> {
    notice::Entity::find().filter(notice::Column::Person.eq(person)).filter(notice::Column::ReadAt.is_null()).count(db).await
}

/// Marks what a person has seen as read: everything told up to that notice.
pub(super) async fn mark_read(tx: &impl ConnectionTrait, person: Uuid, newest: Uuid, now: Instant) -> Result<(), DbErr> {
    notice::Entity::update_many()
        .col_expr(notice::Column::ReadAt, Expr::value(now.millis()))
        .filter(notice::Column::Person.eq(person))
        .filter(notice::Column::ReadAt.is_null())
        .filter(notice::Column::Id.lte(newest))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets all that a person was told: their account is being deleted.
///
/// # Errors
/// The database is away.
pub async fn forget_person(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    notice::Entity::delete_many().filter(notice::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}

/// Forgets what was told before that moment, and says how many lines that were.
///
/// # Errors
/// The database is away.
pub async fn forget_before(db: &impl ConnectionTrait, moment: Instant) -> Result<u64, DbErr> {
    Ok(notice::Entity::delete_many().filter(notice::Column::At.lt(moment.millis())).exec(db).await?.rows_affected)
}
