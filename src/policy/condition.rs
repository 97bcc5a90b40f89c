//! Conditions of statements.

use super::Allowed;
use super::document::{negated, texts};
use super::text::{Piece, Text};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::IpAddr;

/// What is known of a call, by the keys of conditions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Context {
    values: BTreeMap<String, Vec<Text>>,
    /// Whether a key that is not here is not in the call either.
    is_whole: bool,
}

impl Context {
    /// Everything that there is to know: what is not added is not there.
    pub fn whole() -> Self {
        Context { is_whole: true, ..Context::default() }
    }

    /// Adds the value of a key: `aws:SourceAccount`.
    pub fn with(self, key: &str, value: impl Into<Text>) -> Self {
        self.with_all(key, [value.into()])
    }

    /// Adds the values of a key that has several.
    pub fn with_all(mut self, key: &str, values: impl IntoIterator<Item = Text>) -> Self {
        self.values.insert(key.to_lowercase(), values.into_iter().collect());
        self
    }

    fn get(&self, key: &str) -> Option<&Vec<Text>> {
        self.values.get(&key.to_lowercase())
    }

    /// Whether it hangs on a variable without a value that a text is like a pattern.
    pub(super) fn hangs(&self, pattern: &Text, text: &Text) -> bool {
        let open = Context { is_whole: false, ..self.clone() };
        let filled = open.fill(pattern).filter(|_| self.fill(pattern).is_none());
        filled.is_some_and(|pattern| start(&pattern) == start(text))
    }

    /// A pattern with the variables of policies filled in: `${aws:username}`. None: a variable has no value, and then nothing
    /// is like the pattern.
    pub(super) fn fill(&self, pattern: &Text) -> Option<Text> {
        let has_variable = |piece: &Piece| matches!(piece, Piece::Letters(letters) if letters.contains("${"));
        if !pattern.0.iter().any(has_variable) {
            return Some(pattern.clone());
        }
        let mut filled = Text::default();
        for piece in &pattern.0 {
            let Piece::Letters(letters) = piece else {
                filled.0.push(piece.clone());
                continue;
            };
            let mut rest = letters.as_str();
            while let Some((before, after)) = rest.split_once("${") {
                let Some((name, after)) = after.split_once('}') else { break };
                let (name, default) = match name.split_once(',') {
                    Some((name, default)) => (name.trim(), Some(default.trim().trim_matches('\''))),
                    None => (name, None),
                };
                filled = filled.then(before);
                rest = after;
                filled = match (self.get(name).map(Vec::as_slice), default) {
                    _ if matches!(name, "*" | "?" | "$") => filled.then(name),
                    (Some([one]), _) => filled.then(one.clone()),
                    (_, Some(default)) => filled.then(default),
                    _ if self.is_whole => return None,
                    _ => filled.then(Text(vec![Piece::Symbol(format!("${{{name}}}"))])),
                };
            }
            filled = filled.then(rest);
        }
        Some(filled)
    }
}

