//! What a value leads to.

use super::Node;
use std::borrow::Cow;

/// What a value leads to, as far as templates tell.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning<'a> {
    /// The property is not set.
    Nothing,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(Cow<'a, str>),
    List(Vec<Meaning<'a>>),
    Map(Vec<(&'a str, Meaning<'a>)>),
    /// What only AWS knows.
    Symbol(Symbol<'a>),
    /// A text put together of texts and symbols, at least one of them a symbol.
    Composed(Vec<Meaning<'a>>),
    /// Why it cannot be told.
    Unknown(&'static str),
}

/// A value that exists only once it is deployed. Two symbols that are equal have the same value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Symbol<'a> {
    /// An attribute of a resource; `Ref` is what `Ref` gives.
    Attribute(Node, Cow<'a, str>),
    /// A parameter of a stack.
    Parameter(usize, &'a str),
    /// `AWS::AccountId` and the like.
    Pseudo(&'a str),
    /// What another program exports.
    Import(String),
    /// What `{{resolve:..}}` becomes.
    Resolved(String),
    /// The availability zone at this position of a region.
    Zone(String, usize),
}

/// How a dynamic reference begins.
const RESOLVE: &str = "{{resolve:";

pub const NOTHING: &Meaning<'static> = &Meaning::Nothing;

impl<'a> Meaning<'a> {
    pub fn from_text(text: &'a str) -> Self {
        if text.contains(RESOLVE) {
            return Self::compose([Meaning::Text(Cow::Borrowed(text))]);
        }
        Meaning::Text(Cow::Borrowed(text))
    }

    pub fn of(node: Node, attribute: &'a str) -> Self {
        Meaning::Symbol(Symbol::Attribute(node, Cow::Borrowed(attribute)))
    }

    /// A plain value as the text that CloudFormation makes of it.
    pub fn text(&self) -> Option<Cow<'a, str>> {
        match self {
            Meaning::Text(text) => Some(text.clone()),
            Meaning::Bool(value) => Some(Cow::Owned(value.to_string())),
            Meaning::Integer(number) => Some(Cow::Owned(number.to_string())),
            Meaning::Number(number) => Some(Cow::Owned(number.to_string())),
            _ => None,
        }
    }

    pub fn integer(&self) -> Option<i64> {
        match self {
            Meaning::Integer(number) => Some(*number),
            Meaning::Number(number) if number.fract() == 0.0 => Some(*number as i64),
            Meaning::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn number(&self) -> Option<f64> {
        match self {
            Meaning::Integer(number) => Some(*number as f64),
            Meaning::Number(number) => Some(*number),
            Meaning::Text(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub fn boolean(&self) -> Option<bool> {
        match self {
            Meaning::Bool(value) => Some(*value),
            Meaning::Text(text) if text.eq_ignore_ascii_case("true") => Some(true),
            Meaning::Text(text) if text.eq_ignore_ascii_case("false") => Some(false),
            _ => None,
        }
    }

    /// Whether nothing is set.
    pub fn is_nothing(&self) -> bool {
        matches!(self, Meaning::Nothing)
    }

    /// Whether the text is this one.
    pub fn is(&self, text: &str) -> bool {
        self.text().is_some_and(|own| own == text)
    }

    /// Whether all of it is known.
    pub fn is_known(&self) -> bool {
        match self {
            Meaning::Symbol(_) | Meaning::Composed(_) | Meaning::Unknown(_) => false,
            Meaning::List(items) => items.iter().all(Meaning::is_known),
            Meaning::Map(entries) => entries.iter().all(|(_, value)| value.is_known()),
            _ => true,
        }
    }

    /// The resource that it is an attribute of.
    pub fn node(&self) -> Option<Node> {
        match self {
            Meaning::Symbol(Symbol::Attribute(node, _)) => Some(*node),
            _ => None,
        }
    }

    /// The member of a map.
    pub fn get(&self, key: &str) -> &Meaning<'a> {
        match self {
            Meaning::Map(entries) => entries.iter().find(|(name, _)| *name == key).map_or(NOTHING, |(_, value)| value),
            Meaning::Unknown(_) => self,
            _ => NOTHING,
        }
    }

    /// The items of a list; a single value counts as a list of one where CloudFormation takes it so.
    pub fn items(&self) -> &[Meaning<'a>] {
        match self {
            Meaning::List(items) => items,
            Meaning::Nothing => &[],
            one => std::slice::from_ref(one),
        }
    }

    /// Its parts, in order, where it is a text.
    pub fn parts(&self) -> &[Meaning<'a>] {
        match self {
            Meaning::Composed(parts) => parts,
            one => std::slice::from_ref(one),
        }
    }

    /// Texts one after the other, with as few parts as there can be.
    pub fn compose(parts: impl IntoIterator<Item = Meaning<'a>>) -> Meaning<'a> {
        let mut all: Vec<Meaning<'a>> = Vec::new();
        let mut pending = String::new();
        let flush = |pending: &mut String, all: &mut Vec<Meaning<'a>>| {
            let mut text = std::mem::take(pending);
            while let Some(start) = text.find(RESOLVE)
                && let Some(length) = text[start..].find("}}")
            {
                let rest = text.split_off(start + length + 2);
                let reference = text.split_off(start);
                if !text.is_empty() {
                    all.push(Meaning::Text(Cow::Owned(text)));
                }
                all.push(Meaning::Symbol(Symbol::Resolved(reference)));
                text = rest;
            }
            if !text.is_empty() {
                all.push(Meaning::Text(Cow::Owned(text)));
            }
        };
        for part in parts {
            match part {
                Meaning::Unknown(why) => return Meaning::Unknown(why),
                Meaning::Composed(inner) => {
                    for part in inner {
                        match part.text() {
                            Some(text) => pending.push_str(&text),
                            None => {
                                flush(&mut pending, &mut all);
                                all.push(part);
                            }
                        }
                    }
                }
                Meaning::Symbol(symbol) => {
                    flush(&mut pending, &mut all);
                    all.push(Meaning::Symbol(symbol));
                }
                part => match part.text() {
                    Some(text) => pending.push_str(&text),
                    None => return Meaning::Unknown("a text is made of something that is none"),
                },
            }
        }
        flush(&mut pending, &mut all);
        match all.as_mut_slice() {
            [] => Meaning::from_text(""),
            [one] => std::mem::replace(one, Meaning::Nothing),
            _ => Meaning::Composed(all),
        }
    }
}
