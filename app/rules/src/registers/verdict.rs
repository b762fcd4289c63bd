//! What a line of a register would do to the alliance's own list.

use super::{Place, Reading, RowRead, RowRefusal, RowWarning, ShopRow};
use crate::districts::District;
use crate::merchants::{Category, CreditCode, Hours, MerchantName, MerchantState, Phone, Unit};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// One thing a register says of a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShopField {
    /// The name over the door.
    Name,
    /// What the shop does.
    Category,
    /// Where it is.
    Unit,
    /// How it is reached.
    Phone,
    /// When it is open.
    Hours,
    /// The contact person.
    Contact,
}

impl ShopField {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 6] = [Self::Name, Self::Category, Self::Unit, Self::Phone, Self::Hours, Self::Contact];

    /// The word in records: `name`, `hours`.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Category => "category",
            Self::Unit => "unit",
            Self::Phone => "phone",
            Self::Hours => "hours",
            Self::Contact => "contact",
        }
    }

    /// The field with exactly this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.key() == key)
    }
}

/// A merchant as the alliance knows it already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Existing {
    /// The district: with the code, the shop's identity.
    pub district: District,
    /// The firm.
    pub credit_code: CreditCode,
    /// Where it stands.
    pub state: MerchantState,
    /// The name over the door.
    pub name: MerchantName,
    /// What it does.
    pub category: Category,
    /// Where it is.
    pub unit: Option<Unit>,
    /// How it is reached.
    pub phone: Option<Phone>,
    /// When it is open.
    pub hours: Option<Hours>,
    /// The contact person.
    pub contact: Option<String>,
    /// What its owner has edited; a register never overwrites that.
    pub edited: Vec<ShopField>,
}

/// Where the register and the alliance's list differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// In which field.
    pub field: ShopField,
    /// What the list says, as people read it; empty when it says nothing.
    pub known: String,
    /// What the register says.
    pub register: String,
}

/// What a line does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
pub enum Verdict {
    /// A shop that is not known yet is listed.
    Create,
    /// A known shop is changed.
    Change {
        /// What is written.
        writes: Vec<Difference>,
        /// What stays as the owner wrote it.
        kept: Vec<Difference>,
    },
    /// Nothing is written.
    Unchanged {
        /// What stays as the owner wrote it.
        kept: Vec<Difference>,
    },
    /// The line is left out.
    Skip {
        /// Why; the first reason is the one it is counted under.
        reasons: Vec<RowRefusal>,
    },
}

/// What one line does, and what should be looked at. `namesakes` are the codes of other shops of this name in the district.
#[must_use]
pub fn decide(shop: &ShopRow, existing: Option<&Existing>, namesakes: &[CreditCode]) -> (Verdict, Vec<RowWarning>) {
    let mut warnings = shop.warnings.clone();
    let Some(existing) = existing else {
        let other = namesakes.iter().find(|code| **code != shop.credit_code);
        warnings.extend(other.map(|code| RowWarning::SameNameOtherCode { other: code.to_string() }));
        return (Verdict::Create, warnings);
    };
    if !matches!(existing.state, MerchantState::Listed | MerchantState::Active | MerchantState::Suspended) {
        return (Verdict::Skip { reasons: vec![RowRefusal::Standing { state: existing.state }] }, warnings);
    }
    let (kept, writes): (Vec<_>, Vec<_>) =
        differences(shop, existing).into_iter().partition(|difference| existing.edited.contains(&difference.field));
    if !kept.is_empty() {
        warnings.push(RowWarning::OwnerEdited);
    }
    (if writes.is_empty() { Verdict::Unchanged { kept } } else { Verdict::Change { writes, kept } }, warnings)
}

