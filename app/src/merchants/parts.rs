//! Pieces of pages that show merchants.

use super::store::Shop;
use crate::backend::Lang;
use crate::districts::district_name;
use crate::t;
use crate::ui::{Choice, Field, SelectField};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::merchants::{Category, Hours, MerchantState};
use rules::registers::ShopField;

/// A category's name in the visit's language.
#[must_use]
pub fn category_name(category: Category) -> String {
    t!(match category {
        Category::Dining => "merchants-category-dining",
        Category::Retail => "merchants-category-retail",
        Category::LifeService => "merchants-category-life-service",
        Category::Health => "merchants-category-health",
        Category::Leisure => "merchants-category-leisure",
        Category::Other => "merchants-category-other",
    })
}

/// Opening hours in the visit's language.
#[must_use]
pub fn hours_words(hours: &Hours) -> String {
    Lang::current().pick(hours.zh(), hours.en())
}

/// Where a merchant stands, in the visit's language.
pub(super) fn state_name(state: MerchantState) -> String {
    t!(match state {
        MerchantState::Listed => "merchants-state-listed",
        MerchantState::Applied => "merchants-state-applied",
        MerchantState::Returned => "merchants-state-returned",
        MerchantState::Declined => "merchants-state-declined",
        MerchantState::Active => "merchants-state-active",
        MerchantState::Suspended => "merchants-state-suspended",
        MerchantState::Left => "merchants-state-left",
    })
}

/// One thing a register or a form says of a shop, in the visit's language.
#[must_use]
pub fn field_name(field: ShopField) -> String {
    t!(match field {
        ShopField::Name => "merchants-name",
        ShopField::Category => "merchants-category",
        ShopField::Unit => "merchants-unit",
        ShopField::Phone => "merchants-phone",
        ShopField::Hours => "merchants-hours",
        ShopField::Contact => "merchants-contact",
    })
}

/// The district as a tag in its colour.
#[component]
pub fn DistrictTag(
    /// Which.
    district: District,
) -> impl IntoView {
    view! { <span class=format!("tag {district}")>{district_name(district, true)}</span> }
}

/// The category as a tag.
#[component]
pub fn CategoryTag(
    /// Which.
    category: Category,
) -> impl IntoView {
    view! { <span class="tag">{category_name(category)}</span> }
}

/// The state as a dot and a word.
#[component]
pub(super) fn StateTag(
    /// Which.
    state: MerchantState,
) -> impl IntoView {
    let class = match state {
        MerchantState::Active => "state ok",
        MerchantState::Listed | MerchantState::Applied | MerchantState::Returned => "state warn",
        MerchantState::Declined | MerchantState::Suspended | MerchantState::Left => "state stop",
    };
    view! { <span class=class>{state_name(state)}</span> }
}

/// The shop's photo, or a drawn tile: its trade's shape in its district's colour with its first character.
#[component]
pub fn Tile(
    /// The name over the door.
    #[prop(into)]
    name: String,
    /// Its colour.
    district: District,
    /// Its shape.
    category: Category,
    /// The photo's content hash.
    #[prop(optional_no_strip)]
    photo: Option<String>,
    /// For the shop's own page.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let shape = match category {
        Category::Dining => "food",
        Category::Retail | Category::Other => "goods",
        Category::LifeService => "service",
        Category::Health => "health",
        Category::Leisure => "leisure",
    };
    let class = format!("tile {district} {}{}", if photo.is_some() { "photo" } else { shape }, if large { " large" } else { "" });
    let first = name.trim_start_matches("示例").chars().find(|c| c.is_alphanumeric()).map(String::from).unwrap_or_default();
    match photo {
        Some(photo) => view! { <span class=class><img src=photo_path(&photo) alt="" loading="lazy" width="64" height="64"/></span> }.into_any(),
        None => view! { <span class=class aria-hidden="true">{first}</span> }.into_any(),
    }
}

/// The address of a photo.
pub(super) fn photo_path(hash: &str) -> String {
    format!("/photos/{hash}")
}

/// Whether a shop is open now and until when, in a word; nothing when its hours are not known.
pub(super) fn open_now(shop: &Shop, now: Instant) -> Option<AnyView> {
    let hours = shop.hours.as_ref()?;
    let lang = Lang::current();
    let next = hours.next_change_after(now);
    let at = |moment: Instant| {
        if moment.day() == now.day() { lang.time(moment) } else { format!("{} {}", lang.weekday(moment.day().weekday()), lang.time(moment)) }
    };
    Some(match (hours.open_at(now), next) {
        (true, None) => view! { <span class="state ok">{t!("merchants-open-always")}</span> }.into_any(),
        (true, Some(until)) => view! { <span class="state ok">{t!("merchants-open-until", until = at(until))}</span> }.into_any(),
        (false, Some(from)) => view! { <span class="state warn">{t!("merchants-opens-at", from = at(from))}</span> }.into_any(),
        (false, None) => view! { <span class="state warn">{t!("merchants-closed")}</span> }.into_any(),
    })
}

/// A shop on a list.
pub(super) fn card(shop: &Shop, to: String, now: Instant) -> AnyView {
    let place = shop.unit.as_ref().map(|unit| unit.to_string()).unwrap_or_default();
    view! {
        <article class="merchant">
            <Tile name=shop.name.to_string() district=shop.district category=shop.category photo=shop.photo.clone()/>
            <div>
                <h3><a href=to>{shop.name.to_string()}</a></h3>
                <p>{district_name(shop.district, false)} " · " {category_name(shop.category)} {(!place.is_empty()).then(|| view! { " · " <span class="nowrap">{place}</span> })}</p>
                <p>{open_now(shop, now)}</p>
            </div>
        </article>
    }
    .into_any()
}

/// The fields of a shop's own data, filled in with what is known.
pub(super) fn shop_fields(shop: Option<&Shop>) -> AnyView {
    let categories = Category::ALL.into_iter().map(|category| (category.key().to_owned(), category_name(category))).collect::<Vec<_>>();
    let name = shop.map(|shop| shop.name.to_string());
    let category = shop.map(|shop| shop.category.key().to_owned());
    let unit = shop.and_then(|shop| shop.unit.as_ref()).map(ToString::to_string);
    let phone = shop.and_then(|shop| shop.phone.as_ref()).map(ToString::to_string);
    view! {
        <Field name="name" label=t!("merchants-name") help=t!("merchants-name-help") value=name.unwrap_or_default() maxlength=40 autocomplete="organization"/>
        <SelectField name="category" label=t!("merchants-category") options=categories value=category.unwrap_or_default()/>
        <Field name="unit" label=t!("merchants-unit") help=t!("merchants-unit-help") value=unit.unwrap_or_default() maxlength=60/>
        <Field name="phone" label=t!("merchants-phone") help=t!("merchants-phone-help") value=phone.unwrap_or_default() kind="tel" inputmode="tel" autocomplete="tel" maxlength=40/>
        {super::hours_fields::hours_fields(shop.and_then(|shop| shop.hours.as_ref()))}
    }
    .into_any()
}

/// The districts to choose from.
pub(super) fn district_field() -> AnyView {
    let districts = District::ALL.into_iter().map(|district| (district.slug().to_owned(), district_name(district, false))).collect::<Vec<_>>();
    view! { <Choice name="district" label=t!("merchants-district") options=districts/> }.into_any()
}
