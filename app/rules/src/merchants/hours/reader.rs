//! Opening hours read from a wording: `周一至周五9:00-18:00，周末10:00-22:00`.

use super::lexer::{Token, tokens};
use super::{FULL_DAY, Hours, HoursRefusal, Span};
use crate::writing::{plain, tidy};

/// The longest wording that is read, in characters.
const LIMIT: usize = 400;

/// Opening hours as they were understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HoursRead {
    /// The week.
    pub hours: Hours,
    /// Whether the wording says something of public holidays that a week cannot hold.
    pub holidays_left_out: bool,
}

impl Hours {
    /// Reads a wording of registers and doors, in Chinese or English, with breaks, closed days, nights and 全天.
    ///
    /// # Errors
    /// `missing_hours` when nothing is written, `unreadable_hours` when any part is not understood.
    pub fn read(text: &str) -> Result<HoursRead, HoursRefusal> {
        let wording = plain(text).to_lowercase();
        if wording.is_empty() {
            return Err(HoursRefusal::Missing);
        }
        let unreadable = || HoursRefusal::Unreadable { written: tidy(text) };
        let tokens = Some(&wording).filter(|wording| wording.chars().count() <= LIMIT).and_then(|wording| tokens(wording)).ok_or_else(unreadable)?;
        let groups = grouped(&tokens).ok_or_else(unreadable)?;
        let days = week(&groups).ok_or_else(unreadable)?;
        let hours = Self::new(days).map_err(|_| unreadable())?;
        let holidays_left_out = groups.iter().any(|group| group.holidays && (group.closed || !group.spans.is_empty()));
        Ok(HoursRead { hours, holidays_left_out })
    }
}

/// Days and what is said of them; no days means all that nothing else is said of.
#[derive(Debug, Clone, Default)]
struct Group {
    days: u8,
    holidays: bool,
    closed: bool,
    /// Nothing more can be added to its days.
    settled: bool,
    spans: Vec<Span>,
}

impl Group {
    fn names_days(&self) -> bool {
        self.days != 0 || self.holidays
    }
}

/// Sorts the tokens into groups, left to right.
#[derive(Default)]
struct Grouping {
    done: Vec<Group>,
    open: Group,
    /// The hours that follow are a break.
    pausing: bool,
    /// The group that an exception interrupted: **每天**（除周一）9:00-21:00.
    waiting: Group,
    last_day: Option<u8>,
    dash: bool,
    from: Option<u16>,
}

fn grouped(tokens: &[Token]) -> Option<Vec<Group>> {
    let mut grouping = Grouping::default();
    for (place, token) in tokens.iter().enumerate() {
        let before = place.checked_sub(1).and_then(|before| tokens.get(before));
        let next = tokens.get(place + 1);
        let inside = matches!((token, before), (Token::Closed, Some(Token::Time { .. })))
            && !matches!(next, Some(Token::Day(_) | Token::Days(_) | Token::Holidays));
        if *token == Token::Break || inside {
            grouping.pause(matches!(next, Some(Token::Time { .. })))?;
        } else {
            grouping.take(*token)?;
        }
    }
    if grouping.from.is_some() {
        return None;
    }
    grouping.close();
    grouping.close();
    Some(grouping.done)
}

impl Grouping {
    fn take(&mut self, token: Token) -> Option<()> {
        if self.from.is_some() && !matches!(token, Token::Dash | Token::Time { .. }) {
            return None;
        }
        match token {
            Token::Day(day) => self.day(day),
            Token::Days(days) => {
                self.for_days();
                self.open.days |= days;
                self.last_day = None;
            }
            Token::Holidays => {
                self.for_days();
                self.open.holidays = true;
            }
            Token::Dash => self.dash = true,
            Token::Time { minutes, marked } => return self.time(minutes, marked),
            Token::AllDay => {
                self.for_spans();
                let whole = Span::new(0, FULL_DAY)?;
                if !self.open.spans.contains(&whole) {
                    self.open.spans.push(whole);
                }
            }
            Token::Closed if self.open.names_days() && self.open.spans.is_empty() => {
                self.open.closed = true;
                self.open.settled = true;
            }
            Token::Closed => {
                self.close();
                self.open.closed = true;
            }
            Token::Except => {
                self.waiting = std::mem::take(&mut self.open);
                self.open.closed = true;
            }
            Token::Apart => self.close(),
            Token::Break => return None,
        }
        if !matches!(token, Token::Dash) {
            self.dash = false;
        }
        Some(())
    }

