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
    crate::claims::forget_person(tx, person, now).await?;
    crate::awards::forget_person(tx, person).await?;
    crate::awards::forget_appeals(tx, person).await?;
    crate::notices::forget_person(tx, person).await?;
    crate::backend::forget_sent(tx, person).await?;
    crate::accounts::close_account(tx, person, person, now).await
}
