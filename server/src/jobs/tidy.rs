//! Forgets what nobody needs any more: ended sessions, counted tries, forms sent long ago, the lines of old registers, photos that were taken down.

use app::backend::{AppError, House};
use app::meetings::entity::meeting_paper;
use app::merchants::entity::merchant;
use rules::DAY;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// A year, in milliseconds: long enough for whoever comes once a year.
const NOTICES_KEPT: i64 = 365 * DAY;
/// The lines of a register name contact persons; so long after its upload they are forgotten.
const REGISTER_LINES: i64 = 90 * DAY;

/// Forgets what is old enough now.
pub(super) async fn run(house: House) -> Result<(), AppError> {
    let now = house.clock.now();
    let tx = house.db.begin().await?;
    app::accounts::forget_old(&tx, now).await?;
    app::privacy::forget_closed(&tx, now).await?;
    app::notices::forget_before(&tx, now.plus(-NOTICES_KEPT)).await?;
    app::backend::forget_sent_forms(&tx, now).await?;
    app::registers::forget_lines(&tx, now.plus(-REGISTER_LINES)).await?;
    let photos = merchant::Entity::find().select_only().column(merchant::Column::Photo).filter(merchant::Column::Photo.is_not_null());
    let papers = meeting_paper::Entity::find().select_only().column(meeting_paper::Column::Hash);
    app::backend::files::forget_files(&tx, [photos.into_query(), papers.into_query()], now.plus(-DAY)).await?;
    tx.commit().await?;
    Ok(())
}
