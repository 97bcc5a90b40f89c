//! Which properties go together, and which do not.

use crate::facts::{Group, Rule};
use crate::intern;
use serde_json::Value;

/// The groups that a schema states.
pub fn of(schema: &Value) -> Vec<Group> {
    let mut groups = Vec::new();
    for (key, rule) in [("requiredXor", Rule::ExactlyOne), ("requiredOr", Rule::AtLeastOne)] {
        push(&mut groups, rule, strings(&schema[key]));
    }
    for (key, rule) in [("oneOf", Rule::ExactlyOne), ("anyOf", Rule::AtLeastOne)] {
        push(&mut groups, rule, one_each(&schema[key]));
    }
    let each_needs =
        [("dependentRequired", Rule::Needs), ("dependencies", Rule::Needs), ("dependentExcluded", Rule::Excludes)];
    for (key, rule) in each_needs {
        for (property, others) in super::sorted(Some(&schema[key])) {
            let others = strings(others);
            if !others.is_empty() {
                groups.push(Group { rule, properties: [vec![intern(property)], others].concat() });
            }
        }
    }
    groups
}

fn push(groups: &mut Vec<Group>, rule: Rule, properties: Vec<&'static str>) {
    if properties.len() > 1 {
        groups.push(Group { rule, properties });
    }
}

fn strings(list: &Value) -> Vec<&'static str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).map(intern).collect()
}

/// `[{"required": ["A"]}, {"required": ["B"]}]`: nothing if an alternative says anything else.
fn one_each(alternatives: &Value) -> Vec<&'static str> {
    let mut properties = Vec::new();
    for alternative in alternatives.as_array().into_iter().flatten() {
        match strings(&alternative["required"]).as_slice() {
            [only] if !properties.contains(only) => properties.push(only),
            _ => return Vec::new(),
        }
    }
    properties
}
