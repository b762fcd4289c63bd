//! The front door, one's own pages, and the desks for people.

mod factor;
mod front;
mod grants;
mod own;
mod people;
mod reset;

pub use factor::second_factor;
pub use front::{join, my, sign_in, sign_in_code, way_out};
pub use grants::grants;
pub use own::{number, person_code, security};
pub use people::{people, person, slip};
pub use reset::{reset, reset_code};

use crate::backend::{Refill, Visit, encoded};
use crate::t;
use crate::ui::Field;
use leptos::prelude::*;

/// Where an act needs a recent sign-in and it was too long ago: the way to sign in again, before anything is typed.
#[must_use]
pub fn sign_in_again(visit: &Visit) -> Option<AnyView> {
    let fresh_at = visit.signed()?.fresh_at;
    rules::accounts::fresh_enough(fresh_at, visit.now()).err()?;
    let to = format!("/sign-in?next={}", encoded(visit.path()));
    // A refused form stands on the page as it was typed: signing in opens beside it.
    let beside = use_context::<Refill>().map(|_| "_blank");
    Some(view! { <p class="note warn">{t!("accounts-again-first")} " " <a href=to target=beside>{t!("accounts-again")}</a></p> }.into_any())
}

/// A mobile number that somebody types; like every field, made inside its form.
fn mobile_field(label: String) -> impl IntoView {
    view! { <Field name="mobile" label=label inputmode="numeric" autocomplete="tel-national" maxlength=20/> }
}

/// The code that came by SMS.
fn sms_code_field() -> impl IntoView {
    view! { <Field name="code" label=t!("accounts-code") inputmode="numeric" autocomplete="one-time-code" maxlength=10/> }
}
