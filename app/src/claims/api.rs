//! What crosses the wire around claims: claiming, releasing, the till, complaints.

use crate::backend::AppError;
use leptos::prelude::*;
use serde::{Deserialize, Serialize};

/// A claim that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimView {
    /// Its id.
    pub claim: String,
    /// That it is claimed and until when it holds.
    pub sentence: String,
}

/// What the till shows after a code was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "card", rename_all = "snake_case")]
pub enum TillCard {
    /// The claim is used up: give the benefit.
    Accepted {
        /// The till's shop.
        shop: String,
        /// 满50减10.
        headline: String,
        /// The offer's title.
        title: String,
        /// What exactly to give, when the headline does not say it all.
        gives: String,
        /// On which conditions.
        conditions: String,
        /// For undoing it.
        redemption: String,
    },
    /// A member: the visit is counted; these walk-in offers can be asked for.
    Member {
        /// The till's shop.
        shop: String,
        /// The code, for the next step.
        code: String,
        /// The same person's visit of the last hour was counted before.
        #[serde(default)]
        again: bool,
        /// The shop's walk-in offers.
        offers: Vec<WalkIn>,
    },
}

/// A walk-in offer of the till's shop, and whether it fits the person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WalkIn {
    /// The offer.
    pub offer: String,
    /// 满50减10.
    pub headline: String,
    /// Its title.
    pub title: String,
    /// Why it does not fit; nothing when it does.
    pub refused: Option<String>,
}

/// Reserves one of an offer for the signed-in person; the same request twice gives the same claim.
#[server(endpoint = "claims/claim_offer")]
pub async fn claim_offer(
    /// The id the form's page made.
    id: String,
    /// The offer.
    offer: String,
    /// The shop where it is to be used, when several give the offer; else the first.
    #[server(default)]
    shop: Option<String>,
) -> Result<ClaimView, AppError> {
    use super::{doors::CLAIM_OFFER, store};
    let (claim, wanted) = (super::id(&id)?, super::id(&offer)?);
    let shop = shop.as_deref().filter(|shop| !shop.is_empty()).map(super::id).transpose()?;
    let mut act = crate::backend::Visit::current()?.begin(&CLAIM_OFFER).await?;
    act.sending(&id, &(&offer, &shop))?;
    let found = store::look_up(&act, wanted, shop).await?;
    if found.sent
        && let Some(answer) = act.answered().await?
    {
        return Ok(answer);
    }
    let (settings, version) = super::settings_of(&found.settings)?;
    let taking = store::take(&act, found.asked, act.person()).await?;
    if taking.holds(claim)
        && let Some(answer) = act.answered().await?
    {
        // The same form came twice at once, and this one had to wait for the other.
        return Ok(answer);
    }
    let who = taking.person_facts(&act, act.signed()?.facts).await?;
    let until = taking.asked.facts().claimable_by(&who, &settings, act.now())?;
    act.note(taking.claim(&store::NewClaim { id: claim, until, walk_in: false }, act.now())?);
    act.note(store::line_of(&act, claim, "claim_offer", None, version));
    act.about(claim);
    let until = crate::backend::Lang::current().moment(until);
    act.commit(ClaimView { claim: id, sentence: crate::t!("claims-held-until", until = until) }).await
}

/// Gives one's claim back to stock.
#[server(endpoint = "claims/release_claim")]
pub async fn release_claim(
    /// The claim.
    claim: String,
) -> Result<(), AppError> {
    use super::{doors::RELEASE_CLAIM, store};
    let mut act = crate::backend::Visit::current()?.begin(&RELEASE_CLAIM).await?;
    let row = store::own_claim(&mut act, &claim).await?;
    store::state_of(&row).may_release(act.now())?;
    store::hold_run(act.tx(), &row).await?;
    store::move_claim(&act, &row, "released", None).await?;
    store::give_back(act.tx(), row.offer, &row.first_day, 1).await?;
    store::record_line(&act, row.id, "release_claim", None, 0).await?;
    act.commit(()).await
}

/// Remembers an offer for one's 27th.
#[server(endpoint = "claims/choose_offer")]
pub async fn choose_offer(
    /// The offer.
    offer: String,
) -> Result<(), AppError> {
    use super::{doors::CHOOSE_OFFER, store};
    let act = crate::backend::Visit::current()?.begin(&CHOOSE_OFFER).await?;
    let asked = store::asked(act.tx(), super::id(&offer)?, None, act.now()).await?;
    store::record_choice(&act, asked.kept.id).await?;
    act.commit(()).await
}

/// Forgets an offer that was chosen for one's 27th.
#[server(endpoint = "claims/forget_offer")]
pub async fn forget_offer(
    /// The offer.
    offer: String,
) -> Result<(), AppError> {
    use super::{doors::FORGET_OFFER, store};
    let act = crate::backend::Visit::current()?.begin(&FORGET_OFFER).await?;
    store::forget_choice(&act, super::id(&offer)?).await?;
    act.commit(()).await
}

/// Gives the signed-in person a member code of their own.
#[server(endpoint = "claims/take_member_code")]
pub async fn take_member_code() -> Result<(), AppError> {
    use super::{doors::TAKE_MEMBER_CODE, store};
    let act = crate::backend::Visit::current()?.begin(&TAKE_MEMBER_CODE).await?;
    store::record_member(act.tx(), act.person()).await?;
    act.commit(()).await
}

