//! Sessions: a random token in a cookie, its digest in the database, revoked everywhere at once.

use super::entity::{grant, person, session};
use crate::backend::{House, Signed, Visit, new_id};
use axum::http::header::SET_COOKIE;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;
use rules::accounts::session_ends;
use rules::permits::{Grant, Role, Standing};
use rules::{HOUR, Instant};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// The session's cookie.
pub const COOKIE: &str = "sid";

/// Who holds this token now, with grants; nobody when it is unknown, ended, or the account is gone.
///
/// # Errors
/// The database is away.
pub async fn who_is(house: &House, token: &str, now: Instant) -> Result<Option<Signed>, DbErr> {
    let db = house.db.read();
    let Some(found) =
        session::Entity::find().filter(session::Column::Token.eq(digest(token))).filter(session::Column::EndsAt.gt(now.millis())).one(db).await?
    else {
        return Ok(None);
    };
    let Some(person) = person::Entity::find_by_id(found.person).filter(person::Column::DeletedAt.is_null()).one(db).await? else { return Ok(None) };
    let grants = grant::Entity::find().filter(grant::Column::Person.eq(person.id)).all(db).await?;
    if now.millis() - found.seen_at >= HOUR {
        let touched =
            session::Entity::update_many().col_expr(session::Column::SeenAt, Expr::value(now.millis())).filter(session::Column::Id.eq(found.id));
        touched.exec(house.db.write()).await?;
    }
    let known = super::store::Known::from(&person);
    Ok(Some(Signed {
        person: person.id,
        session: found.id,
        standing: Standing { grants: grants.iter().filter_map(as_grant).collect(), second_factor: found.second_factor },
        fresh_at: Instant::from_millis(found.fresh_at),
        facts: known.facts,
        label: known.label,
    }))
}

fn as_grant(row: &grant::Model) -> Option<Grant> {
    Some(Grant {
        role: Role::from_code(&row.role)?,
        place: row.place,
        from: Instant::from_millis(row.from_at),
        until: row.until_at.map(Instant::from_millis),
        revoked_at: row.revoked_at.map(Instant::from_millis),
    })
}

/// Writes a new session and gives its token, which is kept nowhere.
pub(super) async fn record_session(tx: &impl ConnectionTrait, person: Uuid, now: Instant) -> Result<String, DbErr> {
    let grants = grant::Entity::find().filter(grant::Column::Person.eq(person)).all(tx).await?;
    let standing = Standing { grants: grants.iter().filter_map(as_grant).collect(), second_factor: false };
    let token = hex(&rand::random::<[u8; 32]>());
    let row = session::ActiveModel {
        id: Set(new_id(now)),
        token: Set(digest(&token)),
        person: Set(person),
        began_at: Set(now.millis()),
        fresh_at: Set(now.millis()),
        seen_at: Set(now.millis()),
        ends_at: Set(session_ends(now, standing.is_staff(now)).millis()),
        second_factor: Set(false),
    };
    session::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(token)
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
pub(super) fn take_cookie(visit: &Visit) {
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
