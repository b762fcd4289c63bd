//! Keeping the charter: its versions, what changed between them, and which merchant accepted which.

use super::entity::{charter_acceptance, charter_version};
use crate::merchants::entity::merchant;
use rules::Instant;
use rules::charter::{Charter, CharterRefusal};
use rules::merchants::MerchantState;
use rules::permits::Role;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// A version as pages show it.
pub type CharterVersion = charter_version::Model;

/// The charter in force.
///
/// # Errors
/// The database is away.
pub async fn charter_in_force(db: &impl ConnectionTrait) -> Result<CharterVersion, DbErr> {
    let newest = charter_version::Entity::find().order_by_desc(charter_version::Column::Number).one(db).await?;
    newest.ok_or_else(|| DbErr::RecordNotFound("charter".to_owned()))
}

/// Whether a text is word for word a version; blanks at the ends are no change.
pub(super) fn is_the_same(version: &CharterVersion, new: &Charter) -> bool {
    let english = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    version.text.trim() == new.text && english(&version.text_en) == english(&new.text_en)
}

/// All versions, the newest first.
pub(super) async fn versions(db: &impl ConnectionTrait) -> Result<Vec<CharterVersion>, DbErr> {
    charter_version::Entity::find().order_by_desc(charter_version::Column::Number).all(db).await
}

/// Writes a new version, asks the owners of all members to accept it, and gives its number.
pub(super) async fn record_charter(tx: &impl ConnectionTrait, id: Uuid, charter: &Charter, by: Uuid, now: Instant) -> Result<i64, DbErr> {
    let number = charter_in_force(tx).await?.number + 1;
    let row = charter_version::ActiveModel {
        id: Set(id),
        number: Set(number),
        text: Set(charter.text.clone()),
        text_en: Set(charter.text_en.clone()),
        at: Set(now.millis()),
        by: Set(by),
        reason: Set(charter.reason.clone()),
    };
    charter_version::Entity::insert(row).exec_without_returning(tx).await?;
    let owners = owners(tx, now).await?;
    crate::notices::tell_all(tx, owners, "districts-told-charter", &[("number", number.into())], "/my/shops", now).await?;
    Ok(number)
}

/// Who answers for a member.
async fn owners(tx: &impl ConnectionTrait, now: Instant) -> Result<Vec<Uuid>, DbErr> {
    let members = merchant::Entity::find().select_only().column(merchant::Column::Id);
    let members = members.filter(merchant::Column::State.is_in([MerchantState::Active, MerchantState::Suspended].map(MerchantState::key)));
    let members: Vec<Uuid> = members.into_tuple().all(tx).await?;
    crate::accounts::holders_of(tx, Role::MerchantOwner, &members, now).await
}

/// The newest version this merchant accepted, if any.
///
/// # Errors
/// The database is away.
pub async fn accepted_charter(db: &impl ConnectionTrait, merchant: Uuid) -> Result<Option<i64>, DbErr> {
    let newest = charter_acceptance::Entity::find()
        .select_only()
        .column_as(charter_acceptance::Column::Number.max(), "newest")
        .filter(charter_acceptance::Column::Merchant.eq(merchant))
        .into_tuple::<Option<i64>>()
        .one(db)
        .await?;
    Ok(newest.flatten())
}

/// Records that a person accepted the charter in force for a merchant: at joining, at takeover, and again after each new version. Accepting twice
/// is accepting once.
///
/// # Errors
/// The number is not the version in force; or the database is away.
pub async fn accept_charter(
    tx: &impl ConnectionTrait,
    merchant: Uuid,
    number: i64,
    person: Uuid,
    now: Instant,
) -> Result<Result<(), CharterRefusal>, DbErr> {
    let in_force = charter_in_force(tx).await?.number;
    if number != in_force {
        return Ok(Err(CharterRefusal::NotInForce { number: in_force }));
    }
    let row = charter_acceptance::ActiveModel { merchant: Set(merchant), number: Set(number), person: Set(person), at: Set(now.millis()) };
    let once = OnConflict::columns([charter_acceptance::Column::Merchant, charter_acceptance::Column::Number]).do_nothing().to_owned();
    let _ = charter_acceptance::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(Ok(()))
}

/// How many merchants accepted this version.
pub(super) async fn acceptances(db: &impl ConnectionTrait, number: i64) -> Result<u64, DbErr> {
    use sea_orm::PaginatorTrait;
    charter_acceptance::Entity::find().filter(charter_acceptance::Column::Number.eq(number)).count(db).await
}
