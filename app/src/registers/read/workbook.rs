//! Excel workbooks: the visible sheets cell by cell, with what merged regions say.

use super::{Filling, MOST_UNPACKED, bounded};
use calamine::{DataRef, Dimensions, Reader, SheetVisible, Xlsx, XlsxError};
use rules::registers::{Cell, RegisterRefusal, Sheet};
use rules::writing::tidy;
use std::io::{Cursor, Read, copy, sink};

/// Sheets beyond this are not read.
const MOST_SHEETS: usize = 100;
/// The most files in a workbook's archive.
const MOST_PARTS: usize = 500;
/// Merged regions beyond this are not filled.
const MOST_MERGED: usize = 2_000;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, RegisterRefusal> {
    weigh(bytes)?;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(broken)?;
    let named = book.sheets_metadata().iter().map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible));
    let named: Vec<(String, bool)> = named.take(MOST_SHEETS).collect();
    let mut filling = Filling::new();
    let mut sheets = Vec::new();
    for (name, hidden) in named {
        if hidden {
            sheets.push(Sheet { name: tidy(&bounded(&name)), hidden, ..Sheet::default() });
            continue;
        }
        let mut rows = cells(&mut book, &name, &mut filling)?;
        let merged = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        for region in merged.into_iter().take(MOST_MERGED) {
            fill_down(&mut rows, region, &mut filling)?;
        }
        sheets.push(Sheet { name: tidy(&bounded(&name)), hidden, first_row: 1, rows });
    }
    Ok(sheets)
}

/// Refuses an archive that unpacks to more than a register can be: each part is unpacked into nothing, whatever its header says of its size.
fn weigh(bytes: &[u8]) -> Result<(), RegisterRefusal> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| RegisterRefusal::FileBroken)?;
    if archive.len() > MOST_PARTS {
        return Err(RegisterRefusal::FileTooLarge { limit: MOST_UNPACKED });
    }
    let names: Vec<String> = archive.file_names().flatten().map(|name| name.to_lowercase()).collect();
    if !names.iter().any(|name| name.ends_with("workbook.xml")) {
        let of_another_kind = names.iter().any(|name| matches!(name.as_str(), "mimetype" | "content.xml") || name.ends_with("workbook.bin"));
        return Err(if of_another_kind { RegisterRefusal::FileOldKind } else { RegisterRefusal::FileUnknown });
    }
    let mut left = MOST_UNPACKED;
    for place in 0..archive.len() {
        let part = archive.by_index(place).map_err(|_| RegisterRefusal::FileBroken)?;
        let unpacked = copy(&mut part.take(left + 1), &mut sink()).map_err(|_| RegisterRefusal::FileBroken)?;
        left = left.checked_sub(unpacked).ok_or(RegisterRefusal::FileTooLarge { limit: MOST_UNPACKED })?;
    }
    Ok(())
}

fn cells(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, filling: &mut Filling) -> Result<Vec<Vec<Cell>>, RegisterRefusal> {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let mut reader = match book.worksheet_cells_reader(name) {
        Ok(reader) => reader,
        Err(XlsxError::WorksheetNotFound(_) | XlsxError::NotAWorksheet(_)) => return Ok(rows),
        Err(error) => return Err(broken(error)),
    };
    while let Some(found) = reader.next_cell().map_err(broken)? {
        let cell = cell(found.get_value());
        if cell == Cell::Empty {
            continue;
        }
        let (row, column) = found.get_position();
        filling.make_rows(&mut rows, row as usize + 1)?;
        filling.put(&mut rows[row as usize], column as usize, cell)?;
    }
    Ok(rows)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => Cell::Number(*number),
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        DataRef::DateTime(moment) if (0.0..=1.0).contains(&moment.as_f64()) => Cell::Text(clock(moment.as_f64())),
        DataRef::DateTime(moment) if moment.is_duration() && (0.0..2.0).contains(&moment.as_f64()) => Cell::Text(clock(moment.as_f64())),
        DataRef::DateTime(moment) => {
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            Cell::Text(format!("{year:04}-{month:02}-{day:02}"))
        }
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text_cell(text),
        DataRef::Error(error) => Cell::Text(error.to_string()),
        DataRef::Bool(_) | DataRef::Empty => Cell::Empty,
    }
}

fn text_cell(text: &str) -> Cell {
    if text.is_empty() { Cell::Empty } else { Cell::Text(bounded(text)) }
}

/// A time of day that Excel keeps as a part of a day: `09:30`.
fn clock(part_of_day: f64) -> String {
    let minutes = (part_of_day * 1_440.0).round() as u32;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// A merged region's text stands in its first cell only: it is repeated down the first column, so that every row has it.
fn fill_down(rows: &mut [Vec<Cell>], region: Dimensions, filling: &mut Filling) -> Result<(), RegisterRefusal> {
    let (first, column) = (region.start.0 as usize, region.start.1 as usize);
    let Some(text) = rows.get(first).and_then(|row| row.get(column)).cloned() else { return Ok(()) };
    let last = (region.end.0 as usize).min(rows.len().saturating_sub(1));
    for row in rows.iter_mut().take(last + 1).skip(first + 1) {
        if row.get(column).is_none_or(Cell::is_blank) {
            filling.put(row, column, text.clone())?;
        }
    }
    Ok(())
}

fn broken(error: XlsxError) -> RegisterRefusal {
    match error {
        XlsxError::Password => RegisterRefusal::FileLocked,
        _ => RegisterRefusal::FileBroken,
    }
}
