//! What crosses the wire about merchants.

use crate::backend::{AppError, FormWithFile, Upload};
use leptos::prelude::*;
use rules::merchants::{ApplicationForm, ShopForm};
use serde::{Deserialize, Serialize};

/// The merchant an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MerchantId {
    /// Its id.
    pub merchant: String,
}

/// Applies for membership with a new shop, or again with one that was declined or has left.
#[server(endpoint = "merchants/apply_membership")]
pub async fn apply_membership(
    /// Made by the form's page.
    id: String,
    /// As typed.
    #[server(flatten)]
    form: ApplicationForm,
) -> Result<MerchantId, AppError> {
    use super::{doors::APPLY, store};
    use rules::merchants::MerchantAct;
    let application = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&APPLY).await?;
    if let Some(answer) = act.sent_before(&id, &form).await? {
        return Ok(answer);
    }
    let by = store::By::of(&act);
    let merchant = match store::shop_by_identity(act.tx(), application.district, &application.credit_code).await? {
        Some(shop) => {
            store::record_again(act.tx(), &shop, &application.shop, MerchantAct::Apply, by).await?;
            shop.id
        }
        None => {
            let merchant = act.new_id();
            store::record_application(act.tx(), merchant, &application, by).await?;
            merchant
        }
    };
    act.about(merchant);
    crate::districts::accept_charter(act.tx(), merchant, application.charter, act.person(), act.now()).await??;
    act.commit(MerchantId { merchant: merchant.to_string() }).await
}

/// Accepts the charter in force for the shop, after a new version was published.
#[server(endpoint = "merchants/accept_charter")]
pub async fn accept_charter(
    /// The merchant.
    merchant: String,
    /// The version that was shown.
    number: i64,
) -> Result<MerchantId, AppError> {
    use super::{doors::CHARTER, facts};
    let mut act = crate::backend::Visit::current()?.begin(&CHARTER).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    crate::districts::accept_charter(act.tx(), shop.id, number, act.person(), act.now()).await??;
    act.commit(MerchantId { merchant }).await
}

/// Sends a returned application again; district and code stay.
#[server(endpoint = "merchants/resubmit_application")]
pub async fn resubmit_application(
    /// The merchant.
    merchant: String,
    /// As typed.
    #[server(flatten)]
    form: ShopForm,
) -> Result<MerchantId, AppError> {
    use super::{doors::RESUBMIT, facts, store};
    use rules::merchants::MerchantAct;
    let sheet = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&RESUBMIT).await?;
    let shop = store::shop(act.tx(), facts::id(&merchant)?).await?;
    if shop.applicant != Some(act.person()) {
        return Err(AppError::not_found());
    }
    act.about(shop.id);
    store::record_again(act.tx(), &shop, &sheet, MerchantAct::Resubmit, store::By::of(&act)).await?;
    act.commit(MerchantId { merchant }).await
}

/// Accepts an application: the shop is a member, the applicant its owner.
#[server(endpoint = "merchants/approve_application")]
pub async fn approve_application(
    /// The merchant.
    merchant: String,
) -> Result<MerchantId, AppError> {
    use super::{doors::APPROVE, facts, store};
    use rules::merchants::{MerchantAct, StandingRefusal};
    use rules::permits::Role;
    let mut act = crate::backend::Visit::current()?.begin(&APPROVE).await?;
    let shop = facts::shop_of_district(&mut act, &merchant).await?;
    shop.state.after(MerchantAct::Approve)?;
    if let Some(applicant) = shop.applicant
        && crate::accounts::known_person(act.tx(), applicant).await?.is_none()
    {
        return Err(StandingRefusal::ApplicantGone.into());
    }
    store::record_state(act.tx(), &shop, MerchantAct::Approve, store::By::of(&act), None).await?;
    if let Some(owner) = shop.applicant {
        crate::accounts::give_grant(act.tx(), owner, Role::MerchantOwner, Some(shop.id), act.person(), act.now()).await?;
    }
    facts::tell(&act, &shop, MerchantAct::Approve, "").await?;
    act.commit(MerchantId { merchant }).await
}

/// Gives an application back to its applicant, with a reason.
#[server(endpoint = "merchants/return_application")]
pub async fn return_application(
    /// The merchant.
    merchant: String,
    /// What should be changed.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use rules::merchants::MerchantAct;
    super::facts::settle(&super::doors::RETURN, merchant, &grounds, MerchantAct::Return).await
}

/// Declines an application, with a reason.
#[server(endpoint = "merchants/decline_application")]
pub async fn decline_application(
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use rules::merchants::MerchantAct;
    super::facts::settle(&super::doors::DECLINE, merchant, &grounds, MerchantAct::Decline).await
}

/// Suspends a member, with a reason: it gives no benefits for now.
#[server(endpoint = "merchants/suspend_merchant")]
pub async fn suspend_merchant(
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use rules::merchants::MerchantAct;
    super::facts::settle(&super::doors::SUSPEND, merchant, &grounds, MerchantAct::Suspend).await
}

/// Ends a suspension, with a reason.
#[server(endpoint = "merchants/reinstate_merchant")]
pub async fn reinstate_merchant(
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use rules::merchants::MerchantAct;
    super::facts::settle(&super::doors::REINSTATE, merchant, &grounds, MerchantAct::Reinstate).await
}

