//! From what is there to a plan: steps, and what each of them does.

use super::Context;
use super::change_set::{self, Made};
use super::parameter;
use super::remove::leftovers;
use super::step::{Approved, Step, StepAction};
use super::survey;
use super::work::Work;
use crate::api::{ChangeSet, ChangeSetStatus};
use crate::codes;
use crate::deployed::Deployed;
use crate::ending::{Ending, Stop};
use crate::plan::class::{Classified, StackAction, StackChanges, classify};
use crate::plan::difference;
use crate::plan::export::{Action, Plan, Purpose, Refusal, phases};
use crate::plan::rename::{Sides, renames};
use crate::target::Target;
use formwork::Problem;
use futures_util::future::join_all;
use serde_json::Value;
use std::collections::BTreeSet;

/// A plan.
#[derive(Clone, Debug, Default)]
pub struct Prepared {
    /// What was there, in the target's order.
    pub deployed: Vec<Deployed>,
    /// What is done.
    pub steps: Vec<Step>,
    /// What each step does, in the order of the steps.
    pub previews: Vec<Preview>,
    /// What a person should know beside that.
    pub remarks: Vec<String>,
}

/// What a step does.
#[derive(Clone, Debug)]
pub struct Preview {
    /// What happens to the stack as a whole.
    pub action: StackAction,
    /// What changes.
    pub changes: Vec<Classified>,
    /// The change set, where one could be made before anything is executed.
    pub made: Option<Made>,
}

/// The positions of the templates that are deployed when each step begins, and the templates themselves.
pub struct Templates {
    /// What each step deploys; null for a deletion.
    pub wanted: Vec<Value>,
    /// What is deployed when each step begins.
    pub deployed: Vec<Value>,
}

/// Reads what is there, and plans. No write, but for change sets where `makes_change_sets`.
///
/// # Errors
/// A call failed; no order of steps works; something that holds data would only change its name; CloudFormation cannot
/// make a change set.
pub async fn prepare(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    makes_change_sets: bool,
) -> Result<Prepared, Stop> {
    let deployed = survey::read(context, target).await?;
    let open = |(stack, there): (&crate::target::TargetStack, &Deployed)| survey::is_open(context, stack, there);
    if !target.stacks.iter().zip(&deployed).any(open) {
        return Ok(Prepared { deployed, ..Prepared::default() });
    }
    refuse_empty(target)?;
    survey::refuse_busy(context, target, &deployed)?;
    let situation = survey::situation(context, target, &deployed, account).await?;
    let plan = phases(&situation).map_err(|refusals| no_order(target, &refusals))?;
    refuse_renames(target, &deployed, &plan)?;
    let steps = steps(target, &deployed, &plan);
    let exports: BTreeSet<String> = situation
        .listing
        .iter()
        .flat_map(|listing| listing.exports.keys().map(|export| format!("{}/{}", export.region, export.name)))
        .collect();
    let previews = previews(context, target, account, &deployed, &steps, &exports, makes_change_sets).await;
    let mut prepared = Prepared { deployed, steps, previews: Vec::new(), remarks: remarks(&plan) };
    let mut stop: Option<Stop> = None;
    for preview in previews {
        match preview {
            Ok(preview) => prepared.previews.push(preview),
            Err(failed) => match &mut stop {
                Some(stop) => stop.problems.extend(failed.problems),
                None => stop = Some(failed),
            },
        }
    }
    match stop {
        None => Ok(prepared),
        Some(stop) => {
            discard_all(context, target, account, &prepared).await?;
            Err(stop)
        }
    }
}

/// Removes the change sets of a plan that is not carried out.
///
/// # Errors
/// The journal cannot be written.
pub async fn discard_all(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    prepared: &Prepared,
) -> Result<(), Stop> {
    let templates = templates(target, &prepared.deployed, &prepared.steps);
    let approved = Approved::default();
    for (at, step) in prepared.steps.iter().enumerate() {
        let work = work(target, account, step, &templates, at, &approved, false);
        let existing = step.stack.and_then(|at| prepared.deployed[at].stack.as_ref());
        if let StepAction::Deploy { .. } = step.action {
            change_set::discard(context, &work, &context.name(&step.id, 0), existing).await?;
        }
    }
    Ok(())
}

/// Everything that doing a step takes.
pub fn work<'w>(
    target: &'w Target,
    account: &'w str,
    step: &'w Step,
    templates: &'w Templates,
    at: usize,
    approved: &'w Approved,
    may_delete_data: bool,
) -> Work<'w> {
    let (text, keeps_parameters) = match &step.action {
        StepAction::Deploy { text, keeps_parameters } => (text.as_str(), *keeps_parameters),
        StepAction::Delete => ("", false),
    };
    Work {
        step,
        stack: step.stack.and_then(|at| target.stacks.get(at)),
        environment: &target.environment,
        account,
        text,
        template: &templates.wanted[at],
        deployed: &templates.deployed[at],
        keeps_parameters,
        approved,
        may_delete_data,
    }
}

