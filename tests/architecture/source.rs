//! A Rust file as its rules see it: without comments and texts, as lines and as paths.

/// The file's code; comments and the content of texts are blank, lines stay where they are.
pub struct Source {
    lines: Vec<String>,
    is_generated: bool,
}

impl Source {
    pub fn new(text: &str) -> Self {
        let lines = blank(text).lines().map(str::to_string).collect();
        Source { lines, is_generated: text.starts_with("// @generated") }
    }

    pub fn lines(&self) -> &[String] {
        &self.lines
    }

    pub fn is_generated(&self) -> bool {
        self.is_generated
    }

    /// Every path of two parts or more, every import, and the line it stands in. `self` and `super` are resolved, as
    /// seen from `modules`.
    pub fn paths(&self, modules: &[String]) -> Vec<(usize, Vec<String>)> {
        let words = self.words();
        let mut walk = Walk { words: &words, at: 0, modules: modules.to_vec(), inline: Vec::new(), found: Vec::new() };
        walk.run();
        walk.found
    }

    /// Names, `::`, and single signs, each with its line.
    fn words(&self) -> Vec<(usize, String)> {
        let mut words = Vec::new();
        for (index, line) in self.lines.iter().enumerate() {
            let mut rest = line.trim_start();
            while let Some(first) = rest.chars().next() {
                let name = rest.find(|letter: char| !letter.is_alphanumeric() && letter != '_').unwrap_or(rest.len());
                let length = if name > 0 {
                    name
                } else if rest.starts_with("::") {
                    2
                } else {
                    first.len_utf8()
                };
                words.push((index + 1, rest[..length].to_string()));
                rest = rest[length..].trim_start();
            }
        }
        words
    }
}

struct Walk<'a> {
    words: &'a [(usize, String)],
    at: usize,
    modules: Vec<String>,
    /// For each open brace, whether it opened a module.
    inline: Vec<bool>,
    found: Vec<(usize, Vec<String>)>,
}

impl Walk<'_> {
    fn word(&self, ahead: usize) -> &str {
        self.words.get(self.at + ahead).map_or("", |(_, word)| word)
    }

    fn run(&mut self) {
        while self.at < self.words.len() {
            match self.word(0) {
                "use" => {
                    self.at += 1;
                    self.tree(Vec::new());
                }
                "mod" if self.word(2) == "{" => {
                    self.modules.push(self.word(1).to_string());
                    self.inline.push(true);
                    self.at += 3;
                }
                "{" => {
                    self.inline.push(false);
                    self.at += 1;
                }
                "}" => {
                    if self.inline.pop() == Some(true) {
                        self.modules.pop();
                    }
                    self.at += 1;
                }
                word if is_name(word) => self.path(),
                _ => self.at += 1,
            }
        }
    }

    /// A path in an expression or a type.
    fn path(&mut self) {
        let line = self.words[self.at].0;
        let mut parts = vec![self.word(0).to_string()];
        self.at += 1;
        while self.word(0) == "::" && is_name(self.word(1)) {
            parts.push(self.word(1).to_string());
            self.at += 2;
        }
        if parts.len() > 1 {
            self.push(line, parts);
        }
    }

    /// What follows `use`, or stands in its braces.
    fn tree(&mut self, before: Vec<String>) {
        let mut parts = before;
        while self.at < self.words.len() {
            let line = self.words[self.at].0;
            match self.word(0) {
                "::" => self.at += 1,
                "{" => {
                    self.at += 1;
                    while !matches!(self.word(0), "}" | "") {
                        self.tree(parts.clone());
                        if self.word(0) != "}" {
                            self.at += 1;
                        }
                    }
                    self.at += 1;
                    return;
                }
                "as" => self.at += 2,
                word if is_name(word) || word == "*" => {
                    parts.push(word.to_string());
                    self.at += 1;
                    if self.word(0) != "::" {
                        self.push(line, parts.clone());
                    }
                }
                "," | "}" | ";" => return,
                _ => self.at += 1,
            }
        }
    }

    fn push(&mut self, line: usize, parts: Vec<String>) {
        let mut absolute: Vec<String> = Vec::new();
        for (index, part) in parts.into_iter().enumerate() {
            match part.as_str() {
                "self" if index == 0 => {
                    absolute.push("crate".into());
                    absolute.extend(self.modules.iter().cloned());
                }
                "self" => {}
                "super" => {
                    if index == 0 {
                        absolute.push("crate".into());
                        absolute.extend(self.modules.iter().cloned());
                    }
                    if absolute.len() > 1 {
                        absolute.pop();
                    }
                }
                _ => absolute.push(part),
            }
        }
        self.found.push((line, absolute));
    }
}

