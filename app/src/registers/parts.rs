//! Pieces of pages that show registers and slips.

use super::doors::{INVITE, INVITE_OWNER, ISSUE};
use crate::backend::{AppError, say};
use crate::merchants::{field_name, hours_words};
use crate::t;
use crate::ui::{ActForm, Hidden, Submit};
use leptos::prelude::*;
use qrcode::QrCode;
use qrcode::render::svg;
use rules::Refusal;
use rules::merchants::{Category, Hours};
use rules::registers::{Difference, Planned, ShopField, Verdict};
use uuid::Uuid;

/// The button for a takeover slip, on the officer's page of a listed shop.
#[must_use]
pub fn issue_slip_form(merchant: Uuid) -> AnyView {
    view! {
        <ActForm act=&ISSUE>
            <p>{t!("registers-slip-help")}</p>
            <Hidden name="merchant" value=merchant.to_string()/>
            <Submit label=t!("registers-slip-issue")/>
        </ActForm>
    }
    .into_any()
}

/// The button for a clerk's slip, on the shop's own desk.
#[must_use]
pub fn invite_clerk_form(merchant: Uuid) -> AnyView {
    view! {
        <ActForm act=&INVITE>
            <p>{t!("registers-clerk-help")}</p>
            <Hidden name="merchant" value=merchant.to_string()/>
            <Submit label=t!("registers-clerk-invite") class="quiet"/>
        </ActForm>
    }
    .into_any()
}

/// The button for one more owner's slip, on the shop's own desk.
#[must_use]
pub fn invite_owner_form(merchant: Uuid) -> AnyView {
    view! {
        <ActForm act=&INVITE_OWNER>
            <p>{t!("registers-owner-help")}</p>
            <Hidden name="merchant" value=merchant.to_string()/>
            <Submit label=t!("registers-owner-invite") class="quiet"/>
        </ActForm>
    }
    .into_any()
}

/// An address as a QR code, drawn in black on white.
pub(super) fn qr(address: &str) -> AnyView {
    let drawn = QrCode::new(address.as_bytes()).map(|code| code.render::<svg::Color>().min_dimensions(176, 176).quiet_zone(true).build());
    let drawn = drawn.map(|svg| svg.find("<svg").map(|begin| svg[begin..].to_owned()).unwrap_or_default()).unwrap_or_default();
    view! { <span class="qr" role="img" aria-label=t!("registers-qr") inner_html=drawn></span> }.into_any()
}

/// What a line does, as a word.
pub(super) fn verdict_name(key: &str) -> String {
    say(crate::backend::Lang::current(), &format!("registers-verdict-{key}"), &[])
}

/// What is to be said of a line: differences, reasons, what should be looked at.
pub(super) fn remarks(planned: &Planned) -> AnyView {
    let none: &[Difference] = &[];
    let (writes, kept) = match &planned.verdict {
        Verdict::Change { writes, kept } => (writes.as_slice(), kept.as_slice()),
        Verdict::Unchanged { kept } => (none, kept.as_slice()),
        Verdict::Create | Verdict::Skip { .. } => (none, none),
    };
    let reasons = match &planned.verdict {
        Verdict::Skip { reasons } => reasons.iter().map(sentence).collect(),
        _ => Vec::new(),
    };
    let warnings = planned.warnings.iter().map(|warning| view! { <p class="small">"! " {sentence(warning)}</p> }).collect_view();
    let changed = writes.iter().map(|difference| difference_line(difference, false)).collect_view();
    let kept = kept.iter().map(|difference| difference_line(difference, true)).collect_view();
    let reasons = reasons.into_iter().map(|reason| view! { <p class="small">{reason}</p> }).collect_view();
    view! { {changed}{kept}{reasons}{warnings} }.into_any()
}

fn sentence(refusal: &impl Refusal) -> String {
    AppError::refusal(refusal).refused().whole()
}

fn difference_line(difference: &Difference, kept: bool) -> AnyView {
    let name = field_name(difference.field);
    let (known, register) = (shown(difference.field, &difference.known), shown(difference.field, &difference.register));
    if kept {
        view! { <p class="small">{name} ": " {t!("registers-kept", known = known, register = register)}</p> }.into_any()
    } else {
        view! { <p class="small">{name} ": " <span class="was">{known}</span> " → " {register}</p> }.into_any()
    }
}

/// A value as people read it; categories are kept by their key, hours in Chinese.
fn shown(field: ShopField, value: &str) -> String {
    match field {
        ShopField::Hours if !value.is_empty() => Hours::read(value).map_or_else(|_| value.to_owned(), |read| hours_words(&read.hours)),
        ShopField::Category => Category::from_key(value).map(crate::merchants::category_name).unwrap_or_default(),
        _ if value.is_empty() => "—".to_owned(),
        _ => value.to_owned(),
    }
}
