//! Forgets what nobody needs any more: ended sessions, counted tries, forms sent long ago.

use app::backend::{AppError, House};
use rules::DAY;

/// A year, in milliseconds: long enough for whoever comes once a year.
const NOTICES_KEPT: i64 = 365 * DAY;

/// Forgets what is old enough now.
pub(super) async fn run(house: House) -> Result<(), AppError> {
    let now = house.clock.now();
    let tx = house.db.begin().await?;
    app::accounts::forget_old(&tx, now).await?;
    app::notices::forget_before(&tx, now.plus(-NOTICES_KEPT)).await?;
    app::backend::forget_sent_forms(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
