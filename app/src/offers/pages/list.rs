//! The public list with its filters. Every filter is a link: the address holds the state.

use crate::backend::{AppError, At, Lang, Page, Visit, encoded};
use crate::offers::parts::{cards_in, cards_of};
use crate::offers::store::{Days, Facet, Listing, Wanted, listed};
use crate::t;
use crate::ui::{Empty, Head, Pager};
use leptos::prelude::*;
use rules::Instant;
use rules::districts::District;
use rules::member_day::{Calendar, CalendarSettings};
use rules::merchants::Category;
use rules::offers::OfferKind;

/// What residents can get on the coming member day and in the days around.
pub async fn offers(visit: Visit, at: At) -> Result<Page, AppError> {
    let now = visit.now();
    let (settings, _) = crate::member_day::calendar_settings(visit.db().read()).await?;
    let calendar = Calendar::coming(now, &settings);
    let days = Days { month: calendar.month, ranges_from: Some(now.day()), ended_since: None };
    let shelf = shelf(&visit, &at, days, &settings, "/offers").await?;
    let boundary = [Some(now.day().end()), calendar.next_boundary(now), shelf.valid_until].into_iter().flatten().min();
    let lead = t!("offers-lead", day = Lang::current().day(calendar.day));
    let body = view! { <Head title=t!("offers-title") lead=lead/> <h2 class="vh">{t!("offers-list")}</h2> {shelf.view} };
    Ok(Page::new(t!("offers-title"), body).summary(t!("offers-summary")).valid_until(boundary))
}

/// The offers of some days with search, filters, counts and the way to the next page.
pub struct Shelf {
    /// To be shown.
    pub view: AnyView,
    /// All there is on these days, whatever the address narrows it to.
    pub all: usize,
    /// When it becomes untrue by itself.
    pub valid_until: Option<Instant>,
}

/// The shelf of these days, narrowed as the address says; `base` is the page it stands on.
///
/// # Errors
/// The database is away.
pub async fn shelf(visit: &Visit, at: &At, days: Days, settings: &CalendarSettings, base: &str) -> Result<Shelf, AppError> {
    let now = visit.now();
    let wanted = wanted(at);
    let listing = listed(visit.house(), days, &wanted, at.query("after").and_then(|after| after.parse().ok())).await?;
    let calendar = Calendar::of(days.month, settings);
    let cards = if days.ranges_from.is_some() {
        cards_of(visit.db().read(), &listing.page, now, settings).await?
    } else {
        cards_in(visit.db().read(), &listing.page, |kept| kept.run_on(calendar.day, settings)).await?
    };
    let shown = cards.iter().map(|card| card.show(now)).collect_view();
    let list = if cards.is_empty() { nothing(base, &wanted, &calendar, now) } else { view! { <ol class="offers">{shown}</ol> }.into_any() };
    let after = listing.next.map(|next| {
        let narrowed = wanted.address(base);
        format!("{narrowed}{}after={next}", if narrowed.contains('?') { '&' } else { '?' })
    });
    let view = view! {
        {search(base, &wanted)}
        <div id="filters" class="stack">{filters(base, &wanted, &listing)}</div>
        <p id="found" class="muted" role="status">{t!("offers-found", count = listing.found)}</p>
        <div id="shelf" class="stack">{list}<Pager after=after/></div>
    };
    Ok(Shelf { view: view.into_any(), all: listing.all, valid_until: cards.iter().filter_map(|card| card.valid_until(now)).min() })
}

/// Reads the filters from the address; what is not understood is left out.
fn wanted(at: &At) -> Wanted {
    Wanted {
        district: at.query("district").and_then(District::from_slug),
        category: at.query("category").and_then(Category::from_key),
        floor: at.query("floor").and_then(|floor| floor.parse().ok()),
        audience: at.query("audience").map(ToOwned::to_owned),
        kind: at.query("kind").and_then(OfferKind::from_code),
        words: at.query("q").map(|words| words.chars().take(40).collect()).unwrap_or_default(),
    }
}

impl Wanted {
    /// The address of a list narrowed so.
    fn address(&self, base: &str) -> String {
        let mut parts = Vec::new();
        let mut add = |name: &str, value: Option<String>| parts.extend(value.map(|value| format!("{name}={}", encoded(&value))));
        add("district", self.district.map(|district| district.slug().to_owned()));
        add("category", self.category.map(|category| category.key().to_owned()));
        add("floor", self.floor.map(|floor| floor.to_string()));
        add("audience", self.audience.clone());
        add("kind", self.kind.map(|kind| kind.code().to_owned()));
        add("q", Some(self.words.clone()).filter(|words| !words.is_empty()));
        if parts.is_empty() { base.to_owned() } else { format!("{base}?{}", parts.join("&")) }
    }
}

