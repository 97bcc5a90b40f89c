//! Predicates, with three answers: yes, no, and not known.

use super::path::{Path, Scope};
use crate::check::pattern;
use crate::sight::{Meaning, NOTHING};

#[derive(Debug)]
pub enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    /// Of one path: every value has to, or one.
    One {
        path: Path,
        every: bool,
        test: Test,
    },
    /// Of several paths: how many are set.
    Count {
        paths: Vec<Path>,
        kind: Count,
    },
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Count {
    Some,
    One,
    AtMostOne,
    All,
    None,
}

#[derive(Debug)]
pub enum Test {
    Set(bool),
    Is { values: Vec<&'static str>, not: bool },
    Matches(&'static str),
    Compare { order: Order, with: Operand },
    In(f64, f64),
    Steps(f64),
    Items(usize, usize),
    Letters(usize, usize),
    Unique(Option<&'static str>),
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Order {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
}

#[derive(Debug)]
pub enum Operand {
    Number(f64),
    Path(Path),
}

impl Expression {
    /// Whether it holds; `absent` is what a comparison with nothing is.
    pub fn holds(&self, scope: &Scope<'_, '_>, absent: bool) -> Option<bool> {
        match self {
            Expression::All(parts) => fold(parts.iter().map(|part| part.holds(scope, absent)), false),
            Expression::Any(parts) => fold(parts.iter().map(|part| part.holds(scope, absent)), true),
            Expression::Not(part) => part.holds(scope, !absent).map(|holds| !holds),
            Expression::One { path, every, test } => {
                if let Some(value) = path.single(scope) {
                    return test.holds(value, scope, absent);
                }
                let values = path.values(scope);
                if values.is_empty() {
                    // a path through a list without such an item leads to nothing
                    let nothing =
                        if path.is_many() { absent || *every } else { return test.holds(NOTHING, scope, absent) };
                    return Some(nothing);
                }
                fold(values.iter().map(|(_, value)| test.holds(value, scope, absent)), !every)
            }
            Expression::Count { paths, kind } => {
                let set = paths.iter().map(|path| match path.single(scope) {
                    Some(value) => is_set(value),
                    None => fold(path.values(scope).iter().map(|(_, value)| is_set(value)), true),
                });
                let set: Vec<Option<bool>> = set.collect();
                let sure = set.iter().filter(|one| **one == Some(true)).count();
                let open = set.iter().filter(|one| one.is_none()).count();
                match kind {
                    Count::Some if sure > 0 => Some(true),
                    Count::AtMostOne | Count::One if sure > 1 => Some(false),
                    Count::None if sure > 0 => Some(false),
                    Count::All if sure + open < paths.len() => Some(false),
                    _ if open > 0 => None,
                    Count::Some => Some(sure > 0),
                    Count::One => Some(sure == 1),
                    Count::AtMostOne => Some(sure <= 1),
                    Count::All => Some(sure == paths.len()),
                    Count::None => Some(sure == 0),
                }
            }
        }
    }

    /// Calls `visit` with every path.
    pub fn paths<'e>(&'e self, visit: &mut dyn FnMut(&'e Path)) {
        match self {
            Expression::All(parts) | Expression::Any(parts) => parts.iter().for_each(|part| part.paths(visit)),
            Expression::Not(part) => part.paths(visit),
            Expression::One { path, test, .. } => {
                visit(path);
                if let Test::Compare { with: Operand::Path(path), .. } = test {
                    visit(path);
                }
            }
            Expression::Count { paths, .. } => paths.iter().for_each(visit),
        }
    }
}

/// All answers have to be yes, or any.
fn fold(answers: impl Iterator<Item = Option<bool>>, any: bool) -> Option<bool> {
    let mut open = false;
    for answer in answers {
        match answer {
            Some(answer) if answer == any => return Some(any),
            Some(_) => {}
            None => open = true,
        }
    }
    if open { None } else { Some(!any) }
}

fn is_set(value: &Meaning<'_>) -> Option<bool> {
    match value {
        Meaning::Nothing => Some(false),
        Meaning::Unknown(_) => None,
        _ => Some(true),
    }
}

impl Test {
    fn holds(&self, value: &Meaning<'_>, scope: &Scope<'_, '_>, absent: bool) -> Option<bool> {
        match self {
            Test::Set(wanted) => return is_set(value).map(|set| set == *wanted),
            Test::Is { not, .. } if value.is_nothing() => return Some(*not),
            _ if value.is_nothing() => return Some(absent),
            _ => {}
        }
        match self {
            Test::Set(_) => None,
            Test::Is { values, not } => {
                let text = value.text()?;
                Some(values.iter().any(|wanted| is_like(&text, wanted)) != *not)
            }
            Test::Matches(pattern) => pattern::matches(pattern, &value.text()?),
            Test::Compare { order, with } => {
                let other = match with {
                    Operand::Number(number) => *number,
                    Operand::Path(path) => {
                        let first = || path.values(scope).first().map(|(_, value)| *value);
                        let other = path.single(scope).or_else(first).unwrap_or(NOTHING);
                        if other.is_nothing() {
                            return Some(absent);
                        }
                        other.number()?
                    }
                };
                let own = value.number()?;
                Some(match order {
                    Order::Less => own < other,
                    Order::LessOrEqual => own <= other,
                    Order::Greater => own > other,
                    Order::GreaterOrEqual => own >= other,
                    Order::Equal => own == other,
                    Order::NotEqual => own != other,
                })
            }
            Test::In(low, high) => value.number().map(|number| (*low..=*high).contains(&number)),
            Test::Steps(step) => value.number().map(|number| (number / step).fract() == 0.0),
            Test::Items(low, high) => match value {
                Meaning::List(items) if items.iter().all(|item| !matches!(item, Meaning::Unknown(_))) => {
                    Some((*low..=*high).contains(&items.len()))
                }
                _ => None,
            },
            Test::Letters(low, high) => Some((*low..=*high).contains(&value.text()?.chars().count())),
            Test::Unique(key) => {
                let Meaning::List(items) = value else { return None };
                let keys: Vec<&Meaning<'_>> = items.iter().map(|item| key.map_or(item, |key| item.get(key))).collect();
                let is_twice = |(at, one): (usize, &&Meaning<'_>)| {
                    !one.is_nothing() && !matches!(one, Meaning::Unknown(_)) && keys[..at].contains(one)
                };
                Some(!keys.iter().enumerate().any(is_twice))
            }
        }
    }
}

/// A text with `*` for any letters.
fn is_like(text: &str, wanted: &str) -> bool {
    let Some((start, rest)) = wanted.split_once('*') else { return text == wanted };
    let Some(mut text) = text.strip_prefix(start) else { return false };
    let mut parts = rest.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return text.ends_with(part);
        }
        match text.find(part) {
            Some(at) => text = &text[at + part.len()..],
            None => return false,
        }
    }
    true
}
