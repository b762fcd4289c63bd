//! The officer's desk: what waits, every merchant of the district, and one merchant with what can be done.

use super::super::doors::{APPROVE, DECLINE, OFFICER, READERS, REINSTATE, RETURN, STRIKE, SUSPEND};
use super::super::parts::{CategoryTag, DistrictTag, StateTag, state_name};
use super::super::store::{self, Shop};
use crate::backend::{Act, AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::{ActForm, Empty, Fold, Head, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::accounts::ProofKind;
use rules::districts::District;
use rules::merchants::MerchantState;
use rules::permits::Role;
use sea_orm::ConnectionTrait;

/// The longest question that is searched for, in characters.
const QUESTION: usize = 40;

/// The merchants of the districts that the person looks after: applications first.
pub async fn merchants(visit: Visit, at: At) -> Result<Page, AppError> {
    let chosen = at.query("state").and_then(MerchantState::from_key).unwrap_or(MerchantState::Applied);
    let districts: Vec<District> = District::ALL.into_iter().filter(|district| visit.admit_in(READERS, district.place()).is_ok()).collect();
    let counts = store::counts_by_state(visit.db().read(), &districts).await?;
    let words: String = at.query("q").unwrap_or_default().chars().take(QUESTION).collect();
    let shops = store::waiting(visit.db().read(), &districts, chosen, &words).await?;
    let chips = MerchantState::ALL.into_iter().map(|state| {
        let count = counts.get(&state).copied().unwrap_or_default();
        view! { <a href=format!("/desk/merchants?state={}", state.key()) aria-current=(state == chosen).then_some("true")>{state_name(state)}<small>{count}</small></a> }
    });
    let none = shops.is_empty().then(|| view! { <Empty title=t!("merchants-desk-none") next=t!("merchants-desk-none-next")/> });
    let lines = shops.iter().map(line).collect_view();
    let names = districts.iter().map(|district| district_name(*district, false)).collect::<Vec<_>>().join(" · ");
    let body = view! {
        <Head title=t!("merchants-desk-title") lead=names><a class="btn quiet" href="/desk/registers">{t!("merchants-desk-import")}</a></Head>
        <form class="toolbar" role="search" action="/desk/merchants" method="get" data-instant="found">
            <div class="field grow">
                <label for="q">{t!("merchants-search")}</label>
                <div class="search">
                    <input id="q" type="search" name="q" value=words maxlength=QUESTION autocomplete="off" placeholder=t!("merchants-search-hint")/>
                    <button class="btn" type="submit">{t!("merchants-find")}</button>
                </div>
            </div>
            <input type="hidden" name="state" value=chosen.key()/>
        </form>
        <nav class="chips" aria-label=t!("merchants-by-state")>{chips.collect_view()}</nav>
        <div id="found"><h2 class="vh">{state_name(chosen)}</h2><div class="today">{lines}</div>{none}</div>
    };
    Ok(Page::new(t!("merchants-desk-title"), body))
}

fn line(shop: &Shop) -> AnyView {
    let lang = Lang::current();
    let unit = shop.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    view! {
        <article class="todo">
            <h3><a href=format!("/desk/merchants/{}", shop.id)>{shop.name.to_string()}</a></h3>
            <p class="muted">{district_name(shop.district, false)} " · " {unit} " · " {t!("merchants-since", day = lang.day(shop.state_at.day()))}</p>
            <span class="end" aria-hidden="true"></span>
        </article>
    }
    .into_any()
}

/// One merchant.
pub async fn merchant(visit: Visit, at: At) -> Result<Page, AppError> {
    let db = visit.db().read();
    let shop = store::shop(db, at.id("id")?).await?;
    let place = shop.district.place();
    visit.admit_in(READERS, place).map_err(|_| AppError::not_found())?;
    let story = store::story_of(db, shop.id).await?;
    let owners = crate::accounts::holders(db, Role::MerchantOwner, Some(shop.id), visit.now()).await?;
    let applicant = applicant(db, &shop).await?;
    let acts = if visit.admit_in(OFFICER, place).is_ok() {
        acts(&shop, !owners.is_empty())
    } else {
        view! { <p class="note">{t!("merchants-officer-decides")}</p> }.into_any()
    };
    let body = view! {
        <nav class="crumbs" aria-label=t!("merchants-path")>
            <ol><li><a href="/desk/merchants">{t!("merchants-desk-title")}</a></li><li><span aria-current="page">{shop.name.to_string()}</span></li></ol>
        </nav>
        <header class="head">
            <div>
                <h1>{shop.name.to_string()}</h1>
                <p class="lead"><DistrictTag district=shop.district/> " " <CategoryTag category=shop.category/> " " <StateTag state=shop.state/></p>
            </div>
        </header>
        {super::facts(&shop, true)}
        {applicant}
        {acts}
        <section class="section"><h2>{t!("merchants-story")}</h2>{super::story(story)}</section>
    };
    Ok(Page::new(shop.name.to_string(), body))
}

/// Who applied, as the officer may know them, and whether they are proven; only while it is to be decided.
async fn applicant(db: &impl ConnectionTrait, shop: &Shop) -> Result<Option<AnyView>, AppError> {
    let (MerchantState::Applied | MerchantState::Returned, Some(person)) = (shop.state, shop.applicant) else { return Ok(None) };
    let Some(known) = crate::accounts::known_person(db, person).await? else { return Ok(None) };
    let (class, proof) = match known.facts.proof {
        ProofKind::None => ("state warn", t!("merchants-applicant-unproven")),
        ProofKind::Sms => ("state ok", t!("merchants-applicant-number")),
        ProofKind::Counter | ProofKind::Register => ("state ok", t!("merchants-applicant-proven")),
    };
    let body = view! {
        <dl class="facts"><div><dt>{t!("merchants-applicant")}</dt><dd>{known.label} " · " <span class=class>{proof}</span></dd></div></dl>
    };
    Ok(Some(body.into_any()))
}

fn acts(shop: &Shop, owned: bool) -> AnyView {
    let id = shop.id.to_string();
    let with_grounds = |act: &'static Act, label: String, class: &'static str| {
        let id = id.clone();
        view! {
            <Fold title=label.clone() act=act>
                <ActForm act=act>
                    <Hidden name="merchant" value=id/>
                    <TextArea name="grounds" label=t!("merchants-grounds") help=t!("merchants-grounds-help") maxlength=200 rows=3/>
                    <Submit label=label class=class/>
                </ActForm>
            </Fold>
        }
        .into_any()
    };
    let strike = || with_grounds(&STRIKE, t!("merchants-strike"), "danger");
    let slip = shop.state.waits_for_its_person(owned).then(|| crate::registers::issue_slip_form(shop.id));
    let choices: Vec<AnyView> = match shop.state {
        MerchantState::Applied => {
            vec![approve(shop), with_grounds(&RETURN, t!("merchants-return"), "quiet"), with_grounds(&DECLINE, t!("merchants-decline"), "danger")]
        }
        MerchantState::Returned => vec![with_grounds(&DECLINE, t!("merchants-decline"), "danger")],
        MerchantState::Active => vec![with_grounds(&SUSPEND, t!("merchants-suspend"), "danger"), strike()],
        MerchantState::Suspended => vec![with_grounds(&REINSTATE, t!("merchants-reinstate"), "quiet"), strike()],
        MerchantState::Listed => vec![strike()],
        MerchantState::Declined | MerchantState::Left => Vec::new(),
    };
    view! { <section class="section stack"><h2>{t!("merchants-acts")}</h2>{slip}{choices}</section> }.into_any()
}

fn approve(shop: &Shop) -> AnyView {
    let id = shop.id.to_string();
    view! {
        <ActForm act=&APPROVE>
            <Hidden name="merchant" value=id/>
            <Submit label=t!("merchants-approve")/>
        </ActForm>
    }
    .into_any()
}
