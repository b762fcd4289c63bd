//! The second factor: making it, showing it, its recovery codes.

use super::SignedIn;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::SecondFactorForm;
use serde::{Deserialize, Serialize};

/// Recovery codes, shown once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecoveryCodes {
    /// As they are printed.
    pub codes: Vec<String>,
    /// The page to go on to.
    pub to: String,
}

/// Makes a new secret for a member of staff who has none in use; its page then shows it as a QR code.
#[server(endpoint = "accounts/begin_second_factor")]
pub async fn begin_second_factor(
    /// The page to go to afterwards.
    next: Option<String>,
) -> Result<SignedIn, AppError> {
    use super::super::{doors::BEGIN_SECOND_FACTOR, session, store};
    let act = crate::backend::Visit::current()?.begin(&BEGIN_SECOND_FACTOR).await?;
    if !act.signed()?.standing.is_staff(act.now()) {
        return Err(AppError::not_allowed());
    }
    act.fresh()?;
    store::begin_factor(act.tx(), &act.visit().house().keys, act.person(), act.now()).await?;
    let next = crate::backend::encoded(&session::safe_next(next.as_deref()));
    act.commit(SignedIn { to: format!("/sign-in/second-factor?next={next}") }).await
}

/// The first code shows that the authenticator has the secret; from now on it is asked at every sign-in. The recovery codes are shown this once.
/// Asks for a recent sign-in: a browser that somebody left open gets no second factor.
#[server(endpoint = "accounts/confirm_second_factor")]
pub async fn confirm_second_factor(
    /// As typed.
    #[server(flatten)]
    form: SecondFactorForm,
) -> Result<RecoveryCodes, AppError> {
    use super::super::{doors::CONFIRM_SECOND_FACTOR, session, store};
    use rules::accounts::AccountRefusal;
    let code = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    super::super::factor::count(&visit).await?;
    let act = visit.begin(&CONFIRM_SECOND_FACTOR).await?;
    act.fresh()?;
    let (person, keys) = (act.person(), visit.house().keys.clone());
    if store::factor_of(act.tx(), person).await? != store::Factor::Begun {
        return Err(AccountRefusal::FactorKnown.into());
    }
    store::take_code(act.tx(), &keys, person, &code, act.now()).await?;
    let codes = store::new_recovery_codes(act.tx(), &keys, person).await?;
    super::super::factor::shown(&act).await?;
    act.commit(RecoveryCodes { codes, to: session::safe_next(form.next.as_deref()) }).await
}

/// Shows the second factor for this session: six digits, each once, or a recovery code.
#[server(endpoint = "accounts/show_second_factor")]
pub async fn show_second_factor(
    /// As typed.
    #[server(flatten)]
    form: SecondFactorForm,
) -> Result<SignedIn, AppError> {
    use super::super::{doors::SHOW_SECOND_FACTOR, session, store};
    use rules::accounts::AccountRefusal;
    let code = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    super::super::factor::count(&visit).await?;
    let act = visit.begin(&SHOW_SECOND_FACTOR).await?;
    if store::factor_of(act.tx(), act.person()).await? != store::Factor::Confirmed {
        return Err(AccountRefusal::WrongCode.into());
    }
    store::take_code(act.tx(), &visit.house().keys, act.person(), &code, act.now()).await?;
    super::super::factor::shown(&act).await?;
    act.commit(SignedIn { to: session::safe_next(form.next.as_deref()) }).await
}

/// Makes new recovery codes in place of the old ones, shown this once.
#[server(endpoint = "accounts/renew_recovery_codes")]
pub async fn renew_recovery_codes() -> Result<RecoveryCodes, AppError> {
    use super::super::{doors::RENEW_RECOVERY_CODES, store};
    use rules::accounts::AccountRefusal;
    let act = crate::backend::Visit::current()?.begin(&RENEW_RECOVERY_CODES).await?;
    act.fresh()?;
    let shown = act.signed()?.standing.second_factor;
    if !shown || store::factor_of(act.tx(), act.person()).await? != store::Factor::Confirmed {
        return Err(AccountRefusal::WrongCode.into());
    }
    let codes = store::new_recovery_codes(act.tx(), &act.visit().house().keys, act.person()).await?;
    act.commit(RecoveryCodes { codes, to: "/my/security".to_owned() }).await
}
