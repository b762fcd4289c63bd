//! The words: every sentence the portal shows, from the rooms' Fluent files, in the visit's language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use leptos::prelude::{Owner, provide_context, use_context};
use rules::{Day, Fact, Instant, Month, Reason, Weekday};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// The language of a visit: Chinese unless the person chose English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// Simplified Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

static BUNDLES: LazyLock<[FluentBundle<FluentResource>; 2]> = LazyLock::new(|| [bundle(Lang::Zh), bundle(Lang::En)]);

fn bundle(lang: Lang) -> FluentBundle<FluentResource> {
    let tag = lang.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![tag]);
    bundle.set_use_isolating(false);
    for room in crate::ROOMS {
        let resource = FluentResource::try_new(room.words[lang as usize].to_owned()).unwrap_or_else(|(partly, errors)| {
            tracing::error!(room = room.name, lang = lang.tag(), ?errors, "words unreadable");
            partly
        });
        if let Err(errors) = bundle.add_resource(resource) {
            tracing::error!(room = room.name, lang = lang.tag(), ?errors, "words twice");
        }
    }
    bundle
}

impl Lang {
    /// The language of the visit this runs for.
    #[must_use]
    pub fn current() -> Self {
        use_context::<Self>().unwrap_or_default()
    }

    /// Runs something that finds its words in this language: for what happens before or outside a page or a server function.
    pub fn speaking<T>(self, work: impl FnOnce() -> T) -> T {
        Owner::new().with(|| {
            provide_context(self);
            work()
        })
    }

    /// As `<html lang>` and the cookie write it.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Reads `?lang=` and the cookie.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag {
            "zh-CN" | "zh" => Some(Self::Zh),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// What stands between two sentences: nothing in Chinese, a space in English.
    #[must_use]
    pub fn gap(self) -> &'static str {
        match self {
            Self::Zh => "",
            Self::En => " ",
        }
    }

    /// Chinese or English, for texts that are data in both.
    #[must_use]
    pub fn pick<T>(self, zh: T, en: T) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// `11月27日（周五）`, `Fri 27 Nov`.
    #[must_use]
    pub fn day(self, day: Day) -> String {
        let week = self.weekday(day.weekday());
        match self {
            Self::Zh => format!("{}月{}日（{week}）", day.month_number(), day.day_number()),
            Self::En => format!("{week} {} {}", day.day_number(), MONTHS[day.month_number() as usize - 1]),
        }
    }

    /// `2026年11月`, `Nov 2026`.
    #[must_use]
    pub fn month(self, month: Month) -> String {
        match self {
            Self::Zh => format!("{}年{}月", month.year(), month.number()),
            Self::En => format!("{} {}", MONTHS[month.number() as usize - 1], month.year()),
        }
    }

    /// `周五`, `Fri`.
    #[must_use]
    pub fn weekday(self, weekday: Weekday) -> &'static str {
        let index = weekday.num_days_from_monday() as usize;
        self.pick(["周一", "周二", "周三", "周四", "周五", "周六", "周日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"])[index]
    }

    /// Date and time: `11月27日（周五）09:00`.
    #[must_use]
    pub fn moment(self, moment: Instant) -> String {
        format!("{}{}{}", self.day(moment.day()), self.pick("", " "), self.time(moment))
    }

    /// Time of day: `09:00`.
    #[must_use]
    pub fn time(self, moment: Instant) -> String {
        let minute = moment.minute_of_day();
        format!("{:02}:{:02}", minute / 60, minute % 60)
    }
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Money as people write it: `¥12`, `¥12.50`.
#[must_use]
pub fn yuan(fen: i64) -> String {
    if fen % 100 == 0 { format!("¥{}", fen / 100) } else { format!("¥{}.{:02}", fen / 100, fen % 100) }
}

/// What a sentence's blank can hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Arg {
    /// A name or text.
    Text(String),
    /// A count; English plurals follow it.
    Number(i64),
    /// A date and time, written the language's way.
    Moment(Instant),
    /// A date, written the language's way.
    Day(Day),
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(value.clone())
    }
}
impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for Arg {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<i32> for Arg {
    fn from(value: i32) -> Self {
        Self::Number(value.into())
    }
}
impl From<u32> for Arg {
    fn from(value: u32) -> Self {
        Self::Number(value.into())
    }
}
impl From<u64> for Arg {
    fn from(value: u64) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<usize> for Arg {
    fn from(value: usize) -> Self {
        Self::Number(i64::try_from(value).unwrap_or(i64::MAX))
    }
}
impl From<Instant> for Arg {
    fn from(value: Instant) -> Self {
        Self::Moment(value)
    }
}
impl From<Day> for Arg {
    fn from(value: Day) -> Self {
        Self::Day(value)
    }
}
impl From<&Fact> for Arg {
    fn from(value: &Fact) -> Self {
        match value {
            Fact::Number(number) => Self::Number(*number),
            Fact::Moment(moment) => Self::Moment(*moment),
            Fact::Text(text) => Self::Text(text.clone()),
        }
    }
}

/// A sentence by its key, with its blanks filled. [`t!`](crate::t) is the short way.
#[must_use]
pub fn say(lang: Lang, key: &str, args: &[(&str, Arg)]) -> String {
    let (message, attribute) = key.split_once('.').map_or((key, None), |(message, attribute)| (message, Some(attribute)));
    find(lang, message, attribute, args).unwrap_or_else(|| {
        tracing::error!(key, lang = lang.tag(), "no such words");
        key.to_owned()
    })
}

/// The sentence and the next step of a refusal: `refusal-sold-out` and its `.next`.
pub(super) fn refusal(reason: &Reason) -> (String, String) {
    let lang = Lang::current();
    let key = format!("refusal-{}", reason.code.replace('_', "-"));
    let args: Vec<(&'static str, Arg)> = reason.facts.iter().map(|(name, fact)| (*name, Arg::from(fact))).collect();
    (say(lang, &key, &args), find(lang, &key, Some("next"), &args).unwrap_or_default())
}

fn find(lang: Lang, message: &str, attribute: Option<&str>, args: &[(&str, Arg)]) -> Option<String> {
    let bundle = &BUNDLES[lang as usize];
    let message = bundle.get_message(message)?;
    let pattern = match attribute {
        Some(attribute) => message.get_attribute(attribute)?.value(),
        None => message.value()?,
    };
    let mut filled = FluentArgs::with_capacity(args.len());
    for (name, arg) in args {
        filled.set(
            *name,
            match arg {
                Arg::Text(text) => FluentValue::from(text.as_str()),
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Moment(moment) => FluentValue::from(lang.moment(*moment)),
                Arg::Day(day) => FluentValue::from(lang.day(*day)),
            },
        );
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&filled), &mut errors).into_owned();
    if !errors.is_empty() {
        tracing::error!(lang = lang.tag(), ?errors, "words with a blank left open");
    }
    Some(if args.is_empty() { text } else { rules::writing::nested_quotes(text) })
}

/// A sentence in the visit's language: `t!("offers-title")`, `t!("offers-left", left = 3)`.
#[macro_export]
macro_rules! t {
    ($key:expr) => { $crate::backend::say($crate::backend::Lang::current(), $key, &[]) };
    ($key:expr, $($name:ident = $value:expr),+ $(,)?) => {
        $crate::backend::say($crate::backend::Lang::current(), $key, &[$((stringify!($name), $crate::backend::Arg::from($value))),+])
    };
}
