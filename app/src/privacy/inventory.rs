//! The inventory of personal data: what is kept about people, in which columns, and what becomes of it when an account ends. Made by hand and held
//! complete by a test over the database's own list of columns; the page, the export and the deletion are made from it.

/// What becomes of a record when the person's account ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtTheEnd {
    /// The record goes.
    Erased,
    /// What is personal in it is emptied; the record stays as a number that belongs to nobody.
    Emptied,
    /// It holds nothing but a random id, which then means nobody.
    StaysWithoutPerson,
}

/// A table with personal data.
#[derive(Debug, Clone, Copy)]
pub struct Kept {
    /// The table; its purpose and how long it is kept are the words `privacy-kept-…` with `.why` and `.until`.
    pub table: &'static str,
    /// The column that names the person the record is about.
    pub whose: &'static str,
    /// What a person gets to see of their own records.
    pub shown: &'static [&'static str],
    /// Personal too, but not given out: digests, secrets, other people.
    pub hidden: &'static [&'static str],
    /// What becomes of it.
    pub end: AtTheEnd,
}

const fn kept(table: &'static str, whose: &'static str, shown: &'static [&'static str], hidden: &'static [&'static str], end: AtTheEnd) -> Kept {
    Kept { table, whose, shown, hidden, end }
}

use AtTheEnd::{Emptied, Erased, StaysWithoutPerson};

/// Everything that is kept about people.
pub const INVENTORY: &[Kept] = &[
    kept(
        "person",
        "id",
        &["id", "mobile", "card", "proof", "proof_at", "community", "birth_year", "joined_at"],
        &["password_hash", "proof_by", "deleted_at"],
        Emptied,
    ),
    kept("session", "person", &["began_at", "seen_at", "ends_at", "second_factor"], &["id", "token", "person", "fresh_at"], Erased),
    kept(
        "role_grant",
        "person",
        &["role", "place", "from_at", "until_at", "revoked_at", "reason", "revoked_reason"],
        &["id", "person", "given_by", "revoked_by"],
        Emptied,
    ),
    kept("consent", "person", &["purpose", "version", "given_at", "withdrawn_at"], &["id", "person", "taken_by"], Erased),
    kept("second_factor", "person", &["begun_at", "confirmed_at"], &["person", "secret", "last_step"], Erased),
    kept("recovery_code", "person", &["used_at"], &["digest", "person"], Erased),
    kept("account_slip", "person", &["purpose", "issued_at", "ends_at", "used_at"], &["id", "digest", "person", "issued_by"], Erased),
    kept("person_code", "person", &["ends_at"], &["person", "digest"], Erased),
    kept("notice", "person", &["at", "key", "args", "link", "read_at"], &["id", "person"], Erased),
    kept("sent_form", "person", &["act", "at", "answer"], &["id", "person", "content"], Erased),
    kept("audit", "person", &["at", "act", "object"], &["person"], StaysWithoutPerson),
    kept("charter_acceptance", "person", &["merchant", "number", "at"], &["person"], StaysWithoutPerson),
    kept("merchant_story", "person", &["merchant", "act", "at", "grounds"], &["person"], StaysWithoutPerson),
    kept("merchant", "applicant", &["id", "name", "state", "contact", "phone"], &["applicant"], StaysWithoutPerson),
    kept("offer_story", "person", &["offer", "act", "at", "reason"], &["person"], StaysWithoutPerson),
    kept("claim", "person", &["offer", "merchant", "day", "state", "state_since", "made_at", "walk_in"], &["person", "number"], StaysWithoutPerson),
    kept("claim_story", "person", &["claim", "act", "at", "reason"], &["person"], StaysWithoutPerson),
    kept("redemption", "clerk", &["merchant", "at", "undone_at"], &["clerk"], StaysWithoutPerson),
    kept("visit", "person", &["merchant", "at", "kind", "struck_at"], &["person"], StaysWithoutPerson),
    kept("complaint", "person", &["merchant", "at", "words", "verdict", "settled_at", "reason"], &["person", "settled_by"], Emptied),
    kept("member_number", "person", &["number"], &["person"], Erased),
    kept("chosen_offer", "person", &["offer", "at"], &["person"], Erased),
    kept("register_import", "person", &["file_name", "state", "at", "confirmed_at", "done_at"], &["person"], StaysWithoutPerson),
    kept("award_nomination", "person", &["category", "merchant", "nominator", "on_part_of", "why", "at"], &["person", "voice"], Emptied),
    kept("award_removal", "voter", &["vote", "reason", "at"], &["voter", "removed_by"], StaysWithoutPerson),
    kept("award_appeal", "person", &["vote", "why", "at", "verdict", "decided_at", "grounds"], &["person", "removed_by", "decided_by"], Emptied),
    kept("award_story", "person", &["edition", "category", "act", "at", "reason"], &["person"], StaysWithoutPerson),
    kept("slip", "used_by", &["merchant", "kind", "used_at"], &["used_by", "issued_by", "code"], StaysWithoutPerson),
    kept("meeting_invitation", "delegate", &["meeting", "merchant"], &["delegate"], StaysWithoutPerson),
    kept("meeting_check_in", "delegate", &["meeting", "merchant", "at", "left_at", "struck_at"], &["delegate", "staff"], StaysWithoutPerson),
    kept("meeting_story", "person", &["meeting", "act", "at", "reason"], &["person"], StaysWithoutPerson),
    kept("meeting_screen", "person", &["meeting", "made_at", "revoked_at"], &["person", "digest"], StaysWithoutPerson),
    kept("meeting_minutes", "written_by", &["meeting", "state", "written_at", "approved_at"], &["written_by", "approved_by"], StaysWithoutPerson),
    kept("roll_live", "voter", &["vote", "weight", "barred", "mark"], &["voter"], StaysWithoutPerson),
    kept("roll", "voter", &["vote", "weight", "barred", "mark"], &["voter"], StaysWithoutPerson),
    kept("ballot_link", "voter", &["vote"], &["voter", "ballot"], StaysWithoutPerson),
    kept("paper_entry", "by", &["vote", "number", "turn"], &["by", "choice"], StaysWithoutPerson),
    kept("meeting_task_step", "person", &["meeting", "task", "step", "due", "at"], &["person"], StaysWithoutPerson),
];

