//! Reading a whole register: every sheet, every table, every line once.

use super::row::Line;
use super::table::{Found, tables_of};
use super::{Cell, Place, RegisterRefusal, Role, RowRefusal, Sheet, ShopRow};
use crate::districts::District;
use crate::merchants::CreditCode;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// For which districts a person may import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Lines of other districts are skipped.
    pub districts: Vec<District>,
}

impl Scope {
    /// For the whole alliance.
    #[must_use]
    pub fn alliance() -> Self {
        Self { districts: District::ALL.to_vec() }
    }

    /// An officer of one district means that one when a register names none.
    fn default_district(&self) -> Option<District> {
        if let [only] = self.districts[..] { Some(only) } else { None }
    }
}

/// One line of a register: the shop it describes, or all reasons why it is skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowRead {
    /// Where it stands.
    pub place: Place,
    /// The name as it is written, for the list of skipped lines.
    pub written_name: String,
    /// The shop, or the reasons.
    pub shop: Result<ShopRow, Vec<RowRefusal>>,
}

/// A row of a table that was not taken for a shop: a total, a signature, a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unread {
    /// Its number, from 1.
    pub row: u32,
    /// How it begins.
    pub text: String,
}

impl Unread {
    /// The most characters of its beginning.
    const LIMIT: usize = 40;

    pub(super) fn of(row: u32, cells: &[Cell]) -> Self {
        let mut said: Vec<String> = cells.iter().filter(|cell| !cell.is_blank()).map(Cell::written).collect();
        said.dedup();
        Self { row, text: said.join(" ").chars().take(Self::LIMIT).collect() }
    }
}

/// How a sheet was understood.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SheetRead {
    /// Its name.
    pub name: String,
    /// What the columns of its first table were taken for; empty when it has no register's headings.
    pub columns: Vec<Option<Role>>,
    /// How many lines describe shops.
    pub lines: u32,
    /// The office has hidden it; it was not read.
    pub hidden: bool,
    /// The rows of its tables that were not taken for shops, the first of them.
    pub unread: Vec<Unread>,
}

/// A register, read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Sheet by sheet.
    pub sheets: Vec<SheetRead>,
    /// Line by line, totals, notes and empty lines aside.
    pub rows: Vec<RowRead>,
}

/// Reads all sheets of a register. The same shop of the same firm counts once; a later line of it is a duplicate.
///
/// # Errors
/// `no_table` when no sheet has a register's headings.
pub fn read_register(sheets: &[Sheet], scope: &Scope) -> Result<Reading, RegisterRefusal> {
    let mut reading = Reading::default();
    let mut seen: HashMap<(District, CreditCode), Place> = HashMap::new();
    for sheet in sheets {
        let tables = tables_of(sheet, scope.default_district());
        let columns = tables.headings.first().map(super::headings::Columns::roles).unwrap_or_default();
        let lines = u32::try_from(tables.lines.len()).unwrap_or(u32::MAX);
        reading.sheets.push(SheetRead { name: sheet.name.clone(), columns, lines, hidden: sheet.hidden, unread: tables.unread });
        for found in &tables.lines {
            let Some(columns) = tables.headings.get(found.table) else { continue };
            let line = Line { cells: found.cells, columns };
            reading.rows.push(row_read(sheet, found, line, scope, &mut seen));
        }
    }
    if reading.sheets.iter().all(|sheet| sheet.columns.is_empty()) { Err(RegisterRefusal::NoTable) } else { Ok(reading) }
}

fn row_read(sheet: &Sheet, found: &Found<'_>, line: Line<'_>, scope: &Scope, seen: &mut HashMap<(District, CreditCode), Place>) -> RowRead {
    let place = Place { sheet: sheet.name.clone(), row: found.row };
    let shop = line.read(&found.district, scope).and_then(|shop| {
        let identity = (shop.district, shop.credit_code.clone());
        match seen.get(&identity) {
            Some(above) => Err(vec![RowRefusal::Duplicate { sheet: above.sheet.clone(), row: above.row }]),
            None => {
                seen.insert(identity, place.clone());
                Ok(shop)
            }
        }
    });
    RowRead { place, written_name: line.written(Role::Name), shop }
}
