//! Complaints as they are kept.

use crate::backend::{AppError, Begun};
use crate::claims::entity::{claim, complaint};
use crate::merchants::entity::merchant;
use rules::Instant;
use rules::claims::{Complaint, ComplaintRefusal, Verdict};
use rules::districts::District;
use rules::offers::Grounds;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, SqlErr};
use uuid::Uuid;

/// A complaint as the law sees it.
#[must_use]
pub fn law_of_complaint(row: &complaint::Model) -> Complaint {
    Complaint { settled_at: row.settled_at.map(Instant::from_millis) }
}

/// The complaint with this id.
///
/// # Errors
/// The database is away.
pub async fn complaint_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<complaint::Model>, DbErr> {
    complaint::Entity::find_by_id(id).one(db).await
}

/// The complaint about a claim, if there is one.
///
/// # Errors
/// The database is away.
pub async fn complaint_about(db: &impl ConnectionTrait, claim: Uuid) -> Result<Option<complaint::Model>, DbErr> {
    complaint::Entity::find().filter(complaint::Column::Claim.eq(claim)).one(db).await
}

/// The complaints about shops of these districts that wait for a verdict, the oldest first; then the last ones that were settled.
///
/// # Errors
/// The database is away.
pub async fn complaints(db: &impl ConnectionTrait, districts: &[District]) -> Result<Vec<complaint::Model>, DbErr> {
    let about = complaint::Entity::belongs_to(merchant::Entity).from(complaint::Column::Merchant).to(merchant::Column::Id).into();
    let of_districts = complaint::Entity::find()
        .join(JoinType::InnerJoin, about)
        .filter(merchant::Column::District.is_in(districts.iter().map(|district| district.slug())));
    let waiting = of_districts.clone().filter(complaint::Column::SettledAt.is_null()).order_by_asc(complaint::Column::At);
    let settled = of_districts.filter(complaint::Column::SettledAt.is_not_null()).order_by_desc(complaint::Column::SettledAt).limit(50);
    let mut all = waiting.all(db).await?;
    all.extend(settled.all(db).await?);
    Ok(all)
}

/// Writes a complaint, unless there is one about the claim.
///
/// # Errors
/// Complained already, or the database is away.
pub async fn record_complaint(act: &Begun, id: Uuid, about: &claim::Model, words: &Grounds) -> Result<(), AppError> {
    let row = complaint::ActiveModel {
        id: Set(id),
        claim: Set(about.id),
        merchant: Set(about.merchant),
        person: Set(act.person()),
        at: Set(act.now().millis()),
        words: Set(words.as_str().to_owned()),
        ..Default::default()
    };
    match complaint::Entity::insert(row).exec_without_returning(act.tx()).await {
        Err(error) if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) => {
            Err(ComplaintRefusal::AlreadyComplained { at: act.now() }.into())
        }
        written => {
            written?;
            Ok(())
        }
    }
}

/// Writes the verdict, if there is none yet.
///
/// # Errors
/// The database is away.
pub async fn record_verdict(act: &Begun, id: Uuid, verdict: Verdict, why: &Grounds) -> Result<bool, AppError> {
    let settled = complaint::Entity::update_many()
        .col_expr(complaint::Column::Verdict, Expr::value(verdict.code()))
        .col_expr(complaint::Column::SettledAt, Expr::value(act.now().millis()))
        .col_expr(complaint::Column::SettledBy, Expr::value(act.person()))
        .col_expr(complaint::Column::Reason, Expr::value(why.as_str()))
        .filter(complaint::Column::Id.eq(id))
        .filter(complaint::Column::SettledAt.is_null());
    Ok(settled.exec(act.tx()).await?.rows_affected == 1)
}