/// The templates before and after each step.
pub fn templates(target: &Target, deployed: &[Deployed], steps: &[Step]) -> Templates {
    let mut now: Vec<Value> =
        deployed.iter().map(|there| there.template.clone().filter(|_| there.is_there()).unwrap_or_default()).collect();
    now.resize(target.stacks.len(), Value::Null);
    let mut templates = Templates { wanted: Vec::new(), deployed: Vec::new() };
    let mut templates_of = BTreeSet::new();
    for step in steps {
        let wanted = match &step.action {
            StepAction::Deploy { text, .. } => serde_json::from_str(text).unwrap_or_default(),
            StepAction::Delete => Value::Null,
        };
        let is_made_again =
            |at: &usize| step.action != StepAction::Delete && deployed.get(*at).is_some_and(Deployed::is_wreck);
        let is_first = |at: &usize| !templates_of.contains(at);
        let there = step.stack.filter(|at| !(is_made_again(at) && is_first(at)));
        templates.deployed.push(there.map(|at| now[at].clone()).unwrap_or_default());
        templates_of.extend(step.stack);
        if let Some(at) = step.stack {
            now[at] = wanted.clone();
        }
        templates.wanted.push(wanted);
    }
    templates
}

fn steps(target: &Target, deployed: &[Deployed], plan: &Plan) -> Vec<Step> {
    let step = |step: &crate::plan::export::Step| {
        let same =
            |stack: &crate::target::TargetStack| stack.name == step.stack.name && stack.region == step.stack.region;
        let stack = target.stacks.iter().position(same);
        let of = stack.map(|at| &target.stacks[at]);
        let base = of.map_or(step.stack.name.as_str(), |stack| stack.id.as_str());
        let (id, action) = match &step.action {
            Action::Delete => (base.to_string(), StepAction::Delete),
            Action::Deploy { purpose, template } => {
                let suffix = match purpose {
                    Purpose::Detach => "/detach",
                    Purpose::Release => "/release",
                    Purpose::Target => "",
                    Purpose::Finish => "/finish",
                };
                let text = match of {
                    Some(stack) if stack.template == *template => stack.text.clone(),
                    _ if *purpose == Purpose::Detach => {
                        let before = stack.and_then(|at| deployed[at].template.as_ref());
                        marked(before.unwrap_or(&Value::Null), template).to_string()
                    }
                    _ => template.to_string(),
                };
                let is_chosen = of.is_some_and(|stack| stack.is_chosen);
                let keeps_parameters = matches!(purpose, Purpose::Detach | Purpose::Release) || !is_chosen;
                (format!("{base}{suffix}"), StepAction::Deploy { text, keeps_parameters })
            }
        };
        Step {
            id,
            stack,
            name: step.stack.name.clone(),
            region: step.stack.region.clone(),
            action,
            after: step.after.clone(),
        }
    };
    plan.steps.iter().map(step).collect()
}

/// A template in which values stand where they were imported, so that CloudFormation sees that something changes: the
/// values are the same as before, and a change set without changes would not let go of the export.
fn marked(before: &Value, template: &Value) -> Value {
    let mut marked = template.clone();
    let Some(resources) = marked.get_mut("Resources").and_then(Value::as_object_mut) else { return marked };
    let differs = |id: &String, resource: &Value| before.pointer(&format!("/Resources/{id}")) != Some(resource);
    let mut ids: Vec<String> =
        resources.iter().filter(|(id, resource)| differs(id, resource)).map(|(id, _)| id.clone()).collect();
    if ids.is_empty() {
        ids.extend(resources.keys().next().cloned());
    }
    for id in ids {
        if let Some(resource) = resources.get_mut(&id).and_then(Value::as_object_mut) {
            let metadata = resource.entry("Metadata").or_insert_with(|| Value::Object(serde_json::Map::new()));
            if let Some(metadata) = metadata.as_object_mut() {
                metadata.insert("formwork:imports".to_string(), Value::String("written as values".to_string()));
            }
        }
    }
    marked
}

