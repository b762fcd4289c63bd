//! Nominating: find the shop, then say why. Who cannot be a candidate is shown with the reasons instead of a form.

use crate::awards::doors::NOMINATE_MERCHANT;
use crate::awards::parts::crumbs;
use crate::awards::store::{Judged, KeptCategory, KeptEdition, judged};
use crate::backend::{AppError, At, Page, Visit, search};
use crate::merchants::entity::merchant;
use crate::merchants::{DistrictTag, Shop, Tile, category_name, shops_by_ids};
use crate::t;
use crate::ui::{ActForm, Empty, Head, Hidden, SelectField, Submit, TextArea};
use leptos::prelude::*;
use rules::awards::Phase;
use rules::merchants::MerchantState;
use rules::permits::Role;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

/// Shops found at most; with more, another word helps.
const FOUND_MOST: u64 = 24;
/// The longest question, in characters.
const QUESTION_MOST: usize = 40;

/// The search, or the form for the shop that was chosen.
pub async fn nominate(visit: Visit, at: At) -> Result<Page, AppError> {
    let (edition, category) = super::public_category(&visit, &at).await?;
    let base = format!("/awards/{}/{}/nominate", edition.id, category.id);
    let chosen: Option<Uuid> = at.query("shop").and_then(|shop| shop.parse().ok());
    let main = match chosen {
        _ if edition.phase(visit.now()) != Phase::Nominate => {
            edition.plan.in_phase(Phase::Nominate, visit.now()).map_or_else(|refusal| closed(&AppError::refusal(&refusal)), |()| ().into_any())
        }
        Some(shop) => form(&visit, &edition, &category, shop, &base).await?,
        None => find(&visit, &at, &base).await?,
    };
    let title = t!("awards-nominate-title", category = &category.terms.title);
    let body = view! {
        {crumbs(Some(&edition), category.terms.title.clone())}
        <Head title=title.clone() lead=t!("awards-nominate-lead")/>
        {main}
    };
    Ok(Page::new(title, body))
}

fn closed(refusal: &AppError) -> AnyView {
    view! { <p class="note warn">{refusal.to_string()}</p> }.into_any()
}

async fn find(visit: &Visit, at: &At, base: &str) -> Result<AnyView, AppError> {
    let question: String = at.query("q").unwrap_or_default().chars().take(QUESTION_MOST).collect();
    let shops = found(visit, &question).await?;
    let count = shops.len();
    let rows = shops.iter().map(|shop| row(shop, &format!("{base}?shop={}", shop.id))).collect_view();
    let list = if count == 0 {
        view! { <Empty title=t!("awards-nobody-found") next=t!("awards-nobody-found-next")/> }.into_any()
    } else {
        view! { <ul class="list picks">{rows}</ul> }.into_any()
    };
    let view = view! {
        <form class="search" role="search" method="get" action=base.to_owned() data-instant="found">
            <label class="vh" for="awards-q">{t!("awards-find")}</label>
            <input id="awards-q" type="search" name="q" value=question placeholder=t!("awards-find-hint") maxlength=QUESTION_MOST autocomplete="off"/>
            <button class="btn" type="submit">{t!("awards-find-go")}</button>
        </form>
        <section id="found" class="section"><header><h2>{t!("awards-choose-shop")}</h2></header>{list}</section>
    };
    Ok(view.into_any())
}

/// Member shops with these words, or the first ones in walking order.
async fn found(visit: &Visit, question: &str) -> Result<Vec<Shop>, DbErr> {
    let db = visit.db().read();
    let mut ids = merchant::Entity::find().select_only().column(merchant::Column::Id);
    ids = ids.filter(merchant::Column::State.eq(MerchantState::Active.key()));
    if let Some(with) = search::records_with("merchant", question) {
        ids = ids.filter(merchant::Column::Id.in_subquery(with));
    }
    let ids: Vec<Uuid> = ids.order_by_asc(merchant::Column::Walk).limit(FOUND_MOST).into_tuple().all(db).await?;
    shops_by_ids(db, &ids).await
}

