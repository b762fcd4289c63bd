//! Giving roles and taking them back.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::{GrantForm, RevokeForm};

/// Gives a role to a proven person. Nobody raises their own rights; the giver has signed in within the last 15 minutes.
#[server(endpoint = "accounts/give_role")]
pub async fn give_role(
    /// As typed.
    #[server(flatten)]
    form: GrantForm,
) -> Result<(), AppError> {
    use super::super::{desk, doors::GIVE_ROLE, store};
    use rules::accounts::{GrantRefusal, ProofKind, may_give};
    let visit = crate::backend::Visit::current()?;
    visit.admit(GIVE_ROLE.who)?;
    let places = desk::places(&visit).await?;
    let wanted = form.parse(visit.now(), |kind, id| places.iter().any(|place| place.kind == kind && place.id == id))?;
    let mut act = visit.begin(&GIVE_ROLE).await?;
    act.within_alliance()?;
    act.fresh()?;
    if let Some(before) = act.sent_before(&form.id, &form).await? {
        return Ok(before);
    }
    let to = store::person_by_mobile(act.tx(), &wanted.mobile).await?.ok_or(GrantRefusal::NobodyJoined)?;
    let theirs = store::standing_of(act.tx(), to.id).await?;
    let proven = ProofKind::from_code(&to.proof).is_some_and(ProofKind::knows_person);
    may_give(act.person(), to.id, wanted.role, wanted.place, &theirs, proven, act.now())?;
    let id = act.new_id();
    store::record_grant(act.tx(), id, to.id, &wanted, act.person(), act.now()).await?;
    act.about(id);
    desk::tell(&act, to.id, "accounts-told-role-given", wanted.role, wanted.place, &places).await?;
    act.commit(()).await
}

/// Takes a role back, with the reason; it ends on every node from the next request on.
#[server(endpoint = "accounts/revoke_role")]
pub async fn revoke_role(
    /// As typed.
    #[server(flatten)]
    form: RevokeForm,
) -> Result<(), AppError> {
    use super::super::{desk, doors::REVOKE_ROLE, store};
    use rules::accounts::{GIVEN_AT_THE_DESK, GrantRefusal, may_revoke};
    use rules::permits::Role;
    let (id, reason) = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    visit.admit(REVOKE_ROLE.who)?;
    let places = desk::places(&visit).await?;
    let mut act = visit.begin(&REVOKE_ROLE).await?;
    act.within_alliance()?;
    act.fresh()?;
    let grant = store::grant_in_force(act.tx(), id, act.now()).await?.ok_or(GrantRefusal::GrantUnknown)?;
    let role = Role::from_code(&grant.role).filter(|role| GIVEN_AT_THE_DESK.contains(role)).ok_or(GrantRefusal::GrantUnknown)?;
    let admins = store::lasting_admins(act.tx(), act.now()).await?;
    may_revoke(role, admins.iter().filter(|(other, holder)| *other != id && *holder != grant.person).count())?;
    if !store::revoke_grant(act.tx(), id, grant.place, act.person(), act.now()).await? {
        return Err(GrantRefusal::GrantUnknown.into());
    }
    store::record_revocation_reason(act.tx(), id, &reason).await?;
    act.about(id);
    desk::tell(&act, grant.person, "accounts-told-role-taken", role, grant.place, &places).await?;
    act.commit(()).await
}
