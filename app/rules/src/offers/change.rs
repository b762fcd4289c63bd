//! Changing an offer that is already approved: freely with a new review while nobody has claimed, only for the better after that.

use super::{OfferAct, OfferRefusal, OfferState, Terms, When};
use crate::{Reason, Refusal};

/// What a change leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Change {
    /// Nothing differs.
    None,
    /// Saved; the offer stays where it is.
    Kept,
    /// Saved; the officer looks at it again.
    ReviewedAgain,
}

/// Why a change was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeRefusal {
    /// The offer's state does not allow changes.
    State(OfferRefusal),
    /// Somebody has claimed: this part may not change, or only for the better.
    Frozen {
        /// The form's field.
        field: &'static str,
    },
}

impl Refusal for ChangeRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::State(refusal) => refusal.reason(),
            Self::Frozen { field } => Reason::new("offer_frozen_after_claim").with("field", *field),
        }
    }
}

impl ChangeRefusal {
    /// The form's field that it concerns.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::State(_) => None,
            Self::Frozen { field } => Some(field),
        }
    }
}

/// What becomes of an offer whose terms are to change, given whether anybody has claimed it.
///
/// # Errors
/// The state allows no change, or claims were made and something else than more stock, a higher limit, longer hours or a later end is wanted; then
/// every such field.
pub fn judge_change(state: OfferState, claimed: bool, old: &Terms, new: &Terms) -> Result<Change, Vec<ChangeRefusal>> {
    state.after(OfferAct::Change).map_err(|refusal| vec![ChangeRefusal::State(refusal)])?;
    if old == new {
        return Ok(Change::None);
    }
    if state != OfferState::Approved {
        return Ok(Change::Kept);
    }
    let unkind = unkind_fields(old, new);
    match (unkind.is_empty(), claimed) {
        (true, _) => Ok(Change::Kept),
        (false, false) => Ok(Change::ReviewedAgain),
        (false, true) => Err(unkind.into_iter().map(|field| ChangeRefusal::Frozen { field }).collect()),
    }
}

fn unkind_fields(old: &Terms, new: &Terms) -> Vec<&'static str> {
    let later = match (old.when, new.when) {
        (When::Range { first, last }, When::Range { first: new_first, last: new_last }) => first == new_first && new_last >= last,
        (old, new) => old == new,
    };
    let kind = [
        ("title", old.title == new.title),
        ("kind", old.benefit == new.benefit),
        ("gives", old.gives == new.gives),
        ("conditions", old.conditions == new.conditions),
        ("stock", new.stock.covers(&old.stock)),
        ("per_person", new.per_person >= old.per_person),
        ("audience", old.audience == new.audience),
        ("proof", old.proof == new.proof),
        ("hours_from", new.hours.include(&old.hours)),
        ("shops", old.shops == new.shops),
        ("way", old.way == new.way),
        ("chain", old.chain == new.chain),
        ("when", later),
    ];
    kind.into_iter().filter(|(_, kind)| !kind).map(|(field, _)| field).collect()
}
