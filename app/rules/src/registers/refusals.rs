//! Why a register, or one of its lines, was not taken, and what a taken line should be looked at for.

use crate::districts::District;
use crate::merchants::{BadCreditCode, BadPhone, HoursRefusal, MerchantState, NameRefusal, UnitRefusal};
use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};

/// Why a whole register was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RegisterRefusal {
    /// The file has no content.
    FileEmpty,
    /// The file is larger than a register is.
    FileTooLarge {
        /// The most bytes a register may have, unpacked.
        limit: u64,
    },
    /// The file is neither a workbook nor a table in text.
    FileUnknown,
    /// The file is a workbook of another kind (.xls, .ods, .et), to be saved as .xlsx first.
    FileOldKind,
    /// The file says it is a workbook and cannot be read.
    FileBroken,
    /// The workbook is protected by a password.
    FileLocked,
    /// The file has more rows than a register has.
    TooManyRows {
        /// The most rows that are read.
        limit: u32,
    },
    /// No sheet has headings that look like a register's.
    NoTable,
}

impl Refusal for RegisterRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::FileEmpty => Reason::new("file_empty"),
            Self::FileTooLarge { limit } => Reason::new("file_too_large").with("megabytes", i64::try_from(limit / (1 << 20)).unwrap_or(i64::MAX)),
            Self::FileUnknown => Reason::new("file_unknown"),
            Self::FileOldKind => Reason::new("file_old_kind"),
            Self::FileBroken => Reason::new("file_broken"),
            Self::FileLocked => Reason::new("file_locked"),
            Self::TooManyRows { limit } => Reason::new("too_many_rows").with("limit", i64::from(*limit)),
            Self::NoTable => Reason::new("no_table"),
        }
    }
}

/// Why a line of a register is skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RowRefusal {
    /// The line has no shop's name.
    MissingName,
    /// The name is longer than a sign.
    NameTooLong {
        /// How many characters it has.
        length: usize,
    },
    /// Neither the line nor anything above it names one of the three districts.
    UnknownDistrict {
        /// What the line says instead.
        written: String,
    },
    /// The line belongs to a district that the person who imports has no right for.
    OtherDistrict {
        /// That district.
        district: District,
    },
    /// There is no unified social credit code, or its check character disagrees.
    BadCreditCode {
        /// What the line says instead.
        written: String,
        /// How many characters that is.
        length: usize,
        /// The spreadsheet took it for a number and dropped its last digits.
        #[serde(default)]
        lost_digits: bool,
    },
    /// What stands for the telephone cannot be dialled.
    BadPhone {
        /// What the line says instead.
        written: String,
    },
    /// A line above is the same shop of the same firm.
    Duplicate {
        /// The sheet of the line above.
        sheet: String,
        /// Its row.
        row: u32,
    },
    /// The shop is known, and its standing does not let a register change it.
    Standing {
        /// Where it stands.
        state: MerchantState,
    },
}

impl Refusal for RowRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::MissingName => NameRefusal::Missing.reason(),
            Self::NameTooLong { length } => NameRefusal::TooLong { length: *length }.reason(),
            Self::UnknownDistrict { written } => Reason::new("unknown_district").with("written", written.as_str()),
            Self::OtherDistrict { district } => Reason::new("other_district").with("district", district.name()),
            Self::BadCreditCode { written, length, lost_digits } => {
                BadCreditCode { written: written.clone(), length: *length, lost_digits: *lost_digits }.reason()
            }
            Self::BadPhone { written } => BadPhone { written: written.clone() }.reason(),
            Self::Duplicate { sheet, row } => {
                let sheet = if sheet.is_empty() { String::new() } else { format!("“{sheet}”") };
                Reason::new("duplicate").with("sheet", sheet).with("row", i64::from(*row))
            }
            Self::Standing { state: MerchantState::Left } => Reason::new("merchant_left"),
            Self::Standing { state: MerchantState::Declined } => Reason::new("application_declined"),
            Self::Standing { .. } => Reason::new("application_pending"),
        }
    }
}

/// What a taken line should be looked at for; shown like a refusal, with a sentence and a next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum RowWarning {
    /// The district has a shop of this name under another code.
    SameNameOtherCode {
        /// The other code.
        other: String,
    },
    /// The line has no telephone.
    NoPhone,
    /// The line has several telephones; the first was taken.
    FurtherPhones {
        /// How many were left out.
        count: usize,
    },
    /// The telephone had no area code; the town's was put in front.
    AreaAdded {
        /// The telephone as it was taken.
        phone: String,
    },
    /// What stands for the unit is none: a date that the spreadsheet made of it, or a failed formula. It was left out.
    SpoiltUnit {
        /// As it is written.
        written: String,
    },
    /// The opening hours are not understood and stay open.
    UnreadableHours {
        /// As they are written.
        written: String,
    },
    /// What the line says of public holidays was left out.
    HolidaysLeftOut {
        /// As the hours are written.
        written: String,
    },
    /// The category is none of the alliance's; the shop is kept under 其他.
    UnknownCategory {
        /// As it is written.
        written: String,
    },
    /// The unit is too long to be one and was left out.
    LongUnit {
        /// How many characters it has.
        length: usize,
    },
    /// The owner has edited what the register wants to change: it stays as the owner wrote it.
    OwnerEdited,
}

impl Refusal for RowWarning {
    fn reason(&self) -> Reason {
        match self {
            Self::SameNameOtherCode { other } => Reason::new("same_name_other_code").with("other", other.as_str()),
            Self::NoPhone => Reason::new("no_phone"),
            Self::FurtherPhones { count } => Reason::new("further_phones").with("count", *count as i64),
            Self::AreaAdded { phone } => Reason::new("area_added").with("phone", phone.as_str()),
            Self::SpoiltUnit { written } => Reason::new("spoilt_unit").with("written", written.as_str()),
            Self::UnreadableHours { written } => HoursRefusal::Unreadable { written: written.clone() }.reason(),
            Self::HolidaysLeftOut { written } => Reason::new("holidays_left_out").with("written", written.as_str()),
            Self::UnknownCategory { written } => Reason::new("unknown_category").with("written", written.as_str()),
            Self::LongUnit { length } => UnitRefusal::TooLong { length: *length }.reason(),
            Self::OwnerEdited => Reason::new("owner_edited"),
        }
    }
}
