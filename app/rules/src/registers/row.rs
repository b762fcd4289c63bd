//! One line of a register, read.

use super::headings::Columns;
use super::{Cell, Role, RowRefusal, RowWarning, Scope};
use crate::districts::District;
use crate::merchants::{BadCreditCode, Category, CreditCode, Hours, HoursRefusal, MerchantName, NameRefusal, Phone, Unit, UnitRefusal};
use crate::writing::plain;
use serde::{Deserialize, Serialize};

/// The longest contact name that is kept, in characters.
const CONTACT_LIMIT: usize = 40;
/// A cell that ends with the word for a total is one up to so many characters.
const TOTAL_LIMIT: usize = 12;

/// Where a line stands in its register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The sheet's name; empty for a text file.
    pub sheet: String,
    /// The row's number, from 1.
    pub row: u32,
}

/// A shop as one line of a register describes it. What the line does not say is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShopRow {
    /// The district: with the code, the shop's identity.
    pub district: District,
    /// The firm.
    pub credit_code: CreditCode,
    /// The name over the door.
    pub name: MerchantName,
    /// What the shop does.
    pub category: Option<Category>,
    /// Where it is.
    pub unit: Option<Unit>,
    /// How it is reached.
    pub phone: Option<Phone>,
    /// When it is open.
    pub hours: Option<Hours>,
    /// The contact person; personal, never public.
    pub contact: Option<String>,
    /// What should be looked at.
    pub warnings: Vec<RowWarning>,
}

/// A line's cells by the table's headings.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) cells: &'a [Cell],
    pub(super) columns: &'a Columns,
}

