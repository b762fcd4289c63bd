//! The agenda: items with their minutes, the last meeting's tasks first.

use crate::voting::entry::{choice, line, needed, number, text};
use crate::{Check, FormRefusal, Instant, MINUTE};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The most characters of an item's title or speaker.
const LINE_MOST: usize = 60;
/// The most characters of its note.
const NOTE_MOST: usize = 500;

/// What happens under an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ItemKind {
    /// The open tasks of earlier meetings; comes first.
    Tasks,
    /// Somebody reports.
    Report,
    /// Everybody talks.
    Discussion,
    /// There is a vote.
    Vote,
    /// A change of the charter is put to the vote; passed, it becomes the new version.
    Charter,
}

impl ItemKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [Self::Tasks, Self::Report, Self::Discussion, Self::Vote, Self::Charter];

    /// Whether the next meeting's agenda begins with such an item of this one: tasks come by themselves, a change of the charter is of its time.
    #[must_use]
    pub const fn comes_again(self) -> bool {
        !matches!(self, Self::Tasks | Self::Charter)
    }

    /// The word in tables and forms.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Tasks => "tasks",
            Self::Report => "report",
            Self::Discussion => "discussion",
            Self::Vote => "vote",
            Self::Charter => "charter",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An item as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct AgendaForm {
    /// The item's id, made with the form.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// Its kind; tasks come by themselves.
    pub kind: String,
    /// How many minutes.
    pub minutes: String,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// A note; may be empty.
    pub note: String,
}

/// An item of the agenda.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgendaItem {
    /// What it is about.
    pub title: String,
    /// What happens.
    pub kind: ItemKind,
    /// How many minutes.
    pub minutes: u16,
    /// Who speaks; may be empty.
    pub speaker: String,
    /// A note; may be empty.
    pub note: String,
}

impl AgendaForm {
    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<AgendaItem, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, LINE_MOST).and_then(needed));
        let kind = check.field("kind", choice(&self.kind, |code| ItemKind::from_code(code).filter(|kind| *kind != ItemKind::Tasks)));
        let minutes = check.field("minutes", number(&self.minutes, 1, 240));
        let speaker = check.field("speaker", line(&self.speaker, LINE_MOST));
        let note = check.field("note", text(&self.note, NOTE_MOST));
        check.finish(|| Some(AgendaItem { title: title?, kind: kind?, minutes: minutes? as u16, speaker: speaker?, note: note? }))
    }
}

/// The order in which items are taken up: the tasks of earlier meetings first, everything else as it was put.
#[must_use]
pub fn opening_order<T>(items: Vec<T>, kind: impl Fn(&T) -> ItemKind) -> Vec<T> {
    let (tasks, others): (Vec<T>, Vec<T>) = items.into_iter().partition(|item| kind(item) == ItemKind::Tasks);
    tasks.into_iter().chain(others).collect()
}

/// The order after one item was moved up (or down) by one place; the tasks stay first, and beyond the ends nothing moves.
#[must_use]
pub fn item_moved(mut order: Vec<(Uuid, ItemKind)>, item: Uuid, up: bool) -> Vec<(Uuid, ItemKind)> {
    let Some(at) = order.iter().position(|(id, _)| *id == item) else { return order };
    let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < order.len()) };
    if let Some(to) = to.filter(|to| order[*to].1 != ItemKind::Tasks && order[at].1 != ItemKind::Tasks) {
        order.swap(at, to);
    }
    order
}

/// When an item is planned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// From.
    pub begins_at: Instant,
    /// Until.
    pub ends_at: Instant,
    /// Lies at least partly after the planned end of the meeting.
    pub late: bool,
}

/// The plan of the items' minutes, one after the other.
#[must_use]
pub fn timetable(begins_at: Instant, ends_at: Instant, minutes: &[u16]) -> Vec<Slot> {
    let slot = |at: &mut Instant, minutes: &u16| {
        let begins_at = *at;
        *at = at.plus(i64::from(*minutes) * MINUTE);
        Some(Slot { begins_at, ends_at: *at, late: *at > ends_at })
    };
    minutes.iter().scan(begins_at, slot).collect()
}
