//! The rehearsal: named rules that look at an offer before an officer does.

use super::{Stock, Terms, Way};
use crate::claims::SHOWN_FROM;
use crate::{Day, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// The office's numbers for the rehearsal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RehearsalSettings {
    /// Stock below this percentage of the median looks too small.
    pub low_percent: u32,
    /// Stock above this percentage of the median looks too large.
    pub high_percent: u32,
}

/// Half of and three times what usually goes: the starting values.
impl Default for RehearsalSettings {
    fn default() -> Self {
        Self { low_percent: 50, high_percent: 300 }
    }
}

/// What the rehearsal needs to know about the shops.
pub struct RehearsalFacts<'a> {
    /// The days on which the offer is given first; a range gives its first week.
    pub days: &'a [Day],
    /// Whether every shop is open on that day between these two minutes.
    pub open: &'a dyn Fn(Day, u16, u16) -> bool,
    /// Redemptions of the shop's offers on its last three member days, as far as there are any.
    pub shop_redemptions: &'a [u32],
    /// The same of the shops of its category.
    pub category_redemptions: &'a [u32],
}

/// Something the rehearsal found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Finding {
    /// Nobody knows on which conditions.
    ConditionsEmpty,
    /// The offer is given at a time when a shop is closed.
    HoursOutsideOpening {
        /// The first such day.
        day: Day,
    },
    /// A stage comes out when the offer is not given any more.
    StageAfterHours {
        /// The stage's minute.
        minute: u16,
    },
    /// The stock is far from what usually goes; only a hint.
    StockFarFromMedian {
        /// The stock.
        stock: u32,
        /// The median of the last three member days.
        median: u32,
        /// Whether it looks too small; else too large.
        low: bool,
    },
}

impl Finding {
    /// The rule's name.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ConditionsEmpty => "conditions_empty",
            Self::HoursOutsideOpening { .. } => "hours_outside_opening",
            Self::StageAfterHours { .. } => "stage_after_hours",
            Self::StockFarFromMedian { low: true, .. } => "stock_far_below_median",
            Self::StockFarFromMedian { low: false, .. } => "stock_far_above_median",
        }
    }

    /// The form's field to mend.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::ConditionsEmpty => "conditions",
            Self::HoursOutsideOpening { .. } => "hours_from",
            Self::StageAfterHours { .. } => "stage1_time",
            Self::StockFarFromMedian { .. } => "stock",
        }
    }

    /// Whether it must be mended before the offer is handed in.
    #[must_use]
    pub const fn blocks(&self) -> bool {
        !matches!(self, Self::StockFarFromMedian { .. })
    }
}

impl Refusal for Finding {
    fn reason(&self) -> Reason {
        let reason = Reason::new(self.code());
        match self {
            Self::ConditionsEmpty => reason,
            Self::HoursOutsideOpening { day } => reason.with("day", day.start()),
            Self::StageAfterHours { minute } => reason.with("time", super::hours::minute_text(*minute)),
            Self::StockFarFromMedian { stock, median, .. } => {
                // Of a neighbour's few customers the number is not told: 0 stands for 少量.
                let shown = if u64::from(*median) < SHOWN_FROM { 0 } else { i64::from(*median) };
                reason.with("stock", i64::from(*stock)).with("median", shown)
            }
        }
    }
}

/// All that was found, in the order of the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rehearsal {
    /// Finding by finding.
    pub findings: Vec<Finding>,
}

impl Rehearsal {
    /// What must be mended before the offer is handed in.
    pub fn blocking(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| finding.blocks())
    }

    /// Whether the offer may be handed in as it is.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.blocking().next().is_none()
    }
}

/// Looks at an offer by every rule.
#[must_use]
pub fn rehearse(terms: &Terms, facts: &RehearsalFacts<'_>, settings: &RehearsalSettings) -> Rehearsal {
    let mut findings = Vec::new();
    if terms.conditions.is_empty() {
        findings.push(Finding::ConditionsEmpty);
    }
    findings.extend(far_from_median(terms, facts, settings));
    let late = terms.stock.releases().iter().find(|stage| stage.minute >= terms.hours.last_minute());
    findings.extend(late.map(|stage| Finding::StageAfterHours { minute: stage.minute }));
    let closed = |day: &&Day| terms.hours.spans().iter().any(|(from, until)| !(facts.open)(**day, *from, *until));
    findings.extend(facts.days.iter().find(closed).map(|day| Finding::HoursOutsideOpening { day: *day }));
    Rehearsal { findings }
}

fn far_from_median(terms: &Terms, facts: &RehearsalFacts<'_>, settings: &RehearsalSettings) -> Option<Finding> {
    let (Stock::Limited { total, .. }, Way::ClaimFirst) = (&terms.stock, terms.way) else { return None };
    let median = median(facts.shop_redemptions).or_else(|| median(facts.category_redemptions)).filter(|median| *median > 0)?;
    let percent = u64::from(*total) * 100;
    let low = percent < u64::from(median) * u64::from(settings.low_percent);
    let high = percent > u64::from(median) * u64::from(settings.high_percent);
    (low || high).then_some(Finding::StockFarFromMedian { stock: *total, median, low })
}

/// The middle of some counts; of an even number of them the lower of the two in the middle. Nothing of none.
#[must_use]
pub fn median(counts: &[u32]) -> Option<u32> {
    let mut sorted = counts.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len().checked_sub(1)? / 2).copied()
}
