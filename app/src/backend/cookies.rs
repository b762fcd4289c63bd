//! Cookies: `__Host-…`, Secure, HttpOnly, SameSite=Lax. Over plain http (loopback only) the names are plain, since browsers refuse the prefix there.

use axum::http::{HeaderMap, HeaderValue, header::COOKIE};

/// How this portal names its cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cookies {
    secure: bool,
}

impl Cookies {
    /// For a portal at this address.
    #[must_use]
    pub fn at(public_url: &str) -> Self {
        Self { secure: public_url.starts_with("https://") }
    }

    /// The name a browser keeps it under.
    #[must_use]
    pub fn name(self, plain: &str) -> String {
        if self.secure { format!("__Host-{plain}") } else { plain.to_owned() }
    }

    /// The value that was sent, if one was.
    #[must_use]
    pub fn read(self, headers: &HeaderMap, plain: &str) -> Option<String> {
        let same = |key: &str| match key.strip_prefix("__Host-") {
            Some(key) => self.secure && key == plain,
            None => !self.secure && key == plain,
        };
        headers.get_all(COOKIE).iter().find_map(|line| {
            // Cookies of other services at this address may hold any bytes; they must not hide ours.
            let line = String::from_utf8_lossy(line.as_bytes());
            let mut pairs = line.split(';').filter_map(|pair| pair.trim().split_once('='));
            pairs.find(|(key, _)| same(key)).map(|(_, value)| value.to_owned())
        })
    }

    /// A cookie to keep for so many seconds; 0 takes it back.
    #[must_use]
    pub fn set(self, plain: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
        let secure = if self.secure { "; Secure" } else { "" };
        HeaderValue::from_str(&format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", self.name(plain))).ok()
    }
}
