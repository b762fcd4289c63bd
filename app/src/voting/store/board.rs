//! The board of a vote: put together when it is closed, rebuilt from the kept ballots whenever somebody asks for it.

use super::cast::{ballot_of, insert_ballot};
use super::{Kept, marks_of, roll_of, sheets_of};
use crate::backend::AppError;
use crate::voting::entity::{ballot, ballot_live, vote};
use rules::voting::{
    Ballot, Board, BoardHeader, Channels, Digest, Entry, Export, PaperStanding, RuleCard, Salt, Stay, papers_settled, present_weight,
};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};

pub(super) async fn rows_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<Vec<ballot_live::Model>, DbErr> {
    if vote.row.rewritten {
        let found = ballot::Entity::find().filter(ballot::Column::Vote.eq(vote.id)).order_by_asc(ballot::Column::Id);
        return found.into_model::<ballot_live::Model>().all(db).await;
    }
    ballot_live::Entity::find().filter(ballot_live::Column::Vote.eq(vote.id)).order_by_asc(ballot_live::Column::Id).all(db).await
}

fn read(rows: &[ballot_live::Model]) -> Result<Vec<Ballot>, DbErr> {
    rows.iter().map(|row| ballot_of(row).ok_or_else(|| DbErr::Type(format!("ballot {}: unreadable", row.id)))).collect()
}

/// The board of a vote that is sealed: with the header of that moment, and without what the cleaning removed.
///
/// # Errors
/// Not sealed yet: not found.
pub async fn board_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<Board, AppError> {
    let header = vote.row.header.as_deref().and_then(BoardHeader::read).ok_or_else(AppError::not_found)?;
    let entries = rows_of(db, vote).await?.iter().map(entry_of).collect::<Option<_>>();
    let entries = entries.ok_or_else(|| AppError::broken(&format!("vote {}: an unreadable ballot", vote.id)))?;
    Ok(Board { header, entries })
}

/// A ballot's line on the board; of one that the cleaning removed only its value in the tree.
fn entry_of(row: &ballot_live::Model) -> Option<Entry> {
    if let Some(leaf) = row.choice.strip_prefix(FORGOTTEN) {
        return Digest::parse(leaf).map(Entry::Removed);
    }
    let ballot = ballot_of(row)?;
    Some(if row.removed.is_some() { Entry::Removed(ballot.leaf()) } else { Entry::Counted(ballot) })
}

/// What stands where a removed ballot's choice stood, before its value in the board's tree.
const FORGOTTEN: &str = "removed ";

/// Forgets what removed ballots said: only their values in the board's tree stay. Who was told why their ballot was removed could be led to it otherwise.
///
/// # Errors
/// The database is away.
pub async fn forget_removed(tx: &impl ConnectionTrait, vote: &Kept) -> Result<(), AppError> {
    for row in rows_of(tx, vote).await?.into_iter().filter(|row| row.removed.is_some()) {
        let Some(ballot) = ballot_of(&row) else { continue };
        let forgotten = ballot_live::Entity::update_many()
            .col_expr(ballot_live::Column::Choice, Expr::value(format!("{FORGOTTEN}{}", ballot.leaf())))
            .col_expr(ballot_live::Column::Salt, Expr::value(""))
            .filter(ballot_live::Column::Id.eq(row.id));
        forgotten.exec(tx).await?;
    }
    Ok(())
}

/// The file of a counted vote that anybody can recount.
///
/// # Errors
/// Not counted yet: not found.
pub async fn export_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<Export, AppError> {
    let (card, seed) = vote.law.card.as_ref().zip(vote.seed()).ok_or_else(AppError::not_found)?;
    Ok(Export::of(card, &board_of(db, vote).await?, &seed))
}

/// Puts the board of a closed vote together: settled papers become ballots like any other, the header is fixed. Gives the board.
///
/// # Errors
/// Papers still wait, or there are more of them than were handed out.
pub async fn seal(tx: &impl ConnectionTrait, kept: &Kept, stays: &[Stay]) -> Result<Board, AppError> {
    let card = kept.law.card.as_ref().ok_or_else(AppError::not_found)?;
    let (web, paper) = marks_of(tx, kept).await?;
    let sheets: Vec<_> = sheets_of(tx, kept.id).await?.into_values().collect();
    let papers = papers_settled(&sheets, paper)?;
    for sheet in &sheets {
        if let PaperStanding::Settled(choice) = sheet.standing() {
            let id = uuid::Builder::from_random_bytes(rand::random()).into_uuid();
            insert_ballot(tx, kept.id, &Ballot { id, choice, salt: Salt::from_bytes(rand::random()), voter: None }).await?;
        }
    }
    let present = present(tx, kept, card, stays).await?;
    let ballots = read(&rows_of(tx, kept).await?)?;
    let board = Board::of(card, ballots, web + paper, present, Channels::shown(web, papers));
    let header = vote::Entity::update_many().col_expr(vote::Column::Header, Expr::value(board.header.text())).filter(vote::Column::Id.eq(kept.id));
    header.exec(tx).await?;
    Ok(board)
}

async fn present(tx: &impl ConnectionTrait, kept: &Kept, card: &RuleCard, stays: &[Stay]) -> Result<u64, AppError> {
    let roll = roll_of(tx, kept).await?;
    Ok(present_weight(&roll, stays, card.opens_at, kept.law.closed_at.unwrap_or(card.closes_at)))
}
