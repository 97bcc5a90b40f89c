//! AWS's words in Rust's case.
//!
//! `DBInstanceClass` becomes `db_instance_class` and `DbInstanceClass`. What the rule gets wrong stands in
//! [`exceptions`], and nowhere else.

pub mod exceptions;

use exceptions::{KEYWORDS, RESERVED_ATTRIBUTES, VARIANTS, WORDS};

/// `db_instance_class`
pub fn snake(name: &str) -> String {
    guard(words(name).join("_"))
}

/// The snake case of an attribute, kept apart from the methods that every handle has.
pub fn attribute(name: &str) -> String {
    let name = snake(name);
    if RESERVED_ATTRIBUTES.contains(&name.as_str()) { format!("{name}_") } else { name }
}

/// `DbInstanceClass`
pub fn pascal(name: &str) -> String {
    words(name).iter().map(|word| capital(word)).collect()
}

/// The variant for one text of an enumeration: `FARGATE_SPOT` becomes `FargateSpot`.
pub fn variant(value: &str) -> String {
    if let Some((_, name)) = VARIANTS.iter().find(|(known, _)| *known == value) {
        return (*name).to_owned();
    }
    let mut name = String::new();
    for part in value.split(|c: char| !c.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
        let part = if part.chars().any(|c| c.is_ascii_lowercase()) { pascal(part) } else { capital(part) };
        let digits_meet =
            name.ends_with(|c: char| c.is_ascii_digit()) && part.starts_with(|c: char| c.is_ascii_digit());
        if digits_meet {
            name.push('_');
        }
        name.push_str(&part);
    }
    if name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, 'V');
    }
    if name == "Self" { "Self_".to_owned() } else { name }
}

/// `Statuses` becomes `Status`: the name of one item of a list.
pub fn singular(name: &str) -> String {
    if let Some((_, singular)) = exceptions::SINGULARS.iter().find(|(plural, _)| *plural == name) {
        return (*singular).to_owned();
    }
    match name {
        _ if name.ends_with("ies") => format!("{}y", &name[..name.len() - 3]),
        _ if name.ends_with("sses") || name.ends_with("uses") => name[..name.len() - 2].to_owned(),
        _ if name.ends_with("ss") || name.ends_with("us") => name.to_owned(),
        _ => name.strip_suffix('s').unwrap_or(name).to_owned(),
    }
}

fn guard(name: String) -> String {
    if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) => first.to_ascii_uppercase().to_string() + &chars.as_str().to_ascii_lowercase(),
        None => String::new(),
    }
}

/// The words of a name, in lower case.
pub fn words(name: &str) -> Vec<String> {
    let mut name = name.to_owned();
    for (wrong, right) in WORDS {
        name = name.replace(wrong, right);
    }
    let chars: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, &c) in chars.iter().enumerate() {
        if !c.is_ascii_alphanumeric() {
            words.push(String::new());
            continue;
        }
        if at > 0 && begins_word(&chars, at) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.push(c.to_ascii_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether a word begins at `at`: at a capital after a small letter or a digit, and at the last capital of several when
/// a small letter follows, unless that is a plural's `s` (`VPCs`, `ARNsToIgnore`).
fn begins_word(chars: &[char], at: usize) -> bool {
    let (before, here) = (chars[at - 1], chars[at]);
    if !here.is_ascii_uppercase() {
        return false;
    }
    if !before.is_ascii_uppercase() {
        return true;
    }
    match chars.get(at + 1) {
        Some('s') => chars.get(at + 2).is_some_and(char::is_ascii_lowercase),
        Some(next) => next.is_ascii_lowercase(),
        None => false,
    }
}
