//! Sessions: a random token in a cookie, its digest in the database, revoked everywhere at once.

use super::entity::{grant, person, session};
use super::store::{Known, agreed_by, as_grant, standing_of};
use crate::backend::{House, Signed, Visit, new_id};
use axum::http::header::SET_COOKIE;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use rules::accounts::{Purpose, session_ends};
use rules::permits::Standing;
use rules::{HOUR, Instant};
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, IdenStatic, Iterable, JoinType, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, SelectTwo,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The session's cookie.
pub const COOKIE: &str = "sid";

/// Who holds this token now, with grants; nobody when it is unknown, ended, or the account is gone. `unnoticed` leaves the hour in which the session was
/// last seen as it is: where people vote.
///
/// # Errors
/// The database is away.
pub async fn who_is(house: &House, token: &str, now: Instant, unnoticed: bool) -> Result<Option<Signed>, DbErr> {
    let rows = house.db.read().query_all(&holder(token, now)).await?;
    let Some(first) = rows.first() else { return Ok(None) };
    let (found, person) = (session::Model::from_query_result(first, "A_")?, person::Model::from_query_result(first, "B_")?);
    let agrees: bool = first.try_get("", AGREES)?;
    let mut grants = Vec::new();
    for row in &rows {
        if row.try_get::<Option<Uuid>>("C_", "id")?.is_some() {
            grants.extend(as_grant(&grant::Model::from_query_result(row, "C_")?));
        }
    }
    if !unnoticed && now.millis() - found.seen_at >= HOUR {
        note_seen(house, found.id, now);
    }
    let known = Known::as_agreed(&person, agrees);
    Ok(Some(Signed {
        person: person.id,
        session: found.id,
        standing: Standing { grants, second_factor: found.second_factor },
        fresh_at: Instant::from_millis(found.fresh_at),
        facts: known.facts,
        label: known.label,
    }))
}

/// Writes down that the session is in use. Nobody waits for that, and no page is missing because it could not be written.
fn note_seen(house: &House, session: Uuid, now: Instant) {
    let db = house.db.clone();
    tokio::spawn(async move {
        let seen = session::Entity::update_many().col_expr(session::Column::SeenAt, Expr::value(now.millis()));
        if let Err(error) = seen.filter(session::Column::Id.eq(session)).exec(db.write()).await {
            tracing::warn!(%error, "a session's use was not noted");
        }
    });
}

const AGREES: &str = "agrees";

/// Everything about a session in one question, since every signed-in request asks it: the session, its person, whether they agree to audiences, and
/// a row for each role they ever had, or one without a role.
fn holder(token: &str, now: Instant) -> SelectStatement {
    let person = session::Entity::belongs_to(person::Entity).from(session::Column::Person).to(person::Column::Id).into();
    let grants = session::Entity::belongs_to(grant::Entity).from(session::Column::Person).to(grant::Column::Person).into();
    let session = session::Entity::find()
        .join(JoinType::InnerJoin, person)
        .join(JoinType::LeftJoin, grants)
        .filter(session::Column::Token.eq(digest(token)))
        .filter(session::Column::EndsAt.gt(now.millis()))
        .filter(person::Column::DeletedAt.is_null())
        .select_also(person::Entity)
        .expr_as(agreed_by(Expr::col((session::Entity, session::Column::Person)), Purpose::Audience), AGREES);
    let with = |session: SelectTwo<_, _>, column: grant::Column| session.column_as(column, format!("C_{}", column.as_str()));
    grant::Column::iter().fold(session, with).into_query()
}

/// A session that has just begun.
pub(super) struct Begun {
    /// For the cookie; kept nowhere.
    pub(super) token: String,
    /// Whether the second factor must follow.
    pub(super) staff: bool,
}

/// Writes a new session.
pub(super) async fn record_session(tx: &impl ConnectionTrait, person: Uuid, now: Instant) -> Result<Begun, DbErr> {
    let staff = standing_of(tx, person).await?.is_staff(now);
    let token = hex(&rand::random::<[u8; 32]>());
    let row = session::ActiveModel {
        id: Set(new_id(now)),
        token: Set(digest(&token)),
        person: Set(person),
        began_at: Set(now.millis()),
        fresh_at: Set(now.millis()),
        seen_at: Set(now.millis()),
        ends_at: Set(session_ends(now, staff).millis()),
        second_factor: Set(false),
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(Begun { token, staff })
}

/// The second factor was shown: the session is one of staff, for 12 hours at most.
pub(super) async fn strengthen_session(tx: &impl ConnectionTrait, session: &session::Model, now: Instant) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::SecondFactor, Expr::value(true))
        .col_expr(session::Column::FreshAt, Expr::value(now.millis()))
        .col_expr(session::Column::EndsAt, Expr::value(session.ends_at.min(session_ends(now, true).millis())))
        .filter(session::Column::Id.eq(session.id))
        .exec(tx)
        .await?;
    Ok(())
}

/// A session by its id.
pub(super) async fn session(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<session::Model>, DbErr> {
    session::Entity::find_by_id(id).one(db).await
}

/// A person's running sessions, newest first.
pub(super) async fn sessions_of(db: &impl ConnectionTrait, person: Uuid, now: Instant) -> Result<Vec<session::Model>, DbErr> {
    let running = session::Entity::find().filter(session::Column::Person.eq(person)).filter(session::Column::EndsAt.gt(now.millis()));
    running.order_by_desc(session::Column::BeganAt).all(db).await
}

/// Ends a person's sessions now, but for one to keep.
pub(super) async fn end_sessions(tx: &impl ConnectionTrait, person: Uuid, keep: Option<Uuid>, now: Instant) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::EndsAt, Expr::value(now.millis()))
        .filter(session::Column::Person.eq(person))
        .filter(session::Column::Id.ne(keep.unwrap_or_default()))
        .filter(session::Column::EndsAt.gt(now.millis()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Ends a session now.
pub(super) async fn end_session(tx: &impl ConnectionTrait, session: Uuid, now: Instant) -> Result<(), DbErr> {
    session::Entity::update_many()
        .col_expr(session::Column::EndsAt, Expr::value(now.millis()))
        .filter(session::Column::Id.eq(session))
        .exec(tx)
        .await?;
    Ok(())
}

/// Sends the token to the browser.
pub(super) fn give_cookie(visit: &Visit, token: &str) {
    set_cookie(visit, token, 90 * 24 * 3_600);
}

/// Takes the cookie back.
pub fn take_cookie(visit: &Visit) {
    set_cookie(visit, "", 0);
}

fn set_cookie(visit: &Visit, value: &str, seconds: u32) {
    if let (Some(options), Some(cookie)) = (use_context::<ResponseOptions>(), visit.house().cookies().set(COOKIE, value, seconds)) {
        options.append_header(SET_COOKIE, cookie);
    }
}

/// The page to go to after signing in: only a path of this portal, otherwise one's own page.
pub(super) fn safe_next(next: Option<&str>) -> String {
    let local = |path: &&str| {
        path.starts_with('/') && !path.starts_with("//") && path.chars().all(|c| c.is_ascii_graphic() && c != '\\') && !path.starts_with("/api/")
    };
    next.filter(local).unwrap_or("/my").to_owned()
}

fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
