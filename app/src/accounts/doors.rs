//! The room's pages and acts, and who may use them.

use super::pages;
use crate::backend::{Act, Answer, Room};
use crate::door;
use rules::permits::{Role, Who};

/// Officers at a counter.
const COUNTER: Who = Who::Roles(&[Role::DistrictOfficer, Role::CommunityOfficer, Role::Secretary, Role::Admin]);
const ADMIN: Who = Who::Roles(&[Role::Admin]);

/// What the house knows of this room.
pub const ROOM: Room = Room {
    name: "accounts",
    words: [include_str!("words/zh-CN.ftl"), include_str!("words/en.ftl")],
    pages: &[
        door!("/join", Who::Anyone, pages::join, lists: [], query: []),
        door!("/sign-in", Who::Anyone, pages::sign_in, lists: [], query: ["next"]),
        door!("/sign-in/code", Who::Anyone, pages::sign_in_code),
        door!("/sign-in/second-factor", Who::Person, pages::second_factor),
        door!("/reset", Who::Anyone, pages::reset, lists: [], query: ["for"]),
        door!("/reset/code", Who::Anyone, pages::reset_code),
        door!("/my", Who::Person, pages::my),
        door!("/my/security", Who::Person, pages::security),
        door!("/my/security/number", Who::Person, pages::number),
        door!("/my/person-code", Who::Person, pages::person_code),
        door!("/desk/people", COUNTER, pages::people),
        door!("/desk/people/slip", COUNTER, pages::slip),
        door!("/desk/people/{person}", COUNTER, pages::person),
        door!("/desk/grants", Who::Roles(&[Role::Admin, Role::Auditor]), pages::grants),
    ],
    acts: &[
        &JOIN,
        &SIGN_IN,
        &SIGN_OUT,
        &ASK_CODE,
        &SIGN_IN_WITH_CODE,
        &ASK_RESET_CODE,
        &RESET_WITH_CODE,
        &ASK_NUMBER_CODE,
        &CHANGE_NUMBER,
        &BEGIN_SECOND_FACTOR,
        &CONFIRM_SECOND_FACTOR,
        &SHOW_SECOND_FACTOR,
        &RENEW_RECOVERY_CODES,
        &RESET_PASSWORD,
        &RESET_NUMBER,
        &RESET_SECOND_FACTOR,
        &END_SESSION,
        &END_OTHER_SESSIONS,
        &CHANGE_PASSWORD,
        &MAKE_PERSON_CODE,
        &FIND_PERSON,
        &PROVE_PERSON,
        &OPEN_ACCOUNT,
        &PRINT_SLIP,
        &GIVE_ROLE,
        &REVOKE_ROLE,
    ],
};

