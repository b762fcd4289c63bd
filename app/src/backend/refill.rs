//! What the form door leaves for the page it renders: a refused form as it was typed, a once-shown answer, the line after a success.

use super::{Act, AppError};
use leptos::prelude::use_context;
use serde::de::DeserializeOwned;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A refused form, given back as it was typed (without its secrets).
#[derive(Debug, Clone)]
pub struct Refill {
    /// The act's address.
    pub act: &'static str,
    /// Fields as typed, in their order; a field may come several times.
    pub values: Vec<(String, String)>,
    /// Why it was refused.
    pub error: AppError,
    /// Whether it came with files, which cannot be given back.
    pub with_files: bool,
    heard: Arc<AtomicBool>,
}

impl Refill {
    /// A form that was refused.
    #[must_use]
    pub fn new(act: &Act, values: Vec<(String, String)>, error: AppError, with_files: bool) -> Self {
        Self { act: act.path, values, error, with_files, heard: Arc::default() }
    }

    /// The refused form of this act; where a page has several of the same act, the one with the given field.
    #[must_use]
    pub fn of(act: &Act, only: Option<(&str, &str)>) -> Option<Self> {
        let refill = use_context::<Self>().filter(|refill| refill.act == act.path)?;
        let refill = only.is_none_or(|(field, value)| refill.value(field) == Some(value)).then_some(refill)?;
        refill.heard.store(true, Ordering::Relaxed);
        Some(refill)
    }

    /// The refused form that no place of the page has asked for: it stood there when it was sent, and the page has changed since.
    #[must_use]
    pub fn unheard() -> Option<Self> {
        use_context::<Self>().filter(|refill| !refill.heard.load(Ordering::Relaxed))
    }

    /// What was typed into this field.
    #[must_use]
    pub fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// All that was chosen in this field.
    pub fn values<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a str> {
        let plain = |name: &str| name.split('[').next().unwrap_or_default().to_owned();
        self.values.iter().filter(move |(name, _)| plain(name) == plain(field)).map(|(_, value)| value.as_str())
    }
}

/// The answer of an act that is shown this once.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The act's address.
    pub act: &'static str,
    /// Its answer.
    pub answer: serde_json::Value,
}

impl Shown {
    /// The answer of this act, if the page is shown because of it.
    #[must_use]
    pub fn of<A: DeserializeOwned>(act: &Act) -> Option<A> {
        let shown = use_context::<Self>().filter(|shown| shown.act == act.path)?;
        serde_json::from_value(shown.answer).ok()
    }
}

/// The act that just succeeded and led here; the page says so in one line (`done-claim-offer`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done(pub &'static str);
