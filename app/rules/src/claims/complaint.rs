//! “这家店没给我优惠”: a resident's complaint, and the rate of claims that were honoured.

use super::ClaimSettings;
use crate::offers::Run;
use crate::{Instant, Reason, Refusal};

/// How an officer settles a complaint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The shop should have given it.
    Upheld,
    /// The shop was right.
    Rejected,
}

impl Verdict {
    /// The word used in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Upheld => "upheld",
            Self::Rejected => "rejected",
        }
    }

    /// The verdict of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Upheld, Self::Rejected].into_iter().find(|verdict| verdict.code() == code)
    }
}

/// A complaint that was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Complaint {
    /// Settled at this moment.
    pub settled_at: Option<Instant>,
}

impl Complaint {
    /// Whether it still waits for a verdict.
    ///
    /// # Errors
    /// It was settled.
    pub fn may_settle(&self) -> Result<(), ComplaintRefusal> {
        self.settled_at.map_or(Ok(()), |at| Err(ComplaintRefusal::AlreadySettled { at }))
    }
}

/// Whether the owner of a claim may complain about it: from the claim on until some days after its run, once.
///
/// # Errors
/// Complained already, or too late.
pub fn may_complain(run: &Run, complained_at: Option<Instant>, settings: &ClaimSettings, now: Instant) -> Result<(), ComplaintRefusal> {
    if let Some(at) = complained_at {
        return Err(ComplaintRefusal::AlreadyComplained { at });
    }
    let until = run.ends_at.plus(settings.complaint());
    if now < until { Ok(()) } else { Err(ComplaintRefusal::TooLate { until }) }
}

/// Why a complaint or its settlement was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ComplaintRefusal {
    /// There is one about this claim.
    AlreadyComplained {
        /// Since when.
        at: Instant,
    },
    /// The days for it are over.
    TooLate {
        /// Until when it was possible.
        until: Instant,
    },
    /// It has its verdict.
    AlreadySettled {
        /// Since when.
        at: Instant,
    },
    /// Neither upheld nor rejected was chosen.
    NoVerdict,
}

impl Refusal for ComplaintRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::AlreadyComplained { at } => Reason::new("already_complained").with("at", *at),
            Self::TooLate { until } => Reason::new("complaint_too_late").with("until", *until),
            Self::AlreadySettled { at } => Reason::new("complaint_already_settled").with("at", *at),
            Self::NoVerdict => Reason::new("complaint_without_verdict"),
        }
    }
}

/// Claims honoured: 1 − upheld complaints ÷ redemptions, in hundredths of a percent (10,000 = all), rounded half up; nothing without redemptions.
#[must_use]
pub fn honoured_rate(redemptions: u64, upheld: u64) -> Option<u32> {
    let kept = redemptions.saturating_sub(upheld);
    let rate = (u128::from(kept) * 20_000 + u128::from(redemptions)).checked_div(u128::from(redemptions) * 2)?;
    u32::try_from(rate).ok()
}
