//! Leptos's own marks are taken out of a finished page: only islands are woken in the browser, everything else is plain HTML.

use axum::body::Bytes;
use memchr::memmem::{Finder, find};

const MARK: &[u8] = b"<!>";
const COMMENT: &[u8] = b"<!---->";
const ISLAND: &[u8] = b"leptos-island";
const END: &[u8] = b"</html>";

/// The page without marks between texts, without the nonced scripts that Leptos writes after the document (no page here has resources; the
/// islands' loader sets their empty lists), valid and fit to be cached. Inside islands the marks stay, written as proper comments.
pub(super) fn plain(html: &Bytes) -> Vec<u8> {
    let end = html.windows(END.len()).rposition(|window| window == END).map_or(html.len(), |start| start + END.len());
    let mut rest = &html[..end];
    let mut out = Vec::with_capacity(rest.len());
    while let Some(island) = find(rest, b"<leptos-island") {
        let (before, from) = rest.split_at(island);
        let (inside, after) = from.split_at(length_of_island(from));
        replace(&mut out, before, b"");
        replace(&mut out, inside, COMMENT);
        rest = after;
    }
    replace(&mut out, rest, b"");
    out
}

/// Up to the tag that closes the first one, islands inside it included.
fn length_of_island(html: &[u8]) -> usize {
    let mut open = 0_usize;
    for at in Finder::new(ISLAND).find_iter(html) {
        if html[..at].ends_with(b"</") {
            open = open.saturating_sub(1);
            if open == 0 {
                return at + ISLAND.len();
            }
        } else if html[..at].ends_with(b"<") {
            open += 1;
        }
    }
    html.len()
}

fn replace(out: &mut Vec<u8>, html: &[u8], with: &[u8]) {
    let mut from = 0;
    for at in Finder::new(MARK).find_iter(html) {
        out.extend_from_slice(&html[from..at]);
        out.extend_from_slice(with);
        from = at + MARK.len();
    }
    out.extend_from_slice(&html[from..]);
}

#[cfg(test)]
mod tests {
    use super::plain;
    use axum::body::Bytes;

    fn plained(html: &'static str) -> String {
        String::from_utf8(plain(&Bytes::from_static(html.as_bytes()))).expect("text stays text")
    }

    #[test]
    fn marks_and_the_tail_are_gone() {
        assert_eq!(plained("<html><p>一<!>二<!></p><!></html><!><script>x</script>"), "<html><p>一二</p></html>");
    }

    #[test]
    fn marks_inside_islands_become_comments_also_when_islands_are_nested() {
        let page = "<a><!></a><leptos-island><b><!></b><leptos-island><!></leptos-island><!></leptos-island><i><!></i></html>";
        let want = "<a></a><leptos-island><b><!----></b><leptos-island><!----></leptos-island><!----></leptos-island><i></i></html>";
        assert_eq!(plained(page), want);
    }

    #[test]
    fn a_page_without_an_end_is_left_whole() {
        assert_eq!(plained("<p>x<!></p><leptos-island>y"), "<p>x</p><leptos-island>y");
    }
}
