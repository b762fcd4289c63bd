//! What becomes of claims and offers by time alone: holds that are over go back to stock, offers whose days are over end, shops
//! are told of their report.

use app::backend::{AppError, House};

/// Gives back what was held too long. Every claim does so for its own run; this is for runs in which nobody claims any more.
pub(super) async fn expire_claims(house: House) -> Result<(), AppError> {
    let tx = house.db.begin().await?;
    app::claims::expire_all(&tx, house.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Ends the offers whose days are over.
pub(super) async fn end_offers(house: House) -> Result<(), AppError> {
    let tx = house.db.begin().await?;
    if app::offers::end_over(&tx, house.clock.now()).await? > 0 {
        app::backend::mark_lists(&tx, &["offers"]).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Tells the shops that the report of the member day is out.
pub(super) async fn tell_reports(house: House) -> Result<(), AppError> {
    let tx = house.db.begin().await?;
    app::member_day::tell_reports(&tx, house.clock.now()).await?;
    tx.commit().await?;
    Ok(())
}
