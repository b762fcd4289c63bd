//! The one error on the wire. Its sentences are already in the visit's language, so that islands show them without carrying the words.

use leptos::server_fn::codec::JsonEncoding;
use leptos::server_fn::error::{FromServerFnError, ServerFnErrorErr};
use serde::{Deserialize, Serialize};

/// Why an act or a page was not given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "error", rename_all = "snake_case")]
pub enum AppError {
    /// Nobody is signed in (401).
    NotSignedIn(Refused),
    /// Signed in, but not the role or the place (403).
    NotAllowed(Refused),
    /// No such page or record, or somebody else's (404).
    NotFound(Refused),
    /// The law says no, or the form was not understood (422, or the status the code asks for).
    Refused(Refused),
    /// The database is away or busy; nothing was written (503).
    Busy(Refused),
    /// Our fault (500); the cause is in the log under this ticket.
    Broken(Refused),
}

/// What every refusal tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// Its name, the same in both languages: `sold_out`.
    pub code: String,
    /// What happened, in a sentence.
    pub sentence: String,
    /// What to do next, in a sentence.
    pub next_step: String,
    /// The fields of a form that were not taken.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldError>,
    /// Only for what broke: the number to tell the office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<String>,
}

/// Why one field was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldError {
    /// The field's name in the form.
    pub field: String,
    /// The reason's name.
    pub code: String,
    /// The reason, with what to do about it.
    pub sentence: String,
}

impl Refused {
    /// What happened and what to do next; Chinese sentences follow each other without a gap.
    #[must_use]
    pub fn whole(&self) -> String {
        let gap = if self.next_step.is_empty() || self.sentence.ends_with(['。', '！', '？']) { "" } else { " " };
        format!("{}{gap}{}", self.sentence, self.next_step)
    }
}

impl AppError {
    /// What it tells.
    #[must_use]
    pub fn refused(&self) -> &Refused {
        match self {
            Self::NotSignedIn(refused)
            | Self::NotAllowed(refused)
            | Self::NotFound(refused)
            | Self::Refused(refused)
            | Self::Busy(refused)
            | Self::Broken(refused) => refused,
        }
    }

    /// The HTTP status this error is answered with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::NotSignedIn(_) => 401,
            Self::NotAllowed(_) => 403,
            Self::NotFound(_) => 404,
            Self::Refused(refused) => match refused.code.as_str() {
                "request_unreadable" => 400,
                "too_many_tries" => 429,
                "already_sent" => 409,
                "too_large" => 413,
                _ => 422,
            },
            Self::Busy(_) => 503,
            Self::Broken(_) => 500,
        }
    }
}

impl std::fmt::Display for AppError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.refused().whole())
    }
}

impl std::error::Error for AppError {}

impl FromServerFnError for AppError {
    type Encoder = JsonEncoding;

    /// What could not be decoded is the sender's mistake; on the browser's side only the network can be at fault.
    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        let code = match error {
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => "request_unreadable",
            ServerFnErrorErr::Request(_) => "network_away",
            _ => "request_unreadable",
        };
        Self::named(code)
    }
}

#[cfg(not(feature = "ssr"))]
impl AppError {
    fn named(code: &str) -> Self {
        Self::Refused(Refused { code: code.to_owned(), ..Refused::default() })
    }
}

/// Lets `?` turn a room's refusals into the error on the wire: `refuses!(rules::claims::ClaimRefusal);` in the room's door.
#[cfg(feature = "ssr")]
#[macro_export]
macro_rules! refuses {
    ($($refusal:ty),+ $(,)?) => {
        $(impl From<$refusal> for $crate::backend::AppError {
            fn from(refusal: $refusal) -> Self {
                Self::refusal(&refusal)
            }
        })+
    };
}

#[cfg(feature = "ssr")]
mod native {
    use super::{AppError, FieldError, Refused};
    use crate::backend::words;
    use rules::{FormRefusal, Reason, Refusal, permits::PermitRefusal};
    use sea_orm::{DbErr, SqlErr};

