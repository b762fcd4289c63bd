//! Claims: a resident reserves an offer with one tap, shows a code, and the shop's till uses it up. What was not used goes back; what was used leaves a visit.
//!
//! A **claim** holds for some hours of its day. A **member code** is a person's short-lived number for walk-in offers. The **till** takes any code. “这家店没给
//! 我优惠” is a **complaint** that the district's officer settles. “My 27th” is all one has claimed, in walking order. The room lends the counters of offers
//! and the figures of shops; it is the only one that writes claims.

mod api;
#[cfg(feature = "ssr")]
mod codes;
#[cfg(feature = "ssr")]
mod doors;
#[cfg(feature = "ssr")]
pub mod entity;
mod islands;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
mod parts;
#[cfg(feature = "ssr")]
mod store;
#[cfg(feature = "ssr")]
mod till;
#[cfg(feature = "ssr")]
mod today;

pub use api::*;
pub use islands::*;

#[cfg(feature = "ssr")]
pub use native::*;

#[cfg(feature = "ssr")]
mod native {
    use crate::backend::AppError;
    pub(in crate::claims) use crate::backend::id;
    use rules::Check;
    use rules::claims::{ClaimSettings, ComplaintRefusal, Verdict};
    use rules::offers::Grounds;
    use sea_orm::{ConnectionTrait, DbErr};

    pub use super::doors::ROOM;
    pub use super::parts::{claim_box, qr};
    pub use super::store::{
        DayReport, expire_all, forget_person, has_claims, hold_runs, honoured, honoured_of, raise_stock, redemptions_on, report_of, shops_visited_on,
        taken_of,
    };
    pub use super::today::todos;

    crate::refuses!(rules::claims::ClaimRefusal, rules::claims::TillRefusal, rules::claims::ComplaintRefusal);

    /// The office's numbers for claims as they hold now, with their version.
    pub(in crate::claims) async fn settings(db: &impl ConnectionTrait) -> Result<(ClaimSettings, i64), DbErr> {
        crate::alliance::setting(db, SETTINGS).await
    }

    /// The same from settings that were read before.
    pub(in crate::claims) fn settings_of(all: &crate::alliance::Settings) -> Result<(ClaimSettings, i64), DbErr> {
        all.of(SETTINGS)
    }

    const SETTINGS: &str = "claims";

    /// The two fields of a settlement, refused together.
    pub(in crate::claims) fn verdict_and_grounds(verdict: &str, grounds: &str) -> Result<(Verdict, Grounds), AppError> {
        let mut check = Check::default();
        let verdict = check.field("verdict", Verdict::from_code(verdict).ok_or(ComplaintRefusal::NoVerdict));
        let grounds = check.field("grounds", Grounds::parse(grounds));
        Ok(check.finish(|| verdict.zip(grounds))?)
    }
}
