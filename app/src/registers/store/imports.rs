//! Imports: what was read, what it would do, whether it was confirmed.

use super::super::entity::{register_import, register_line};
use super::super::facts::ImportRefusal;
use crate::backend::AppError;
use rules::Instant;
use rules::districts::District;
use rules::registers::{Counts, Planned, Reading, SheetRead, Verdict, plan};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Lines written by one statement.
const BATCH: usize = 200;
/// Imports on a person's list.
const LISTED: u64 = 20;

/// How far an import is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ImportState {
    /// Read: nothing is written before it is confirmed.
    Read,
    /// Confirmed: being worked through.
    Confirmed,
    /// Worked through.
    Done,
    /// Given up before it was confirmed.
    Discarded,
}

impl ImportState {
    const ALL: [Self; 4] = [Self::Read, Self::Confirmed, Self::Done, Self::Discarded];

    /// The word in records.
    pub(crate) const fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Confirmed => "confirmed",
            Self::Done => "done",
            Self::Discarded => "discarded",
        }
    }
}

/// An import.
#[derive(Debug, Clone)]
pub struct Import {
    /// Its id.
    pub id: Uuid,
    /// Who uploaded it.
    pub person: Uuid,
    /// The file's name.
    pub file_name: String,
    /// How far it is.
    pub state: ImportState,
    /// How each sheet was understood.
    pub sheets: Vec<SheetRead>,
    /// How many lines it has.
    pub lines: i32,
    /// The first line that is not worked through yet.
    pub next_line: i32,
    /// The figures: of the preview until it is confirmed, of what was done after that.
    pub counts: Counts,
    /// When it was uploaded.
    pub at: Instant,
}

impl Import {
    pub(super) fn of(row: register_import::Model) -> Result<Self, DbErr> {
        let unreadable = |what: &str| DbErr::Type(format!("import {}: {what}", row.id));
        Ok(Self {
            id: row.id,
            person: row.person,
            state: ImportState::ALL.into_iter().find(|state| state.key() == row.state).ok_or_else(|| unreadable("state"))?,
            sheets: serde_json::from_str(&row.sheets).map_err(|_| unreadable("sheets"))?,
            counts: serde_json::from_str(&row.counts).map_err(|_| unreadable("counts"))?,
            file_name: row.file_name,
            lines: row.lines,
            next_line: row.next_line,
            at: Instant::from_millis(row.at),
        })
    }
}

/// One line of an import, with its place in it.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Counts from 0.
    pub(crate) line: i32,
    /// The line and what it does.
    pub(crate) planned: Planned,
}

/// What a register would do to the alliance's list now.
///
/// # Errors
/// The database is away.
pub async fn planned(db: &impl ConnectionTrait, reading: Reading) -> Result<Vec<Planned>, DbErr> {
    let known: Vec<_> = crate::merchants::every_shop(db).await?.iter().map(crate::merchants::Shop::existing).collect();
    Ok(plan(reading, &known))
}

