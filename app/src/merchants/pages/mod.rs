//! The room's pages: the public directory, applying, the shop's own desk, the officer's desk.

pub(super) mod apply;
pub(super) mod desk;
pub(super) mod directory;
pub(super) mod own;

use super::parts::{field_name, hours_words};
use super::store::Shop;
use crate::backend::Lang;
use crate::t;
use leptos::prelude::*;
use rules::registers::ShopField;

/// What is known of a shop, line by line; the contact person only for those who look after it.
fn facts(shop: &Shop, with_contact: bool) -> AnyView {
    let text = |value: Option<String>| value.map(IntoAny::into_any);
    let phone = shop.phone.as_ref().map(|phone| view! { <a href=format!("tel:{}", phone.number())>{phone.to_string()}</a> }.into_any());
    let mut lines = vec![
        (field_name(ShopField::Unit), text(shop.unit.as_ref().map(ToString::to_string))),
        (field_name(ShopField::Phone), phone),
        (field_name(ShopField::Hours), text(shop.hours.as_ref().map(hours_words))),
    ];
    if with_contact {
        lines.push((t!("merchants-credit-code"), text(Some(shop.credit_code.to_string()))));
        lines.push((field_name(ShopField::Contact), text(shop.contact.clone())));
    }
    let lines = lines.into_iter().filter_map(|(name, value)| Some(view! { <div><dt>{name}</dt><dd>{value?}</dd></div> }));
    view! { <dl class="facts">{lines.collect_view()}</dl> }.into_any()
}

/// What happened to a merchant, the newest first.
fn story(lines: Vec<super::entity::story::Model>) -> AnyView {
    let lang = Lang::current();
    let line = |line: super::entity::story::Model| {
        let class = match line.act.as_str() {
            "approve" | "reinstate" | "take_over" => "ok",
            "return" | "suspend" => "warn",
            "decline" | "leave" => "stop",
            _ => "",
        };
        let done = crate::backend::say(lang, &format!("merchants-story-{}", line.act.replace('_', "-")), &[]);
        let grounds = line.grounds.map(|grounds| view! { <p>{t!("merchants-story-grounds", grounds = grounds)}</p> });
        view! { <li class=class><time>{lang.moment(rules::Instant::from_millis(line.at))}</time>{done}{grounds}</li> }
    };
    view! { <ol class="history">{lines.into_iter().map(line).collect_view()}</ol> }.into_any()
}