/// Tables whose records belong to no account. The lines of an imported register name contacts of shops as the office wrote them down; where somebody of
/// an office made a record, their random id is in the audit trail.
pub const ABOUT_NOBODY: &[&str] = &[
    "setting",
    "list_version",
    "lease",
    "tries",
    "phone_code",
    "sms_outbox",
    "demo_mark",
    "demo_account",
    "demo_clock",
    "community",
    "charter_version",
    "charter_proposal",
    "search_token",
    "file",
    "offer",
    "offer_shop",
    "offer_run",
    "day_report",
    "register_line",
    "meeting",
    "agenda_item",
    "meeting_paper",
    "meeting_task",
    "vote",
    "ballot_live",
    "ballot",
    "receipt_key",
    "award_edition",
    "award_category",
    "award_candidate",
    "award_result",
    "seaql_migrations",
];

/// Columns of the tables above that say nothing about the person: of shops, offers and claims, or plain order.
pub const IMPERSONAL: &[(&str, &[&str])] = &[
    ("audit", &["line", "settings"]),
    ("merchant_story", &["line"]),
    ("merchant", &["district", "credit_code", "state_at", "name_key", "category", "unit", "floor", "walk", "hours", "edited", "photo", "created_at"]),
    ("offer_story", &["id", "settings"]),
    ("claim", &["id", "first_day", "slot", "until_at"]),
    ("claim_story", &["id", "settings"]),
    ("redemption", &["id", "claim"]),
    ("visit", &["id", "redemption"]),
    ("complaint", &["id", "claim"]),
    ("register_import", &["id", "sheets", "lines", "next_line", "counts"]),
    ("award_nomination", &["id"]),
    ("award_appeal", &["id"]),
    ("award_story", &["id"]),
    ("slip", &["id", "issued_at", "expires_at", "revoked_at"]),
    ("meeting_invitation", &["name", "district", "at", "answer", "excuse", "answered_at"]),
    ("meeting_check_in", &["id"]),
    ("meeting_story", &["id", "settings"]),
    ("meeting_screen", &["id"]),
    ("meeting_minutes", &["text", "version", "given_back"]),
    ("meeting_task_step", &["id", "vote"]),
];
