//! From the text of a book to its facts.

use super::path::Path;
use super::predicate::{Count, Expression, Operand, Order, Test};
use super::{Book, Fact, render};
use crate::{Code, Severity, Wording};
use regex_lite::Regex;
use std::collections::HashMap;

/// The facts of every file. What cannot be read is left out; a test sees to it that there is no such line.
pub fn book(files: &'static [(&'static str, &'static str)]) -> Book {
    let mut facts: HashMap<&'static str, Vec<Fact>> = HashMap::new();
    for (_, text) in files {
        let mut state = State::default();
        for line in text.lines() {
            if let Ok(Some(fact)) = state.line(line) {
                facts.entry(state.type_name).or_default().push(fact);
            }
        }
    }
    Book { facts }
}

/// The lines that cannot be read.
#[cfg(test)]
pub fn problems(text: &'static str) -> Vec<String> {
    let mut state = State::default();
    text.lines().filter_map(|line| state.line(line).err().map(|why| format!("{why}: {line}"))).collect()
}

#[derive(Default)]
struct State {
    type_name: &'static str,
    source: &'static str,
    each: Option<Path>,
}

impl State {
    fn line(&mut self, line: &'static str) -> Result<Option<Fact>, &'static str> {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            return Ok(None);
        }
        if let Some(source) = line.strip_prefix("source ") {
            self.source = source.trim();
            return Ok(None);
        }
        if let Some(path) = line.strip_prefix("each ") {
            self.each = Some(Path::read(path.trim()).ok_or("no path")?);
            return Ok(None);
        }
        if line.starts_with("AWS::") && !line.contains(' ') {
            self.type_name = line;
            self.each = None;
            return Ok(None);
        }
        let (head, rule) = line.split_once(" : ").ok_or("no ` : ` between the name and the rule")?;
        let mut words = head.split_whitespace();
        let number = words.next().ok_or("no number")?;
        let slug = words.next().ok_or("no name")?;
        let aliases = words.next().and_then(|word| word.strip_prefix('(')?.strip_suffix(')'));
        let aliases = aliases.map(|list| list.split(',').collect()).unwrap_or_default();
        let severity = match number.len() - number.trim_end_matches('?').len() {
            0 => Severity::Error,
            1 => Severity::Warning,
            _ => Severity::Info,
        };
        let number = number.trim_end_matches('?');
        let (when, then) = match rule.split_once(" => ") {
            Some((when, then)) => (Some(expression(when)?), expression(then)?),
            None => (None, expression(rule)?),
        };
        if self.type_name.is_empty() || self.source.is_empty() {
            return Err("no type or no source before it");
        }
        let what = render::rule(self.type_name, self.each.as_ref(), when.as_ref(), &then);
        let help = format!("{}; see {}", render::help(&then), self.source);
        let (what, help) = (Box::leak(what.into_boxed_str()), Box::leak(help.into_boxed_str()));
        let english = Wording { what, note: "{found}", help };
        // one for each rule of the books, which live as long as the program
        let code: &'static Code = Box::leak(Box::new(Code { number, slug, severity, english }));
        Ok(Some(Fact { code, aliases, source: self.source, each: self.each.clone(), when, then }))
    }
}

fn expression(text: &'static str) -> Result<Expression, &'static str> {
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
            Ok(Test::Matches { text, pattern: Regex::new(text).map_err(|_| "no regular expression")? })
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
