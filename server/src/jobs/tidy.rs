//! Forgets what nobody needs any more: ended sessions, counted tries, forms sent long ago.

use app::backend::{AppError, House};

/// Forgets what is old enough now.
pub(super) async fn run(house: House) -> Result<(), AppError> {
    let now = house.clock.now();
    let tx = house.db.begin().await?;
    app::accounts::forget_old(&tx, now).await?;
    app::backend::forget_sent_forms(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
