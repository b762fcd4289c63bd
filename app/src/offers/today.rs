//! What waits for this person around offers.

use super::pages::{own_shops, waiting_for};
use super::parts::{headline, place_words};
use super::store::offers_of_shops;
use crate::backend::{AppError, Lang, Visit};
use crate::t;
use crate::ui::Todo;
use rules::offers::{OfferState, ReviewTimes};
use rules::permits::Role;

/// Offers to review for an officer, offers that came back for an owner.
///
/// # Errors
/// The database is away.
pub async fn todos(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let mut todos = Vec::new();
    if visit.holds(Role::DistrictOfficer) || visit.holds(Role::Secretary) {
        todos.extend(to_review(visit).await?);
    }
    if visit.holds(Role::MerchantOwner) {
        todos.extend(came_back(visit).await?);
    }
    Ok(todos)
}

/// Offers that wait for this officer, each due when its review ends.
pub(super) async fn to_review(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let (calendar, _) = crate::member_day::calendar_settings(visit.db().read()).await?;
    let lang = Lang::current();
    let waiting = waiting_for(visit).await?.into_iter().map(|(kept, shop)| Todo {
        since: kept.state_since,
        due: match ReviewTimes::of(&kept.terms.when, &calendar) {
            ReviewTimes::MemberDay(calendar) => Some(calendar.review_until),
            ReviewTimes::AnyTime | ReviewTimes::Until(_) => None,
        },
        title: t!("offers-todo-review", headline = headline(&kept.terms, lang), title = kept.terms.title),
        detail: place_words(&shop),
        link: format!("/desk/review/{}", kept.id),
    });
    Ok(waiting.collect())
}

async fn came_back(visit: &Visit) -> Result<Vec<Todo>, AppError> {
    let shops = own_shops(visit).await?;
    let ids: Vec<_> = shops.iter().map(|shop| shop.id).collect();
    let offers = offers_of_shops(visit.db().read(), &ids).await?;
    let name = |id| shops.iter().find(|shop| shop.id == id).map(place_words).unwrap_or_default();
    let back = offers.into_iter().filter(|kept| kept.state == OfferState::Returned).map(|kept| Todo {
        since: kept.state_since,
        due: None,
        title: t!("offers-todo-returned", title = kept.terms.title),
        detail: name(kept.merchant),
        link: format!("/desk/offers/{}", kept.id),
    });
    Ok(back.collect())
}
