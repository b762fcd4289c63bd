//! A sheet of a register, cell by cell.

use crate::writing::tidy;
use serde::{Deserialize, Serialize};

/// From here on a number stored by a spreadsheet has lost digits.
const EXACT_BELOW: f64 = 1e15;

/// What formulas answer when they fail.
const FAILED: [&str; 8] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!"];

/// What stands in one cell.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, as it was typed.
    Text(String),
    /// A number; telephone numbers are often stored so.
    Number(f64),
}

impl Cell {
    /// What a person reads in the cell, tidied; whole numbers without a decimal point, numbers that lost digits in the form that shows it.
    #[must_use]
    pub fn written(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => tidy(unwrapped(text)),
            Self::Number(number) if number.fract() == 0.0 && number.abs() < EXACT_BELOW => format!("{number:.0}"),
            Self::Number(number) if number.abs() < EXACT_BELOW => number.to_string(),
            Self::Number(number) => format!("{number:E}"),
        }
    }

    /// Whether a person reads nothing in the cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Number(_) => false,
            other => other.written().is_empty(),
        }
    }

    /// Whether the cell holds what a formula answers when it fails: `#N/A`, `#REF!`.
    #[must_use]
    pub fn is_failed_formula(&self) -> bool {
        FAILED.contains(&self.written().to_uppercase().as_str())
    }

    /// Whether the cell held a long number of which a spreadsheet has dropped the last digits: `9.23706E+17`.
    #[must_use]
    pub fn lost_digits(&self) -> bool {
        let written = self.written();
        let (mantissa, exponent) = written.split_once(['E', 'e']).unwrap_or((&written, ""));
        let digits = exponent.trim_start_matches('+');
        let short = mantissa.contains('.') || exponent.starts_with('+');
        let exponential = short && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()) && mantissa.parse::<f64>().is_ok();
        exponential || matches!(self, Self::Number(number) if number.abs() >= EXACT_BELOW)
    }

    /// The digits of a number that a spreadsheet saved as text: `15326229330.0`, `1.5326229330E+10`; other text as it is written.
    #[must_use]
    pub fn digits(&self) -> String {
        let written = self.written();
        whole_number(&written).unwrap_or(written)
    }
}

/// The text without what programs put around it so that it stays text: `="92370602…"` and an apostrophe in front.
fn unwrapped(text: &str) -> &str {
    let formula = text.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    formula.unwrap_or(text).trim_start_matches('\'')
}

fn whole_number(written: &str) -> Option<String> {
    let (mantissa, exponent) = match written.split_once(['E', 'e']) {
        Some((mantissa, exponent)) => (mantissa, exponent.trim_start_matches('+').parse::<usize>().ok()?),
        None => (written, 0),
    };
    let (whole, fraction) = mantissa.split_once('.')?;
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (kept, dropped) = fraction.split_at_checked(exponent)?;
    (digits(whole) && digits(fraction) && dropped.bytes().all(|b| b == b'0')).then(|| format!("{whole}{kept}"))
}

/// One sheet of a workbook, or a whole text file.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Sheet {
    /// The sheet's name; empty for a text file.
    pub name: String,
    /// The office has hidden it: it is named, not read.
    pub hidden: bool,
    /// The number of the first row, from 1.
    pub first_row: u32,
    /// The rows; a merged region's text stands in every row of its first column.
    pub rows: Vec<Vec<Cell>>,
}
