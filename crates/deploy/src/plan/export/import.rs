//! The imports of a template: found, and replaced by what they import.

use super::scope::{Scope, function};
use serde_json::Value;

const IMPORT: &str = "Fn::ImportValue";

/// Calls `visit` with the name expression of every import that CloudFormation will look at: not of those that a
/// condition leaves out.
pub(super) fn visit_imports<'a>(scope: &Scope<'a>, visit: &mut dyn FnMut(&'a Value)) {
    for section in ["Resources", "Outputs"] {
        for (_, entry) in scope.entries(section).filter(|(_, entry)| !scope.is_left_out(entry)) {
            visit_imports_of(scope, entry, visit);
        }
    }
}

/// The same for a part of the template.
pub(super) fn visit_imports_of<'a>(scope: &Scope<'a>, value: &'a Value, visit: &mut dyn FnMut(&'a Value)) {
    match (value, function(value)) {
        (_, Some((IMPORT, argument))) => visit(argument),
        (_, Some(("Fn::If", Value::Array(arguments)))) => match arguments.as_slice() {
            [Value::String(id), yes, no] => {
                let holds = scope.condition(id);
                let taken = [(yes, Some(false)), (no, Some(true))].into_iter().filter(|(_, not)| holds != *not);
                taken.for_each(|(branch, _)| visit_imports_of(scope, branch, visit));
            }
            _ => arguments.iter().for_each(|argument| visit_imports_of(scope, argument, visit)),
        },
        (Value::Array(items), _) => items.iter().for_each(|item| visit_imports_of(scope, item, visit)),
        (Value::Object(members), _) => members.values().for_each(|member| visit_imports_of(scope, member, visit)),
        _ => {}
    }
}

/// The same value, with the imports replaced that `literal` knows the value of.
pub(super) fn replace_imports(value: &Value, literal: &dyn Fn(&Value) -> Option<String>) -> Value {
    if let Some((IMPORT, argument)) = function(value)
        && let Some(text) = literal(argument)
    {
        return Value::String(text);
    }
    match value {
        Value::Array(items) => items.iter().map(|item| replace_imports(item, literal)).collect(),
        Value::Object(members) => {
            members.iter().map(|(key, member)| (key.clone(), replace_imports(member, literal))).collect()
        }
        _ => value.clone(),
    }
}
