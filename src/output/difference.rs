//! What differs between two JSON documents, by JSON pointer.

use crate::{Place, Pointer};
use serde_json::{Map, Value};

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// Where: `/Resources/Vpc8378EB38/Properties/CidrBlock`.
    pub pointer: String,
    /// What stands there before; none if nothing does.
    pub before: Option<Value>,
    /// What stands there after; none if nothing does.
    pub after: Option<Value>,
    /// Where the program says so, if it is known.
    pub place: Option<Place>,
}

/// Every difference between two documents, at the deepest place that holds it. The order of members does not count.
///
/// ```
/// use formwork::output::differences;
/// use serde_json::json;
/// let found = differences(&json!({"Mode": "a", "Ports": [80, 443]}), &json!({"Mode": "b", "Ports": [443]}));
/// let found: Vec<&str> = found.iter().map(|difference| difference.pointer.as_str()).collect();
/// assert_eq!(found, ["/Mode", "/Ports/0"]);
/// ```
pub fn differences(before: &Value, after: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(Some(before), Some(after), &mut Pointer::default(), &mut found);
    found
}

fn compare(before: Option<&Value>, after: Option<&Value>, pointer: &mut Pointer, found: &mut Vec<Difference>) {
    match (before, after) {
        (Some(Value::Object(before)), Some(Value::Object(after))) => objects(before, after, pointer, found),
        (Some(Value::Array(before)), Some(Value::Array(after))) => lists(before, after, pointer, found),
        (before, after) if before == after => {}
        (before, after) => found.push(Difference {
            pointer: pointer.as_str().to_string(),
            before: before.cloned(),
            after: after.cloned(),
            place: None,
        }),
    }
}

fn objects(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
    pointer: &mut Pointer,
    found: &mut Vec<Difference>,
) {
    let added = after.keys().filter(|key| !before.contains_key(*key));
    for key in before.keys().chain(added) {
        pointer.within(key, |pointer| compare(before.get(key), after.get(key), pointer, found));
    }
}

/// Items that are equal at both ends are passed over, so an item that came or went does not make all after it differ.
fn lists(before: &[Value], after: &[Value], pointer: &mut Pointer, found: &mut Vec<Difference>) {
    let shorter = before.len().min(after.len());
    let start = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let end = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count().min(shorter - start);
    let (before, after) = (&before[start..before.len() - end], &after[start..after.len() - end]);
    for index in 0..before.len().max(after.len()) {
        let part = (start + index).to_string();
        pointer.within(&part, |pointer| compare(before.get(index), after.get(index), pointer, found));
    }
}
