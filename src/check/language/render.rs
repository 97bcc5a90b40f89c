//! Rules as sentences.

use super::path::Path;
use super::predicate::{Count, Expression, Operand, Order, Test};

/// `AWS::RDS::DBInstance: where StorageType is io1 or io2, Iops has to be set`.
pub fn rule(type_name: &str, each: Option<&Path>, when: Option<&Expression>, then: &Expression) -> String {
    let of = each.map(|path| format!(" in each of {}", path.text)).unwrap_or_default();
    let when = when.map(|when| format!("where {}, ", said(when, false))).unwrap_or_default();
    // braces stand for arguments elsewhere
    format!("{type_name}{of}: {when}{}", said(then, true)).replace(['{', '}'], "")
}

fn said(expression: &Expression, must: bool) -> String {
    let list = |parts: &[Expression], word: &str| {
        parts.iter().map(|part| said(part, must)).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match expression {
        Expression::All(parts) => list(parts, "and"),
        Expression::Any(parts) => list(parts, "or"),
        Expression::Not(part) => format!("it is not so that {}", said(part, false)),
        Expression::Count { paths, kind } => {
            let names = paths.iter().map(|path| path.text).collect::<Vec<_>>().join(", ");
            let be = if must { "has to be" } else { "is" };
            match kind {
                Count::Some => format!("at least one of {names} {be} set"),
                Count::One => format!("exactly one of {names} {be} set"),
                Count::AtMostOne => format!("at most one of {names} {}", if must { "may be set" } else { "is set" }),
                Count::All => format!("all of {names} {} set", if must { "have to be" } else { "are" }),
                Count::None => format!("none of {names} {}", if must { "may be set" } else { "is set" }),
            }
        }
        Expression::One { path, every, test } => {
            let name = match (path.text, path.is_many(), every) {
                (".", ..) => "the value".to_string(),
                (text, true, true) => format!("each of {}", plain(text)),
                (text, true, false) => format!("one of {}", plain(text)),
                (text, ..) => plain(text),
            };
            format!("{name} {}", tested(test, must))
        }
    }
}

/// A path for people: without the way back, and with the key of an item in its place.
fn plain(text: &str) -> String {
    text.trim_start_matches("^.").to_string()
}

fn tested(test: &Test, must: bool) -> String {
    let be = if must { "has to be" } else { "is" };
    match test {
        Test::Set(true) => format!("{be} set"),
        Test::Set(false) if must => "must not be set".to_string(),
        Test::Set(false) => "is not set".to_string(),
        Test::Is { values, not: false } => format!("{be} {}", values.join(" or ")),
        Test::Is { values, not: true } if must => format!("must not be {}", values.join(" or ")),
        Test::Is { values, not: true } => format!("is not {}", values.join(" or ")),
        Test::Matches { text, .. } => format!("{} {text}", if must { "has to match" } else { "matches" }),
        Test::Compare { order, with } => {
            let order = match order {
                Order::Less => "less than",
                Order::LessOrEqual => "at most",
                Order::Greater => "more than",
                Order::GreaterOrEqual => "at least",
                Order::Equal => "equal to",
                Order::NotEqual => "other than",
            };
            let with = match with {
                Operand::Number(number) => number.to_string(),
                Operand::Path(path) => plain(path.text),
            };
            format!("{be} {order} {with}")
        }
        Test::In(low, high) => format!("{be} {}", between(*low, *high)),
        Test::Steps(step) => format!("{be} a multiple of {step}"),
        Test::Items(low, high) => {
            format!("{} {} items", if must { "has to have" } else { "has" }, counted(*low, *high))
        }
        Test::Letters(low, high) => {
            format!("{} {} characters", if must { "has to have" } else { "has" }, counted(*low, *high))
        }
        Test::Unique(None) => format!("{} each item once", if must { "has to hold" } else { "holds" }),
        Test::Unique(Some(key)) => format!("{} each {key} once", if must { "has to hold" } else { "holds" }),
    }
}

fn between(low: f64, high: f64) -> String {
    match (low, high.is_finite()) {
        (low, true) => format!("{low} to {high}"),
        (low, false) => format!("{low} or more"),
    }
}

fn counted(low: usize, high: usize) -> String {
    match (low, high) {
        (low, usize::MAX) => format!("{low} or more"),
        (0, high) => format!("at most {high}"),
        (low, high) if low == high => format!("{low}"),
        (low, high) => format!("{low} to {high}"),
    }
}
