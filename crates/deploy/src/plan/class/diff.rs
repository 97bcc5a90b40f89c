//! What differs between two resources, with expressions whole.

use super::{ValueChange, expression};
use formwork::output::differences;
use serde_json::Value;

/// Every difference, at the deepest place that is no part of an expression.
pub fn between(before: &Value, after: &Value) -> Vec<ValueChange> {
    let mut found: Vec<ValueChange> = Vec::new();
    if before.is_null() || after.is_null() {
        let side = |value: &Value| value.get("Properties").cloned();
        let (before, after) = (side(before), side(after));
        if before != after {
            found.push(ValueChange { pointer: "/Properties".to_string(), before, after });
        }
        return found;
    }
    for difference in differences(before, after) {
        let pointer = outside_of_functions(&difference.pointer);
        let known = found.last().is_some_and(|last| last.pointer == pointer);
        if !known {
            let side = |value: &Value| value.pointer(pointer).cloned();
            found.push(ValueChange { pointer: pointer.to_string(), before: side(before), after: side(after) });
        }
    }
    // a single value is a list of one where AWS takes both, and the order of members says nothing
    found.retain(|change| {
        change.before.as_ref().map(expression::canonical) != change.after.as_ref().map(expression::canonical)
    });
    found
}

fn outside_of_functions(pointer: &str) -> &str {
    let mut end = 0;
    for part in pointer.split('/').skip(1) {
        if expression::is_function(part) {
            return pointer.get(..end).unwrap_or(pointer);
        }
        end += part.len() + 1;
    }
    pointer
}
