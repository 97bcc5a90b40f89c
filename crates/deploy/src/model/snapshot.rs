//! What is there, such that two runs can be compared.

use super::stack::{Resource, Stack};
use super::state::State;
use super::status;
use serde_json::{Map, Value, json};

pub fn of(state: &State) -> Value {
    let there = state.stacks.iter().filter(|stack| status::is_there(stack.status));
    let mut stacks: Vec<(&String, Value)> = there.map(|stack| (&stack.name, shown(stack))).collect();
    stacks.sort_by_key(|(name, _)| *name);
    let stacks: Map<String, Value> = stacks.into_iter().map(|(name, stack)| (name.clone(), stack)).collect();
    let mut retained: Vec<Value> =
        state.retained.iter().map(|resource| json!([resource.type_name, resource.physical_id])).collect();
    retained.sort_by_key(Value::to_string);
    let mut objects: Vec<&String> = state.objects.keys().collect();
    objects.sort_unstable();
    let names: Vec<&String> = state.names.keys().collect();
    named(state, json!({ "stacks": stacks, "retained": retained, "names": names, "objects": objects }))
}

fn shown(stack: &Stack) -> Value {
    let is_there = |resource: &&Resource| !matches!(resource.status, "DELETE_COMPLETE" | "DELETE_SKIPPED");
    let resource = |resource: &Resource| {
        let shown = json!({
            "type": resource.type_name,
            "status": resource.status,
            "physicalId": resource.physical_id,
            "properties": resource.actual.as_ref().unwrap_or(&resource.properties),
        });
        (resource.logical_id.clone(), shown)
    };
    let output =
        |output: &super::stack::Output| (output.key.clone(), json!({ "value": output.value, "export": output.export }));
    json!({
        "status": stack.status,
        "isProtected": stack.is_protected,
        "parameters": stack.goal.parameters,
        "tags": stack.goal.tags,
        "template": *stack.goal.template,
        "resources": stack.resources.values().filter(is_there).map(resource).collect::<Map<_, _>>(),
        "outputs": stack.outputs.iter().map(output).collect::<Map<_, _>>(),
        "imports": stack.imports,
    })
}

/// The same with what generated names hold told by what it belongs to.
fn named(state: &State, value: Value) -> Value {
    match value {
        Value::String(text) => Value::String(told(state, text)),
        Value::Array(items) => items.into_iter().map(|item| named(state, item)).collect(),
        Value::Object(members) => members.into_iter().map(|(name, member)| (name, named(state, member))).collect(),
        other => other,
    }
}

fn told(state: &State, text: String) -> String {
    /// As long as a token.
    const LENGTH: usize = 17;
    let mut told = String::new();
    let mut rest = text.as_str();
    while let Some(next) = rest.chars().next() {
        if let Some(label) = rest.get(..LENGTH).and_then(|token| state.tokens.get(token)) {
            told.push_str(label);
            rest = rest.get(LENGTH..).unwrap_or_default();
        } else {
            told.push(next);
            rest = rest.get(next.len_utf8()..).unwrap_or_default();
        }
    }
    told
}
