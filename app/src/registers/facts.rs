//! What the acts on registers and slips ask for.

use super::NewSlip;
use super::read::{MOST_BYTES, read_file};
use super::store::{self, Import, Slip, SlipKind};
pub(super) use crate::backend::id;
use crate::backend::{Act, AppError, Begun, Visit, work_on_upload};
use rules::accounts::{ProofKind, Throttle};
use rules::districts::District;
use rules::merchants::MerchantState;
use rules::permits::{Role, Who};
use rules::registers::{Reading, RegisterRefusal, Scope, SlipCode, SlipRefusal, SlipSettings, read_register};
use rules::{Check, Reason, Refusal};
use uuid::Uuid;

/// Wrong codes of slips that a person may try.
const TRIES: Throttle = Throttle::SHOP_SLIPS;

/// Why an import was not confirmed or given up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImportRefusal {
    /// It was confirmed or given up already.
    Settled,
}

impl Refusal for ImportRefusal {
    fn reason(&self) -> Reason {
        Reason::new("import_settled")
    }
}

/// The districts for which a person may import; whoever has none may not.
pub(super) fn scope(visit: &Visit, who: Who) -> Result<Scope, AppError> {
    let districts: Vec<District> = District::ALL.into_iter().filter(|district| visit.admit_in(who, district.place()).is_ok()).collect();
    if districts.is_empty() { Err(AppError::not_allowed()) } else { Ok(Scope { districts }) }
}

/// Reads a register's file and its lines off the threads that answer requests.
///
/// # Errors
/// The file is no register; as a refusal of the field `file`.
pub async fn read_upload(bytes: Vec<u8>, scope: Scope) -> Result<Reading, AppError> {
    let reading = work_on_upload(move || {
        if bytes.len() > MOST_BYTES {
            return Err(RegisterRefusal::FileTooLarge { limit: MOST_BYTES as u64 });
        }
        read_register(&read_file(&bytes)?, &scope)
    });
    let reading = reading.await?;
    let mut check = Check::default();
    let reading = check.field("file", reading);
    Ok(check.finish(|| reading)?)
}

/// One's own import.
pub(super) async fn own_import(act: &mut Begun, who: Who, import: &str) -> Result<Import, AppError> {
    let districts = scope(act.visit(), who)?.districts;
    for district in districts {
        act.within(district.place())?;
    }
    let import = store::import_by_id(act.tx(), id(import)?).await?.filter(|import| import.person == act.person()).ok_or_else(AppError::not_found)?;
    act.about(import.id);
    Ok(import)
}

/// Works a confirmed import through in the background; what is interrupted goes on within seconds, at a node that lives.
pub(super) fn work_in_background(visit: &Visit, import: Uuid) {
    let house = visit.house().clone();
    tokio::spawn(async move {
        if let Err(error) = store::work_through(&house.db, import, house.clock.now()).await {
            tracing::warn!(%import, cause = %error, "import interrupted; it goes on within seconds");
        }
    });
}

/// A code from the system's own randomness.
pub(super) fn new_code() -> SlipCode {
    loop {
        if let Some(code) = SlipCode::from_random(&rand::random::<[u8; 32]>()) {
            return code;
        }
    }
}

/// Counts one try at a slip's code.
pub(super) async fn count_code(visit: &Visit) -> Result<(), AppError> {
    let person = visit.person()?.person;
    crate::accounts::count_try(visit, "slip", &[person.as_bytes()], TRIES).await
}

/// The slip of that code, if it is good for this person now, with its shop. It is used up here.
pub(super) async fn good_slip(act: &Begun, kind: SlipKind, code: &SlipCode) -> Result<(Slip, crate::merchants::Shop), AppError> {
    let slip = store::slip_by_code(act, kind, code).await?.ok_or(SlipRefusal::Unknown)?;
    let shop = crate::merchants::shop(act.tx(), slip.merchant).await?;
    let owners = crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(shop.id), act.now()).await?;
    let member = matches!(shop.state, MerchantState::Active | MerchantState::Suspended);
    let named_by_owner = member && owners.contains(&slip.issued_by);
    let waits = named_by_owner || (kind == SlipKind::Takeover && shop.state.waits_for_its_person(!owners.is_empty()));
    let proven = kind == SlipKind::Clerk || act.signed()?.facts.proof != ProofKind::None;
    slip.facts(waits, owners.contains(&act.person()), proven).hands_over(act.now())?;
    if store::use_slip(act, &slip).await? { Ok((slip, shop)) } else { Err(SlipRefusal::Used { at: act.now() }.into()) }
}

/// An owner names somebody: a slip for the own shop.
pub(super) async fn invite(act: &'static Act, merchant: String, kind: SlipKind) -> Result<NewSlip, AppError> {
    let mut act = Visit::current()?.begin(act).await?;
    let shop = id(&merchant)?;
    act.within(shop).map_err(|_| AppError::not_found())?;
    act.about(shop);
    let shop = crate::merchants::shop(act.tx(), shop).await?;
    let (settings, _) = crate::alliance::setting::<SlipSettings>(act.tx(), "registers.slips").await?;
    let (code, expires_at) = (new_code(), settings.clerk_until(act.now()));
    store::issue(&act, shop.id, kind, &code, expires_at).await?;
    act.commit(NewSlip { merchant, name: shop.name.to_string(), code: code.to_string(), expires_at: expires_at.millis() }).await
}
