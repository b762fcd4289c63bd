//! What people fill in about a shop: the application, the shop's own data, the reason of an officer's act.

use super::{Category, CreditCode, Hours, HoursForm, MerchantName, Phone, Unit};
use crate::districts::District;
use crate::offers::Grounds;
use crate::{Check, FormRefusal, Reason, Refusal};
use serde::{Deserialize, Serialize};

/// An application for membership as it arrives.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ApplicationForm {
    /// The shop's name.
    pub name: String,
    /// The district's slug.
    pub district: String,
    /// The firm's unified social credit code.
    pub credit_code: String,
    /// The category's key.
    pub category: String,
    /// Unit and floor.
    pub unit: String,
    /// The shop's telephone.
    pub phone: String,
    /// When it opens: three places for each weekday.
    pub hours_from: Vec<String>,
    /// When it closes, in the same places.
    pub hours_to: Vec<String>,
    /// Days of rest.
    pub closed: Vec<String>,
    /// `on` when the charter was accepted.
    pub charter: Option<String>,
    /// The number of the charter's version that was shown.
    pub charter_number: String,
}

/// An application in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// The district it asks to join.
    pub district: District,
    /// The firm.
    pub credit_code: CreditCode,
    /// The shop itself.
    pub shop: ShopSheet,
    /// The charter's version that was accepted.
    pub charter: i64,
}

/// The shop's own data as they arrive from its desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ShopForm {
    /// The shop's name.
    pub name: String,
    /// The category's key.
    pub category: String,
    /// Unit and floor.
    pub unit: String,
    /// The shop's telephone.
    pub phone: String,
    /// When it opens: three places for each weekday.
    pub hours_from: Vec<String>,
    /// When it closes, in the same places.
    pub hours_to: Vec<String>,
    /// Days of rest.
    pub closed: Vec<String>,
}

/// The shop's own data in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShopSheet {
    /// The name over the door.
    pub name: MerchantName,
    /// What it does.
    pub category: Category,
    /// Where it is.
    pub unit: Unit,
    /// How it is reached.
    pub phone: Phone,
    /// When it is open.
    pub hours: Hours,
}

/// No district, or an unknown one, was chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DistrictUnknown;

impl Refusal for DistrictUnknown {
    fn reason(&self) -> Reason {
        Reason::new("choose_district")
    }
}

#[derive(Debug)]
struct CategoryUnknown;

impl Refusal for CategoryUnknown {
    fn reason(&self) -> Reason {
        Reason::new("choose_category")
    }
}

/// The charter was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CharterNotAccepted;

impl Refusal for CharterNotAccepted {
    fn reason(&self) -> Reason {
        Reason::new("charter_not_accepted")
    }
}

/// The version of the charter that a form accepts.
///
/// # Errors
/// When the box is not ticked, or the form does not say which version it shows.
pub fn accepted(tick: Option<&str>, number: &str) -> Result<i64, CharterNotAccepted> {
    tick.filter(|answer| *answer == "on").and_then(|_| number.trim().parse().ok()).ok_or(CharterNotAccepted)
}

impl ApplicationForm {
    /// The application in order.
    ///
    /// # Errors
    /// All fields that are not.
    pub fn parse(&self) -> Result<Application, FormRefusal> {
        let mut check = Check::default();
        let name = check.field("name", MerchantName::parse(&self.name));
        let district = check.field("district", District::from_slug(&self.district).ok_or(DistrictUnknown));
        let credit_code = check.field("credit_code", CreditCode::parse(&self.credit_code));
        let category = check.field("category", Category::from_key(&self.category).ok_or(CategoryUnknown));
        let unit = check.field("unit", Unit::parse(&self.unit));
        let phone = check.field("phone", Phone::parse(&self.phone));
        let hours = check.field("hours_from", hours(&self.hours_from, &self.hours_to, &self.closed));
        let charter = check.field("charter", accepted(self.charter.as_deref(), &self.charter_number));
        check.finish(|| {
            let shop = ShopSheet { name: name?, category: category?, unit: unit?, phone: phone?, hours: hours? };
            Some(Application { district: district?, credit_code: credit_code?, shop, charter: charter? })
        })
    }
}

impl ShopForm {
    /// The shop's data in order.
    ///
    /// # Errors
    /// All fields that are not.
    pub fn parse(&self) -> Result<ShopSheet, FormRefusal> {
        let mut check = Check::default();
        let name = check.field("name", MerchantName::parse(&self.name));
        let category = check.field("category", Category::from_key(&self.category).ok_or(CategoryUnknown));
        let unit = check.field("unit", Unit::parse(&self.unit));
        let phone = check.field("phone", Phone::parse(&self.phone));
        let hours = check.field("hours_from", hours(&self.hours_from, &self.hours_to, &self.closed));
        check.finish(|| Some(ShopSheet { name: name?, category: category?, unit: unit?, phone: phone?, hours: hours? }))
    }
}

fn hours(from: &[String], to: &[String], closed: &[String]) -> Result<Hours, super::HoursRefusal> {
    HoursForm { hours_from: from.to_vec(), hours_to: to.to_vec(), closed: closed.to_vec() }.parse()
}

/// An act on a merchant that needs a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct GroundsForm {
    /// The reason.
    pub grounds: String,
}

impl GroundsForm {
    /// The reason in order.
    ///
    /// # Errors
    /// When it is missing or too long.
    pub fn parse(&self) -> Result<Grounds, FormRefusal> {
        let mut check = Check::default();
        let grounds = check.field("grounds", Grounds::parse(&self.grounds));
        check.finish(|| grounds)
    }
}
