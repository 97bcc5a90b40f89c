//! Patterns that texts have to match, compiled when a text is first held against them.

use regex_lite::Regex;
use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// The most that a repetition is counted to: beyond, the length of the whole says enough, and compiling takes long.
const COUNTED: u32 = 32;

/// Where a pattern stands, and the pattern; none where it cannot be read here.
type Compiled = HashMap<(usize, usize), Option<Regex>>;

/// Whether a text matches, somewhere unless `^` and `$` say otherwise; none where the pattern cannot be read here, such as
/// one that looks ahead.
pub fn matches(pattern: &'static str, text: &str) -> Option<bool> {
    // the patterns are a part of the program: where one stands says which it is
    static COMPILED: OnceLock<Mutex<Compiled>> = OnceLock::new();
    let mut compiled = COMPILED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let key = (pattern.as_ptr() as usize, pattern.len());
    let compile = || Regex::new(&loosened(pattern)).ok();
    compiled.entry(key).or_insert_with(compile).as_ref().map(|pattern| pattern.is_match(text))
}

/// The pattern without large counts: `{0,4096}` is `*`, `{1,64}` is `+`. It matches more, and never less.
fn loosened(pattern: &str) -> Cow<'_, str> {
    if !pattern.contains('{') {
        return Cow::Borrowed(pattern);
    }
    let mut loose = String::with_capacity(pattern.len());
    let mut rest = pattern;
    let (mut in_class, mut escaped) = (false, false);
    while let Some(letter) = rest.chars().next() {
        let count = if letter == '{' && !in_class && !escaped { count(rest) } else { None };
        if let Some((length, least, most)) = count
            && most.is_none_or(|most| most > COUNTED)
        {
            loose.push(if least == 0 { '*' } else { '+' });
            rest = &rest[length..];
            continue;
        }
        match letter {
            _ if escaped => {}
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        escaped = letter == '\\' && !escaped;
        loose.push(letter);
        rest = &rest[letter.len_utf8()..];
    }
    Cow::Owned(loose)
}

/// `{2,8}` at the beginning of a text: how long it is, and what it counts to; none for no end.
fn count(text: &str) -> Option<(usize, u32, Option<u32>)> {
    let (inside, _) = text.strip_prefix('{')?.split_once('}')?;
    let (least, most) = match inside.split_once(',') {
        Some((least, "")) => (least.parse().ok()?, None),
        Some((least, most)) => (least.parse().ok()?, Some(most.parse().ok()?)),
        None => (inside.parse().ok()?, Some(inside.parse().ok()?)),
    };
    Some((inside.len() + 2, least, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_counts_are_not_counted() {
        for (pattern, loose) in [
            ("^[a-z]{1,63}$", "^[a-z]+$"),
            ("^[a-z{9,99}]{0,4096}$", "^[a-z{9,99}]*$"),
            (r"^\{1,99}", r"^\{1,99}"),
            ("^a{2,8}b{3}c{40}d{5,}$", "^a{2,8}b{3}c+d+$"),
            ("é{1,99}", "é+"),
        ] {
            assert_eq!(loosened(pattern), loose);
        }
    }

    #[test]
    fn a_pattern_that_cannot_be_read_says_nothing() {
        assert_eq!(matches("^(?!aws)", "aws"), None);
        assert_eq!([matches("^a+$", "aa"), matches("^a+$", "b")], [Some(true), Some(false)]);
    }
}
