//! Names and texts of the town are Chinese in the English page too: an element that holds nothing else is marked so, and a screen reader changes its
//! voice (WCAG 3.1.2). A name inside an English sentence stays unmarked, as the rule allows.

const ENGLISH: &[u8] = b"<html lang=\"en\"";
const MARK: &[u8] = b" lang=\"zh-CN\"";

/// The finished page with its Chinese elements marked; a Chinese page is left as it is.
pub(super) fn marked(html: Vec<u8>) -> Vec<u8> {
    if memchr::memmem::find(&html[..html.len().min(64)], ENGLISH).is_none() {
        return html;
    }
    let mut out = Vec::with_capacity(html.len() + html.len() / 16);
    let mut rest = html.as_slice();
    while let Some(start) = memchr::memchr(b'<', rest) {
        out.extend_from_slice(&rest[..start]);
        rest = &rest[start..];
        let end = end_of_tag(rest);
        let (tag, after) = rest.split_at(end);
        let text = &after[..memchr::memchr(b'<', after).unwrap_or(after.len())];
        let closes = after[text.len()..].starts_with(b"</");
        // What the browser wakes must find the tags as they were written.
        if tag.starts_with(b"<leptos-island") {
            let whole = memchr::memmem::rfind(rest, b"</leptos-island").unwrap_or(rest.len());
            out.extend_from_slice(&rest[..whole]);
            rest = &rest[whole..];
            continue;
        }
        let opens = tag.len() > 2 && tag[1].is_ascii_alphabetic() && tag.ends_with(b">");
        if opens && closes && is_chinese(text) && memchr::memmem::find(tag, b" lang=").is_none() {
            out.extend_from_slice(&tag[..tag.len() - 1]);
            out.extend_from_slice(MARK);
            out.push(b'>');
        } else {
            out.extend_from_slice(tag);
        }
        rest = after;
    }
    out.extend_from_slice(rest);
    out
}

/// Behind the `>` of the tag that begins here; one inside a quoted attribute ends nothing.
fn end_of_tag(html: &[u8]) -> usize {
    let mut quoted = false;
    let end = html.iter().position(|byte| {
        quoted ^= *byte == b'"';
        *byte == b'>' && !quoted
    });
    end.map_or(html.len(), |end| end + 1)
}

/// Chinese characters and no Latin word; `1F-108` and `8.5` are none.
fn is_chinese(text: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(text) else { return false };
    let word = |part: &str| part.len() > 2 && !part.starts_with("quot") && !part.starts_with("amp");
    text.contains(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && !text.split(|c: char| !c.is_ascii_alphabetic()).any(word)
}

#[cfg(test)]
mod tests {
    use super::marked;

    fn read(body: &str) -> String {
        let page = |body: &str| format!("<!DOCTYPE html><html lang=\"en\">{body}</html>");
        let out = String::from_utf8(marked(page(body).into_bytes())).expect("text stays text");
        let inner = out.strip_prefix("<!DOCTYPE html><html lang=\"en\">").and_then(|rest| rest.strip_suffix("</html>"));
        inner.expect("the page around it").to_owned()
    }

    #[test]
    fn what_is_chinese_alone_is_marked() {
        assert_eq!(
            read("<p class=\"x\"><a href=\"/m\">示例面包房 · 1F-108</a></p>"),
            "<p class=\"x\"><a href=\"/m\" lang=\"zh-CN\">示例面包房 · 1F-108</a></p>"
        );
        assert_eq!(read("<p title=\"a>b\">满50减10</p>"), "<p title=\"a>b\" lang=\"zh-CN\">满50减10</p>");
    }

    #[test]
    fn english_sentences_marked_elements_and_islands_stay() {
        for same in [
            "<p>You speak for “示例面包房”.</p>",
            "<a lang=\"zh-CN\" href=\"/\">中文</a>",
            "<leptos-island><b>领取</b><leptos-island><i>中</i></leptos-island></leptos-island>",
            "<p>中<b>x</b></p>",
            "<p>8.5</p>",
        ] {
            assert_eq!(read(same), same);
        }
    }

    #[test]
    fn a_chinese_page_is_left_whole() {
        let page = "<!DOCTYPE html><html lang=\"zh-CN\"><p>中</p></html>";
        assert_eq!(marked(page.as_bytes().to_vec()), page.as_bytes());
    }
}