/// Strikes a merchant off the list, with a reason.
#[server(endpoint = "merchants/strike_merchant")]
pub async fn strike_merchant(
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use rules::merchants::MerchantAct;
    super::facts::settle(&super::doors::STRIKE, merchant, &grounds, MerchantAct::Leave).await
}

/// Leaves the alliance, with a reason: the owner's own act.
#[server(endpoint = "merchants/leave_alliance")]
pub async fn leave_alliance(
    /// The merchant.
    merchant: String,
    /// Why.
    grounds: String,
) -> Result<MerchantId, AppError> {
    use super::{doors::LEAVE, facts, store};
    use rules::merchants::MerchantAct;
    let grounds = facts::grounds(&grounds)?;
    let mut act = crate::backend::Visit::current()?.begin(&LEAVE).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    store::record_state(act.tx(), &shop, MerchantAct::Leave, store::By::of(&act), Some(grounds.as_str())).await?;
    crate::accounts::take_grants_of(act.tx(), shop.id, act.person(), act.now()).await?;
    act.commit(MerchantId { merchant }).await
}

/// Changes the shop's own data; what differs is marked as the owner's.
#[server(endpoint = "merchants/edit_shop")]
pub async fn edit_shop(
    /// The merchant.
    merchant: String,
    /// The last line of its story that was shown.
    #[server(default)]
    line: String,
    /// As typed.
    #[server(flatten)]
    form: ShopForm,
) -> Result<MerchantId, AppError> {
    use super::{doors::EDIT, facts, store};
    use rules::merchants::MerchantAct;
    let sheet = form.parse()?;
    let mut act = crate::backend::Visit::current()?.begin(&EDIT).await?;
    let shop = facts::own_shop_as_shown(&mut act, &merchant, &line).await?;
    shop.state.after(MerchantAct::Edit)?;
    store::record_edit(act.tx(), &shop, &sheet, store::By::of(&act)).await?;
    act.commit(MerchantId { merchant }).await
}

/// Hangs up a photo of the shop: the field `merchant`, then the file `photo`.
#[server(endpoint = "merchants/hang_photo", input = FormWithFile)]
pub async fn hang_photo(
    /// Fields and file.
    upload: Upload,
) -> Result<MerchantId, AppError> {
    use super::{doors::PHOTO, facts, store};
    use crate::backend::{files, work_on_upload};
    let form = upload.read("photo").await?;
    let merchant = form.field("merchant").to_owned();
    let visit = crate::backend::Visit::current()?;
    visit.admit_in(PHOTO.who, facts::id(&merchant)?)?;
    let picture = work_on_upload(move || files::Picture::read(&form.bytes)).await??;
    let mut act = visit.begin(&PHOTO).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    let hash = files::keep_picture(act.tx(), &picture, act.now()).await?;
    store::record_photo(act.tx(), shop.id, Some(hash), store::By::of(&act)).await?;
    act.commit(MerchantId { merchant }).await
}

crate::uploads!(HangPhoto);

/// Takes the shop's photo down; the drawn tile is shown again.
#[server(endpoint = "merchants/take_down_photo")]
pub async fn take_down_photo(
    /// The merchant.
    merchant: String,
) -> Result<MerchantId, AppError> {
    use super::{doors::NO_PHOTO, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&NO_PHOTO).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    store::record_photo(act.tx(), shop.id, None, store::By::of(&act)).await?;
    act.commit(MerchantId { merchant }).await
}

/// Takes a clerk's right to work the shop's till.
#[server(endpoint = "merchants/remove_clerk")]
pub async fn remove_clerk(
    /// The merchant.
    merchant: String,
    /// The clerk's grant.
    grant: String,
) -> Result<MerchantId, AppError> {
    use super::{doors::REMOVE_CLERK, facts};
    use rules::permits::Role;
    let mut act = crate::backend::Visit::current()?.begin(&REMOVE_CLERK).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    if !crate::accounts::take_grant(act.tx(), facts::id(&grant)?, Role::Clerk, shop.id, act.person(), act.now()).await? {
        return Err(AppError::not_found());
    }
    act.commit(MerchantId { merchant }).await
}

/// Gives one's own right as an owner back: somebody else must answer for the shop.
#[server(endpoint = "merchants/step_down")]
pub async fn step_down(
    /// The merchant.
    merchant: String,
) -> Result<MerchantId, AppError> {
    use super::{doors::STEP_DOWN, facts, store};
    use rules::merchants::StandingRefusal;
    use rules::permits::Role;
    let mut act = crate::backend::Visit::current()?.begin(&STEP_DOWN).await?;
    let shop = facts::own_shop(&mut act, &merchant).await?;
    let people = crate::accounts::people_of(act.tx(), shop.id, act.now()).await?;
    let (own, others): (Vec<_>, Vec<_>) =
        people.into_iter().filter(|person| person.role == Role::MerchantOwner).partition(|owner| owner.person == act.person());
    if others.is_empty() {
        return Err(StandingRefusal::LastOwner.into());
    }
    for owner in own {
        crate::accounts::take_grant(act.tx(), owner.grant, Role::MerchantOwner, shop.id, act.person(), act.now()).await?;
    }
    store::record_step_down(act.tx(), shop.id, store::By::of(&act)).await?;
    act.commit(MerchantId { merchant }).await
}
