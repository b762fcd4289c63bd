//! Whose voice a person casts: their own, or that of the merchant whose delegate they are at the meeting.

use super::store::{self, Kept, Voice};
use crate::backend::{AppError, Signed};
use crate::meetings::Seat;
use rules::Instant;
use rules::permits::Role;
use rules::voting::{Electorate, Voter};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// What is known of somebody who wants to vote.
#[derive(Debug, Clone, Default)]
pub struct VoterFacts {
    /// Their voice; nothing when they have none in this vote.
    pub voice: Option<Voice>,
    /// The merchant they speak for, where merchants vote.
    pub name: Option<String>,
    /// They have to stand aside.
    pub recused: bool,
    /// They belong to a merchant on the roll whose delegate is somebody else.
    pub not_the_delegate: bool,
}

impl VoterFacts {
    /// The merchant or the person whose voice it is.
    #[must_use]
    pub fn id(&self) -> Option<Uuid> {
        self.voice.as_ref().map(|voice| voice.voter)
    }

    /// As an open vote's ballot names them.
    #[must_use]
    pub fn named(&self) -> Option<Voter> {
        self.voice.as_ref().zip(self.name.clone()).map(|(voice, name)| Voter { weight: voice.weight, id: voice.voter, name })
    }
}

/// Whose voice this person casts in a vote.
///
/// # Errors
/// The database is away.
pub async fn voter_of(db: &impl ConnectionTrait, vote: &Kept, person: &Signed, now: Instant) -> Result<VoterFacts, AppError> {
    let recused = vote.recused();
    let shops = person.standing.places(&[Role::MerchantOwner, Role::Clerk], now);
    // The people of a candidate stand aside, also those who became its people after the vote was opened.
    let staked = vote.of_award() && shops.iter().any(|shop| recused.contains(shop));
    if vote.draft().electorate == Electorate::Residents {
        let voice = store::voice(db, vote, person.person).await?;
        return Ok(VoterFacts { voice, recused: staked || recused.contains(&person.person), ..VoterFacts::default() });
    }
    let seats = seats_of(db, vote).await?;
    // Whoever no longer belongs to the merchant does not speak for it, however it was named.
    let own = seats.iter().find(|seat| seat.delegate == Some(person.person) && shops.contains(&seat.merchant));
    let Some(seat) = own else {
        let not_the_delegate = seats.iter().any(|seat| shops.contains(&seat.merchant));
        return Ok(VoterFacts { not_the_delegate, recused: staked, ..VoterFacts::default() });
    };
    let voice = store::voice(db, vote, seat.merchant).await?;
    Ok(VoterFacts { voice, name: Some(seat.name.clone()), recused: staked || recused.contains(&seat.merchant), not_the_delegate: false })
}

/// Whether whoever would fill in a paper for this voice has to stand aside: the person, or the merchant's delegate.
///
/// # Errors
/// The database is away.
pub async fn stands_aside(db: &impl ConnectionTrait, vote: &Kept, voter: Uuid, now: Instant) -> Result<bool, AppError> {
    let recused = vote.recused();
    if recused.contains(&voter) || !vote.of_award() {
        return Ok(recused.contains(&voter));
    }
    let delegate = seats_of(db, vote).await?.into_iter().find(|seat| seat.merchant == voter).and_then(|seat| seat.delegate);
    let person = if vote.draft().electorate == Electorate::Residents { Some(voter) } else { delegate };
    for role in [Role::MerchantOwner, Role::Clerk] {
        let people = crate::accounts::holders_of(db, role, &recused, now).await?;
        if person.is_some_and(|person| people.contains(&person)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The seats of the meeting a vote is held in; none where there is no meeting.
///
/// # Errors
/// The database is away.
pub async fn seats_of(db: &impl ConnectionTrait, vote: &Kept) -> Result<Vec<Seat>, AppError> {
    match vote.about.meeting() {
        Some(meeting) => crate::meetings::seats(db, meeting).await,
        None => Ok(Vec::new()),
    }
}
