//! Working a confirmed import through, some lines at a time. Each batch is one transaction that also moves the import on, so that a restart, or a second
//! node, goes on where the last batch ended and no line is done twice.

use super::super::entity::{register_import, register_line};
use super::imports::{ImportState, Line, json, line, verdict_key};
use crate::backend::{Db, mark_lists, new_id};
use crate::merchants::{By, Shop};
use rules::Instant;
use rules::registers::{Counts, Planned, ShopRow, Verdict, decide};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

/// Lines of one transaction: others wait for the database no longer than these take.
const BATCH: i32 = 25;

/// Works an import through to its end and gives the figures of what was done.
///
/// # Errors
/// The database is away; what was done stays done, and the import goes on the next time.
pub async fn work_through(db: &Db, import: Uuid, now: Instant) -> Result<Option<Counts>, DbErr> {
    while work_on(db, import, now).await? {}
    let row = register_import::Entity::find_by_id(import).one(db.read()).await?;
    Ok(row.and_then(|row| serde_json::from_str(&row.counts).ok()))
}

/// Does the next batch of a confirmed import; false when there is nothing left to do, or somebody else does it.
///
/// # Errors
/// The database is away.
pub async fn work_on(db: &Db, import: Uuid, now: Instant) -> Result<bool, DbErr> {
    let tx = db.begin().await?;
    let Some(row) = register_import::Entity::find_by_id(import).one(&tx).await?.filter(|row| row.state == ImportState::Confirmed.key()) else {
        return Ok(false);
    };
    let (from, to) = (row.next_line, row.lines.min(row.next_line + BATCH));
    let moved = register_import::Entity::update_many()
        .col_expr(register_import::Column::NextLine, Expr::value(to))
        .filter(register_import::Column::Id.eq(import))
        .filter(register_import::Column::NextLine.eq(from))
        .filter(register_import::Column::State.eq(ImportState::Confirmed.key()))
        .exec(&tx)
        .await?;
    if moved.rows_affected == 0 {
        return Ok(false);
    }
    let mut counts: Counts = serde_json::from_str(&row.counts).unwrap_or_default();
    let by = By { person: row.person, now };
    let lines = register_line::Entity::find()
        .filter(register_line::Column::Import.eq(import))
        .filter(register_line::Column::Line.gte(from))
        .filter(register_line::Column::Line.lt(to))
        .order_by_asc(register_line::Column::Line);
    for row in lines.all(&tx).await? {
        let Line { line, planned } = line(row)?;
        let done = do_line(&tx, planned, by).await?;
        counts.add(&done.verdict);
        let kept = register_line::ActiveModel {
            import: Set(import),
            line: Set(line),
            verdict: Set(verdict_key(&done.verdict).to_owned()),
            content: Set(json(&done)?),
        };
        kept.update(&tx).await?;
    }
    let ends = to >= row.lines;
    let state = if ends { ImportState::Done } else { ImportState::Confirmed };
    let progress = register_import::ActiveModel {
        id: Set(import),
        counts: Set(json(&counts)?),
        state: Set(state.key().to_owned()),
        done_at: Set(ends.then(|| now.millis())),
        ..Default::default()
    };
    progress.update(&tx).await?;
    mark_lists(&tx, &["merchants"]).await.map_err(|error| DbErr::Custom(error.to_string()))?;
    tx.commit().await?;
    Ok(!ends)
}

/// Does one line as the alliance's list stands now: since the preview somebody may have edited, applied or left.
async fn do_line(tx: &impl ConnectionTrait, planned: Planned, by: By) -> Result<Planned, DbErr> {
    let Ok(shop) = &planned.row.shop else { return Ok(planned) };
    let known = crate::merchants::shop_by_identity(tx, shop.district, &shop.credit_code).await?;
    let namesakes = if known.is_none() { crate::merchants::namesakes(tx, shop.district, &shop.name).await? } else { Vec::new() };
    let (verdict, warnings) = decide(shop, known.as_ref().map(Shop::existing).as_ref(), &namesakes);
    write(tx, shop, known.as_ref(), &verdict, by).await?;
    Ok(Planned { row: planned.row, verdict, warnings })
}

async fn write(tx: &impl ConnectionTrait, shop: &ShopRow, known: Option<&Shop>, verdict: &Verdict, by: By) -> Result<(), DbErr> {
    match (verdict, known) {
        (Verdict::Create, _) => crate::merchants::record_listing(tx, new_id(by.now), shop, by).await,
        (Verdict::Change { writes, .. }, Some(known)) => crate::merchants::record_changes(tx, known, shop, writes, by).await,
        _ => Ok(()),
    }
}
