//! The facts that acts on meetings ask for, read inside their transaction.

use super::entity::meeting_invitation::Model as Invitation;
use super::store::{self, Given, Item, Meeting, Written};
use super::votes;
use crate::backend::{AppError, Arg, Begun};
use rules::meetings::{AgendaItem, CheckInFacts, DelegateFacts, ItemKind, MeetingAct, MeetingFacts, MeetingRefusal, MeetingState};
use rules::permits::Role;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// The minutes that tasks of earlier meetings get on a new agenda.
const TASKS_MINUTES: u16 = 10;

/// A meeting that the person who acts may lead.
pub(super) async fn meeting_of_office(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = meeting(act, typed).await?;
    act.within(meeting.plan.host.place())?;
    Ok(meeting)
}

/// A meeting that was convened once, for those who are invited.
pub(super) async fn meeting(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = store::meeting_by_id(act.tx(), super::id(typed)?).await?.ok_or_else(AppError::not_found)?;
    act.about(meeting.id);
    Ok(meeting)
}

/// An item of a meeting whose agenda may be changed by the person who acts.
pub(super) async fn item_to_change(act: &mut Begun, meeting: &str, item: &str) -> Result<(Meeting, Item), AppError> {
    let meeting = meeting_of_office(act, meeting).await?;
    meeting.state.after(MeetingAct::Change, &MeetingFacts::default())?;
    let item = store::item_by_id(act.tx(), super::id(item)?).await?.filter(|item| item.meeting == meeting.id);
    Ok((meeting, item.ok_or_else(AppError::not_found)?))
}

/// What the acts of a meeting's life have to know.
pub(super) async fn of_life(db: &impl ConnectionTrait, meeting: &Meeting) -> Result<MeetingFacts, AppError> {
    let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(MeetingFacts {
        items: number(store::items_of(db, meeting.id).await?.len()),
        invited: number(store::invitations(db, meeting.id).await?.len()),
        open_votes: votes::open_votes(db, meeting.id).await?,
        untouched_tasks: number(store::untouched(&store::earlier_tasks(db, meeting).await?)),
    })
}

/// What is known when a merchant names a person.
pub(super) async fn of_delegate(act: &Begun, meeting: &Meeting, merchant: Uuid, person: Uuid) -> Result<DelegateFacts, AppError> {
    let tx = act.tx();
    let invitation = store::invitation(tx, meeting.id, merchant).await?;
    let people = crate::accounts::people_of(tx, merchant, act.now()).await?;
    let check_in = store::newest_check_in(&store::check_ins(tx, meeting.id).await?, merchant);
    let other = invitation.as_ref().and_then(|row| row.delegate).is_some_and(|delegate| delegate != person);
    Ok(DelegateFacts {
        state: meeting.state,
        invited: invitation.is_some(),
        own_person: people.iter().any(|of| of.person == person && of.proven),
        delegate_elsewhere: store::spoken_for_elsewhere(tx, meeting.id, merchant, person).await?,
        other_checked_in: other && check_in.is_some_and(|check_in| !check_in.struck),
        has_voted: other && votes::has_voted(tx, meeting.id, merchant).await?,
    })
}

/// Puts the tasks of earlier meetings on the agenda, when there are any and they are not on it yet.
pub(super) async fn put_tasks_first(act: &Begun, meeting: &Meeting, title: String) -> Result<(), AppError> {
    let there = store::items_of(act.tx(), meeting.id).await?.iter().any(|item| item.terms.kind == ItemKind::Tasks);
    if there || store::open_tasks_before(act.tx(), meeting).await? == 0 {
        return Ok(());
    }
    let item = AgendaItem { title, kind: ItemKind::Tasks, minutes: TASKS_MINUTES, speaker: String::new(), note: String::new() };
    Ok(store::insert_item(act.tx(), meeting.id, act.new_id(), &item).await?)
}

/// Tells the owners of these merchants one line about a meeting; whoever owns several hears it once.
pub(super) async fn tell_owners(act: &Begun, meeting: &Meeting, merchants: &[Uuid], key: &str, reason: &str) -> Result<(), AppError> {
    let plan = &meeting.plan;
    let args =
        [("title", Arg::from(&plan.title)), ("at", Arg::from(plan.begins_at)), ("place", Arg::from(&plan.place)), ("reason", Arg::from(reason))];
    let link = format!("/my/meetings/{}", meeting.id);
    for owner in crate::accounts::holders_of(act.tx(), Role::MerchantOwner, merchants, act.now()).await? {
        crate::notices::tell(act.tx(), owner, key, &args, &link, act.now()).await?;
    }
    Ok(())
}

