//! A change of the charter put to a meeting's vote: written for an agenda item, in force when the vote that passed it is published.

use super::charter::record_charter;
use super::entity::charter_proposal;
use rules::Instant;
use rules::charter::Charter;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait};
use uuid::Uuid;

/// A proposal as pages show it.
pub type CharterProposal = charter_proposal::Model;

/// What is proposed under an agenda item.
///
/// # Errors
/// The database is away.
pub async fn charter_proposal(db: &impl ConnectionTrait, item: Uuid) -> Result<Option<CharterProposal>, DbErr> {
    charter_proposal::Entity::find_by_id(item).one(db).await
}

/// Writes a proposal, or what was changed in it.
pub(super) async fn record_proposal(tx: &impl ConnectionTrait, item: Uuid, charter: &Charter, now: Instant) -> Result<(), DbErr> {
    let row = charter_proposal::ActiveModel {
        item: Set(item),
        text: Set(charter.text.clone()),
        text_en: Set(charter.text_en.clone()),
        reason: Set(charter.reason.clone()),
        at: Set(now.millis()),
        adopted: Set(None),
    };
    use charter_proposal::Column;
    let again = OnConflict::column(Column::Item).update_columns([Column::Text, Column::TextEn, Column::Reason, Column::At]).to_owned();
    charter_proposal::Entity::insert(row).on_conflict(again).exec_without_returning(tx).await.map(drop)
}

/// Puts a passed proposal in force: the new version of the charter, which merchants are asked to accept again. Twice is once.
///
/// # Errors
/// The database is away.
pub async fn adopt_charter(tx: &impl ConnectionTrait, item: Uuid, (id, by): (Uuid, Uuid), now: Instant) -> Result<Option<i64>, DbErr> {
    let Some(proposal) = charter_proposal(tx, item).await?.filter(|proposal| proposal.adopted.is_none()) else { return Ok(None) };
    let charter = Charter { text: proposal.text, text_en: proposal.text_en, reason: proposal.reason };
    let number = record_charter(tx, id, &charter, by, now).await?;
    let row = charter_proposal::ActiveModel { item: Set(item), adopted: Set(Some(number)), ..Default::default() };
    charter_proposal::Entity::update(row).exec(tx).await?;
    Ok(Some(number))
}
