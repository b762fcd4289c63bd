//! The form a vote is prepared with.

use super::card::{CardDraft, CardRefusal, Closing, Electorate, Method, Secrecy};
use super::entry::{EntryRefusal, choice, line, moment, needed, number};
use super::{Base, Share, TieBreak};
use crate::offers::ProofNeed;
use crate::writing::plain;
use crate::{Check, FormRefusal};
use serde::{Deserialize, Serialize};

/// The most characters of a question, an option or a note.
const LINE_MOST: usize = 120;
/// The most options of one vote.
const OPTIONS_MOST: usize = 60;
/// The longest vote that closes by minutes: a day.
const MINUTES_MOST: i64 = 24 * 60;

/// A vote as it is typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleCardForm {
    /// The question.
    pub question: String,
    /// `yes_no`, `choose` or `score`.
    pub method: String,
    /// The options, one per line; left empty for yes or no.
    pub options: String,
    /// For `choose`: the most options of one ballot; 1 when left empty.
    pub most: String,
    /// How many can be elected; 1 when left empty.
    pub seats: String,
    /// `merchants` or `residents`.
    pub electorate: String,
    /// Who exactly, in words.
    pub electorate_note: String,
    /// The proof needed; when left empty, the person for residents and none for delegates, who are named.
    pub proof: String,
    /// What counts for the quorum: `present`, `cast`, `valid`, `yes_no`.
    pub quorum_base: String,
    /// `none`, `half` (more than half), `at_least_half`, `two_thirds`, `three_quarters`, or a percentage like `60`.
    pub quorum: String,
    /// What the pass share is a share of.
    pub pass_base: String,
    /// As for the quorum; `none` means: at least one.
    pub pass: String,
    /// A tie-break before the draw, by its code; may be empty.
    pub tie: String,
    /// A second one; may be empty.
    pub tie_then: String,
    /// `open`, `secret` or `sealed`.
    pub secrecy: String,
    /// Closes so many minutes after opening; left empty when it closes at a moment.
    pub minutes: String,
    /// The date on which it closes.
    pub closes_day: String,
    /// The time at which it closes.
    pub closes_time: String,
}

impl RuleCardForm {
    /// The form that reads as this draft: to change it, or to keep it.
    #[must_use]
    pub fn of(draft: &CardDraft) -> Self {
        let tie = |at: usize| draft.ties.get(at).filter(|tie| **tie != TieBreak::Draw).map_or_else(String::new, |tie| tie.code().to_owned());
        let (method, most) = match draft.method {
            Method::YesNo => ("yes_no", String::new()),
            Method::Choose { most } => ("choose", most.to_string()),
            Method::Score => ("score", String::new()),
        };
        let (minutes, closes_day, closes_time) = match draft.closing {
            Closing::After(minutes) => (minutes.to_string(), String::new(), String::new()),
            Closing::At(at) => (String::new(), at.day().to_string(), format!("{:02}:{:02}", at.minute_of_day() / 60, at.minute_of_day() % 60)),
        };
        Self {
            question: draft.question.clone(),
            method: method.to_owned(),
            options: draft.options.join("\n"),
            most,
            seats: draft.seats.to_string(),
            electorate: draft.electorate.code().to_owned(),
            electorate_note: draft.electorate_note.clone(),
            proof: draft.proof.code().to_owned(),
            quorum_base: draft.quorum_base.code().to_owned(),
            quorum: written(draft.quorum),
            pass_base: draft.pass_base.code().to_owned(),
            pass: written(draft.pass),
            tie: tie(0),
            tie_then: tie(1),
            secrecy: draft.secrecy.code().to_owned(),
            minutes,
            closes_day,
            closes_time,
        }
    }

    /// Reads the whole form.
    ///
    /// # Errors
    /// Every field that was not taken; parts that do not fit each other, under the field to change.
    pub fn parse(&self) -> Result<CardDraft, FormRefusal> {
        let mut check = Check::default();
        let question = check.field("question", line(&self.question, LINE_MOST).and_then(needed));
        let method = self.method(&mut check);
        let options = check.field("options", self.options());
        let seats = check.field("seats", optional(&self.seats, OPTIONS_MOST as i64, 1));
        let electorate = check.field("electorate", choice(&self.electorate, Electorate::from_code));
        let electorate_note = check.field("electorate_note", line(&self.electorate_note, LINE_MOST));
        let proof = check.field("proof", self.proof(electorate));
        let quorum_base = check.field("quorum_base", choice(&self.quorum_base, Base::from_code));
        let quorum = check.field("quorum", share(&self.quorum));
        let pass_base = check.field("pass_base", choice(&self.pass_base, Base::from_code));
        let pass = check.field("pass", share(&self.pass).map(|share| if share.is_none() { Share::more_than(0, 1).unwrap_or(share) } else { share }));
        let ties = check.field("tie", self.ties(method));
        let secrecy = check.field("secrecy", choice(&self.secrecy, Secrecy::from_code));
        let closing = self.closing(&mut check);
        let draft = || {
            Some(CardDraft {
                question: question?,
                options: options?,
                method: method?,
                seats: seats?,
                electorate: electorate?,
                electorate_note: electorate_note?,
                proof: proof?,
                quorum_base: quorum_base?,
                quorum: quorum?,
                pass_base: pass_base?,
                pass: pass?,
                ties: ties?,
                secrecy: secrecy?,
                closing: closing?,
            })
        };
        let draft = draft().and_then(|draft| match draft.checked() {
            Ok(draft) => Some(draft),
            Err(refusal) => check.field(field_of(refusal), Err(refusal)),
        });
        check.finish(|| draft)
    }

