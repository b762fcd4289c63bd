//! The shop's own desk: its data, its photo, its clerks, leaving.

use super::super::doors::{CHARTER, EDIT, LEAVE, NO_PHOTO, PHOTO, REMOVE_CLERK, STEP_DOWN};
use super::super::parts::{StateTag, Tile, card, shop_fields};
use super::super::store::{self, Shop};
use crate::backend::{AppError, At, Lang, Page, Visit};
use crate::districts::district_name;
use crate::t;
use crate::ui::{ActForm, Empty, Field, Fold, Head, Hidden, Submit, TextArea};
use leptos::prelude::*;
use rules::merchants::MerchantState;
use rules::permits::{Role, Who};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// One's shops and applications.
pub async fn shops(visit: Visit, _at: At) -> Result<Page, AppError> {
    let signed = visit.person()?;
    let (db, now) = (visit.db().read(), visit.now());
    let own = store::shops_by_ids(db, &signed.standing.places(&[Role::MerchantOwner], now)).await?;
    let applications = store::applications_of(db, signed.person).await?;
    let empty = own.is_empty() && applications.is_empty();
    let none = empty.then(|| {
        view! {
            <Empty title=t!("merchants-no-shop")>
                <p class="actions"><a class="btn" href="/merchants/apply">{t!("merchants-apply")}</a><a class="btn quiet" href="/takeover">{t!("merchants-take-over")}</a></p>
            </Empty>
        }
    });
    let own = own.iter().map(|shop| card(shop, format!("/my/shops/{}", shop.id), now)).collect_view();
    let applications = applications.iter().map(|shop| {
        view! {
            <li>
                <span class="body"><a href=format!("/my/applications/{}", shop.id)>{shop.name.to_string()}</a></span>
                <span class="end"><StateTag state=shop.state/></span>
            </li>
        }
    });
    let applications = applications.collect_view();
    let body = view! {
        <Head title=t!("merchants-my-shops")>
            {(!empty).then(|| view! { <a class="btn quiet" href="/takeover">{t!("merchants-take-over")}</a> })}
            <a class="btn quiet" href="/takeover/clerk">{t!("merchants-come-as-clerk")}</a>
        </Head>
        {none}
        <div class="merchants">{own}</div>
        <ul class="list">{applications}</ul>
    };
    Ok(Page::new(t!("merchants-my-shops"), body))
}

/// The desk of one shop.
pub async fn shop(visit: Visit, at: At) -> Result<Page, AppError> {
    let id = at.id("id")?;
    visit.admit_in(Who::Roles(&[Role::MerchantOwner]), id).map_err(|_| AppError::not_found())?;
    let db = visit.db().read();
    let shop = store::shop(db, id).await?;
    let charter = charter(db, id).await?;
    let people = crate::accounts::people_of(db, id, visit.now()).await?;
    let story = store::story_of(db, id).await?;
    let public = (shop.state == MerchantState::Active).then(|| {
        view! { <a class="btn quiet" href=format!("/merchants/{id}")>{t!("merchants-public-page")}</a> }
    });
    let (name, last) = (shop.name.to_string(), store::last_line(&story));
    let (photo, clerks, leaving) = (photo(&shop), clerks(id, people), leaving(&shop));
    let body = view! {
        <header class="head">
            <div>
                <h1>{name.clone()}</h1>
                <p class="lead">{district_name(shop.district, false)} " · " <StateTag state=shop.state/></p>
            </div>
            {public}
        </header>
        {charter}
        <section class="section">
            <h2>{t!("merchants-shop-data")}</h2>
            <ActForm act=&EDIT>
                <Hidden name="merchant" value=id.to_string()/>
                // Never given back as it was sent: whoever was refused sees below what has happened, and saves over it knowingly.
                <input type="hidden" name="line" value=last.to_string()/>
                {shop_fields(Some(&shop))}
                <Submit label=t!("merchants-save") class="wide"/>
            </ActForm>
        </section>
        {photo}
        {clerks}
        <section class="section"><h2>{t!("merchants-story")}</h2>{super::story(story)}</section>
        {leaving}
    };
    Ok(Page::new(name, body))
}

