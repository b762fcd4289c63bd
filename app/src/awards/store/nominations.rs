//! Keeping nominations: who was nominated, by how many of which kind; and by whom, for those who nominated.

use crate::awards::entity::nomination;
use crate::merchants::entity::merchant;
use rules::Instant;
use rules::awards::{Nomination, Nominator};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
    TryInsertResult,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How many voices nominated a merchant, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Voices {
    /// Other merchants.
    pub merchants: u64,
    /// Residents.
    pub residents: u64,
    /// The shop itself.
    pub own: u64,
}

impl Voices {
    /// All together.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.merchants + self.residents + self.own
    }
}

/// Who is nominated in these categories, with the voices: by category and merchant.
///
/// # Errors
/// The database is away.
pub async fn voices_of(db: &impl ConnectionTrait, categories: &[Uuid]) -> Result<BTreeMap<(Uuid, Uuid), Voices>, DbErr> {
    let rows: Vec<(Uuid, Uuid, String, i64)> = nomination::Entity::find()
        .select_only()
        .column(nomination::Column::Category)
        .column(nomination::Column::Merchant)
        .column(nomination::Column::Nominator)
        .column_as(nomination::Column::Id.count(), "voices")
        .filter(nomination::Column::Category.is_in(categories.iter().copied()))
        .group_by(nomination::Column::Category)
        .group_by(nomination::Column::Merchant)
        .group_by(nomination::Column::Nominator)
        .into_tuple()
        .all(db)
        .await?;
    let mut found: BTreeMap<(Uuid, Uuid), Voices> = BTreeMap::new();
    for (category, merchant, nominator, count) in rows {
        let voices = found.entry((category, merchant)).or_default();
        let kind = match Nominator::from_code(&nominator) {
            Some(Nominator::Merchant) => &mut voices.merchants,
            Some(Nominator::Own) => &mut voices.own,
            _ => &mut voices.residents,
        };
        *kind += u64::try_from(count).unwrap_or_default();
    }
    Ok(found)
}

/// Whether this voice has nominated that merchant in that category.
///
/// # Errors
/// The database is away.
pub async fn nominated(db: &impl ConnectionTrait, category: Uuid, merchant: Uuid, voice: Uuid) -> Result<bool, DbErr> {
    let same = nomination::Entity::find().filter(nomination::Column::Category.eq(category)).filter(nomination::Column::Merchant.eq(merchant));
    Ok(same.filter(nomination::Column::Voice.eq(voice)).count(db).await? > 0)
}

/// A nomination, by whom and when.
#[derive(Debug, Clone, Copy)]
pub struct Said<'a> {
    /// What was said.
    pub nomination: &'a Nomination,
    /// On whose part it counts.
    pub nominator: Nominator,
    /// Who.
    pub person: Uuid,
    /// Whose voice it is.
    pub voice: Uuid,
    /// When.
    pub at: Instant,
}

/// Writes a nomination; false when the same voice had nominated the same merchant a moment before.
///
/// # Errors
/// The database is away.
pub async fn insert_nomination(tx: &impl ConnectionTrait, id: Uuid, said: &Said<'_>) -> Result<bool, DbErr> {
    let row = nomination::ActiveModel {
        id: Set(id),
        category: Set(said.nomination.category),
        merchant: Set(said.nomination.candidate),
        nominator: Set(said.nominator.code().to_owned()),
        person: Set(said.person),
        voice: Set(said.voice),
        on_part_of: Set(said.nomination.on_part_of),
        why: Set(said.nomination.why.clone()),
        at: Set(said.at.millis()),
    };
    let once = OnConflict::columns([nomination::Column::Category, nomination::Column::Merchant, nomination::Column::Voice]).do_nothing().to_owned();
    let written = nomination::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await?;
    Ok(matches!(written, TryInsertResult::Inserted(1)))
}

/// A nomination as the office reads it, and whoever made it.
#[derive(Debug, Clone)]
pub struct NominationRow {
    /// The merchant.
    pub merchant: Uuid,
    /// On whose part.
    pub nominator: Nominator,
    /// The merchant on whose part.
    pub on_part_of: Option<Uuid>,
    /// Why; may be empty.
    pub why: String,
    /// When.
    pub at: Instant,
}

/// The nominations of a category, in the order they came; only this person's, when one is given.
///
/// # Errors
/// The database is away.
pub async fn nominations_of(db: &impl ConnectionTrait, category: Uuid, by: Option<Uuid>) -> Result<Vec<NominationRow>, DbErr> {
    let mut rows = nomination::Entity::find().filter(nomination::Column::Category.eq(category));
    if let Some(person) = by {
        rows = rows.filter(nomination::Column::Person.eq(person));
    }
    let rows = rows.order_by_asc(nomination::Column::At).order_by_asc(nomination::Column::Id).all(db).await?;
    let read = rows.into_iter().filter_map(|row| {
        Some(NominationRow {
            merchant: row.merchant,
            nominator: Nominator::from_code(&row.nominator)?,
            on_part_of: row.on_part_of,
            why: row.why,
            at: Instant::from_millis(row.at),
        })
    });
    Ok(read.collect())
}

/// Who nominated whom in a category, with the merchant's name; each person and merchant once.
///
/// # Errors
/// The database is away.
pub async fn nominators_of(db: &impl ConnectionTrait, category: Uuid) -> Result<Vec<(Uuid, Uuid, String)>, DbErr> {
    let of_merchant = nomination::Entity::belongs_to(merchant::Entity).from(nomination::Column::Merchant).to(merchant::Column::Id).into();
    nomination::Entity::find()
        .select_only()
        .column(nomination::Column::Person)
        .column(nomination::Column::Merchant)
        .column(merchant::Column::Name)
        .join(JoinType::InnerJoin, of_merchant)
        .filter(nomination::Column::Category.eq(category))
        .distinct()
        .into_tuple()
        .all(db)
        .await
}

/// Empties what a person wrote in their nominations: their account ends. The nominations stay as numbers.
///
/// # Errors
/// The database is away.
pub async fn forget_person(tx: &impl ConnectionTrait, person: Uuid) -> Result<(), DbErr> {
    let own = nomination::Entity::update_many().col_expr(nomination::Column::Why, Expr::value(""));
    own.filter(nomination::Column::Person.eq(person)).exec(tx).await?;
    Ok(())
}
