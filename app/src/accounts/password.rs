//! Password hashing: Argon2id, at most two at a time, never on the threads that answer requests.

use crate::backend::{AppError, Visit};
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use rules::accounts::Password;
use std::sync::LazyLock;

/// OWASP's second setting: 19 MiB, two passes, one lane.
fn argon2() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or(Params::DEFAULT))
}

/// Compared with when a number is unknown, so that it takes as long as for a known one.
static NOBODY: LazyLock<String> = LazyLock::new(|| argon2().hash_password(b"nobody's password").map(|hash| hash.to_string()).unwrap_or_default());

/// The hash to keep of a chosen password.
///
/// # Errors
/// Broken, when hashing fails.
pub async fn hash_password(visit: &Visit, password: Password) -> Result<String, AppError> {
    run(visit, move || hash_here(password)).await?
}

/// The same on this very thread: for the command line, where nobody waits.
pub(super) fn hash_here(password: Password) -> Result<String, AppError> {
    argon2().hash_password(password.reveal()).map(|hash| hash.to_string()).map_err(|error| AppError::broken(&error))
}

/// Whether the typed password is the kept one; takes the same time when there is none.
pub async fn fits(visit: &Visit, typed: Password, kept: Option<String>) -> Result<bool, AppError> {
    run(visit, move || {
        let (known, nobody) = (kept.is_some(), NOBODY.as_str());
        let kept = kept.as_deref().unwrap_or(nobody);
        let same = PasswordHash::new(kept).is_ok_and(|hash| argon2().verify_password(typed.reveal(), &hash).is_ok());
        same && known
    })
    .await
}

async fn run<T: Send + 'static>(visit: &Visit, work: impl FnOnce() -> T + Send + 'static) -> Result<T, AppError> {
    let permit = visit.house().hashing.clone().acquire_owned().await.map_err(|error| AppError::broken(&error))?;
    let done = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        work()
    });
    done.await.map_err(|error| AppError::broken(&error))
}
