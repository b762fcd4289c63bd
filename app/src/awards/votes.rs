//! The votes of a category, as the room of votes keeps them: which there are, who is on their rolls, and what they came to.

use super::store::{self, Candidate, KeptCategory, KeptEdition};
use crate::backend::{AppError, House};
use crate::meetings::seats;
use crate::voting::{Hold, KeptVote, VoteAbout, appeals_over, result_of, vote_held, votes_about};
use rules::Instant;
use rules::awards::{CandidateFacts, Channel, Named, stakes};
use rules::voting::{Digest, Outcome, RollMember, Step, Tally, VoteState};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// Both votes of a category, as far as they are prepared.
#[derive(Debug, Clone, Default)]
pub(super) struct Channels {
    /// The delegates'.
    pub meeting: Option<KeptVote>,
    /// The residents'.
    pub residents: Option<KeptVote>,
}

/// The votes about a category.
pub(super) async fn channels_of(db: &impl ConnectionTrait, category: Uuid) -> Result<Channels, AppError> {
    let mut channels = Channels::default();
    let mut votes = votes_about(db, category).await?;
    // A meeting's vote that was void may have been held again.
    votes.sort_by_key(|kept| kept.outcome() == Some(Outcome::Void));
    for kept in votes {
        match kept.about {
            VoteAbout::MeetingChannel { .. } => channels.meeting = channels.meeting.or(Some(kept)),
            VoteAbout::ResidentsChannel { .. } => channels.residents = channels.residents.or(Some(kept)),
            VoteAbout::Item { .. } => {}
        }
    }
    Ok(channels)
}

impl Channels {
    /// Whether the delegates' vote can be prepared: there is none, it is not open yet, or it was void and can be held again.
    pub(super) fn meeting_to_prepare(&self) -> bool {
        self.meeting.as_ref().is_none_or(|kept| kept.law.state == VoteState::Prepared || kept.outcome() == Some(Outcome::Void))
    }
}

/// Whether there is anything to vote for in some categories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ballots {
    /// No meeting made a shortlist.
    NoShortlist,
    /// There are candidates, and no vote was opened.
    NotOpened,
    /// A vote was opened.
    Opened,
}

/// How far voting in these categories is.
pub(super) async fn voting_in(db: &impl ConnectionTrait, categories: &[KeptCategory]) -> Result<Ballots, AppError> {
    let mut ballots = Ballots::NoShortlist;
    for category in categories.iter().filter(|category| category.shortlisted_at.is_some()) {
        if votes_about(db, category.id).await?.iter().any(|kept| kept.law.state != VoteState::Prepared) {
            return Ok(Ballots::Opened);
        }
        ballots = Ballots::NotOpened;
    }
    Ok(ballots)
}

/// The category a vote is about and through which channel; nothing for a meeting's own vote.
pub(super) fn category_of(kept: &KeptVote) -> Option<(Uuid, Channel)> {
    match kept.about {
        VoteAbout::MeetingChannel { category, .. } => Some((category, Channel::Meeting)),
        VoteAbout::ResidentsChannel { category } => Some((category, Channel::Residents)),
        VoteAbout::Item { .. } => None,
    }
}

/// Who is on the roll of a channel; a candidate and its people stand aside.
pub(super) async fn members(db: &impl ConnectionTrait, kept: &KeptVote, candidates: &[Uuid], now: Instant) -> Result<Vec<RollMember>, AppError> {
    let people = store::people_of_shops(db, candidates, now).await?;
    let of_person = |person: &Uuid| people.get(person).cloned().unwrap_or_default();
    let member = |voter: Uuid, shops: &[Uuid]| RollMember { voter, weight: 1, recused: !stakes(shops, candidates).is_empty() };
    match kept.about.meeting() {
        Some(meeting) => {
            let seats = seats(db, meeting).await?.into_iter();
            let with_shops = seats.map(|seat| {
                let mut shops = seat.delegate.map(|delegate| of_person(&delegate)).unwrap_or_default();
                shops.push(seat.merchant);
                member(seat.merchant, &shops)
            });
            Ok(with_shops.collect())
        }
        None => {
            let persons = store::proven_persons(db).await?;
            Ok(persons.into_iter().map(|person| member(person, &of_person(&person))).collect())
        }
    }
}

/// A category whose votes are published: what its results are made of.
#[derive(Debug, Clone)]
pub(super) struct Decided {
    /// The category.
    pub category: KeptCategory,
    /// What is known of each candidate, in the order of the ballot.
    pub facts: Vec<CandidateFacts>,
    /// The seed of the residents' vote; of the meeting's, where residents never voted.
    pub seed: Digest,
    /// The root of its board.
    pub root: Digest,
}

