//! The words of opening hours, as offices and shops write them.

use super::words::word_at;

/// One meaningful piece of a wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// One weekday, 0 = Monday.
    Day(u8),
    /// Several weekdays at once, bit 0 = Monday.
    Days(u8),
    /// Public holidays, which the week does not know.
    Holidays,
    /// From … to.
    Dash,
    /// A time in minutes; `marked` when a word such as 晚 stood before it.
    Time { minutes: u16, marked: bool },
    /// Closed.
    Closed,
    /// Round the clock.
    AllDay,
    /// A break in the hours just named, or its own hours follow: 9:00-18:00（12:00-13:00**午休**）.
    Break,
    /// The days that follow are closed: **除**周一外.
    Except,
    /// What was named is over: 除周一**外**.
    Apart,
}

/// What a word does.
#[derive(Debug, Clone, Copy)]
pub(super) enum Word {
    /// It is a piece itself.
    Is(Token),
    /// The next time is in the morning or before dawn.
    Morning,
    /// The next time is around noon.
    Noon,
    /// The next time is after noon.
    Afternoon,
    /// The next time is on the day after.
    NextDay,
    /// A weekday follows.
    Week,
    /// It says nothing about days or times.
    Nothing,
}

/// Reads a wording piece by piece; none when something in it is unknown.
pub(super) fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut lexer = Lexer { rest: text, tokens: Vec::new(), half: None, next_day: false };
    while !lexer.rest.is_empty() {
        lexer.step()?;
    }
    (lexer.half.is_none() && !lexer.next_day).then_some(lexer.tokens)
}

struct Lexer<'a> {
    rest: &'a str,
    tokens: Vec<Token>,
    half: Option<Word>,
    next_day: bool,
}

