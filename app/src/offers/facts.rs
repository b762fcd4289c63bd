//! The facts that acts on offers ask for, read inside their transaction.

use super::store::{self, Kept};
use crate::backend::{AppError, Arg, Begun};
use crate::merchants::{Shop, shop_by_id, shops_by_ids};
use rules::member_day::{Calendar, CalendarSettings};
use rules::merchants::MerchantState;
use rules::offers::{ChangeRefusal, Grounds, OfferForm, OfferRefusal, Rehearsal, RehearsalFacts, RehearsalSettings, ReviewTimes, Run, Terms};
use rules::permits::Role;
use rules::{Check, Day, Instant, Refusal};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

/// The form with its registering shop in the first place.
pub(super) fn with_shop(form: &OfferForm, merchant: Uuid) -> OfferForm {
    let mut form = form.clone();
    form.shops.insert(0, merchant.to_string());
    form
}

/// Reads the reason of an act, as a field of its form.
///
/// # Errors
/// Missing or too long, under the field `grounds`.
pub fn grounds(typed: &str) -> Result<Grounds, AppError> {
    let mut check = Check::default();
    let grounds = check.field("grounds", Grounds::parse(typed));
    Ok(check.finish(|| grounds)?)
}

/// What may not change, field by field.
pub(super) fn frozen(refusals: Vec<ChangeRefusal>) -> AppError {
    let mut check = Check::default();
    for refusal in &refusals {
        match refusal {
            ChangeRefusal::State(state) => return AppError::refusal(state),
            ChangeRefusal::Frozen { field } => check.refuse(field, refusal.reason()),
        }
    }
    check.finish(|| None::<()>).map_or_else(AppError::from, |()| AppError::not_found())
}

/// An offer of a shop that the person answers for.
pub(super) async fn own_offer(act: &mut Begun, offer: &str) -> Result<Kept, AppError> {
    let kept = find(act, offer).await?;
    act.within(kept.merchant).map_err(|_| AppError::not_found())?;
    Ok(kept)
}

/// An offer of a district that the officer looks after, in the version the officer looked at.
pub(super) async fn offer_of_district(act: &mut Begun, offer: &str, version: &str) -> Result<Kept, AppError> {
    let kept = find(act, offer).await?;
    let shop = registering(act.tx(), &kept).await?;
    act.within(shop.district.place())?;
    if version.parse() == Ok(kept.version) { Ok(kept) } else { Err(OfferRefusal::ChangedMeanwhile.into()) }
}

async fn find(act: &mut Begun, offer: &str) -> Result<Kept, AppError> {
    let kept = store::offer_by_id(act.tx(), super::id(offer)?).await?.ok_or_else(AppError::not_found)?;
    act.about(kept.id);
    Ok(kept)
}

/// The shop that registered an offer.
pub(super) async fn registering(db: &impl ConnectionTrait, kept: &Kept) -> Result<Shop, AppError> {
    shop_by_id(db, kept.merchant).await?.ok_or_else(AppError::not_found)
}

/// Refuses for a shop that is suspended or has left.
pub(super) async fn shop_active(db: &impl ConnectionTrait, merchant: Uuid) -> Result<(), AppError> {
    match shop_by_id(db, merchant).await? {
        Some(shop) if shop.state == MerchantState::Active => Ok(()),
        _ => Err(OfferRefusal::ShopNotActive.into()),
    }
}

/// Refuses shops that do not belong to the registering shop's firm.
pub(super) async fn shops_of_one_firm(db: &impl ConnectionTrait, merchant: Uuid, shops: &[Uuid]) -> Result<(), AppError> {
    let known = shops_by_ids(db, shops).await?;
    let own = known.iter().find(|shop| shop.id == merchant).ok_or_else(AppError::not_found)?;
    let same = known.len() == shops.len() && known.iter().all(|shop| shop.credit_code == own.credit_code);
    if same { Ok(()) } else { Err(OfferRefusal::ShopOfAnotherFirm.into()) }
}

/// The moments that bound handing in and approving, with the settings' version.
pub(super) async fn review_times(db: &impl ConnectionTrait, terms: &Terms) -> Result<(ReviewTimes, i64), AppError> {
    let (calendar, version) = crate::member_day::calendar_settings(db).await?;
    Ok((ReviewTimes::of(&terms.when, &calendar), version))
}

/// Looks at an offer as the rehearsal does.
pub(super) async fn rehearse(db: &impl ConnectionTrait, kept: &Kept, now: Instant) -> Result<Rehearsal, AppError> {
    let (calendar, _) = crate::member_day::calendar_settings(db).await?;
    let (settings, _) = crate::alliance::setting::<RehearsalSettings>(db, "offers.rehearsal").await?;
    let shops = shops_by_ids(db, &kept.terms.shops).await?;
    let days = days(&kept.run_at(now, &calendar));
    let open =
        |day: Day, from: u16, until: u16| shops.iter().all(|shop| shop.hours.as_ref().is_none_or(|hours| hours.covers(day.weekday(), from, until)));
    let last = last_member_days(now, &calendar);
    let category = shops.iter().find(|shop| shop.id == kept.merchant).map(|shop| shop.category);
    let (shop_redemptions, category_redemptions) = crate::claims::redemptions_on(db, kept.merchant, category, &last).await?;
    let facts = RehearsalFacts { days: &days, open: &open, shop_redemptions: &shop_redemptions, category_redemptions: &category_redemptions };
    Ok(rules::offers::rehearse(&kept.terms, &facts, &settings))
}

/// The first week of a run.
fn days(run: &Run) -> Vec<Day> {
    (0..7).map(|later| run.first.plus_days(later)).take_while(|day| *day <= run.last).collect()
}

/// The last three member days that are over.
fn last_member_days(now: Instant, settings: &CalendarSettings) -> [Day; 3] {
    let coming = Calendar::coming(now, settings).month;
    [coming.previous(), coming.previous().previous(), coming.previous().previous().previous()].map(|month| Calendar::of(month, settings).day)
}

/// Tells the shop's owners in one line what became of an offer.
pub(super) async fn tell_owners(act: &Begun, kept: &Kept, key: &str, reason: Option<&Grounds>) -> Result<(), AppError> {
    let args = [("title", Arg::from(&kept.terms.title)), ("reason", Arg::from(reason.map_or("", Grounds::as_str)))];
    let link = format!("/desk/offers/{}", kept.id);
    for owner in crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(kept.merchant), act.now()).await? {
        crate::notices::tell(act.tx(), owner, key, &args, &link, act.now()).await?;
    }
    Ok(())
}
