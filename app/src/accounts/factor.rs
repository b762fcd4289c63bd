//! The second factor of a session.

use super::{session, store};
use crate::backend::{AppError, Begun, Visit};
use rules::accounts::Throttle;

/// Counts one try at the second factor of the person who is here.
pub(super) async fn count(visit: &Visit) -> Result<(), AppError> {
    let person = visit.person()?.person;
    store::count_try(visit, "second-factor", &[person.as_bytes()], Throttle::SECOND_FACTOR).await
}

/// Marks the session as one that has shown the second factor, and forgets the tries.
pub(super) async fn shown(act: &Begun) -> Result<(), AppError> {
    let person = act.person();
    if let Some(session) = session::session(act.tx(), act.signed()?.session).await? {
        session::strengthen_session(act.tx(), &session, act.now()).await?;
    }
    store::forget_tries(act, "second-factor", &[person.as_bytes()]).await
}
