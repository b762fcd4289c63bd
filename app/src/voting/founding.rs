//! Votes of a town that is founded with some: opened, cast and published as they would have been.

use super::store::{self, Kept};
use super::voters::seats_of;
use super::{NewVote, open, prepare, random_id, take};
use crate::backend::{AppError, Keys};
use rules::Instant;
use rules::voting::{Ballot, Casting, Choice, RollMember, Salt, Secrecy, Step, Voter};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// A vote to found a town with.
#[derive(Debug, Clone)]
pub struct FoundVote {
    /// What is voted on.
    pub new: NewVote,
    /// When it was opened.
    pub opened: Instant,
    /// What the merchants said, in the order of their seats; the others said nothing.
    pub choices: Vec<Choice>,
    /// When it was closed, who counted and who published; nothing while it is open.
    pub over: Option<(Instant, Uuid, Uuid)>,
}

/// Writes a vote with its ballots.
///
/// # Errors
/// The law says no, or the database is away.
pub async fn found_vote(tx: &impl ConnectionTrait, keys: &Keys, found: &FoundVote) -> Result<(), AppError> {
    prepare(tx, &found.new, found.opened).await?;
    let kept = store::vote(tx, found.new.id).await?;
    let seats = seats_of(tx, &kept).await?;
    let members: Vec<RollMember> = seats.iter().map(|seat| RollMember { voter: seat.merchant, weight: 1, recused: false }).collect();
    open(tx, &kept, &members, &HashMap::new(), (keys, found.opened)).await?;
    let kept = store::vote(tx, found.new.id).await?;
    for (seat, choice) in seats.iter().zip(&found.choices) {
        found_ballot(tx, &kept, (seat.merchant, &seat.name), choice).await?;
    }
    let Some((closed, counted_by, published_by)) = found.over else { return Ok(()) };
    for step in [Step::Close { chair: Some(counted_by), papers_waiting: 0 }, Step::Count { by: counted_by }, Step::Publish { by: published_by }] {
        take(tx, &store::vote(tx, found.new.id).await?, step, closed).await?;
    }
    Ok(())
}

/// Writes a ballot of somebody on the roll of an open vote.
///
/// # Errors
/// They have voted, or the database is away.
pub async fn found_ballot(tx: &impl ConnectionTrait, kept: &Kept, (voter, name): (Uuid, &str), choice: &Choice) -> Result<(), AppError> {
    let named = (kept.draft().secrecy == Secrecy::Open).then(|| Voter { weight: 1, id: voter, name: name.to_owned() });
    let ballot = Ballot { id: random_id(), choice: choice.clone(), salt: Salt::from_bytes(rand::random()), voter: named };
    store::record_ballot(tx, kept, voter, Casting::Counts, &ballot).await
}
