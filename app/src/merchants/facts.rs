//! What the acts on merchants ask for inside their transaction, and what several of them do alike.

use super::MerchantId;
use super::store::{self, By, Shop};
pub(super) use crate::backend::id;
use crate::backend::{Act, AppError, Arg, Begun, Visit};
use rules::merchants::{GroundsForm, MerchantAct};
use rules::offers::Grounds;
use rules::permits::Role;

/// The reason of an act, as a field of its form.
pub(super) fn grounds(typed: &str) -> Result<Grounds, AppError> {
    Ok(GroundsForm { grounds: typed.to_owned() }.parse()?)
}

/// A shop of a district that the officer looks after.
pub(super) async fn shop_of_district(act: &mut Begun, merchant: &str) -> Result<Shop, AppError> {
    let shop = store::shop(act.tx(), id(merchant)?).await?;
    act.within(shop.district.place())?;
    act.about(shop.id);
    Ok(shop)
}

/// A shop that the person answers for; somebody else's answers like an unknown one.
pub(super) async fn own_shop(act: &mut Begun, merchant: &str) -> Result<Shop, AppError> {
    let merchant = id(merchant)?;
    act.within(merchant).map_err(|_| AppError::not_found())?;
    act.about(merchant);
    store::shop(act.tx(), merchant).await
}

/// The same, if nothing has happened to it since its page was shown; whoever writes it at this moment is waited for.
pub(super) async fn own_shop_as_shown(act: &mut Begun, merchant: &str, line: &str) -> Result<Shop, AppError> {
    own_shop(act, merchant).await?;
    let (shop, last) = store::shop_to_change(act.tx(), id(merchant)?).await?;
    if line.parse() == Ok(last) { Ok(shop) } else { Err(AppError::named("shop_changed_meanwhile")) }
}

/// Tells the applicant, or the shop's owners, what became of it and why.
pub(super) async fn tell(act: &Begun, shop: &Shop, step: MerchantAct, grounds: &str) -> Result<(), AppError> {
    let (key, application) = match step {
        MerchantAct::Approve => ("merchants-told-approved", false),
        MerchantAct::Return => ("merchants-told-returned", true),
        MerchantAct::Decline => ("merchants-told-declined", true),
        MerchantAct::Suspend => ("merchants-told-suspended", false),
        MerchantAct::Reinstate => ("merchants-told-reinstated", false),
        MerchantAct::Leave => ("merchants-told-struck", false),
        _ => return Ok(()),
    };
    let to = if application || step == MerchantAct::Approve {
        shop.applicant.into_iter().collect()
    } else {
        let people = crate::accounts::people_of(act.tx(), shop.id, act.now()).await?;
        people.into_iter().filter(|person| person.role == Role::MerchantOwner).map(|person| person.person).collect::<Vec<_>>()
    };
    let link = match step {
        MerchantAct::Leave => "/my/shops".to_owned(),
        _ if application => format!("/my/applications/{}", shop.id),
        _ => format!("/my/shops/{}", shop.id),
    };
    let mut args: Vec<(&str, Arg)> = vec![("name", shop.name.to_string().into())];
    if step != MerchantAct::Approve {
        args.push(("grounds", grounds.into()));
    }
    for person in to {
        crate::notices::tell(act.tx(), person, key, &args, &link, act.now()).await?;
    }
    Ok(())
}

/// The officer's acts that only move a merchant's standing and give a reason. Who leaves loses its people.
pub(super) async fn settle(act: &'static Act, merchant: String, typed: &str, step: MerchantAct) -> Result<MerchantId, AppError> {
    let grounds = grounds(typed)?;
    let mut act = Visit::current()?.begin(act).await?;
    let shop = shop_of_district(&mut act, &merchant).await?;
    store::record_state(act.tx(), &shop, step, By::of(&act), Some(grounds.as_str())).await?;
    tell(&act, &shop, step, grounds.as_str()).await?;
    if step == MerchantAct::Leave {
        crate::accounts::take_grants_of(act.tx(), shop.id, act.person(), act.now()).await?;
    }
    act.commit(MerchantId { merchant }).await
}
