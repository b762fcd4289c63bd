//! What crosses the wire around offers: registering, handing in, looking over, ending.

use crate::backend::AppError;
use leptos::prelude::*;
use rules::offers::OfferForm;
use serde::{Deserialize, Serialize};

/// The offer an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OfferId {
    /// Its id.
    pub offer: String,
}

/// Writes a new draft for one of one's shops; the same form twice is one offer.
#[server(endpoint = "offers/register_offer")]
pub async fn register_offer(
    /// The id the form's page made.
    id: String,
    /// The registering shop.
    merchant: String,
    /// The offer as typed.
    #[server(flatten)]
    form: OfferForm,
) -> Result<OfferId, AppError> {
    use super::{doors::REGISTER_OFFER, facts, store};
    let merchant = super::id(&merchant)?;
    let terms = facts::with_shop(&form, merchant).parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&REGISTER_OFFER).await?;
    act.within(merchant)?;
    if let Some(answer) = act.sent_before(&id, &(&merchant, &form)).await? {
        return Ok(answer);
    }
    facts::shops_of_one_firm(act.tx(), merchant, &terms.shops).await?;
    let offer = super::id(&id)?;
    act.about(offer);
    store::record_draft(&act, offer, merchant, &terms).await?;
    act.commit(OfferId { offer: id }).await
}

/// Changes an offer: freely while it is being written, with a new review after approval, only for the better once somebody has claimed.
#[server(endpoint = "offers/change_offer")]
pub async fn change_offer(
    /// The offer.
    offer: String,
    /// The offer as typed.
    #[server(flatten)]
    form: OfferForm,
) -> Result<OfferId, AppError> {
    use super::{doors::CHANGE_OFFER, facts, store};
    use rules::offers::{Change, OfferState, judge_change};
    let mut act = crate::backend::Visit::current()?.begin(&CHANGE_OFFER).await?;
    let before = facts::own_offer(&mut act, &offer).await?;
    let terms = facts::with_shop(&form, before.merchant).parse()?;
    facts::shops_of_one_firm(act.tx(), before.merchant, &terms.shops).await?;
    crate::claims::hold_runs(act.tx(), &before, act.now()).await?;
    let claimed = crate::claims::has_claims(act.tx(), before.id).await?;
    let change = judge_change(before.state, claimed, &before.terms, &terms).map_err(facts::frozen)?;
    let state = match change {
        Change::None => return Ok(OfferId { offer }),
        Change::Kept => before.state,
        Change::ReviewedAgain => {
            facts::review_times(act.tx(), &terms).await?.0.may_submit(OfferState::Returned, act.now())?;
            OfferState::Submitted
        }
    };
    store::record_terms(&act, &before, state, &terms).await?;
    crate::claims::raise_stock(act.tx(), before.id, &terms.stock).await?;
    act.commit(OfferId { offer }).await
}

/// Hands an offer in, after a last rehearsal.
#[server(endpoint = "offers/submit_offer")]
pub async fn submit_offer(
    /// The offer.
    offer: String,
) -> Result<OfferId, AppError> {
    use super::{doors::SUBMIT_OFFER, facts, store};
    use rules::offers::{OfferAct, OfferRefusal};
    let mut act = crate::backend::Visit::current()?.begin(&SUBMIT_OFFER).await?;
    let kept = facts::own_offer(&mut act, &offer).await?;
    let to = kept.state.after(OfferAct::Submit)?;
    facts::shop_active(act.tx(), kept.merchant).await?;
    let (times, version) = facts::review_times(act.tx(), &kept.terms).await?;
    times.may_submit(kept.state, act.now())?;
    let rehearsal = facts::rehearse(act.tx(), &kept, act.now()).await?;
    if !rehearsal.passes() {
        return Err(OfferRefusal::Rehearsal(rehearsal).into());
    }
    store::record_state(&act, &kept, to, "submit_offer", None, version).await?;
    act.commit(OfferId { offer }).await
}

