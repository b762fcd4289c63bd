//! Finding the tables of a sheet: titles above, headings in one row or two, sections by district, the lines, what stands below.

use super::headings::Columns;
use super::row::Line;
use super::{Cell, Role, Sheet, Unread};
use crate::districts::District;
use crate::merchants::{CreditCode, Phone};
use crate::writing::tidy;

/// The most rows of a sheet that are named as unread.
const MOST_UNREAD: usize = 50;

/// A line of a table that describes a shop, with the district that the table gives it.
pub(super) struct Found<'a> {
    pub(super) row: u32,
    pub(super) cells: &'a [Cell],
    /// Which of the tables of the sheet it belongs to.
    pub(super) table: usize,
    /// The district, or what is written in its place.
    pub(super) district: Result<District, String>,
}

/// The tables of a sheet and their lines.
#[derive(Default)]
pub(super) struct Tables<'a> {
    pub(super) headings: Vec<Columns>,
    pub(super) lines: Vec<Found<'a>>,
    /// What stands in and below the tables and was not taken for a shop.
    pub(super) unread: Vec<Unread>,
}

/// What is known about the district while a sheet is read from top to bottom.
struct Walk<'a> {
    tables: Tables<'a>,
    /// From a title, the sheet's name or the person who imports.
    outer: Option<District>,
    /// From the heading of a section, or the title of a further table.
    section: Option<District>,
    /// From the nearest line above that names one.
    above: Option<Result<District, String>>,
    /// What the row just read would announce as headings.
    before: Columns,
    /// The row just read was a heading: another one may follow it.
    in_headings: bool,
}

/// All lines of a sheet that describe shops; a sheet without a register's headings has none.
pub(super) fn tables_of(sheet: &Sheet, default: Option<District>) -> Tables<'_> {
    let outer = District::from_wording(&sheet.name).or(default);
    let mut walk = Walk { tables: Tables::default(), outer, section: None, above: None, before: Columns::default(), in_headings: false };
    for (place, cells) in sheet.rows.iter().enumerate() {
        let row = sheet.first_row.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        walk.take(row, cells);
    }
    walk.tables
}

impl<'a> Walk<'a> {
    fn take(&mut self, row: u32, cells: &'a [Cell]) {
        if cells.iter().all(Cell::is_blank) {
            return;
        }
        let said = if holds_values(cells) { Columns::default() } else { Columns::of(cells) };
        let before = std::mem::replace(&mut self.before, said.clone());
        let goes_on = said.go_on_in(cells);
        let both = before.with_row_below(&said);
        if self.in_headings && goes_on {
            if let Some(above) = self.tables.headings.last_mut() {
                *above = above.with_row_below(&said);
            }
        } else if said.head_a_register() || (goes_on && both.head_a_register()) {
            self.above = None;
            self.in_headings = true;
            self.tables.headings.push(if said.head_a_register() { said } else { both });
        } else {
            self.in_headings = false;
            self.below_headings(row, cells);
        }
    }

    fn below_headings(&mut self, row: u32, cells: &'a [Cell]) {
        let Some(columns) = self.tables.headings.last().cloned() else {
            self.outer = only_district(cells).or(self.outer);
            return;
        };
        let line = Line { cells, columns: &columns };
        if line.is_a_shop() {
            let table = self.tables.headings.len().saturating_sub(1);
            let district = self.district_of(line);
            self.tables.lines.push(Found { row, cells, table, district });
            return;
        }
        let section = only_district(cells).filter(|_| !line.is_an_aside());
        if section.is_some() {
            self.section = section;
            self.above = None;
        } else if line.says_more_than_its_place() && self.tables.unread.len() < MOST_UNREAD {
            self.tables.unread.push(Unread::of(row, cells));
        }
    }

    /// The line's own district, else that of the lines above, of its section, of the sheet; the address is asked last.
    fn district_of(&mut self, line: Line<'_>) -> Result<District, String> {
        let own = tidy(&line.written(Role::District));
        let area = tidy(&line.written(Role::Area));
        if !own.is_empty() {
            self.above = Some(District::from_wording(&own).ok_or(own));
        } else if let Some(district) = District::from_wording(&area) {
            self.above = Some(Ok(district));
        }
        let around = self.above.clone().or(self.section.or(self.outer).map(Ok));
        let in_address =
            || Some(line).filter(|line| !line.columns.has(Role::District)).and_then(|line| District::from_wording(&line.written(Role::Unit)));
        around.or_else(|| in_address().map(Ok)).unwrap_or(Err(area))
    }
}

/// The one district that a row names.
fn only_district(cells: &[Cell]) -> Option<District> {
    let mut named = cells.iter().filter_map(|cell| match cell {
        Cell::Text(text) => District::from_wording(text),
        _ => None,
    });
    let first = named.next()?;
    named.all(|other| other == first).then_some(first)
}

/// Headings hold no numbers, codes or telephones.
fn holds_values(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| match cell {
        Cell::Empty => false,
        Cell::Number(_) => true,
        Cell::Text(text) => CreditCode::parse(text).is_ok() || Phone::parse(text).is_ok(),
    })
}
