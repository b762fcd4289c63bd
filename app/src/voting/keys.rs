//! The key that receipts are signed with. It is made from the office's secret and so lives outside the database; its public half is written down when a
//! vote opens, and stays published when a later secret makes another.

use super::entity::receipt_key;
use crate::backend::Keys;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use rules::Instant;
use rules::voting::{Ballot, Digest, Receipt, RuleCard, SignedReceipt};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveValue::Set, ConnectionTrait, DbErr, EntityTrait, QueryOrder};

fn pair(keys: &Keys) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&keys.derived("receipts")).expect("every 32 bytes are a seed of Ed25519")
}

fn public(pair: &Ed25519KeyPair) -> [u8; 32] {
    let mut key = [0; 32];
    key.copy_from_slice(pair.public_key().as_ref());
    key
}

/// The receipt of a ballot; the same ballot always gets the same.
#[must_use]
pub fn receipt_for(keys: &Keys, card: &RuleCard, ballot: &Ballot) -> SignedReceipt {
    let pair = pair(keys);
    let receipt = Receipt::of(card, ballot, &public(&pair));
    let mut signature = [0; 64];
    signature.copy_from_slice(pair.sign(receipt.text().as_bytes()).as_ref());
    receipt.signed(signature)
}

/// Whether a signature over a text belongs to a public key.
#[must_use]
pub fn fits(key: &[u8; 32], text: &[u8], signature: &[u8; 64]) -> bool {
    UnparsedPublicKey::new(&ED25519, key).verify(text, signature).is_ok()
}

/// Writes down the public key that receipts are signed with from now on, once: every vote that opens does.
///
/// # Errors
/// The database is away.
pub async fn publish_key(tx: &impl ConnectionTrait, keys: &Keys, now: Instant) -> Result<(), DbErr> {
    let row = receipt_key::ActiveModel { key: Set(Digest::from_bytes(public(&pair(keys))).to_string()), since: Set(now.millis()) };
    let once = OnConflict::column(receipt_key::Column::Key).do_nothing().to_owned();
    receipt_key::Entity::insert(row).on_conflict(once).try_insert().exec_without_returning(tx).await.map(drop)
}

/// All public keys ever published, the oldest first.
///
/// # Errors
/// The database is away.
pub async fn receipt_keys(db: &impl ConnectionTrait) -> Result<Vec<[u8; 32]>, DbErr> {
    let rows = receipt_key::Entity::find().order_by_asc(receipt_key::Column::Since).all(db).await?;
    Ok(rows.iter().filter_map(|row| Digest::parse(&row.key)).map(|key| *key.bytes()).collect())
}