impl Line<'_> {
    pub(super) fn cell(&self, role: Role) -> &Cell {
        self.columns.place(role).and_then(|place| self.cells.get(place)).unwrap_or(&Cell::Empty)
    }

    pub(super) fn written(&self, role: Role) -> String {
        self.cell(role).written()
    }

    /// Whether the line describes a shop at all; what does not is a note, a signature, a section's heading or an empty line.
    pub(super) fn is_a_shop(&self) -> bool {
        let own = [Role::CreditCode, Role::Phone, Role::Category, Role::Hours, Role::Unit];
        let told = own.iter().filter(|role| !self.cell(**role).is_blank()).count();
        let name = self.written(Role::Name);
        if CreditCode::parse(&self.written(Role::CreditCode)).is_ok() {
            return true;
        }
        if self.is_an_aside() || (names_only_a_district(&name) && self.cell(Role::CreditCode).is_blank()) {
            return false;
        }
        let numbered = matches!(self.cell(Role::Index).written().parse::<f64>(), Ok(number) if number.fract() == 0.0);
        let placed = !self.cell(Role::District).is_blank();
        if name.is_empty() { told >= 2 } else { told >= 1 || placed || numbered }
    }

    /// A total or a note: it neither describes a shop nor begins a section.
    pub(super) fn is_an_aside(&self) -> bool {
        self.is_a_total() || self.is_a_note()
    }

    /// Whether there is more in the line than a running number and a district, as in lines that were prepared and not filled in.
    pub(super) fn says_more_than_its_place(&self) -> bool {
        let at = |role: Role, place: usize| self.columns.place(role) == Some(place);
        let number = |text: &str| text.parse::<f64>().is_ok();
        let district = |text: &str| District::from_wording(text).is_some();
        let its_place = |place: usize, text: &str| (at(Role::Index, place) && number(text)) || (at(Role::District, place) && district(text));
        self.cells.iter().map(Cell::written).enumerate().any(|(place, text)| !(text.is_empty() || its_place(place, &text)))
    }

    fn is_a_total(&self) -> bool {
        let words = ["合计", "总计", "小计", "共计", "总数", "累计"];
        let total = |cell: &Cell| {
            let text: String = plain(&cell.written()).to_lowercase().split_whitespace().collect();
            let short = text.chars().count() <= TOTAL_LIMIT;
            text == "total"
                || words.iter().any(|word| text.starts_with(word) || (short && text.trim_end_matches(':').ends_with(word)))
                || (text.starts_with('共') && text.ends_with(['家', '户', '个']) && text.contains(|c: char| c.is_ascii_digit()))
        };
        self.cells.iter().any(total)
    }

    fn is_a_note(&self) -> bool {
        let first = self.cells.iter().find(|cell| !cell.is_blank()).map(|cell| plain(&cell.written())).unwrap_or_default();
        let starts = [
            "注:",
            "备注",
            "说明",
            "填表",
            "填报",
            "填写",
            "制表",
            "审核",
            "审批",
            "复核",
            "核对",
            "经办",
            "联系人:",
            "联系电话:",
            "单位:",
            "单位负责",
            "负责人",
            "日期",
            "签字",
            "盖章",
            "以上",
            "本表",
            "附:",
            "附件",
            "※",
            "*",
        ];
        starts.iter().any(|word| first.starts_with(word))
    }

    /// The shop, or everything that is wrong with the line.
    pub(super) fn read(&self, district: &Result<District, String>, scope: &Scope) -> Result<ShopRow, Vec<RowRefusal>> {
        let mut refused = Vec::new();
        let mut warnings = Vec::new();
        let name = note(&mut refused, self.name());
        let district = note(&mut refused, allowed(district, scope));
        let credit_code = note(&mut refused, self.credit_code());
        let phone = note(&mut refused, self.phone(&mut warnings));
        let (Some(name), Some(district), Some(credit_code), Some(phone)) = (name, district, credit_code, phone) else { return Err(refused) };
        let category = self.category(&mut warnings);
        let unit = self.unit(&mut warnings);
        let hours = self.hours(&mut warnings);
        let contact = Some(self.cell(Role::Contact)).filter(|cell| !cell.is_failed_formula()).map(Cell::written);
        let contact = contact.filter(|contact| !is_nothing(contact) && contact.chars().count() <= CONTACT_LIMIT);
        Ok(ShopRow { district, credit_code, name, category, unit, phone, hours, contact, warnings })
    }

    fn name(&self) -> Result<MerchantName, RowRefusal> {
        if self.cell(Role::Name).is_failed_formula() {
            return Err(RowRefusal::MissingName);
        }
        MerchantName::parse(&self.written(Role::Name)).map_err(|refusal| match refusal {
            NameRefusal::Missing => RowRefusal::MissingName,
            NameRefusal::TooLong { length } => RowRefusal::NameTooLong { length },
        })
    }

    fn credit_code(&self) -> Result<CreditCode, RowRefusal> {
        let cell = self.cell(Role::CreditCode);
        let refused = |bad: BadCreditCode| RowRefusal::BadCreditCode { written: bad.written, length: bad.length, lost_digits: cell.lost_digits() };
        CreditCode::parse(&cell.written()).map_err(refused)
    }

    /// The first telephone of the line; a line without any is taken, one with a wrong one is not.
    fn phone(&self, warnings: &mut Vec<RowWarning>) -> Result<Option<Phone>, RowRefusal> {
        let cells = self.columns.places(Role::Phone).into_iter().filter_map(|place| self.cells.get(place));
        let written: Vec<String> =
            cells.map(Cell::digits).filter(|text| plain(text).chars().any(char::is_alphanumeric) && !is_nothing(text)).collect();
        let good: Vec<(Phone, usize)> = written.iter().filter_map(|text| Phone::first_of(text).ok()).collect();
        let further = good.iter().map(|(_, more)| more + 1).sum::<usize>();
        if further > 1 {
            warnings.push(RowWarning::FurtherPhones { count: further - 1 });
        }
        if let Some((phone, _)) = good.into_iter().next() {
            return Ok(Some(phone));
        }
        if let Some(phone) = written.iter().find_map(|text| Phone::neighbour(text)) {
            warnings.push(RowWarning::AreaAdded { phone: phone.to_string() });
            return Ok(Some(phone));
        }
        match written.into_iter().next() {
            Some(written) => Err(RowRefusal::BadPhone { written }),
            None => {
                warnings.push(RowWarning::NoPhone);
                Ok(None)
            }
        }
    }

    fn category(&self, warnings: &mut Vec<RowWarning>) -> Option<Category> {
        let written = self.written(Role::Category);
        let category = Category::from_wording(&written);
        if category.is_none() && !is_nothing(&written) {
            warnings.push(RowWarning::UnknownCategory { written });
        }
        category
    }

    /// The unit, with the floor in front when that has a column of its own.
    fn unit(&self, warnings: &mut Vec<RowWarning>) -> Option<Unit> {
        let mut written = self.written(Role::Unit);
        if self.cell(Role::Unit).is_failed_formula() || is_a_date(&written) {
            warnings.push(RowWarning::SpoiltUnit { written: std::mem::take(&mut written) });
        }
        if is_nothing(&written) && self.cell(Role::Floor).is_blank() {
            return None;
        }
        let floor = Unit::floor_alone(&self.written(Role::Floor)).map(|floor| if floor < 0 { format!("B{}", -floor) } else { format!("{floor}F") });
        let unit = Unit::parse(if is_nothing(&written) { "" } else { &written });
        let whole = match (unit, floor) {
            (Ok(unit), Some(floor)) if unit.floor().is_none() => Unit::parse(&format!("{floor}-{unit}")),
            (Err(UnitRefusal::Missing), Some(floor)) => Unit::parse(&floor),
            (unit, _) => unit,
        };
        match whole {
            Ok(unit) => Some(unit),
            Err(UnitRefusal::Missing) => None,
            Err(UnitRefusal::TooLong { length }) => {
                warnings.push(RowWarning::LongUnit { length });
                None
            }
        }
    }

    fn hours(&self, warnings: &mut Vec<RowWarning>) -> Option<Hours> {
        let ends = (self.written(Role::OpensAt), self.written(Role::ClosesAt));
        let written = match (self.written(Role::Hours), ends) {
            (hours, (opens, closes)) if is_nothing(&hours) && !opens.is_empty() && !closes.is_empty() => format!("{opens}-{closes}"),
            (hours, _) if is_nothing(&hours) => String::new(),
            (hours, _) => hours,
        };
        match Hours::read(&written) {
            Ok(read) => {
                if read.holidays_left_out {
                    warnings.push(RowWarning::HolidaysLeftOut { written });
                }
                Some(read.hours)
            }
            Err(HoursRefusal::Missing) => None,
            Err(_) => {
                warnings.push(RowWarning::UnreadableHours { written });
                None
            }
        }
    }
}

