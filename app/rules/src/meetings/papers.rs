//! Papers: what a meeting reads. Kept as files by their content; only their kind, number and readers are decided here.

use crate::{Reason, Refusal};

/// The most papers of one agenda item.
pub const PAPERS_MOST: u32 = 10;
/// The most bytes of a PDF: what the file table takes (2 MB). Pictures are made smaller first and have a limit of their own.
const PDF_MOST: usize = 2 * 1024 * 1024;

/// Who may read a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperAccess {
    /// Invited merchants and staff.
    Members,
    /// Everybody.
    Public,
}

impl PaperAccess {
    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Public => "public",
        }
    }

    /// The access of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Members, Self::Public].into_iter().find(|access| access.code() == code)
    }
}

/// What a paper is, by its first bytes; a file's name proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PaperKind {
    /// Given out as an attachment, never shown in the page.
    Pdf,
    /// Encoded anew before it is kept.
    Picture,
}

impl PaperKind {
    /// The kind of a file that begins so.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'%', b'P', b'D', b'F', b'-', ..] => Some(Self::Pdf),
            [0xff, 0xd8, 0xff, ..] | [0x89, b'P', b'N', b'G', 0x0d, 0x0a, 0x1a, 0x0a, ..] => Some(Self::Picture),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Picture),
            _ => None,
        }
    }
}

/// Whether one more paper is taken for an item that has so many.
///
/// # Errors
/// Too many, too large, or neither PDF nor picture.
pub fn may_add_paper(bytes: &[u8], papers: u32) -> Result<PaperKind, PaperUploadRefusal> {
    if papers >= PAPERS_MOST {
        return Err(PaperUploadRefusal::TooMany { most: PAPERS_MOST.into() });
    }
    match PaperKind::of(bytes) {
        Some(PaperKind::Pdf) if bytes.len() > PDF_MOST => Err(PaperUploadRefusal::TooLarge { most: PDF_MOST as i64 }),
        kind => kind.ok_or(PaperUploadRefusal::KindUnknown),
    }
}

/// Why a paper was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PaperUploadRefusal {
    /// The item has as many as it can have.
    TooMany {
        /// How many that is.
        most: i64,
    },
    /// Too large.
    TooLarge {
        /// The most bytes.
        most: i64,
    },
    /// Neither PDF nor picture.
    KindUnknown,
}

impl Refusal for PaperUploadRefusal {
    fn reason(&self) -> Reason {
        match *self {
            Self::TooMany { most } => Reason::new("paper_too_many").with("most", most),
            Self::TooLarge { most } => Reason::new("paper_too_large").with("most", most),
            Self::KindUnknown => Reason::new("paper_kind_unknown"),
        }
    }
}
