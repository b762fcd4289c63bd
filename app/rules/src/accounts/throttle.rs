//! Throttles: after so many tries in a window a door waits, without locking anyone out for good.

use crate::{Instant, MINUTE};

/// How many tries a window allows and how long it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Throttle {
    /// Tries allowed in one window.
    pub tries: i32,
    /// Length of the window in milliseconds.
    pub window: i64,
}

impl Throttle {
    /// Sign-in, per account and address: 10 tries in 15 minutes.
    pub const SIGN_IN: Self = Self { tries: 10, window: 15 * MINUTE };
    /// Sign-in, per address over all accounts: a family or an office behind one address still gets in. The same for joining and for asking for codes.
    pub const ADDRESS: Self = Self { tries: 100, window: 15 * MINUTE };
    /// The password that holds, typed again to change it, per person.
    pub const OWN_PASSWORD: Self = Self::SIGN_IN;
    /// People looked for at a counter, per officer.
    pub const FIND_PERSON: Self = Self::ADDRESS;
    /// Wrong codes at a till, per clerk.
    pub const TILL_CODES: Self = Self { tries: 10, window: 5 * MINUTE };
    /// Codes typed at the door of a meeting, per person.
    pub const CHECK_IN: Self = Self { tries: 10, window: 5 * MINUTE };
    /// Second factors, per account.
    pub const SECOND_FACTOR: Self = Self { tries: 5, window: 15 * MINUTE };
    /// Codes sent to one number for one purpose: each costs the office money and the number's owner patience.
    pub const SMS: Self = Self { tries: 3, window: 15 * MINUTE };
    /// Codes by SMS brought back, per number and address: nobody uses up another's tries. [`CODE_TRIES`] guards the code itself.
    pub const PHONE_CODES: Self = Self { tries: 5, window: 15 * MINUTE };
    /// One-time slips for an account, per address.
    pub const ACCOUNT_SLIPS: Self = Self { tries: 10, window: 15 * MINUTE };
    /// Slips that make somebody an owner or a clerk of a shop, per person.
    pub const SHOP_SLIPS: Self = Self { tries: 10, window: 15 * MINUTE };
}

/// How often a code by SMS may be guessed at, from wherever: after that it is good for nothing, and another must be asked for.
pub const CODE_TRIES: i32 = 10;

/// The tries counted so far in the window that began at `since`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tries {
    /// Begin of the window.
    pub since: Instant,
    /// Tries in it.
    pub count: i32,
}

impl Tries {
    /// Counts one more try; a window that is over begins anew.
    ///
    /// # Errors
    /// The moment at which the next try is possible.
    pub fn one_more(self, throttle: Throttle, now: Instant) -> Result<Self, Instant> {
        let over = self.since.plus(throttle.window);
        if now >= over || now < self.since {
            return Ok(Self { since: now, count: 1 });
        }
        if self.count >= throttle.tries { Err(over) } else { Ok(Self { count: self.count + 1, ..self }) }
    }
}