/// Approves what the officer looked at.
#[server(endpoint = "offers/approve_offer")]
pub async fn approve_offer(
    /// The offer.
    offer: String,
    /// The version the officer looked at.
    version: String,
) -> Result<OfferId, AppError> {
    use super::{doors::APPROVE_OFFER, facts, store};
    use rules::offers::{OfferAct, When, first_month_when_approved};
    let mut act = crate::backend::Visit::current()?.begin(&APPROVE_OFFER).await?;
    let kept = facts::offer_of_district(&mut act, &offer, &version).await?;
    let to = kept.state.after(OfferAct::Approve)?;
    facts::shop_active(act.tx(), kept.merchant).await?;
    let (times, settings) = facts::review_times(act.tx(), &kept.terms).await?;
    times.may_approve(act.now())?;
    store::record_state(&act, &kept, to, "approve_offer", None, settings).await?;
    facts::tell_owners(&act, &kept, "offers-told-approved", None).await?;
    if kept.terms.when == When::EveryMonth {
        let (calendar, _) = crate::member_day::calendar_settings(act.tx()).await?;
        store::record_first_month(act.tx(), kept.id, first_month_when_approved(act.now(), &calendar)).await?;
    }
    act.commit(OfferId { offer }).await
}

/// Gives an offer back to its merchant, with a reason.
#[server(endpoint = "offers/return_offer")]
pub async fn return_offer(
    /// The offer.
    offer: String,
    /// The version the officer looked at.
    version: String,
    /// Why.
    grounds: String,
) -> Result<OfferId, AppError> {
    use super::{doors::RETURN_OFFER, facts, store};
    use rules::offers::OfferAct;
    let grounds = facts::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&RETURN_OFFER).await?;
    let kept = facts::offer_of_district(&mut act, &offer, &version).await?;
    let to = kept.state.after(OfferAct::Return)?;
    store::record_state(&act, &kept, to, "return_offer", Some(&grounds), 0).await?;
    facts::tell_owners(&act, &kept, "offers-told-returned", Some(&grounds)).await?;
    act.commit(OfferId { offer }).await
}

/// Gives no more of an offer from now on; claims made are honoured.
#[server(endpoint = "offers/end_offer")]
pub async fn end_offer(
    /// The offer.
    offer: String,
) -> Result<OfferId, AppError> {
    use super::{doors::END_OFFER, facts, store};
    use rules::offers::OfferAct;
    let mut act = crate::backend::Visit::current()?.begin(&END_OFFER).await?;
    let kept = facts::own_offer(&mut act, &offer).await?;
    let to = kept.state.after(OfferAct::End)?;
    store::record_state(&act, &kept, to, "end_offer", None, 0).await?;
    act.commit(OfferId { offer }).await
}

/// Takes one's own offer down with a reason; claims made are honoured.
#[server(endpoint = "offers/withdraw_offer")]
pub async fn withdraw_offer(
    /// The offer.
    offer: String,
    /// Why.
    grounds: String,
) -> Result<OfferId, AppError> {
    use super::{doors::WITHDRAW_OFFER, facts, store};
    use rules::offers::OfferAct;
    let grounds = facts::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&WITHDRAW_OFFER).await?;
    let kept = facts::own_offer(&mut act, &offer).await?;
    let to = kept.state.after(OfferAct::Withdraw)?;
    store::record_state(&act, &kept, to, "withdraw_offer", Some(&grounds), 0).await?;
    act.commit(OfferId { offer }).await
}

/// Takes an offer of one's district down with a reason; claims made are honoured.
#[server(endpoint = "offers/take_down_offer")]
pub async fn take_down_offer(
    /// The offer.
    offer: String,
    /// The version the officer looked at.
    version: String,
    /// Why.
    grounds: String,
) -> Result<OfferId, AppError> {
    use super::{doors::TAKE_DOWN_OFFER, facts, store};
    use rules::offers::OfferAct;
    let grounds = facts::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&TAKE_DOWN_OFFER).await?;
    let kept = facts::offer_of_district(&mut act, &offer, &version).await?;
    let to = kept.state.after(OfferAct::Withdraw)?;
    store::record_state(&act, &kept, to, "take_down_offer", Some(&grounds), 0).await?;
    facts::tell_owners(&act, &kept, "offers-told-taken-down", Some(&grounds)).await?;
    act.commit(OfferId { offer }).await
}
