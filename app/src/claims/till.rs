//! The till at work: which claim or person a code stands for, and what is given.

use super::api::{TillCard, WalkIn};
use super::codes;
use super::doors::{GIVE_WALK_IN, REDEEM_CLAIM};
use super::entity::{complaint, redemption};
use super::store::{self, Asked};
use crate::backend::{AppError, Arg, Begun, Lang, Visit};
use crate::merchants::shop_by_id;
use crate::offers::headline;
use rules::accounts::Throttle;
use rules::claims::{ClaimRefusal, Found, TillRefusal, TypedCode, Undone, Verdict, find_claim, find_member, may_undo, pick};
use rules::merchants::MerchantState;
use rules::offers::Grounds;
use rules::permits::Role;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

/// Counts a try of the clerk at the till; wrong ones stay counted.
pub(super) async fn count_try(visit: &Visit) -> Result<(), AppError> {
    let clerk = visit.person()?.person;
    crate::accounts::count_try(visit, "till", &[clerk.as_bytes()], Throttle::TILL_CODES).await
}

/// Takes a code for a shop's till.
///
/// # Errors
/// The law says no, the clerk has no right here, or the database is away.
pub(super) async fn take_code(visit: &Visit, shop: Uuid, code: String) -> Result<TillCard, AppError> {
    let typed = TypedCode::parse(&code)?;
    let mut act = visit.begin(&REDEEM_CLAIM).await?;
    act.within(shop).map_err(|_| TillRefusal::ClerkWithoutRight)?;
    let card = match typed {
        TypedCode::Member(number) => greet(&mut act, shop, number, code).await?,
        TypedCode::Claim(_) | TypedCode::Printed(_) => use_up(&mut act, shop, typed).await?,
    };
    forget_tries(&act).await?;
    act.commit(card).await
}

/// Leaves a try counted only when it may have been a guess: a queue of customers who come too early does not close the till. The answer stands, also
/// when that cannot be written.
///
/// # Errors
/// As the card's.
pub(super) async fn only_guesses_count(visit: &Visit, card: Result<TillCard, AppError>) -> Result<TillCard, AppError> {
    if let Err(refusal) = &card
        && !TillRefusal::is_a_guess(&refusal.refused().code)
    {
        crate::accounts::forgive_try(visit, "till", &[visit.person()?.person.as_bytes()]).await.ok();
    }
    card
}

/// Forgets the clerk's wrong tries after a right one.
async fn forget_tries(act: &Begun) -> Result<(), AppError> {
    crate::accounts::forget_tries(act, "till", &[act.person().as_bytes()]).await
}

/// Asks whether the officer looks after the district of this shop.
pub(super) async fn within_district(act: &mut Begun, shop: Uuid) -> Result<(), AppError> {
    let shop = shop_by_id(act.tx(), shop).await?.ok_or_else(AppError::not_found)?;
    act.within(shop.district.place())
}

/// Uses a claim up.
async fn use_up(act: &mut Begun, shop: Uuid, code: TypedCode) -> Result<TillCard, AppError> {
    let row = match code {
        TypedCode::Printed(code) => codes::printed(act, &code).await?,
        TypedCode::Claim(code) => {
            let mac = codes::mac(act.visit());
            let Found { fresh, stale } = find_claim(code, act.now(), &mac);
            let fresh = store::claims_to_use(act.tx(), &fresh).await?;
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
async fn greet(act: &mut Begun, shop: Uuid, number: u32, code: String) -> Result<TillCard, AppError> {
    let shop = shop_by_id(act.tx(), shop).await?.filter(|shop| shop.state == MerchantState::Active);
    let shop = shop.ok_or(TillRefusal::Offer(ClaimRefusal::ShopSuspended))?;
    let person = member(act, number).await?;
    let again = store::visited_since(act.tx(), person, shop.id, act.now().plus(-rules::HOUR)).await?;
    if !again {
        store::record_visit(act, person, shop.id, None).await?;
    }
    let audience = store::audience_of(act.tx(), person).await?;
    let lang = Lang::current();
    let mut offers = Vec::new();
    for (asked, who) in store::walk_ins(act.tx(), &shop, person, audience, act.now()).await? {
        let terms = &asked.kept.terms;
        let refused = asked.facts().given_to(&who, act.now()).err().map(|refusal| AppError::refusal(&refusal).to_string());
        offers.push(WalkIn { offer: asked.kept.id.to_string(), headline: headline(terms, lang), title: terms.title.clone(), refused });
    }
    Ok(TillCard::Member { shop: shop.id.to_string(), code, again, offers })
}

/// A walk-in offer that is to be given, as the till's form sent it.
#[derive(Debug, Serialize)]
pub(super) struct Asking {
    /// The till's shop.
    pub shop: Uuid,
    /// The offer.
    pub offer: Uuid,
    /// Digits of a member code: to whom.
    pub member: u32,
}

impl Asking {
    /// From a form; a claim's code is none of a member.
    pub fn parse(shop: &str, offer: &str, code: &str) -> Result<Self, AppError> {
        let (shop, offer) = (super::id(shop)?, super::id(offer)?);
        let TypedCode::Member(member) = TypedCode::parse(code)? else { return Err(TillRefusal::UnknownCode.into()) };
        Ok(Self { shop, offer, member })
    }
}

/// Gives a walk-in offer at the till; the same form twice gives it once.
///
/// # Errors
/// As [`take_code`].
pub(super) async fn give_once(visit: &Visit, id: &str, asking: &Asking) -> Result<TillCard, AppError> {
    let claim = super::id(id)?;
    let mut act = visit.begin(&GIVE_WALK_IN).await?;
    act.within(asking.shop).map_err(|_| TillRefusal::ClerkWithoutRight)?;
    if let Some(answer) = act.sent_before(id, asking).await? {
        return Ok(answer);
    }
    let card = give(&mut act, claim, asking).await?;
    forget_tries(&act).await?;
    act.commit(card).await
}

/// Gives a walk-in offer to the person behind a member code: a claim that is used up at once.
async fn give(act: &mut Begun, claim: Uuid, asking: &Asking) -> Result<TillCard, AppError> {
    let person = member(act, asking.member).await?;
    let found = store::look_up(act, asking.offer, Some(asking.shop)).await?;
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
    store::hold_run(act.tx(), &claim).await?;
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
    let told = match undone {
        _ if claim.walk_in => "claims-told-undone-walk-in",
        Undone::LivesAgain { .. } => "claims-told-undone",
        Undone::DayOver => "claims-told-undone-too-late",
    };
    let (by, line) = if officer { ("officer", "strike_redemption") } else { ("shop", "undo_redemption") };
    let shop = Arg::from(asked.shop.name.to_string());
    let args = [("shop", shop), ("by", Arg::from(by)), ("reason", Arg::from(grounds.as_str()))];
    crate::notices::tell(act.tx(), claim.person, told, &args, &format!("/my/claims/{}", claim.id), act.now()).await?;
    store::record_line(act, claim.id, line, Some(grounds.as_str()), version).await
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
    let claim = store::claim_by_id(act.tx(), row.claim).await?.ok_or_else(AppError::not_found)?;
    let link = format!("/desk/offers/{}", claim.offer);
    for owner in crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(row.merchant), act.now()).await? {
        crate::notices::tell(act.tx(), owner, owners, &args, &link, act.now()).await?;
    }
    Ok(())
}
