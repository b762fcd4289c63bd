//! The form in which a merchant registers or changes an offer: short on a phone, the rest behind “more”.

use super::desk::{own, own_shops};
use crate::backend::{Act, AppError, At, Lang, Page, Refill, Visit};
use crate::merchants::Shop;
use crate::offers::doors::{CHANGE_OFFER, REGISTER_OFFER};
use crate::offers::shops::sisters;
use crate::offers::store::offer_by_id;
use crate::t;
use crate::ui::{ActForm, Choice, Field, Hidden, SelectField, Submit, TextArea, Tick};
use leptos::prelude::*;
use rules::member_day::Calendar;
use rules::offers::{OFFER_KINDS, OfferForm, ProofNeed};
use rules::{Day, Month};
use uuid::Uuid;

/// An empty form for a shop, or one filled in like an earlier offer.
pub async fn new_offer(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let shops = own_shops(&visit).await?;
    let (settings, _) = crate::member_day::calendar_settings(db).await?;
    let calendar = Calendar::enrolling(visit.now(), &settings);
    let copied = match at.query("copy").and_then(|copy| copy.parse::<Uuid>().ok()) {
        Some(copy) => offer_by_id(db, copy).await?.filter(|kept| shops.iter().any(|shop| shop.id == kept.merchant)),
        None => None,
    };
    let wanted = copied.as_ref().map(|kept| kept.merchant).or_else(|| at.query("shop").and_then(|shop| shop.parse().ok()));
    let shop = shops.iter().find(|shop| wanted.is_none_or(|wanted| wanted == shop.id)).ok_or_else(AppError::not_found)?;
    let form = copied.map_or_else(|| fresh(shop, &calendar), |kept| OfferForm::of(&kept.terms).for_month(calendar.month));
    let sheet = Sheet::load(&visit, shop, form, calendar.month).await?;
    let body = view! {
        <div class="head"><div><h1>{t!("offers-register-title")}</h1><p class="lead">{shop.name.to_string()}</p></div></div>
        {sheet.show(&REGISTER_OFFER, vec![("id", visit.new_id().to_string()), ("merchant", shop.id.to_string())], t!("offers-register"))}
    };
    Ok(Page::new(t!("offers-register-title"), body))
}

/// The form of an offer that is there.
pub async fn change(visit: Visit, at: At) -> Result<Page, AppError> {
    let kept = own(&visit, &at).await?;
    let db = visit.db().read();
    let shop = crate::merchants::shop_by_id(db, kept.merchant).await?.ok_or_else(AppError::not_found)?;
    let (settings, _) = crate::member_day::calendar_settings(db).await?;
    let claimed = crate::claims::has_claims(db, kept.id).await?;
    let month = Calendar::enrolling(visit.now(), &settings).month;
    let sheet = Sheet::load(&visit, &shop, OfferForm::of(&kept.terms), month).await?;
    let body = view! {
        <div class="head"><div><h1>{t!("offers-change-title")}</h1><p class="lead">{kept.terms.title.clone()}</p></div></div>
        {claimed.then(|| view! { <p class="note warn">{t!("offers-frozen")}</p> })}
        {sheet.show(&CHANGE_OFFER, vec![("offer", kept.id.to_string())], t!("offers-save"))}
    };
    Ok(Page::new(t!("offers-change-title"), body))
}

/// What a merchant most often means: on the next member day, while the shop is open, one per person, claimed first.
fn fresh(shop: &Shop, calendar: &Calendar) -> OfferForm {
    let (hours_from, hours_until) = opening(shop, calendar.day, 0);
    let (more_from, more_until) = opening(shop, calendar.day, 1);
    OfferForm {
        kind: "spend_off".to_owned(),
        per_person: "1".to_owned(),
        audience: "everyone".to_owned(),
        way: "claim_first".to_owned(),
        when: "member_day".to_owned(),
        month: calendar.month.to_string(),
        hours_from,
        hours_until,
        more_from,
        more_until,
        ..OfferForm::default()
    }
}

/// The shop's first or second stretch of opening on that day, as the form writes it; nothing past midnight.
fn opening(shop: &Shop, day: Day, which: usize) -> (String, String) {
    let span = shop.hours.as_ref().and_then(|hours| hours.on(day.weekday()).get(which));
    let clock = |minute: u16| format!("{:02}:{:02}", minute / 60, minute % 60);
    span.map(|span| (clock(span.from()), clock(span.to().min(24 * 60)))).unwrap_or_default()
}

