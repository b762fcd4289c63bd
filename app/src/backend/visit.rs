//! The visit: who is here, when, in which language.

use super::turns::{Group, kept};
use super::{Act, AppError, Begun, Cookies, Db, Done, House, Lang, Refill, Shown};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use leptos::prelude::{provide_context, use_context};
use rules::Instant;
use rules::accounts::AudienceFacts;
use rules::permits::{PermitRefusal, Role, Standing, Who};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// One request's visit. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visit(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    house: House,
    now: Instant,
    prefs: Prefs,
    signed: Option<Signed>,
    address: String,
    path: String,
    group: Mutex<Option<Group>>,
}

/// The signed-in person, as this session knows them.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The person.
    pub person: Uuid,
    /// The session's own id, for lists of sessions; not the token.
    pub session: Uuid,
    /// Grants and second factor.
    pub standing: Standing,
    /// When the password (and second factor) was last shown.
    pub fresh_at: Instant,
    /// What audiences ask.
    pub facts: AudienceFacts,
    /// `138****5678`, or the card number.
    pub label: String,
}

/// How the person wants to see the portal; kept in cookies, never in the account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Prefs {
    /// Chinese or English.
    pub lang: Lang,
    /// 长辈版.
    pub elder: bool,
    /// Light, dark, or as the device.
    pub theme: Theme,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the device is set.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Prefs {
    /// Reads the cookies `lang`, `elder` and `theme`.
    #[must_use]
    pub fn read(cookies: Cookies, headers: &HeaderMap) -> Self {
        let read = |name| cookies.read(headers, name).unwrap_or_default();
        Self {
            lang: Lang::from_tag(&read("lang")).unwrap_or_default(),
            elder: read("elder") == "1",
            theme: match read("theme").as_str() {
                "light" => Theme::Light,
                "dark" => Theme::Dark,
                _ => Theme::Auto,
            },
        }
    }
}

impl Visit {
    /// A visit that begins now.
    #[must_use]
    pub fn new(house: House, prefs: Prefs, signed: Option<Signed>, address: String, path: String) -> Self {
        let now = house.clock.now();
        Self(Arc::new(Inner { house, now, prefs, signed, address, path, group: Mutex::default() }))
    }

    /// The same visit on another page: the form door's.
    #[must_use]
    pub fn at_path(&self, path: &str) -> Self {
        let Inner { house, now, prefs, signed, address, .. } = &*self.0;
        Self(Arc::new(Inner {
            house: house.clone(),
            now: *now,
            prefs: *prefs,
            signed: signed.clone(),
            address: address.clone(),
            path: path.to_owned(),
            group: Mutex::default(),
        }))
    }

    /// The visit this code runs for.
    ///
    /// # Errors
    /// Broken, when it runs for none.
    pub fn current() -> Result<Self, AppError> {
        use_context::<Self>().ok_or_else(|| AppError::broken(&"no visit in context"))
    }

    /// Puts the visit, its language, and what the form door left into the context; the server calls it before every page and server function.
    pub fn provide(parts: &Parts) {
        let of = &parts.extensions;
        if let Some(visit) = of.get::<Self>() {
            provide_context(visit.prefs().lang);
            provide_context(visit.clone());
        }
        if let Some(refill) = of.get::<Refill>() {
            provide_context(refill.clone());
        }
        if let Some(shown) = of.get::<Shown>() {
            provide_context(shown.clone());
        }
        if let Some(done) = of.get::<Done>() {
            provide_context(*done);
        }
    }

    /// When the visit began.
    #[must_use]
    pub fn now(&self) -> Instant {
        self.0.now
    }

    /// What the process was started with.
    #[must_use]
    pub fn house(&self) -> &House {
        &self.0.house
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.0.house.db
    }

    /// How the person wants to see the portal.
    #[must_use]
    pub fn prefs(&self) -> Prefs {
        self.0.prefs
    }

    /// The address the request came from, for throttles only.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.0.address
    }

    /// Path and query of the page being looked at.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The signed-in person, if anybody is.
    #[must_use]
    pub fn signed(&self) -> Option<&Signed> {
        self.0.signed.as_ref()
    }

    /// The signed-in person.
    ///
    /// # Errors
    /// Not signed in.
    pub fn person(&self) -> Result<&Signed, AppError> {
        self.signed().ok_or_else(|| PermitRefusal::NotSignedIn.into())
    }

    /// Whether the person holds this role anywhere, for showing or hiding links.
    #[must_use]
    pub fn holds(&self, role: Role) -> bool {
        self.signed().is_some_and(|signed| signed.standing.holds(role, self.now()))
    }

    /// Asks the matrix for a page.
    ///
    /// # Errors
    /// Not signed in, not allowed, or the second factor is missing.
    pub fn admit(&self, who: Who) -> Result<(), AppError> {
        Ok(who.admits(self.signed().map(|signed| &signed.standing), self.now())?)
    }

    /// Asks the matrix for a page about one place.
    ///
    /// # Errors
    /// As [`Visit::admit`].
    pub fn admit_in(&self, who: Who, place: Uuid) -> Result<(), AppError> {
        Ok(who.admits_in(Some(place), self.signed().map(|signed| &signed.standing), self.now())?)
    }

    /// Whether the matrix lets this person send the act's form at all: pages that are open to readers too ask before they show it. Who could, after
    /// signing in or showing the second factor, sees it.
    #[must_use]
    pub fn may(&self, act: &Act) -> bool {
        let refused = act.who.admits(self.signed().map(|signed| &signed.standing), self.now()).err();
        refused != Some(PermitRefusal::NotAllowed)
    }

    /// Begins an act: the only way to write. Asks the matrix, takes the writing transaction; dropped without a commit it leaves no trace.
    ///
    /// # Errors
    /// Not signed in, not allowed, or the database is busy.
    pub async fn begin(&self, act: &'static Act) -> Result<Begun, AppError> {
        self.admit(act.who)?;
        let turn = self.db().turn().await?;
        *self.0.group.lock().unwrap_or_else(PoisonError::into_inner) = turn.group();
        Ok(Begun::new(turn, self.clone(), act))
    }

    /// Waits until what this visit's act has seen is on the disk, also when it wrote nothing itself: the answer to a form that was sent twice at once
    /// must not come before the first is kept. False when it was not kept.
    pub async fn settled(&self) -> bool {
        let group = self.0.group.lock().unwrap_or_else(PoisonError::into_inner).take();
        match group {
            Some(group) => kept(group).await,
            None => true,
        }
    }

    /// An id for a new record: UUIDv7 of the visit's clock.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id(self.now())
    }
}

/// A UUIDv7 of this moment.
#[must_use]
pub fn new_id(now: Instant) -> Uuid {
    let millis = u64::try_from(now.millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &rand::random()).into_uuid()
}
