//! Using a one-time slip.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::accounts::ResetForm;

/// A new password with a slip; every session ends.
#[server(endpoint = "accounts/reset_password")]
pub async fn reset_password(
    /// As typed.
    #[server(flatten)]
    form: ResetForm,
) -> Result<(), AppError> {
    use super::super::doors::RESET_PASSWORD;
    super::super::slips::use_up(&RESET_PASSWORD, &form, rules::accounts::SlipFor::Password).await
}

/// A new number with a slip.
#[server(endpoint = "accounts/reset_number")]
pub async fn reset_number(
    /// As typed.
    #[server(flatten)]
    form: ResetForm,
) -> Result<(), AppError> {
    use super::super::doors::RESET_NUMBER;
    super::super::slips::use_up(&RESET_NUMBER, &form, rules::accounts::SlipFor::Number).await
}

/// The second factor is taken away with a slip; the person makes a new one at their next sign-in.
#[server(endpoint = "accounts/reset_second_factor")]
pub async fn reset_second_factor(
    /// As typed.
    #[server(flatten)]
    form: ResetForm,
) -> Result<(), AppError> {
    use super::super::doors::RESET_SECOND_FACTOR;
    super::super::slips::use_up(&RESET_SECOND_FACTOR, &form, rules::accounts::SlipFor::SecondFactor).await
}
