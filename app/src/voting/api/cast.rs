//! Casting a ballot.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::voting::BallotForm;
use serde::{Deserialize, Serialize};

/// A ballot to look over before it is final.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookedOver {
    /// As it was filled in.
    pub form: BallotForm,
    /// What it says, in words.
    pub says: String,
}

/// That a ballot was taken. It does not show the choice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// The vote.
    pub vote: String,
    /// The ballot.
    pub ballot: String,
    /// The signed receipt, to print and to copy.
    pub receipt: String,
    /// The receipt as it stands in a QR code.
    pub short: String,
}

/// Shows a secret ballot once more before it is cast; writes nothing.
#[server(endpoint = "voting/look_over_ballot")]
pub async fn look_over_ballot(
    /// The vote.
    vote: String,
    /// As filled in.
    #[server(flatten)]
    form: BallotForm,
) -> Result<LookedOver, AppError> {
    use super::super::{parts, store, voters};
    let visit = crate::backend::Visit::current()?;
    let kept = store::vote(visit.db().read(), super::id(&vote)?).await?;
    let (ballot, choice) = form.parse(kept.draft())?;
    let voter = voters::voter_of(visit.db().read(), &kept, visit.person()?, visit.now()).await?;
    let facts = store::facts_of(visit.db().read(), &kept, &voter, Some((ballot, &choice))).await?;
    facts.may_cast(visit.now())?;
    facts.may_choose(&choice)?;
    Ok(LookedOver { says: parts::choice_words(kept.draft(), &choice), form })
}

/// Casts a ballot. The same ballot sent again gives the same receipt; the answer never shows the choice. No id of a form is kept for it: that would
/// join person and ballot.
#[server(endpoint = "voting/cast_ballot")]
pub async fn cast_ballot(
    /// The vote.
    vote: String,
    /// As filled in.
    #[server(flatten)]
    form: BallotForm,
) -> Result<Taken, AppError> {
    use super::super::{doors::CAST_BALLOT, keys, parts::taken, store, voters};
    use rules::voting::{Ballot, CastRefusal, Casting, Salt, Secrecy};
    let id = super::id(&vote)?;
    let mut act = crate::backend::Visit::current()?.begin(&CAST_BALLOT).await?;
    let kept = store::vote_held(act.tx(), id, store::Hold::Ballot).await?;
    let (ballot, choice) = form.parse(kept.draft())?;
    let mut voter = voters::voter_of(act.tx(), &kept, act.signed()?, act.now()).await?;
    if let Some(voice) = voter.id() {
        voter.voice = store::voice_held(act.tx(), id, voice).await?.or(voter.voice);
    }
    let facts = store::facts_of(act.tx(), &kept, &voter, Some((ballot, &choice))).await?;
    let casting = facts.may_cast(act.now())?;
    facts.may_choose(&choice)?;
    let card = kept.law.card.as_ref().ok_or_else(AppError::not_found)?;
    let keys = act.visit().house().keys.clone();
    if casting == Casting::Again {
        let before = store::ballot_by_id(act.tx(), ballot).await?.and_then(|(_, before)| before).ok_or_else(AppError::not_found)?;
        return Ok(taken(&keys::receipt_for(&keys, card, &before)));
    }
    let named = if kept.draft().secrecy == Secrecy::Open { voter.named() } else { None };
    let voice = voter.id().ok_or(CastRefusal::NotOnRoll)?;
    let cast = Ballot { id: ballot, choice, salt: Salt::from_bytes(rand::random()), voter: named };
    store::record_ballot(act.tx(), &kept, voice, casting, &cast).await?;
    let answer = taken(&keys::receipt_for(&keys, card, &cast));
    act.about(id);
    act.by_the_day();
    act.commit(answer).await
}

/// Gives the receipt of a ballot again, by its id: for whoever lost the answer.
#[server(endpoint = "voting/find_receipt")]
pub async fn find_receipt(
    /// The ballot's id, as the page showed it.
    ballot: String,
) -> Result<Taken, AppError> {
    use super::super::{keys, parts::taken, store};
    use rules::voting::{ReceiptRefusal, entry};
    let mut check = rules::Check::default();
    let ballot = check.field("ballot", entry::id(&ballot));
    let ballot = check.finish(|| ballot)?;
    let visit = crate::backend::Visit::current()?;
    let db = visit.db().read();
    let (vote, found) = store::ballot_by_id(db, ballot).await?.ok_or(ReceiptRefusal::NotOnBoard)?;
    let found = found.ok_or(ReceiptRefusal::BallotRemoved)?;
    let kept = store::vote(db, vote).await?;
    let card = kept.law.card.as_ref().ok_or_else(AppError::not_found)?;
    Ok(taken(&keys::receipt_for(&visit.house().keys, card, &found)))
}
