//! Source files as the house rules read them. Everything is formatted by rustfmt, so that a block ends at its own indentation.

use std::path::{Path, PathBuf};

/// One file.
pub struct Source {
    /// From the repository's root.
    pub path: String,
    /// As it is.
    pub text: String,
    /// Only compiled for tests.
    pub is_test: bool,
    /// Tests, migrations and demo data may be long.
    pub may_be_long: bool,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Self {
        let is_test = path.ends_with("/tests.rs") || path.contains("/tests/");
        let may_be_long = is_test || path.contains("/migrations/") || path.contains("/demo/");
        Self { path: path.to_owned(), text: text.to_owned(), is_test, may_be_long }
    }

    /// Without comment lines.
    pub fn code(&self) -> String {
        self.text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    }

    /// Without comment lines and without what follows `#[cfg(test)]`.
    pub fn code_without_tests(&self) -> String {
        self.code().split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned()
    }

    /// `offers` for everything under `app/src/offers`.
    pub fn room(&self) -> Option<&str> {
        let rest = self.path.strip_prefix("app/src/")?;
        rest.split_once('/').map(|(room, _)| room)
    }

    pub fn remark(&self, what: &str) -> String {
        format!("{}: {what}", self.path)
    }

    pub fn remark_if(&self, wrong: bool, what: &str) -> Vec<String> {
        if wrong { vec![self.remark(what)] } else { Vec::new() }
    }
}

/// The repository's root.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("server stands in the repository").to_owned()
}

/// Every Rust file of the product.
pub fn sources() -> Vec<Source> {
    let mut files = Vec::new();
    for folder in ["app/src", "app/rules/src", "app/hydrate/src", "server/src"] {
        walk(&root().join(folder), "rs", &mut files);
    }
    files.sort();
    files.iter().map(|file| read(file)).collect()
}

fn read(file: &Path) -> Source {
    let path = file.strip_prefix(root()).expect("inside").to_string_lossy().into_owned();
    Source::new(&path, &std::fs::read_to_string(file).expect("a source file"))
}

fn walk(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            walk(&path, extension, found);
        } else if path.extension().is_some_and(|of| of == extension) {
            found.push(path);
        }
    }
}

/// Names and lengths of all functions, from the line with `fn` to the brace that closes it.
pub fn functions(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let code = line.trim_start();
        let Some(name) = function_name(code) else { continue };
        let indentation = &line[..line.len() - code.len()];
        let closing = format!("{indentation}}}");
        let length = if code.ends_with('}') || code.ends_with(';') {
            1
        } else {
            lines[number..].iter().position(|line| *line == closing).map_or(1, |at| at + 1)
        };
        found.push((name.to_owned(), length));
    }
    found
}

fn function_name(code: &str) -> Option<&str> {
    let before = code.split("fn ").next()?;
    let only_qualifiers = before.split_whitespace().all(|word| word.starts_with("pub") || matches!(word, "const" | "async" | "in" | "extern"));
    let rest = code.get(before.len()..)?.strip_prefix("fn ")?;
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    only_qualifiers.then(|| &rest[..end]).filter(|name| !name.is_empty())
}

/// All string literals, as written between their quotes.
pub fn literals(code: &str) -> Vec<&str> {
    let bytes = code.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            // A quote as a character ('"') opens no string.
            b'\'' if bytes.get(at + 1) == Some(&b'"') && bytes.get(at + 2) == Some(&b'\'') => at += 2,
            b'\'' if bytes.get(at + 1) == Some(&b'\\') && bytes.get(at + 3) == Some(&b'\'') => at += 3,
            b'"' => {
                let start = at + 1;
                at = start;
                while at < bytes.len() && bytes[at] != b'"' {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                found.push(code.get(start..at).unwrap_or_default());
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// The blocks that begin with a line containing `head` and end with a brace at that line's indentation.
pub fn blocks<'a>(code: &'a str, head: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(position) = code[from..].find(head) {
        let at = from + position;
        let line_start = code[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let indentation: String = code[line_start..].chars().take_while(|c| *c == ' ').collect();
        let end = code[at..].find(&format!("\n{indentation}}}")).map_or(code.len(), |end| at + end);
        found.push(&code[at..end]);
        from = end.max(at + head.len());
    }
    found
}
