//! Keeping the agenda.

use crate::backend::{AppError, Begun};
use crate::meetings::entity::{agenda_item, meeting_paper};
use rules::meetings::{AgendaItem, ItemKind, opening_order};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// An item of an agenda as it is kept.
#[derive(Debug, Clone)]
pub(in crate::meetings) struct Item {
    /// Its id.
    pub id: Uuid,
    /// Its meeting.
    pub meeting: Uuid,
    /// What it says.
    pub terms: AgendaItem,
    /// What was decided; empty until it is written down.
    pub decision: String,
}

impl Item {
    fn of(row: agenda_item::Model) -> Result<Self, DbErr> {
        let kind = ItemKind::from_code(&row.kind).ok_or_else(|| DbErr::Type(format!("agenda item {}: kind", row.id)))?;
        let minutes = u16::try_from(row.minutes).unwrap_or_default();
        let terms = AgendaItem { title: row.title, kind, minutes, speaker: row.speaker, note: row.note };
        Ok(Self { id: row.id, meeting: row.meeting, terms, decision: row.decision })
    }
}

/// The items of a meeting in the order in which they are taken up.
pub(in crate::meetings) async fn items_of(db: &impl ConnectionTrait, meeting: Uuid) -> Result<Vec<Item>, DbErr> {
    let rows = agenda_item::Entity::find().filter(agenda_item::Column::Meeting.eq(meeting));
    let rows = rows.order_by_asc(agenda_item::Column::Position).order_by_asc(agenda_item::Column::Id).all(db).await?;
    let items = rows.into_iter().map(Item::of).collect::<Result<Vec<_>, _>>()?;
    Ok(opening_order(items, |item| item.terms.kind))
}

/// One item.
pub(in crate::meetings) async fn item_by_id(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Item>, DbErr> {
    agenda_item::Entity::find_by_id(id).one(db).await?.map(Item::of).transpose()
}

/// Puts an item at the end of the agenda.
pub(in crate::meetings) async fn insert_item(tx: &impl ConnectionTrait, meeting: Uuid, id: Uuid, item: &AgendaItem) -> Result<(), DbErr> {
    insert_decided(tx, meeting, id, item, "").await
}

/// Puts an item with its decision at the end of the agenda.
pub(in crate::meetings) async fn insert_decided(
    tx: &impl ConnectionTrait,
    meeting: Uuid,
    id: Uuid,
    item: &AgendaItem,
    decision: &str,
) -> Result<(), DbErr> {
    let position = agenda_item::Entity::find().filter(agenda_item::Column::Meeting.eq(meeting)).count(tx).await?;
    let row = agenda_item::ActiveModel {
        id: Set(id),
        meeting: Set(meeting),
        position: Set(i32::try_from(position).unwrap_or(i32::MAX)),
        kind: Set(item.kind.code().to_owned()),
        decision: Set(decision.to_owned()),
        ..written(item)
    };
    agenda_item::Entity::insert(row).exec_without_returning(tx).await?;
    Ok(())
}

fn written(item: &AgendaItem) -> agenda_item::ActiveModel {
    agenda_item::ActiveModel {
        title: Set(item.title.clone()),
        minutes: Set(i32::from(item.minutes)),
        speaker: Set(item.speaker.clone()),
        note: Set(item.note.clone()),
        ..Default::default()
    }
}

/// Writes another wording, kind or length of an item.
pub(in crate::meetings) async fn record_item(act: &Begun, id: Uuid, item: &AgendaItem) -> Result<(), AppError> {
    let row = agenda_item::ActiveModel { kind: Set(item.kind.code().to_owned()), ..written(item) };
    agenda_item::Entity::update_many().set(row).filter(agenda_item::Column::Id.eq(id)).exec(act.tx()).await?;
    Ok(())
}

/// Writes what was decided under an item.
pub(in crate::meetings) async fn record_decision(act: &Begun, id: Uuid, decision: &str) -> Result<(), AppError> {
    let row = agenda_item::Entity::update_many().col_expr(agenda_item::Column::Decision, Expr::value(decision));
    row.filter(agenda_item::Column::Id.eq(id)).exec(act.tx()).await?;
    Ok(())
}

/// Writes the agenda's order.
pub(in crate::meetings) async fn record_order(act: &Begun, order: &[(Uuid, ItemKind)]) -> Result<(), AppError> {
    for ((id, _), position) in order.iter().zip(0_i32..) {
        let row = agenda_item::Entity::update_many().col_expr(agenda_item::Column::Position, Expr::value(position));
        row.filter(agenda_item::Column::Id.eq(*id)).exec(act.tx()).await?;
    }
    Ok(())
}

/// Takes an item off the agenda, with its papers.
pub(in crate::meetings) async fn remove_item(act: &Begun, id: Uuid) -> Result<(), AppError> {
    meeting_paper::Entity::delete_many().filter(meeting_paper::Column::Item.eq(id)).exec(act.tx()).await?;
    agenda_item::Entity::delete_by_id(id).exec(act.tx()).await?;
    Ok(())
}
