//! The till at work: which claim or person a code stands for, and what is given.

use super::api::{TillCard, WalkIn};
use super::codes;
use super::entity::{complaint, redemption};
use super::store::{self, Asked};
use crate::backend::{AppError, Arg, Begun, Lang, Visit};
use crate::merchants::shop_by_id;
use crate::offers::{headline, offers_given_by};
use rules::accounts::Throttle;
use rules::claims::{Found, TillRefusal, TypedCode, Undone, Verdict, find_claim, find_member, may_undo, pick};
use rules::offers::{Grounds, Way};
use rules::permits::Role;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// Counts a try of the clerk at the till; wrong ones stay counted.
pub(super) async fn count_try(visit: &Visit) -> Result<(), AppError> {
    let clerk = visit.person()?.person;
    crate::accounts::count_try(visit, "till", &[clerk.as_bytes()], Throttle::TILL_CODES).await
}

/// Forgets the clerk's wrong tries after a right one.
pub(super) async fn forget_tries(act: &Begun) -> Result<(), AppError> {
    crate::accounts::forget_tries(act, "till", &[act.person().as_bytes()]).await
}

/// Asks whether the officer looks after the district of this shop.
pub(super) async fn within_district(act: &mut Begun, shop: Uuid) -> Result<(), AppError> {
    let shop = shop_by_id(act.tx(), shop).await?.ok_or_else(AppError::not_found)?;
    act.within(shop.district.place())
}

/// Uses a claim up.
pub(super) async fn use_up(act: &mut Begun, shop: Uuid, code: TypedCode) -> Result<TillCard, AppError> {
    let row = match code {
        TypedCode::Printed(code) => codes::printed(act, &code).await?,
        TypedCode::Claim(code) => {
            let mac = codes::mac(act.visit());
            let Found { fresh, stale } = find_claim(code, act.now(), &mac);
            let fresh = store::claims_by_numbers(act.tx(), &fresh).await?;
            let stale = store::claims_by_numbers(act.tx(), &stale).await?;
            pick(fresh, &stale, |row| row.merchant == shop)?
        }
        TypedCode::Member(_) => return Err(TillRefusal::UnknownCode.into()),
    };
    act.about(row.id);
    let (_, version) = super::settings(act.tx()).await?;
    let asked = store::asked_for(act.tx(), &row).await?;
    let elsewhere = (row.merchant != shop).then(|| asked.shop.name.to_string());
    asked.facts().redeemable(&store::state_of(&row), elsewhere.as_deref(), act.now())?;
    let redemption = store::record_redemption(act, &row, version).await?;
    Ok(accepted(&asked, redemption))
}

/// Counts the visit of a member and shows which walk-in offers of the shop fit.
pub(super) async fn greet(act: &mut Begun, shop: Uuid, number: u32, code: String) -> Result<TillCard, AppError> {
    let person = member(act, number).await?;
    if !store::visited_since(act.tx(), person, shop, act.now().plus(-rules::HOUR)).await? {
        store::record_visit(act, person, shop, None).await?;
    }
    let audience = store::audience_of(act.tx(), person).await?;
    let lang = Lang::current();
    let mut offers = Vec::new();
    for kept in offers_given_by(act.tx(), shop).await? {
        if kept.terms.way != Way::WalkIn {
            continue;
        }
        let asked = store::asked(act.tx(), kept.id, Some(shop), act.now()).await?;
        let who = store::person_facts(act.tx(), &asked, person, audience, act.now()).await?;
        let refused = asked.facts().given_to(&who, act.now()).err().map(|refusal| AppError::refusal(&refusal).to_string());
        offers.push(WalkIn { offer: kept.id.to_string(), headline: headline(&kept.terms, lang), title: kept.terms.title.clone(), refused });
    }
    Ok(TillCard::Member { shop: shop.to_string(), code, offers })
}

