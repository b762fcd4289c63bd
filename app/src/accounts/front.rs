//! Letting people in, and who at a counter acts where.

use super::api::SignedIn;
use super::doors::PROVE_PERSON;
use super::{session, store};
use crate::backend::{AppError, Begun, Visit, encoded};
use rules::Instant;
use rules::permits::{Role, Standing};
use uuid::Uuid;

/// Begins a session for the person, ends the one this browser had, and says where to go: staff to their second factor.
pub(super) async fn let_in(mut act: Begun, person: Uuid, next: Option<&str>) -> Result<SignedIn, AppError> {
    let visit = act.visit().clone();
    act.about(person);
    if let Some(before) = visit.signed() {
        session::end_session(act.tx(), before.session, act.now()).await?;
    }
    let begun = session::record_session(act.tx(), person, act.now()).await?;
    let next = session::safe_next(next);
    let to = if begun.staff { format!("/sign-in/second-factor?next={}", encoded(&next)) } else { next };
    let answer = act.commit(SignedIn { to }).await?;
    session::give_cookie(&visit, &begun.token);
    Ok(answer)
}

/// Asks whether this officer may act at the counter for somebody of this community: the secretary and the administrator everywhere, a district's
/// officer for whoever comes, a community's officer for their own community.
pub(super) fn at_counter(act: &mut Begun, community: Option<Uuid>) -> Result<(), AppError> {
    match counter_for(&act.signed()?.standing, community, act.now())? {
        Some(place) => act.within(place),
        None => act.within_alliance(),
    }
}

/// The same for looking at somebody's page.
pub(super) fn seen_at_counter(visit: &Visit, community: Option<Uuid>) -> Result<(), AppError> {
    match counter_for(&visit.person()?.standing, community, visit.now())? {
        Some(place) => visit.admit_in(PROVE_PERSON.who, place),
        None => visit.admit(PROVE_PERSON.who),
    }
}

/// The place an officer must answer for to act for somebody of this community; none for those who act everywhere.
fn counter_for(standing: &Standing, community: Option<Uuid>, now: Instant) -> Result<Option<Uuid>, AppError> {
    if standing.holds(Role::Secretary, now) || standing.holds(Role::Admin, now) {
        return Ok(None);
    }
    let district = standing.places(&[Role::DistrictOfficer], now).first().copied();
    let own = || standing.places(&[Role::CommunityOfficer], now).first().copied();
    district.or(community).or_else(own).map(Some).ok_or_else(AppError::not_allowed)
}

/// Asks whether the officer may act on this person's account, and where. The person's record comes back.
pub(super) async fn handled(act: &mut Begun, person: Uuid) -> Result<super::entity::person::Model, AppError> {
    let row = store::account(act.tx(), person).await?.ok_or_else(AppError::not_found)?;
    let theirs = store::standing_of(act.tx(), person).await?;
    rules::accounts::may_handle(act.person(), &act.signed()?.standing, person, &theirs, act.now())?;
    act.about(person);
    Ok(row)
}

/// Whether the number is free for somebody who proves it (whose account is opened only now: nobody yet): nobody has it, or an account that never
/// proved itself and answers for nothing. That account loses it and is closed: what it held is not shown to the number's owner.
pub(super) async fn free_number(act: &Begun, whose: Option<Uuid>, mobile: &rules::accounts::Mobile) -> Result<(), AppError> {
    use rules::accounts::CounterRefusal;
    let Some(holder) = store::person_by_mobile(act.tx(), mobile).await? else { return Ok(()) };
    if Some(holder.id) == whose {
        return Err(CounterRefusal::NumberYours.into());
    }
    if holder.proof != rules::accounts::ProofKind::None.code() {
        return Err(CounterRefusal::NumberTaken.into());
    }
    let standing = store::standing_of(act.tx(), holder.id).await?;
    if standing.grants.iter().any(|grant| grant.holds(act.now())) {
        return Err(CounterRefusal::NumberInUse.into());
    }
    store::close_account(act.tx(), holder.id, act.person(), act.now()).await?;
    Ok(())
}
