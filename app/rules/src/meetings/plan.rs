//! Convening a meeting: when, where, who is host and who is invited.

use crate::districts::District;
use crate::voting::EntryRefusal;
use crate::voting::entry::{choice, day, line, minute, needed};
use crate::{Check, Day, FormRefusal, Instant, MINUTE};
use serde::{Deserialize, Serialize};

/// The most characters of a title or a place.
const LINE_MOST: usize = 60;

/// A meeting as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct MeetingForm {
    /// The meeting's id, made with the form.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// The hosting district; left empty: the one whose turn it is.
    pub host: String,
    /// Where.
    pub place: String,
    /// The date.
    pub day: String,
    /// When it begins, `14:00`.
    pub begins: String,
    /// When it is planned to end.
    pub ends: String,
    /// The districts whose members are invited; none ticked: all three.
    pub districts: Vec<String>,
    /// The meeting whose agenda is copied; empty for none.
    pub copy: String,
    /// The version of the plan that was shown, when it is changed.
    pub version: String,
}

/// A meeting that can be convened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeetingPlan {
    /// What it is called.
    pub title: String,
    /// Who is host.
    pub host: District,
    /// Where.
    pub place: String,
    /// When it begins.
    pub begins_at: Instant,
    /// When it is planned to end.
    pub ends_at: Instant,
    /// Whose members are invited, in the alliance's order.
    pub districts: Vec<District>,
}

/// The district whose turn it is: the one after the last host, in the alliance's order; the first one for the first meeting.
#[must_use]
pub fn next_host(last: Option<District>) -> District {
    let after = last.and_then(|last| District::ALL.into_iter().position(|district| district == last)).map_or(0, |at| at + 1);
    District::ALL[after % District::ALL.len()]
}

impl MeetingForm {
    /// Reads the whole form; `last_host` decides whose turn it is.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self, last_host: Option<District>) -> Result<MeetingPlan, FormRefusal> {
        let mut check = Check::default();
        let title = check.field("title", line(&self.title, LINE_MOST).and_then(needed));
        let host = match self.host.as_str() {
            "" => Some(next_host(last_host)),
            slug => check.field("host", choice(slug, District::from_slug)),
        };
        let place = check.field("place", line(&self.place, LINE_MOST).and_then(needed));
        let day = check.field("day", day(&self.day));
        let begins = check.field("begins", minute(&self.begins));
        let ends = check.field(
            "ends",
            minute(&self.ends).and_then(|ends| if begins.is_none_or(|begins| begins < ends) { Ok(ends) } else { Err(EntryRefusal::OutOfOrder) }),
        );
        let districts = check.field("districts", self.districts());
        check.finish(|| {
            let day: Day = day?;
            Some(MeetingPlan { title: title?, host: host?, place: place?, begins_at: day.at(begins?), ends_at: day.at(ends?), districts: districts? })
        })
    }

    fn districts(&self) -> Result<Vec<District>, EntryRefusal> {
        let ticked: Vec<District> = self.districts.iter().map(|slug| choice(slug, District::from_slug)).collect::<Result<_, _>>()?;
        let all = ticked.is_empty();
        Ok(District::ALL.into_iter().filter(|district| all || ticked.contains(district)).collect())
    }
}

impl MeetingPlan {
    /// How long it is planned to take, in minutes.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        u32::try_from(self.ends_at.since(self.begins_at) / MINUTE).unwrap_or_default()
    }
}

/// The form of a new meeting with what stays the same from the last one filled in: title, place, times and who is invited. Host and day are new.
#[must_use]
pub fn copied(last: &MeetingPlan, id: String) -> MeetingForm {
    let clock = |at: Instant| format!("{:02}:{:02}", at.minute_of_day() / 60, at.minute_of_day() % 60);
    // A meeting that ends at midnight ends at 24:00, not at 00:00.
    let ends = if last.ends_at.day() == last.begins_at.day() { clock(last.ends_at) } else { "24:00".to_owned() };
    MeetingForm {
        id,
        title: last.title.clone(),
        host: next_host(Some(last.host)).slug().to_owned(),
        place: last.place.clone(),
        day: String::new(),
        begins: clock(last.begins_at),
        ends,
        districts: last.districts.iter().map(|district| district.slug().to_owned()).collect(),
        copy: String::new(),
        version: String::new(),
    }
}
