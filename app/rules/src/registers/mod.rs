//! Registers: the untidy tables in which an office keeps its merchants, how they are read, and what each line would do to the alliance's own list.
//!
//! A register comes as [`Sheet`]s. [`read_register`] finds the tables in them and reads every line into a [`ShopRow`] or the reasons why not.
//! [`decide`] then compares one line with what is known: created, changed, unchanged or skipped. Nothing here writes anything.

mod cell;
mod headings;
mod reading;
mod refusals;
mod row;
mod slips;
mod table;
mod verdict;

#[cfg(test)]
mod tests;

pub use cell::{Cell, Sheet};
pub use headings::Role;
pub use reading::{Reading, RowRead, Scope, SheetRead, Unread, read_register};
pub use refusals::{RegisterRefusal, RowRefusal, RowWarning};
pub use row::{Place, ShopRow};
pub use slips::{SlipCode, SlipFacts, SlipRefusal, SlipSettings, TakeoverForm};
pub use verdict::{Counts, Difference, Existing, Planned, ShopField, Verdict, decide, plan};
