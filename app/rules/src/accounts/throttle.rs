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
    /// Sign-in, per address over all accounts: a family or an office behind one address still gets in.
    pub const ADDRESS: Self = Self { tries: 100, window: 15 * MINUTE };
    /// Wrong codes at a till, per clerk.
    pub const TILL_CODES: Self = Self { tries: 10, window: 5 * MINUTE };
    /// Second factors, per account.
    pub const SECOND_FACTOR: Self = Self { tries: 5, window: 15 * MINUTE };
    /// Codes sent to one number: each costs the office money and the number's owner patience.
    pub const SMS: Self = Self { tries: 3, window: 15 * MINUTE };
    /// One-time slips and codes, per address.
    pub const SLIPS: Self = Self { tries: 10, window: 15 * MINUTE };
}

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
