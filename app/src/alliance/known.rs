//! The settings the portal knows: where each starts, and what it may be changed to.

use crate::backend::AppError;
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
    /// The names of its numbers, in the order the form shows them; `…_minute` is a time of day, written `18:00`.
    pub fields: &'static [&'static str],
    /// The value every town starts with, as JSON.
    pub start: fn() -> Value,
    /// Whether a changed value can be kept.
    pub check: fn(Value) -> Result<(), AppError>,
}

/// All groups, in the order the desk shows them.
pub const KNOWN: [Known; 7] = [
    Known {
        key: "member_day.calendar",
        word: "calendar",
        fields: &[
            "day",
            "enrolment_opens_day",
            "enrolment_closes_day",
            "enrolment_closes_minute",
            "review_day",
            "review_minute",
            "claims_open_minute",
            "claims_close_minute",
            "report_after_days",
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
        fields: &["hold_minutes", "undo_hours", "complaint_days"],
        start: || json(&ClaimSettings::default()),
        check: |value| {
            read::<ClaimSettings>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "offers.rehearsal",
        word: "rehearsal",
        fields: &["low_percent", "high_percent"],
        start: || json(&RehearsalSettings::default()),
        check: |value| {
            read::<RehearsalSettings>(value)?;
            Ok(())
        },
    },
    Known {
        key: "registers.slips",
        word: "slips",
        fields: &["takeover_days", "clerk_hours"],
        start: || json(&SlipSettings::default()),
        check: |value| {
            read::<SlipSettings>(value)?;
            Ok(())
        },
    },
    Known {
        key: "meetings",
        word: "meetings",
        fields: &["check_in_before_minutes", "quorum_numerator", "quorum_denominator"],
        start: || json(&MeetingSettings::default()),
        check: |value| {
            read::<MeetingSettings>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "awards.weights",
        word: "award-weights",
        fields: &["meeting", "residents", "facts"],
        start: || json(&Weights::default()),
        check: |value| {
            read::<Weights>(value)?.checked()?;
            Ok(())
        },
    },
    Known {
        key: "awards.eligibility",
        word: "award-eligibility",
        fields: &["member_days", "upheld_most", "unsuspended_days"],
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

    /// Reads typed numbers into a value; names the ones that are none.
    pub(super) fn typed(&self, typed: &BTreeMap<String, String>) -> Result<Value, Vec<&'static str>> {
        let mut value = Map::new();
        let mut wrong = Vec::new();
        for field in self.fields {
            let text = typed.get(*field).map(|text| rules::writing::plain(text)).unwrap_or_default();
            match read_number(field, text.trim()) {
                Some(number) => drop(value.insert((*field).to_owned(), number.into())),
                None => wrong.push(*field),
            }
        }
        if wrong.is_empty() { Ok(Value::Object(value)) } else { Err(wrong) }
    }

    /// A number of this group as the form shows it.
    pub(super) fn written(&self, field: &str, value: &Value) -> String {
        let number = value.get(field).and_then(Value::as_u64).unwrap_or_default();
        if field.ends_with("_minute") { format!("{:02}:{:02}", number / 60, number % 60) } else { number.to_string() }
    }
}

fn read_number(field: &str, text: &str) -> Option<u32> {
    if !field.ends_with("_minute") {
        return text.parse().ok();
    }
    let (hours, minutes) = text.split_once(':')?;
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    (minutes < 60 && hours <= 24).then_some(hours * 60 + minutes)
}

fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn read<T: serde::de::DeserializeOwned>(value: Value) -> Result<T, AppError> {
    serde_json::from_value(value).map_err(|_| AppError::named("setting_unreadable"))
}

crate::refuses!(rules::claims::ClaimSettingsRefusal, rules::member_day::SettingsRefusal, rules::awards::WeightsRefusal);