/// The form with what it offers to choose from.
struct Sheet {
    form: OfferForm,
    shop: Uuid,
    sisters: Vec<Shop>,
    communities: Vec<(String, String)>,
    months: Vec<Month>,
}

impl Sheet {
    async fn load(visit: &Visit, shop: &Shop, form: OfferForm, month: Month) -> Result<Self, AppError> {
        let db = visit.db().read();
        let mut months = vec![month, month.next()];
        if let Some(own) = Month::parse(&form.month).filter(|own| !months.contains(own)) {
            months.insert(0, own);
        }
        let communities = crate::districts::communities(db).await?.into_iter().map(|row| (row.id.to_string(), row.name)).collect();
        Ok(Self { form, shop: shop.id, sisters: sisters(db, shop).await?, communities, months })
    }

    fn show(self, act: &'static Act, hidden: Vec<(&'static str, String)>, label: String) -> AnyView {
        view! {
            <ActForm act=act class="offer-form">
                {hidden.into_iter().map(|(name, value)| view! { <Hidden name=name value=value/> }).collect_view()}
                {self.first()}
                {self.days()}
                {self.more(Refill::of(act, None).is_some())}
                <Submit label=label class="wide large"/>
            </ActForm>
        }
        .into_any()
    }

    /// What every offer needs, in the order one thinks of it.
    fn first(&self) -> AnyView {
        let form = &self.form;
        view! {
            {benefit(form)}
            <Field name="title" label=t!("offers-f-title") help=t!("offers-f-title-help") value=form.title.clone() maxlength=42/>
            <TextArea name="gives" label=t!("offers-gives") help=t!("offers-f-gives-help") value=form.gives.clone() rows=2 maxlength=140 optional=true/>
            <TextArea name="conditions" label=t!("offers-conditions") help=t!("offers-f-conditions-help") value=form.conditions.clone() rows=3 maxlength=300/>
            <div class="pair">
                <Field name="stock" label=t!("offers-stock") help=t!("offers-f-stock-help") value=form.stock.clone() inputmode="numeric" maxlength=6/>
                <Field name="per_person" label=t!("offers-f-per-person") value=form.per_person.clone() inputmode="numeric" maxlength=2/>
            </div>
            <Tick name="unlimited" value=form.unlimited.is_some()>{t!("offers-unlimited")}</Tick>
        }
        .into_any()
    }

    fn days(&self) -> AnyView {
        let form = &self.form;
        let lang = Lang::current();
        let months = self.months.iter().map(|month| (month.to_string(), lang.month(*month))).collect::<Vec<_>>();
        let choices = choices(&["member_day", "every_month", "range"], |code| t!(&format!("offers-when-{code}")));
        view! {
            <Choice name="when" label=t!("offers-days") options=choices value=vec![form.when.clone()]/>
            <div class="if-member_day"><SelectField name="month" label=t!("offers-f-month") options=months value=form.month.clone()/></div>
            <div class="if-range pair">
                <Field name="first_day" label=t!("offers-f-first-day") kind="date" value=form.first_day.clone() optional=true/>
                <Field name="last_day" label=t!("offers-f-last-day") kind="date" value=form.last_day.clone() optional=true/>
            </div>
            <div class="pair">
                <Field name="hours_from" label=t!("offers-f-from") value=form.hours_from.clone() maxlength=5 optional=true/>
                <Field name="hours_until" label=t!("offers-f-until") value=form.hours_until.clone() maxlength=5 optional=true/>
            </div>
            {(!form.more_from.is_empty()).then(|| self.second_span())}
        }
        .into_any()
    }

    /// For shops with a break.
    fn second_span(&self) -> AnyView {
        let (from, until) = (self.form.more_from.clone(), self.form.more_until.clone());
        view! {
            <div class="pair">
                <Field name="more_from" label=t!("offers-f-more-from") value=from maxlength=5 optional=true/>
                <Field name="more_until" label=t!("offers-f-more-until") value=until maxlength=5 optional=true/>
            </div>
        }
        .into_any()
    }

    /// What most offers leave as it is. It stands open when something in it differs, and when the form was refused: the reason may be in it.
    fn more(&self, refused: bool) -> AnyView {
        let form = &self.form;
        let shops: Vec<(String, String)> = self.sisters.iter().map(|shop| (shop.id.to_string(), shop.name.to_string())).collect();
        let chosen: Vec<String> = form.shops.iter().filter(|shop| **shop != self.shop.to_string()).cloned().collect();
        let audiences = choices(&["everyone", "sixty_plus", "community"], |code| t!(&format!("offers-audience-{code}")));
        let proofs = ProofNeed::ALL.iter().map(|need| (need.code().to_owned(), t!(&format!("offers-f-proof-{}", need.code())))).collect::<Vec<_>>();
        let ways = choices(&["claim_first", "walk_in"], |code| t!(&format!("offers-way-{code}")));
        let open = refused || form.audience != "everyone" || form.way != "claim_first" || form.chain.is_some() || !form.stage1_time.is_empty();
        view! {
            <details open=open>
                <summary>{t!("offers-more-settings")}</summary>
                <div class="form">
                    <Choice name="audience" label=t!("offers-audience") options=audiences value=vec![form.audience.clone()]/>
                    <div class="if-community"><SelectField name="community" label=t!("offers-f-community") options=self.communities.clone() value=form.community.clone() optional=true/></div>
                    <SelectField name="proof" label=t!("offers-f-proof") help=t!("offers-f-proof-help") options=proofs value=form.proof.clone() optional=true/>
                    <Choice name="way" label=t!("offers-way") options=ways value=vec![form.way.clone()]/>
                    <Tick name="chain" value=form.chain.is_some()>{t!("offers-chain-words")}</Tick>
                    {form.more_from.is_empty().then(|| self.second_span())}
                    {stages(form)}
                    {(!shops.is_empty()).then(|| view! { <Choice name="shops" label=t!("offers-f-shops") options=shops value=chosen many=true/> })}
                </div>
            </details>
        }
        .into_any()
    }
}

