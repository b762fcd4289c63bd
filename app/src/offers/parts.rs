//! The pieces that show an offer: its card, its benefit, its days and hours, what is left of it.

use super::store::{Kept, with_shops};
use crate::backend::Lang;
use crate::merchants::{Shop, Tile};
use crate::t;
use leptos::prelude::*;
use rules::Instant;
use rules::member_day::CalendarSettings;
use rules::offers::{Audience, Benefit, Language, OfferState, Run, RunPhase, Stock, Terms, ValidHours, Way, When};
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

/// An offer with its shop and what is left of its run.
#[derive(Debug, Clone)]
pub struct OfferCard {
    /// The offer.
    pub kept: Kept,
    /// The registering shop.
    pub shop: Shop,
    /// The run that is on or comes next.
    pub run: Run,
    /// How many of it are held or used up.
    pub taken: u32,
    /// The community it is for, if it is for one.
    pub community: Option<String>,
}

/// These offers as cards, in the order of the ids.
///
/// # Errors
/// The database is away.
pub async fn offer_cards(db: &impl ConnectionTrait, ids: &[Uuid], now: Instant, calendar: &CalendarSettings) -> Result<Vec<OfferCard>, DbErr> {
    cards_of(db, &with_shops(db, ids).await?, now, calendar).await
}

/// Offers of a list as cards, with what is left of them at this moment.
///
/// # Errors
/// The database is away.
pub async fn cards_of(
    db: &impl ConnectionTrait,
    listed: &[(Kept, Shop)],
    now: Instant,
    calendar: &CalendarSettings,
) -> Result<Vec<OfferCard>, DbErr> {
    cards_in(db, listed, |kept| kept.run_at(now, calendar)).await
}

/// The same in other runs than those of this moment: of a month that is over or far ahead.
///
/// # Errors
/// The database is away.
pub async fn cards_in(db: &impl ConnectionTrait, listed: &[(Kept, Shop)], run: impl Fn(&Kept) -> Run) -> Result<Vec<OfferCard>, DbErr> {
    let runs: Vec<(Uuid, Run)> = listed.iter().map(|(kept, _)| (kept.id, run(kept))).collect();
    let taken = crate::claims::taken_of(db, &runs).await?;
    let of_one = listed.iter().any(|(kept, _)| matches!(kept.terms.audience, Audience::Community(_)));
    let communities = if of_one { crate::districts::communities(db).await? } else { Vec::new() };
    let named = |audience: &Audience| match audience {
        Audience::Community(id) => communities.iter().find(|row| row.id == *id).map(|row| row.name.clone()),
        Audience::Everyone | Audience::SixtyPlus => None,
    };
    let card = |((kept, shop), (id, run)): (&(Kept, Shop), (Uuid, Run))| OfferCard {
        kept: kept.clone(),
        shop: shop.clone(),
        run,
        taken: taken.get(&id).copied().unwrap_or_default(),
        community: named(&kept.terms.audience),
    };
    Ok(listed.iter().zip(runs).map(card).collect())
}

impl OfferCard {
    /// How many can be taken at this moment; before the run begins, all that will be out at its beginning. Nothing when unlimited.
    #[must_use]
    pub fn left(&self, now: Instant) -> Option<u32> {
        self.kept.terms.stock.available_at(self.run.stage_minute(now.max(self.run.opens_at)), self.taken)
    }

    /// Whether the run is on and the offer stands.
    #[must_use]
    pub fn is_on(&self, now: Instant) -> bool {
        self.kept.state == OfferState::Approved && self.run.phase_at(now) == RunPhase::On
    }

    /// When what the card shows becomes untrue by itself: a boundary of the run, the next stage, or two seconds while stock is counted.
    #[must_use]
    pub fn valid_until(&self, now: Instant) -> Option<Instant> {
        match self.run.phase_at(now) {
            RunPhase::Ahead => Some(self.run.opens_at),
            RunPhase::On if self.kept.terms.stock != Stock::Unlimited => Some(now.plus(2 * rules::SECOND)),
            RunPhase::On => Some(self.run.ends_at),
            RunPhase::Over => None,
        }
    }

    /// The card.
    pub fn show(&self, now: Instant) -> AnyView {
        let ended = matches!(self.kept.state, OfferState::Ended | OfferState::Withdrawn);
        let over = ended || self.run.phase_at(now) == RunPhase::Over || self.left(now) == Some(0);
        let class = format!("offer {}{}", self.shop.district.slug(), if over { " over" } else { "" });
        let to = format!("/offers/{}", self.kept.id);
        let terms = &self.kept.terms;
        view! {
            <li class=class>
                {benefit_words(&terms.benefit)}
                <Tile name=self.shop.name.to_string() district=self.shop.district category=self.shop.category photo=self.shop.photo.clone()/>
                <h3><a href=to>{terms.title.clone()}</a></h3>
                <p class="who">
                    <span class="tag">{district_short(&self.shop)}</span>
                    <span>{place(&self.shop)}</span>
                    {audience_tag(self)}
                </p>
                <div class="foot">{stock_words(self, now)}</div>
            </li>
        }
        .into_any()
    }
}

