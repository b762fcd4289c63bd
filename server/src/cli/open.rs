//! Opening the database for a command.

use crate::migrations;
use crate::settings::DatabaseArgs;
use app::backend::Db;
use std::path::Path;

/// Brings the database to the newest form.
pub(super) async fn migrate(database: &DatabaseArgs) -> Result<(), String> {
    if let Some(folder) = file_of(&database.database_url).and_then(|file| Path::new(file).parent()).filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let (write, engine) = Db::open_for_writing(&database.database_url).await.map_err(said)?;
    migrations::migrate(&write, engine).await.map_err(said)?;
    write.close().await.map_err(said)
}

/// Opens a database that is there and in the newest form; never makes one.
pub(super) async fn existing(database: &DatabaseArgs) -> Result<Db, String> {
    if let Some(file) = file_of(&database.database_url)
        && !Path::new(file).exists()
    {
        return Err(format!("{file}: there is no such database; `shangmeng migrate` makes one"));
    }
    let (write, _) = Db::open_for_writing(&database.database_url).await.map_err(said)?;
    let waiting = migrations::waiting(&write).await.map_err(said)?;
    write.close().await.map_err(said)?;
    if waiting > 0 {
        return Err(format!("the database is {waiting} step(s) behind this program; run `shangmeng migrate` first"));
    }
    Db::open(&database.database_url).await.map_err(said)
}

/// The file of an SQLite address.
pub(super) fn file_of(url: &str) -> Option<&str> {
    let rest = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"))?;
    rest.split('?').next()
}

/// An error as the command line says it.
pub(super) fn said(error: impl std::fmt::Display) -> String {
    error.to_string()
}
