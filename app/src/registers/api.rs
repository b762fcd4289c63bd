//! What crosses the wire about registers and slips.

use crate::backend::{AppError, FormWithFile, Upload};
use leptos::prelude::*;
use rules::registers::TakeoverForm;
use serde::{Deserialize, Serialize};

/// The import an act was about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportId {
    /// Its id.
    pub import: String,
}

/// The shop that a slip led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SlipShop {
    /// Its id.
    pub merchant: String,
}

/// A slip as it is shown this once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewSlip {
    /// The shop.
    pub merchant: String,
    /// Its name.
    pub name: String,
    /// The code, in groups of four.
    pub code: String,
    /// Good until, in milliseconds UTC.
    pub expires_at: i64,
}

/// Reads an uploaded register and says what it would do; nothing is written to the alliance's list.
#[server(endpoint = "registers/upload_register", input = FormWithFile)]
pub async fn upload_register(
    /// The field `id`, which the form's page made and may be missing, then the file `file`.
    upload: Upload,
) -> Result<ImportId, AppError> {
    use super::{doors::UPLOAD, facts, store};
    use sha2::{Digest, Sha256};
    let visit = crate::backend::Visit::current()?;
    let scope = facts::scope(&visit, UPLOAD.who)?;
    let form = upload.read("file").await?;
    let (id, content) = (form.field("id").to_owned(), Sha256::digest(&form.bytes).to_vec());
    let reading = facts::read_upload(form.bytes, scope.clone()).await?;
    let mut act = visit.begin(&UPLOAD).await?;
    for district in scope.districts {
        act.within(district.place())?;
    }
    if !id.is_empty()
        && let Some(answer) = act.sent_before(&id, &(&form.file_name, content)).await?
    {
        return Ok(answer);
    }
    let import = act.new_id();
    act.about(import);
    let name: String = form.file_name.chars().filter(|c| !c.is_control()).take(80).collect();
    store::record_import(act.tx(), import, act.person(), &name, reading, act.now()).await?;
    act.commit(ImportId { import: import.to_string() }).await
}

crate::uploads!(UploadRegister);

/// Confirms an import: its lines are written in the background.
#[server(endpoint = "registers/confirm_register")]
pub async fn confirm_register(
    /// The import.
    import: String,
) -> Result<ImportId, AppError> {
    use super::{doors::CONFIRM, facts, store};
    let visit = crate::backend::Visit::current()?;
    facts::scope(&visit, CONFIRM.who)?;
    // Thousands of lines, which do not change any more: read before others have to wait for this act.
    let districts = store::districts_of(visit.db().read(), facts::id(&import)?).await?;
    let mut act = visit.begin(&CONFIRM).await?;
    let found = facts::own_import(&mut act, CONFIRM.who, &import).await?;
    for district in districts {
        act.within(district.place())?;
    }
    store::record_confirmed(act.tx(), found.id, act.now()).await?;
    let answer = act.commit(ImportId { import }).await?;
    facts::work_in_background(&visit, found.id);
    Ok(answer)
}

/// Gives an import up before it is confirmed.
#[server(endpoint = "registers/discard_register")]
pub async fn discard_register(
    /// The import.
    import: String,
) -> Result<ImportId, AppError> {
    use super::{doors::DISCARD, facts, store};
    let mut act = crate::backend::Visit::current()?.begin(&DISCARD).await?;
    let found = facts::own_import(&mut act, DISCARD.who, &import).await?;
    store::record_discarded(act.tx(), found.id).await?;
    act.commit(ImportId { import }).await
}

