//! Finding the tables of a sheet: titles above, headings in one row or two, sections by district, the lines, what stands below.

use super::headings::Columns;
use super::row::Line;
use super::{Cell, Role, Sheet};
use crate::districts::District;
use crate::merchants::{CreditCode, Phone};
use crate::writing::tidy;

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
}

/// What is known about the district while a sheet is read from top to bottom.
struct Walk<'a> {
    tables: Tables<'a>,
    /// From a title, the sheet's name or the person who imports.
    outer: Option<District>,
    /// From a section or the nearest line above that names one.
    current: Option<Result<District, String>>,
    /// The row just read was a heading: another one may follow it.
    in_headings: bool,
}

/// All lines of a sheet that describe shops; a sheet without a register's headings has none.
pub(super) fn tables_of(sheet: &Sheet, default: Option<District>) -> Tables<'_> {
    let outer = District::from_wording(&sheet.name).or(default);
    let mut walk = Walk { tables: Tables::default(), outer, current: None, in_headings: false };
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
        let headings = if holds_values(cells) { Columns::default() } else { Columns::of(cells) };
        let second_row = self.in_headings && headings.go_on_in(cells);
        self.in_headings = headings.head_a_register() || second_row;
        if headings.head_a_register() && !second_row {
            self.current = None;
            self.tables.headings.push(headings);
        } else if second_row {
            if let Some(above) = self.tables.headings.pop() {
                self.tables.headings.push(above.with_row_below(headings));
            }
        } else if let Some(columns) = self.tables.headings.last().cloned() {
            self.line(row, cells, &columns);
        } else if let Some(district) = lone_district(cells) {
            self.outer = Some(district);
        }
    }

    fn line(&mut self, row: u32, cells: &'a [Cell], columns: &Columns) {
        let line = Line { cells, columns };
        if !line.is_a_shop() {
            if let Some(district) = lone_district(cells) {
                self.current = Some(Ok(district));
            }
            return;
        }
        let written = tidy(&line.written(Role::District));
        if !written.is_empty() {
            self.current = Some(District::from_wording(&written).ok_or(written));
        }
        let district = self.current.clone().or(self.outer.map(Ok)).unwrap_or_else(|| Err(String::new()));
        let table = self.tables.headings.len().saturating_sub(1);
        self.tables.lines.push(Found { row, cells, table, district });
    }
}

/// The district that a title or a section's heading names: a row that says only one thing (merged cells may say it more than once).
fn lone_district(cells: &[Cell]) -> Option<District> {
    let mut said = cells.iter().filter(|cell| !cell.is_blank());
    let first = said.next()?;
    let Cell::Text(text) = first else { return None };
    if said.all(|cell| cell == first) { District::from_wording(text) } else { None }
}

/// Headings hold no numbers, codes or telephones.
fn holds_values(cells: &[Cell]) -> bool {
    cells.iter().any(|cell| match cell {
        Cell::Empty => false,
        Cell::Number(_) => true,
        Cell::Text(text) => CreditCode::parse(text).is_ok() || Phone::parse(text).is_ok(),
    })
}
