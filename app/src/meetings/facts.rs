//! The facts that acts on meetings ask for, read inside their transaction.

use super::entity::meeting_invitation::Model as Invitation;
use super::store::{self, Earlier, Given, Item, Meeting, Written};
use super::votes;
use crate::backend::{AppError, Arg, Begun, FieldError, Lang, Signed, say};
use rules::Instant;
use rules::Refusal;
use rules::meetings::{
    AgendaItem, CheckInFacts, DelegateFacts, ItemKind, MeetingAct, MeetingFacts, MeetingRefusal, MeetingState, MinutesForm, TaskRefusal,
};
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

/// Puts the items of another meeting on a new agenda, as far as they come again.
pub(super) async fn copy_agenda(act: &Begun, typed: &str, to: Uuid) -> Result<(), AppError> {
    let Ok(from) = super::id(typed) else { return Ok(()) };
    for item in store::items_of(act.tx(), from).await?.iter().filter(|item| item.terms.kind.comes_again()) {
        store::insert_item(act.tx(), to, act.new_id(), &item.terms).await?;
    }
    Ok(())
}

/// Puts the tasks of earlier meetings on the agenda, when there are any and they are not on it yet. What is kept is written in Chinese, whatever language
/// the person who acts reads.
pub(super) async fn put_tasks_first(act: &Begun, meeting: &Meeting) -> Result<(), AppError> {
    let there = store::items_of(act.tx(), meeting.id).await?.iter().any(|item| item.terms.kind == ItemKind::Tasks);
    if there || store::open_tasks_before(act.tx(), meeting).await? == 0 {
        return Ok(());
    }
    let title = say(Lang::Zh, "meetings-tasks-item", &[]);
    let item = AgendaItem { title, kind: ItemKind::Tasks, minutes: TASKS_MINUTES, speaker: String::new(), note: String::new() };
    Ok(store::insert_item(act.tx(), meeting.id, act.new_id(), &item).await?)
}

/// Tells the owners of these merchants, and who speaks for them, one line about a meeting; each person hears it once.
pub(super) async fn tell_invited(act: &Begun, meeting: &Meeting, merchants: &[Uuid], key: &str, reason: &str) -> Result<(), AppError> {
    let plan = &meeting.plan;
    let args =
        [("title", Arg::from(&plan.title)), ("at", Arg::from(plan.begins_at)), ("place", Arg::from(&plan.place)), ("reason", Arg::from(reason))];
    let link = format!("/my/meetings/{}", meeting.id);
    let mut persons = crate::accounts::holders_of(act.tx(), Role::MerchantOwner, merchants, act.now()).await?;
    let invited = store::invitations(act.tx(), meeting.id).await?;
    persons.extend(invited.iter().filter(|row| merchants.contains(&row.merchant)).filter_map(|row| row.delegate));
    Ok(crate::notices::tell_all(act.tx(), persons, key, &args, &link, act.now()).await?)
}

/// Tells everybody concerned that another person speaks for a merchant: that person, who spoke before, and the owners when staff wrote it down.
pub(super) async fn tell_delegates(act: &Begun, meeting: &Meeting, row: &Invitation, person: Uuid, by_staff: bool) -> Result<(), AppError> {
    let args = [("title", Arg::from(&meeting.plan.title)), ("at", Arg::from(meeting.plan.begins_at)), ("shop", Arg::from(&row.name))];
    let link = format!("/my/meetings/{}", meeting.id);
    let owners = if by_staff { crate::accounts::holders_of(act.tx(), Role::MerchantOwner, &[row.merchant], act.now()).await? } else { Vec::new() };
    let lines = std::iter::once((person, "meetings-told-delegate"))
        .chain(row.delegate.filter(|before| *before != person).map(|before| (before, "meetings-told-delegate-no-more")))
        .chain(
            owners
                .into_iter()
                .filter(|owner| *owner != person && Some(*owner) != row.delegate)
                .map(|owner| (owner, "meetings-told-delegate-by-staff")),
        );
    for (who, key) in lines.filter(|(who, _)| *who != act.person()) {
        crate::notices::tell(act.tx(), who, key, &args, &link, act.now()).await?;
    }
    Ok(())
}

/// The tasks of earlier meetings come by themselves and stay.
pub(super) fn not_the_tasks(item: &Item) -> Result<(), AppError> {
    if item.terms.kind == ItemKind::Tasks { Err(AppError::named("agenda_tasks_stay")) } else { Ok(()) }
}

