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
            if depth % 2 == 1 { '“' } else { '‘' }
        }
        '”' => {
            depth -= 1;
            if depth % 2 == 0 { '”' } else { '’' }
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
