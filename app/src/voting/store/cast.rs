//! Keeping ballots while a vote is open: one mark per voice, one row per ballot, nothing that joins the two.

use super::Kept;
use super::roll::{marked, voice};
use crate::backend::AppError;
use crate::voting::entity::{ballot, ballot_link, ballot_live};
use crate::voting::voters::VoterFacts;
use rules::voting::{Ballot, CastFacts, CastRefusal, Casting, Choice, Known, Mark, Salt, Secrecy, Voter};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use uuid::Uuid;

/// A ballot's row as the law sees it.
pub(super) fn ballot_of(row: &ballot_live::Model) -> Option<Ballot> {
    let voter = match (row.voter, &row.name) {
        (Some(id), Some(name)) => Some(Voter { weight: row.weight.unsigned_abs(), id, name: name.clone() }),
        _ => None,
    };
    Some(Ballot { id: row.id, choice: Choice::parse(&row.choice)?, salt: Salt::parse(&row.salt)?, voter })
}

/// Writes a ballot's row; says whether its id was free.
pub(super) async fn insert_ballot(tx: &impl ConnectionTrait, vote: Uuid, ballot: &Ballot) -> Result<bool, DbErr> {
    let row = ballot_live::ActiveModel {
        id: Set(ballot.id),
        vote: Set(vote),
        choice: Set(ballot.choice.to_string()),
        salt: Set(ballot.salt.to_string()),
        voter: Set(ballot.voter.as_ref().map(|voter| voter.id)),
        name: Set(ballot.voter.as_ref().map(|voter| voter.name.clone())),
        weight: Set(i32::try_from(ballot.weight()).unwrap_or(i32::MAX)),
        removed: Set(None),
    };
    let free = OnConflict::column(ballot_live::Column::Id).do_nothing().to_owned();
    let written = ballot_live::Entity::insert(row).on_conflict(free).try_insert().exec_without_returning(tx).await?;
    Ok(matches!(written, TryInsertResult::Inserted(1)))
}

/// The ballot with this id, and the vote it was cast in; only the vote when the cleaning removed it and what it said is forgotten.
///
/// # Errors
/// The database is away.
pub async fn ballot_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<(Uuid, Option<Ballot>)>, DbErr> {
    let live = ballot_live::Entity::find_by_id(id).one(db).await?;
    let row = match live {
        Some(row) => Some(row),
        None => ballot::Entity::find_by_id(id).into_model::<ballot_live::Model>().one(db).await?,
    };
    Ok(row.map(|row| (row.vote, ballot_of(&row))))
}

/// What this voter's ballot says now, in an open vote.
///
/// # Errors
/// The database is away.
pub async fn choice_of(db: &impl ConnectionTrait, vote: Uuid, voter: Uuid) -> Result<Option<Choice>, DbErr> {
    let own = ballot_live::Entity::find().filter(ballot_live::Column::Vote.eq(vote)).filter(ballot_live::Column::Voter.eq(voter));
    Ok(own.one(db).await?.and_then(|row| Choice::parse(&row.choice)))
}

/// What the law asks about a vote and whoever wants to cast this ballot.
///
/// # Errors
/// The database is away.
pub async fn facts_of<'a>(
    db: &impl ConnectionTrait,
    vote: &Kept,
    voter: &'a VoterFacts,
    ballot: Option<(Uuid, &Choice)>,
) -> Result<CastFacts<'a>, DbErr> {
    let known = match ballot {
        Some((id, choice)) => match ballot_by_id(db, id).await? {
            None => Known::New,
            Some((_, None)) => Known::Other,
            Some((of, Some(before))) => {
                let same_voter = before.voter.as_ref().is_none_or(|of| Some(of.id) == voter.id());
                if of == vote.id && before.choice == *choice && same_voter { Known::Same } else { Known::Other }
            }
        },
        None => Known::New,
    };
    let card = vote.law.card.as_ref();
    Ok(CastFacts {
        state: vote.law.state,
        secrecy: vote.draft().secrecy,
        opens_at: card.map(|card| card.opens_at).unwrap_or_default(),
        closes_at: card.map(|card| card.closes_at).unwrap_or_default(),
        closed_at: vote.law.closed_at,
        on_roll: voter.voice.is_some(),
        recused: voter.recused,
        not_the_delegate: voter.not_the_delegate,
        mark: voter.voice.as_ref().and_then(|voice| voice.mark),
        known,
        barred: voter.voice.as_ref().map(|voice| voice.barred.as_slice()).unwrap_or_default(),
    })
}

/// Writes a ballot and marks the voice; in an open vote a ballot cast before is replaced.
///
/// # Errors
/// Somebody was faster with the same voice or the same ballot id: refused as the law would have.
pub async fn record_ballot(tx: &impl ConnectionTrait, vote: &Kept, voter: Uuid, casting: Casting, ballot: &Ballot) -> Result<(), AppError> {
    match casting {
        Casting::Counts if !marked(tx, vote.id, voter, Mark::Web).await? => {
            let paper = voice(tx, vote, voter).await?.and_then(|voice| voice.mark) == Some(Mark::Paper);
            return Err(if paper { CastRefusal::VotedOnPaper } else { CastRefusal::AlreadyVoted }.into());
        }
        Casting::Replaces => {
            let before =
                ballot_live::Entity::delete_many().filter(ballot_live::Column::Vote.eq(vote.id)).filter(ballot_live::Column::Voter.eq(voter));
            before.exec(tx).await?;
        }
        Casting::Counts | Casting::Again => {}
    }
    if !insert_ballot(tx, vote.id, ballot).await? {
        return Err(CastRefusal::BallotIdTaken.into());
    }
    if vote.draft().secrecy == Secrecy::Sealed {
        let link = ballot_link::ActiveModel { vote: Set(vote.id), voter: Set(voter), ballot: Set(ballot.id) };
        ballot_link::Entity::insert(link).exec_without_returning(tx).await?;
    }
    Ok(())
}
