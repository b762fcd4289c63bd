//! Slips: issued, looked up by their code's digest, used once.

use super::super::entity::slip;
use crate::backend::{Begun, House};
use rules::Instant;
use rules::registers::{SlipCode, SlipFacts};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// What a slip is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SlipKind {
    /// Hands a shop to its person: the officer's for a listed one, an owner's for one more owner.
    Takeover,
    /// Lets a person work the shop's till.
    Clerk,
}

impl SlipKind {
    const fn key(self) -> &'static str {
        match self {
            Self::Takeover => "takeover",
            Self::Clerk => "clerk",
        }
    }
}

/// A slip without its code.
#[derive(Debug, Clone)]
pub(crate) struct Slip {
    pub(crate) id: Uuid,
    pub(crate) merchant: Uuid,
    pub(crate) issued_by: Uuid,
    pub(crate) expires_at: Instant,
    used_at: Option<Instant>,
    revoked: bool,
}

impl Slip {
    fn of(row: slip::Model) -> Self {
        Self {
            id: row.id,
            merchant: row.merchant,
            issued_by: row.issued_by,
            expires_at: Instant::from_millis(row.expires_at),
            used_at: row.used_at.map(Instant::from_millis),
            revoked: row.revoked_at.is_some(),
        }
    }

    /// What the law asks about it.
    pub(crate) fn facts(&self, shop_waits: bool, own_already: bool, proven: bool) -> SlipFacts {
        SlipFacts { expires_at: self.expires_at, used_at: self.used_at, revoked: self.revoked, shop_waits, own_already, proven }
    }
}

fn digest(house: &House, kind: SlipKind, code: &SlipCode) -> Vec<u8> {
    house.keys.mac("slip", &[kind.key().as_bytes(), code.as_str().as_bytes()]).to_vec()
}

/// Writes a new slip. A shop has one good takeover slip at a time: the ones before are withdrawn.
pub(crate) async fn issue(act: &Begun, merchant: Uuid, kind: SlipKind, code: &SlipCode, expires_at: Instant) -> Result<Uuid, DbErr> {
    if kind == SlipKind::Takeover {
        slip::Entity::update_many()
            .col_expr(slip::Column::RevokedAt, Expr::value(act.now().millis()))
            .filter(slip::Column::Merchant.eq(merchant))
            .filter(slip::Column::Kind.eq(kind.key()))
            .filter(slip::Column::UsedAt.is_null())
            .filter(slip::Column::RevokedAt.is_null())
            .exec(act.tx())
            .await?;
    }
    let id = act.new_id();
    let row = slip::ActiveModel {
        id: Set(id),
        merchant: Set(merchant),
        kind: Set(kind.key().to_owned()),
        code: Set(digest(act.visit().house(), kind, code)),
        issued_by: Set(act.person()),
        issued_at: Set(act.now().millis()),
        expires_at: Set(expires_at.millis()),
        used_at: Set(None),
        used_by: Set(None),
        revoked_at: Set(None),
    };
    slip::Entity::insert(row).exec_without_returning(act.tx()).await?;
    Ok(id)
}

/// The slip of that kind with this code.
pub(crate) async fn slip_by_code(act: &Begun, kind: SlipKind, code: &SlipCode) -> Result<Option<Slip>, DbErr> {
    let found = slip::Entity::find().filter(slip::Column::Code.eq(digest(act.visit().house(), kind, code)));
    Ok(found.one(act.tx()).await?.map(Slip::of))
}

/// Uses a slip up; false when it was used or withdrawn meanwhile.
pub(crate) async fn use_slip(act: &Begun, slip: &Slip) -> Result<bool, DbErr> {
    let used = slip::Entity::update_many()
        .col_expr(slip::Column::UsedAt, Expr::value(act.now().millis()))
        .col_expr(slip::Column::UsedBy, Expr::value(act.person()))
        .filter(slip::Column::Id.eq(slip.id))
        .filter(slip::Column::UsedAt.is_null())
        .filter(slip::Column::RevokedAt.is_null())
        .exec(act.tx())
        .await?;
    Ok(used.rows_affected == 1)
}

/// The takeover slip of a shop that is still good, for the officer's desk.
pub(crate) async fn open_slip(db: &impl ConnectionTrait, merchant: Uuid, now: Instant) -> Result<Option<Slip>, DbErr> {
    let open = slip::Entity::find()
        .filter(slip::Column::Merchant.eq(merchant))
        .filter(slip::Column::Kind.eq(SlipKind::Takeover.key()))
        .filter(slip::Column::UsedAt.is_null())
        .filter(slip::Column::RevokedAt.is_null())
        .filter(slip::Column::ExpiresAt.gt(now.millis()))
        .order_by_desc(slip::Column::IssuedAt);
    Ok(open.one(db).await?.map(Slip::of))
}
