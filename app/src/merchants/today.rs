//! What waits for this person around merchants.

use super::doors::OFFICER;
use super::store;
use crate::backend::{AppError, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::Todo;
use rules::districts::District;
use rules::merchants::MerchantState;

/// Applications that wait for this officer.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let districts: Vec<District> = District::ALL.into_iter().filter(|district| visit.admit_in(OFFICER, district.place()).is_ok()).collect();
    if districts.is_empty() {
        return Ok(Vec::new());
    }
    let waiting = store::waiting(visit.db().read(), &districts, MerchantState::Applied, "").await?.into_iter().map(|shop| Todo {
        since: shop.state_at,
        due: None,
        title: t!("merchants-todo-application", name = shop.name.to_string()),
        detail: district_name(shop.district, false),
        link: format!("/desk/merchants/{}", shop.id),
    });
    Ok(waiting.collect())
}
