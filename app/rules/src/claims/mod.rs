//! Claims: a resident reserves an offer, the till uses it up, and what happens when either goes wrong.
//!
//! A claim **holds** for some hours of its day and then goes back to stock; its owner can **release** it. The **till** takes a code: of a claim on a
//! phone, of a claim on a printed page, or a person's **member code** for walk-in offers; using it up leaves a **visit**. A redemption can be undone
//! for a day; “这家店没给我优惠” is a **complaint** that the officer settles. Of all that, the alliance publishes counts, never persons.

mod claim;
mod codes;
mod complaint;
mod figures;
mod settings;
#[cfg(test)]
mod tests;
mod till;

pub use claim::{ClaimRefusal, ClaimState, HeldClaim, OfferFacts, PersonFacts};
pub use codes::{
    CODE_MINUTES, ClaimNumber, Found, Mac, MemberNumber, PrintCode, Seal, TypedCode, find_claim, find_member, member_code, phone_code, pick,
};
pub use complaint::{Complaint, ComplaintRefusal, Verdict, honoured_rate, may_complain};
pub use figures::{Figure, SHOWN_FROM, figure, in_parts, in_stretches, share};
pub use settings::{ClaimSettings, ClaimSettingsRefusal};
pub use till::{Redemption, TillRefusal, Undone, may_undo};
