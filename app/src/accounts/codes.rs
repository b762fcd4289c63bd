//! Sending codes by SMS, and counting the tries to bring them back.

use super::api::CodeSent;
use super::sms;
use super::store::{self, CodeFor};
use crate::backend::{Act, AppError, Visit};
use rules::accounts::{Mobile, Throttle};

/// Sends a code; throttled per number and per address. A number that shall get none costs the same and looks the same.
pub(super) async fn send(door: &'static Act, mobile: Mobile, what: CodeFor) -> Result<CodeSent, AppError> {
    let visit = Visit::current()?;
    sms::must_be_on(&visit)?;
    store::count_try(&visit, "ask-code-address", &[visit.address().as_bytes()], Throttle::ADDRESS).await?;
    store::count_try(&visit, "ask-code", &[mobile.as_str().as_bytes()], Throttle::SMS).await?;
    let act = visit.begin(door).await?;
    let code = store::record_phone_code(act.tx(), &visit.house().keys, what, &mobile, act.now()).await?;
    let known = store::person_by_mobile(act.tx(), &mobile).await?.is_some();
    sms::put(&act, &mobile, &code, known || what != CodeFor::Reset).await?;
    let answer = act.commit(CodeSent { mobile: mobile.as_str().to_owned(), label: mobile.masked() }).await?;
    sms::send_soon(&visit);
    Ok(answer)
}

/// Counts one try to bring a code back.
pub(super) async fn count(visit: &Visit, mobile: &Mobile) -> Result<(), AppError> {
    sms::must_be_on(visit)?;
    store::count_try(visit, "phone-code", &[mobile.as_str().as_bytes()], Throttle::SECOND_FACTOR).await
}
