//! Tables in text: the encoding and the separator are told by the content.

use super::{Filling, bounded};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use rules::registers::{Cell, RegisterRefusal, Sheet};

/// Separators that offices' programs write.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// So many lines are looked at to find the separator.
const SAMPLE: usize = 50;

pub(super) fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>, RegisterRefusal> {
    let text = decoded(bytes).ok_or(RegisterRefusal::FileUnknown)?;
    match text.trim_start() {
        "" => return Err(RegisterRefusal::FileEmpty),
        // Web pages and old XML workbooks, which some programs save as .xls.
        page if page.starts_with(['<']) => return Err(RegisterRefusal::FileOldKind),
        paper if ["%PDF-", "{\\rtf"].iter().any(|mark| paper.starts_with(mark)) => return Err(RegisterRefusal::FileUnknown),
        _ => {}
    }
    let text = with_plain_line_ends(&text);
    let (separator, table) = separator(&text);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(table.as_bytes());
    let mut filling = Filling::new();
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let (mut record, mut line) = (csv::StringRecord::new(), 1);
    while reader.read_record(&mut record).map_err(|_| RegisterRefusal::FileBroken)? {
        // The reader passes over blank lines; they are rows, as in the office's own program. Lines inside a cell are none.
        let own: usize = 1 + record.iter().map(|text| text.matches('\n').count()).sum::<usize>();
        let read = usize::try_from(reader.position().line()).unwrap_or(usize::MAX);
        let place = rows.len().saturating_add(read.saturating_sub(line).saturating_sub(own));
        line = read;
        filling.make_rows(&mut rows, place.saturating_add(1))?;
        for (column, text) in record.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            filling.put(&mut rows[place], column, Cell::Text(bounded(text)))?;
        }
    }
    Ok(vec![Sheet { first_row: 1, rows, ..Sheet::default() }])
}

/// Every line ends with one line feed, the last one too, so that lines can be counted.
fn with_plain_line_ends(text: &str) -> String {
    let mut plain = text.replace("\r\n", "\n").replace('\r', "\n");
    plain.push('\n');
    plain
}

/// The file's text: by its byte order mark, else UTF-16 when every second byte is often zero, else UTF-8, else GB18030 (which holds GBK and GB2312).
fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return clean(encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned());
    }
    let guesses: &[&'static Encoding] = match wide(bytes) {
        Some(encoding) => &[encoding],
        None => &[UTF_8, GB18030],
    };
    guesses.iter().find_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes)).and_then(|text| clean(text.into_owned()))
}

/// Digits, separators and line ends of UTF-16 have a zero byte, at even places or at odd ones.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = bytes.len() / 20;
    match (even > many, odd > many) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

/// Text has no zero characters and hardly any replaced ones; what has is another kind of file.
fn clean(text: String) -> Option<String> {
    let strange = text.chars().filter(|c| matches!(c, '\u{fffd}') || (c.is_control() && !c.is_whitespace())).count();
    (!text.contains('\0') && strange * 100 <= text.chars().count()).then_some(text)
}

/// The separator that the first lines use most outside quotes, and the table without Excel's `sep=` line.
fn separator(text: &str) -> (u8, &str) {
    let first = text.lines().next().unwrap_or_default().trim();
    if let Some([named]) = first.strip_prefix("sep=").map(str::as_bytes) {
        return (*named, &text[text.find('\n').map_or(text.len(), |end| end + 1)..]);
    }
    let mut counts = [0_usize; SEPARATORS.len()];
    for line in text.lines().take(SAMPLE) {
        let mut quoted = false;
        for byte in line.bytes() {
            quoted ^= byte == b'"';
            if let Some(place) = SEPARATORS.iter().position(|separator| *separator == byte && !quoted) {
                counts[place] += 1;
            }
        }
    }
    let most = (0..counts.len()).rev().max_by_key(|place| counts[*place]).unwrap_or_default();
    (SEPARATORS[most], text)
}