/// An act of this room: no list of cached pages depends on persons.
const fn act(name: &'static str, path: &'static str, who: Who, form: &'static str, done: Answer, secrets: &'static [&'static str]) -> Act {
    Act { name, path, who, form, done, secrets, lists: &[] }
}

/// A new account.
pub static JOIN: Act = act("join", "/api/accounts/join", Who::Anyone, "/join", Answer::Shown("/sign-in"), &["password"]);
/// A new session.
pub static SIGN_IN: Act = act("sign_in", "/api/accounts/sign_in", Who::Anyone, "/sign-in", Answer::To("{to}"), &["password"]);
/// The end of this session.
pub static SIGN_OUT: Act = act("sign_out", "/api/accounts/sign_out", Who::Person, "/my", Answer::To("/"), &[]);
/// A code by SMS for signing in.
pub static ASK_CODE: Act = act("ask_code", "/api/accounts/ask_code", Who::Anyone, "/sign-in/code", Answer::Shown("/sign-in/code"), &[]);
/// A new session with a code.
pub static SIGN_IN_WITH_CODE: Act =
    act("sign_in_with_code", "/api/accounts/sign_in_with_code", Who::Anyone, "/sign-in/code", Answer::To("{to}"), &["code"]);
/// A code by SMS for a new password.
pub static ASK_RESET_CODE: Act = act("ask_reset_code", "/api/accounts/ask_reset_code", Who::Anyone, "/reset/code", Answer::Shown("/reset/code"), &[]);
/// A new password with a code.
pub static RESET_WITH_CODE: Act =
    act("reset_with_code", "/api/accounts/reset_with_code", Who::Anyone, "/reset/code", Answer::To("/sign-in"), &["code", "password"]);
/// A code by SMS for a new number.
pub static ASK_NUMBER_CODE: Act =
    act("ask_number_code", "/api/accounts/ask_number_code", Who::Person, "/my/security/number", Answer::Shown("/my/security/number"), &[]);
/// A new number with a code.
pub static CHANGE_NUMBER: Act =
    act("change_number", "/api/accounts/change_number", Who::Person, "/my/security/number", Answer::To("/my/security"), &["code"]);
/// A new second factor, not yet in use.
pub static BEGIN_SECOND_FACTOR: Act =
    act("begin_second_factor", "/api/accounts/begin_second_factor", Who::Person, "/sign-in/second-factor", Answer::To("{to}"), &[]);
/// The second factor's first code.
pub static CONFIRM_SECOND_FACTOR: Act = act(
    "confirm_second_factor",
    "/api/accounts/confirm_second_factor",
    Who::Person,
    "/sign-in/second-factor",
    Answer::Shown("/sign-in/second-factor"),
    &["code"],
);
/// The second factor is shown for this session.
pub static SHOW_SECOND_FACTOR: Act =
    act("show_second_factor", "/api/accounts/show_second_factor", Who::Person, "/sign-in/second-factor", Answer::To("{to}"), &["code"]);
/// New recovery codes.
pub static RENEW_RECOVERY_CODES: Act =
    act("renew_recovery_codes", "/api/accounts/renew_recovery_codes", Who::Person, "/my/security", Answer::Shown("/sign-in/second-factor"), &[]);
/// A new password with a slip. The code on paper comes back with a refused form: it works once, and twelve characters are not typed again for another
/// field's sake.
pub static RESET_PASSWORD: Act =
    act("reset_password", "/api/accounts/reset_password", Who::Anyone, "/reset?for=password", Answer::To("/sign-in"), &["password"]);
/// A new number with a slip.
pub static RESET_NUMBER: Act = act("reset_number", "/api/accounts/reset_number", Who::Anyone, "/reset?for=number", Answer::To("/sign-in"), &[]);
/// No second factor any more, with a slip.
pub static RESET_SECOND_FACTOR: Act =
    act("reset_second_factor", "/api/accounts/reset_second_factor", Who::Anyone, "/reset?for=second_factor", Answer::To("/sign-in"), &[]);
/// The end of one of one's sessions.
pub static END_SESSION: Act = act("end_session", "/api/accounts/end_session", Who::Person, "/my/security", Answer::To("/my/security"), &[]);
/// The end of all one's other sessions.
pub static END_OTHER_SESSIONS: Act =
    act("end_other_sessions", "/api/accounts/end_other_sessions", Who::Person, "/my/security", Answer::To("/my/security"), &[]);
/// Another password.
pub static CHANGE_PASSWORD: Act =
    act("change_password", "/api/accounts/change_password", Who::Person, "/my/security", Answer::To("/my/security"), &["current", "password"]);
/// A code to show at a counter.
pub static MAKE_PERSON_CODE: Act =
    act("make_person_code", "/api/accounts/make_person_code", Who::Person, "/my/person-code", Answer::Shown("/my/person-code"), &[]);
/// An officer looks for a person.
pub static FIND_PERSON: Act = act("find_person", "/api/accounts/find_person", COUNTER, "/desk/people", Answer::To("/desk/people/{person}"), &[]);
/// A proof at a counter.
pub static PROVE_PERSON: Act =
    act("prove_person", "/api/accounts/prove_person", COUNTER, "/desk/people/{person}", Answer::To("/desk/people/{person}"), &[]);
/// An account opened at a counter.
pub static OPEN_ACCOUNT: Act = act("open_account", "/api/accounts/open_account", COUNTER, "/desk/people", Answer::Shown("/desk/people/slip"), &[]);
/// A one-time slip.
pub static PRINT_SLIP: Act = act("print_slip", "/api/accounts/print_slip", COUNTER, "/desk/people/{person}", Answer::Shown("/desk/people/slip"), &[]);
/// A role given.
pub static GIVE_ROLE: Act = act("give_role", "/api/accounts/give_role", ADMIN, "/desk/grants", Answer::To("/desk/grants"), &[]);
/// A role taken back.
pub static REVOKE_ROLE: Act = act("revoke_role", "/api/accounts/revoke_role", ADMIN, "/desk/grants", Answer::To("/desk/grants"), &[]);
