//! What crosses the wire at the front door and beyond it: joining, signing in and out; the second factor; the counter; resets; one's own account; roles.

mod counter;
mod factor;
mod grants;
mod own;
mod reset;
mod sms;

pub use counter::*;
pub use factor::*;
pub use grants::*;
pub use own::*;
pub use reset::*;
pub use sms::*;

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

/// Somebody who joined, or tried to with a number that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Joined {
    /// The number as it was read, for the form that comes next.
    pub mobile: String,
}

/// Opens an account. Answers alike for a known and an unknown number: sign in next.
#[server(endpoint = "accounts/join")]
pub async fn join(
    /// As typed.
    #[server(flatten)]
    form: JoinForm,
) -> Result<Joined, AppError> {
    use super::{doors::JOIN, password, store};
    let join = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    store::count_try(&visit, "join", &[visit.address().as_bytes()], rules::accounts::Throttle::ADDRESS).await?;
    let hash = password::hash_password(&visit, join.password.clone()).await?;
    let mut act = visit.begin(&JOIN).await?;
    if let Some(person) = store::record_person(act.tx(), &join.mobile, &hash, act.now()).await? {
        store::record_consent(act.tx(), person, rules::accounts::Purpose::Account, person, act.now()).await?;
        act.about(person);
    }
    act.commit(Joined { mobile: join.mobile.as_str().to_owned() }).await
}

/// Signs in: a new session with a new token, in place of the one this browser had. Staff show their second factor next.
#[server(endpoint = "accounts/sign_in")]
pub async fn sign_in(
    /// As typed.
    #[server(flatten)]
    form: SignInForm,
) -> Result<SignedIn, AppError> {
    use super::{doors::SIGN_IN, front, password, store};
    use rules::accounts::{AccountRefusal, Throttle};
    let typed = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    let login = typed.login.as_str().as_bytes();
    store::count_try(&visit, "sign-in-address", &[visit.address().as_bytes()], Throttle::ADDRESS).await?;
    store::count_try(&visit, "sign-in", &[login, visit.address().as_bytes()], Throttle::SIGN_IN).await?;
    let person = store::person_by_login(visit.db().read(), &typed.login).await?;
    let hash = person.as_ref().and_then(|person| person.password_hash.clone());
    let fits = password::fits(&visit, typed.password, hash.clone()).await?;
    let Some(person) = person.filter(|_| fits) else { return Err(AccountRefusal::WrongNumberOrPassword.into()) };
    let act = visit.begin(&SIGN_IN).await?;
    if !store::password_is_still(act.tx(), person.id, hash.as_deref()).await? {
        return Err(AccountRefusal::WrongNumberOrPassword.into());
    }
    store::forget_tries(&act, "sign-in", &[login, visit.address().as_bytes()]).await?;
    store::take_back_try(&act, "sign-in-address", &[visit.address().as_bytes()]).await?;
    front::let_in(act, person.id, form.next.as_deref()).await
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
