//! One's own account: sessions and password.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::PasswordForm;
use serde::{Deserialize, Serialize};

/// Which session.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct SessionForm {
    /// Its id.
    pub session: String,
}

/// Ends one of one's own sessions, on every node at once.
#[server(endpoint = "accounts/end_session")]
pub async fn end_session(
    /// Which.
    #[server(flatten)]
    form: SessionForm,
) -> Result<(), AppError> {
    use super::super::{doors::END_SESSION, session};
    let id = form.session.trim().parse().map_err(|_| AppError::not_found())?;
    let mut act = crate::backend::Visit::current()?.begin(&END_SESSION).await?;
    let own = session::session(act.tx(), id).await?.is_some_and(|session| session.person == act.person());
    if !own {
        return Err(AppError::not_found());
    }
    session::end_session(act.tx(), id, act.now()).await?;
    act.about(id);
    act.commit(()).await
}

/// Ends all of one's sessions but this one.
#[server(endpoint = "accounts/end_other_sessions")]
pub async fn end_other_sessions() -> Result<(), AppError> {
    use super::super::{doors::END_OTHER_SESSIONS, session};
    let act = crate::backend::Visit::current()?.begin(&END_OTHER_SESSIONS).await?;
    session::end_sessions(act.tx(), act.person(), Some(act.signed()?.session), act.now()).await?;
    act.commit(()).await
}

/// Changes one's password; all other sessions end.
#[server(endpoint = "accounts/change_password")]
pub async fn change_password(
    /// As typed.
    #[server(flatten)]
    form: PasswordForm,
) -> Result<(), AppError> {
    use super::super::{doors::CHANGE_PASSWORD, password, session, store};
    use rules::accounts::{AccountRefusal, SlipFor, Throttle};
    let typed = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    let person = visit.person()?.person;
    store::count_try(&visit, "change-password", &[person.as_bytes()], Throttle::OWN_PASSWORD).await?;
    let kept = store::account(visit.db().read(), person).await?.and_then(|row| row.password_hash);
    if !password::fits(&visit, typed.current, kept.clone()).await? {
        return Err(AccountRefusal::WrongPassword.into());
    }
    let hash = password::hash_password(&visit, typed.new).await?;
    let mut act = visit.begin(&CHANGE_PASSWORD).await?;
    if !store::password_is_still(act.tx(), person, kept.as_deref()).await? {
        return Err(AccountRefusal::WrongPassword.into());
    }
    store::record_password(act.tx(), person, Some(hash)).await?;
    store::withdraw_slips(act.tx(), person, Some(SlipFor::Password), act.now()).await?;
    session::end_sessions(act.tx(), person, Some(act.signed()?.session), act.now()).await?;
    store::forget_tries(&act, "change-password", &[person.as_bytes()]).await?;
    act.about(person);
    act.commit(()).await
}
