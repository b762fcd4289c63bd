//! One-time codes by SMS, where the office has a gateway: signing in and joining, a new password, a new number.

use super::SignedIn;
use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::{AskCodeForm, CodeForm, NumberForm};
use serde::{Deserialize, Serialize};

/// Where a code went; the same answer for known and unknown numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeSent {
    /// The number as it was typed, for the next form.
    pub mobile: String,
    /// `138****5678`.
    pub label: String,
}

/// Sends a code for signing in or joining.
#[server(endpoint = "accounts/ask_code")]
pub async fn ask_code(
    /// As typed.
    #[server(flatten)]
    form: AskCodeForm,
) -> Result<CodeSent, AppError> {
    use super::super::{codes, doors::ASK_CODE, store::CodeFor};
    codes::send(&ASK_CODE, form.parse()?, CodeFor::SignIn).await
}

/// Signs in with a code; a new number joins. An account without proof is now proven by SMS, and whoever else had opened it is out.
#[server(endpoint = "accounts/sign_in_with_code")]
pub async fn sign_in_with_code(
    /// As typed.
    #[server(flatten)]
    form: CodeForm,
) -> Result<SignedIn, AppError> {
    use super::super::{codes, doors::SIGN_IN_WITH_CODE, front, session, store, store::CodeFor};
    use rules::accounts::{ProofKind, Purpose};
    let (mobile, code) = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    codes::count(&visit, CodeFor::SignIn, &mobile).await?;
    let act = visit.begin(&SIGN_IN_WITH_CODE).await?;
    let now = act.now();
    codes::take(&act, CodeFor::SignIn, &mobile, &code).await?;
    let person = match store::person_by_mobile(act.tx(), &mobile).await? {
        Some(person) => {
            if person.proof == ProofKind::None.code() {
                store::raise_to_sms(act.tx(), person.id, now).await?;
                store::record_password(act.tx(), person.id, None).await?;
                session::end_sessions(act.tx(), person.id, None, now).await?;
            }
            person.id
        }
        None => {
            let new = store::NewPerson { mobile: Some(&mobile), kind: ProofKind::Sms, by: None, proof: None };
            let (person, _) = store::open_account(act.tx(), &new, now).await?;
            store::record_consent(act.tx(), person, Purpose::Account, person, now).await?;
            person
        }
    };
    front::let_in(act, person, form.next.as_deref()).await
}

/// Sends a code for a new password; an unknown number gets the same answer and no code.
#[server(endpoint = "accounts/ask_reset_code")]
pub async fn ask_reset_code(
    /// As typed.
    #[server(flatten)]
    form: AskCodeForm,
) -> Result<CodeSent, AppError> {
    use super::super::{codes, doors::ASK_RESET_CODE, store::CodeFor};
    codes::send(&ASK_RESET_CODE, form.number()?, CodeFor::Reset).await
}

/// A new password with a code; every session ends, and slips for a password are good no more.
#[server(endpoint = "accounts/reset_with_code")]
pub async fn reset_with_code(
    /// As typed.
    #[server(flatten)]
    form: NumberForm,
) -> Result<(), AppError> {
    use super::super::{codes, doors::RESET_WITH_CODE, password, session, store, store::CodeFor};
    use rules::accounts::{AccountRefusal, SlipFor};
    let (mobile, code, chosen) = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    codes::count(&visit, CodeFor::Reset, &mobile).await?;
    let hash = password::hash_password(&visit, chosen).await?;
    let mut act = visit.begin(&RESET_WITH_CODE).await?;
    codes::take(&act, CodeFor::Reset, &mobile, &code).await?;
    let person = store::person_by_mobile(act.tx(), &mobile).await?.ok_or(AccountRefusal::CodeNotGood)?;
    act.about(person.id);
    store::record_password(act.tx(), person.id, Some(hash)).await?;
    store::withdraw_slips(act.tx(), person.id, Some(SlipFor::Password), act.now()).await?;
    store::raise_to_sms(act.tx(), person.id, act.now()).await?;
    session::end_sessions(act.tx(), person.id, None, act.now()).await?;
    crate::notices::tell(act.tx(), person.id, "accounts-told-reset-password", &[], "/my/security", act.now()).await?;
    act.commit(()).await
}

/// Sends a code to the number that shall become one's own.
#[server(endpoint = "accounts/ask_number_code")]
pub async fn ask_number_code(
    /// As typed.
    #[server(flatten)]
    form: AskCodeForm,
) -> Result<CodeSent, AppError> {
    use super::super::{codes, doors::ASK_NUMBER_CODE, store::CodeFor};
    let person = crate::backend::Visit::current()?.person()?.person;
    codes::send(&ASK_NUMBER_CODE, form.number()?, CodeFor::Number(person)).await
}

/// Changes one's number with the code that came to the new one.
#[server(endpoint = "accounts/change_number")]
pub async fn change_number(
    /// As typed.
    #[server(flatten)]
    form: CodeForm,
) -> Result<(), AppError> {
    use super::super::{codes, doors::CHANGE_NUMBER, front, session, store, store::CodeFor};
    let (mobile, code) = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    let person = visit.person()?.person;
    codes::count(&visit, CodeFor::Number(person), &mobile).await?;
    let mut act = visit.begin(&CHANGE_NUMBER).await?;
    act.fresh()?;
    codes::take(&act, CodeFor::Number(person), &mobile, &code).await?;
    front::free_number(&act, Some(person), &mobile).await?;
    store::record_number(act.tx(), person, &mobile).await?;
    store::raise_to_sms(act.tx(), person, act.now()).await?;
    session::end_sessions(act.tx(), person, Some(act.signed()?.session), act.now()).await?;
    act.about(person);
    act.commit(()).await
}