fn differences(shop: &ShopRow, known: &Existing) -> Vec<Difference> {
    let text = |value: Option<&dyn ToString>| value.map(ToString::to_string);
    let hours = |hours: Option<&Hours>| hours.map(Hours::zh);
    let pairs = [
        (ShopField::Name, Some(known.name.to_string()), Some(shop.name.to_string())),
        (ShopField::Category, Some(known.category.to_string()), shop.category.map(|category| category.to_string())),
        (ShopField::Unit, text(known.unit.as_ref().map(|unit| unit as _)), text(shop.unit.as_ref().map(|unit| unit as _))),
        (ShopField::Phone, text(known.phone.as_ref().map(|phone| phone as _)), text(shop.phone.as_ref().map(|phone| phone as _))),
        (ShopField::Hours, hours(known.hours.as_ref()), hours(shop.hours.as_ref())),
        (ShopField::Contact, known.contact.clone(), shop.contact.clone()),
    ];
    let differ = pairs.into_iter().filter_map(|(field, known, register)| Some((field, known.unwrap_or_default(), register?)));
    differ.filter(|(_, known, register)| known != register).map(|(field, known, register)| Difference { field, known, register }).collect()
}

/// One line with its verdict, as the preview shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Planned {
    /// The line.
    pub row: RowRead,
    /// What it does.
    pub verdict: Verdict,
    /// What should be looked at.
    pub warnings: Vec<RowWarning>,
}

/// What every line of a register would do to the alliance's list, in order; a shop that one line creates is known to the next.
#[must_use]
pub fn plan(reading: Reading, known: &[Existing]) -> Vec<Planned> {
    let by_identity: HashMap<_, _> = known.iter().map(|merchant| ((merchant.district, merchant.credit_code.clone()), merchant)).collect();
    let mut names: HashMap<(District, String), Vec<CreditCode>> = HashMap::new();
    for merchant in known.iter().filter(|merchant| merchant.state != MerchantState::Left) {
        names.entry((merchant.district, merchant.name.key())).or_default().push(merchant.credit_code.clone());
    }
    let mut planned = Vec::with_capacity(reading.rows.len());
    for row in reading.rows {
        let (verdict, warnings) = match &row.shop {
            Err(reasons) => (Verdict::Skip { reasons: reasons.clone() }, Vec::new()),
            Ok(shop) => {
                let namesakes = names.entry((shop.district, shop.name.key())).or_default();
                let decided = decide(shop, by_identity.get(&(shop.district, shop.credit_code.clone())).copied(), namesakes);
                if !namesakes.contains(&shop.credit_code) {
                    namesakes.push(shop.credit_code.clone());
                }
                decided
            }
        };
        planned.push(Planned { row, verdict, warnings });
    }
    planned
}

/// The figures of a register: how many lines do what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Lines that describe shops.
    pub rows: u32,
    /// Shops listed for the first time.
    pub created: u32,
    /// Shops changed.
    pub changed: u32,
    /// Shops that stay as they are.
    pub unchanged: u32,
    /// Lines left out, by the first reason's code.
    pub skipped: BTreeMap<String, u32>,
}

impl Counts {
    /// Counts one more line.
    pub fn add(&mut self, verdict: &Verdict) {
        self.rows += 1;
        match verdict {
            Verdict::Create => self.created += 1,
            Verdict::Change { .. } => self.changed += 1,
            Verdict::Unchanged { .. } => self.unchanged += 1,
            Verdict::Skip { reasons } => {
                let code = reasons.first().map_or("unknown", |reason| crate::Refusal::reason(reason).code);
                *self.skipped.entry(code.to_owned()).or_default() += 1;
            }
        }
    }

    /// The figures of a plan.
    #[must_use]
    pub fn of(planned: &[Planned]) -> Self {
        let mut counts = Self::default();
        planned.iter().for_each(|line| counts.add(&line.verdict));
        counts
    }
}

/// As a person points at a line: the sheet, if it has a name, and the row.
impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.sheet.is_empty() { write!(f, "{}", self.row) } else { write!(f, "{}!{}", self.sheet, self.row) }
    }
}
