//! How people write in forms and registers: full-width digits, stray spaces, characters nobody sees.

use unicode_normalization::UnicodeNormalization;

/// The text with single spaces, none at its ends, and without invisible characters; the letters stay as they were written.
#[must_use]
pub fn tidy(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !invisible(*c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as it is compared and read: tidy, and full-width digits, letters and signs in their ordinary form (NFKC).
#[must_use]
pub fn plain(text: &str) -> String {
    tidy(&text.nfkc().collect::<String>())
}

/// The text tidied with full-width Latin letters and digits made ordinary, while Chinese punctuation stays: for names that are shown.
#[must_use]
pub fn tidy_name(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    tidy(&text.nfc().map(narrow).collect::<String>())
}

/// Why a text of a form was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unfit {
    /// Too many characters.
    TooLong {
        /// How many there are.
        count: usize,
    },
    /// Characters that cannot be printed.
    Unprintable,
}

/// Text of several lines as it is kept, in composed characters (NFC) and without what stands empty around it; may be empty.
///
/// # Errors
/// Too long, or with control characters or such that turn or hide what stands around them.
pub fn lines(typed: &str, most: usize) -> Result<String, Unfit> {
    let whole: String = typed.replace("\r\n", "\n").replace('\t', " ").nfc().collect();
    let text = whole.trim();
    match text.chars().count() {
        count if count > most => Err(Unfit::TooLong { count }),
        _ if text.chars().any(|c| c.is_control() && c != '\n' || hides(c)) => Err(Unfit::Unprintable),
        _ => Ok(text.to_owned()),
    }
}

/// Characters that turn or hide the text around them, or stand for nothing that can be seen.
#[must_use]
pub fn hides(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{2800}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The sentence with quotation marks inside quotation marks as they are written: “请参加‘年货节’筹备会”. Where they do not come in pairs it stays as it is.
#[must_use]
pub fn nested_quotes(sentence: String) -> String {
    let mut depth = 0_u32;
    let mut deepest = 0;
    for c in sentence.chars() {
        match c {
            '“' => depth += 1,
            '”' if depth == 0 => return sentence,
            '”' => depth -= 1,
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    if depth != 0 || deepest < 2 {
        return sentence;
    }
    let alternate = |c: char| match c {
        '“' => {
            depth += 1;
            if depth.is_multiple_of(2) { '‘' } else { '“' }
        }
        '”' => {
            depth -= 1;
            if depth.is_multiple_of(2) { '”' } else { '’' }
        }
        other => other,
    };
    sentence.chars().map(alternate).collect()
}

fn invisible(c: char) -> bool {
    let control = c.is_control() && !c.is_whitespace();
    control
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_forms_of_all_rooms_refuse_the_same_characters() {
        assert_eq!(lines(" 一\r\n二\n", 3).as_deref(), Ok("一\n二"));
        assert_eq!(lines("一\t二", 3).as_deref(), Ok("一 二"), "pasted from a table");
        assert_eq!(lines("一二三四", 3), Err(Unfit::TooLong { count: 4 }));
        for hidden in ['\0', '\u{7f}', '\u{ad}', '\u{200b}', '\u{202e}', '\u{2800}', '\u{3164}', '\u{e0041}'] {
            let typed = format!("甲{hidden}乙");
            assert_eq!(lines(&typed, 9), Err(Unfit::Unprintable), "{hidden:?}");
            assert_eq!(crate::voting::entry::text(&typed, 9), Err(crate::voting::EntryRefusal::Unprintable), "{hidden:?}");
        }
        let reason = crate::charter::reason("甲\u{202e}乙");
        assert_eq!(reason, Err(crate::charter::TextRefusal::Unprintable));
    }

    #[test]
    fn stray_spaces_and_invisible_characters_go() {
        assert_eq!(tidy("  示例\u{3000}己\u{200b}大药房\u{feff}\n"), "示例 己大药房");
        assert_eq!(plain("１３４（Ａ－１）　"), "134(A-1)");
        assert_eq!(tidy_name(" Ｋ１ 咖啡（万达店） "), "K1 咖啡（万达店）");
    }

    #[test]
    fn quotation_marks_inside_others_are_single_ones() {
        let nested = |sentence: &str| nested_quotes(sentence.to_owned());
        assert_eq!(nested("“不再做“拍宣传片””开始表决"), "“不再做‘拍宣传片’”开始表决");
        assert_eq!(nested("“甲“乙“丙”丁””和“戊”"), "“甲‘乙“丙”丁’”和“戊”");
        assert_eq!(nested("请参加“年货节”，再看“章程”"), "请参加“年货节”，再看“章程”");
        for odd in ["“甲“乙”", "甲”乙“丙“丁””"] {
            assert_eq!(nested(odd), odd, "not in pairs");
        }
    }
}
