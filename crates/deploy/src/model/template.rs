//! Templates as CloudFormation reads them: what it refuses at once, and what it asks for.

use super::graph;
use super::{facts, goal::Goal};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const PSEUDO: &str = "AWS::";

/// Reads a template.
///
/// # Errors
/// What CloudFormation says of a text that is none.
pub fn read(text: &str) -> Result<Value, String> {
    let template: Value =
        serde_json::from_str(text).map_err(|_| "Template format error: JSON not well-formed.".to_owned())?;
    let resources = template.get("Resources").and_then(Value::as_object).filter(|resources| !resources.is_empty());
    if resources.is_none() {
        return Err("Template format error: At least one Resources member must be defined.".to_owned());
    }
    Ok(template)
}

/// Whether everything that is named is there.
///
/// # Errors
/// What CloudFormation says of the first thing that is not.
pub fn validate(goal: &Goal) -> Result<(), String> {
    let mut unknown = BTreeSet::new();
    for (id, body) in goal.members("Resources") {
        let Some(type_name) = body.get("Type").and_then(Value::as_str) else {
            return Err(format!(
                "Template format error: [/Resources/{id}] Every Resources object must contain a Type member."
            ));
        };
        if type_name.starts_with(PSEUDO)
            && facts::of(type_name).is_none()
            && !type_name.starts_with("AWS::CloudFormation")
        {
            unknown.insert(type_name);
        }
    }
    if !unknown.is_empty() {
        return Err(format!("Template format error: Unrecognized resource types: {}", listed(unknown)));
    }
    names(goal, "Resources", "in the Resources block of the template")?;
    names(goal, "Outputs", "in the Outputs block of the template")?;
    let graph: BTreeMap<String, BTreeSet<String>> =
        goal.members("Resources").map(|(id, body)| (id.clone(), graph::dependencies(body))).collect();
    let own = graph.iter().find(|(id, on)| on.contains(*id)).map(|(id, _)| vec![id.clone()]);
    match own.map_or_else(|| graph::ordered(&graph), Err) {
        Err(circle) => Err(format!("Circular dependency between resources: {}", listed(circle))),
        Ok(_) => Ok(()),
    }
}

fn names(goal: &Goal, section: &str, place: &str) -> Result<(), String> {
    let known = |name: &str| {
        name.starts_with(PSEUDO)
            || goal.resource(name).is_some()
            || goal.section("Parameters").is_some_and(|all| all.contains_key(name))
    };
    let mut missing = BTreeSet::new();
    for (_, body) in goal.members(section) {
        for used in graph::uses(body) {
            match used.attribute {
                Some(_) if goal.resource(&used.of).is_none() => {
                    let of = used.of;
                    return Err(format!("Template error: instance of Fn::GetAtt references undefined resource {of}"));
                }
                None if !known(&used.of) => drop(missing.insert(used.of)),
                _ => {}
            }
        }
        missing.extend(graph::dependencies(body).into_iter().filter(|name| !known(name)));
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(format!("Template format error: Unresolved resource dependencies {} {place}", listed(missing)))
}

/// The capability that a template needs, and why.
pub fn required_capability(template: &Value) -> Option<(&'static str, String)> {
    if template.get("Transform").is_some() {
        return Some(("CAPABILITY_AUTO_EXPAND", "The following transforms were found".to_owned()));
    }
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let mut found = BTreeSet::new();
    let mut is_named = false;
    for (_, body) in resources {
        let type_name = body.get("Type").and_then(Value::as_str).unwrap_or_default();
        let Some(kind) = type_name.strip_prefix("AWS::IAM::") else { continue };
        found.insert(type_name.to_owned());
        let name = match kind {
            "Role" | "User" | "Group" | "InstanceProfile" | "ManagedPolicy" => format!("{kind}Name"),
            _ => continue,
        };
        is_named |= body.get("Properties").is_some_and(|properties| properties.get(name).is_some());
    }
    let reason = format!("The following resource(s) require capabilities: {}", listed(&found));
    let capability = if is_named { "CAPABILITY_NAMED_IAM" } else { "CAPABILITY_IAM" };
    (!found.is_empty()).then_some((capability, reason))
}

/// `[A, B]`, as CloudFormation lists names.
pub fn listed(names: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    let names: Vec<String> = names.into_iter().map(|name| name.as_ref().to_owned()).collect();
    format!("[{}]", names.join(", "))
}
