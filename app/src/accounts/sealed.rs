//! Sealing: what must be read again later but not from the database alone, encrypted with a key of its own (ChaCha20-Poly1305).

use crate::backend::{AppError, Keys};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{ChaCha20Poly1305, Nonce};

const NONCE: usize = 12;

/// Encrypts for one purpose; `about` is bound to it, so that a sealed value cannot be moved to another record.
pub(super) fn seal(keys: &Keys, purpose: &str, about: &[u8], plain: &[u8]) -> Result<Vec<u8>, AppError> {
    let nonce: [u8; NONCE] = rand::random();
    let sealed = cipher(keys, purpose).encrypt(Nonce::from_slice(&nonce), Payload { msg: plain, aad: about });
    let sealed = sealed.map_err(|error| AppError::broken(&error))?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// What was sealed; broken when the office's secret is another one, or the record was tampered with.
pub(super) fn open(keys: &Keys, purpose: &str, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, AppError> {
    let Some((nonce, text)) = sealed.split_at_checked(NONCE) else { return Err(AppError::broken(&"a sealed value is too short")) };
    let plain = cipher(keys, purpose).decrypt(Nonce::from_slice(nonce), Payload { msg: text, aad: about });
    plain.map_err(|_| AppError::broken(&"a sealed value does not open: another secret file?"))
}

fn cipher(keys: &Keys, purpose: &str) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&keys.derived(purpose).into())
}
