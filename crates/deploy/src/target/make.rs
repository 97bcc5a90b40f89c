//! From a judged assembly to what is deployed.

use super::{MARK, Target, TargetStack, fed, mark};
use crate::codes;
use crate::project::{key_of, parameter_of};
use formwork::check::Verified;
use formwork::{AssembledEnvironment, Problem, output};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The values that parameters take, by key, and where a person sets them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// From the settings.
    pub settings: BTreeMap<String, String>,
    /// From the command line; they win.
    pub given: BTreeMap<String, String>,
    /// The files of the settings.
    pub files: Vec<String>,
    /// Whether values are made up where there are none: in a rehearsal, which needs nobody's.
    pub are_made_up: bool,
}

/// The stacks of an environment; `wanted` are the ids of those to deploy.
///
/// # Errors
/// Every parameter that has no value, and every value given on the command line that reaches no parameter.
pub fn make(
    verified: &Verified,
    environment: &str,
    wanted: &BTreeSet<String>,
    values: &Values,
) -> Result<Target, Vec<Problem>> {
    let environments = verified.assembly().environments.iter().zip(verified.texts());
    let Some((of, texts)) = environments.into_iter().find(|(known, _)| known.name == environment) else {
        return Ok(Target::default());
    };
    let mut missing: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut known = BTreeSet::new();
    let mut stacks: Vec<TargetStack> = Vec::new();
    for at in output::deployment_order(of) {
        let (stack, text) = (&of.stacks[at], &texts[at]);
        let template: Value = serde_json::from_str(text).unwrap_or_default();
        let is_wanted = wanted.contains(&stack.id);
        let fed = fed(&template);
        let mut parameters = BTreeMap::new();
        for (name, declared) in template.get("Parameters").and_then(Value::as_object).into_iter().flatten() {
            let key = key_of(name);
            known.insert(key.clone());
            let value = values.given.get(&key).or_else(|| values.settings.get(&key));
            match value {
                Some(value) => drop(parameters.insert(name.clone(), value.clone())),
                None if declared.get("Default").is_some() || !is_wanted => {}
                None if fed.contains_key(name) => {}
                None if values.are_made_up => drop(parameters.insert(name.clone(), made_up(declared))),
                None => missing.entry(name.clone()).or_default().push(stack.id.clone()),
            }
        }
        let after = |id: &String| stacks.iter().position(|known| known.id == *id);
        stacks.push(TargetStack {
            id: stack.id.clone(),
            name: stack.stack_name.clone(),
            region: stack.region.clone(),
            text: text.clone(),
            template,
            is_chosen: is_wanted,
            leaves: false,
            tags: stack.tags.iter().cloned().collect(),
            is_protected: stack.termination_protection,
            parameters,
            after: stack.dependencies.iter().filter_map(after).collect(),
            places: stack.places.clone(),
        });
    }
    let problems = problems(&missing, values, &known);
    match problems.is_empty() {
        true => {
            let (environment, account, region) = (of.name.clone(), of.account.clone(), of.region.clone());
            let mut target = Target { environment, account, region, stacks };
            if let Some(mark) = mark(&target) {
                target.stacks.iter_mut().for_each(|stack| drop(stack.tags.insert(MARK.to_string(), mark.clone())));
            }
            Ok(target)
        }
        false => Err(problems),
    }
}

/// The value of a parameter in a rehearsal that is told none.
pub const MADE_UP: &str = "made-up";

/// Some value that a parameter takes.
fn made_up(declared: &Value) -> String {
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    let first = declared.get("AllowedValues").and_then(|all| all.get(0)).or_else(|| declared.get("MinValue"));
    match (first, declared.get("Type").and_then(Value::as_str)) {
        (Some(value), _) => text(value),
        (None, Some("Number" | "List<Number>")) => "1".to_string(),
        _ => MADE_UP.to_string(),
    }
}

/// The ids of a stack and of all that it needs, or of it alone.
pub fn with_producers(of: &AssembledEnvironment, ids: BTreeSet<String>, exclusively: bool) -> BTreeSet<String> {
    let mut all = ids;
    if exclusively {
        return all;
    }
    let mut open: Vec<String> = all.iter().cloned().collect();
    while let Some(id) = open.pop() {
        let Some(stack) = of.stacks.iter().find(|stack| stack.id == id) else { continue };
        open.extend(stack.dependencies.iter().filter(|id| all.insert((*id).clone())).cloned());
    }
    all
}

fn problems(missing: &BTreeMap<String, Vec<String>>, values: &Values, known: &BTreeSet<String>) -> Vec<Problem> {
    let files = values.files.join(" or ");
    let unset = missing.iter().map(|(parameter, stacks)| {
        let problem =
            codes::MISSING_VALUE.problem().with("key", key_of(parameter)).with("parameter", parameter.as_str());
        problem.with("stacks", stacks.join(", ")).with("files", files.as_str())
    });
    let listed = known.iter().cloned().collect::<Vec<_>>().join(", ");
    let unused = values.given.keys().filter(|key| !known.contains(&key_of(&parameter_of(key))));
    let unused =
        unused.map(|key| codes::UNUSED_VALUE.problem().with("key", key.as_str()).with("known", listed.as_str()));
    unset.chain(unused).collect()
}