/// Takes a code at the till: a claim is used up, a member code counts the visit and shows which walk-in offers fit.
#[server(endpoint = "claims/redeem_claim")]
pub async fn redeem_claim(
    /// The till's shop.
    shop: String,
    /// The code as typed or scanned.
    code: String,
) -> Result<TillCard, AppError> {
    use super::till;
    let shop = super::id(&shop)?;
    let visit = crate::backend::Visit::current()?;
    // An empty field is no guess.
    if code.trim().is_empty() {
        return Err(rules::claims::TillRefusal::NoCode.into());
    }
    till::count_try(&visit).await?;
    let card = till::take_code(&visit, shop, code).await;
    till::only_guesses_count(&visit, card).await
}

/// Gives a walk-in offer to the person behind a member code.
#[server(endpoint = "claims/give_walk_in")]
pub async fn give_walk_in(
    /// The id the form's page made.
    id: String,
    /// The till's shop.
    shop: String,
    /// The offer.
    offer: String,
    /// The code as typed or scanned.
    code: String,
) -> Result<TillCard, AppError> {
    use super::till;
    let visit = crate::backend::Visit::current()?;
    till::count_try(&visit).await?;
    let card = match till::Asking::parse(&shop, &offer, &code) {
        Ok(asking) => till::give_once(&visit, &id, &asking).await,
        Err(refusal) => Err(refusal),
    };
    till::only_guesses_count(&visit, card).await
}

/// Undoes a redemption with a reason: the shop within a day.
#[server(endpoint = "claims/undo_redemption")]
pub async fn undo_redemption(
    /// The redemption.
    redemption: String,
    /// Why.
    grounds: String,
) -> Result<(), AppError> {
    use super::{doors::UNDO_REDEMPTION, store, till};
    let grounds = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&UNDO_REDEMPTION).await?;
    let row = store::redemption_by_id(act.tx(), super::id(&redemption)?).await?.ok_or_else(AppError::not_found)?;
    act.within(row.merchant).map_err(|_| AppError::not_found())?;
    till::undo(&mut act, &row, &grounds, false).await?;
    act.commit(()).await
}

/// Undoes a redemption of a shop in one's district, also after the shop's day.
#[server(endpoint = "claims/strike_redemption")]
pub async fn strike_redemption(
    /// The redemption.
    redemption: String,
    /// Why.
    grounds: String,
) -> Result<(), AppError> {
    use super::{doors::STRIKE_REDEMPTION, store, till};
    let grounds = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&STRIKE_REDEMPTION).await?;
    let row = store::redemption_by_id(act.tx(), super::id(&redemption)?).await?.ok_or_else(AppError::not_found)?;
    till::within_district(&mut act, row.merchant).await?;
    till::undo(&mut act, &row, &grounds, true).await?;
    act.commit(()).await
}

/// “这家店没给我优惠”: tells the officer that a claim was not honoured.
#[server(endpoint = "claims/complain")]
pub async fn complain(
    /// The id the form's page made.
    id: String,
    /// The claim.
    claim: String,
    /// Why.
    grounds: String,
) -> Result<(), AppError> {
    use super::{doors::COMPLAIN, store};
    let words = crate::offers::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&COMPLAIN).await?;
    if let Some(answer) = act.sent_before(&id, &(&claim, &grounds)).await? {
        return Ok(answer);
    }
    let row = store::own_claim(&mut act, &claim).await?;
    let (settings, version) = super::settings(act.tx()).await?;
    let run = store::asked_for(act.tx(), &row).await?.run;
    let before = store::complaint_about(act.tx(), row.id).await?;
    let since = before.map(|complaint| rules::Instant::from_millis(complaint.at));
    rules::claims::may_complain(&run, since, &settings, act.now())?;
    store::record_complaint(&act, super::id(&id)?, &row, &words).await?;
    store::record_line(&act, row.id, "complain", None, version).await?;
    act.commit(()).await
}

/// Settles a complaint with a reason that the resident and the shop can read.
#[server(endpoint = "claims/settle_complaint")]
pub async fn settle_complaint(
    /// The complaint.
    complaint: String,
    /// `upheld` or `rejected`.
    #[server(default)]
    verdict: String,
    /// Why.
    grounds: String,
) -> Result<(), AppError> {
    use super::{doors::SETTLE_COMPLAINT, store, till};
    let (verdict, grounds) = super::verdict_and_grounds(&verdict, &grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&SETTLE_COMPLAINT).await?;
    let row = store::complaint_by_id(act.tx(), super::id(&complaint)?).await?.ok_or_else(AppError::not_found)?;
    till::within_district(&mut act, row.merchant).await?;
    act.about(row.id);
    store::law_of_complaint(&row).may_settle()?;
    if !store::record_verdict(&act, row.id, verdict, &grounds).await? {
        return Err(rules::claims::ComplaintRefusal::AlreadySettled { at: act.now() }.into());
    }
    till::tell_verdict(&act, &row, verdict, &grounds).await?;
    store::record_line(&act, row.claim, "settle_complaint", Some(grounds.as_str()), 0).await?;
    act.commit(()).await
}
