//! Sending codes by SMS, counting the tries to bring them back, and using them up.

use super::api::CodeSent;
use super::sms;
use super::store::{self, CodeFor};
use crate::backend::{Act, AppError, Begun, Visit};
use rules::accounts::{AccountRefusal, Digits, Mobile, Throttle};

/// The door of tries to bring a code back.
const BACK: &str = "phone-code";

/// Sends a code; limited per number and purpose, and per address. Whoever asks beyond the number's limit while the last code is good hears the same
/// answer and nothing is sent: others who ask in somebody's name do not shut them out. A number that shall get none costs the same and looks the same.
pub(super) async fn send(door: &'static Act, mobile: Mobile, what: CodeFor) -> Result<CodeSent, AppError> {
    let visit = Visit::current()?;
    visit.admit(door.who)?;
    sms::must_be_on(&visit)?;
    store::count_try(&visit, "ask-code-address", &[visit.address().as_bytes()], Throttle::ADDRESS).await?;
    let answer = CodeSent { mobile: mobile.as_str().to_owned(), label: mobile.masked() };
    let (keys, number) = (visit.house().keys.clone(), mobile.as_str().as_bytes());
    if let Some(again_at) = store::closed_until(&visit, "ask-code", &[what.word(), number], Throttle::SMS).await? {
        let good = store::phone_code_is_good(visit.db().read(), &keys, what, &mobile, visit.now()).await?;
        return if good { Ok(answer) } else { Err(AccountRefusal::TooManyTries { again_at }.into()) };
    }
    let act = visit.begin(door).await?;
    let code = store::record_phone_code(act.tx(), &keys, what, &mobile, act.now()).await?;
    let known = store::person_by_mobile(act.tx(), &mobile).await?.is_some();
    sms::put(&act, &mobile, &code, known || what != CodeFor::Reset).await?;
    let answer = act.commit(answer).await?;
    sms::send_soon(&visit);
    Ok(answer)
}

/// Counts one try to bring a code back: a few for each address, so that nobody uses up the tries of the number's owner, and some more for the code.
pub(super) async fn count(visit: &Visit, what: CodeFor, mobile: &Mobile) -> Result<(), AppError> {
    sms::must_be_on(visit)?;
    store::count_try(visit, BACK, &[mobile.as_str().as_bytes(), visit.address().as_bytes()], Throttle::PHONE_CODES).await?;
    store::count_guess(visit, what, mobile).await
}

/// Uses a code up; the tries are forgotten.
pub(super) async fn take(act: &Begun, what: CodeFor, mobile: &Mobile, code: &Digits<6>) -> Result<(), AppError> {
    store::use_phone_code(act.tx(), &act.visit().house().keys, what, (mobile, code), act.now()).await?;
    store::forget_tries(act, BACK, &[mobile.as_str().as_bytes(), act.visit().address().as_bytes()]).await
}
