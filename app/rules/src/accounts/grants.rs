//! Giving roles and taking them back.

use super::Mobile;
use crate::permits::{Place, PlaceKind, Role, Standing};
use crate::writing::tidy;
use crate::{Check, Day, FormRefusal, Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Giving a role, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct GrantForm {
    /// Made by the page.
    pub id: String,
    /// To whom.
    pub mobile: String,
    /// The role's code.
    pub role: String,
    /// The place's id, for roles of a place.
    pub place: String,
    /// The last day it holds; empty for no end.
    pub until: String,
    /// Why.
    pub reason: String,
}

/// A role that may be given.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// To whom.
    pub mobile: Mobile,
    /// The role.
    pub role: Role,
    /// Where.
    pub place: Place,
    /// Until when.
    pub until: Option<Instant>,
    /// Why.
    pub reason: String,
}

/// The roles that are given at the desk; shops name their own people, and everybody is a resident.
pub const GIVEN_AT_THE_DESK: [Role; 5] = [Role::DistrictOfficer, Role::CommunityOfficer, Role::Secretary, Role::Auditor, Role::Admin];

const REASON_MOST: usize = 200;

impl GrantForm {
    /// Checks all fields; `place_known` says whether a district or community has this id.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self, now: Instant, place_known: impl Fn(PlaceKind, Uuid) -> bool) -> Result<Wanted, FormRefusal> {
        let mut check = Check::default();
        let mobile = check.field("mobile", Mobile::parse(&self.mobile));
        let role = Role::from_code(&self.role).filter(|role| GIVEN_AT_THE_DESK.contains(role)).ok_or(GrantRefusal::RoleMissing);
        let role = check.field("role", role);
        let place = role.and_then(|role| check.field("place", read_place(role, &self.place, place_known)));
        let until = check.field("until", read_until(&self.until, now));
        let reason = check.field("reason", read_reason(&self.reason));
        check.finish(|| Some(Wanted { mobile: mobile?, role: role?, place: place?, until: until?, reason: reason? }))
    }
}

fn read_place(role: Role, text: &str, known: impl Fn(PlaceKind, Uuid) -> bool) -> Result<Place, GrantRefusal> {
    let kind = role.place_kind();
    if kind == PlaceKind::Alliance {
        return if text.trim().is_empty() { Ok(None) } else { Err(GrantRefusal::NoPlaceNeeded) };
    }
    let id = text.trim().parse().map_err(|_| GrantRefusal::PlaceMissing)?;
    if known(kind, id) { Ok(Some(id)) } else { Err(GrantRefusal::PlaceMissing) }
}

fn read_until(text: &str, now: Instant) -> Result<Option<Instant>, GrantRefusal> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    match Day::parse(text) {
        Some(day) if day.end() > now => Ok(Some(day.end())),
        _ => Err(GrantRefusal::UntilUnreadable),
    }
}

fn read_reason(text: &str) -> Result<String, GrantRefusal> {
    let reason = tidy(text);
    match reason.chars().count() {
        0 => Err(GrantRefusal::ReasonMissing),
        1..=REASON_MOST => Ok(reason),
        _ => Err(GrantRefusal::ReasonTooLong),
    }
}

/// Taking a role back, as typed.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct RevokeForm {
    /// Which grant.
    pub grant: String,
    /// Why.
    pub reason: String,
}

impl RevokeForm {
    /// The grant's id and the reason.
    ///
    /// # Errors
    /// Every field that was not taken.
    pub fn parse(&self) -> Result<(Uuid, String), FormRefusal> {
        let mut check = Check::default();
        let grant = check.field("grant", self.grant.trim().parse().map_err(|_| GrantRefusal::GrantUnknown));
        let reason = check.field("reason", read_reason(&self.reason));
        check.finish(|| Some((grant?, reason?)))
    }
}

/// Whether the giver may give this role: nobody raises their own rights, and staff must be known by person.
///
/// # Errors
/// The reason why not.
pub fn may_give(giver: Uuid, to: Uuid, role: Role, place: Place, theirs: &Standing, proven: bool, now: Instant) -> Result<(), GrantRefusal> {
    if giver == to {
        return Err(GrantRefusal::OwnRights);
    }
    if role.is_staff() && !proven {
        return Err(GrantRefusal::NotProven);
    }
    let held = theirs.grants.iter().any(|grant| grant.role == role && grant.place == place && grant.holds(now));
    if held { Err(GrantRefusal::HeldAlready) } else { Ok(()) }
}

/// Whether a grant of this role may be taken back, when so many other administrators without an end would be left.
///
/// # Errors
/// The reason why not.
pub fn may_revoke(role: Role, others: usize) -> Result<(), GrantRefusal> {
    if role == Role::Admin && others == 0 { Err(GrantRefusal::LastAdminStays) } else { Ok(()) }
}

/// Why a role was not given or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GrantRefusal {
    /// No role was chosen, or one that is not given here.
    RoleMissing,
    /// The role holds in a place, and none was chosen.
    PlaceMissing,
    /// The role holds everywhere.
    NoPlaceNeeded,
    /// Not a day from today on.
    UntilUnreadable,
    /// No reason.
    ReasonMissing,
    /// More than 200 characters.
    ReasonTooLong,
    /// One's own rights.
    OwnRights,
    /// The person was never proven.
    NotProven,
    /// The person holds the role already.
    HeldAlready,
    /// No such grant, or it has ended.
    GrantUnknown,
    /// Without an administrator nobody could give roles again.
    LastAdminStays,
    /// Nobody has joined with this number.
    NobodyJoined,
}

impl Refusal for GrantRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::RoleMissing => "role_missing",
            Self::PlaceMissing => "place_missing",
            Self::NoPlaceNeeded => "no_place_needed",
            Self::UntilUnreadable => "until_unreadable",
            Self::ReasonMissing => "grant_reason_missing",
            Self::ReasonTooLong => "grant_reason_too_long",
            Self::OwnRights => "own_rights",
            Self::NotProven => "not_proven",
            Self::HeldAlready => "held_already",
            Self::GrantUnknown => "grant_unknown",
            Self::LastAdminStays => "last_admin_stays",
            Self::NobodyJoined => "nobody_joined",
        })
    }
}
