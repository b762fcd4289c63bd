//! The pieces that show a claim: the box under an offer, the code with its square, what became of it.

use super::doors::{CHOOSE_OFFER, CLAIM_OFFER, FORGET_OFFER};
use super::islands::ClaimButton;
use super::store::{self, Asked};
use crate::backend::{AppError, Lang, Refill, Visit, encoded};
use crate::merchants::{Shop, shops_by_ids};
use crate::offers::{days_words, place_words};
use crate::t;
use crate::ui::{ActForm, Hidden, Submit};
use leptos::prelude::*;
use rules::Instant;
use rules::claims::{ClaimRefusal, ClaimState};
use rules::merchants::MerchantState;
use rules::offers::{Audience, OfferState, RunPhase, Way};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// What a visitor can do with an offer: claim it, see one's claim, or read why not and what to do.
///
/// # Errors
/// The database is away.
pub async fn claim_box(visit: &Visit, offer: Uuid) -> Result<AnyView, AppError> {
    let db = visit.db().read();
    let now = visit.now();
    let asked = store::asked(db, offer, None, now).await?;
    let walk_in = asked.kept.terms.way == Way::WalkIn;
    let shops = shops_of(db, &asked).await?;
    let Some(signed) = visit.signed() else { return Ok(signed_out(&asked, &shops, now)) };
    let (settings, _) = super::settings(db).await?;
    let who = store::person_facts(db, &asked, signed.person, signed.facts, now).await?;
    let chosen = store::chosen_by(db, signed.person).await?.contains(&offer);
    if walk_in {
        let still = asked.kept.state == OfferState::Approved && asked.run.phase_at(now) != RunPhase::Over;
        let remember = still.then(|| remember(offer, chosen));
        return Ok(view! { {walk_in_box(&asked, &shops)}{remember} }.into_any());
    }
    let held = store::held_of(db, offer, &asked.run, signed.person, now).await?;
    let held = held.map(|row| view! { <p><a class="btn wide" href=format!("/my/claims/{}", row.id)>{t!("claims-show-code")}</a></p> });
    Ok(match asked.facts().claimable_by(&who, &settings, now) {
        Ok(_) => view! { {held}{claim_form(visit, &asked, &shops)} }.into_any(),
        Err(ClaimRefusal::NotStarted { opens_at }) => view! { <p>{t!("claims-opens", at = opens_at)}</p>{remember(offer, chosen)} }.into_any(),
        Err(refusal @ ClaimRefusal::AlreadyHeld { .. }) => {
            view! { {held}<p class="note ok">{AppError::refusal(&refusal).to_string()}</p> }.into_any()
        }
        Err(refusal) => view! { {held}<p class="note warn">{refusal_words(db, &refusal).await?}</p> }.into_any(),
    })
}

/// A refusal in a sentence; of an offer for one community it names which.
async fn refusal_words(db: &impl ConnectionTrait, refusal: &ClaimRefusal) -> Result<String, AppError> {
    let error = AppError::refusal(refusal);
    let ClaimRefusal::NotTheAudience { audience: Audience::Community(id) } = refusal else { return Ok(error.to_string()) };
    let Some(name) = crate::districts::community_name(db, *id).await? else { return Ok(error.to_string()) };
    Ok(format!("{}{}{}", t!("claims-only-of-community", community = name), Lang::current().gap(), error.refused().next_step))
}

/// The shops where the offer is given: of several one is chosen with the claim.
async fn shops_of(db: &impl ConnectionTrait, asked: &Asked) -> Result<Vec<Shop>, AppError> {
    if asked.kept.terms.shops.len() < 2 {
        return Ok(vec![asked.shop.clone()]);
    }
    let shops = shops_by_ids(db, &asked.kept.terms.shops).await?;
    Ok(shops.into_iter().filter(|shop| shop.state == MerchantState::Active).collect())
}

/// Visitors sign in first; this part is the same for all of them, so that the page can be kept.
fn signed_out(asked: &Asked, shops: &[Shop], now: Instant) -> AnyView {
    if asked.kept.terms.way == Way::WalkIn {
        return walk_in_box(asked, shops);
    }
    let to = format!("/sign-in?next={}", encoded(&format!("/offers/{}", asked.kept.id)));
    match (asked.kept.state, asked.run.phase_at(now)) {
        (OfferState::Approved, RunPhase::On) => view! { <p><a class="btn wide large" href=to>{t!("claims-sign-in-to-claim")}</a></p> }.into_any(),
        (OfferState::Approved, RunPhase::Ahead) => {
            let opens = t!("claims-opens", at = asked.run.opens_at);
            view! { <p>{opens}</p><p><a class="btn wide" href=to>{t!("claims-sign-in-to-choose")}</a></p> }.into_any()
        }
        _ => ().into_any(),
    }
}