/// Issues a takeover slip for a shop that waits for its person; the one before it is withdrawn.
#[server(endpoint = "registers/issue_slip")]
pub async fn issue_slip(
    /// The shop.
    merchant: String,
) -> Result<NewSlip, AppError> {
    use super::store::SlipKind;
    use super::{doors::ISSUE, facts, store};
    use rules::merchants::StandingRefusal;
    use rules::permits::Role;
    use rules::registers::SlipSettings;
    let mut act = crate::backend::Visit::current()?.begin(&ISSUE).await?;
    let shop = crate::merchants::shop(act.tx(), facts::id(&merchant)?).await?;
    act.within(shop.district.place())?;
    act.about(shop.id);
    let owners = crate::accounts::holders(act.tx(), Role::MerchantOwner, Some(shop.id), act.now()).await?;
    if !shop.state.waits_for_its_person(!owners.is_empty()) {
        return Err(StandingRefusal::NotListed.into());
    }
    let (settings, _) = crate::alliance::setting::<SlipSettings>(act.tx(), "registers.slips").await?;
    let (code, expires_at) = (facts::new_code(), settings.takeover_until(act.now()));
    store::issue(&act, shop.id, SlipKind::Takeover, &code, expires_at).await?;
    act.commit(NewSlip { merchant, name: shop.name.to_string(), code: code.to_string(), expires_at: expires_at.millis() }).await
}

/// Issues a slip with which one clerk comes to one's own shop.
#[server(endpoint = "registers/invite_clerk")]
pub async fn invite_clerk(
    /// The shop.
    merchant: String,
) -> Result<NewSlip, AppError> {
    super::facts::invite(&super::doors::INVITE, merchant, super::store::SlipKind::Clerk).await
}

/// Issues a slip with which one more owner takes one's own shop over.
#[server(endpoint = "registers/invite_owner")]
pub async fn invite_owner(
    /// The shop.
    merchant: String,
) -> Result<NewSlip, AppError> {
    super::facts::invite(&super::doors::INVITE_OWNER, merchant, super::store::SlipKind::Takeover).await
}

/// Takes a shop over: proven, with the slip and the charter accepted. Never by an equal telephone number alone, and not by the officer who printed
/// the slip.
#[server(endpoint = "registers/take_over")]
pub async fn take_over(
    /// As typed.
    #[server(flatten)]
    form: TakeoverForm,
) -> Result<SlipShop, AppError> {
    use super::store::SlipKind;
    use super::{doors::TAKE_OVER, facts};
    use crate::merchants::By;
    use rules::permits::Role;
    let (code, charter) = form.parse()?;
    let visit = crate::backend::Visit::current()?;
    facts::count_code(&visit).await?;
    let mut act = visit.begin(&TAKE_OVER).await?;
    let (slip, shop) = facts::good_slip(&act, SlipKind::Takeover, &code).await?;
    if slip.issued_by == act.person() {
        return Err(rules::accounts::GrantRefusal::OwnRights.into());
    }
    act.about(shop.id);
    crate::districts::accept_charter(act.tx(), shop.id, charter, act.person(), act.now()).await??;
    crate::merchants::record_take_over(act.tx(), &shop, By::of(&act)).await?;
    crate::accounts::give_grant(act.tx(), act.person(), Role::MerchantOwner, Some(shop.id), slip.issued_by, act.now()).await?;
    crate::accounts::forget_tries(&act, "slip", &[act.person().as_bytes()]).await?;
    act.commit(SlipShop { merchant: shop.id.to_string() }).await
}

/// Comes to a shop as its clerk, with the owner's slip.
#[server(endpoint = "registers/become_clerk")]
pub async fn become_clerk(
    /// The code on the slip.
    code: String,
) -> Result<SlipShop, AppError> {
    use super::store::SlipKind;
    use super::{doors::BECOME_CLERK, facts};
    use rules::permits::Role;
    use rules::registers::SlipCode;
    let mut check = rules::Check::default();
    let read = check.field("code", SlipCode::parse(&code));
    let code = check.finish(|| read)?;
    let visit = crate::backend::Visit::current()?;
    facts::count_code(&visit).await?;
    let mut act = visit.begin(&BECOME_CLERK).await?;
    let (slip, shop) = facts::good_slip(&act, SlipKind::Clerk, &code).await?;
    act.about(shop.id);
    crate::accounts::give_grant(act.tx(), act.person(), Role::Clerk, Some(shop.id), slip.issued_by, act.now()).await?;
    crate::accounts::forget_tries(&act, "slip", &[act.person().as_bytes()]).await?;
    act.commit(SlipShop { merchant: shop.id.to_string() }).await
}
