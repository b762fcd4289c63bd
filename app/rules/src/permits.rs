//! Who may do what: roles, where they hold, and the one question every act and page asks.

use crate::{Instant, Reason, Refusal};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a person may be, besides a resident; every role is given by a grant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 居民: everybody with an account.
    Resident,
    /// 商户负责人: answers for a shop.
    MerchantOwner,
    /// 店员: works a shop's till.
    Clerk,
    /// 商圈专员: looks after one business district.
    DistrictOfficer,
    /// 社区专员: looks after one community.
    CommunityOfficer,
    /// 管家: collects needs in a grid, may act for people without a device.
    Steward,
    /// 服务组织: a social organisation, double-report unit, volunteer team, party organisation or property manager.
    Helper,
    /// 秘书处: the alliance's office.
    Secretary,
    /// 监督员: reads everything but secret ballots, changes nothing.
    Auditor,
    /// 管理员: settings and grants; cannot raise their own rights.
    Admin,
}

/// Every role, in the order lists show them.
pub const ROLES: [Role; 10] = [
    Role::Resident,
    Role::MerchantOwner,
    Role::Clerk,
    Role::DistrictOfficer,
    Role::CommunityOfficer,
    Role::Steward,
    Role::Helper,
    Role::Secretary,
    Role::Auditor,
    Role::Admin,
];

impl Role {
    /// The word used in tables, addresses and on the command line.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Resident => "resident",
            Self::MerchantOwner => "merchant_owner",
            Self::Clerk => "clerk",
            Self::DistrictOfficer => "district_officer",
            Self::CommunityOfficer => "community_officer",
            Self::Steward => "steward",
            Self::Helper => "helper",
            Self::Secretary => "secretary",
            Self::Auditor => "auditor",
            Self::Admin => "admin",
        }
    }

    /// The role of that word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        ROLES.into_iter().find(|role| role.code() == code)
    }

    /// Staff sign in with a second factor and for 12 hours at most.
    #[must_use]
    pub fn is_staff(self) -> bool {
        matches!(self, Self::DistrictOfficer | Self::CommunityOfficer | Self::Secretary | Self::Auditor | Self::Admin)
    }

    /// The kind of place a grant of this role names.
    #[must_use]
    pub fn place_kind(self) -> PlaceKind {
        match self {
            Self::MerchantOwner | Self::Clerk => PlaceKind::Merchant,
            Self::DistrictOfficer => PlaceKind::District,
            Self::CommunityOfficer => PlaceKind::Community,
            Self::Steward => PlaceKind::Grid,
            Self::Helper => PlaceKind::Organisation,
            Self::Resident | Self::Secretary | Self::Auditor | Self::Admin => PlaceKind::Alliance,
        }
    }
}

/// The kinds of places a role can be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// Everywhere.
    Alliance,
    /// One business district.
    District,
    /// One community.
    Community,
    /// One grid.
    Grid,
    /// One shop.
    Merchant,
    /// One helping organisation.
    Organisation,
}

/// Where a grant holds, or where an act happens: nothing means the whole alliance.
pub type Place = Option<Uuid>;

/// A role that a person holds somewhere for some time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The role.
    pub role: Role,
    /// The shop, district, community …; nothing for roles of the whole alliance.
    pub place: Place,
    /// Holds from this moment.
    pub from: Instant,
    /// Holds until just before this moment.
    pub until: Option<Instant>,
    /// Taken back at this moment.
    pub revoked_at: Option<Instant>,
}

impl Grant {
    /// Whether the grant holds now.
    #[must_use]
    pub fn holds(&self, now: Instant) -> bool {
        self.from <= now && self.until.is_none_or(|until| now < until) && self.revoked_at.is_none_or(|revoked| now < revoked)
    }

    /// Whether the grant reaches this place: its own, or any when it is for the whole alliance.
    #[must_use]
    pub fn reaches(&self, place: Place) -> bool {
        self.role.place_kind() == PlaceKind::Alliance || (self.place.is_some() && self.place == place)
    }
}

/// Who may open a page or do an act: one row of the matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody, signed in or not.
    Anyone,
    /// Everybody who is signed in.
    Person,
    /// Holders of one of these roles, each within its own place.
    Roles(&'static [Role]),
}

/// Why a person may not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PermitRefusal {
    /// Nobody is signed in.
    NotSignedIn,
    /// The role is missing, or does not reach this place.
    NotAllowed,
    /// The role is there, but this session has not shown the second factor.
    SecondFactorNeeded,
}

impl Refusal for PermitRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::NotSignedIn => "not_signed_in",
            Self::NotAllowed => "not_allowed",
            Self::SecondFactorNeeded => "second_factor_needed",
        })
    }
}

