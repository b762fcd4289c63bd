//! Privacy: the notice in plain words, what a person agreed to, seeing and taking along all that is kept about oneself, correction, and the end of an
//! account. This room knows all others and is known by none.

mod api;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
mod export;
#[cfg(feature = "ssr")]
mod inventory;
#[cfg(feature = "ssr")]
mod pages;

pub use api::*;
#[cfg(feature = "ssr")]
pub use doors::ROOM;
#[cfg(feature = "ssr")]
pub use export::copy_as;
#[cfg(feature = "ssr")]
pub use inventory::{ABOUT_NOBODY, AtTheEnd, IMPERSONAL, INVENTORY, Kept};

/// Takes everything away that was about this person: the account is emptied, tallies and ledger lines stay without the person.
///
/// # Errors
/// The database is away.
#[cfg(feature = "ssr")]
pub(crate) async fn forget(tx: &impl sea_orm::ConnectionTrait, person: uuid::Uuid, now: rules::Instant) -> Result<(), sea_orm::DbErr> {
    forget_in_rooms(tx, person, now).await?;
    crate::accounts::close_account(tx, person, person, now).await
}

/// What the rooms forget of a person, beside the account itself.
#[cfg(feature = "ssr")]
async fn forget_in_rooms(tx: &impl sea_orm::ConnectionTrait, person: uuid::Uuid, now: rules::Instant) -> Result<(), sea_orm::DbErr> {
    crate::claims::forget_person(tx, person, now).await?;
    crate::awards::forget_person(tx, person).await?;
    crate::awards::forget_appeals(tx, person).await?;
    crate::notices::forget_person(tx, person).await?;
    crate::backend::forget_sent(tx, person).await
}

/// Accounts closed within so many milliseconds are looked through again: an account that lost its number to whoever proved it was closed without this room, and
/// what was told to somebody meanwhile is forgotten too.
#[cfg(feature = "ssr")]
const LOOKED_THROUGH: i64 = 3 * rules::DAY;

/// Forgets what is left of accounts that were closed lately: for the night's job.
///
/// # Errors
/// The database is away.
#[cfg(feature = "ssr")]
pub async fn forget_closed(tx: &impl sea_orm::ConnectionTrait, now: rules::Instant) -> Result<(), sea_orm::DbErr> {
    for person in crate::accounts::closed_since(tx, now.plus(-LOOKED_THROUGH)).await? {
        forget_in_rooms(tx, person, now).await?;
    }
    Ok(())
}
