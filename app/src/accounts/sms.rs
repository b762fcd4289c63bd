//! Codes by SMS: put into an outbox in the transaction of the act, sent through the office's webhook after the commit, tried again until they are of
//! no use. In a demo town without a gateway the code goes to the log instead.

use super::entity::outbox;
use super::sealed;
use crate::backend::{AppError, Begun, House, Visit};
use crate::t;
use rules::accounts::{AccountRefusal, CODE_FOR, Digits, Mobile};
use rules::{Instant, SECOND};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use std::time::Duration;

const PURPOSE: &str = "sms outbox";
const AGAIN_AFTER: i64 = 30 * SECOND;
const AT_ONCE: u64 = 50;
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// One for all messages: the way to the gateway is kept open between them.
static CLIENT: LazyLock<reqwest::Client> = LazyLock::new(reqwest::Client::new);

/// What the webhook is sent, as JSON.
#[derive(Debug, Serialize, Deserialize)]
struct Message {
    mobile: String,
    text: String,
    code: String,
}

/// Whether codes can be sent at all.
pub(super) fn on(house: &House) -> bool {
    house.sms.is_some() || house.demo
}

/// As [`on`].
///
/// # Errors
/// There is no gateway.
pub(super) fn must_be_on(visit: &Visit) -> Result<(), AppError> {
    if on(visit.house()) { Ok(()) } else { Err(AccountRefusal::NoSms.into()) }
}

/// Puts a code into the outbox. For a number that shall get none (`known` false) the same is written, but it is never sent: both take as long.
pub(super) async fn put(act: &Begun, mobile: &Mobile, code: &Digits<6>, known: bool) -> Result<(), AppError> {
    let id = act.new_id();
    let text = t!("accounts-sms", code = code.as_str());
    let message = Message { mobile: mobile.as_str().to_owned(), text, code: code.as_str().to_owned() };
    let plain = serde_json::to_vec(&message).map_err(|error| AppError::broken(&error))?;
    let useful = if known { CODE_FOR } else { 0 };
    let row = outbox::ActiveModel {
        id: Set(id),
        message: Set(sealed::seal(&act.visit().house().keys, PURPOSE, id.as_bytes(), &plain)?),
        ends_at: Set(act.now().plus(useful).millis()),
        next_at: Set(act.now().millis()),
    };
    outbox::Entity::insert(row).exec_without_returning(act.tx()).await?;
    Ok(())
}

/// Sends what is due, without keeping the answer waiting.
pub(super) fn send_soon(visit: &Visit) {
    let house = visit.house().clone();
    tokio::spawn(async move {
        if let Err(error) = deliver_messages(&house).await {
            tracing::warn!(%error, "messages wait in the outbox");
        }
    });
}

/// Sends what is due, each message by one node; what fails is tried again, what is of no use any more is forgotten.
///
/// # Errors
/// The database is away.
pub async fn deliver_messages(house: &House) -> Result<(), AppError> {
    let db = house.db.write();
    let now = house.clock.now();
    outbox::Entity::delete_many().filter(outbox::Column::EndsAt.lte(now.millis())).exec(db).await?;
    // Each message may take long: what is due now is looked at again when its turn has come.
    let due = outbox::Entity::find().filter(outbox::Column::NextAt.lte(now.millis())).limit(AT_ONCE).all(db).await?;
    for row in due {
        let now = house.clock.now();
        if row.ends_at <= now.millis() || !taken(house, &row, now).await? {
            continue;
        }
        // One that cannot be read (another secret file) keeps no other waiting; it is forgotten when it is of no use any more.
        let Ok(plain) = sealed::open(&house.keys, PURPOSE, row.id.as_bytes(), &row.message) else { continue };
        let Ok(message) = serde_json::from_slice::<Message>(&plain) else { continue };
        if sent(house, &message).await {
            outbox::Entity::delete_by_id(row.id).exec(db).await?;
        }
    }
    Ok(())
}

/// Whether this node is the one to send it.
async fn taken(house: &House, row: &outbox::Model, now: Instant) -> Result<bool, AppError> {
    let taken = outbox::Entity::update_many()
        .col_expr(outbox::Column::NextAt, Expr::value(now.plus(AGAIN_AFTER).millis()))
        .filter(outbox::Column::Id.eq(row.id))
        .filter(outbox::Column::NextAt.eq(row.next_at))
        .exec(house.db.write())
        .await?;
    Ok(taken.rows_affected == 1)
}

async fn sent(house: &House, message: &Message) -> bool {
    let Some(webhook) = &house.sms else {
        tracing::info!(text = message.text, "demo: a code by SMS");
        return true;
    };
    let answer = CLIENT.post(&**webhook).timeout(ANSWER_WITHIN).json(message).send().await.and_then(reqwest::Response::error_for_status);
    if let Err(error) = &answer {
        tracing::warn!(status = ?error.status(), timeout = error.is_timeout(), "the SMS gateway did not take a message");
    }
    answer.is_ok()
}
