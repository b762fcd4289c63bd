//! Conducting a vote: a step of the law, and everything that has to be written because of it, in the same transaction.

use super::entity::vote::Column;
use super::store::{self, About, Kept};
use super::voters;
use crate::backend::{AppError, Arg, Begun, House, Keys};
use rules::Instant;
use rules::charter::CharterRefusal;
use rules::meetings::{InvitationRefusal, ItemKind, MeetingState};
use rules::voting::{Digest, Effect, Electorate, Export, Method, Outcome, Roll, RollMember, Secrecy, Step, VoteState};
use sea_orm::ConnectionTrait;
use std::collections::HashMap;
use uuid::Uuid;

/// Opens a vote for these voices; who has to stand aside is not on the roll. In an open vote it can be enough not to choose some of the options: those that
/// `barred` names.
///
/// # Errors
/// As [`rules::voting::Vote::apply`].
pub async fn open(
    tx: &impl ConnectionTrait,
    kept: &Kept,
    members: &[RollMember],
    barred: &HashMap<Uuid, Vec<u16>>,
    (keys, now): (&Keys, Instant),
) -> Result<(), AppError> {
    let seed: [u8; 32] = rand::random();
    let secrecy = kept.draft().secrecy;
    let aside = |member: &&RollMember| member.recused && (secrecy != Secrecy::Open || !barred.contains_key(&member.voter));
    let (aside, members): (Vec<&RollMember>, Vec<&RollMember>) = members.iter().partition(aside);
    let roll = Roll::of(&members.into_iter().copied().collect::<Vec<_>>(), secrecy)?;
    let step = Step::Open { roll: roll.clone(), seed_commitment: Digest::of(&[&seed]) };
    let (law, _) = kept.law.clone().apply(step, now)?;
    let aside: Vec<Uuid> = aside.into_iter().map(|member| member.voter).collect();
    super::keys::publish_key(tx, keys, now).await?;
    store::record_law(tx, &law).await?;
    store::record_opening(tx, kept.id, &seed, &aside).await?;
    store::write_roll(tx, kept.id, &roll, barred).await?;
    if let Some(meeting) = kept.about.meeting() {
        crate::meetings::put_on_screen(tx, meeting, kept.about.subject()).await?;
    }
    let opened = store::vote(tx, kept.id).await?;
    tell_voters(tx, &opened, "voting-told-open", now).await
}

/// A vote held in a meeting is opened while the meeting is to come or in session: what is decided afterwards would be in no minutes.
///
/// # Errors
/// The meeting is over or was called off.
pub async fn meeting_goes_on(tx: &impl ConnectionTrait, kept: &Kept) -> Result<(), AppError> {
    let Some(meeting) = kept.about.meeting() else { return Ok(()) };
    let meeting = crate::meetings::brief(tx, meeting).await?.ok_or_else(AppError::not_found)?;
    match meeting.state {
        MeetingState::Draft | MeetingState::Convened | MeetingState::Open => Ok(()),
        MeetingState::Closed | MeetingState::Cancelled => Err(InvitationRefusal::MeetingOver.into()),
    }
}

/// Takes a step other than opening, and does what follows from it.
///
/// # Errors
/// As [`rules::voting::Vote::apply`].
pub async fn take(tx: &impl ConnectionTrait, kept: &Kept, step: Step, now: Instant) -> Result<(), AppError> {
    let counts = matches!(step, Step::Count { .. });
    let (law, effects) = kept.law.clone().apply(step, now)?;
    store::record_law(tx, &law).await?;
    for effect in &effects {
        let fresh = store::vote(tx, kept.id).await?;
        match effect {
            Effect::SealBoard => seal(tx, &fresh, now).await?,
            Effect::RewriteBallots => rewrite(tx, &fresh).await?,
            Effect::ShowResult => {
                store::record_published(tx, kept.id, now).await?;
                tell_voters(tx, &fresh, "voting-told-published", now).await?;
            }
            Effect::DestroyLinks => store::forget_removed(tx, &fresh).await?,
            // The roll is written by opening; card and root are on the vote's page, in the minutes and on the screen; the award tells whose ballot it
            // removed.
            Effect::WriteRoll | Effect::ShowCard | Effect::ShowRoot | Effect::TellRemoved => {}
        }
    }
    if counts {
        let Export { result, .. } = store::export_of(tx, &store::vote(tx, kept.id).await?).await?;
        let outcome = result.lines().find_map(|line| line.strip_prefix("outcome\t")).and_then(Outcome::from_code);
        let outcome = outcome.ok_or_else(|| AppError::broken(&"a result without an outcome"))?;
        store::record_result(tx, kept.id, &result, outcome).await?;
    }
    Ok(())
}

/// Puts the board together and fixes its root; open votes have nothing to keep their ballots apart from their voters for, so they move at once. A board
/// that is sealed stays as it is.
pub async fn seal(tx: &impl ConnectionTrait, kept: &Kept, now: Instant) -> Result<(), AppError> {
    if kept.law.root.is_some() {
        return Ok(());
    }
    let stays = match kept.about.meeting() {
        Some(meeting) => crate::meetings::stays(tx, meeting).await?,
        None => Vec::new(),
    };
    let board = store::seal(tx, kept, &stays).await?;
    let (law, effects) = kept.law.clone().apply(Step::Seal { root: board.root(), papers_waiting: 0 }, now)?;
    store::record_law(tx, &law).await?;
    if effects.contains(&Effect::RewriteBallots) || kept.draft().secrecy == Secrecy::Open {
        rewrite(tx, kept).await?;
    }
    Ok(())
}