/// Asks for acceptance when a newer charter is in force than the one the shop accepted.
async fn charter(db: &impl ConnectionTrait, shop: Uuid) -> Result<Option<AnyView>, AppError> {
    let in_force = crate::districts::charter_in_force(db).await?.number;
    if crate::districts::accepted_charter(db, shop).await?.is_some_and(|accepted| accepted >= in_force) {
        return Ok(None);
    }
    let view = view! {
        <section class="note warn">
            <h2>{t!("merchants-charter-new")}</h2>
            <p>{t!("merchants-charter-read")} " " <a href="/charter">{t!("shell-charter")}</a></p>
            <ActForm act=&CHARTER>
                <Hidden name="merchant" value=shop.to_string()/>
                <Hidden name="number" value=in_force.to_string()/>
                <Submit label=t!("merchants-charter-accept-now")/>
            </ActForm>
        </section>
    };
    Ok(Some(view.into_any()))
}

fn photo(shop: &Shop) -> AnyView {
    let id = shop.id.to_string();
    let own = id.clone();
    let take_down = shop.photo.is_some().then(move || {
        view! {
            <ActForm act=&NO_PHOTO>
                <Hidden name="merchant" value=own/>
                <Submit label=t!("merchants-photo-take-down") class="quiet"/>
            </ActForm>
        }
    });
    view! {
        <section class="section">
            <h2>{t!("merchants-photo")}</h2>
            <Tile name=shop.name.to_string() district=shop.district category=shop.category photo=shop.photo.clone() large=true/>
            <ActForm act=&PHOTO multipart=true>
                <Hidden name="merchant" value=id/>
                <Field name="photo" label=t!("merchants-photo-choose") help=t!("merchants-photo-help") kind="file" accept="image/jpeg,image/png,image/webp"/>
                <Submit label=t!("merchants-photo-hang")/>
            </ActForm>
            {take_down}
        </section>
    }
    .into_any()
}

fn clerks(shop: Uuid, people: Vec<crate::accounts::PersonOf>) -> AnyView {
    let lang = Lang::current();
    let shared = people.iter().filter(|person| person.role == Role::MerchantOwner).count() > 1;
    let step_down = shared.then(|| {
        view! {
            <Fold title=t!("merchants-step-down") act=&STEP_DOWN>
                <p>{t!("merchants-step-down-help")}</p>
                <ActForm act=&STEP_DOWN>
                    <Hidden name="merchant" value=shop.to_string()/>
                    <Submit label=t!("merchants-step-down") class="danger"/>
                </ActForm>
            </Fold>
        }
    });
    let line = move |person: crate::accounts::PersonOf| {
        let remove = (person.role == Role::Clerk).then(move || {
            view! {
                <ActForm act=&REMOVE_CLERK only=("grant", person.grant.to_string())>
                    <Hidden name="merchant" value=shop.to_string()/>
                    <Submit label=t!("merchants-clerk-remove") class="quiet"/>
                </ActForm>
            }
        });
        let role = if person.role == Role::Clerk { t!("merchants-clerk") } else { t!("merchants-owner") };
        view! {
            <li>
                <span class="body">{person.label} " · " {role} <small class="muted">" " {t!("merchants-since", day = lang.day(person.since.day()))}</small></span>
                <div class="end">{remove}</div>
            </li>
        }
    };
    view! {
        <section class="section">
            <header><h2>{t!("merchants-people")}</h2></header>
            <ul class="list">{people.into_iter().map(line).collect_view()}</ul>
            {crate::registers::invite_clerk_form(shop)}
            {crate::registers::invite_owner_form(shop)}
            {step_down}
        </section>
    }
    .into_any()
}

fn leaving(shop: &Shop) -> Option<AnyView> {
    let may = matches!(shop.state, MerchantState::Active | MerchantState::Suspended);
    let id = shop.id.to_string();
    may.then(|| {
        view! {
            <Fold title=t!("merchants-leave") act=&LEAVE>
                <p>{t!("merchants-leave-help")}</p>
                <ActForm act=&LEAVE>
                    <Hidden name="merchant" value=id/>
                    <TextArea name="grounds" label=t!("merchants-grounds") maxlength=200 rows=3/>
                    <Submit label=t!("merchants-leave") class="danger"/>
                </ActForm>
            </Fold>
        }
        .into_any()
    })
}
