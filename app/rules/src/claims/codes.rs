//! Codes: what a resident shows and a clerk types.
//!
//! Nothing is stored for a code. Every claim and every member has a random number that nobody sees; a code is that number **sealed** (permuted within
//! its range) for a minute or a day with the house's key, so that the till can open it again and an old one is known to be old. The keyed function
//! ([`Mac`]) is handed in.

use super::TillRefusal;
use crate::{Day, Instant, MINUTE};
use unicode_normalization::UnicodeNormalization;

/// A keyed function that nobody without the key can tell from chance, e.g. the first 8 bytes of an HMAC-SHA-256.
pub type Mac<'a> = &'a dyn Fn(&[u8]) -> u64;

/// A claim's hidden number: random, unique among all claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClaimNumber(u32);

/// A member's hidden number: random, unique among all members.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MemberNumber(u32);

impl ClaimNumber {
    /// How many there are: 8 digits.
    pub const RANGE: u32 = 100_000_000;

    /// From chance or from the table; what lies beyond the range wraps around.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number % Self::RANGE)
    }

    /// The number to store.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

impl MemberNumber {
    /// How many there are: 9 digits.
    pub const RANGE: u32 = 1_000_000_000;

    /// From chance or from the table; what lies beyond the range wraps around.
    #[must_use]
    pub const fn new(number: u32) -> Self {
        Self(number % Self::RANGE)
    }

    /// The number to store.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0
    }
}

/// A keyed permutation of the numbers below `left · right`: ten rounds of adding a keyed value of one part to the other.
#[derive(Debug, Clone, Copy)]
pub struct Seal {
    left: u64,
    right: u64,
}

impl Seal {
    /// For codes on a phone: 8 digits.
    pub const PHONE: Self = Self { left: 10_000, right: 10_000 };
    /// For member codes: 9 digits.
    pub const MEMBER: Self = Self { left: 10_000, right: 100_000 };
    /// For printed codes: 11 characters of 31.
    pub const PRINT: Self = Self { left: 31_u64.pow(5), right: 31_u64.pow(6) };

    const ROUNDS: u8 = 10;

    /// The number as it is shown under this label.
    #[must_use]
    pub fn close(self, mac: Mac<'_>, label: &[u8], number: u64) -> u64 {
        let (mut left, mut right) = (number / self.right % self.left, number % self.right);
        for round in 0..Self::ROUNDS {
            if round % 2 == 0 {
                left = (left + Self::step(mac, label, round, right) % self.left) % self.left;
            } else {
                right = (right + Self::step(mac, label, round, left) % self.right) % self.right;
            }
        }
        left * self.right + right
    }

    /// The number that is shown so under this label.
    #[must_use]
    pub fn open(self, mac: Mac<'_>, label: &[u8], shown: u64) -> u64 {
        let (mut left, mut right) = (shown / self.right % self.left, shown % self.right);
        for round in (0..Self::ROUNDS).rev() {
            if round % 2 == 0 {
                left = (left + self.left - Self::step(mac, label, round, right) % self.left) % self.left;
            } else {
                right = (right + self.right - Self::step(mac, label, round, left) % self.right) % self.right;
            }
        }
        left * self.right + right
    }

    fn step(mac: Mac<'_>, label: &[u8], round: u8, part: u64) -> u64 {
        mac(&[label, &[round], &part.to_be_bytes()].concat())
    }
}

/// How many minutes a code on a phone is taken.
pub const CODE_MINUTES: i64 = 10;
/// For how many minutes longer the till can tell that a code is merely old.
const STALE_MINUTES: i64 = 60;

fn minute_label(what: &str, minute: i64) -> Vec<u8> {
    [what.as_bytes(), &minute.to_be_bytes()].concat()
}

/// The 8 digits that a claim shows on a phone in this minute; taken for [`CODE_MINUTES`].
#[must_use]
pub fn phone_code(number: ClaimNumber, now: Instant, mac: Mac<'_>) -> String {
    let label = minute_label("phone", now.millis().div_euclid(MINUTE));
    format!("{:08}", Seal::PHONE.close(mac, &label, u64::from(number.0)))
}

/// The 9 digits that a member shows in this minute; taken for [`CODE_MINUTES`].
#[must_use]
pub fn member_code(number: MemberNumber, now: Instant, mac: Mac<'_>) -> String {
    let label = minute_label("member", now.millis().div_euclid(MINUTE));
    format!("{:09}", Seal::MEMBER.close(mac, &label, u64::from(number.0)))
}

/// The numbers a typed code can stand for: newest first, at most one per minute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<N> {
    /// Numbers for which the code is good now.
    pub fresh: Vec<N>,
    /// Numbers for which it was good within the last hour.
    pub stale: Vec<N>,
}

fn by_minute<N>(seal: Seal, what: &str, code: u32, now: Instant, mac: Mac<'_>, number: impl Fn(u32) -> N) -> Found<N> {
    let this = now.millis().div_euclid(MINUTE);
    let number_at = |ago: i64| number(seal.open(mac, &minute_label(what, this - ago), u64::from(code)) as u32);
    Found { fresh: (0..CODE_MINUTES).map(number_at).collect(), stale: (CODE_MINUTES..CODE_MINUTES + STALE_MINUTES).map(number_at).collect() }
}