fn row(shop: &Shop, to: &str) -> AnyView {
    view! {
        <li>
            <Tile name=shop.name.to_string() district=shop.district category=shop.category photo=shop.photo.clone()/>
            <div class="body"><h3>{shop.name.to_string()}</h3><p class="small muted">{category_name(shop.category)} " " <DistrictTag district=shop.district/></p></div>
            <span class="end"><a class="btn quiet" href=to.to_owned()>{t!("awards-nominate")}<span class="vh">" " {shop.name.to_string()}</span></a></span>
        </li>
    }
    .into_any()
}

async fn form(visit: &Visit, edition: &KeptEdition, category: &KeptCategory, shop: Uuid, base: &str) -> Result<AnyView, AppError> {
    let db = visit.db().read();
    let judged = judged(db, edition, shops_by_ids(db, &[shop]).await?).await?.pop().ok_or_else(AppError::not_found)?;
    let head = view! { <ul class="list"><li>
        <Tile name=judged.shop.name.to_string() district=judged.shop.district category=judged.shop.category photo=judged.shop.photo.clone()/>
        <div class="body"><h2>{judged.shop.name.to_string()}</h2><p class="small muted">{category_name(judged.shop.category)}</p></div>
        <DistrictTag district=judged.shop.district/>
    </li></ul> };
    let below = match (judged.against.is_empty(), visit.person()?.facts.proof.knows_person()) {
        (false, _) => not_eligible(&judged),
        (true, false) => {
            view! { <div class="note warn"><strong>{t!("awards-proof-first")}</strong><p>{t!("awards-proof-first-next")}</p></div> }.into_any()
        }
        (true, true) => fields(visit, edition, category, &judged.shop).await?,
    };
    let other = base.to_owned();
    Ok(view! { <div class="read stack">{head}{below}<p><a href=other>{t!("awards-another-shop")}</a></p></div> }.into_any())
}

fn not_eligible(judged: &Judged) -> AnyView {
    let reasons = judged.against.iter().map(|why| view! { <li class="stop"><span>{AppError::refusal(why).to_string()}</span></li> });
    view! { <div class="note stop"><strong>{t!("awards-not-eligible")}</strong><ul class="checks">{reasons.collect_view()}</ul></div> }.into_any()
}

/// The form itself; who answers for shops chooses on whose part.
async fn fields(visit: &Visit, edition: &KeptEdition, category: &KeptCategory, shop: &Shop) -> Result<AnyView, AppError> {
    let standing = &visit.person()?.standing;
    let own = standing.places(&[Role::MerchantOwner, Role::Clerk], visit.now()).contains(&shop.id);
    let owned = shops_by_ids(visit.db().read(), &standing.places(&[Role::MerchantOwner], visit.now())).await?;
    let parts: Vec<(String, String)> = owned
        .iter()
        .filter(|merchant| merchant.state == MerchantState::Active)
        .map(|merchant| (merchant.id.to_string(), t!("awards-on-part-of-shop", name = merchant.name.to_string())))
        .collect();
    let (edition, category, candidate) = (edition.id.to_string(), category.id.to_string(), shop.id.to_string());
    let id = visit.new_id().to_string();
    let view = view! {
        {own.then(|| view! { <p class="note">{t!("awards-own-shop")}</p> })}
        <ActForm act=&NOMINATE_MERCHANT>
            <Hidden name="id" value=id/>
            <Hidden name="edition" value=edition/>
            <Hidden name="category" value=category/>
            <Hidden name="candidate" value=candidate/>
            {(!own && !parts.is_empty()).then(|| view! {
                <SelectField name="on_part_of" label=t!("awards-on-part-of") help=t!("awards-on-part-of-help") options=parts optional=true/>
            })}
            <TextArea name="why" label=t!("awards-why") help=t!("awards-why-help") rows=3 maxlength=200 optional=true/>
            <Submit label=t!("awards-nominate-go") class="wide large"/>
        </ActForm>
    };
    Ok(view.into_any())
}