    fn day(&mut self, day: u8) {
        let first = self.last_day.filter(|_| self.dash);
        if first.is_none() {
            self.for_days();
        }
        let mut at = first.unwrap_or(day);
        while at != day {
            self.open.days |= 1 << at;
            at = (at + 1) % 7;
        }
        self.open.days |= 1 << day;
        self.last_day = Some(day);
    }

    fn time(&mut self, minutes: u16, marked: bool) -> Option<()> {
        let Some(from) = self.from else {
            self.from = Some(minutes).filter(|_| !self.dash);
            return self.from.map(|_| ());
        };
        if !self.dash && !marked {
            return None;
        }
        self.from = None;
        self.dash = false;
        // 23:59 is how many programs write the end of a day.
        let span = Span::new(from, if minutes == FULL_DAY - 1 { FULL_DAY } else { minutes })?;
        if std::mem::take(&mut self.pausing) {
            return self.cut(span);
        }
        self.for_spans();
        self.open.spans.push(span);
        Some(())
    }

    /// A break is named before its hours, or after them.
    fn pause(&mut self, hours_follow: bool) -> Option<()> {
        if self.from.is_some() {
            return None;
        }
        self.pausing = hours_follow;
        if hours_follow { Some(()) } else { self.open.spans.pop().and_then(|span| self.cut(span)) }
    }

    /// Takes a break out of the hours that were just named. Whose break it is must be clear: only one group may have hours in it.
    fn cut(&mut self, pause: Span) -> Option<()> {
        let meets = |span: &Span| span.from() < pause.to() && pause.from() < span.to();
        if self.open.spans.is_empty() || self.done.iter().flat_map(|group| &group.spans).any(meets) {
            return None;
        }
        let cut = |span: Span| {
            if !meets(&span) {
                return vec![span];
            }
            let before = (span.from() < pause.from()).then(|| Span::new(span.from(), pause.from()));
            let after = (pause.to() < span.to()).then(|| Span::new(pause.to(), span.to()));
            [before, after].into_iter().flatten().flatten().collect()
        };
        self.open.spans = std::mem::take(&mut self.open.spans).into_iter().flat_map(cut).collect();
        Some(())
    }

    /// A day is named: it belongs to the open group unless that one has its hours already.
    fn for_days(&mut self) {
        if self.open.settled || !self.open.spans.is_empty() {
            self.close();
        }
    }

    /// Hours are named: a group that is closed takes none.
    fn for_spans(&mut self) {
        if self.open.closed {
            self.close();
        }
        self.last_day = None;
    }

    fn close(&mut self) {
        self.last_day = None;
        let next = std::mem::take(&mut self.waiting);
        let group = std::mem::replace(&mut self.open, next);
        if group.names_days() || group.closed || !group.spans.is_empty() {
            self.done.push(group);
        }
    }
}

/// The week that the groups describe: closed days stay closed, later words overrule earlier ones, the rest follows the group without days.
fn week(groups: &[Group]) -> Option<[Vec<Span>; 7]> {
    if groups.iter().any(|group| group.closed && !group.names_days())
        || groups.iter().any(|group| group.days != 0 && !group.closed && group.spans.is_empty())
    {
        return None;
    }
    let otherwise: Vec<Span> = groups.iter().filter(|group| !group.names_days()).flat_map(|group| group.spans.clone()).collect();
    let closed = groups.iter().filter(|group| group.closed).fold(0, |days, group| days | group.days);
    Some(std::array::from_fn(|day| {
        let named = |group: &&Group| group.days & (1 << day) != 0 && !group.closed;
        let Some(last) = groups.iter().rfind(named) else { return if closed & (1 << day) == 0 { otherwise.clone() } else { Vec::new() } };
        let same = groups.iter().filter(named).filter(|group| group.days == last.days);
        if closed & (1 << day) == 0 { same.flat_map(|group| group.spans.clone()).collect() } else { Vec::new() }
    }))
}
