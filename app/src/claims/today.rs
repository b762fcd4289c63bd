//! What waits for this officer around claims: complaints.

use super::pages::complaints_for;
use crate::backend::{AppError, Visit};
use crate::t;
use crate::ui::Todo;
use rules::Instant;
use rules::permits::Role;

/// Complaints without a verdict.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    if !visit.holds(Role::DistrictOfficer) && !visit.holds(Role::Secretary) {
        return Ok(Vec::new());
    }
    let waiting = complaints_for(visit).await?.into_iter().filter(|(row, _)| row.settled_at.is_none()).map(|(row, shop)| Todo {
        since: Instant::from_millis(row.at),
        due: None,
        title: t!("claims-complaint-about", shop = shop.name.to_string()),
        detail: row.words,
        link: format!("/desk/complaints/{}", row.id),
    });
    Ok(waiting.collect())
}