/// An item that is voted on stays what it is: a vote belongs to it.
pub(super) async fn not_voted_on(act: &Begun, item: &Item) -> Result<(), AppError> {
    if crate::voting::votes_about(act.tx(), item.id).await?.is_empty() { Ok(()) } else { Err(AppError::named("agenda_item_voted_on")) }
}

/// The facts of a check-in of a merchant, in whose name a person stands at the door. Who is no longer one of its people does not speak for it.
pub(super) async fn of_check_in(
    db: &impl ConnectionTrait,
    meeting: &Meeting,
    row: Option<&Invitation>,
    (person, by_staff): (Uuid, bool),
    now: Instant,
) -> Result<CheckInFacts, AppError> {
    let check_ins = store::check_ins(db, meeting.id).await?;
    let delegate = match row {
        Some(row) => crate::accounts::people_of(db, row.merchant, now).await?.into_iter().map(|of| of.person).find(|of| Some(*of) == row.delegate),
        None => None,
    };
    Ok(CheckInFacts {
        state: meeting.state,
        begins_at: meeting.plan.begins_at,
        invited: row.is_some(),
        delegate_named: delegate.is_some(),
        is_delegate: delegate == Some(person),
        check_in: row.and_then(|row| store::last_check_in(&check_ins, row.merchant)),
        by_staff,
    })
}

/// The invitation under which a person checks in: the one at which they speak, else the one of a shop of theirs.
pub(super) async fn invitation_of_person(
    db: &impl ConnectionTrait,
    meeting: Uuid,
    signed: &Signed,
    now: Instant,
) -> Result<Option<Invitation>, AppError> {
    let places = signed.standing.places(&[Role::MerchantOwner, Role::Clerk], now);
    let invited = store::invitations_of(db, &places, signed.person).await?;
    let mut here: Vec<Invitation> = invited.into_iter().filter(|row| row.meeting == meeting).collect();
    here.sort_by_key(|row| row.delegate != Some(signed.person));
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

/// The text of minutes and the decisions that differ from what is written, as they were typed.
pub(super) async fn minutes_typed(db: &impl ConnectionTrait, meeting: Uuid, form: &MinutesForm) -> Result<(String, Vec<(Uuid, String)>), AppError> {
    let mut wrong = Vec::new();
    let text = form.text().map_err(|refusal| wrong.push(FieldError::new("text", &refusal.reason())));
    let mut decisions = Vec::new();
    for item in store::items_of(db, meeting).await? {
        match form.decision(item.id) {
            Ok(Some(typed)) if typed != item.decision => decisions.push((item.id, typed)),
            Ok(_) => {}
            Err(refusal) => wrong.push(FieldError::new(&format!("decisions[{}]", MinutesForm::named(item.id)), &refusal.reason())),
        }
    }
    text.ok().filter(|_| wrong.is_empty()).map(|text| (text, decisions)).ok_or_else(|| AppError::fields(wrong))
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
    // Held until the commit: minutes are not handed in while something is added to them.
    let written = store::minutes_to_change(act.tx(), meeting.id).await?;
    let after = written.minutes.change()?;
    if after != written.minutes {
        store::record_text(act, &written, after, written.text.clone()).await?;
    }
    Ok(meeting)
}

/// An open task of an earlier meeting that this one takes up.
pub(super) async fn task_taken_up(act: &mut Begun, meeting: &str, task: &str) -> Result<(Meeting, Given), AppError> {
    let (meeting, earlier) = task_of_earlier(act, meeting, task).await?;
    if earlier.step.is_some() { Err(TaskRefusal::Settled.into()) } else { Ok((meeting, earlier.given)) }
}

/// A task of an earlier meeting, at a meeting that is in session.
pub(super) async fn task_of_earlier(act: &mut Begun, meeting: &str, task: &str) -> Result<(Meeting, Earlier), AppError> {
    let meeting = outcome_to_change(act, meeting).await?;
    if meeting.state != MeetingState::Open {
        return Err(MeetingRefusal::NotInThisState { state: meeting.state }.into());
    }
    let id = super::id(task)?;
    let earlier = store::earlier_tasks(act.tx(), &meeting).await?.into_iter().find(|earlier| earlier.given.id == id);
    Ok((meeting, earlier.ok_or_else(AppError::not_found)?))
}

/// A meeting in whose room staff may correct who is here: until it is closed.
pub(super) async fn meeting_in_hall(act: &mut Begun, typed: &str) -> Result<Meeting, AppError> {
    let meeting = meeting_of_office(act, typed).await?;
    match meeting.state {
        MeetingState::Convened | MeetingState::Open => Ok(meeting),
        state => Err(MeetingRefusal::NotInThisState { state }.into()),
    }
}
