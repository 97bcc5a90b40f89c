//! Stacks and environments as artifacts of a manifest, as the `cdk` command reads them.

use super::layout;
use crate::{AssembledEnvironment, AssembledStack};
use serde_json::{Map, Value, json};

/// Old enough for every `cdk` of version 2, which takes any up to its own.
pub(crate) const ASSEMBLY_VERSION: &str = "36.0.0";
pub(crate) const STACK: &str = "aws:cloudformation:stack";
pub(crate) const NESTED_ASSEMBLY: &str = "cdk:cloud-assembly";
const UNKNOWN_ACCOUNT: &str = "unknown-account";
const ENVIRONMENT_SCHEME: &str = "aws://";

pub(crate) fn of_environment(name: &str) -> Value {
    json!({"type": NESTED_ASSEMBLY, "properties": {"directoryName": name}})
}

pub(crate) fn of_stack(environment: &AssembledEnvironment, stack: &AssembledStack) -> Value {
    let mut properties = Map::new();
    properties.insert("templateFile".into(), layout::template_file(&stack.id).into());
    properties.insert("stackName".into(), stack.stack_name.clone().into());
    if stack.termination_protection {
        properties.insert("terminationProtection".into(), true.into());
    }
    if !stack.tags.is_empty() {
        let tags = stack.tags.iter().map(|(key, value)| (key.clone(), Value::from(value.clone())));
        properties.insert("tags".into(), Value::Object(tags.collect()));
    }
    let account = environment.account.as_deref().unwrap_or(UNKNOWN_ACCOUNT);
    let mut artifact = Map::new();
    artifact.insert("type".into(), STACK.into());
    artifact.insert("environment".into(), format!("{ENVIRONMENT_SCHEME}{account}/{}", stack.region).into());
    artifact.insert("properties".into(), Value::Object(properties));
    if !stack.dependencies.is_empty() {
        artifact.insert("dependencies".into(), stack.dependencies.clone().into());
    }
    artifact.insert("displayName".into(), format!("{}/{}", environment.name, stack.id).into());
    Value::Object(artifact)
}

/// The account, if it is fixed, and the region of a stack's artifact.
pub(crate) fn home(artifact: &Value) -> Option<(Option<&str>, &str)> {
    let home = artifact.get("environment")?.as_str()?.strip_prefix(ENVIRONMENT_SCHEME)?;
    let (account, region) = home.split_once('/')?;
    Some(((account != UNKNOWN_ACCOUNT).then_some(account), region))
}

pub(crate) fn property<'a>(artifact: &'a Value, name: &str) -> Option<&'a Value> {
    artifact.get("properties")?.get(name)
}

pub(crate) fn is_of_type(artifact: &Value, type_name: &str) -> bool {
    artifact.get("type").and_then(Value::as_str) == Some(type_name)
}

/// The ids of the stacks that a stack's artifact is deployed after.
pub(crate) fn dependencies(artifact: &Value) -> Vec<&str> {
    let list = artifact.get("dependencies").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// A manifest as it is written to a file.
pub(crate) fn manifest_text(members: Map<String, Value>) -> String {
    let mut manifest = Map::new();
    manifest.insert("version".into(), ASSEMBLY_VERSION.into());
    manifest.extend(members);
    let mut bytes = Vec::new();
    let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
    let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
    // Writing to memory does not fail, and every key is a text.
    let written = serde::Serialize::serialize(&manifest, &mut serializer);
    debug_assert!(written.is_ok());
    bytes.push(b'\n');
    String::from_utf8(bytes).unwrap_or_default()
}
