//! Takes up confirmed registers that a stopped process left half written; a running one is worked through where it was confirmed.

use app::backend::{AppError, House};

/// Works every unfinished import through.
pub(super) async fn run(house: House) -> Result<(), AppError> {
    for import in app::registers::unfinished(house.db.read()).await? {
        app::registers::work_through(&house.db, import, house.clock.now()).await?;
    }
    Ok(())
}