/// How far the categories of an edition are when voting is over.
#[derive(Debug, Default)]
pub(super) struct HowFar {
    /// Those whose results can be made.
    pub decided: Vec<Decided>,
    /// Those in which a vote was opened and is not published.
    pub waiting: Vec<KeptCategory>,
    /// Those in which nobody wins: no candidates, or no vote was ever opened.
    pub vacant: Vec<KeptCategory>,
}

/// What a channel came to: its tally, where it has spoken, and what a draw is made of, where it was opened at all.
#[derive(Default)]
struct Came {
    tally: Option<Tally>,
    lot: Option<(Digest, Digest)>,
}

/// How far the categories of an edition are.
pub(super) async fn how_far(db: &impl ConnectionTrait, edition: &KeptEdition) -> Result<HowFar, AppError> {
    let mut far = HowFar::default();
    for category in store::categories_of(db, &[edition.id]).await? {
        let candidates = store::candidates_of(db, &[category.id]).await?;
        let channels = channels_of(db, category.id).await?;
        let (Some(meeting), Some(residents)) = (came(db, channels.meeting.as_ref()).await?, came(db, channels.residents.as_ref()).await?) else {
            far.waiting.push(category);
            continue;
        };
        match residents.lot.or(meeting.lot) {
            Some((seed, root)) if !candidates.is_empty() => {
                let facts = facts_of(db, &candidates, &meeting, &residents).await?;
                far.decided.push(Decided { category, facts, seed, root });
            }
            _ => far.vacant.push(category),
        }
    }
    Ok(far)
}

/// Nothing while a vote that was opened is not published. One that was never opened, or is void, gives nobody anything.
async fn came(db: &impl ConnectionTrait, kept: Option<&KeptVote>) -> Result<Option<Came>, AppError> {
    let Some(kept) = kept.filter(|kept| kept.law.state != VoteState::Prepared) else { return Ok(Some(Came::default())) };
    let Some((tally, verdict)) = result_of(db, kept).await? else { return Ok(None) };
    let lot = kept.seed().map(Digest::from_bytes).zip(kept.law.root);
    Ok(Some(Came { tally: (verdict.outcome != Outcome::Void).then_some(tally), lot }))
}

async fn facts_of(db: &impl ConnectionTrait, candidates: &[Candidate], meeting: &Came, residents: &Came) -> Result<Vec<CandidateFacts>, AppError> {
    let ids: Vec<Uuid> = candidates.iter().map(|candidate| candidate.merchant).collect();
    let sources = store::sources_of(db, &ids).await?;
    let named = |came: &Came, number: u16| {
        let Some(tally) = &came.tally else { return Named::default() };
        let naming = usize::from(number).checked_sub(1).and_then(|at| tally.options.get(at)).map_or(0, |option| option.count);
        Named { naming, valid: tally.valid() }
    };
    let facts = candidates.iter().map(|candidate| CandidateFacts {
        candidate: candidate.merchant,
        district: candidate.district,
        member: candidate.member,
        meeting: named(meeting, candidate.number),
        residents: named(residents, candidate.number),
        sources: sources.get(&candidate.merchant).copied().unwrap_or_default(),
    });
    Ok(facts.collect())
}

/// Destroys the links of a residents' vote, and everything that leads from a person to a removed ballot.
pub(super) async fn destroy_links(tx: &impl ConnectionTrait, kept: &KeptVote, now: Instant) -> Result<(), AppError> {
    let appeals_waiting = store::appeals_waiting(tx, kept.id).await?;
    crate::voting::take(tx, kept, Step::DestroyLinks { appeals_waiting }, now).await?;
    Ok(store::forget_cleaning(tx, kept.id).await?)
}

/// What the clock does: the links of a residents' vote go when its appeal days are over and no appeal waits, whether somebody presses a button or not. One
/// that cannot go yet keeps no other from it.
///
/// # Errors
/// The database is away or busy; it is done again at the next run.
pub async fn keep_time(house: &House) -> Result<(), AppError> {
    let mut done = Ok(());
    for over in appeals_over(house.db.read(), house.clock.now()).await? {
        if let Err(error) = destroy_by_clock(house, over).await {
            done = Err(error);
        }
    }
    done
}

async fn destroy_by_clock(house: &House, over: Uuid) -> Result<(), AppError> {
    let now = house.clock.now();
    let tx = house.db.begin().await?;
    let kept = vote_held(&tx, over, Hold::Rewrite).await?;
    if kept.law.links_destroyed || store::appeals_waiting(&tx, over).await? > 0 {
        return Ok(());
    }
    destroy_links(&tx, &kept, now).await?;
    if let Some((category, _)) = category_of(&kept) {
        store::record_clock_line(&tx, category, "destroy_links", now).await?;
    }
    crate::backend::mark_lists(&tx, &["awards"]).await?;
    Ok(tx.commit().await?)
}
