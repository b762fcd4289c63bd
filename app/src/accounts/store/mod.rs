//! Keeping persons, their grants, what opens an account, and counted tries.

mod consents;
mod ending;
mod factors;
mod grants;
mod persons;
mod slips;
mod tries;

pub(super) use consents::agreed_by;
pub use consents::{agrees, consents_of, record_consent, withdraw_consent};
pub use ending::{close_account, closed_since};
pub use factors::enrol_second_factor;
pub(super) use factors::{Factor, begin_factor, begun_secret, factor_of, forget_factor, new_recovery_codes, recovery_codes_left, take_code};
pub use grants::{Held, give_grant, grants_of_place, holders, lasting_admins, revoke_grant};
pub(super) use grants::{as_grant, grant_in_force, grants_of_roles, holding, record_grant, record_revocation_reason, revoking, standing_of};
pub use persons::{Known, known_by_login, known_person, labels_of};
pub(super) use persons::{
    NewPerson, account, open_account, password_is_still, person_by_login, person_by_mobile, raise_to_sms, record_number, record_password,
    record_person, record_proof,
};
pub(super) use slips::{
    CodeFor, count_guess, person_by_code, phone_code_is_good, record_person_code, record_phone_code, record_slip, refuse_printed, use_phone_code,
    use_slip, withdraw_slips,
};
pub(super) use tries::{closed_until, take_back_try};
pub use tries::{count_try, forget_tries, forgive_try};

use rules::accounts::PaperCode;

/// A code on paper, drawn from chance.
fn random_code<const N: usize>() -> PaperCode<N> {
    loop {
        if let Some(code) = PaperCode::from_random(&rand::random::<[u8; 32]>()) {
            return code;
        }
    }
}
