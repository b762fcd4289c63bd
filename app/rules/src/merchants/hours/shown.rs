//! Opening hours as they are written for people: in Chinese and in English.

use super::{FULL_DAY, Hours, Span};
use std::fmt;

const ZH_DAYS: [&str; 7] = ["周一", "周二", "周三", "周四", "周五", "周六", "周日"];
const EN_DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Days with the same stretches.
struct Group<'a> {
    days: Vec<usize>,
    spans: &'a [Span],
}

impl Hours {
    /// In Chinese: `周二至周日 09:00–21:30，周一休息`.
    #[must_use]
    pub fn zh(&self) -> String {
        let group = |group: Group<'_>| {
            let days = days(&group.days, "每天", &ZH_DAYS, ("至", 3), "、");
            match group.spans {
                [] => format!("{days}休息"),
                [Span(0, FULL_DAY)] => format!("{days}全天"),
                spans => format!("{days} {}", spans.iter().map(|span| span_shown(*span, "–", "次日")).collect::<Vec<_>>().join("、")),
            }
        };
        self.groups().into_iter().map(group).collect::<Vec<_>>().join("，")
    }

    /// In English for readers, with the dashes of print: `Tue–Sun 09:00–21:30, Mon closed`.
    #[must_use]
    pub fn en(&self) -> String {
        self.to_string().replace('-', "–")
    }

    /// Days with the same stretches together; open days first, in the week's order.
    fn groups(&self) -> Vec<Group<'_>> {
        let mut groups: Vec<Group<'_>> = Vec::new();
        for (day, spans) in self.days.iter().enumerate() {
            match groups.iter_mut().find(|group| group.spans == spans) {
                Some(group) => group.days.push(day),
                None => groups.push(Group { days: vec![day], spans }),
            }
        }
        groups.sort_by_key(|group| group.spans.is_empty());
        groups
    }
}

/// In English, as it is read back too: `Tue-Sun 09:00-21:30, Mon closed`.
impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, group) in self.groups().iter().enumerate() {
            let days = days(&group.days, "every day", &EN_DAYS, ("-", 2), " and ");
            let spans = group.spans.iter().map(|span| span_shown(*span, "-", "next day ")).collect::<Vec<_>>().join(" and ");
            let spans = if spans.is_empty() { "closed" } else { &spans };
            write!(f, "{}{days} {spans}", if place == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

/// `周一至周五`, or the days one by one when fewer than `range.1` follow each other.
fn days(days: &[usize], all: &str, names: &[&str; 7], range: (&str, usize), and: &str) -> String {
    if days.len() == 7 {
        return all.to_owned();
    }
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for day in days {
        match runs.last_mut() {
            Some(run) if run.1 + 1 == *day => run.1 = *day,
            _ => runs.push((*day, *day)),
        }
    }
    let run = |(first, last): (usize, usize)| match last - first + 1 {
        1 => names[first].to_owned(),
        length if length >= range.1 => format!("{}{}{}", names[first], range.0, names[last]),
        _ => names[first..=last].join(and),
    };
    runs.into_iter().map(run).collect::<Vec<_>>().join(and)
}

fn span_shown(span: Span, dash: &str, next_day: &str) -> String {
    let (from, to) = (span.from(), span.to());
    if to > FULL_DAY { format!("{}{dash}{next_day}{}", clock(from), clock(to - FULL_DAY)) } else { format!("{}{dash}{}", clock(from), clock(to)) }
}

/// A time of day as the town writes it: `09:00`, `24:00`.
pub(super) fn clock(minutes: u16) -> String {
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}
