//! In the meeting room: check-in with the code on the screen or at the table, check-out, and striking what was false.

use super::MeetingId;
use crate::backend::AppError;
use leptos::prelude::*;

/// Checks a merchant's delegate in with the code on the screen; wrong codes are counted.
#[server(endpoint = "meetings/check_in_delegate")]
pub async fn check_in_delegate(
    /// The meeting.
    meeting: String,
    /// The six digits.
    code: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CHECK_IN, facts, screen, settings, store};
    use rules::accounts::Throttle;
    use rules::meetings::{CheckInCode, CheckInRefusal, CheckedIn};
    let visit = crate::backend::Visit::current()?;
    let person = visit.person()?.person;
    crate::accounts::count_try(&visit, "check-in", &[person.as_bytes()], Throttle::CHECK_IN).await?;
    let code = CheckInCode::parse(&code)?;
    let mut act = visit.begin(&CHECK_IN).await?;
    let of = facts::meeting(&mut act, &meeting).await?;
    let (settings, _) = settings::settings(act.tx()).await?;
    let row = facts::invitation_of_person(act.tx(), of.id, act.signed()?, act.now()).await?;
    let known = facts::of_check_in(act.tx(), &of, row.as_ref(), (act.person(), false), act.now()).await?;
    let done = known.may_check_in(&settings, act.now())?;
    screen::take_code(act.visit().house(), &of, code, act.now())?;
    let row = row.ok_or(CheckInRefusal::NotInvited)?;
    if done != CheckedIn::Again {
        store::record_check_in(&act, of.id, row.merchant, act.person(), None).await?;
    }
    crate::accounts::forget_tries(&act, "check-in", &[person.as_bytes()]).await?;
    act.commit(MeetingId { meeting }).await
}

/// Checks a merchant in at the table, where the staff see who stands before them. Where nobody was named, or somebody else of the merchant's people came,
/// they write down who speaks for it.
#[server(endpoint = "meetings/check_in_merchant")]
pub async fn check_in_merchant(
    /// The meeting.
    meeting: String,
    /// The merchant.
    merchant: String,
    /// Who speaks for it; empty for who was named.
    #[server(default)]
    person: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::entity::meeting_invitation::Model as Invitation;
    use crate::meetings::{doors::CHECK_IN_MERCHANT, facts, id, settings, store};
    use rules::meetings::{CheckInRefusal, CheckedIn};
    let mut act = crate::backend::Visit::current()?.begin(&CHECK_IN_MERCHANT).await?;
    let of = facts::meeting_of_office(&mut act, &meeting).await?;
    let before = facts::invited(&act, &of, &merchant).await?;
    let chosen = if person.trim().is_empty() { before.delegate } else { Some(id(&person)?) };
    let delegate = chosen.ok_or(CheckInRefusal::DelegateNotNamed)?;
    let another = before.delegate != chosen;
    if another {
        rules::meetings::may_name_delegate(&facts::of_delegate(&act, &of, before.merchant, delegate).await?)?;
    }
    let row = Invitation { delegate: chosen, ..before.clone() };
    let (settings, _) = settings::settings(act.tx()).await?;
    let known = facts::of_check_in(act.tx(), &of, Some(&row), (act.person(), true), act.now()).await?;
    let done = known.may_check_in(&settings, act.now())?;
    if another {
        store::record_delegate(&act, of.id, row.merchant, delegate).await?;
        facts::tell_delegates(&act, &of, &before, delegate, true).await?;
    }
    if done != CheckedIn::Again {
        store::record_check_in(&act, of.id, row.merchant, delegate, Some(act.person())).await?;
    }
    act.commit(MeetingId { meeting }).await
}

/// Writes that a merchant has left.
#[server(endpoint = "meetings/check_out_merchant")]
pub async fn check_out_merchant(
    /// The meeting.
    meeting: String,
    /// The merchant.
    merchant: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::CHECK_OUT, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&CHECK_OUT).await?;
    let of = facts::meeting_in_hall(&mut act, &meeting).await?;
    let row = facts::invited(&act, &of, &merchant).await?;
    if !store::record_check_out(&act, of.id, row.merchant).await? {
        return Err(AppError::named("not_checked_in"));
    }
    act.commit(MeetingId { meeting }).await
}

/// Strikes a false check-in, with a reason: it never counted.
#[server(endpoint = "meetings/strike_check_in")]
pub async fn strike_check_in(
    /// The meeting.
    meeting: String,
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MeetingId, AppError> {
    use crate::meetings::{doors::STRIKE, facts, store};
    let grounds = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&STRIKE).await?;
    let of = facts::meeting_in_hall(&mut act, &meeting).await?;
    let row = facts::invited(&act, &of, &merchant).await?;
    if !store::record_strike(&act, of.id, row.merchant).await? {
        return Err(AppError::named("not_checked_in"));
    }
    store::record_line(&act, of.id, "strike_check_in", Some(&grounds)).await?;
    act.commit(MeetingId { meeting }).await
}