fn is_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_alphabetic() || first == '_')
}

/// The text with spaces in place of comments and of what stands in quotes.
fn blank(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = hidden(rest, code.chars().next_back());
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.extend(rest[..length].chars().map(|letter| if letter == '\n' { '\n' } else { ' ' }));
            rest = &rest[length..];
        }
    }
    code
}

/// How many bytes at the start of the text are a comment or a literal.
fn hidden(text: &str, before: Option<char>) -> usize {
    let in_name = before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if text.starts_with("/*") {
        let mut depth = 0;
        let bytes = text.as_bytes();
        for at in 0..bytes.len() - 1 {
            match &bytes[at..at + 2] {
                b"/*" => depth += 1,
                b"*/" => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 2;
            }
        }
        return text.len();
    }
    let raw = text.strip_prefix('b').unwrap_or(text);
    if let Some(after) = raw.strip_prefix('r').filter(|_| !in_name) {
        let hashes = after.bytes().take_while(|byte| *byte == b'#').count();
        if after[hashes..].starts_with('"') {
            let start = text.len() - after.len() + hashes + 1;
            let end = format!("\"{}", "#".repeat(hashes));
            return text[start..].find(&end).map_or(text.len(), |at| start + at + end.len());
        }
    }
    match text.chars().next() {
        Some('"') => quoted(text, '"'),
        // a letter in quotes, unless it is a lifetime
        Some('\'') => {
            let mut letters = text.chars().skip(1);
            let is_letter = letters.next() == Some('\\') || letters.next() == Some('\'');
            if is_letter { quoted(text, '\'') } else { 0 }
        }
        _ => 0,
    }
}

fn quoted(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if letter == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str, modules: &[&str]) -> Vec<String> {
        let modules: Vec<String> = modules.iter().map(|name| name.to_string()).collect();
        Source::new(text)
            .paths(&modules)
            .into_iter()
            .map(|(line, parts)| format!("{line} {}", parts.join("::")))
            .collect()
    }

    #[test]
    fn imports_are_spread_out() {
        assert_eq!(
            paths("use a::{b, c::{self, d as e},\n f::*};\npub(crate) use g as h;", &[]),
            ["1 a::b", "1 a::c", "1 a::c::d", "2 a::f::*", "3 g"]
        );
    }

    #[test]
    fn paths_in_code_are_found() {
        assert_eq!(
            paths("fn f(x: &'a a::B) -> ::c::D { e::f::<g::H>(x.y, i) }", &[]),
            ["1 a::B", "1 c::D", "1 e::f", "1 g::H"]
        );
    }

    #[test]
    fn text_that_is_no_program_has_an_end_too() {
        assert_eq!(paths("use {; } use a::b;", &[]), ["1 a::b"]);
        assert_eq!(paths("use a::{{{", &[]), [""; 0]);
    }

    #[test]
    fn relative_paths_are_resolved() {
        assert_eq!(
            paths("use super::x; use self::y; mod tests { use super::z; } super::super::super::w::v();", &["a", "b"]),
            ["1 crate::a::x", "1 crate::a::b::y", "1 crate::a::b::z", "1 crate::w::v"]
        );
    }

    #[test]
    fn comments_and_texts_are_blank() {
        let text = "a // b\n/* c /* d */ e */ f \"g \\\" h\" 'i' '\\'' b\"j\" r#\"k \" l\"# br\"m\" 'n: 'o x r#p";
        let code: Vec<String> = blank(text).split_whitespace().map(str::to_string).collect();
        assert_eq!(code, ["a", "f", "b", "'n:", "'o", "x", "r#p"]);
    }

    #[test]
    fn lines_stay_where_they_are() {
        assert_eq!(Source::new("\"a\nb\"\n/*\n*/ c").lines().len(), 4);
    }
}
