//! Keeping what was read on papers from the box.

use crate::voting::entity::paper_entry;
use rules::voting::{Choice, PaperEntry, PaperSheet};
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The papers of a vote by the number they got when the box was opened, each with its entries.
///
/// # Errors
/// The database is away.
pub async fn sheets_of(db: &impl ConnectionTrait, vote: Uuid) -> Result<BTreeMap<i32, PaperSheet>, DbErr> {
    let rows = paper_entry::Entity::find().filter(paper_entry::Column::Vote.eq(vote));
    let rows = rows.order_by_asc(paper_entry::Column::Number).order_by_asc(paper_entry::Column::Turn).all(db).await?;
    let mut sheets: BTreeMap<i32, PaperSheet> = BTreeMap::new();
    for row in rows {
        let choice = Choice::parse(&row.choice).ok_or_else(|| DbErr::Type(format!("paper {} of vote {vote}", row.number)))?;
        sheets.entry(row.number).or_default().entries.push(PaperEntry { by: row.by, choice });
    }
    Ok(sheets)
}

/// Writes the newest entry of a paper.
///
/// # Errors
/// The database is away, or somebody was faster.
pub async fn record_entry(tx: &impl ConnectionTrait, vote: Uuid, number: i32, sheet: &PaperSheet) -> Result<(), DbErr> {
    let Some(entry) = sheet.entries.last() else { return Ok(()) };
    let row = paper_entry::ActiveModel {
        vote: Set(vote),
        number: Set(number),
        turn: Set(i32::try_from(sheet.entries.len()).unwrap_or(i32::MAX)),
        by: Set(entry.by),
        choice: Set(entry.choice.to_string()),
    };
    paper_entry::Entity::insert(row).exec_without_returning(tx).await.map(drop)
}

/// Strikes a number from the box's list, with all its entries.
///
/// # Errors
/// The database is away.
pub async fn strike_sheet(tx: &impl ConnectionTrait, vote: Uuid, number: i32) -> Result<(), DbErr> {
    let those = paper_entry::Entity::delete_many().filter(paper_entry::Column::Vote.eq(vote)).filter(paper_entry::Column::Number.eq(number));
    those.exec(tx).await.map(drop)
}