/// The headline in a language of the portal.
#[must_use]
pub fn headline(terms: &Terms, lang: Lang) -> String {
    terms.benefit.headline(lang.pick(Language::Chinese, Language::English))
}

/// The benefit as the biggest thing on a card: `满50减10`, `免费 剪发`.
pub fn benefit_words(benefit: &Benefit) -> impl IntoView + use<> {
    let lang = Lang::current();
    let whole = benefit.headline(lang.pick(Language::Chinese, Language::English));
    let (big, small) = match benefit {
        Benefit::Gift { item } => (t!("offers-gift"), Some(item.clone())),
        Benefit::Service { item } => (t!("offers-free"), Some(item.clone())),
        Benefit::SpendOff { .. } | Benefit::Discount { .. } | Benefit::Off { .. } => (whole, None),
    };
    view! { <p class="benefit">{big}{small.map(|small| view! { " " <small>{small}</small> })}</p> }
}

/// `示例面包房 · 1F-108`.
#[must_use]
pub fn place_words(shop: &Shop) -> String {
    match &shop.unit {
        Some(unit) => format!("{} · {unit}", shop.name),
        None => shop.name.to_string(),
    }
}

/// The same, to be shown: a unit's number is not broken over two lines.
pub fn place(shop: &Shop) -> impl IntoView + use<> {
    let unit = shop.unit.as_ref().map(|unit| view! { " · " <span class="nowrap">{unit.to_string()}</span> });
    view! { {shop.name.to_string()} {unit} }
}

/// The district's short name, for a tag.
#[must_use]
pub fn district_short(shop: &Shop) -> String {
    crate::districts::district_name(shop.district, true)
}

/// Whom it is for, when not for everybody.
fn audience_tag(card: &OfferCard) -> Option<AnyView> {
    (card.kept.terms.audience != Audience::Everyone).then(|| view! { <span class="tag gold">{audience_words(card)}</span> }.into_any())
}

/// Whom it is for.
#[must_use]
pub fn audience_words(card: &OfferCard) -> String {
    match (card.kept.terms.audience, &card.community) {
        (Audience::Everyone, _) => t!("offers-audience-everyone"),
        (Audience::SixtyPlus, _) => t!("offers-audience-sixty-plus"),
        (Audience::Community(_), Some(name)) => t!("offers-audience-of", community = name),
        (Audience::Community(_), None) => t!("offers-audience-community"),
    }
}

/// What is left, with a meter when it is counted.
pub fn stock_words(card: &OfferCard, now: Instant) -> AnyView {
    let terms = &card.kept.terms;
    if card.kept.state == OfferState::Withdrawn {
        return view! { <p class="stock">{t!("offers-withdrawn")}</p> }.into_any();
    }
    if card.run.phase_at(now) == RunPhase::Over || card.kept.state == OfferState::Ended {
        return view! { <p class="stock">{t!("offers-over")}</p> }.into_any();
    }
    let walk_in = (terms.way == Way::WalkIn).then(|| t!("offers-walk-in"));
    let Some((total, left)) = terms.stock.total().zip(card.left(now)) else {
        return view! { <p class="stock">{t!("offers-unlimited")} {walk_in.map(|words| format!(" · {words}"))}</p> }.into_any();
    };
    let back = (left == 0).then(|| card.run.next_release(&terms.stock, now)).flatten();
    let words = match (left, back, card.is_on(now)) {
        (0, Some(back), _) => t!("offers-back-at", at = Lang::current().time(back)),
        (0, None, _) => t!("offers-sold-out"),
        (_, _, true) => t!("offers-left", left = left, total = total),
        (_, _, false) => t!("offers-total", total = total),
    };
    if !card.is_on(now) {
        return view! { <p class="stock">{words}{walk_in.map(|words| format!(" · {words}"))}</p> }.into_any();
    }
    let low = total / 4;
    view! {
        <div class="stock">
            <p>{words}{walk_in.map(|words| format!(" · {words}"))}</p>
            <meter min="0" max=total low=low high=total / 2 optimum=total value=left aria-label=t!("offers-left", left = left, total = total)></meter>
        </div>
    }
    .into_any()
}

/// `09:00–21:00`, or all day.
#[must_use]
pub fn hours_words(hours: &ValidHours) -> String {
    if hours.is_all_day() {
        return t!("offers-all-day");
    }
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    let spans: Vec<String> = hours.spans().iter().map(|(from, until)| format!("{}–{}", clock(*from), clock(*until))).collect();
    spans.join(Lang::current().pick("、", ", "))
}

/// On which days.
#[must_use]
pub fn days_words(when: &When, run: &Run) -> String {
    let lang = Lang::current();
    match when {
        When::MemberDay(_) => t!("offers-on-member-day", day = lang.day(run.first)),
        When::EveryMonth => t!("offers-on-every-member-day", day = lang.day(run.first)),
        When::Range { first, last } => t!("offers-on-days", first = lang.day(*first), last = lang.day(*last)),
    }
}
