//! At a counter: who may prove whom, and open an account for a person without a phone.

use super::{Digits, Login, Mobile, MobileRefusal};
use crate::permits::{Role, Standing};
use crate::writing::plain;
use crate::{Check, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Looking for a person at the desk, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct FindForm {
    /// Mobile number, card number, or the eight digits the person shows.
    pub who: String,
}

/// How a person is looked for.
#[derive(Debug, Clone)]
pub enum Sought {
    /// By the number they sign in with.
    ByLogin(Login),
    /// By the code on their own page; it has as many digits as a card, so both are tried.
    ByCode(Digits<8>, Option<Login>),
}

impl FindForm {
    /// Reads what was typed.
    ///
    /// # Errors
    /// `mobile_missing`, `mobile_unreadable`.
    pub fn parse(&self) -> Result<Sought, FormRefusal> {
        let mut check = Check::default();
        let login = Login::parse(&self.who);
        if let Ok(code) = Digits::parse(&self.who) {
            return Ok(Sought::ByCode(code, login.ok()));
        }
        let login = check.field("who", login);
        check.finish(|| login.map(Sought::ByLogin))
    }
}

/// A proof at a counter, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ProofForm {
    /// Whose.
    pub person: String,
    /// The community they live in.
    pub community: String,
    /// The year they were born in.
    pub birth_year: String,
    /// Ticked: an identity document was seen.
    pub seen: Option<String>,
    /// Ticked: the person agreed that community and birth year decide which offers fit.
    pub audience: Option<String>,
}

/// What a proof at a counter says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CounterProof {
    /// The community they live in.
    pub community: Uuid,
    /// The year they were born in.
    pub birth_year: i32,
    /// Whether both may decide which offers fit.
    pub audience: bool,
}

impl ProofForm {
    /// Checks all fields; `this_year` is the town's.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self, this_year: i32) -> Result<CounterProof, FormRefusal> {
        let mut check = Check::default();
        let community = check.field("community", read_community(&self.community));
        let birth_year = check.field("birth_year", read_birth_year(&self.birth_year, this_year));
        if self.seen.is_none() {
            check.refuse("seen", CounterRefusal::DocumentNotSeen.reason());
        }
        check.finish(|| Some(CounterProof { community: community?, birth_year: birth_year?, audience: self.audience.is_some() }))
    }
}

/// Opening an account at a counter, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OpenForm {
    /// Made by the page.
    pub id: String,
    /// Nothing for people without a phone: they get a card.
    pub mobile: String,
    /// The community they live in.
    pub community: String,
    /// The year they were born in.
    pub birth_year: String,
    /// Ticked: an identity document was seen.
    pub seen: Option<String>,
    /// Ticked: the person heard the privacy notice and agreed.
    pub privacy: Option<String>,
    /// Ticked: the person agreed that community and birth year decide which offers fit.
    pub audience: Option<String>,
    /// Ticked: an account without proof holds the number, and the person says it is not theirs.
    pub take_over: Option<String>,
}

/// An account that may be opened.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Their number, if they have one.
    pub mobile: Option<Mobile>,
    /// What was shown.
    pub proof: CounterProof,
    /// Whether the number may be taken from an account without proof.
    pub take_over: bool,
}

impl OpenForm {
    /// Checks all fields.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self, this_year: i32) -> Result<Opening, FormRefusal> {
        let mut check = Check::default();
        let mobile = match Mobile::parse(&self.mobile) {
            Err(MobileRefusal::Missing) => Some(None),
            other => check.field("mobile", other).map(Some),
        };
        let community = check.field("community", read_community(&self.community));
        let birth_year = check.field("birth_year", read_birth_year(&self.birth_year, this_year));
        if self.seen.is_none() {
            check.refuse("seen", CounterRefusal::DocumentNotSeen.reason());
        }
        if self.privacy.is_none() {
            check.refuse("privacy", Reason::new("privacy_not_accepted"));
        }
        let audience = self.audience.is_some();
        check.finish(|| {
            Some(Opening {
                mobile: mobile?,
                proof: CounterProof { community: community?, birth_year: birth_year?, audience },
                take_over: self.take_over.is_some(),
            })
        })
    }
}

fn read_community(text: &str) -> Result<Uuid, CounterRefusal> {
    text.trim().parse().map_err(|_| CounterRefusal::CommunityMissing)
}

fn read_birth_year(text: &str, this_year: i32) -> Result<i32, CounterRefusal> {
    let year: i32 = plain(text).parse().map_err(|_| CounterRefusal::BirthYearUnreadable)?;
    if (this_year - 120..=this_year).contains(&year) { Ok(year) } else { Err(CounterRefusal::BirthYearUnreadable) }
}

/// Whether an officer may act on another person's account at the counter. Nobody acts on their own account; accounts of staff are for the
/// secretary and the administrator, and an administrator's for another administrator, so that no counter leads to higher rights.
///
/// # Errors
/// The reason why not.
pub fn may_handle(officer: Uuid, rights: &Standing, person: Uuid, theirs: &Standing, now: Instant) -> Result<(), CounterRefusal> {
    if officer == person {
        return Err(CounterRefusal::OwnAccount);
    }
    let enough = if theirs.holds(Role::Admin, now) {
        rights.holds(Role::Admin, now)
    } else if theirs.is_staff(now) {
        rights.holds(Role::Admin, now) || rights.holds(Role::Secretary, now)
    } else {
        true
    };
    if enough { Ok(()) } else { Err(CounterRefusal::StaffAccount) }
}

/// Why something at the counter was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CounterRefusal {
    /// No account has this number or code.
    PersonUnknown,
    /// No community was chosen.
    CommunityMissing,
    /// Not a year of the last 120.
    BirthYearUnreadable,
    /// The officer did not say that a document was seen.
    DocumentNotSeen,
    /// One's own account.
    OwnAccount,
    /// An account of staff, beyond this officer.
    StaffAccount,
    /// The number belongs to a proven person.
    NumberTaken,
    /// The number belongs to an account that answers for a shop or an office.
    NumberInUse,
    /// An account without proof holds the number, and it was not said that it may lose it.
    NumberKnown,
    /// The number is the person's already.
    NumberYours,
    /// No such kind of slip.
    SlipKindMissing,
}

impl Refusal for CounterRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::PersonUnknown => "person_unknown",
            Self::CommunityMissing => "community_missing",
            Self::BirthYearUnreadable => "birth_year_unreadable",
            Self::DocumentNotSeen => "document_not_seen",
            Self::OwnAccount => "own_account",
            Self::StaffAccount => "staff_account",
            Self::NumberTaken => "number_taken",
            Self::NumberInUse => "number_in_use",
            Self::NumberKnown => "number_known",
            Self::NumberYours => "number_yours",
            Self::SlipKindMissing => "slip_kind_missing",
        })
    }
}
