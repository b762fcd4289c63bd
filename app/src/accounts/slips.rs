//! Using one-time slips up.

use super::{front, password, session, store};
use crate::backend::{Act, AppError, Visit};
use rules::accounts::{Reset, ResetForm, SlipFor, Throttle};

/// The door where tries are counted.
const DOOR: &str = "account-slip";

/// Uses a slip for what it was printed for. A wrong slip costs a hash like a right one, so that nobody learns by waiting.
pub(super) async fn use_up(door: &'static Act, form: &ResetForm, purpose: SlipFor) -> Result<(), AppError> {
    let reset = form.parse(purpose)?;
    let visit = Visit::current()?;
    store::count_try(&visit, DOOR, &[visit.address().as_bytes()], Throttle::ACCOUNT_SLIPS).await?;
    let hash = match &reset {
        Reset::Password(_, password) => Some(password::hash_password(&visit, password.clone()).await?),
        Reset::Number(..) | Reset::SecondFactor(_) => None,
    };
    let (Reset::Password(code, _) | Reset::Number(code, _) | Reset::SecondFactor(code)) = &reset;
    let mut act = visit.begin(door).await?;
    let person = store::use_slip(act.tx(), &visit.house().keys, code, purpose, act.now()).await?;
    act.about(person.id);
    match &reset {
        Reset::Password(..) => store::record_password(act.tx(), person.id, hash).await?,
        Reset::Number(_, mobile) => {
            front::free_number(&act, Some(person.id), mobile).await?;
            store::record_number(act.tx(), person.id, mobile).await?;
        }
        Reset::SecondFactor(_) => store::forget_factor(act.tx(), person.id).await?,
    }
    session::end_sessions(act.tx(), person.id, None, act.now()).await?;
    store::take_back_try(&act, DOOR, &[visit.address().as_bytes()]).await?;
    let told = format!("accounts-told-reset-{}", purpose.code().replace('_', "-"));
    crate::notices::tell(act.tx(), person.id, &told, &[], "/my/security", act.now()).await?;
    act.commit(()).await
}
