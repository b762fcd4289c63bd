//! The screen in the meeting room: its secret link, the code it shows, and what tells it to look again.

use super::store::{self, Meeting};
use crate::backend::{AppError, House, list_version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rules::Instant;
use rules::meetings::{CheckInCode, CheckInRefusal, MeetingSettings, MeetingState, code_now, code_taken};
use sea_orm::EntityTrait;
use sha2::{Digest, Sha256};

/// A new screen's token: 256 random bits.
pub(super) fn new_token() -> String {
    let bytes: [u8; 32] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}

/// What is kept of a token.
pub(super) fn digest(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// The house's keyed function for the codes of one meeting.
fn mac<'a>(house: &'a House, meeting: &'a Meeting) -> impl Fn(&[u8]) -> u64 + 'a {
    move |bytes| {
        let digest = house.keys.mac("meeting codes", &[&meeting.code_secret, bytes]);
        digest[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
    }
}

/// The code of this moment and when the next one comes; none while nobody can check in.
pub(super) fn shown_code(house: &House, meeting: &Meeting, settings: &MeetingSettings, now: Instant) -> Option<(CheckInCode, Instant)> {
    let opens_at = meeting.plan.begins_at.plus(-settings.check_in_before());
    let open = match meeting.state {
        MeetingState::Convened => now >= opens_at,
        MeetingState::Open => true,
        MeetingState::Draft | MeetingState::Closed | MeetingState::Cancelled => false,
    };
    open.then(|| code_now(meeting.id, now, &mac(house, meeting)))
}

/// Whether a typed code is the one on the screen, or was a moment ago.
///
/// # Errors
/// Wrong, or merely old.
pub(super) fn take_code(house: &House, meeting: &Meeting, code: CheckInCode, now: Instant) -> Result<(), CheckInRefusal> {
    code_taken(code, meeting.id, now, &mac(house, meeting))
}

/// What a screen with this token shows changes whenever this changes: the version of the list of meetings, the step of the code, and how many have
/// voted. Nothing for a token that shows nothing.
///
/// # Errors
/// The database is away.
pub async fn screen_version(house: &House, token: &str) -> Result<Option<String>, AppError> {
    let db = house.db.read();
    let Some(meeting) = store::meeting_of_screen(db, &digest(token)).await? else { return Ok(None) };
    let voted: u64 = crate::voting::turnouts(db, meeting.id).await?.into_iter().map(|(_, voted, _)| voted).sum();
    let version = list_version::Entity::find_by_id("meetings").one(db).await?.map_or(0, |row| row.version);
    let step = house.clock.now().millis().div_euclid(rules::meetings::CODE_SECONDS * rules::SECOND);
    Ok(Some(format!("{version}-{step}-{voted}")))
}
