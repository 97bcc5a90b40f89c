//! Names that may be known in part.

use std::fmt;

/// A text of which parts may be unknown: `prod-*`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// What is known, in order; between two of them something is not. Never empty.
    texts: Vec<String>,
}

impl Name {
    /// A text that is known.
    pub fn known(text: impl Into<String>) -> Self {
        Name { texts: vec![text.into()] }
    }

    /// A text of which nothing is known.
    pub fn unknown() -> Self {
        Name { texts: vec![String::new(), String::new()] }
    }

    /// The text, if all of it is known.
    pub fn text(&self) -> Option<&str> {
        match self.texts.as_slice() {
            [text] => Some(text),
            _ => None,
        }
    }

    /// Whether it may be this text.
    pub fn may_be(&self, text: &str) -> bool {
        let [first, middle @ .., last] = self.texts.as_slice() else { return self.text() == Some(text) };
        let Some(mut rest) = text.strip_prefix(first.as_str()) else { return false };
        for part in middle {
            match rest.split_once(part.as_str()) {
                Some((_, after)) => rest = after,
                None => return false,
            }
        }
        rest.ends_with(last.as_str())
    }

    /// This one, with another right after it.
    pub(super) fn then(mut self, other: Name) -> Self {
        let mut others = other.texts.into_iter();
        if let (Some(last), Some(first)) = (self.texts.last_mut(), others.next()) {
            last.push_str(&first);
        }
        self.texts.extend(others);
        self
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts.join("*"))
    }
}
