//! A loaded page, before it is framed.

use axum::http::HeaderName;
use leptos::prelude::*;
use rules::Instant;

/// The header in which a page tells the page cache until when it is true; never sent out.
pub const VALID_UNTIL: HeaderName = HeaderName::from_static("x-valid-until");

/// A loaded page.
pub struct Page {
    /// What it is called, in the tab and for screen readers.
    pub title: String,
    /// One sentence for shared links.
    pub summary: Option<String>,
    /// When what it shows becomes untrue by itself: midnight of the 27th, an opening hour.
    pub valid_until: Option<Instant>,
    /// Without header and bars: posters, slips, the projector.
    pub bare: bool,
    /// The browser looks again every so many seconds: the projector without JavaScript, when it is asked for so.
    pub looks_every: Option<u32>,
    /// Another status than 200.
    pub status: Option<u16>,
    /// The page.
    pub body: AnyView,
}

impl Page {
    /// A page with this title.
    pub fn new(title: impl Into<String>, body: impl IntoView + 'static) -> Self {
        Self { title: title.into(), summary: None, valid_until: None, bare: false, looks_every: None, status: None, body: body.into_any() }
    }

    /// With a sentence for shared links.
    #[must_use]
    pub fn summary(mut self, summary: impl Into<String>) -> Self {
        self.summary = Some(summary.into());
        self
    }

    /// True only until then.
    #[must_use]
    pub fn valid_until(mut self, moment: Option<Instant>) -> Self {
        self.valid_until = moment;
        self
    }

    /// Looks again every so many seconds.
    #[must_use]
    pub fn looks_every(mut self, seconds: u32) -> Self {
        self.looks_every = Some(seconds);
        self
    }

    /// Without header and bars.
    #[must_use]
    pub fn bare(mut self) -> Self {
        self.bare = true;
        self
    }
}