/// Tells a person that they speak for a merchant.
pub(super) async fn tell_delegate(act: &Begun, meeting: &Meeting, merchant: Uuid, person: Uuid) -> Result<(), AppError> {
    let shop = store::invitation(act.tx(), meeting.id, merchant).await?.map(|row| row.name).unwrap_or_default();
    let args = [("title", Arg::from(&meeting.plan.title)), ("at", Arg::from(meeting.plan.begins_at)), ("shop", Arg::from(shop))];
    let link = format!("/my/meetings/{}", meeting.id);
    Ok(crate::notices::tell(act.tx(), person, "meetings-told-delegate", &args, &link, act.now()).await?)
}

/// The tasks of earlier meetings come by themselves and stay.
pub(super) fn not_the_tasks(item: &Item) -> Result<(), AppError> {
    if item.terms.kind == ItemKind::Tasks { Err(AppError::named("agenda_tasks_stay")) } else { Ok(()) }
}

/// The facts of a check-in of a merchant, in whose name somebody stands at the door.
pub(super) async fn of_check_in(act: &Begun, meeting: &Meeting, row: Option<&Invitation>, by_staff: bool) -> Result<CheckInFacts, AppError> {
    let check_ins = store::check_ins(act.tx(), meeting.id).await?;
    let delegate = row.and_then(|row| row.delegate);
    Ok(CheckInFacts {
        state: meeting.state,
        begins_at: meeting.plan.begins_at,
        invited: row.is_some(),
        delegate_named: delegate.is_some(),
        is_delegate: delegate == Some(act.person()),
        check_in: row.and_then(|row| store::last_check_in(&check_ins, row.merchant)),
        by_staff,
    })
}

/// The invitation under which a person checks in: the one at which they speak, else the one of a shop of theirs.
pub(super) async fn invitation_of_person(act: &Begun, meeting: Uuid) -> Result<Option<Invitation>, AppError> {
    let places = act.signed()?.standing.places(&[Role::MerchantOwner, Role::Clerk], act.now());
    let invited = store::invitations_of(act.tx(), &places, act.person()).await?;
    let mut here: Vec<Invitation> = invited.into_iter().filter(|row| row.meeting == meeting).collect();
    here.sort_by_key(|row| row.delegate != Some(act.person()));
    Ok(here.into_iter().next())
}

/// A merchant's invitation to a meeting.
pub(super) async fn invited(act: &Begun, meeting: &Meeting, merchant: &str) -> Result<Invitation, AppError> {
    store::invitation(act.tx(), meeting.id, super::id(merchant)?).await?.ok_or_else(AppError::not_found)
}

/// A meeting that is or was in session.
pub(super) async fn meeting_with_outcome(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = meeting_of_office(act, typed).await?;
    match meeting.state {
        MeetingState::Open | MeetingState::Closed => Ok(meeting),
        state => Err(MeetingRefusal::NotInThisState { state }.into()),
    }
}

/// The minutes of a meeting in the version that was shown.
pub(super) async fn minutes_as_shown(act: &Begun, meeting: Uuid, version: &str) -> Result<Written, AppError> {
    let written = store::minutes_of(act.tx(), meeting).await?;
    if version.parse() == Ok(written.version) { Ok(written) } else { Err(AppError::named("minutes_changed_meanwhile")) }
}

/// Tells whoever handed minutes in that they came back.
pub(super) async fn tell_writer(act: &Begun, meeting: &Meeting, writer: Option<Uuid>, reason: &str) -> Result<(), AppError> {
    let Some(writer) = writer else { return Ok(()) };
    let args = [("title", Arg::from(&meeting.plan.title)), ("reason", Arg::from(reason))];
    let link = format!("/desk/meetings/{}/minutes", meeting.id);
    Ok(crate::notices::tell(act.tx(), writer, "meetings-told-minutes-returned", &args, &link, act.now()).await?)
}

/// A meeting whose outcome may still be written down: minutes that wait for approval have to be handed in again.
pub(super) async fn outcome_to_change(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = meeting_with_outcome(act, typed).await?;
    let written = store::minutes_of(act.tx(), meeting.id).await?;
    let after = written.minutes.change()?;
    if after != written.minutes {
        store::record_text(act, &written, after, written.text.clone()).await?;
    }
    Ok(meeting)
}

/// An open task of an earlier meeting, taken up at this one.
pub(super) async fn task_taken_up(act: &mut Begun, meeting: &str, task: &str) -> Result<(Meeting, Given), AppError> {
    let meeting = outcome_to_change(act, meeting).await?;
    if meeting.state != MeetingState::Open {
        return Err(MeetingRefusal::NotInThisState { state: meeting.state }.into());
    }
    let id = super::id(task)?;
    let given = store::earlier_tasks(act.tx(), &meeting).await?.into_iter().map(|earlier| earlier.given).find(|given| given.id == id);
    Ok((meeting, given.ok_or_else(AppError::not_found)?))
}

/// A meeting in whose room staff may correct who is here: until it is closed.
pub(super) async fn meeting_in_hall(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = meeting_of_office(act, typed).await?;
    match meeting.state {
        MeetingState::Convened | MeetingState::Open => Ok(meeting),
        state => Err(MeetingRefusal::NotInThisState { state }.into()),
    }
}
