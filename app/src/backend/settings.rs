//! What the process was started with: the clock, the keys that live outside the database, the public address.

use hmac::{Hmac, Mac};
use rules::Instant;
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The clock of the house. A rehearsal runs on from another moment; a test moves it by hand.
#[derive(Debug, Clone)]
pub enum Clock {
    /// The machine's clock, shifted by so many milliseconds.
    Running(i64),
    /// Stands still until it is moved.
    Held(Arc<AtomicI64>),
}

impl Clock {
    /// The machine's own time.
    #[must_use]
    pub fn real() -> Self {
        Self::Running(0)
    }

    /// Begins at that moment and runs on from there.
    #[must_use]
    pub fn running_from(start: Instant) -> Self {
        Self::Running(start.since(machine_now()))
    }

    /// Stands at that moment.
    #[must_use]
    pub fn held_at(moment: Instant) -> Self {
        Self::Held(Arc::new(AtomicI64::new(moment.millis())))
    }

    /// By how many milliseconds a running clock is ahead of the machine's.
    #[must_use]
    pub fn shift(&self) -> i64 {
        match self {
            Self::Running(shift) => *shift,
            Self::Held(_) => 0,
        }
    }

    /// The moment it is.
    #[must_use]
    pub fn now(&self) -> Instant {
        match self {
            Self::Running(shift) => machine_now().plus(*shift),
            Self::Held(moment) => Instant::from_millis(moment.load(Ordering::SeqCst)),
        }
    }

    /// Moves a held clock; a running one is left alone.
    pub fn set(&self, moment: Instant) {
        if let Self::Held(held) = self {
            held.store(moment.millis(), Ordering::SeqCst);
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_now() -> Instant {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

/// Keys for everything that must not be guessed or read from the database alone; derived from one secret that lives outside it.
#[derive(Clone)]
pub struct Keys {
    secret: [u8; 32],
}

impl Keys {
    /// From the office's secret (32 random bytes).
    #[must_use]
    pub fn new(secret: [u8; 32]) -> Self {
        Self { secret }
    }

    /// A keyed digest for one purpose: short codes, look-up keys, throttle keys.
    #[must_use]
    pub fn mac(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.derived(purpose)).expect("HMAC takes keys of any length");
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }

    /// A key of its own for one purpose, e.g. encryption at rest.
    #[must_use]
    pub fn derived(&self, purpose: &str) -> [u8; 32] {
        let mut digest = Sha256::new();
        digest.update(b"shangmeng/1/");
        digest.update(purpose.as_bytes());
        digest.update([0]);
        digest.update(self.secret);
        digest.finalize().into()
    }
}

impl std::fmt::Debug for Keys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Keys(…)")
    }
}

/// What every visit of this process shares.
#[derive(Debug, Clone)]
pub struct House {
    /// The database.
    pub db: super::Db,
    /// Public data that pages share.
    pub public: super::PublicData,
    /// The clock.
    pub clock: Clock,
    /// The keys.
    pub keys: Keys,
    /// `https://…` without a slash at the end: for QR codes, posters, calendar files. Never the Host header.
    pub public_url: Arc<str>,
    /// Whether this is the demo town.
    pub demo: bool,
    /// Version of the built bundle and style sheet, part of their address.
    pub assets: Arc<str>,
    /// The office's SMS webhook, if there is one.
    pub sms: Option<Arc<str>>,
    /// At most two password hashes at a time.
    pub hashing: Arc<tokio::sync::Semaphore>,
}

impl House {
    /// How this portal names its cookies.
    #[must_use]
    pub fn cookies(&self) -> super::Cookies {
        super::Cookies::at(&self.public_url)
    }
}
