//! From the text of a rule to its expression.

use super::path::Path;
use super::predicate::{Count, Expression, Operand, Order, Test};

pub fn expression(text: &'static str) -> Result<Expression, &'static str> {
    let any: Vec<&'static str> = text.split(" or ").collect();
    let mut parts = Vec::new();
    for part in any {
        let all = part.split(" and ").map(predicate).collect::<Result<Vec<_>, _>>()?;
        parts.push(single(all, Expression::All));
    }
    Ok(single(parts, Expression::Any))
}

fn single(mut parts: Vec<Expression>, several: fn(Vec<Expression>) -> Expression) -> Expression {
    match (parts.len(), parts.pop()) {
        (1, Some(one)) => one,
        (_, Some(last)) => {
            parts.push(last);
            several(parts)
        }
        (_, None) => several(parts),
    }
}

fn predicate(text: &'static str) -> Result<Expression, &'static str> {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix("not ") {
        return Ok(Expression::Not(Box::new(predicate(rest)?)));
    }
    let counts = [
        ("some of ", Count::Some),
        ("one of ", Count::One),
        ("at most one of ", Count::AtMostOne),
        ("all of ", Count::All),
        ("none of ", Count::None),
    ];
    for (start, kind) in counts {
        if let Some(list) = text.strip_prefix(start) {
            let paths: Option<Vec<Path>> = list.split(',').map(|path| Path::read(path.trim())).collect();
            return Ok(Expression::Count { paths: paths.ok_or("no paths")?, kind });
        }
    }
    let (every, text) = match text.strip_prefix("every ") {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (path, rest) = text.split_once(' ').ok_or("no predicate")?;
    let path = Path::read(path).ok_or("no path")?;
    Ok(Expression::One { path, every, test: test(rest.trim())? })
}

fn test(text: &'static str) -> Result<Test, &'static str> {
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let rest = rest.trim();
    let order = match word {
        "<" => Some(Order::Less),
        "<=" => Some(Order::LessOrEqual),
        ">" => Some(Order::Greater),
        ">=" => Some(Order::GreaterOrEqual),
        "==" => Some(Order::Equal),
        "!=" => Some(Order::NotEqual),
        _ => None,
    };
    if let Some(order) = order {
        let with = match rest.parse::<f64>() {
            Ok(number) => Operand::Number(number),
            Err(_) => Operand::Path(Path::read(rest).ok_or("neither a number nor a path")?),
        };
        return Ok(Test::Compare { order, with });
    }
    match (word, rest) {
        ("is", "set") => Ok(Test::Set(true)),
        ("is", "unset") => Ok(Test::Set(false)),
        ("is", rest) => {
            let (values, not) = match rest.strip_prefix("not ") {
                Some(values) => (values, true),
                None => (rest, false),
            };
            if values.is_empty() || values.contains(' ') {
                return Err("`is` wants values, divided by `|`");
            }
            Ok(Test::Is { values: values.split('|').collect(), not })
        }
        ("matches", rest) => {
            let text = rest.strip_prefix('/').and_then(|rest| rest.strip_suffix('/')).ok_or("no /expression/")?;
            // it is compiled when it is needed; every one of them is, where the books are tested
            #[cfg(test)]
            regex_lite::Regex::new(text).map_err(|_| "no regular expression")?;
            Ok(Test::Matches(text))
        }
        ("in", rest) => {
            let (low, high) = bounds(rest)?;
            Ok(Test::In(low, high))
        }
        ("steps", rest) => rest.parse().map(Test::Steps).map_err(|_| "no number"),
        ("has", rest) => {
            let (range, what) = rest.split_once(' ').ok_or("has how many of what?")?;
            let (low, high) = bounds(range)?;
            let (low, high) = (low as usize, if high.is_finite() { high as usize } else { usize::MAX });
            match what {
                "item" | "items" => Ok(Test::Items(low, high)),
                "letters" => Ok(Test::Letters(low, high)),
                _ => Err("has how many items or letters?"),
            }
        }
        ("unique", "") => Ok(Test::Unique(None)),
        ("unique", key) => Ok(Test::Unique(Some(key))),
        _ => Err("no such predicate"),
    }
}

/// `1..5`, `1..`, `..5`, `5`.
fn bounds(text: &str) -> Result<(f64, f64), &'static str> {
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str, open: f64| if text.is_empty() { Ok(open) } else { text.parse().map_err(|_| "no range") };
    Ok((number(low, 0.0)?, number(high, f64::INFINITY)?))
}
