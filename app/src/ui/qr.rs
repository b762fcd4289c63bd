//! QR codes, drawn on the server.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// A text as a QR code with its quiet zone; nothing when the text is too long for one.
#[component]
pub fn Qr(
    /// What it holds.
    #[prop(into)]
    text: String,
    /// What it is, for screen readers.
    #[prop(into)]
    label: String,
) -> impl IntoView {
    const QUIET: usize = 4;
    QrCode::with_error_correction_level(text.as_bytes(), EcLevel::M).ok().map(|code| {
        let width = code.width();
        let dark = |x: usize, y: usize| code[(x, y)] == Color::Dark;
        let cells = (0..width).flat_map(|y| (0..width).map(move |x| (x, y))).filter(|(x, y)| dark(*x, *y));
        let path: String = cells.map(|(x, y)| format!("M{} {}h1v1h-1z", x + QUIET, y + QUIET)).collect();
        let side = width + 2 * QUIET;
        view! {
            <div class="qr"><svg viewBox=format!("0 0 {side} {side}") role="img" aria-label=label shape-rendering="crispEdges"><path d=path></path></svg></div>
        }
    })
}
