//! A kept page: its bytes, already compressed, its headers, and until when it is true.

use app::backend::VALID_UNTIL;
use axum::body::{Body, Bytes};
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, DATE, ETAG, IF_NONE_MATCH, SET_COOKIE, TRANSFER_ENCODING, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use rules::Instant;
use sha2::{Digest, Sha256};
use std::io::Write;

/// What one loading gave. Only a whole page is kept for the next visitor; a refusal is given to those who waited for it and then forgotten.
pub(super) struct Kept {
    status: StatusCode,
    headers: HeaderMap,
    plain: Bytes,
    /// By content coding, the best first.
    coded: Vec<(&'static str, Bytes)>,
    until: Option<Instant>,
    lasting: bool,
}

impl Kept {
    /// Reads an answer to its end.
    pub async fn from_response(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let (status, mut headers) = (parts.status, parts.headers);
        let until = headers.remove(VALID_UNTIL).and_then(|value| value.to_str().ok()?.parse().ok()).map(Instant::from_millis);
        let body = axum::body::to_bytes(body, usize::MAX).await;
        let whole = body.is_ok();
        let plain = body.unwrap_or_default();
        for name in [SET_COOKIE, CONTENT_LENGTH, TRANSFER_ENCODING, DATE, CONTENT_ENCODING] {
            headers.remove(name);
        }
        let html = headers.get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
        let lasting = whole && status == StatusCode::OK && html && headers.get(CACHE_CONTROL).is_none_or(|value| value != "no-store");
        let mut coded = Vec::new();
        if lasting {
            let source = plain.clone();
            coded = tokio::task::spawn_blocking(move || coded_forms(&source)).await.unwrap_or_default();
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
            headers.insert(VARY, HeaderValue::from_static("Accept-Encoding, Cookie"));
            if let Ok(tag) = HeaderValue::from_str(&tag_of(&plain)) {
                headers.insert(ETAG, tag);
            }
        }
        Self { status, headers, plain, coded, until, lasting }
    }

    /// Whether it may be given to somebody who asks now.
    pub fn holds(&self, now: Instant) -> bool {
        self.lasting && self.until.is_none_or(|until| now < until)
    }

    /// Bytes it takes.
    pub fn weight(&self) -> u32 {
        let bytes = self.plain.len() + self.coded.iter().map(|(_, bytes)| bytes.len()).sum::<usize>();
        u32::try_from(bytes + 1024).unwrap_or(u32::MAX)
    }

    /// The answer for these request headers: nothing new, or the bytes in the best coding that is understood.
    pub fn answer(&self, asked: &HeaderMap, head: bool) -> Response {
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        *response.status_mut() = self.status;
        if self.lasting && self.is_known(asked) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().remove(CONTENT_TYPE);
            return response;
        }
        let understood = asked.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let coded = self.coded.iter().find(|(coding, _)| accepts(understood, coding));
        let bytes = coded.map_or(&self.plain, |(_, bytes)| bytes);
        if let Some((coding, _)) = coded {
            response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static(coding));
        }
        if head {
            response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        } else {
            *response.body_mut() = Body::from(bytes.clone());
        }
        response
    }

    fn is_known(&self, asked: &HeaderMap) -> bool {
        let (Some(tag), Some(known)) = (self.headers.get(ETAG), asked.get(IF_NONE_MATCH)) else { return false };
        let (Ok(tag), Ok(known)) = (tag.to_str(), known.to_str()) else { return false };
        known.split(',').any(|one| one.trim() == tag)
    }
}

/// Whether an `Accept-Encoding` names the coding and does not forbid it.
fn accepts(header: &str, coding: &str) -> bool {
    header.split(',').any(|part| {
        let (name, weight) = part.split_once(';').unwrap_or((part, ""));
        let forbidden = weight.trim().strip_prefix("q=").and_then(|weight| weight.trim().parse::<f32>().ok()).is_some_and(|weight| weight <= 0.0);
        name.trim().eq_ignore_ascii_case(coding) && !forbidden
    })
}

/// Weak: the same page in several codings.
fn tag_of(bytes: &[u8]) -> String {
    let digits: String = Sha256::digest(bytes).iter().take(12).map(|byte| format!("{byte:02x}")).collect();
    format!("W/\"{digits}\"")
}

fn coded_forms(plain: &[u8]) -> Vec<(&'static str, Bytes)> {
    [("br", brotli(plain)), ("gzip", gzip(plain))].into_iter().filter_map(|(coding, bytes)| Some((coding, Bytes::from(bytes.ok()?)))).collect()
}

fn brotli(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = brotli::CompressorWriter::new(Vec::with_capacity(plain.len() / 4), 4096, 5, 20);
    writer.write_all(plain)?;
    writer.flush()?;
    Ok(writer.into_inner())
}

fn gzip(plain: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::with_capacity(plain.len() / 3), flate2::Compression::new(6));
    writer.write_all(plain)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::accepts;

    #[test]
    fn a_coding_counts_only_when_it_is_named_and_not_forbidden() {
        for (header, coding, wanted) in [
            ("gzip, deflate, br", "br", true),
            ("gzip;q=0.5,BR;q=1.0", "br", true),
            ("br;q=0, gzip", "br", false),
            ("gzip", "br", false),
            ("", "gzip", false),
            ("brotli", "br", false),
        ] {
            assert_eq!(accepts(header, coding), wanted, "{header}");
        }
    }
}
