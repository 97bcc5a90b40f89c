//! Rules as sentences.

use super::path::Path;
use super::predicate::{Count, Expression, Operand, Order, Test};

/// `AWS::RDS::DBInstance: where StorageType is io1 or io2, Iops has to be set`.
pub fn rule(type_name: &str, each: Option<&Path>, when: Option<&Expression>, then: &Expression) -> String {
    let of = each.map(|path| format!(" in each of {}", path.name())).unwrap_or_default();
    let when = when.map(|when| format!("where {}, ", said(when, false))).unwrap_or_default();
    format!("{type_name}{of}: {when}{}", said(then, true))
}

/// What mends it: `set Iops`.
pub fn help(then: &Expression) -> String {
    match then {
        Expression::All(parts) => parts.iter().map(help).collect::<Vec<_>>().join(" and "),
        Expression::Any(parts) => parts.iter().map(help).collect::<Vec<_>>().join(", or "),
        Expression::Not(part) => format!("change {}", names(part)),
        Expression::Count { paths, kind } => {
            let names = paths.iter().map(Path::name).collect::<Vec<_>>().join(", ");
            match kind {
                Count::Some => format!("set one of {names}, or several"),
                Count::One => format!("set one of {names}, and leave out the rest"),
                Count::AtMostOne => format!("leave out all but one of {names}"),
                Count::All => format!("set {names}"),
                Count::None => format!("leave out {names}"),
            }
        }
        Expression::One { path, test, .. } => {
            let name = path.name();
            match test {
                Test::Set(true) => format!("set {name}"),
                Test::Set(false) => format!("leave out {name}"),
                Test::Is { values, not: false } => format!("set {name} to {}", values.join(" or ")),
                Test::Compare { with: Operand::Path(other), .. } => format!("change {name} or {}", other.name()),
                _ => format!("change {name}"),
            }
        }
    }
}

fn names(of: &Expression) -> String {
    let mut names = Vec::new();
    of.paths(&mut |path| names.push(path.name()));
    names.dedup();
    names.join(" or ")
}

fn said(expression: &Expression, must: bool) -> String {
    let list = |parts: &[Expression], word: &str| {
        parts.iter().map(|part| said(part, must)).collect::<Vec<_>>().join(&format!(" {word} "))
    };
    match expression {
        Expression::All(parts) => list(parts, "and"),
        Expression::Any(parts) => list(parts, "or"),
        Expression::Not(part) => match part.as_ref() {
            Expression::One { path, every: false, test: Test::Matches(pattern) } => match (path.is_many(), must) {
                (true, _) => format!("no {} matches {pattern}", path.name()),
                (false, true) => format!("{} must not match {pattern}", path.name()),
                (false, false) => format!("{} does not match {pattern}", path.name()),
            },
            Expression::One { path, every: false, test: Test::Is { values, not: false } } => {
                let values = values.join(" or ");
                match (path.is_many(), must) {
                    (true, _) => format!("no {} is {values}", path.name()),
                    (false, true) => format!("{} must not be {values}", path.name()),
                    (false, false) => format!("{} is not {values}", path.name()),
                }
            }
            part => format!("it is not so that {}", said(part, false)),
        },
        Expression::Count { paths, kind } => {
            let names = paths.iter().map(Path::name).collect::<Vec<_>>().join(", ");
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
            let name = match (path.is_many(), every) {
                (true, true) => format!("each {}", path.name()),
                (true, false) => format!("one {}", path.name()),
                (false, _) => path.name(),
            };
            format!("{name} {}", tested(test, must))
        }
    }
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
        Test::Matches(pattern) => format!("{} {}", if must { "has to match" } else { "matches" }, pattern),
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
                Operand::Path(path) => path.name(),
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
