//! Merchants: the member shops of the alliance. How a shop is named, reached, found and when it is open; how one joins, is listed from an office's
//! register, is suspended and leaves.

mod category;
mod credit_code;
mod forms;
mod hours;
mod name;
mod phone;
mod standing;
mod unit;

#[cfg(test)]
mod tests;

pub use category::Category;
pub use credit_code::{BadCreditCode, CreditCode};
pub use forms::{Application, ApplicationForm, CharterNotAccepted, DistrictUnknown, GroundsForm, ShopForm, ShopSheet, accepted};
pub use hours::{Hours, HoursForm, HoursRead, HoursRefusal, Span};
pub use name::{MerchantName, NameRefusal};
pub use phone::{BadPhone, Phone};
pub use standing::{MerchantAct, MerchantState, StandingRefusal};
pub use unit::{Unit, UnitRefusal};
