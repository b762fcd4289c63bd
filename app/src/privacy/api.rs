//! What crosses the wire: consents, the copy of one's data, the end of one's account.

use crate::backend::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A consent, as sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ConsentForm {
    /// To what.
    pub purpose: String,
}

/// Agrees to a purpose.
#[server(endpoint = "privacy/give_consent")]
pub async fn give_consent(
    /// To what.
    #[server(flatten)]
    form: ConsentForm,
) -> Result<(), AppError> {
    use rules::accounts::Purpose;
    let purpose = Purpose::from_code(&form.purpose).ok_or_else(AppError::not_found)?;
    let act = crate::backend::Visit::current()?.begin(&super::doors::GIVE_CONSENT).await?;
    crate::accounts::record_consent(act.tx(), act.person(), purpose, act.person(), act.now()).await?;
    act.commit(()).await
}

/// Withdraws a consent; the account itself is given up by deleting it.
#[server(endpoint = "privacy/withdraw_consent")]
pub async fn withdraw_consent(
    /// To what.
    #[server(flatten)]
    form: ConsentForm,
) -> Result<(), AppError> {
    use rules::accounts::Purpose;
    let purpose = Purpose::from_code(&form.purpose).filter(|purpose| *purpose != Purpose::Account).ok_or_else(AppError::not_found)?;
    let act = crate::backend::Visit::current()?.begin(&super::doors::WITHDRAW_CONSENT).await?;
    crate::accounts::withdraw_consent(act.tx(), act.person(), purpose, act.now()).await?;
    act.commit(()).await
}

/// The end of an account, as sent.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    /// Ticked: the person knows that it cannot be undone.
    pub known: Option<String>,
}

/// Deletes one's account for good; asks for a recent sign-in. The last administrator stays.
#[server(endpoint = "privacy/delete_account")]
pub async fn delete_account(
    /// As sent.
    #[server(flatten)]
    form: DeleteForm,
) -> Result<(), AppError> {
    use rules::accounts::AccountRefusal;
    use rules::permits::Role;
    if form.known.as_deref() != Some("on") {
        let reason = rules::Reason::new("end_not_known");
        return Err(AppError::fields(vec![crate::backend::FieldError::new("known", &reason)]));
    }
    let visit = crate::backend::Visit::current()?;
    let mut act = visit.begin(&super::doors::DELETE_ACCOUNT).await?;
    act.fresh()?;
    let person = act.person();
    let admins = crate::accounts::lasting_admins(act.tx(), act.now()).await?;
    if act.signed()?.standing.holds(Role::Admin, act.now()) && admins.iter().all(|(_, holder)| *holder == person) {
        return Err(AccountRefusal::LastAdmin.into());
    }
    super::forget(act.tx(), person, act.now()).await?;
    act.about(person);
    act.commit(()).await?;
    crate::accounts::take_cookie(&visit);
    Ok(())
}
