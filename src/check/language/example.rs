//! Examples of facts: properties that break one, and properties that keep it.

use super::book::Fact;
use super::path::{Path, Step};
use super::predicate::{Count, Expression, Operand, Order, Test};
use crate::check::pattern;
use serde_json::{Map, Value, json};

/// Texts that some pattern may want.
const TEXTS: &[&str] = &[
    "value",
    "Value1",
    "1",
    "*",
    "a/b",
    "..",
    "a..b",
    "10.0.0.1",
    "10.0.0.0/16",
    "a@example.com",
    "00:00-01:00",
    "example.com",
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:s3:::value",
    "lambda:InvokeFunction",
    "2027-03-31",
    "2027-03-31T00:00:00Z",
    "index.handler",
    "/value",
    "/value/",
    "value/",
    "a b",
    "UPPER",
    "rate(1 day)",
    "aws:value",
    "AWS",
    "-",
    "_",
    "a-",
    "-a",
    "aa--a",
    "sun:00:00-sun:01:00",
    "logs",
    "value.fifo",
    "com.amazonaws.ap-northeast-1.s3",
    "1.2",
    "12",
    "1000",
    "a_b",
    "a:b",
    "3-4",
    "p99",
    "200",
    "SEARCH(a)",
    "日本語",
    "arn:aws:eks:ap-northeast-1:123456789012:cluster/value",
    "arn:aws:batch:ap-northeast-1:123456789012:scheduling-policy/value",
];

/// A value that is only there to be there, and gives way to any other.
const PLACEHOLDER: &str = "value";

/// Properties of a resource that keep the fact, or break it; none where this cannot make any.
pub fn properties(fact: &Fact, keeps: bool) -> Option<Value> {
    let mut root = json!({});
    let mut item = json!({});
    {
        let mut scene = Scene { root: &mut root, item: if fact.each.is_some() { Some(&mut item) } else { None } };
        if let Some(when) = &fact.when {
            scene.make(when, true)?;
        }
        scene.make(&fact.then, keeps)?;
    }
    if let Some(each) = &fact.each {
        put(&mut root, &each.steps, json!([item]))?;
    }
    Some(root)
}

struct Scene<'v> {
    root: &'v mut Value,
    item: Option<&'v mut Value>,
}

