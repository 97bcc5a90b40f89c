//! Values of other stacks without an import: brought as parameters, or read by name while CloudFormation deploys.
//!
//! CloudFormation does not see that a value which is read by name has moved, since the template says the same as before. So
//! the resources that read it get a metadata entry with a digest of the value: then they change with it.

use super::Context;
use super::survey::{is_open, moving_outputs};
use super::work::Work;
use crate::codes::reference as codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::target::{Source, Target, TargetStack, fed, read};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// The metadata entry of a resource that reads values by name.
const READS: &str = "formwork:reads";

/// What stands in the place of a value that moves in this run.
const KNOWN_AFTER: &str = "{{changeSet:KNOWN_AFTER_APPLY}}";

/// The target with the values that its stacks would take now. Where a value may move in this run it is left out, and so its
/// stack differs from what is deployed.
///
/// # Errors
/// A call failed.
pub async fn as_it_reads(context: &Context<'_>, target: &Target, deployed: &[Deployed]) -> Result<Target, Stop> {
    let mut reading = target.clone();
    let mut moving: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (at, there) in deployed.iter().enumerate().take(target.stacks.len()) {
        let mut stack = target.stacks[at].clone();
        let sources = sources(&stack);
        if stack.is_chosen && !sources.is_empty() {
            let mut known = BTreeMap::new();
            for source in &sources {
                let is_moving = moving.get(&source.stack).is_some_and(|outputs| outputs.contains(&source.output));
                if let Some(value) = value(context, target, deployed, source).await?.filter(|_| !is_moving) {
                    known.insert(source.clone(), value);
                }
            }
            if sources.iter().all(|source| known.contains_key(source)) {
                fill(&mut stack, &known);
            }
        }
        if stack.is_chosen && is_open(context, &stack, there) {
            let before = there.template.as_ref().filter(|_| there.is_there()).unwrap_or(&Value::Null);
            moving.insert(stack.name.clone(), moving_outputs(before, &stack.template));
        }
        reading.stacks[at] = stack;
    }
    Ok(reading)
}

/// Everything that a stack takes from others.
fn sources(stack: &TargetStack) -> BTreeSet<Source> {
    let fed = fed(&stack.template).into_iter().filter(|(name, _)| !stack.parameters.contains_key(name));
    fed.map(|(_, source)| source).chain(read(&stack.template, &stack.region).into_keys()).collect()
}

/// An output as it is deployed; none where there is none.
async fn value(
    context: &Context<'_>,
    target: &Target,
    deployed: &[Deployed],
    source: &Source,
) -> Result<Option<String>, Stop> {
    let is_it = |stack: &TargetStack| stack.name == source.stack && stack.region == source.region;
    let there = match target.stacks.iter().position(is_it).and_then(|at| deployed.get(at)) {
        Some(there) => there.stack.clone().filter(|_| there.is_there()),
        None => {
            let there = context.cloud(&source.region).stack(&source.stack).await;
            there.map_err(|failure| Stop::call(&source.stack, &failure))?
        }
    };
    let outputs = there.map(|stack| stack.outputs).unwrap_or_default();
    Ok(outputs.into_iter().find(|output| output.key == source.output).map(|output| output.value))
}

/// Puts the values into a stack.
fn fill(stack: &mut TargetStack, known: &BTreeMap<Source, String>) {
    for (name, source) in fed(&stack.template) {
        if let Some(value) = known.get(&source).filter(|_| !stack.parameters.contains_key(&name)) {
            stack.parameters.insert(name, value.clone());
        }
    }
    if let Some(marked) = marked(&stack.template, &stack.region, known) {
        stack.text = marked.to_string();
        stack.template = marked;
    }
}

/// The template whose readers say what they read; none where nothing is read.
fn marked(template: &Value, region: &str, known: &BTreeMap<Source, String>) -> Option<Value> {
    let mut reads: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    for (source, readers) in read(template, region) {
        let Some(value) = known.get(&source) else { continue };
        let digest: String = Sha256::digest(value).iter().take(6).map(|byte| format!("{byte:02x}")).collect();
        for reader in readers {
            let name = format!("{}.{}", source.stack, source.output);
            reads.entry(reader).or_default().insert(name, Value::String(digest.clone()));
        }
    }
    if reads.is_empty() {
        return None;
    }
    let mut marked = template.clone();
    for (id, digests) in reads {
        let resource = marked.get_mut("Resources").and_then(|all| all.get_mut(&id)).and_then(Value::as_object_mut);
        let metadata = resource.map(|one| one.entry("Metadata").or_insert_with(|| Value::Object(Map::new())));
        if let Some(metadata) = metadata.and_then(Value::as_object_mut) {
            metadata.insert(READS.to_string(), Value::Object(digests));
        }
    }
    Some(marked)
}

/// What a step is given now that its producers are done.
#[derive(Clone, Debug, Default)]
pub struct Fed {
    /// Parameters and their values.
    pub parameters: BTreeMap<String, String>,
    /// The template with its marks; none where it has none.
    pub template: Option<Value>,
}

/// Reads what a step takes from others.
///
/// # Errors
/// One of them has no such output; a call failed.
pub async fn fresh(context: &Context<'_>, work: &Work<'_>) -> Result<Fed, Stop> {
    let mut fresh = Fed::default();
    let Some(stack) = work.stack.filter(|_| !work.keeps_parameters) else { return Ok(fresh) };
    let mut known = BTreeMap::new();
    for source in sources(stack) {
        let nothing = Target::default();
        let Some(value) = value(context, &nothing, &[], &source).await? else {
            let problem = codes::NO_OUTPUT.problem().at(work.place("")).with("stack", stack.id.as_str());
            let problem = problem.with("producer", source.stack).with("output", source.output);
            return Err(Stop::new(Ending::Preflight, problem));
        };
        known.insert(source, value);
    }
    for (name, source) in fed(&stack.template) {
        if let Some(value) = known.get(&source).filter(|_| !stack.parameters.contains_key(&name)) {
            fresh.parameters.insert(name, value.clone());
        }
    }
    fresh.template = marked(work.template, &stack.region, &known);
    Ok(fresh)
}

/// Whether a stack takes nothing that one of these steps may still move.
pub fn is_settled<'s>(stack: &TargetStack, before: impl Iterator<Item = &'s str> + Clone) -> bool {
    sources(stack).iter().all(|source| !before.clone().any(|name| name == source.stack))
}

/// The template of a step with what is not known yet in the place of what it takes from others.
pub fn unsettled(stack: &TargetStack, template: &Value) -> Value {
    let fed = fed(&stack.template);
    let mut template = template.clone();
    replace(&mut template, &|function, argument| match function {
        "Ref" => argument.as_str().is_some_and(|name| fed.contains_key(name) && !stack.parameters.contains_key(name)),
        "Fn::GetStackOutput" => true,
        _ => false,
    });
    template
}

fn replace(value: &mut Value, is_open: &dyn Fn(&str, &Value) -> bool) {
    match value {
        Value::Object(entries) => {
            let mut members = entries.iter();
            if let (Some((function, argument)), None) = (members.next(), members.next())
                && is_open(function, argument)
            {
                *value = Value::String(KNOWN_AFTER.to_string());
                return;
            }
            entries.values_mut().for_each(|entry| replace(entry, is_open));
        }
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, is_open)),
        _ => {}
    }
}
