//! The award's pages: the hall, an edition, a category with its results, nominating, certificates; and the office's desk.

pub mod appeal;
pub mod category;
pub mod certificates;
pub mod cleaning;
pub mod desk;
pub mod desk_category;
pub mod desk_edition;
pub mod edition;
pub mod hall;
pub mod nominate;
mod results;
mod shortlist;
mod voting;
mod weighting;

use super::store::{self, KeptCategory, KeptEdition};
use crate::backend::{AppError, At, Visit};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// The edition and the category that an address names, as everybody sees them.
async fn public_category(visit: &Visit, at: &At) -> Result<(KeptEdition, KeptCategory), AppError> {
    let (edition, category) = category_at(visit.db().read(), at).await?;
    if edition.announced_at.is_some() { Ok((edition, category)) } else { Err(AppError::not_found()) }
}

/// The edition and the category that an address names.
async fn category_at(db: &impl ConnectionTrait, at: &At) -> Result<(KeptEdition, KeptCategory), AppError> {
    let edition = edition_at(db, at).await?;
    let wanted: Uuid = at.id("category")?;
    let category = store::category_by_id(db, wanted).await?.filter(|category| category.edition == edition.id);
    Ok((edition, category.ok_or_else(AppError::not_found)?))
}

/// The edition that an address names.
async fn edition_at(db: &impl ConnectionTrait, at: &At) -> Result<KeptEdition, AppError> {
    store::edition_by_id(db, at.id("edition")?).await?.ok_or_else(AppError::not_found)
}