/// The signed-in person as the law sees them.
#[derive(Debug, Clone, Default)]
pub struct Standing {
    /// All grants, also past ones.
    pub grants: Vec<Grant>,
    /// Whether this session has shown the second factor.
    pub second_factor: bool,
}

impl Standing {
    /// Whether the person holds the role anywhere now.
    #[must_use]
    pub fn holds(&self, role: Role, now: Instant) -> bool {
        role == Role::Resident || self.grants.iter().any(|grant| grant.role == role && grant.holds(now))
    }

    /// Whether any staff role is held now.
    #[must_use]
    pub fn is_staff(&self, now: Instant) -> bool {
        self.grants.iter().any(|grant| grant.role.is_staff() && grant.holds(now))
    }

    /// The places in which one of the roles holds now.
    #[must_use]
    pub fn places(&self, roles: &[Role], now: Instant) -> Vec<Uuid> {
        self.grants.iter().filter(|grant| roles.contains(&grant.role) && grant.holds(now)).filter_map(|grant| grant.place).collect()
    }
}

impl Who {
    /// Whether this person may at all, wherever it is; the place is asked with [`Who::admits_in`] once it is known.
    ///
    /// # Errors
    /// The refusal that fits: sign in, show the second factor, or not allowed.
    pub fn admits(self, person: Option<&Standing>, now: Instant) -> Result<(), PermitRefusal> {
        self.find(person, now, |_| true)
    }

    /// Whether this person may in this place.
    ///
    /// # Errors
    /// As [`Who::admits`].
    pub fn admits_in(self, place: Place, person: Option<&Standing>, now: Instant) -> Result<(), PermitRefusal> {
        self.find(person, now, |grant| grant.reaches(place))
    }

    fn find(self, person: Option<&Standing>, now: Instant, reaches: impl Fn(&Grant) -> bool) -> Result<(), PermitRefusal> {
        let roles = match (self, person) {
            (Self::Anyone, _) | (Self::Person, Some(_)) => return Ok(()),
            (_, None) => return Err(PermitRefusal::NotSignedIn),
            (Self::Roles(roles), Some(_)) => roles,
        };
        let Some(standing) = person else { return Err(PermitRefusal::NotSignedIn) };
        let mut fitting = standing.grants.iter().filter(|grant| roles.contains(&grant.role) && grant.holds(now) && reaches(grant)).peekable();
        if fitting.peek().is_none() {
            return Err(PermitRefusal::NotAllowed);
        }
        if !standing.second_factor && fitting.all(|grant| grant.role.is_staff()) {
            return Err(PermitRefusal::SecondFactorNeeded);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant::from_millis(1_000);

    fn grant(role: Role, place: Place) -> Grant {
        Grant { role, place, from: Instant::from_millis(0), until: None, revoked_at: None }
    }
    fn person(grants: Vec<Grant>, second_factor: bool) -> Standing {
        Standing { grants, second_factor }
    }

    #[test]
    fn a_clerk_works_the_own_till_only() {
        let (own, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let clerk = person(vec![grant(Role::Clerk, Some(own))], false);
        let till = Who::Roles(&[Role::Clerk, Role::MerchantOwner]);
        assert_eq!(till.admits_in(Some(own), Some(&clerk), NOW), Ok(()));
        assert_eq!(till.admits_in(Some(other), Some(&clerk), NOW), Err(PermitRefusal::NotAllowed));
        assert_eq!(till.admits_in(None, Some(&clerk), NOW), Err(PermitRefusal::NotAllowed));
        assert_eq!(till.admits(None, NOW), Err(PermitRefusal::NotSignedIn));
    }

    #[test]
    fn staff_show_the_second_factor_first() {
        let desk = Who::Roles(&[Role::Secretary]);
        assert_eq!(desk.admits(Some(&person(vec![grant(Role::Secretary, None)], false)), NOW), Err(PermitRefusal::SecondFactorNeeded));
        assert_eq!(desk.admits_in(Some(Uuid::from_u128(9)), Some(&person(vec![grant(Role::Secretary, None)], true)), NOW), Ok(()));
    }

    #[test]
    fn a_past_future_or_revoked_grant_is_none() {
        let desk = Who::Roles(&[Role::Admin]);
        let mut past = grant(Role::Admin, None);
        past.until = Some(NOW);
        let mut future = grant(Role::Admin, None);
        future.from = NOW.plus(1);
        let mut revoked = grant(Role::Admin, None);
        revoked.revoked_at = Some(NOW);
        for grant in [past, future, revoked] {
            assert_eq!(desk.admits(Some(&person(vec![grant], true)), NOW), Err(PermitRefusal::NotAllowed));
        }
    }
}