    /// Reads the form of a vote at a meeting: its members decide, openly or secretly. Sealed votes and those of residents belong to awards, which clean
    /// them and hear appeals.
    ///
    /// # Errors
    /// As [`RuleCardForm::parse`], or of another kind.
    pub fn of_meeting(&self) -> Result<CardDraft, FormRefusal> {
        let draft = self.parse()?;
        let mut check = Check::default();
        let member = |fine: bool| if fine { Ok(()) } else { Err(EntryRefusal::NoSuchChoice) };
        check.field("secrecy", member(draft.secrecy != Secrecy::Sealed));
        check.field("electorate", member(draft.electorate == Electorate::Merchants));
        check.finish(|| Some(draft))
    }

    fn method(&self, check: &mut Check) -> Option<Method> {
        match self.method.as_str() {
            "yes_no" => Some(Method::YesNo),
            "score" => Some(Method::Score),
            "choose" => check.field("most", optional(&self.most, OPTIONS_MOST as i64, 1)).map(|most| Method::Choose { most }),
            other => check.field("method", choice(other, |_| None)),
        }
    }

    fn options(&self) -> Result<Vec<String>, EntryRefusal> {
        let lines = self.options.lines().filter(|option| !option.trim().is_empty());
        let options: Vec<String> = lines.map(|option| line(option, LINE_MOST)).collect::<Result<_, _>>()?;
        if options.len() > OPTIONS_MOST { Err(EntryRefusal::OutOfRange { least: 2, most: OPTIONS_MOST as i64 }) } else { Ok(options) }
    }

    fn proof(&self, electorate: Option<Electorate>) -> Result<ProofNeed, EntryRefusal> {
        match (self.proof.as_str(), electorate) {
            ("", Some(Electorate::Residents)) => Ok(ProofNeed::Person),
            ("", _) => Ok(ProofNeed::None),
            (code, _) => choice(code, ProofNeed::from_code),
        }
    }

    fn ties(&self, method: Option<Method>) -> Result<Vec<TieBreak>, EntryRefusal> {
        let typed = [&self.tie, &self.tie_then].into_iter().filter(|tie| !tie.is_empty());
        let mut ties: Vec<TieBreak> = typed.map(|tie| choice(tie, TieBreak::from_code)).collect::<Result<_, _>>()?;
        ties.retain(|tie| *tie != TieBreak::Draw);
        if method != Some(Method::YesNo) {
            ties.push(TieBreak::Draw);
        }
        Ok(ties)
    }

    fn closing(&self, check: &mut Check) -> Option<Closing> {
        if self.closes_day.trim().is_empty() && self.closes_time.trim().is_empty() {
            return check.field("minutes", number(&self.minutes, 1, MINUTES_MOST)).map(|minutes| Closing::After(minutes as u16));
        }
        check.field("closes_day", moment(&self.closes_day, &self.closes_time)).map(Closing::At)
    }
}

/// The field a person changes to mend it.
const fn field_of(refusal: CardRefusal) -> &'static str {
    match refusal {
        CardRefusal::OptionsNotHere | CardRefusal::OptionsAlike => "options",
        CardRefusal::TooManyPicks { .. } => "most",
        CardRefusal::TooManySeats { .. } => "seats",
        CardRefusal::TiesDoNotFit => "tie",
        CardRefusal::BaseDoesNotFit => "quorum_base",
        CardRefusal::PassesAlways => "pass",
        CardRefusal::RollNeedsProof => "proof",
    }
}

fn optional(typed: &str, most: i64, otherwise: u16) -> Result<u16, EntryRefusal> {
    if typed.trim().is_empty() { Ok(otherwise) } else { number(typed, 1, most).map(|number| number as u16) }
}

/// The words that shares have in forms.
const SHARES: [(&str, Option<Share>); 5] = [
    ("none", Some(Share::none())),
    ("half", Share::more_than(1, 2)),
    ("at_least_half", Share::at_least(1, 2)),
    ("two_thirds", Share::at_least(2, 3)),
    ("three_quarters", Share::at_least(3, 4)),
];

/// A share as the form writes it: its word, or as in a rule card.
fn written(share: Share) -> String {
    SHARES.iter().find(|(_, known)| *known == Some(share)).map_or_else(|| share.to_string(), |(word, _)| (*word).to_owned())
}

/// A share by its word, as in a rule card (`>1/3`), or as a percentage with up to two decimals that must be reached.
fn share(typed: &str) -> Result<Share, EntryRefusal> {
    let typed = plain(typed);
    let word = SHARES.iter().find(|(word, _)| *word == typed).and_then(|(_, share)| *share);
    let known = match typed.as_str() {
        "" => return Err(EntryRefusal::Missing),
        written if written.starts_with('>') => Share::parse(written),
        _ if word.is_some() => word,
        percent => {
            let percent = percent.trim_end_matches('%');
            let (whole, part) = percent.split_once('.').unwrap_or((percent, "0"));
            let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            if !digits(whole, 3) || !digits(part, 2) {
                return Err(EntryRefusal::NotANumber);
            }
            format!("{whole}{part:0<2}").parse().ok().and_then(|hundredths| Share::at_least(hundredths, Share::FINEST))
        }
    };
    known.ok_or(EntryRefusal::OutOfRange { least: 0, most: 100 })
}
