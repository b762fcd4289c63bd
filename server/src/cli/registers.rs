//! `import-merchants`: an office's register, from a file into the alliance's list. The command itself is the confirmation.

use super::demo;
use super::open::{self, said};
use crate::settings::DatabaseArgs;
use app::backend::{AppError, Db, new_id};
use app::registers;
use rules::registers::{Counts, Place, Planned, Reading, Scope, SheetRead, Verdict, read_register};
use rules::{Instant, Refusal};
use std::path::Path;
use uuid::Uuid;

/// Reads a register and writes what it says, or only says what it would write. Skipped lines are listed and no error.
pub(super) async fn import(database: &DatabaseArgs, file: &Path, dry_run: bool) -> Result<(), String> {
    let reading = read(file)?;
    let db = open::existing(database).await?;
    let now = demo::standing_clock(&db).await?.now();
    let planned = registers::planned(db.read(), reading.clone()).await.map_err(said)?;
    reading.sheets.iter().for_each(print_sheet);
    planned.iter().for_each(print_line);
    if dry_run {
        print_counts("would be", &Counts::of(&planned));
        return Ok(());
    }
    let counts = write(&db, file, reading, now).await?;
    print_counts("were", &counts);
    Ok(())
}

fn read(file: &Path) -> Result<Reading, String> {
    let named = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
    let length = std::fs::metadata(file).map_err(|error| named(&error))?.len();
    if length > registers::read::MOST_BYTES as u64 {
        return Err(named(&format!("a register has {} bytes at most", registers::read::MOST_BYTES)));
    }
    let bytes = std::fs::read(file).map_err(|error| named(&error))?;
    let refused = |refusal: rules::registers::RegisterRefusal| named(&sentence(&refusal));
    read_register(&registers::read::read_file(&bytes).map_err(refused)?, &Scope::alliance()).map_err(refused)
}

async fn write(db: &Db, file: &Path, reading: Reading, now: Instant) -> Result<Counts, String> {
    let import = new_id(now);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let tx = db.begin().await.map_err(said)?;
    registers::record_import(&tx, import, Uuid::nil(), &name, reading, now).await.map_err(said)?;
    registers::record_confirmed(&tx, import, now).await.map_err(said)?;
    app::alliance::record_audit(&tx, now, Uuid::nil(), "confirm_register", Some(import)).await.map_err(said)?;
    tx.commit().await.map_err(said)?;
    let counts = registers::work_through(db, import, now).await.map_err(said)?;
    counts.ok_or_else(|| "the import is gone".to_owned())
}

/// What of a sheet was not read as shops.
fn print_sheet(sheet: &SheetRead) {
    if sheet.hidden {
        println!("{}: a hidden sheet, not read", sheet.name);
    } else if sheet.columns.is_empty() {
        println!("{}: no register's headings, not read", sheet.name);
    }
    for unread in &sheet.unread {
        let place = Place { sheet: sheet.name.clone(), row: unread.row };
        println!("{place} {}: not taken for a shop", unread.text);
    }
}

/// Every line that does more or less than list a shop without a remark.
fn print_line(line: &Planned) {
    let place = &line.row.place;
    let name = &line.row.written_name;
    match &line.verdict {
        Verdict::Skip { reasons } => {
            for reason in reasons {
                println!("{place} {name}: skipped, {}", sentence(reason));
            }
        }
        Verdict::Change { writes, kept } => {
            for difference in writes {
                println!("{place} {name}: {} “{}” -> “{}”", difference.field.key(), difference.known, difference.register);
            }
            kept.iter().for_each(|difference| print_kept(line, difference));
        }
        Verdict::Unchanged { kept } => kept.iter().for_each(|difference| print_kept(line, difference)),
        Verdict::Create => {}
    }
    for warning in &line.warnings {
        println!("{place} {name}: warning, {}", sentence(warning));
    }
}

fn print_kept(line: &Planned, difference: &rules::registers::Difference) {
    let (place, name) = (&line.row.place, &line.row.written_name);
    println!(
        "{place} {name}: {} stays “{}” as the owner wrote it; the register says “{}”",
        difference.field.key(),
        difference.known,
        difference.register
    );
}

/// The reason's name, and its sentence and next step as the portal says them.
fn sentence(refusal: &impl Refusal) -> String {
    let error = AppError::refusal(refusal);
    format!("{}: {}", error.refused().code, error.refused().whole())
}

fn print_counts(were: &str, counts: &Counts) {
    let skipped: u32 = counts.skipped.values().sum();
    println!(
        "{} lines; {} {were} created, {} changed, {} unchanged, {skipped} skipped",
        counts.rows, counts.created, counts.changed, counts.unchanged
    );
    for (code, count) in &counts.skipped {
        println!("  {code}: {count}");
    }
}
