//! A merchant's standing in the alliance: from an application or a register's line to membership, suspension and leaving.

use crate::{Reason, Refusal};
use serde::{Deserialize, Serialize};

/// Where a merchant stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MerchantState {
    /// Known from an office's register; nobody has taken the shop over yet.
    Listed,
    /// An application waits for the district's officer.
    Applied,
    /// The officer asked for changes; the applicant may send it again.
    Returned,
    /// The officer said no.
    Declined,
    /// A member.
    Active,
    /// A member who may not give benefits for now.
    Suspended,
    /// No longer a member.
    Left,
}

/// What can be done to a merchant's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MerchantAct {
    /// A person applies for membership.
    Apply,
    /// An office's register lists the shop.
    List,
    /// The applicant sends a returned application again.
    Resubmit,
    /// The officer accepts the application.
    Approve,
    /// The officer returns the application with a reason.
    Return,
    /// The officer declines the application with a reason.
    Decline,
    /// The shop's person takes a listed shop over with a slip.
    TakeOver,
    /// The officer suspends the member with a reason.
    Suspend,
    /// The officer ends the suspension.
    Reinstate,
    /// The member leaves, or a listed shop is struck off, with a reason.
    Leave,
    /// The shop's own data are changed.
    Edit,
}

/// Why an act does not fit a merchant's standing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StandingRefusal {
    /// The application was decided already, or there is none.
    ApplicationSettled,
    /// The shop is not one that waits to be taken over.
    NotListed,
    /// The shop is not a member now.
    NotAMember,
    /// The shop is suspended already.
    AlreadySuspended,
    /// The shop is not suspended.
    NotSuspended,
    /// The shop has left the alliance already.
    AlreadyLeft,
    /// This shop of this firm is listed from a register: it is taken over with a slip, not applied for.
    ListedTakeOver,
    /// This shop of this firm is a member, or its application is under way.
    ShopExists,
    /// The shop's data cannot be changed while the officer looks at them, or after leaving.
    NotEditable,
    /// Nobody else would answer for the shop.
    LastOwner,
    /// Whoever applied has ended their account: nobody would be the shop's owner.
    ApplicantGone,
}

impl Refusal for StandingRefusal {
    fn reason(&self) -> Reason {
        Reason::new(match self {
            Self::ApplicationSettled => "application_settled",
            Self::NotListed => "shop_not_listed",
            Self::NotAMember => "not_a_member",
            Self::AlreadySuspended => "already_suspended",
            Self::NotSuspended => "not_suspended",
            Self::AlreadyLeft => "already_left",
            Self::ListedTakeOver => "listed_take_over",
            Self::ShopExists => "shop_exists",
            Self::NotEditable => "shop_not_editable",
            Self::LastOwner => "last_owner",
            Self::ApplicantGone => "applicant_gone",
        })
    }
}

impl MerchantAct {
    /// The word in the merchant's story: `apply`, `take_over`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Apply => "apply",
            Self::List => "list",
            Self::Resubmit => "resubmit",
            Self::Approve => "approve",
            Self::Return => "return",
            Self::Decline => "decline",
            Self::TakeOver => "take_over",
            Self::Suspend => "suspend",
            Self::Reinstate => "reinstate",
            Self::Leave => "leave",
            Self::Edit => "edit",
        }
    }
}

impl MerchantState {
    /// All states, in the order of a merchant's life.
    pub const ALL: [Self; 7] = [Self::Listed, Self::Applied, Self::Returned, Self::Declined, Self::Active, Self::Suspended, Self::Left];

    /// The word in records: `listed`, `active`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Listed => "listed",
            Self::Applied => "applied",
            Self::Returned => "returned",
            Self::Declined => "declined",
            Self::Active => "active",
            Self::Suspended => "suspended",
            Self::Left => "left",
        }
    }

    /// The state with exactly this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.key() == key)
    }

    /// Whether the public directory shows the shop.
    #[must_use]
    pub const fn is_public(self) -> bool {
        matches!(self, Self::Listed | Self::Active)
    }

    /// Whether the officer hands the shop to its person: it is listed, or a member whose last owner is gone.
    #[must_use]
    pub const fn waits_for_its_person(self, has_owner: bool) -> bool {
        match self {
            Self::Listed => true,
            Self::Active | Self::Suspended => !has_owner,
            _ => false,
        }
    }

    /// Where the merchant stands after the act.
    ///
    /// # Errors
    /// When the act does not fit the standing.
    pub fn after(self, act: MerchantAct) -> Result<Self, StandingRefusal> {
        use MerchantAct as Act;
        use StandingRefusal as No;
        match (act, self) {
            (Act::Apply, Self::Declined | Self::Left) | (Act::Resubmit, Self::Returned) => Ok(Self::Applied),
            (Act::Apply, Self::Listed) => Err(No::ListedTakeOver),
            (Act::Apply | Act::List, _) => Err(No::ShopExists),
            (Act::Approve, Self::Applied) => Ok(Self::Active),
            (Act::Return, Self::Applied) => Ok(Self::Returned),
            (Act::Decline, Self::Applied | Self::Returned) => Ok(Self::Declined),
            (Act::Resubmit | Act::Approve | Act::Return | Act::Decline, _) => Err(No::ApplicationSettled),
            (Act::TakeOver, Self::Listed) => Ok(Self::Active),
            (Act::TakeOver, _) => Err(No::NotListed),
            (Act::Suspend, Self::Active) => Ok(Self::Suspended),
            (Act::Suspend, Self::Suspended) => Err(No::AlreadySuspended),
            (Act::Reinstate, Self::Suspended) => Ok(Self::Active),
            (Act::Reinstate, _) => Err(No::NotSuspended),
            (Act::Leave, Self::Active | Self::Suspended | Self::Listed) => Ok(Self::Left),
            (Act::Leave, Self::Left) => Err(No::AlreadyLeft),
            (Act::Suspend | Act::Leave, _) => Err(No::NotAMember),
            (Act::Edit, Self::Active | Self::Suspended | Self::Listed | Self::Returned) => Ok(self),
            (Act::Edit, _) => Err(No::NotEditable),
        }
    }
}
