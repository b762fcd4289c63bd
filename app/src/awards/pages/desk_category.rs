//! One category on the office's desk: its terms, and who nominated whom and why.

use super::{shortlist, voting};
use crate::awards::doors::{CHANGE_CATEGORY, DROP_CATEGORY};
use crate::awards::facts;
use crate::awards::parts::{desk_crumbs, terms_words, voices_words};
use crate::awards::store::{Judged, KeptCategory, NominationRow, judged, nominations_of, voices_of};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::merchants::{DistrictTag, Shop, shops_by_ids};
use crate::t;
use crate::ui::{ActForm, Empty, Field, Fold, Hidden, Submit};
use leptos::prelude::*;
use rules::awards::{Category, Nominator};
use uuid::Uuid;

/// One category.
pub async fn one(visit: Visit, at: At) -> Result<Page, AppError> {
    let (db, now) = (visit.db().read(), visit.now());
    let (edition, category) = super::category_at(db, &at).await?;
    let voices = voices_of(db, &[category.id]).await?;
    let rows = nominations_of(db, category.id, None).await?;
    let ids: Vec<Uuid> = voices.keys().map(|(_, merchant)| *merchant).collect();
    let judged = judged(db, &edition, shops_by_ids(db, &ids).await?).await?;
    let speaking: Vec<Uuid> = rows.iter().filter_map(|row| row.on_part_of).collect();
    let speaking = shops_by_ids(db, &speaking).await?;
    let title = category.terms.title.clone();
    let nominees = judged.iter().map(|judged| {
        let voices = voices.get(&(category.id, judged.shop.id)).copied().unwrap_or_default();
        nominee(judged, &voices_words(&voices), &rows, &speaking)
    });
    let nominees = nominees.collect_view();
    let list = if judged.is_empty() {
        view! { <Empty title=t!("awards-nobody-nominated") next=t!("awards-desk-nobody-next")/> }.into_any()
    } else {
        view! { <ul class="list">{nominees}</ul> }.into_any()
    };
    let shortlist = shortlist::section(&visit, &edition, &category, &judged).await?;
    let votes = voting::desk(&visit, &edition, &category).await?;
    let changes = visit.may(&CHANGE_CATEGORY) && facts::may_change(&edition, now).is_ok();
    let body = view! {
        {desk_crumbs(Some(&edition), title.clone())}
        <header class="head"><div><h1>{title.clone()}</h1><p class="lead">{terms_words(&category.terms)}</p></div></header>
        {changes.then(|| change(&category))}
        {votes}
        {shortlist}
        <section class="section"><header><h2>{t!("awards-nominated")}</h2></header>{list}</section>
    };
    Ok(Page::new(title, body))
}

/// A nominated merchant with its voices, its reasons and what stands against it.
fn nominee(judged: &Judged, voices: &str, rows: &[NominationRow], speaking: &[Shop]) -> AnyView {
    let lang = Lang::current();
    let whys = rows.iter().filter(|row| row.merchant == judged.shop.id && !row.why.is_empty()).map(|row| {
        let who = match row.nominator {
            Nominator::Resident => t!("awards-by-resident"),
            Nominator::Merchant => {
                let merchant = speaking.iter().find(|shop| Some(shop.id) == row.on_part_of);
                t!("awards-by-merchant", name = merchant.map(|shop| shop.name.to_string()).unwrap_or_default())
            }
            Nominator::Own => t!("awards-by-own"),
        };
        view! { <li><p class="lines">{row.why.clone()}</p><p class="small muted">{who} " · " {lang.moment(row.at)}</p></li> }
    });
    let against = judged.against.iter().map(|why| view! { <li class="stop"><span>{AppError::refusal(why).refused().sentence.clone()}</span></li> });
    view! {
        <li>
            <div class="body stack tight">
                <h3><a href=format!("/merchants/{}", judged.shop.id)>{judged.shop.name.to_string()}</a></h3>
                <p class="small muted">{voices.to_owned()}</p>
                {(!judged.against.is_empty()).then(|| view! { <ul class="checks small">{against.collect_view()}</ul> })}
                <ul class="stack tight">{whys.collect_view()}</ul>
            </div>
            <DistrictTag district=judged.shop.district/>
        </li>
    }
    .into_any()
}

fn change(category: &KeptCategory) -> AnyView {
    let (id, edition) = (category.id.to_string(), category.edition.to_string());
    let (own, of) = (id.clone(), edition.clone());
    let terms = category.terms.clone();
    view! {
        <section class="section">
            <header><h2>{t!("awards-category-change")}</h2></header>
            <ActForm act=&CHANGE_CATEGORY>
                <Hidden name="id" value=id/>
                <Hidden name="edition" value=edition/>
                {fields(Some(&terms))}
                <Submit label=t!("awards-save")/>
            </ActForm>
            <Fold title=t!("awards-category-drop") act=&DROP_CATEGORY>
                <ActForm act=&DROP_CATEGORY>
                    <Hidden name="category" value=own/>
                    <Hidden name="edition" value=of/>
                    <p>{t!("awards-category-drop-words")}</p>
                    <Submit label=t!("awards-category-drop") class="danger"/>
                </ActForm>
            </Fold>
        </section>
    }
    .into_any()
}

/// The fields of a category's form.
pub(super) fn fields(terms: Option<&Category>) -> AnyView {
    let title = terms.map(|terms| terms.title.clone()).unwrap_or_default();
    let count = |count: Option<u16>| count.map(|count| count.to_string()).unwrap_or_default();
    let places = count(terms.map(|terms| terms.places));
    let cap = count(terms.and_then(|terms| terms.district_cap));
    let most = count(terms.map(|terms| terms.most));
    view! {
        <Field name="title" label=t!("awards-f-category") help=t!("awards-f-category-help") value=title maxlength=40/>
        <Field name="places" label=t!("awards-f-places") help=t!("awards-f-places-help") value=places inputmode="numeric" maxlength=2 optional=true/>
        <Field name="district_cap" label=t!("awards-f-cap") help=t!("awards-f-cap-help") value=cap inputmode="numeric" maxlength=2 optional=true/>
        <Field name="most" label=t!("awards-f-most") help=t!("awards-f-most-help") value=most inputmode="numeric" maxlength=2 optional=true/>
    }
    .into_any()
}
