//! The settings the portal knows: where each starts, and what it may be changed to.

use crate::backend::{AppError, FieldError};
use rules::Reason;
use rules::awards::{EligibilityRules, Weights};
use rules::claims::ClaimSettings;
use rules::meetings::MeetingSettings;
use rules::member_day::CalendarSettings;
use rules::offers::RehearsalSettings;
use rules::registers::SlipSettings;
use serde::Serialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// A group of numbers that belong together and are changed together.
pub struct Known {
    /// As the database names it.
    pub key: &'static str,
    /// The words' name of it, without a dot.
    pub word: &'static str,
    /// Its numbers, in the order the form shows them.
    pub fields: &'static [Number],
    /// The value every town starts with, as JSON.
    pub start: fn() -> Value,
    /// Whether a changed value can be kept.
    pub check: fn(Value) -> Result<(), AppError>,
}

/// One number of a group: its name (`…_minute` is a time of day, written `18:00`), and what it may be. Far outside no date could be made of it any more.
pub struct Number {
    /// As the value names it.
    pub name: &'static str,
    least: u32,
    most: u32,
}

const fn number(name: &'static str, least: u32, most: u32) -> Number {
    Number { name, least, most }
}

/// A time of day, up to 24:00.
const fn minute(name: &'static str) -> Number {
    number(name, 0, 24 * 60)
}

/// All groups, in the order the desk shows them.
pub const KNOWN: [Known; 7] = [
    Known {
        key: "member_day.calendar",
        word: "calendar",
        fields: &[
            number("day", 1, 28),
            number("enrolment_opens_day", 1, 28),
            number("enrolment_closes_day", 1, 28),
            minute("enrolment_closes_minute"),
            number("review_day", 1, 28),
            minute("review_minute"),
            minute("claims_open_minute"),
            minute("claims_close_minute"),
            number("report_after_days", 1, 7),
        ],
        start: || json(&CalendarSettings::default()),
        check: |value| {
            read::<CalendarSettings>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "claims",
        word: "claims",
        fields: &[number("hold_minutes", 5, 24 * 60), number("undo_hours", 1, 30 * 24), number("complaint_days", 1, 90)],
        start: || json(&ClaimSettings::default()),
        check: |value| {
            read::<ClaimSettings>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "offers.rehearsal",
        word: "rehearsal",
        fields: &[number("low_percent", 0, 100), number("high_percent", 100, 10_000)],
        start: || json(&RehearsalSettings::default()),
        check: |value| {
            read::<RehearsalSettings>(value)?;
            Ok(())
        },
    },
    Known {
        key: "registers.slips",
        word: "slips",
        fields: &[number("takeover_days", 1, 365), number("clerk_hours", 1, 30 * 24)],
        start: || json(&SlipSettings::default()),
        check: |value| {
            read::<SlipSettings>(value)?;
            Ok(())
        },
    },
    Known {
        key: "meetings",
        word: "meetings",
        fields: &[number("check_in_before_minutes", 0, 24 * 60), number("quorum_numerator", 0, 1_000), number("quorum_denominator", 1, 1_000)],
        start: || json(&MeetingSettings::default()),
        check: |value| {
            read::<MeetingSettings>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "awards.weights",
        word: "award-weights",
        fields: &[number("meeting", 0, 100), number("residents", 0, 100), number("facts", 0, 100)],
        start: || json(&Weights::default()),
        check: |value| {
            read::<Weights>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "awards.eligibility",
        word: "award-eligibility",
        fields: &[number("member_days", 0, 3_650), number("upheld_most", 0, 1_000), number("unsuspended_days", 0, 3_650)],
        start: || json(&EligibilityRules::default()),
        check: |value| {
            read::<EligibilityRules>(value)?;
            Ok(())
        },
    },
];

impl Known {
    /// The group of that key.
    #[must_use]
    pub fn of(key: &str) -> Option<&'static Self> {
        KNOWN.iter().find(|known| known.key == key)
    }

    /// Reads typed numbers into a value; says of each one that was not taken why.
    pub(super) fn typed(&self, typed: &BTreeMap<String, String>) -> Result<Value, Vec<FieldError>> {
        let mut value = Map::new();
        let mut wrong = Vec::new();
        for number in self.fields {
            let text = typed.get(number.name).map(|text| rules::writing::plain(text)).unwrap_or_default();
            match number.read(text.trim()) {
                Ok(read) => drop(value.insert(number.name.to_owned(), read.into())),
                Err(reason) => wrong.push(FieldError::new(&format!("values[{}]", number.name), &reason)),
            }
        }
        if wrong.is_empty() { Ok(Value::Object(value)) } else { Err(wrong) }
    }
}

impl Number {
    /// Its name in the words.
    pub(super) fn word(&self) -> String {
        self.name.replace('_', "-")
    }

    /// This number of a group's value, as the form shows it.
    pub(super) fn written(&self, value: &Value) -> String {
        let number = value.get(self.name).and_then(Value::as_u64).unwrap_or_default();
        if self.is_time() { format!("{:02}:{:02}", number / 60, number % 60) } else { number.to_string() }
    }

    fn is_time(&self) -> bool {
        self.name.ends_with("_minute")
    }

    fn read(&self, text: &str) -> Result<u32, Reason> {
        let number = if self.is_time() { read_time(text) } else { text.parse().ok() };
        let number = number.ok_or_else(|| Reason::new("number_unreadable"))?;
        if (self.least..=self.most).contains(&number) {
            Ok(number)
        } else {
            Err(Reason::new("entry_out_of_range").with("least", i64::from(self.least)).with("most", i64::from(self.most)))
        }
    }
}

fn read_time(text: &str) -> Option<u32> {
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let minute = hours.checked_mul(60)?.checked_add(minutes)?;
    (minutes < 60 && minute <= 24 * 60).then_some(minute)
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, AppError> {
    serde_json::from_value(value).map_err(|_| AppError::named("setting_unreadable"))
}

crate::refuses!(rules::claims::ClaimSettingsRefusal, rules::member_day::SettingsRefusal, rules::awards::WeightsRefusal);
