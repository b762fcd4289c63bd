//! The doors of the house: every page and every act, who may use it, and where a form's answer leads.

use super::{AppError, Page, Visit};
use rules::permits::Who;
use std::future::Future;
use std::pin::Pin;
use uuid::Uuid;

/// A room as the house knows it.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// The folder's name.
    pub name: &'static str,
    /// Its words: Chinese, English (Fluent).
    pub words: [&'static str; 2],
    /// Its pages.
    pub pages: &'static [PageDoor],
    /// Its acts.
    pub acts: &'static [&'static Act],
}

/// A page: its path, who may open it, and the function that loads it. The server's router, the matrix and `shangmeng routes` are made from these.
#[derive(Clone, Copy)]
pub struct PageDoor {
    /// `/offers/{id}`.
    pub path: &'static str,
    /// One row of the matrix.
    pub who: Who,
    /// For visitors who are not signed in: the lists the page shows and the query parameters that make a difference; nothing when it is never cached.
    pub cached: Option<Cached>,
    /// Loads it.
    pub load: fn(Visit, At) -> Loading,
}

/// What a cached page depends on.
#[derive(Debug, Clone, Copy)]
pub struct Cached {
    /// Lists whose change makes it old.
    pub lists: &'static [&'static str],
    /// Query parameters that belong to its key; others are ignored.
    pub query: &'static [&'static str],
}

/// A page on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<Page, AppError>> + Send>>;

impl std::fmt::Debug for PageDoor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PageDoor").field("path", &self.path).field("who", &self.who).finish_non_exhaustive()
    }
}

/// A page's door: `door!("/offers/{id}", Who::Anyone, pages::offer)`; with lists and query parameters it is cached for signed-out visitors:
/// `door!("/offers", Who::Anyone, pages::offers, lists: ["offers"], query: ["district"])`.
#[macro_export]
macro_rules! door {
    ($path:expr, $who:expr, $load:path) => {
        $crate::backend::PageDoor { path: $path, who: $who, cached: None, load: |visit, at| Box::pin($load(visit, at)) }
    };
    ($path:expr, $who:expr, $load:path, lists: $lists:expr, query: $query:expr) => {
        $crate::backend::PageDoor {
            path: $path,
            who: $who,
            cached: Some($crate::backend::Cached { lists: &$lists, query: &$query }),
            load: |visit, at| Box::pin($load(visit, at)),
        }
    };
}

/// Where in the portal a page was asked for: the blanks of its path and its query.
#[derive(Debug, Clone, Default)]
pub struct At {
    /// Blanks of the path, by name.
    pub params: Vec<(String, String)>,
    /// The query, in its order.
    pub query: Vec<(String, String)>,
}

impl At {
    /// A blank of the path as a record's id.
    ///
    /// # Errors
    /// Not found, when it is none.
    pub fn id(&self, name: &str) -> Result<Uuid, AppError> {
        self.param(name).parse().map_err(|_| AppError::not_found())
    }

    /// A blank of the path; empty when there is none of that name.
    #[must_use]
    pub fn param(&self, name: &str) -> &str {
        find(&self.params, name).unwrap_or_default()
    }

    /// A query parameter that is there and not empty.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<&str> {
        find(&self.query, name).filter(|value| !value.is_empty())
    }
}

fn find<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}

/// Text for a query or a path segment, percent-encoded; slashes stay.
#[must_use]
pub fn encoded(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~' | b'/') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// How a plain form is answered when the act succeeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// 303 to this page; `{name}` is filled from the act's answer, or else from the form.
    To(&'static str),
    /// 200 with this page itself, which shows the act's answer this once (a slip, recovery codes, the till's card).
    Shown(&'static str),
}

/// An act: a server function and what the house must know of it.
#[derive(Debug)]
pub struct Act {
    /// The town's verb: `claim_offer`.
    pub name: &'static str,
    /// The server function's address: `/api/claims/claim_offer`.
    pub path: &'static str,
    /// One row of the matrix.
    pub who: Who,
    /// The page with the form; `{name}` is filled from the form. A refused form is shown there again, as typed.
    pub form: &'static str,
    /// Where success leads.
    pub done: Answer,
    /// Fields that are never given back: passwords, codes.
    pub secrets: &'static [&'static str],
    /// The lists whose cached pages this act makes old.
    pub lists: &'static [&'static str],
}
