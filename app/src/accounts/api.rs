//! What crosses the wire at the front door.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::{JoinForm, SignInForm};
use serde::{Deserialize, Serialize};

/// Where to go after signing in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedIn {
    /// A path of this portal.
    pub to: String,
}

/// Opens an account. Answers alike for a known and an unknown number: sign in next.
#[server(endpoint = "accounts/join")]
pub async fn join(
    /// As typed.
    #[server(flatten)]
    form: JoinForm,
) -> Result<(), AppError> {
    use super::{doors::JOIN, password, store};
    let join = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    store::count_try(&visit, "join", &[visit.address().as_bytes()], rules::accounts::Throttle::ADDRESS).await?;
    let hash = password::hash_password(&visit, join.password.clone()).await?;
    let mut act = visit.begin(&JOIN).await?;
    if let Some(person) = store::record_person(act.tx(), &join.mobile, &hash, act.now()).await? {
        act.about(person);
    }
    act.commit(()).await
}

/// Signs in: a new session with a new token.
#[server(endpoint = "accounts/sign_in")]
pub async fn sign_in(
    /// As typed.
    #[server(flatten)]
    form: SignInForm,
) -> Result<SignedIn, AppError> {
    use super::{doors::SIGN_IN, password, session, store};
    use rules::accounts::{AccountRefusal, Throttle};
    let typed = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    let number = typed.mobile.as_str().as_bytes();
    store::count_try(&visit, "sign-in-address", &[visit.address().as_bytes()], Throttle::ADDRESS).await?;
    store::count_try(&visit, "sign-in", &[number, visit.address().as_bytes()], Throttle::SIGN_IN).await?;
    let person = store::person_by_mobile(visit.db().read(), &typed.mobile).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = password::fits(&visit, typed.password, hash).await?;
    let Some(person) = person.filter(|_| fits) else { return Err(AccountRefusal::WrongNumberOrPassword.into()) };
    let mut act = visit.begin(&SIGN_IN).await?;
    act.about(person.id);
    let token = session::record_session(act.tx(), person.id, act.now()).await?;
    store::forget_tries(&act, "sign-in", &[number, visit.address().as_bytes()]).await?;
    let answer = act.commit(SignedIn { to: session::safe_next(form.next.as_deref()) }).await?;
    session::give_cookie(&visit, &token);
    Ok(answer)
}

/// Ends this session on every node at once.
#[server(endpoint = "accounts/sign_out")]
pub async fn sign_out() -> Result<(), AppError> {
    use super::{doors::SIGN_OUT, session};
    let visit = crate::backend::Visit::current()?;
    let act = visit.begin(&SIGN_OUT).await?;
    session::end_session(act.tx(), act.signed()?.session, act.now()).await?;
    act.commit(()).await?;
    session::take_cookie(&visit);
    Ok(())
}
