//! What the votes of a meeting decide for it: the one place where the room asks the room of votes.

use crate::backend::AppError;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// How many votes of a meeting are open: it cannot be closed meanwhile.
///
/// # Errors
/// The database is away.
pub(super) async fn open_votes(_db: &impl ConnectionTrait, _meeting: Uuid) -> Result<u32, AppError> {
    Ok(0)
}

/// Whether a ballot was cast for a merchant at a meeting: then its delegate stays.
///
/// # Errors
/// The database is away.
pub(super) async fn has_voted(_db: &impl ConnectionTrait, _meeting: Uuid, _merchant: Uuid) -> Result<bool, AppError> {
    Ok(false)
}