fn walk_in_box(asked: &Asked, shops: &[Shop]) -> AnyView {
    let names: Vec<String> = shops.iter().map(|shop| shop.name.to_string()).collect();
    let shop = names.join(Lang::current().pick("、", ", "));
    view! {
        <p>{t!("claims-walk-in-how", days = days_words(&asked.kept.terms.when, &asked.run), shop = shop)}</p>
        <p><a class="btn quiet wide" href="/my/member-code">{t!("claims-to-member-code")}</a></p>
    }
    .into_any()
}

fn claim_form(visit: &Visit, asked: &Asked, shops: &[Shop]) -> AnyView {
    let refill = Refill::of(&CLAIM_OFFER, None);
    let id = refill.as_ref().and_then(|refill| refill.value("id")).map_or_else(|| visit.new_id().to_string(), ToOwned::to_owned);
    let offer = asked.kept.id.to_string();
    let several = asked.kept.terms.shops.len() > 1;
    let mut shops: Vec<(String, String)> = shops.iter().filter(|_| several).map(|shop| (shop.id.to_string(), place_words(shop))).collect();
    // The first stands chosen: after a refusal the one that was chosen before.
    shops.sort_by_key(|(id, _)| refill.as_ref().and_then(|refill| refill.value("shop")) != Some(id.as_str()));
    let which = t!("claims-which-shop");
    view! {
        {refill.map(|refill| view! { <p class="note warn" role="alert">{refill.error.to_string()}</p> })}
        <ClaimButton id=id offer=offer shops=shops which=which label=t!("claims-claim") show=t!("claims-show-code") away=t!("claims-network-away")/>
    }
    .into_any()
}

/// Before claims open, and where nothing is claimed, an offer can be remembered for the day.
fn remember(offer: Uuid, chosen: bool) -> AnyView {
    let offer = offer.to_string();
    if chosen {
        return view! {
            <p class="note ok">{t!("claims-chosen")} " " <a href="/my/27">{t!("claims-my-day")}</a></p>
            <ActForm act=&FORGET_OFFER><Hidden name="offer" value=offer/><Submit label=t!("claims-forget") class="plain"/></ActForm>
        }
        .into_any();
    }
    view! { <ActForm act=&CHOOSE_OFFER><Hidden name="offer" value=offer/><Submit label=t!("claims-choose") class="wide"/></ActForm> }.into_any()
}

/// A square code as a drawing, 25 mm or more on paper; nothing when the text is too long for one.
pub fn qr(text: &str) -> AnyView {
    let drawing = qrcode::QrCode::with_error_correction_level(text, qrcode::EcLevel::M)
        .map(|code| code.render::<qrcode::render::svg::Color<'_>>().quiet_zone(true).min_dimensions(200, 200).build())
        .unwrap_or_default();
    let drawing = drawing.split_once("?>").map_or(drawing.clone(), |(_, svg)| svg.to_owned());
    view! { <div class="qr" role="img" aria-label=t!("claims-qr") inner_html=drawing></div> }.into_any()
}

/// The code as a square: any camera opens the till with it.
pub(super) fn code_square(visit: &Visit, code: &str) -> AnyView {
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    qr(&format!("{}/till#{bare}", visit.house().public_url))
}

/// What became of a claim, as a dot and a word.
pub(super) fn state_words(state: ClaimState) -> AnyView {
    let lang = Lang::current();
    let (class, words) = match state {
        ClaimState::Held { until } => ("state ok", t!("claims-held-until", until = lang.moment(until))),
        ClaimState::Redeemed { at } => ("state ok", t!("claims-redeemed-at", at = lang.moment(at))),
        ClaimState::Released { at } => ("state stop", t!("claims-released-at", at = lang.moment(at))),
        ClaimState::Expired { at } => ("state stop", t!("claims-expired-at", at = lang.moment(at))),
    };
    view! { <span class=class>{words}</span> }.into_any()
}