fn search(base: &str, wanted: &Wanted) -> AnyView {
    let Wanted { district, category, floor, audience, kind, .. } = wanted.clone();
    view! {
        <form class="search" role="search" method="get" action=base.to_owned() data-instant="filters found shelf">
            {district.map(|district| view! { <input type="hidden" name="district" value=district.slug()/> })}
            {category.map(|category| view! { <input type="hidden" name="category" value=category.key()/> })}
            {floor.map(|floor| view! { <input type="hidden" name="floor" value=floor/> })}
            {audience.map(|audience| view! { <input type="hidden" name="audience" value=audience/> })}
            {kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.code()/> })}
            <label class="vh" for="offers-q">{t!("offers-search")}</label>
            <input id="offers-q" type="search" name="q" value=wanted.words.clone() placeholder=t!("offers-search-hint") maxlength="40" autocomplete="off"/>
            <button class="btn" type="submit">{t!("offers-search-go")}</button>
        </form>
    }
    .into_any()
}

/// The filters as chips; each row leaves the others as they are.
fn filters(base: &str, wanted: &Wanted, listing: &Listing) -> AnyView {
    let district = |choice: Option<District>| Wanted { district: choice, ..wanted.clone() }.address(base);
    let category = |choice: Option<Category>| Wanted { category: choice, ..wanted.clone() }.address(base);
    let floor = |choice: Option<i16>| Wanted { floor: choice, ..wanted.clone() }.address(base);
    let audience = |choice: Option<String>| Wanted { audience: choice, ..wanted.clone() }.address(base);
    let kind = |choice: Option<OfferKind>| Wanted { kind: choice, ..wanted.clone() }.address(base);
    let floors =
        wanted.district.is_some().then(|| row(t!("offers-by-floor"), &listing.floors, wanted.floor.as_ref(), floor, |floor| floor_words(*floor)));
    let audiences = row(t!("offers-by-audience"), &listing.audiences, wanted.audience.as_ref(), audience, |audience| {
        t!(&format!("offers-audience-{}", audience.replace('_', "-")))
    });
    let kinds =
        row(t!("offers-by-kind"), &listing.kinds, wanted.kind.as_ref(), kind, |kind| t!(&format!("offers-kind-{}", kind.code().replace('_', "-"))));
    let more = audiences.is_some() || kinds.is_some();
    let open = wanted.audience.is_some() || wanted.kind.is_some();
    view! {
        {row(t!("offers-by-district"), &listing.districts, wanted.district.as_ref(), district, |district| crate::districts::district_name(*district, true))}
        {row(t!("offers-by-category"), &listing.categories, wanted.category.as_ref(), category, |category| crate::merchants::category_name(*category))}
        {floors}
        {more.then(|| view! { <details class="plain" open=open><summary>{t!("offers-more-filters")}</summary>{audiences}{kinds}</details> })}
    }
    .into_any()
}

/// One row of chips; left out when there is nothing to choose.
fn row<T: Clone + PartialEq>(
    name: String,
    facets: &[Facet<T>],
    chosen: Option<&T>,
    to: impl Fn(Option<T>) -> String,
    say: impl Fn(&T) -> String,
) -> Option<AnyView> {
    if facets.len() < 2 && chosen.is_none() {
        return None;
    }
    let all: usize = facets.iter().map(|facet| facet.count).sum();
    let chips = facets.iter().map(|facet| {
        let current = (chosen == Some(&facet.choice)).then_some("true");
        view! { <a href=to(Some(facet.choice.clone())) aria-current=current>{say(&facet.choice)} " " <small>{facet.count}</small></a> }
    });
    let chips = chips.collect_view();
    let none = chosen.is_none().then_some("true");
    Some(
        view! { <nav class="chips" aria-label=name><a href=to(None) aria-current=none>{t!("offers-all")} " " <small>{all}</small></a>{chips}</nav> }
            .into_any(),
    )
}

/// `3层`, `地下1层`.
fn floor_words(floor: i16) -> String {
    if floor < 0 { t!("offers-floor-below", floor = i32::from(-floor)) } else { t!("offers-floor", floor = i32::from(floor)) }
}

fn nothing(base: &str, wanted: &Wanted, calendar: &Calendar, now: Instant) -> AnyView {
    if *wanted == Wanted::default() && now < calendar.review_until {
        let next = t!("offers-none-yet-next", until = calendar.enrolment_closes);
        return view! { <Empty title=t!("offers-none-yet") next=next/> }.into_any();
    }
    if *wanted == Wanted::default() {
        let coming = view! { <a class="btn quiet" href="/member-day">{t!("offers-to-coming")}</a> };
        return view! { <Empty title=t!("offers-none-then") next=t!("offers-none-then-next")>{coming}</Empty> }.into_any();
    }
    let all = base.to_owned();
    view! { <Empty title=t!("offers-none-found") next=t!("offers-none-found-next")><a class="btn quiet" href=all>{t!("offers-show-all")}</a></Empty> }
        .into_any()
}