/// Keeps a good value; notes the refusal of a bad one.
fn note<T>(refused: &mut Vec<RowRefusal>, outcome: Result<T, RowRefusal>) -> Option<T> {
    outcome.map_err(|refusal| refused.push(refusal)).ok()
}

fn allowed(district: &Result<District, String>, scope: &Scope) -> Result<District, RowRefusal> {
    match district {
        Ok(district) if scope.districts.contains(district) => Ok(*district),
        Ok(district) => Err(RowRefusal::OtherDistrict { district: *district }),
        Err(written) => Err(RowRefusal::UnknownDistrict { written: written.clone() }),
    }
}

/// What people write where there is nothing.
fn is_nothing(written: &str) -> bool {
    matches!(plain(written).as_str(), "" | "-" | "--" | "/" | "\\" | "无" | "暂无" | "没有" | "空" | "—" | "——" | "待定" | "待补" | "n/a" | "N/A")
}

/// Whether a cell in the name's column is the heading of a section: `一、万达商圈（21家）`.
fn names_only_a_district(name: &str) -> bool {
    let name = plain(name);
    let own = name.split(['(', '[', '【']).next().unwrap_or_default().trim_end_matches([':', ' ']);
    District::from_wording(own).is_some() && own.ends_with("商圈")
}

/// What spreadsheets make of a unit such as `3-12`: `2026-03-12`, `3月12日`, `12-Mar`.
fn is_a_date(written: &str) -> bool {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    let written = plain(written).to_lowercase();
    let parts: Vec<&str> = written.split(['-', '/', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let within = |part: &str, most: u16| part.parse::<u16>().is_ok_and(|number| (1..=most).contains(&number));
    match parts[..] {
        [year, month, day] => year.len() == 4 && within(year, 2100) && within(month, 12) && within(day, 31),
        [first, second] if written.ends_with('日') => within(first, 12) && within(second, 31),
        [first, second] => (MONTHS.contains(&first) && within(second, 99)) || (within(first, 99) && MONTHS.contains(&second)),
        _ => false,
    }
}
