//! The public directory and a shop's public page.

use super::super::parts::{CategoryTag, DistrictTag, Tile, card, category_name, open_now, photo_path};
use super::super::store::{self, Filter, Listing};
use crate::backend::{AppError, At, Page, Visit, encoded};
use crate::districts::district_name;
use crate::t;
use crate::ui::{Empty, Head, Pager};
use leptos::prelude::*;
use rules::districts::District;
use rules::merchants::{Category, MerchantState};

/// The longest question that is searched for, in characters.
const QUESTION: usize = 40;

/// All member shops and those a register lists: filtered, searched, in walking order.
pub async fn directory(visit: Visit, at: At) -> Result<Page, AppError> {
    let filter = asked(&at);
    let now = visit.now();
    let listing = store::directory(visit.db().read(), &filter, now).await?;
    let counts = store::counts(visit.db().read(), &filter).await?;
    let cards = listing.shops.iter().map(|shop| card(shop, format!("/merchants/{}", shop.id), now)).collect_view();
    let empty = listing.shops.is_empty().then(nothing_found);
    let body = view! {
        <Head title=t!("merchants-title") lead=t!("merchants-lead")><a class="btn quiet" href="/merchants/apply">{t!("merchants-apply")}</a></Head>
        {search(&filter)}
        <div id="filters" class="stack">{chips(&filter, counts)}</div>
        <div id="found" class="stack"><h2 class="vh">{t!("merchants-list")}</h2><div class="merchants">{cards}</div>{empty}{pager(&filter, &listing)}</div>
    };
    Ok(Page::new(t!("merchants-title"), body).summary(t!("merchants-lead")).valid_until(listing.valid_until))
}

fn asked(at: &At) -> Filter {
    Filter {
        district: at.query("district").and_then(District::from_slug),
        category: at.query("category").and_then(Category::from_key),
        floor: at.query("floor").and_then(|floor| floor.parse().ok()),
        open: at.query("open") == Some("1"),
        words: at.query("q").map(|question| question.chars().take(QUESTION).collect()),
        after: at.query("after").map(ToOwned::to_owned),
    }
}

/// The address of the directory with this filter.
fn address(filter: &Filter) -> String {
    let floor = filter.floor.map(|floor| floor.to_string());
    let pairs = [
        ("district", filter.district.map(District::slug)),
        ("category", filter.category.map(Category::key)),
        ("floor", floor.as_deref()),
        ("open", filter.open.then_some("1")),
        ("q", filter.words.as_deref()),
        ("after", filter.after.as_deref()),
    ];
    let query: Vec<String> = pairs.iter().filter_map(|(name, value)| Some(format!("{name}={}", encoded((*value)?)))).collect();
    if query.is_empty() { "/merchants".to_owned() } else { format!("/merchants?{}", query.join("&")) }
}

fn search(filter: &Filter) -> AnyView {
    let floor = filter.floor.map(|floor| floor.to_string());
    let kept = [
        ("district", filter.district.map(District::slug)),
        ("category", filter.category.map(Category::key)),
        ("floor", floor.as_deref()),
        ("open", filter.open.then_some("1")),
    ];
    let kept = kept.into_iter().filter_map(|(name, value)| Some(view! { <input type="hidden" name=name value=value?.to_owned()/> })).collect_view();
    view! {
        <form class="toolbar" role="search" action="/merchants" method="get" data-instant="filters found">
            <div class="field grow">
                <label for="q">{t!("merchants-search")}</label>
                <div class="search">
                    <input id="q" type="search" name="q" value=filter.words.clone() maxlength=QUESTION autocomplete="off" placeholder=t!("merchants-search-hint")/>
                    <button class="btn" type="submit">{t!("merchants-find")}</button>
                </div>
            </div>
            {kept}
        </form>
    }
    .into_any()
}

type Counts = (std::collections::BTreeMap<District, i64>, std::collections::BTreeMap<Category, i64>, store::Floors);