async fn previews(
    context: &Context<'_>,
    target: &Target,
    account: &str,
    deployed: &[Deployed],
    steps: &[Step],
    exports: &BTreeSet<String>,
    makes_change_sets: bool,
) -> Vec<Result<Preview, Stop>> {
    let templates = templates(target, deployed, steps);
    let approved = Approved::default();
    let (templates, approved) = (&templates, &approved);
    let all = steps.iter().enumerate().map(async |(at, step)| {
        let work = work(target, account, step, templates, at, approved, false);
        let there = step.stack.map(|at| &deployed[at]);
        let existing = there.and_then(|there| there.stack.as_ref());
        if step.action == StepAction::Delete {
            return Ok(Preview { action: StackAction::Delete, changes: deletion(&work), made: None });
        }
        let is_first = !steps[..at].iter().any(|earlier| earlier.stack == step.stack);
        let is_settled = existing.is_none_or(|stack| {
            stack.status.ends_with("_COMPLETE") && stack.status != "ROLLBACK_COMPLETE"
                || matches!(stack.status.as_str(), "REVIEW_IN_PROGRESS" | "UPDATE_FAILED")
        });
        let has_imports =
            imports(work.template).iter().all(|name| exports.contains(&format!("{}/{name}", step.region)));
        let made = match makes_change_sets && is_first && is_settled && has_imports {
            true => Some(change_set::make(context, &work, existing, 0).await?),
            false => None,
        };
        let action = match there {
            Some(there) if there.is_there() && !there.is_wreck() => work.action(existing),
            _ => StackAction::Create,
        };
        let action = if is_first { action } else { StackAction::Update };
        let mut changes = match &made {
            Some(made) => work.classify(existing, &made.change_set),
            None => {
                let (before, after) = parameter::bound(&work, existing);
                let changes = difference::changes(&before, &after);
                let (id, stack_id) = (String::new(), String::new());
                let change_set = ChangeSet { id, stack_id, status: ChangeSetStatus::Ready, changes, remark: None };
                work.classify(existing, &change_set)
            }
        };
        if let Some(wreck) = there.filter(|there| is_first && there.is_wreck()) {
            changes.extend(leftovers(context, &work, wreck).await?);
        }
        Ok(Preview { action, changes, made })
    });
    join_all(all).await
}

/// The names of the values that a template imports, as far as they are literal.
fn imports(template: &Value) -> Vec<&str> {
    let mut names = Vec::new();
    let mut open = vec![template];
    while let Some(value) = open.pop() {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    match value {
                        Value::String(name) if key == "Fn::ImportValue" => names.push(name.as_str()),
                        other => open.push(other),
                    }
                }
            }
            Value::Array(items) => open.extend(items),
            _ => {}
        }
    }
    names
}

/// What the deletion of a stack does.
pub fn deletion(work: &Work<'_>) -> Vec<Classified> {
    classify(&StackChanges {
        stack: &work.step.name,
        action: StackAction::Delete,
        account: Some(work.account),
        changes: &[],
        deployed: work.deployed,
        wanted: &Value::Null,
        termination_protection: (false, false),
        dropped_exports: &[],
    })
}

fn refuse_empty(target: &Target) -> Result<(), Stop> {
    let is_empty = |stack: &&crate::target::TargetStack| {
        let resources = stack.template.get("Resources").and_then(Value::as_object);
        stack.is_chosen && resources.is_none_or(serde_json::Map::is_empty)
    };
    let problem = |stack: &crate::target::TargetStack| {
        let place = stack.places.get("").cloned().unwrap_or_default();
        let problem = codes::EMPTY_STACK.problem().at(place).with("stack", stack.id.as_str());
        problem.with("environment", target.environment.as_str())
    };
    let problems: Vec<Problem> = target.stacks.iter().filter(is_empty).map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(Stop { ending: Ending::Preflight, problems }) }
}

fn refuse_renames(target: &Target, deployed: &[Deployed], plan: &Plan) -> Result<(), Stop> {
    let sides: Vec<Sides<'_>> = target
        .stacks
        .iter()
        .zip(deployed)
        .filter(|(stack, _)| stack.is_chosen)
        .map(|(stack, there)| Sides {
            stack: crate::plan::export::StackKey::new(stack.region.as_str(), stack.name.as_str()),
            deployed: there.template.as_ref().filter(|_| there.is_there()),
            wanted: Some(&stack.template),
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

fn no_order(target: &Target, refusals: &[Refusal]) -> Stop {
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

fn remarks(plan: &Plan) -> Vec<String> {
    let mut remarks = Vec::new();
    for hot in &plan.hot {
        let importers: Vec<&str> = hot.importers.iter().map(|stack| stack.name.as_str()).collect();
        let (export, stack, why) = (&hot.export, &hot.stack, &hot.why);
        remarks.push(format!("{export} of {stack} {why} while {} import it: done in phases", importers.join(", ")));
    }
    for carried in &plan.carried {
        let importers: Vec<&str> = carried.importers.iter().map(String::as_str).collect();
        remarks.push(format!("{} stays exported: {} import it", carried.export, importers.join(", ")));
    }
    for staying in &plan.staying {
        let importers: Vec<&str> = staying.importers.iter().map(String::as_str).collect();
        remarks.push(format!("{} is not deleted: {} import from it", staying.stack, importers.join(", ")));
    }
    remarks
}
