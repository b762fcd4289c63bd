//! The facts that acts of the award ask for, read inside their transaction.

use super::CategoryId;
use super::store::{self, KeptCategory, KeptEdition};
use crate::backend::{AppError, Begun};
use crate::meetings::MeetingBrief;
use crate::merchants::{shop_by_id, shops_by_ids};
use crate::voting::{Hold, KeptVote};
use rules::awards::{AppealDays, Channel, EligibilityRules, Ineligible, Nomination, NominationFacts, Phase, Weights, shortlist_meeting};
use rules::meetings::MeetingState;
use rules::merchants::MerchantState;
use rules::permits::Role;
use rules::voting::{EntryRefusal, VoteState};
use rules::{Check, Instant, Refusal};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

/// The office's numbers on who can be a candidate, with their version.
pub(super) async fn eligibility_rules(db: &impl ConnectionTrait) -> Result<(EligibilityRules, i64), DbErr> {
    crate::alliance::setting(db, "awards.eligibility").await
}

/// The office's weights where an edition names none.
pub(super) async fn starting_weights(db: &impl ConnectionTrait) -> Result<Weights, DbErr> {
    Ok(crate::alliance::setting(db, "awards.weights").await?.0)
}

/// An edition, for an act of the office.
pub(super) async fn edition_of_office(act: &mut Begun, edition: &str) -> Result<KeptEdition, AppError> {
    act.within_alliance()?;
    let kept = store::edition_by_id(act.tx(), super::id(edition)?).await?.ok_or_else(AppError::not_found)?;
    act.about(kept.id);
    Ok(kept)
}

/// A category with its edition, for an act of the office.
pub(super) async fn category_of_office(act: &mut Begun, category: &str) -> Result<(KeptEdition, KeptCategory), AppError> {
    act.within_alliance()?;
    let category = store::category_held(act.tx(), super::id(category)?).await?.ok_or_else(AppError::not_found)?;
    let edition = store::edition_by_id(act.tx(), category.edition).await?.ok_or_else(AppError::not_found)?;
    act.about(category.id);
    Ok((edition, category))
}

/// A category with its edition.
///
/// # Errors
/// There is none, or the database is away.
pub(super) async fn with_edition(db: &impl ConnectionTrait, category: Uuid) -> Result<(KeptEdition, KeptCategory), AppError> {
    let category = store::category_by_id(db, category).await?.ok_or_else(AppError::not_found)?;
    let edition = store::edition_by_id(db, category.edition).await?.ok_or_else(AppError::not_found)?;
    Ok((edition, category))
}

/// A category of an edition that everybody sees; others are not found.
pub(super) async fn announced_category(db: &impl ConnectionTrait, category: Uuid) -> Result<(KeptEdition, KeptCategory), AppError> {
    let found = with_edition(db, category).await?;
    if found.0.announced_at.is_some() { Ok(found) } else { Err(AppError::not_found()) }
}

/// Whether the office may still change an edition: always before it is announced, then until nominating begins.
pub(super) fn may_change(edition: &KeptEdition, now: Instant) -> Result<(), AppError> {
    if edition.announced_at.is_some() {
        edition.plan.may_change(now)?;
    }
    Ok(())
}

/// What the law asks about a nomination, and whose voice it is: the shop's own, the merchant's on whose part, or the person's.
pub(super) async fn for_nomination(act: &Begun, nomination: &Nomination) -> Result<(NominationFacts, Uuid), AppError> {
    let signed = act.signed()?;
    let own_shop = signed.standing.places(&[Role::MerchantOwner, Role::Clerk], act.now()).contains(&nomination.candidate);
    let owned = signed.standing.places(&[Role::MerchantOwner], act.now());
    if let Some(merchant) = nomination.on_part_of.filter(|merchant| owned.contains(merchant)) {
        let active = shop_by_id(act.tx(), merchant).await?.is_some_and(|shop| shop.state == MerchantState::Active);
        if !active {
            return Err(refused("on_part_of", &[Ineligible::NotActive]));
        }
    }
    let voice = if own_shop { nomination.candidate } else { nomination.on_part_of.unwrap_or(signed.person) };
    let facts = NominationFacts {
        own_shop,
        owns_merchant: nomination.on_part_of.map(|merchant| owned.contains(&merchant)),
        proven: signed.facts.proof.knows_person(),
        nominated: store::nominated(act.tx(), nomination.category, nomination.candidate, voice).await?,
    };
    Ok((facts, voice))
}

/// Refuses a merchant that cannot be a candidate, with every reason.
pub(super) async fn eligible(db: &impl ConnectionTrait, edition: &KeptEdition, merchant: Uuid) -> Result<(), AppError> {
    let shops = shops_by_ids(db, &[merchant]).await?;
    let judged = store::judged(db, edition, shops).await?.pop().ok_or_else(AppError::not_found)?;
    if judged.against.is_empty() { Ok(()) } else { Err(refused("candidate", &judged.against)) }
}

