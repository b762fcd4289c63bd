//! Offers: what a shop gives, to whom, how many, when and on which conditions; and how an offer comes from a draft to the street.
//!
//! A merchant fills in an [`OfferForm`]; read, it is the offer's [`Terms`]. The [`Rehearsal`] looks at them before an officer does. After approval an
//! offer goes live by time alone, in [`Run`]s: one member day, every member day, or a range of dates. Once somebody has claimed, the text is frozen
//! and only what is kinder may change ([`judge_change`]).

mod benefit;
mod change;
mod copy;
mod fields;
mod form;
mod hours;
mod life;
mod money;
mod refusals;
mod rehearsal;
mod run;
mod stock;
mod terms;
#[cfg(test)]
mod tests;

pub use benefit::{Benefit, Language, OFFER_KINDS, OfferKind};
pub use change::{Change, ChangeRefusal, judge_change};
pub use form::{OfferForm, TITLE_MOST};
pub use hours::ValidHours;
pub use life::{Grounds, OfferAct, OfferRefusal, OfferState, ReviewTimes, first_month_when_approved};
pub use money::Money;
pub use refusals::OfferFieldRefusal;
pub use rehearsal::{Finding, Rehearsal, RehearsalFacts, RehearsalSettings, median, rehearse};
pub use run::{Run, RunPhase};
pub use stock::{Release, Stock};
pub use terms::{Audience, ProofNeed, Terms, Way, When};
