//! Takeover slips: the one-time paper by which a shop's person takes over a shop that a register listed.

use crate::writing::plain;
use crate::{Check, DAY, FormRefusal, HOUR, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Characters of a slip: none that look alike on paper (no 0, 1, I, L, O, U).
const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH: usize = 12;

/// The code on a slip: 12 characters, printed in three groups of four.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SlipCode(String);

/// The office's numbers for slips; kept with history by the alliance's settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipSettings {
    /// A takeover slip is good for so many days.
    pub takeover_days: u32,
    /// A clerk's slip is good for so many hours.
    pub clerk_hours: u32,
}

/// 30 days, 48 hours: the starting values.
impl Default for SlipSettings {
    fn default() -> Self {
        Self { takeover_days: 30, clerk_hours: 48 }
    }
}

impl SlipSettings {
    /// Until when a takeover slip issued now is good.
    #[must_use]
    pub fn takeover_until(&self, now: Instant) -> Instant {
        now.plus(i64::from(self.takeover_days) * DAY)
    }

    /// Until when a clerk's slip issued now is good.
    #[must_use]
    pub fn clerk_until(&self, now: Instant) -> Instant {
        now.plus(i64::from(self.clerk_hours) * HOUR)
    }
}

/// Why a slip does not hand a shop over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlipRefusal {
    /// No slip has this code.
    Unknown,
    /// The slip was used.
    Used {
        /// When.
        at: Instant,
    },
    /// The slip is too old.
    Expired {
        /// Since when.
        at: Instant,
    },
    /// The officer withdrew the slip, mostly by issuing another one.
    Revoked,
    /// Somebody has taken the shop over already, or it has left.
    ShopTaken,
    /// The person is not proven yet.
    ProofMissing,
    /// The person is an owner of the shop already: the slip is for somebody else.
    OwnAlready,
}

impl Refusal for SlipRefusal {
    fn reason(&self) -> Reason {
        match self {
            Self::Unknown => Reason::new("slip_unknown"),
            Self::Used { at } => Reason::new("slip_used").with("at", *at),
            Self::Expired { at } => Reason::new("slip_expired").with("at", *at),
            Self::Revoked => Reason::new("slip_revoked"),
            Self::ShopTaken => Reason::new("shop_taken"),
            Self::ProofMissing => Reason::new("proof_missing_for_takeover"),
            Self::OwnAlready => Reason::new("own_already"),
        }
    }
}

impl SlipCode {
    /// Reads a code as people type it: any case, spaces and dashes between, full-width characters.
    ///
    /// # Errors
    /// `slip_unknown` when it cannot be one.
    pub fn parse(text: &str) -> Result<Self, SlipRefusal> {
        let code: String = plain(text).to_ascii_uppercase().chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—')).collect();
        let good = code.len() == LENGTH && code.bytes().all(|b| ALPHABET.contains(&b));
        if good { Ok(Self(code)) } else { Err(SlipRefusal::Unknown) }
    }

    /// A code from random bytes that the caller draws; bytes beyond a whole number of alphabets are passed over, none when too few are left.
    #[must_use]
    pub fn from_random(bytes: &[u8]) -> Option<Self> {
        let fair = bytes.iter().filter(|byte| **byte < 240);
        let code: String = fair.take(LENGTH).map(|byte| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()])).collect();
        (code.len() == LENGTH).then_some(Self(code))
    }

    /// The 12 characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// In groups of four: `7KQM-2D9X-H4TB`.
impl fmt::Display for SlipCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", &self.0[..4], &self.0[4..8], &self.0[8..])
    }
}

/// What is known of a slip and of the person who brings it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlipFacts {
    /// Until when it is good.
    pub expires_at: Instant,
    /// When it was used.
    pub used_at: Option<Instant>,
    /// Whether it was withdrawn.
    pub revoked: bool,
    /// Whether the shop still waits for its person, or whoever issued the slip still names its people.
    pub shop_waits: bool,
    /// Whether the person is an owner of the shop already.
    pub own_already: bool,
    /// Whether the person is proven.
    pub proven: bool,
}

impl SlipFacts {
    /// Whether the slip hands its shop over now.
    ///
    /// # Errors
    /// The reason why not.
    pub fn hands_over(&self, now: Instant) -> Result<(), SlipRefusal> {
        match self.used_at {
            Some(at) => Err(SlipRefusal::Used { at }),
            None if self.revoked => Err(SlipRefusal::Revoked),
            None if now >= self.expires_at => Err(SlipRefusal::Expired { at: self.expires_at }),
            None if !self.shop_waits => Err(SlipRefusal::ShopTaken),
            None if self.own_already => Err(SlipRefusal::OwnAlready),
            None if !self.proven => Err(SlipRefusal::ProofMissing),
            None => Ok(()),
        }
    }
}

/// What a shop's person sends in to take it over.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TakeoverForm {
    /// The code of the slip.
    pub code: String,
    /// `on` when the charter was accepted.
    pub charter: Option<String>,
    /// The number of the charter's version that was shown.
    pub charter_number: String,
}

impl TakeoverForm {
    /// The slip's code, and the version of the charter that is accepted.
    ///
    /// # Errors
    /// All fields that are not in order.
    pub fn parse(&self) -> Result<(SlipCode, i64), FormRefusal> {
        let mut check = Check::default();
        let code = check.field("code", SlipCode::parse(&self.code));
        let charter = check.field("charter", crate::merchants::accepted(self.charter.as_deref(), &self.charter_number));
        check.finish(|| Some((code?, charter?)))
    }
}