/// The nominated merchants of a category that can be candidates.
pub(super) async fn eligible_nominees(db: &impl ConnectionTrait, edition: &KeptEdition, category: &KeptCategory) -> Result<Vec<Uuid>, AppError> {
    let nominated: Vec<Uuid> = store::voices_of(db, &[category.id]).await?.into_keys().map(|(_, merchant)| merchant).collect();
    let judged = store::judged(db, edition, shops_by_ids(db, &nominated).await?).await?;
    Ok(judged.into_iter().filter(|judged| judged.against.is_empty()).map(|judged| judged.shop.id).collect())
}

/// Refuses a meeting that is not in session and was not held, which decided nothing, and one that began before nominating was over.
pub(super) async fn held_meeting(db: &impl ConnectionTrait, edition: &KeptEdition, meeting: Uuid) -> Result<(), AppError> {
    let meeting = crate::meetings::brief(db, meeting).await?;
    let held = meeting.filter(|meeting| matches!(meeting.state, MeetingState::Open | MeetingState::Closed));
    let mut check = Check::default();
    let held = check.field("meeting", held.ok_or(EntryRefusal::NoSuchChoice));
    let late = held.and_then(|held| check.field("meeting", shortlist_meeting(&edition.plan.timetable, held.begins_at)));
    Ok(check.finish(|| late)?)
}

/// Refuses a meeting at which nobody can vote any more, or that begins when voting is over; gives it in brief.
pub(super) async fn coming_meeting(db: &impl ConnectionTrait, edition: &KeptEdition, typed: &str, now: Instant) -> Result<MeetingBrief, AppError> {
    let mut check = Check::default();
    let id = check.field("meeting", rules::voting::entry::id(typed));
    let found = match id {
        Some(id) => crate::meetings::brief(db, id).await?,
        None => None,
    };
    let coming = found.filter(|meeting| meeting.state == MeetingState::Open || (meeting.state == MeetingState::Convened && now < meeting.ends_at));
    let coming = coming.filter(|meeting| meeting.begins_at < edition.plan.timetable.count.start());
    if coming.is_none() && id.is_some() {
        check.refuse("meeting", EntryRefusal::NoSuchChoice.reason());
    }
    Ok(check.finish(|| coming)?)
}

/// Refuses before the shortlist stands and after voting.
pub(super) fn may_vote(edition: &KeptEdition, now: Instant) -> Result<(), AppError> {
    if edition.announced_at.is_none() {
        return Err(AppError::not_found());
    }
    Ok(edition.plan.in_phase(Phase::Vote, now)?)
}

/// A vote of a category, with what it belongs to.
#[derive(Debug, Clone)]
pub(super) struct Held {
    /// The edition.
    pub edition: KeptEdition,
    /// The category.
    pub category: KeptCategory,
    /// The vote.
    pub vote: KeptVote,
}

impl Held {
    /// What an act on it answers.
    pub(super) fn answer(&self) -> CategoryId {
        CategoryId { edition: self.edition.id.to_string(), category: self.category.id.to_string() }
    }
}

/// A vote of a category, held for an act of the office.
pub(super) async fn vote_of_office(act: &mut Begun, vote: &str, hold: Hold) -> Result<Held, AppError> {
    act.within_alliance()?;
    let vote = crate::voting::vote_held(act.tx(), super::id(vote)?, hold).await?;
    let (category, _) = super::votes::category_of(&vote).ok_or_else(AppError::not_found)?;
    let (edition, category) = with_edition(act.tx(), category).await?;
    act.about(category.id);
    Ok(Held { edition, category, vote })
}

/// The residents' vote with this id, held so that its links stay until the act is over; others are not found.
pub(super) async fn residents_vote(tx: &impl ConnectionTrait, vote: Uuid) -> Result<Held, AppError> {
    let vote = crate::voting::vote_held(tx, vote, Hold::Step).await?;
    let category = super::votes::category_of(&vote).filter(|(_, channel)| *channel == Channel::Residents);
    let (category, _) = category.ok_or_else(AppError::not_found)?;
    let (edition, category) = with_edition(tx, category).await?;
    Ok(Held { edition, category, vote })
}

/// When removals in this vote can be appealed against.
pub(super) fn appeal_days(edition: &KeptEdition, vote: &KeptVote) -> AppealDays {
    match (vote.law.appeal_until, vote.law.state) {
        (Some(until), _) => AppealDays::Until(until),
        (None, VoteState::Counted | VoteState::Published) => AppealDays::Until(edition.plan.timetable.publish.start()),
        (None, _) => AppealDays::Later(edition.plan.timetable.appeal.start()),
    }
}

fn refused(field: &'static str, reasons: &[Ineligible]) -> AppError {
    let mut check = Check::default();
    reasons.iter().for_each(|why| check.refuse(field, why.reason()));
    check.finish(|| None::<()>).map_or_else(AppError::from, |()| AppError::not_found())
}