    /// What the engines say when they are away, locked, full, or waited too long for somebody else.
    const AWAY: &[&str] = &[
        "database is locked",
        "disk is full",
        "disk I/O",
        "error communicating with database",
        "connection",
        "Connection",
        "pool timed out",
        "unable to open database",
        "lock timeout",
        "statement timeout",
        "database system is",
    ];

    impl Refused {
        fn of(reason: &Reason) -> Self {
            let (sentence, next_step) = words::refusal(reason);
            Self { code: reason.code.to_owned(), sentence, next_step, ..Self::default() }
        }
    }

    impl AppError {
        /// A refusal without facts, by its name.
        #[must_use]
        pub fn named(code: &'static str) -> Self {
            Self::Refused(Refused::of(&Reason::new(code)))
        }

        /// A refusal of the law, with its code, its sentence and its next step.
        #[must_use]
        pub fn refusal(refusal: &impl Refusal) -> Self {
            let reason = refusal.reason();
            let refused = Refused::of(&reason);
            match reason.code {
                "not_signed_in" => Self::NotSignedIn(refused),
                "not_allowed" | "second_factor_needed" | "sign_in_again" => Self::NotAllowed(refused),
                _ => Self::Refused(refused),
            }
        }

        /// The refusal of single fields whose names are not known beforehand.
        #[must_use]
        pub fn fields(fields: Vec<FieldError>) -> Self {
            Self::Refused(Refused { fields, ..Refused::of(&Reason::new("fields_refused")) })
        }

        /// No such page or record, or somebody else's: the two answer alike.
        #[must_use]
        pub fn not_found() -> Self {
            Self::NotFound(Refused::of(&Reason::new("not_found")))
        }

        /// Signed in, but not for this.
        #[must_use]
        pub fn not_allowed() -> Self {
            PermitRefusal::NotAllowed.into()
        }

        /// The database is busy, or somebody was faster in a way that no rule speaks of: nothing was written, the same request may come again.
        #[must_use]
        pub fn busy(cause: &dyn std::fmt::Display) -> Self {
            tracing::warn!(%cause, "database away");
            Self::Busy(Refused::of(&Reason::new("busy")))
        }

        /// Somebody else wrote the same record in the same moment: nothing was written. The form door tries once more by itself.
        #[must_use]
        pub fn raced(cause: &dyn std::fmt::Display) -> Self {
            tracing::info!(%cause, "a race was lost");
            Self::Busy(Refused::of(&Reason::new("raced")))
        }

        /// Our fault: logs the cause once and gives a ticket for it.
        #[must_use]
        pub fn broken(cause: &dyn std::fmt::Display) -> Self {
            let ticket = format!("{:08X}", rand::random::<u32>());
            tracing::error!(ticket, cause = %cause, "broken");
            Self::Broken(Refused { ticket: Some(ticket), ..Refused::of(&Reason::new("broken")) })
        }
    }

    crate::refuses!(PermitRefusal);

    impl FieldError {
        /// A field's refusal with its sentence and next step in one.
        #[must_use]
        pub fn new(field: &str, reason: &Reason) -> Self {
            let (sentence, next) = words::refusal(reason);
            let sentence = if next.is_empty() { sentence } else { format!("{sentence}{}{next}", words::Lang::current().gap()) };
            Self { field: field.to_owned(), code: reason.code.to_owned(), sentence }
        }
    }

    impl From<FormRefusal> for AppError {
        fn from(form: FormRefusal) -> Self {
            Self::fields(form.fields.iter().map(|field| FieldError::new(field.field, &field.reason)).collect())
        }
    }

    /// A busy or absent database and a lost race are no fault of the code: nothing was written, try again. Everything else is ours.
    impl From<DbErr> for AppError {
        fn from(error: DbErr) -> Self {
            let text = error.to_string();
            if matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))) || text.contains("deadlock detected") {
                return Self::raced(&text);
            }
            let away = matches!(error, DbErr::ConnectionAcquire(_) | DbErr::Conn(_)) || AWAY.iter().any(|sign| text.contains(sign));
            if away { Self::busy(&text) } else { Self::broken(&text) }
        }
    }
}
