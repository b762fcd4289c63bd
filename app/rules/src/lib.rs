//! The town's law. Facts and `now` go in, a verdict comes out.
//!
//! Nothing here knows Leptos, a database, the clock or chance: what is allowed, how many and until when can be read and tested on its own, in
//! milliseconds. A room of the portal has its rules under the same name here. Two ideas are shared by all of them:
//!
//! - [`Instant`] and [`Day`]: a moment, and a date of the town (`Asia/Shanghai`, whatever the server's own zone is);
//! - [`Refusal`]: a *named* no that carries what the person needs to know. The sentence and the next step are written in the portal's words.

pub mod accounts;
pub mod awards;
pub mod charter;
pub mod claims;
pub mod districts;
pub mod meetings;
pub mod member_day;
pub mod merchants;
pub mod offers;
pub mod permits;
mod refusal;
pub mod registers;
mod time;
pub mod voting;
pub mod writing;

pub use refusal::{Check, Fact, FieldRefusal, FormRefusal, Reason, Refusal};
pub use time::{DAY, Day, HOUR, Instant, MINUTE, Month, SECOND, Weekday};