impl Scene<'_> {
    fn put(&mut self, path: &Path, value: Value) -> Option<()> {
        let holder = match &mut self.item {
            Some(item) if !path.from_root => &mut **item,
            _ => &mut *self.root,
        };
        put(holder, &path.steps, value)
    }

    /// Makes the expression true or false.
    fn make(&mut self, expression: &Expression, wanted: bool) -> Option<()> {
        match expression {
            Expression::All(parts) if wanted => parts.iter().try_for_each(|part| self.make(part, true)),
            Expression::Any(parts) if !wanted => parts.iter().try_for_each(|part| self.make(part, false)),
            Expression::All(parts) | Expression::Any(parts) => self.make(parts.first()?, wanted),
            Expression::Not(part) => self.make(part, !wanted),
            Expression::Count { paths, kind } => {
                let count = match (kind, wanted) {
                    (Count::Some | Count::One | Count::AtMostOne, true) | (Count::None, false) => 1,
                    (Count::All, true) => paths.len(),
                    (Count::All, false) => paths.len() - 1,
                    (Count::One | Count::AtMostOne, false) => 2,
                    (Count::Some, false) | (Count::None, true) => 0,
                };
                paths.iter().take(count).try_for_each(|path| self.put(path, json!(PLACEHOLDER)))
            }
            // an item that does not have it
            Expression::One { path, every: true, test: Test::Set(true) } if !wanted && path.is_many() => {
                let holder = &path.steps[..path.steps.len() - 1];
                let path = Path { steps: holder.to_vec(), ..path.clone() };
                self.put(&path, json!({}))
            }
            Expression::One { path, test, .. } => match self.value(test, wanted)? {
                Some(value) => self.put(path, value),
                None => Some(()),
            },
        }
    }

    /// A value for which a test comes out so; inner none for no value at all.
    fn value(&mut self, test: &Test, wanted: bool) -> Option<Option<Value>> {
        Some(match test {
            Test::Set(set) => (*set == wanted).then(|| json!(PLACEHOLDER)),
            Test::Is { values, not } => match wanted != *not {
                true => Some(json!(values.first()?.replace('*', "x"))),
                false if *not => Some(json!(values.first()?.replace('*', "x"))).filter(|_| !wanted),
                false if wanted => None,
                // among numbers, one that is none of them and no multiple of anything
                false => Some(match values.iter().filter_map(|one| one.parse::<f64>().ok()).reduce(f64::max) {
                    Some(most) => number(most + 0.5),
                    None => json!("another"),
                }),
            },
            Test::Matches(wish) => {
                let text = TEXTS.iter().find(|text| pattern::matches(wish, text) == Some(wanted));
                Some(json!(text?))
            }
            Test::Compare { order, with } => {
                let other = match with {
                    Operand::Number(number) => *number,
                    Operand::Path(path) => {
                        self.put(path, json!(100))?;
                        100.0
                    }
                };
                let own = match (order, wanted) {
                    (Order::Less, true)
                    | (Order::GreaterOrEqual, false)
                    | (Order::NotEqual, true)
                    | (Order::Equal, false) => other - 1.0,
                    (Order::Greater, true) | (Order::LessOrEqual, false) => other + 1.0,
                    _ => other,
                };
                Some(number(own))
            }
            Test::In(low, high) if wanted => Some(number(if low.is_finite() { *low } else { *high })),
            Test::In(low, high) => Some(number(if high.is_finite() { *high + 1.0 } else { *low - 1.0 })),
            Test::Steps(step) => Some(number(if wanted { *step } else { *step + 0.5 })),
            Test::Items(low, high) => {
                let count = if wanted { *low } else { outside(*low, *high)? };
                Some((0..count).map(|at| json!(format!("value{at}"))).collect())
            }
            Test::Letters(low, high) => {
                let count = if wanted { (*low).max(1) } else { outside(*low, *high)? };
                Some(json!("x".repeat(count)))
            }
            Test::Unique(key) => {
                let item = |at: usize| match key {
                    Some(key) => json!({(*key): format!("value{at}")}),
                    None => json!(format!("value{at}")),
                };
                Some(json!([item(0), item(usize::from(wanted))]))
            }
        })
    }
}

/// A count that is none of a range.
fn outside(low: usize, high: usize) -> Option<usize> {
    match (low, high) {
        (_, high) if high < usize::MAX => Some(high + 1),
        (low, _) => low.checked_sub(1),
    }
}

fn number(number: f64) -> Value {
    if number.fract() == 0.0 { json!(number as i64) } else { json!(number) }
}

/// Puts a value at the end of a way; what stands there already stays.
fn put(holder: &mut Value, steps: &[Step], value: Value) -> Option<()> {
    let Some((first, rest)) = steps.split_first() else {
        *holder = value;
        return Some(());
    };
    match first {
        Step::Member(name) => {
            let members = holder.as_object_mut()?;
            let fresh = if matches!(rest.first(), Some(Step::Items | Step::Where(..))) { json!([]) } else { json!({}) };
            let is_new = !members.contains_key(*name);
            let inner = members.entry(name.to_string()).or_insert(fresh);
            let is_placeholder = *inner == json!(PLACEHOLDER);
            if rest.is_empty() && !is_new && !is_placeholder {
                return Some(());
            }
            if !rest.is_empty() && is_placeholder {
                *inner =
                    if matches!(rest.first(), Some(Step::Items | Step::Where(..))) { json!([]) } else { json!({}) };
            }
            put(inner, rest, value)
        }
        Step::Items | Step::Where(..) => {
            let items = holder.as_array_mut()?;
            let wanted = match first {
                Step::Where(key, text) => Some((*key, *text)),
                _ => None,
            };
            let at = items.iter().position(|item| wanted.is_none_or(|(key, text)| item[key] == json!(text)));
            let at = at.unwrap_or_else(|| {
                items.push(match wanted {
                    Some((key, text)) => Value::Object(Map::from_iter([(key.to_string(), json!(text))])),
                    None => json!({}),
                });
                items.len() - 1
            });
            put(&mut items[at], rest, value)
        }
    }
}