/// The kind and its numbers; a style sheet shows only those that the chosen kind needs.
fn benefit(form: &OfferForm) -> AnyView {
    let kinds: Vec<(String, String)> =
        OFFER_KINDS.iter().map(|kind| (kind.code().to_owned(), t!(&format!("offers-kind-{}", kind.code().replace('_', "-"))))).collect();
    view! {
        <Choice name="kind" label=t!("offers-f-kind") options=kinds value=vec![form.kind.clone()]/>
        <div class="pair">
            <div class="if-spend_off"><Field name="spend" label=t!("offers-f-spend") value=form.spend.clone() inputmode="decimal" maxlength=9 optional=true/></div>
            <div class="if-spend_off if-off"><Field name="off" label=t!("offers-f-off") value=form.off.clone() inputmode="decimal" maxlength=9 optional=true/></div>
        </div>
        <div class="if-discount"><Field name="discount" label=t!("offers-f-discount") help=t!("offers-f-discount-help") value=form.discount.clone() inputmode="decimal" maxlength=5 optional=true/></div>
        <div class="if-gift if-service"><Field name="item" label=t!("offers-f-item") help=t!("offers-f-item-help") value=form.item.clone() maxlength=28 optional=true/></div>
    }
    .into_any()
}

fn stages(form: &OfferForm) -> AnyView {
    let row = |time: &'static str, typed: String, amount: &'static str, count: String| {
        view! {
            <div class="pair">
                <Field name=time label=t!("offers-f-stage-time") value=typed maxlength=5 optional=true/>
                <Field name=amount label=t!("offers-f-stage-amount") value=count inputmode="numeric" maxlength=6 optional=true/>
            </div>
        }
    };
    view! {
        <fieldset class="field">
            <legend>{t!("offers-stages")}</legend>
            <p class="help">{t!("offers-f-stages-help")}</p>
            {row("stage1_time", form.stage1_time.clone(), "stage1_amount", form.stage1_amount.clone())}
            {row("stage2_time", form.stage2_time.clone(), "stage2_amount", form.stage2_amount.clone())}
            {row("stage3_time", form.stage3_time.clone(), "stage3_amount", form.stage3_amount.clone())}
        </fieldset>
    }
    .into_any()
}

/// Codes with their words; words are written with dashes.
fn choices(codes: &[&str], word: impl Fn(&str) -> String) -> Vec<(String, String)> {
    codes.iter().map(|code| ((*code).to_owned(), word(&code.replace('_', "-")))).collect()
}
