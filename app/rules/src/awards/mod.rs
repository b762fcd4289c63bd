//! Awards (最受欢迎商户评选): one edition at a time, from nomination to certificate.
//!
//! An **edition** has **categories**, a **timetable** and the **weights** of three channels, all published before anything opens: the meeting's vote,
//! the residents' vote and the facts. Merchants, residents and shops themselves **nominate**; who is not **eligible** hears why; a meeting makes the
//! **shortlist**. The votes are those of the room `voting` ([`channel_card`]): secret at the meeting, sealed for residents, with a cleaning whose log
//! shows counts. The **score** is exact until its last digit; the ranking passes over whom the **district cap** stops, and says so. The result shows,
//! too, whether another weighting would have changed it.

mod appeal;
mod card;
mod cleaning;
mod edition;
mod eligibility;
mod nomination;
mod ranking;
mod score;
mod shortlist;
#[cfg(test)]
mod tests;
mod timetable;
mod weighting;
mod weights;

pub use appeal::{Appeal, AppealDays, AppealDecisionForm, AppealForm, AppealRefusal, AppealVerdict, appeal_until, may_appeal};
pub use card::{Channel, channel_card, stakes};
pub use cleaning::{CleaningLog, CleaningRefusal, Removal, RemovalForm, cleaning_log, may_remove};
pub use edition::{Category, CategoryForm, EditionForm, EditionPlan, EditionRefusal};
pub use eligibility::{EligibilityFacts, EligibilityRules, Ineligible, ineligible};
pub use nomination::{Nomination, NominationFacts, NominationForm, NominationRefusal, Nominator, may_nominate};
pub use ranking::{AwardTie, Place, Ranking, rank};
pub use score::{CandidateFacts, FactSource, Named, Score, SourceShown, claims_honoured, score};
pub use shortlist::{CANDIDATES_LEAST, CANDIDATES_MOST, ShortlistForm, ShortlistRefusal, ballot_names, shortlist, shortlist_meeting};
pub use timetable::{Phase, Timetable};
pub use weighting::{Other, OtherWeightings, SHIFT_MOST, other_weightings};
pub use weights::{Weights, WeightsRefusal};
