//! What is refused before anything is made.

use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::plan::export::{Plan, Refusal};
use crate::plan::rename::{Sides, renames};
use crate::preflight::Check;
use crate::target::Target;
use formwork::Problem;
use serde_json::Value;

/// A stack without resources.
pub fn refuse_empty(target: &Target) -> Result<(), Stop> {
    let is_empty = |stack: &&crate::target::TargetStack| {
        let resources = stack.template.get("Resources").and_then(Value::as_object);
        stack.is_chosen && !stack.leaves && resources.is_none_or(serde_json::Map::is_empty)
    };
    let problem = |stack: &crate::target::TargetStack| {
        let place = stack.places.get("").cloned().unwrap_or_default();
        let problem = codes::EMPTY_STACK.problem().at(place).with("stack", stack.id.as_str());
        problem.with("environment", target.environment.as_str())
    };
    let problems: Vec<Problem> = target.stacks.iter().filter(is_empty).map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop { ending: Ending::Preflight, problems }) }
}

/// What the checks say would fail: all of it at once.
pub fn refuse_failing(checks: &[Check]) -> Result<(), Stop> {
    let problems: Vec<Problem> = checks.iter().filter_map(Check::problem).cloned().collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop { ending: Ending::Preflight, problems }) }
}

/// Something that holds data and would only change its name.
pub fn refuse_renames(target: &Target, deployed: &[Deployed], plan: &Plan) -> Result<(), Stop> {
    let sides: Vec<Sides<'_>> = target
        .stacks
        .iter()
        .zip(deployed)
        .filter(|(stack, _)| stack.is_chosen)
        .map(|(stack, there)| Sides {
            stack: crate::plan::export::StackKey::new(stack.region.as_str(), stack.name.as_str()),
            deployed: there.template.as_ref().filter(|_| there.is_there()),
            wanted: Some(&stack.template).filter(|_| !stack.leaves),
        })
        .filter(|sides| plan.steps.iter().any(|step| step.stack == sides.stack))
        .collect();
    let problem = |rename: crate::plan::rename::Rename| {
        let to: Vec<&str> = rename.to.iter().map(|spot| spot.logical_id.as_str()).collect();
        let at = target.stacks.iter().find(|stack| stack.name == rename.from.stack.name);
        let place = at.zip(to.first()).map(|(stack, id)| stack.place_of(id)).unwrap_or_default();
        let remedy = match rename.renamed_from() {
            Some(line) => format!("keep its old logical id: {line}"),
            None => "give it back its old logical id, or move it by a stack refactoring".to_string(),
        };
        codes::RENAMED
            .problem()
            .at(place)
            .with("type", rename.type_name.as_str())
            .with("old", rename.from.logical_id.as_str())
            .with("new", to.join(" or "))
            .with("stack", rename.from.stack.name.as_str())
            .with("remedy", remedy)
    };
    let blocking = renames(&sides).into_iter().filter(crate::plan::rename::Rename::blocks);
    let problems: Vec<Problem> = blocking.map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop { ending: Ending::Preflight, problems }) }
}

/// Why no order of steps works.
pub fn no_order(target: &Target, refusals: &[Refusal]) -> Stop {
    let place = |name: &str| {
        let stack = target.stacks.iter().find(|stack| stack.name == name);
        stack.and_then(|stack| stack.places.get("").cloned()).unwrap_or_default()
    };
    let problem = |refusal: &Refusal| match refusal {
        Refusal::ImportedOutside { export, stack, importers, .. } => {
            let importers: Vec<&str> = importers.iter().map(String::as_str).collect();
            let problem = codes::HOT_EXPORT.problem().at(place(&stack.name)).with("export", export.name.as_str());
            problem.with("stack", stack.name.as_str()).with("importers", importers.join(", "))
        }
        other => codes::NO_ORDER.problem().with("reason", other.to_string()),
    };
    Stop { ending: Ending::Preflight, problems: refusals.iter().map(problem).collect() }
}
