//! What a stack takes from the outputs of others without an import.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// An output of another stack.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The stack's name.
    pub stack: String,
    /// Its region.
    pub region: String,
    /// The output's logical id.
    pub output: String,
}

/// The parameters that the deployer brings, and where from: what the template's metadata say.
pub fn fed(template: &Value) -> BTreeMap<String, Source> {
    let fed = template.get("Metadata").and_then(|all| all.get("formwork:fed")).and_then(Value::as_object);
    let source = |value: &Value| {
        let text = |key: &str| value.get(key)?.as_str().map(str::to_string);
        Some(Source { stack: text("Stack")?, region: text("Region")?, output: text("Output")? })
    };
    let declared = |name: &String| template.get("Parameters").is_some_and(|all| all.get(name).is_some());
    let fed = fed.into_iter().flatten().filter(|(name, _)| declared(name));
    fed.filter_map(|(name, value)| Some((name.clone(), source(value)?))).collect()
}

/// What is read by `Fn::GetStackOutput`, and by which resources; `region` is the stack's own. A name that is no text is
/// left out, and so is what another role reads.
pub fn read(template: &Value, region: &str) -> BTreeMap<Source, BTreeSet<String>> {
    let mut all: BTreeMap<Source, BTreeSet<String>> = BTreeMap::new();
    for (id, resource) in template.get("Resources").and_then(Value::as_object).into_iter().flatten() {
        visit(resource.get("Properties").unwrap_or(&Value::Null), &mut |argument| {
            let text = |key: &str| argument.get(key)?.as_str().map(str::to_string);
            let (Some(stack), Some(output), None) = (text("StackName"), text("OutputName"), argument.get("RoleArn"))
            else {
                return;
            };
            let region = text("Region").unwrap_or_else(|| region.to_string());
            all.entry(Source { stack, region, output }).or_default().insert(id.clone());
        });
    }
    all
}

fn visit(value: &Value, found: &mut dyn FnMut(&Value)) {
    match value {
        Value::Object(entries) => {
            for (key, entry) in entries {
                if key == "Fn::GetStackOutput" {
                    found(entry);
                }
                visit(entry, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| visit(item, found)),
        _ => {}
    }
}