/// Keeps a register as it was read, with what it would do; gives the figures.
///
/// # Errors
/// The database is away.
pub async fn record_import(
    tx: &impl ConnectionTrait,
    id: Uuid,
    person: Uuid,
    file_name: &str,
    reading: Reading,
    now: Instant,
) -> Result<Counts, DbErr> {
    let sheets = json(&reading.sheets)?;
    let planned = planned(tx, reading).await?;
    let counts = Counts::of(&planned);
    let row = register_import::ActiveModel {
        id: Set(id),
        person: Set(person),
        file_name: Set(file_name.to_owned()),
        state: Set(ImportState::Read.key().to_owned()),
        sheets: Set(sheets),
        lines: Set(i32::try_from(planned.len()).unwrap_or(i32::MAX)),
        next_line: Set(0),
        counts: Set(json(&counts)?),
        at: Set(now.millis()),
        confirmed_at: Set(None),
        done_at: Set(None),
    };
    register_import::Entity::insert(row).exec_without_returning(tx).await?;
    let lines = planned.iter().zip(0..).map(|(planned, line)| {
        Ok(register_line::ActiveModel {
            import: Set(id),
            line: Set(line),
            verdict: Set(verdict_key(&planned.verdict).to_owned()),
            content: Set(json(planned)?),
        })
    });
    let lines = lines.collect::<Result<Vec<_>, DbErr>>()?;
    for batch in lines.chunks(BATCH) {
        register_line::Entity::insert_many(batch.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(counts)
}

/// Confirms an import: from now on it is worked through, with its figures counted anew.
///
/// # Errors
/// It was confirmed or given up already; or the database is away.
pub async fn record_confirmed(tx: &impl ConnectionTrait, id: Uuid, now: Instant) -> Result<(), AppError> {
    let confirmed = register_import::Entity::update_many()
        .col_expr(register_import::Column::State, Expr::value(ImportState::Confirmed.key()))
        .col_expr(register_import::Column::ConfirmedAt, Expr::value(now.millis()))
        .col_expr(register_import::Column::Counts, Expr::value(json(&Counts::default())?))
        .filter(register_import::Column::Id.eq(id))
        .filter(register_import::Column::State.eq(ImportState::Read.key()))
        .exec(tx)
        .await?;
    if confirmed.rows_affected == 1 { Ok(()) } else { Err(ImportRefusal::Settled.into()) }
}

/// Gives an import up before it was confirmed; its lines are forgotten at once.
pub(crate) async fn record_discarded(tx: &impl ConnectionTrait, id: Uuid) -> Result<(), AppError> {
    let discarded = register_import::Entity::update_many()
        .col_expr(register_import::Column::State, Expr::value(ImportState::Discarded.key()))
        .col_expr(register_import::Column::Sheets, Expr::value("[]"))
        .filter(register_import::Column::Id.eq(id))
        .filter(register_import::Column::State.eq(ImportState::Read.key()))
        .exec(tx)
        .await?;
    if discarded.rows_affected == 0 {
        return Err(ImportRefusal::Settled.into());
    }
    register_line::Entity::delete_many().filter(register_line::Column::Import.eq(id)).exec(tx).await?;
    Ok(())
}

/// Forgets the lines of imports that were uploaded before a moment and are not being worked through: they name contact persons.
///
/// # Errors
/// The database is away.
pub async fn forget_lines(tx: &impl ConnectionTrait, before: Instant) -> Result<u64, DbErr> {
    let old: Vec<Uuid> = register_import::Entity::find()
        .select_only()
        .column(register_import::Column::Id)
        .filter(register_import::Column::At.lt(before.millis()))
        .filter(register_import::Column::State.ne(ImportState::Confirmed.key()))
        .into_tuple()
        .all(tx)
        .await?;
    // What a sheet said below its tables may name those who signed it.
    register_import::Entity::update_many()
        .col_expr(register_import::Column::Sheets, Expr::value("[]"))
        .filter(register_import::Column::Id.is_in(old.iter().copied()))
        .exec(tx)
        .await?;
    Ok(register_line::Entity::delete_many().filter(register_line::Column::Import.is_in(old)).exec(tx).await?.rows_affected)
}

/// The districts whose shops an import writes.
pub(crate) async fn districts_of(tx: &impl ConnectionTrait, import: Uuid) -> Result<BTreeSet<District>, DbErr> {
    let lines = register_line::Entity::find().filter(register_line::Column::Import.eq(import));
    let lines = lines.filter(register_line::Column::Verdict.ne("skip")).all(tx).await?.into_iter().map(line);
    lines.map(|line| Ok(line?.planned.row.shop.ok().map(|shop| shop.district))).filter_map(Result::transpose).collect()
}

/// One import.
///
/// # Errors
/// The database is away.
pub async fn import_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Import>, DbErr> {
    register_import::Entity::find_by_id(id).one(db).await?.map(Import::of).transpose()
}

/// A person's last imports, or everybody's, the newest first.
pub(crate) async fn imports_of(db: &impl ConnectionTrait, person: Option<Uuid>) -> Result<Vec<Import>, DbErr> {
    let newest = register_import::Entity::find().order_by_desc(register_import::Column::At);
    let own = newest.apply_if(person, |query, person| query.filter(register_import::Column::Person.eq(person)));
    own.limit(LISTED).all(db).await?.into_iter().map(Import::of).collect()
}

/// Confirmed imports that are not worked through yet.
///
/// # Errors
/// The database is away.
pub async fn unfinished(db: &impl ConnectionTrait) -> Result<Vec<Uuid>, DbErr> {
    let open = register_import::Entity::find().filter(register_import::Column::State.eq(ImportState::Confirmed.key()));
    Ok(open.all(db).await?.into_iter().map(|row| row.id).collect())
}

/// Some lines of an import from a line on, those of one verdict if asked, and how many there are of it.
pub(crate) async fn lines_of(
    db: &impl ConnectionTrait,
    import: Uuid,
    verdict: Option<&str>,
    from: i32,
    most: u64,
) -> Result<(Vec<Line>, u64), DbErr> {
    let mut query = register_line::Entity::find().filter(register_line::Column::Import.eq(import));
    if let Some(verdict) = verdict {
        query = query.filter(register_line::Column::Verdict.eq(verdict));
    }
    let all = query.clone().count(db).await?;
    let rows = query.filter(register_line::Column::Line.gte(from)).order_by_asc(register_line::Column::Line).limit(most).all(db).await?;
    let lines = rows.into_iter().map(line).collect::<Result<Vec<_>, DbErr>>()?;
    Ok((lines, all))
}

pub(super) fn line(row: register_line::Model) -> Result<Line, DbErr> {
    let planned = serde_json::from_str(&row.content).map_err(|error| DbErr::Type(format!("line {} of import {}: {error}", row.line, row.import)))?;
    Ok(Line { line: row.line, planned })
}

/// The word for what a line does.
pub(crate) const fn verdict_key(verdict: &Verdict) -> &'static str {
    match verdict {
        Verdict::Create => "create",
        Verdict::Change { .. } => "change",
        Verdict::Unchanged { .. } => "unchanged",
        Verdict::Skip { .. } => "skip",
    }
}

pub(super) fn json(value: &impl serde::Serialize) -> Result<String, DbErr> {
    serde_json::to_string(value).map_err(|error| DbErr::Json(error.to_string()))
}
