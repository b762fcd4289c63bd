//! The second factor's codes: TOTP (RFC 6238), six digits, 30 seconds, one step of tolerance on both sides.

use crate::backend::AppError;
use rules::Instant;
use totp_rs::{Builder, Secret, Totp};

/// Bytes of a secret (RFC 4226 recommends 160 bits).
pub(super) const SECRET: usize = 20;

fn totp(secret: &[u8], label: &str) -> Result<Totp, AppError> {
    let secret: Box<[u8]> = secret.into();
    let built = Builder::new().with_secret(Secret::new(secret)).with_account_name(label).with_issuer(Some("Shangmeng"));
    built.build().map_err(|error| AppError::broken(&error))
}

/// The 30-second step whose code this is, if it is one of now.
pub(super) fn step_of(secret: &[u8], code: &str, now: Instant) -> Result<Option<i64>, AppError> {
    let step = totp(secret, "")?.check(code, seconds(now));
    Ok(step.and_then(|step| i64::try_from(step).ok()))
}

/// What the QR code holds: `otpauth://totp/…`.
pub(super) fn address(secret: &[u8], label: &str) -> Result<String, AppError> {
    totp(secret, label)?.to_url().map_err(|error| AppError::broken(&error))
}

/// The secret as it is typed by hand.
pub(super) fn written(secret: &[u8]) -> String {
    Secret::new(secret.into()).to_base32()
}

/// The six digits of a written secret at that moment: for the demo town's list of accounts.
///
/// # Errors
/// Broken, when the secret cannot be read.
pub fn totp_code(secret: &str, now: Instant) -> Result<String, AppError> {
    let secret = Secret::try_from_base32(secret).map_err(|error| AppError::broken(&error))?;
    Ok(totp(secret.as_bytes(), "")?.generate(seconds(now)).to_string())
}

fn seconds(now: Instant) -> u64 {
    u64::try_from(now.millis() / rules::SECOND).unwrap_or_default()
}