/// Gives a walk-in offer to the person behind a member code: a claim that is used up at once.
pub(super) async fn give(act: &mut Begun, claim: Uuid, shop: Uuid, offer: Uuid, code: &str) -> Result<TillCard, AppError> {
    let TypedCode::Member(number) = TypedCode::parse(code)? else { return Err(TillRefusal::UnknownCode.into()) };
    let person = member(act, number).await?;
    let found = store::look_up(act, offer, Some(shop)).await?;
    let (_, version) = super::settings_of(&found.settings)?;
    let taking = store::take(act, found.asked, person).await?;
    let audience = store::audience_of(act.tx(), person).await?;
    let who = taking.person_facts(act, audience).await?;
    let asked = &taking.asked;
    asked.facts().given_to(&who, act.now())?;
    let until = asked.run.given_until(&asked.kept.terms.hours, act.now().day());
    act.tx().execute(&taking.claim(&store::NewClaim { id: claim, until, walk_in: true }, act.now())?).await?;
    let row = store::claim_by_id(act.tx(), claim).await?.ok_or_else(AppError::not_found)?;
    act.about(row.id);
    let redemption = store::record_redemption(act, &row, version).await?;
    Ok(accepted(asked, redemption))
}

async fn member(act: &Begun, number: u32) -> Result<Uuid, AppError> {
    let mac = codes::mac(act.visit());
    let Found { fresh, stale } = find_member(number, act.now(), &mac);
    let fresh = store::members_by_numbers(act.tx(), &fresh).await?;
    let stale = store::members_by_numbers(act.tx(), &stale).await?;
    Ok(pick(fresh, &stale, |_| true)?)
}

fn accepted(asked: &Asked, redemption: Uuid) -> TillCard {
    let terms = &asked.kept.terms;
    TillCard::Accepted {
        shop: asked.shop.id.to_string(),
        headline: headline(terms, Lang::current()),
        title: terms.title.clone(),
        gives: terms.gives.clone(),
        conditions: terms.conditions.clone(),
        redemption: redemption.to_string(),
    }
}

/// Undoes a redemption: the claim lives again while its day lasts, else it goes back to stock.
pub(super) async fn undo(act: &mut Begun, row: &redemption::Model, grounds: &Grounds, officer: bool) -> Result<(), AppError> {
    act.about(row.claim);
    let (settings, version) = super::settings(act.tx()).await?;
    let claim = store::claim_by_id(act.tx(), row.claim).await?.ok_or_else(AppError::not_found)?;
    let asked = store::asked_for(act.tx(), &claim).await?;
    let undone = may_undo(&store::law_of(row), officer, &asked.facts(), &settings, act.now())?;
    if !store::record_undo(act, row).await? {
        return Err(TillRefusal::AlreadyUndone { at: act.now() }.into());
    }
    match undone {
        Undone::LivesAgain { until } if !claim.walk_in => store::move_claim(act, &claim, "held", Some(until)).await?,
        Undone::LivesAgain { .. } | Undone::DayOver => {
            store::move_claim(act, &claim, "expired", None).await?;
            store::give_back(act.tx(), claim.offer, &claim.first_day, 1).await?;
        }
    }
    let told = if undone == Undone::DayOver { "claims-told-undone-too-late" } else { "claims-told-undone" };
    let args = [("shop", Arg::from(asked.shop.name.to_string())), ("reason", Arg::from(grounds.as_str()))];
    crate::notices::tell(act.tx(), claim.person, told, &args, &format!("/my/claims/{}", claim.id), act.now()).await?;
    store::record_line(act, claim.id, "undo_redemption", Some(grounds.as_str()), version).await
}

/// Tells the resident, and the shop's owners, how a complaint was settled.
pub(super) async fn tell_verdict(act: &Begun, row: &complaint::Model, verdict: Verdict, grounds: &Grounds) -> Result<(), AppError> {
    let shop = shop_by_id(act.tx(), row.merchant).await?.map(|shop| shop.name.to_string()).unwrap_or_default();
    let args = [("shop", Arg::from(shop)), ("reason", Arg::from(grounds.as_str()))];
    let (resident, owners) = match verdict {
        Verdict::Upheld => ("claims-told-upheld", "claims-told-shop-upheld"),
        Verdict::Rejected => ("claims-told-rejected", "claims-told-shop-rejected"),
    };
    crate::notices::tell(act.tx(), row.person, resident, &args, &format!("/my/claims/{}", row.claim), act.now()).await?;
    for owner in crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(row.merchant), act.now()).await? {
        crate::notices::tell(act.tx(), owner, owners, &args, "", act.now()).await?;
    }
    Ok(())
}