impl Lexer<'_> {
    fn step(&mut self) -> Option<()> {
        if let Some(day) = self.short_day() {
            self.tokens.push(Token::Day(day));
            return Some(());
        }
        let Some((word, meaning)) = word_at(self.rest) else { return self.time() };
        self.rest = &self.rest[word.len()..];
        match meaning {
            Word::Is(token) => self.tokens.push(token),
            Word::Morning | Word::Noon | Word::Afternoon => self.half = Some(meaning),
            Word::NextDay => self.next_day = true,
            Word::Week => {
                let day = weekday(self.rest.chars().next()?)?;
                self.eat(1);
                self.tokens.push(Token::Day(day));
            }
            Word::Nothing => {}
        }
        Some(())
    }

    /// The 五 of 周一至五, the 三 of 周一、三: a weekday that leans on the one before.
    fn short_day(&mut self) -> Option<u8> {
        let after_dash = matches!(self.tokens[..], [.., Token::Day(_), Token::Dash]);
        let leans = after_dash || matches!(self.tokens.last(), Some(Token::Day(_)));
        let mut chars = self.rest.chars();
        let (first, second) = (chars.next()?, chars.next());
        let clock = |c: char| matches!(c, ':' | '.' | '点' | '时') || if first.is_ascii_digit() { c.is_ascii_digit() } else { numeral(c).is_some() };
        let fits = leans && (after_dash || !first.is_ascii_digit()) && !second.is_some_and(clock);
        let day = weekday(first).filter(|_| fits)?;
        self.eat(1);
        Some(day)
    }

    fn time(&mut self) -> Option<()> {
        let (hour, minute) = if self.rest.starts_with(|c: char| c.is_ascii_digit()) { self.clock()? } else { self.spoken()? };
        let late = [" pm", "pm", " p.m.", "p.m.", "p.m"].iter().any(|mark| self.take(mark));
        let early = !late && [" am", "am", " a.m.", "a.m.", "a.m"].iter().any(|mark| self.take(mark));
        let half = self.half.take();
        let hour = match half {
            Some(Word::Noon) if hour < 3 => hour + 12,
            Some(Word::Afternoon) if hour < 12 => hour + 12,
            Some(Word::Afternoon) if hour == 12 => 24,
            None if !early && self.still_afternoon(hour, minute) => hour + 12,
            _ if late && hour < 12 => hour + 12,
            _ if early && hour == 12 => 0,
            _ => hour,
        };
        let hour = if std::mem::take(&mut self.next_day) && hour <= 24 { hour + 24 } else { hour };
        let minutes = hour * 60 + minute;
        self.tokens.push(Token::Time { minutes, marked: half.is_some() || late });
        (minute < 60 && minutes <= 48 * 60).then_some(())
    }

    /// The 6点 of 下午2点-6点 is in the afternoon as well.
    fn still_afternoon(&self, hour: u16, minute: u16) -> bool {
        let to = hour * 60 + minute;
        matches!(self.tokens[..], [.., Token::Time { minutes: from, marked: true }, Token::Dash] if hour < 12 && to < from && to + 720 > from)
    }

    /// `9:00`, `9.30`, `9点半`, `0930`, `9`.
    fn clock(&mut self) -> Option<(u16, u16)> {
        let digits = self.digits(4)?;
        if digits.len() >= 3 {
            let (hour, minute) = digits.split_at(digits.len() - 2);
            return Some((hour.parse().ok()?, minute.parse().ok()?));
        }
        let hour = digits.parse().ok()?;
        let minute = if self.take("点") || self.take("时") || self.take("h") {
            self.spoken_minutes()
        } else if self.rest.starts_with([':', '.']) && self.rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
            self.eat(1);
            let minute = self.digits(2)?.parse().ok()?;
            let _seconds = self.take(":00") || self.take(":59");
            Some(minute)
        } else {
            Some(0)
        };
        Some((hour, minute?))
    }

    /// 九点, 十点半, 晚五: an hour in Chinese numerals needs 点 after it or a word such as 晚 before it.
    fn spoken(&mut self) -> Option<(u16, u16)> {
        let word: Vec<u16> = self.rest.chars().map_while(numeral).collect();
        let hour = match word[..] {
            [10, ones] => 10 + ones,
            [tens, 10] => tens * 10,
            [tens, 10, ones] => tens * 10 + ones,
            [hour] => hour,
            _ => return None,
        };
        self.eat(word.len());
        if self.take("点") || self.take("时") {
            return Some((hour, self.spoken_minutes()?));
        }
        self.half.map(|_| (hour, 0))
    }

    /// What may follow 点: nothing, 半, 30, 30分, 钟.
    fn spoken_minutes(&mut self) -> Option<u16> {
        if self.take("半") {
            return Some(30);
        }
        if self.take("钟") || self.take("整") || !self.rest.starts_with(|c: char| c.is_ascii_digit()) {
            return Some(0);
        }
        let minute = self.digits(2)?.parse().ok();
        self.take("分");
        minute
    }

    fn digits(&mut self, limit: usize) -> Option<String> {
        let digits: String = self.rest.chars().take_while(char::is_ascii_digit).collect();
        self.eat(digits.len());
        (!digits.is_empty() && digits.len() <= limit).then_some(digits)
    }

    fn take(&mut self, word: &str) -> bool {
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn eat(&mut self, chars: usize) {
        let end = self.rest.char_indices().nth(chars).map_or(self.rest.len(), |(place, _)| place);
        self.rest = &self.rest[end..];
    }
}

fn weekday(c: char) -> Option<u8> {
    match c {
        '日' | '天' | '七' => Some(6),
        '1'..='7' => Some(c as u8 - b'1'),
        _ => numeral(c).filter(|n| (1..=6).contains(n)).map(|n| n as u8 - 1),
    }
}

fn numeral(c: char) -> Option<u16> {
    match c {
        '十' => Some(10),
        '两' => Some(2),
        _ => "零一二三四五六七八九".chars().position(|known| known == c).map(|n| n as u16),
    }
}