async fn rewrite(tx: &impl ConnectionTrait, kept: &Kept) -> Result<(), AppError> {
    store::rewrite(tx, kept.id).await?;
    Ok(store::record_rewritten(tx, kept).await?)
}

/// How many papers of a vote still wait: entries that are missing or differ.
///
/// # Errors
/// The database is away.
pub async fn papers_waiting(tx: &impl ConnectionTrait, kept: &Kept) -> Result<u32, AppError> {
    let sheets = store::sheets_of(tx, kept.id).await?;
    let waiting = sheets.values().filter(|sheet| !matches!(sheet.standing(), rules::voting::PaperStanding::Settled(_))).count();
    let (_, handed_out) = store::marks_of(tx, kept).await?;
    // Papers that were handed out may come back after closing: the board waits until somebody says that the box is empty.
    let in_box = if kept.law.state == VoteState::Open { handed_out } else { 0 };
    Ok(u32::try_from(waiting).unwrap_or(u32::MAX).max(in_box))
}

/// Closes every vote whose time is over: what the clock does. A vote that cannot be closed keeps no other from it.
///
/// # Errors
/// The database is away or busy; it is done again at the next run.
pub async fn keep_time(house: &House) -> Result<(), AppError> {
    let mut done = Ok(());
    for due in store::votes_to_close(house.db.read(), house.clock.now()).await? {
        if let Err(error) = close_by_clock(house, due).await {
            done = Err(error);
        }
    }
    done
}

async fn close_by_clock(house: &House, due: Uuid) -> Result<(), AppError> {
    let tx = house.db.begin().await?;
    let kept = store::vote_held(&tx, due, store::Hold::Rewrite).await?;
    if kept.law.state != VoteState::Open {
        // The chair was faster.
        return Ok(());
    }
    let papers_waiting = papers_waiting(&tx, &kept).await?;
    take(&tx, &kept, Step::Close { chair: None, papers_waiting }, house.clock.now()).await?;
    crate::backend::mark_lists(&tx, &["meetings", "awards"]).await?;
    Ok(tx.commit().await?)
}

/// Takes from the disk what could still join marks and ballots of secret votes that were written anew: the log at once, and the order of the pages when
/// the database may be compacted.
///
/// # Errors
/// The database is away or busy; it is done again at the next run.
pub async fn tidy_the_disk(house: &House) -> Result<(), AppError> {
    let db = &house.db;
    let told = store::votes_without(db.read(), Column::LogEmptied).await?;
    let loose = store::votes_without(db.read(), Column::Compacted).await?;
    let compact = !loose.is_empty() && store::may_compact(db, house.clock.now()).await?;
    if compact {
        store::compact(db).await?;
        store::record_done(db.write(), &loose, Column::Compacted).await?;
    }
    if compact || !told.is_empty() {
        store::empty_log(db).await?;
        store::record_done(db.write(), &told, Column::LogEmptied).await?;
        store::empty_log(db).await?;
    }
    Ok(())
}

async fn tell_voters(tx: &impl ConnectionTrait, kept: &Kept, key: &str, now: Instant) -> Result<(), AppError> {
    let link = format!("/votes/{}", kept.id);
    let args = [("question", Arg::from(kept.draft().question.clone()))];
    let persons: Vec<Uuid> = match kept.draft().electorate {
        Electorate::Residents => store::voices(tx, kept).await?.into_iter().map(|voice| voice.voter).collect(),
        Electorate::Merchants => voters::seats_of(tx, kept).await?.into_iter().filter_map(|seat| seat.delegate).collect(),
    };
    Ok(crate::notices::tell_all(tx, persons, key, &args, &link, now).await?)
}

/// A vote on the charter needs a proposal, and is answered with for or against.
///
/// # Errors
/// It has none, another method, or the charter has changed or is being changed otherwise.
pub async fn has_what_it_votes_on(tx: &impl ConnectionTrait, kept: &Kept) -> Result<(), AppError> {
    let About::Item { meeting, item } = kept.about else { return Ok(()) };
    let items = crate::meetings::items(tx, meeting).await?;
    let on_charter = items.iter().any(|known| known.id == item && known.kind == ItemKind::Charter);
    if !on_charter {
        return Ok(());
    }
    let proposal = crate::districts::charter_proposal(tx, item).await?.filter(|_| kept.draft().method == Method::YesNo);
    let proposal = proposal.ok_or(CharterRefusal::VoteNeedsProposal)?;
    let in_force = crate::districts::charter_in_force(tx).await?;
    if proposal.at < in_force.at {
        return Err(CharterRefusal::ProposalOutdated { number: in_force.number }.into());
    }
    if charter_vote_under_way(tx).await? { Err(CharterRefusal::VoteUnderWay.into()) } else { Ok(()) }
}

/// Whether a change of the charter is being voted on, or waits to be published: another one would undo it unseen.
///
/// # Errors
/// The database is away.
pub async fn charter_vote_under_way(tx: &impl ConnectionTrait) -> Result<bool, AppError> {
    for kept in store::votes_under_way(tx).await? {
        if matches!(kept.about, About::Item { .. }) && crate::districts::charter_proposal(tx, kept.about.subject()).await?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What a published decision does by itself: a passed change of the charter is in force.
///
/// # Errors
/// The database is away.
pub async fn carry_out(act: &Begun, vote: Uuid) -> Result<(), AppError> {
    let kept = store::vote(act.tx(), vote).await?;
    if let (About::Item { item, .. }, Some(Outcome::Passed)) = (kept.about, kept.outcome()) {
        let adopted = crate::districts::adopt_charter(act.tx(), item, (act.new_id(), act.person()), act.now()).await?;
        if adopted.is_some() {
            crate::backend::mark_lists(act.tx(), &["districts"]).await?;
        }
    }
    Ok(())
}
