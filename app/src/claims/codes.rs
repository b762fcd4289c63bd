//! The codes of claims and members, sealed with the house's key.

use super::entity::claim;
use super::store;
use crate::backend::{AppError, Begun, Visit};
use rules::Day;
use rules::claims::{ClaimNumber, MemberNumber, PrintCode, TillRefusal, member_code, phone_code};

/// The house's keyed function for codes.
pub(super) fn mac(visit: &Visit) -> impl Fn(&[u8]) -> u64 {
    let keys = visit.house().keys.clone();
    move |bytes| {
        let digest = keys.mac("codes", &[bytes]);
        digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

/// The code that a claim shows on a phone now: `1234 5678`.
pub(super) fn on_phone(visit: &Visit, row: &claim::Model) -> String {
    let code = phone_code(number(row), visit.now(), &mac(visit));
    format!("{} {}", &code[..4], &code[4..])
}

/// The code of a claim on a printed page: `ABCD-EFGH-JKMN`.
pub(super) fn on_paper(visit: &Visit, row: &claim::Model) -> Option<String> {
    let code = PrintCode::of(number(row), Day::parse(&row.day)?, &mac(visit)).text();
    Some(format!("{}-{}-{}", &code[..4], &code[4..8], &code[8..]))
}

/// The code that a member shows now: `123 456 789`.
pub(super) fn of_member(visit: &Visit, number: MemberNumber) -> String {
    let code = member_code(number, visit.now(), &mac(visit));
    format!("{} {} {}", &code[..3], &code[3..6], &code[6..])
}

/// The claim with this printed code: it is for its day. One of the week before is merely old; one that was claimed in the evening is for tomorrow.
pub(super) async fn printed(act: &Begun, code: &PrintCode) -> Result<claim::Model, AppError> {
    let mac = mac(act.visit());
    let today = act.now().day();
    for ago in -1..8 {
        let day = today.plus_days(-ago);
        let Some(number) = code.claim_on(day, &mac) else { continue };
        let rows = store::claims_to_use(act.tx(), &[number]).await?;
        if let Some(row) = rows.into_iter().find(|row| row.day == day.to_string()) {
            return Ok(row);
        }
    }
    Err(TillRefusal::UnknownCode.into())
}

fn number(row: &claim::Model) -> ClaimNumber {
    ClaimNumber::new(u32::try_from(row.number).unwrap_or_default())
}
