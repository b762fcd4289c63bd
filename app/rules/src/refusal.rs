//! Refusals: a named no, for a whole act or for one field of a form.

use crate::Instant;

/// Something a refusal's sentence needs: a number, a moment, a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fact {
    /// A count, an amount in fen, a limit.
    Number(i64),
    /// A moment, shown as the town writes dates and times.
    Moment(Instant),
    /// A name or text as it was entered.
    Text(String),
}

impl From<i64> for Fact {
    fn from(value: i64) -> Self {
        Self::Number(value)
    }
}
impl From<Instant> for Fact {
    fn from(value: Instant) -> Self {
        Self::Moment(value)
    }
}
impl From<&str> for Fact {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}
impl From<String> for Fact {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

/// The name of a refusal and its facts; the portal's words know the sentence by the code (`refusal-sold-out`, with its `.next` step).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Snake case and unique in the whole house: `sold_out`.
    pub code: &'static str,
    /// The sentence's blanks, by name.
    pub facts: Vec<(&'static str, Fact)>,
}

impl Reason {
    /// A reason without blanks.
    pub fn new(code: &'static str) -> Self {
        Self { code, facts: Vec::new() }
    }

    /// The same reason with one more blank filled.
    #[must_use]
    pub fn with(mut self, name: &'static str, fact: impl Into<Fact>) -> Self {
        self.facts.push((name, fact.into()));
        self
    }
}

/// What every refusal of the law can tell about itself.
pub trait Refusal: std::fmt::Debug {
    /// Its name and facts.
    fn reason(&self) -> Reason;
}

/// Why one field of a form was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldRefusal {
    /// The field's name in the form.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

/// All refusals of one form, in the order of its fields; never empty when it is an error.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormRefusal {
    /// Field by field.
    pub fields: Vec<FieldRefusal>,
}

/// Collects the refusals of a form, so that a person hears of all of them at once.
///
/// ```
/// use rules::{Check, Reason, Refusal};
/// #[derive(Debug)]
/// struct TooShort;
/// impl Refusal for TooShort {
///     fn reason(&self) -> Reason { Reason::new("too_short") }
/// }
/// let mut check = Check::default();
/// let name = check.field("name", Err::<String, _>(TooShort));
/// let age = check.field("age", Ok::<_, TooShort>(68));
/// let outcome = check.finish(|| Some((name?, age?)));
/// assert_eq!(outcome.unwrap_err().fields[0].field, "name");
/// ```
#[derive(Debug, Default)]
pub struct Check {
    refused: FormRefusal,
}

impl Check {
    /// Keeps a good value; notes a refusal under the field's name.
    pub fn field<T, R: Refusal>(&mut self, field: &'static str, outcome: Result<T, R>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(refusal) => {
                self.refuse(field, refusal.reason());
                None
            }
        }
    }

    /// Notes a refusal that concerns a field but was found elsewhere.
    pub fn refuse(&mut self, field: &'static str, reason: Reason) {
        self.refused.fields.push(FieldRefusal { field, reason });
    }

    /// The whole, if no field was refused.
    ///
    /// # Errors
    /// All refusals noted so far.
    pub fn finish<T>(self, whole: impl FnOnce() -> Option<T>) -> Result<T, FormRefusal> {
        match whole() {
            Some(whole) if self.refused.fields.is_empty() => Ok(whole),
            _ => Err(self.refused),
        }
    }
}