/// The claims that a typed code of 8 digits can stand for.
#[must_use]
pub fn find_claim(code: u32, now: Instant, mac: Mac<'_>) -> Found<ClaimNumber> {
    by_minute(Seal::PHONE, "phone", code, now, mac, ClaimNumber)
}

/// The members that a typed code of 9 digits can stand for.
#[must_use]
pub fn find_member(code: u32, now: Instant, mac: Mac<'_>) -> Found<MemberNumber> {
    by_minute(Seal::MEMBER, "member", code, now, mac, MemberNumber)
}

/// The one record that a code stands for, among those that exist under its fresh and its stale numbers.
///
/// # Errors
/// Unknown; or stale, also when it fits two records of this shop by chance: then nothing is guessed, and a reload shows another code.
pub fn pick<T>(fresh: Vec<T>, stale: &[T], here: impl Fn(&T) -> bool) -> Result<T, TillRefusal> {
    let (mut own, mut others): (Vec<T>, Vec<T>) = fresh.into_iter().partition(&here);
    match (own.len(), others.len()) {
        (1, _) => Ok(own.remove(0)),
        (0, 0) if stale.iter().any(here) => Err(TillRefusal::CodeStale),
        (0, 0) => Err(TillRefusal::UnknownCode),
        (0, _) => Ok(others.remove(0)),
        _ => Err(TillRefusal::CodeStale),
    }
}

/// Digits and capitals without 0, 1, I, L and O: 31, a prime, so that the check character finds every single misreading and every swap.
const ALPHABET: &[u8; 31] = b"23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/// The code of a printed claim: 11 characters and one that checks them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PrintCode([u8; 12]);

impl PrintCode {
    /// The code of a claim for its day.
    #[must_use]
    pub fn of(number: ClaimNumber, day: Day, mac: Mac<'_>) -> Self {
        let mut left = Seal::PRINT.close(mac, &day_label(day), u64::from(number.0));
        let mut places = [0_u8; 12];
        for place in places[..11].iter_mut().rev() {
            *place = (left % 31) as u8;
            left /= 31;
        }
        places[11] = check_place(&places);
        Self(places)
    }

    /// The claim that has this code on that day.
    #[must_use]
    pub fn claim_on(&self, day: Day, mac: Mac<'_>) -> Option<ClaimNumber> {
        let shown = self.0[..11].iter().fold(0, |sum, place| sum * 31 + u64::from(*place));
        let number = Seal::PRINT.open(mac, &day_label(day), shown);
        u32::try_from(number).ok().filter(|number| *number < ClaimNumber::RANGE).map(ClaimNumber)
    }

    /// The 12 characters.
    #[must_use]
    pub fn text(&self) -> String {
        self.0.iter().map(|place| char::from(ALPHABET[usize::from(*place)])).collect()
    }

    fn read(text: &str) -> Option<Result<Self, TillRefusal>> {
        let mut places = [0_u8; 12];
        if text.len() != places.len() {
            return None;
        }
        for (place, byte) in places.iter_mut().zip(text.bytes()) {
            let Some(value) = ALPHABET.iter().position(|own| *own == byte) else { return Some(Err(TillRefusal::CodeMistyped)) };
            *place = value as u8;
        }
        Some(if check_place(&places) == places[11] { Ok(Self(places)) } else { Err(TillRefusal::CodeMistyped) })
    }
}

fn day_label(day: Day) -> Vec<u8> {
    ["print".as_bytes(), day.to_string().as_bytes()].concat()
}

/// The weighted sum of the first 11 places, modulo 31; weights 2 to 12, the check's own being 1.
fn check_place(places: &[u8; 12]) -> u8 {
    let sum: u32 = places[..11].iter().zip(2_u32..).map(|(place, weight)| u32::from(*place) * weight).sum();
    ((31 - sum % 31) % 31) as u8
}

/// A code as a clerk or a camera enters it, told apart by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TypedCode {
    /// 8 digits: a claim on a phone.
    Claim(u32),
    /// 9 digits: a member.
    Member(u32),
    /// 12 characters: a printed claim.
    Printed(PrintCode),
}

impl TypedCode {
    /// Reads what was typed, pasted or scanned: spaces, dashes, words around it, full-width and small letters do not matter; of an address the part
    /// after `#` counts. Where only digits can be meant, the letters O, I and L are read as the digits they look like.
    ///
    /// # Errors
    /// [`TillRefusal::NoCode`] where nothing was typed, [`TillRefusal::CodeMistyped`] for a printed code that fails its check, else [`TillRefusal::UnknownCode`].
    pub fn parse(typed: &str) -> Result<Self, TillRefusal> {
        let typed = typed.rsplit_once(['#', '＃']).map_or(typed, |(_, code)| code);
        let code: String = typed.nfkc().filter(char::is_ascii_alphanumeric).take(64).collect::<String>().to_ascii_uppercase();
        if typed.trim().is_empty() {
            return Err(TillRefusal::NoCode);
        }
        let meant = code.replace('O', "0").replace(['I', 'L'], "1");
        let digits = |length: usize| (meant.len() == length && meant.bytes().all(|byte| byte.is_ascii_digit())).then(|| meant.parse().ok()).flatten();
        if let Some(code) = digits(8) {
            return Ok(Self::Claim(code));
        }
        if let Some(code) = digits(9) {
            return Ok(Self::Member(code));
        }
        PrintCode::read(&code).unwrap_or(Err(TillRefusal::UnknownCode)).map(Self::Printed)
    }
}
