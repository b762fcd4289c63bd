//! Why a field of the offer's form was not taken.

use super::Money;
use crate::{Reason, Refusal};

/// Why a field of the offer's form was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OfferFieldRefusal {
    /// Nothing was typed or chosen.
    Missing,
    /// More characters than the card has room for.
    TooLong {
        /// The most there may be.
        most: i64,
    },
    /// A line break or another character that cannot be printed on the card.
    Unprintable,
    /// None of the choices offered.
    NoSuchChoice,
    /// Not an amount of money.
    NotAnAmount,
    /// Less than ¥0.01 or more than an offer can name.
    AmountOutOfRange,
    /// Off is not less than what must be spent.
    OffNotBelowSpend,
    /// Not a discount between 1折 and 9.9折.
    NotADiscount,
    /// Not a whole number.
    NotANumber,
    /// A whole number outside its range.
    NumberOutOfRange {
        /// Least.
        least: i64,
        /// Most.
        most: i64,
    },
    /// One person could take more than there is.
    LimitAboveStock {
        /// The stock.
        stock: i64,
    },
    /// Not a time of day like `10:00`.
    NotATime,
    /// The end is not after the beginning, or two spans overlap.
    HoursOutOfOrder,
    /// Two stages begin at the same minute.
    StagesOutOfOrder,
    /// The stages together are not the stock.
    StagesDoNotAddUp {
        /// What the stages give together.
        staged: i64,
        /// The stock.
        stock: i64,
    },
    /// Stages are for claims on a member day with a limited stock.
    StagesNotHere,
    /// Seniors and communities are known only by a proof that knows the person.
    ProofTooWeakForAudience,
    /// Not a date like `2026-11-20`, or not a month like `2026-11`.
    NotADate,
    /// The last day lies before the first.
    DaysOutOfOrder,
    /// More days than an offer may run.
    TooManyDays {
        /// The most there may be.
        most: i64,
    },
    /// An id that is none.
    NotAnId,
}

impl Refusal for OfferFieldRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::Missing => Reason::new("offer_field_missing"),
            Self::TooLong { most } => Reason::new("offer_text_too_long").with("most", most),
            Self::Unprintable => Reason::new("offer_text_unprintable"),
            Self::NoSuchChoice => Reason::new("offer_no_such_choice"),
            Self::NotAnAmount => Reason::new("offer_not_an_amount"),
            Self::AmountOutOfRange => Reason::new("offer_amount_out_of_range").with("most_fen", Money::MOST_FEN),
            Self::OffNotBelowSpend => Reason::new("offer_off_not_below_spend"),
            Self::NotADiscount => Reason::new("offer_not_a_discount"),
            Self::NotANumber => Reason::new("offer_not_a_number"),
            Self::NumberOutOfRange { least, most } => Reason::new("offer_number_out_of_range").with("least", least).with("most", most),
            Self::LimitAboveStock { stock } => Reason::new("offer_limit_above_stock").with("stock", stock),
            Self::NotATime => Reason::new("offer_not_a_time"),
            Self::HoursOutOfOrder => Reason::new("offer_hours_out_of_order"),
            Self::StagesOutOfOrder => Reason::new("offer_stages_out_of_order"),
            Self::StagesDoNotAddUp { staged, stock } => Reason::new("offer_stages_do_not_add_up").with("staged", staged).with("stock", stock),
            Self::StagesNotHere => Reason::new("offer_stages_not_here"),
            Self::ProofTooWeakForAudience => Reason::new("offer_proof_too_weak"),
            Self::NotADate => Reason::new("offer_not_a_date"),
            Self::DaysOutOfOrder => Reason::new("offer_days_out_of_order"),
            Self::TooManyDays { most } => Reason::new("offer_too_many_days").with("most", most),
            Self::NotAnId => Reason::new("offer_not_an_id"),
        }
    }
}
