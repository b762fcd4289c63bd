//! Keeping imports and slips.

mod imports;
mod slips;
mod work;

pub use imports::{Import, ImportState, forget_lines, import_by_id, planned, record_confirmed, record_import, unfinished};
pub(super) use imports::{Line, districts_of, imports_of, lines_of, record_discarded, verdict_key};
pub(super) use slips::{Slip, SlipKind, issue, open_slip, slip_by_code, use_slip};
pub use work::{work_on, work_through};
