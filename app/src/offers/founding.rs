//! Offers of a town that is being founded: the demo town's.

use super::entity::offer_story;
use super::store::insert_offer;
use crate::backend::{AppError, new_id};
use rules::Instant;
use rules::member_day::CalendarSettings;
use rules::offers::{OfferState, Terms, When, first_month_when_approved};
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait};
use uuid::Uuid;

/// Writes an offer that stands in this state already, with one line of story.
///
/// # Errors
/// The database is away.
pub async fn found_offer(
    tx: &DatabaseTransaction,
    merchant: Uuid,
    terms: &Terms,
    state: OfferState,
    by: Uuid,
    now: Instant,
) -> Result<Uuid, AppError> {
    let id = new_id(now);
    let month = (terms.when == When::EveryMonth).then(|| first_month_when_approved(now, &CalendarSettings::default()));
    insert_offer(tx, id, merchant, terms, state, month, now).await?;
    let line = offer_story::ActiveModel {
        id: Set(new_id(now)),
        offer: Set(id),
        act: Set("register_offer".to_owned()),
        person: Set(by),
        at: Set(now.millis()),
        reason: Set(None),
        settings: Set(0),
    };
    offer_story::Entity::insert(line).exec_without_returning(tx).await?;
    Ok(id)
}