fn chips(filter: &Filter, (districts, mut categories, mut floors): Counts) -> AnyView {
    // What is chosen stays in sight, also where there is nothing of it, so that it can be given up again.
    if let Some(category) = filter.category {
        categories.entry(category).or_default();
    }
    floors.extend(filter.floor);
    let to = |change: &dyn Fn(&mut Filter)| {
        let mut changed = Filter { after: None, ..filter.clone() };
        change(&mut changed);
        address(&changed)
    };
    let chip = |href: String, chosen: bool, label: String, count: Option<i64>| {
        view! { <a href=href aria-current=chosen.then_some("true")>{label}{count.map(|count| view! { <small>{count}</small> })}</a> }
    };
    let total = districts.values().sum();
    let by_district = District::ALL.map(|district| {
        let to = to(&|filter| filter.district = Some(district));
        chip(to, filter.district == Some(district), district_name(district, true), Some(districts.get(&district).copied().unwrap_or_default()))
    });
    let by_category = categories.into_iter().map(|(category, count)| {
        let chosen = filter.category == Some(category);
        let to = to(&|filter| filter.category = (!chosen).then_some(category));
        chip(to, chosen, category_name(category), Some(count))
    });
    let by_floor = floors.into_iter().map(|floor| {
        let chosen = filter.floor == Some(floor);
        let to = to(&|filter| filter.floor = (!chosen).then_some(floor));
        chip(to, chosen, floor_name(floor), None)
    });
    let everywhere = chip(to(&|filter| filter.district = None), filter.district.is_none(), t!("merchants-all"), Some(total));
    let open = chip(to(&|filter| filter.open = !filter.open), filter.open, t!("merchants-open-now"), None);
    view! {
        <nav class="chips" aria-label=t!("merchants-by-district")>{everywhere}{by_district.collect_view()}</nav>
        <nav class="chips" aria-label=t!("merchants-by-category")>{open}{by_category.collect_view()}</nav>
        <nav class="chips" aria-label=t!("merchants-by-floor")>{by_floor.collect_view()}</nav>
    }
    .into_any()
}

fn floor_name(floor: i16) -> String {
    if floor < 0 { format!("B{}", -floor) } else { format!("{floor}F") }
}

fn nothing_found() -> AnyView {
    view! { <Empty title=t!("merchants-none") next=t!("merchants-none-next")><a class="btn quiet" href="/merchants">{t!("merchants-show-all")}</a></Empty> }.into_any()
}

fn pager(filter: &Filter, listing: &Listing) -> AnyView {
    let first = filter.after.is_some().then(|| address(&Filter { after: None, ..filter.clone() }));
    let next = listing.next.clone().map(|next| address(&Filter { after: Some(next), ..filter.clone() }));
    view! {
        {first.map(|first| view! { <p><a href=first>{t!("merchants-first-page")}</a></p> })}
        <Pager after=next/>
    }
    .into_any()
}

/// One shop, as everybody may see it. Shops that wait for an answer or have left answer like unknown ones.
pub async fn merchant(visit: Visit, at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let shop = store::shop(db, at.id("id")?).await?;
    if !shop.state.is_public() {
        return Err(AppError::not_found());
    }
    let (offers, offers_until) = crate::offers::given_at(&visit, shop.id).await?;
    let name = shop.name.to_string();
    let photo = shop.photo.as_deref().map(|photo| {
        view! { <img class="shop-photo" src=photo_path(photo) alt=t!("merchants-photo-of", name = &name)/> }
    });
    let tile = photo.is_none().then(|| view! { <Tile name=name.clone() district=shop.district category=shop.category large=true/> });
    let listed = (shop.state == MerchantState::Listed).then(|| {
        view! { <p class="note"><span>{t!("merchants-listed-note")} " " <a href="/takeover">{t!("merchants-take-over")}</a></span></p> }
    });
    let summary = t!("merchants-one-lead", district = district_name(shop.district, false), category = category_name(shop.category));
    let body = view! {
        <nav class="crumbs" aria-label=t!("merchants-path")>
            <ol>
                <li><a href="/merchants">{t!("merchants-title")}</a></li>
                <li><a href=format!("/merchants?district={}", shop.district)>{district_name(shop.district, false)}</a></li>
                <li><span aria-current="page">{name.clone()}</span></li>
            </ol>
        </nav>
        {photo}
        <div class="shop">
            {tile}
            <div>
                <h1>{name.clone()}</h1>
                <p><DistrictTag district=shop.district/> " " <CategoryTag category=shop.category/> " " {open_now(&shop, now)}</p>
            </div>
        </div>
        {listed}
        {super::facts(&shop, false)}
        {offers}
    };
    let changes = shop.hours.as_ref().and_then(|hours| hours.next_change_after(now));
    let changes = [changes, offers_until].into_iter().flatten().min();
    Ok(Page::new(name, body).summary(summary).valid_until(changes))
}