/// One operator with one key.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    operator: Operator,
    key: String,
    wanted: Vec<Text>,
    quantifier: Option<Quantifier>,
    if_exists: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Quantifier {
    Any,
    All,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Equals {
        any_case: bool,
        not: bool,
    },
    Like {
        not: bool,
    },
    Arn {
        not: bool,
    },
    Number(Order),
    Date(Order),
    Bool,
    Ip {
        not: bool,
    },
    Null,
    /// One that is not known here.
    Other,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Order {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// All conditions of a statement; all of them have to hold.
pub(super) fn read(json: &Value, text: &dyn Fn(&Value) -> Option<Text>) -> Option<Vec<Condition>> {
    let mut all = Vec::new();
    for (operator, keys) in json.as_object()? {
        for (key, wanted) in keys.as_object()? {
            let (quantifier, name) = match operator.split_once(':') {
                Some(("ForAnyValue", name)) => (Some(Quantifier::Any), name),
                Some(("ForAllValues", name)) => (Some(Quantifier::All), name),
                _ => (None, operator.as_str()),
            };
            let (name, if_exists) = match name.strip_suffix("IfExists") {
                Some(name) => (name, true),
                None => (name, false),
            };
            let wanted = texts(wanted, text)?;
            all.push(Condition { operator: Operator::named(name), key: key.clone(), wanted, quantifier, if_exists });
        }
    }
    Some(all)
}

impl Operator {
    fn named(name: &str) -> Operator {
        let order = |rest: &str| {
            Some(match rest {
                "Equals" => Order::Equal,
                "NotEquals" => Order::NotEqual,
                "LessThan" => Order::Less,
                "LessThanEquals" => Order::LessOrEqual,
                "GreaterThan" => Order::Greater,
                "GreaterThanEquals" => Order::GreaterOrEqual,
                _ => return None,
            })
        };
        match name {
            "StringEquals" => Operator::Equals { any_case: false, not: false },
            "StringNotEquals" => Operator::Equals { any_case: false, not: true },
            "StringEqualsIgnoreCase" => Operator::Equals { any_case: true, not: false },
            "StringNotEqualsIgnoreCase" => Operator::Equals { any_case: true, not: true },
            "StringLike" => Operator::Like { not: false },
            "StringNotLike" => Operator::Like { not: true },
            "ArnEquals" | "ArnLike" => Operator::Arn { not: false },
            "ArnNotEquals" | "ArnNotLike" => Operator::Arn { not: true },
            "Bool" => Operator::Bool,
            "IpAddress" => Operator::Ip { not: false },
            "NotIpAddress" => Operator::Ip { not: true },
            "Null" => Operator::Null,
            _ => {
                let number = name.strip_prefix("Numeric").and_then(order).map(Operator::Number);
                let date = name.strip_prefix("Date").and_then(order).map(Operator::Date);
                number.or(date).unwrap_or(Operator::Other)
            }
        }
    }

    /// Whether it holds where there is nothing to compare with.
    fn is_negative(self) -> bool {
        match self {
            Operator::Equals { not, .. } | Operator::Like { not } | Operator::Arn { not } | Operator::Ip { not } => not,
            Operator::Number(order) | Operator::Date(order) => order == Order::NotEqual,
            Operator::Bool | Operator::Null | Operator::Other => false,
        }
    }

    /// Whether one value is as one of those wanted; for negative operators, as none of them.
    fn compare(self, value: &Text, wanted: &[Text], context: &Context) -> Allowed {
        let best = |is: &dyn Fn(&Text) -> Allowed| wanted.iter().map(is).max().unwrap_or(Allowed::No);
        let filled =
            |wanted: &Text, is: &dyn Fn(&Text) -> Allowed| context.fill(wanted).map_or(Allowed::No, |one| is(&one));
        match self {
            Operator::Equals { any_case, not } => {
                negated(best(&|one| filled(one, &|one| value.is(one, any_case))), not)
            }
            Operator::Like { not } => negated(best(&|one| filled(one, &|one| value.is_like(one, false))), not),
            Operator::Arn { not } => negated(best(&|one| filled(one, &|one| value.is_like_arn(one))), not),
            Operator::Bool => best(&|one| value.is(one, true)),
            Operator::Ip { not } => negated(best(&|one| in_block(value, one)), not),
            Operator::Number(order) => ordered(order, value, wanted, &|text| text.parse::<f64>().ok()),
            Operator::Date(order) => ordered(order, value, wanted, &seconds),
            Operator::Null | Operator::Other => Allowed::Depends,
        }
    }
}

impl Condition {
    pub(super) fn holds(&self, context: &Context) -> Allowed {
        let values = context.get(&self.key).filter(|values| !values.is_empty());
        if self.operator == Operator::Null {
            let is_missing = match values {
                Some(_) => false,
                None if context.is_whole => true,
                None => return Allowed::Depends,
            };
            return sure(
                self.wanted.iter().any(|one| {
                    one.letters().is_some_and(|wanted| wanted.eq_ignore_ascii_case(&is_missing.to_string()))
                }),
            );
        }
        let Some(values) = values else {
            if !context.is_whole {
                return Allowed::Depends;
            }
            // all of nothing hold; any of nothing does not; what must not be is not
            return sure(match self.quantifier {
                // AWS says both: no value is enough, and any value is wanted
                Some(Quantifier::Any) if self.if_exists => return Allowed::Depends,
                _ if self.if_exists => true,
                Some(Quantifier::All) => true,
                Some(Quantifier::Any) => false,
                None => self.operator.is_negative(),
            });
        };
        let each = values.iter().map(|value| self.operator.compare(value, &self.wanted, context));
        match self.quantifier {
            Some(Quantifier::All) => each.min().unwrap_or(Allowed::Yes),
            Some(Quantifier::Any) => each.max().unwrap_or(Allowed::No),
            // a key of one value; where it has several, all of them must be kept out
            None if self.operator.is_negative() => each.min().unwrap_or(Allowed::Yes),
            None => each.max().unwrap_or(Allowed::No),
        }
    }
}

/// What an ARN says before its resource: service, region, account.
fn start(text: &Text) -> Option<Vec<String>> {
    let Some(Piece::Letters(letters)) = text.0.first() else { return None };
    Some(letters.splitn(6, ':').take(5).map(str::to_string).collect())
}

fn sure(holds: bool) -> Allowed {
    if holds { Allowed::Yes } else { Allowed::No }
}

fn ordered(order: Order, value: &Text, wanted: &[Text], read: &dyn Fn(&str) -> Option<f64>) -> Allowed {
    let Some(value) = value.letters() else { return Allowed::Depends };
    let Some(value) = read(&value) else { return Allowed::No };
    let is = |wanted: &Text| {
        let Some(wanted) = wanted.letters() else { return Allowed::Depends };
        let Some(wanted) = read(&wanted) else { return Allowed::No };
        sure(match order {
            Order::Equal | Order::NotEqual => value == wanted,
            Order::Less => value < wanted,
            Order::LessOrEqual => value <= wanted,
            Order::Greater => value > wanted,
            Order::GreaterOrEqual => value >= wanted,
        })
    };
    negated(wanted.iter().map(is).max().unwrap_or(Allowed::No), order == Order::NotEqual)
}

fn in_block(value: &Text, block: &Text) -> Allowed {
    let (Some(value), Some(block)) = (value.letters(), block.letters()) else { return Allowed::Depends };
    let (address, prefix) = match block.split_once('/') {
        Some((address, prefix)) => (address, prefix.parse::<u32>().ok()),
        None => (block.as_str(), None),
    };
    let (Ok(value), Ok(address)) = (value.parse::<IpAddr>(), address.parse::<IpAddr>()) else { return Allowed::No };
    sure(match (value, address) {
        (IpAddr::V4(value), IpAddr::V4(address)) => {
            let rest = u32::MAX.checked_shr(prefix.unwrap_or(32)).unwrap_or(0);
            u32::from(value) | rest == u32::from(address) | rest
        }
        (IpAddr::V6(value), IpAddr::V6(address)) => {
            let rest = u128::MAX.checked_shr(prefix.unwrap_or(128)).unwrap_or(0);
            u128::from(value) | rest == u128::from(address) | rest
        }
        _ => false,
    })
}

/// `2026-11-25T00:00:00Z`, or seconds since 1970, in seconds.
fn seconds(text: &str) -> Option<f64> {
    if let Ok(seconds) = text.parse::<f64>() {
        return Some(seconds);
    }
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let (year, month, day) = (number(0..4)?, number(5..7)?, number(8..10)?);
    let time = |at: usize| text.get(at..at + 2).and_then(|text| text.parse::<i64>().ok()).unwrap_or(0);
    // days since 1970-03-01 in years that begin in March
    let (year, month) = if month <= 2 { (year - 1, month + 9) } else { (year, month - 3) };
    let days =
        365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + (month * 153 + 2) / 5 + day
            - 719_469;
    Some((days * 86_400 + time(11) * 3_600 + time(14) * 60 + time(17)) as f64)
}
