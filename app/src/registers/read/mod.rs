//! A register's file, read into sheets: an Excel workbook (.xlsx), or a table in text (.csv, .tsv) in any of the encodings that offices save.
//!
//! The file comes from outside: its kind is told by its content, never by its name, and every size is limited before memory is spent on it.

mod text_file;
mod workbook;

use rules::registers::{Cell, RegisterRefusal, Sheet};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The most bytes of an uploaded register.
pub const MOST_BYTES: usize = 4 << 20;
/// The most bytes of a workbook unpacked.
const MOST_UNPACKED: u64 = 24 << 20;
/// The most bytes of text that all cells together hold.
const MOST_TEXT: usize = 8 << 20;
/// The most rows of all sheets together, blank ones between included.
const MOST_ROWS: u32 = 10_000;
/// Columns beyond this are not read.
const MOST_COLUMNS: usize = 60;
/// Characters of a cell beyond this are not read.
const MOST_CHARS: usize = 500;

/// The sheets of a register's file. This takes time: call it where blocking is allowed.
///
/// # Errors
/// When the file is empty, too large, of another kind, broken, locked by a password, or has too many rows.
pub fn read_file(bytes: &[u8]) -> Result<Vec<Sheet>, RegisterRefusal> {
    match bytes {
        _ if bytes.len() > MOST_BYTES => Err(RegisterRefusal::FileTooLarge { limit: MOST_BYTES as u64 }),
        _ if bytes.iter().all(u8::is_ascii_whitespace) => Err(RegisterRefusal::FileEmpty),
        [b'P', b'K', 3 | 5, ..] => {
            // The workbook reader is not ours, and the file may be made to break it: a panic there is a broken file.
            catch_unwind(AssertUnwindSafe(|| workbook::sheets(bytes))).unwrap_or(Err(RegisterRefusal::FileBroken))
        }
        [0xd0, 0xcf, 0x11, 0xe0, ..] => Err(older_workbook(bytes)),
        _ => text_file::sheets(bytes),
    }
}

/// The old container holds .xls workbooks, and also new ones that a password locks.
fn older_workbook(bytes: &[u8]) -> RegisterRefusal {
    let mark: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(mark.len()).any(|window| window == mark) { RegisterRefusal::FileLocked } else { RegisterRefusal::FileOldKind }
}

/// Rows as they are filled, within the limits of a whole file.
struct Filling {
    rows: u32,
    text: usize,
}

impl Filling {
    fn new() -> Self {
        Self { rows: 0, text: 0 }
    }

    /// Makes room for so many rows in all.
    fn make_rows(&mut self, rows: &mut Vec<Vec<Cell>>, wanted: usize) -> Result<(), RegisterRefusal> {
        let more = u32::try_from(wanted.saturating_sub(rows.len())).unwrap_or(u32::MAX);
        self.rows = self.rows.saturating_add(more);
        if self.rows > MOST_ROWS {
            return Err(RegisterRefusal::TooManyRows { limit: MOST_ROWS });
        }
        if rows.len() < wanted {
            rows.resize_with(wanted, Vec::new);
        }
        Ok(())
    }

    /// Puts a cell in its place; cells far to the right are passed over.
    fn put(&mut self, row: &mut Vec<Cell>, column: usize, cell: Cell) -> Result<(), RegisterRefusal> {
        if column >= MOST_COLUMNS {
            return Ok(());
        }
        if let Cell::Text(text) = &cell {
            self.text += text.len();
        }
        if self.text > MOST_TEXT {
            return Err(RegisterRefusal::FileTooLarge { limit: MOST_TEXT as u64 });
        }
        if row.len() <= column {
            row.resize_with(column + 1, Cell::default);
        }
        row[column] = cell;
        Ok(())
    }
}

/// The beginning of a cell's text.
fn bounded(text: &str) -> String {
    text.char_indices().nth(MOST_CHARS).map_or(text, |(end, _)| &text[..end]).to_owned()
}
