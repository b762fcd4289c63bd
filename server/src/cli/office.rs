//! `grant` and `backup`: what the office does without a page.

use super::demo;
use super::open::{self, said};
use crate::settings::DatabaseArgs;
use app::accounts;
use app::backend::Engine;
use rules::accounts::Mobile;
use rules::districts::District;
use rules::permits::{Place, PlaceKind, Role};
use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};
use std::path::Path;
use uuid::Uuid;

/// Gives a role, with a line in the audit trail.
pub(super) async fn grant(database: &DatabaseArgs, role: Role, mobile: &str, scope: Option<&str>) -> Result<(), String> {
    let mobile = Mobile::parse(mobile).map_err(|_| format!("{mobile}: a mainland mobile number has 11 digits"))?;
    let place = place(role, scope)?;
    let db = open::existing(database).await?;
    let now = demo::standing_clock(&db).await?.now();
    let tx = db.begin().await.map_err(said)?;
    if let (Some(place), Some(scope)) = (place, scope)
        && !there_is(&tx, role.place_kind(), place).await?
    {
        return Err(format!("--scope {scope}: there is no such place"));
    }
    let person = accounts::person_of(&tx, &mobile).await.map_err(said)?;
    let person = person.ok_or_else(|| format!("nobody has joined with {}; join on the portal first", mobile.masked()))?;
    if accounts::holders(&tx, role, place, now).await.map_err(said)?.contains(&person) {
        println!("{} is {} already", mobile.masked(), role.code());
        return Ok(());
    }
    let grant = accounts::give_grant(&tx, person, role, place, Uuid::nil(), now).await.map_err(said)?;
    app::alliance::record_audit(&tx, now, Uuid::nil(), "grant_role", Some(grant)).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    println!("{} is now {}{}", mobile.masked(), role.code(), scope.map(|scope| format!(" of {scope}")).unwrap_or_default());
    Ok(())
}

fn place(role: Role, scope: Option<&str>) -> Result<Place, String> {
    match (role.place_kind(), scope) {
        (PlaceKind::Alliance, _) if role == Role::Resident => Err("whoever has joined is a resident".to_owned()),
        (PlaceKind::Alliance, None) => Ok(None),
        (PlaceKind::Alliance, Some(_)) => Err(format!("{} holds in the whole alliance and takes no --scope", role.code())),
        (kind, None) => Err(format!("{} needs a --scope: {}", role.code(), wanted(kind))),
        (PlaceKind::District, Some(scope)) => match District::from_wording(scope) {
            Some(district) => Ok(Some(district.place())),
            None => Err(format!("--scope {scope}: {} is needed", wanted(PlaceKind::District))),
        },
        (kind, Some(scope)) => scope.parse().map(Some).map_err(|_| format!("--scope {scope}: {} is needed", wanted(kind))),
    }
}

fn wanted(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::District => "wanda, xianjing or haishang",
        PlaceKind::Merchant => "the merchant's id (the last part of its page's address)",
        _ => "the place's id",
    }
}

/// Whether a role can hold there.
async fn there_is(db: &impl ConnectionTrait, kind: PlaceKind, place: Uuid) -> Result<bool, String> {
    match kind {
        PlaceKind::Alliance | PlaceKind::District => Ok(true),
        PlaceKind::Merchant => app::merchants::shop_by_id(db, place).await.map(|shop| shop.is_some()).map_err(said),
        PlaceKind::Community => app::districts::community_name(db, place).await.map(|name| name.is_some()).map_err(said),
        PlaceKind::Grid | PlaceKind::Organisation => Ok(false),
    }
}

/// Copies the database into a new file while the portal runs.
pub(super) async fn backup(database: &DatabaseArgs, file: &Path) -> Result<(), String> {
    let db = open::existing(database).await?;
    if db.engine() == Engine::Postgres {
        return Err(format!("on PostgreSQL take `pg_dump --format=custom --file={} \"$DATABASE_URL\"`", file.display()));
    }
    if file.exists() {
        return Err(format!("{}: exists already; a backup never overwrites", file.display()));
    }
    let target = file.to_str().ok_or_else(|| format!("{}: this file name is not UTF-8", file.display()))?;
    let statement = Statement::from_sql_and_values(sea_orm::DbBackend::Sqlite, "VACUUM INTO ?", [target.into()]);
    db.write().execute_raw(statement).await.map_err(|error| format!("{}: {error}", file.display()))?;
    sound(target).await.inspect_err(|_| drop(std::fs::remove_file(file)))?;
    std::fs::File::open(file).and_then(|copy| copy.sync_all()).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}: {} bytes", file.display(), std::fs::metadata(file).map(|meta| meta.len()).unwrap_or_default());
    Ok(())
}

/// A backup that cannot be opened again is none.
async fn sound(file: &str) -> Result<(), String> {
    let copy: DatabaseConnection = sea_orm::Database::connect(format!("sqlite://{file}?mode=ro")).await.map_err(said)?;
    let broken = super::check::unsound(&copy).await?;
    copy.close().await.map_err(said)?;
    if broken.is_empty() { Ok(()) } else { Err(format!("{file}: the copy is not sound: {}", broken.join("; "))) }
}
