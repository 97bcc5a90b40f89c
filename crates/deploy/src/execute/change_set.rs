//! The change set of a step: made once, found again after a crash.

use super::prepare::{lets_go, marked};
use super::work::Work;
use super::{Context, Notice, conflict, feed, gate};
use crate::api::{
    Body, ChangeSet, ChangeSetKind, ChangeSetStatus, Failure, FailureKind, HookResult, NewChangeSet, Stack,
    ValidationError,
};
use crate::change::Replacement;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::journal::Operation;
use crate::plan::class::StackAction;
use serde_json::Value;
use std::collections::BTreeMap;
use std::time::Duration;

/// The largest template that goes into a call: bytes.
const BODY_BYTES: usize = 51_200;

/// A change set that is as far as it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Made {
    /// Its name.
    pub name: String,
    /// What it is; ready or empty.
    pub change_set: ChangeSet,
}

impl Made {
    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.change_set.status == ChangeSetStatus::Empty
    }
}

/// Added to the number of an attempt whose template is marked.
const MARKED: usize = 1_000;

/// Makes the change set of a step for this attempt, or finds the one that was made before, and waits until it is ready.
///
/// One that would let go of an export by values that are the same as before changes nothing, so that CloudFormation would
/// keep the import: then it is made once more, with a mark.
///
/// # Errors
/// CloudFormation cannot make it; a call failed; the journal cannot be written.
pub async fn make(
    context: &Context<'_>,
    work: &Work<'_>,
    existing: Option<&Stack>,
    attempt: usize,
) -> Result<Made, Stop> {
    let made = once(context, work, existing, attempt).await?;
    if !made.is_empty() || !lets_go(work.deployed, work.template) {
        return Ok(made);
    }
    let _ = context.cloud(&work.step.region).delete_change_set(&work.step.name, &made.name).await;
    let template = marked(work.deployed, work.template);
    let text = template.to_string();
    once(context, &Work { template: &template, text: &text, ..*work }, existing, attempt + MARKED).await
}

async fn once(context: &Context<'_>, work: &Work<'_>, existing: Option<&Stack>, attempt: usize) -> Result<Made, Stop> {
    let name = context.name(&work.step.id, attempt);
    let token = context.token(&work.step.id, Operation::CreateChangeSet, attempt);
    let cloud = context.cloud(&work.step.region);
    let refused = |failure: Failure| Stop::call(&work.step.id, &failure);
    let begun = context.interrupted.begun.get(&work.step.id).and_then(|all| all.get(&Operation::CreateChangeSet));
    let found = match begun == Some(&token) {
        true => cloud.change_set(&work.step.name, &name).await.map_err(refused)?,
        false => None,
    };
    let mut change_set = match found {
        Some(found) => found,
        None => {
            let new = new(context, work, existing, &name, &token).await?;
            let created =
                context.begin(&work.step.id, Operation::CreateChangeSet, &token, cloud.create_change_set(&new)).await?;
            if let Err(failure) = created {
                return match failure.kind {
                    FailureKind::Invalid | FailureKind::Missing => Err(failed(work, &failure.message)),
                    FailureKind::Conflict => {
                        let problem = codes::BUSY.problem().with("stack", work.step.id.as_str());
                        Err(Stop::new(Ending::Locked, problem.with("status", failure.message)))
                    }
                    _ => Err(refused(failure)),
                };
            }
            describe(context, work, &name).await?
        }
    };
    let mut wait = Duration::from_millis(50);
    while change_set.status == ChangeSetStatus::Pending {
        tokio::time::sleep(wait).await;
        wait = wait.mul_f64(1.4).min(Duration::from_secs(5));
        change_set = describe(context, work, &name).await?;
    }
    match &change_set.status {
        ChangeSetStatus::Failed(reason) => {
            // early validation names only a hook there, and the mistakes in its events
            let errors = cloud.validation_errors(&change_set.id).await.unwrap_or_default();
            let stop = match errors.is_empty() {
                true if reason.contains("hook") => {
                    let hooks = cloud.failed_hooks(&change_set.id).await.unwrap_or_default();
                    if hooks.is_empty() { failed(work, reason) } else { hooked(work, &hooks) }
                }
                true => failed(work, reason),
                false => mistakes(work, &errors),
            };
            discard(context, work, &name, existing).await?;
            Err(stop)
        }
        _ => {
            if let Some(stop) = express_replacement(context, work, existing, &change_set) {
                discard(context, work, &name, existing).await?;
                return Err(stop);
            }
            Ok(Made { name, change_set })
        }
    }
}

/// Removes a change set of ours, and the shell of a stack that was made for it, unless somebody else has a change set in
/// it.
///
/// # Errors
/// The journal cannot be written. What cannot be removed stays, and is no error.
pub async fn discard(context: &Context<'_>, work: &Work<'_>, name: &str, existing: Option<&Stack>) -> Result<(), Stop> {
    let cloud = context.cloud(&work.step.region);
    let _ = cloud.delete_change_set(&work.step.name, name).await;
    // found under review, it is ours if this run had begun to make it before it was interrupted
    let begun = context.interrupted.begun.get(&work.step.id);
    let is_ours = match existing {
        None => true,
        Some(stack) => {
            stack.status == "REVIEW_IN_PROGRESS"
                && begun.is_some_and(|all| all.contains_key(&Operation::CreateChangeSet))
        }
    };
    if !is_ours {
        return Ok(());
    }
    let is_shell =
        matches!(cloud.stack(&work.step.name).await, Ok(Some(stack)) if stack.status == "REVIEW_IN_PROGRESS");
    if is_shell && matches!(cloud.change_sets(&work.step.name).await, Ok(left) if left.is_empty()) {
        let token = context.token(&work.step.id, Operation::DeleteStack, 0);
        let mode = crate::api::DeletionMode::Standard;
        let call = cloud.delete_stack(&work.step.name, &token, &mode);
        if context.begin(&work.step.id, Operation::DeleteStack, &token, call).await?.is_ok() {
            // whoever deploys next finds no stack that is on its way out
            for _ in 0..50 {
                match cloud.stack(&work.step.name).await {
                    Ok(Some(stack)) if stack.status == "DELETE_IN_PROGRESS" => {}
                    _ => break,
                }
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
    Ok(())
}

async fn describe(context: &Context<'_>, work: &Work<'_>, name: &str) -> Result<ChangeSet, Stop> {
    let cloud = context.cloud(&work.step.region);
    // right after it was made it may not be seen yet
    for _ in 0..20 {
        match cloud.change_set(&work.step.name, name).await {
            Ok(Some(change_set)) => return Ok(change_set),
            Ok(None) => tokio::time::sleep(Duration::from_millis(500)).await,
            Err(failure) => return Err(Stop::call(&work.step.id, &failure)),
        }
    }
    Err(failed(work, "it vanished after it was made"))
}

async fn new(
    context: &Context<'_>,
    work: &Work<'_>,
    existing: Option<&Stack>,
    name: &str,
    token: &str,
) -> Result<NewChangeSet, Stop> {
    let fresh = feed::fresh(context, work).await?;
    let body = body(context, work, fresh.template.as_ref()).await?;
    let cloud = context.cloud(&work.step.region);
    let summary = cloud.summary(&body).await.map_err(|failure| match failure.kind {
        FailureKind::Invalid => failed(work, &failure.message),
        _ => Stop::call(&work.step.id, &failure),
    })?;
    let declared = work.template.get("Parameters").and_then(Value::as_object);
    let declared = declared.into_iter().flat_map(|all| all.keys());
    let known = existing.map(|stack| &stack.parameters);
    let has_value = |name: &str| known.is_some_and(|known| known.contains_key(name));
    let (mut parameters, mut kept) = (BTreeMap::new(), Vec::new());
    for name in declared {
        match work.stack.and_then(|stack| stack.parameters.get(name)).filter(|_| !work.keeps_parameters) {
            Some(value) => drop(parameters.insert(name.clone(), value.clone())),
            // a parameter of the program that has no value takes its default; others keep what they have
            None if has_value(name) && (work.keeps_parameters || !is_declared(work, name)) => kept.push(name.clone()),
            None => {}
        }
    }
    for (name, value) in fresh.parameters {
        kept.retain(|known| *known != name);
        parameters.insert(name, value);
    }
    for (name, value) in gate::image(context, work, existing).await? {
        kept.retain(|known| *known != name);
        parameters.insert(name, value);
    }
    let options = context.options;
    let is_new = work.action(existing) == StackAction::Create;
    Ok(NewChangeSet {
        stack: work.step.name.clone(),
        name: name.to_string(),
        token: token.to_string(),
        kind: if is_new { ChangeSetKind::Create } else { ChangeSetKind::Update },
        body,
        parameters,
        kept,
        tags: match work.stack {
            Some(stack) => stack.tags.clone(),
            None => existing.map(|stack| stack.tags.clone()).unwrap_or_default(),
        },
        capabilities: summary.capabilities,
        role_arn: options.role_arn.clone(),
        notifications: options.notifications.clone(),
        rollback_alarms: options.rollback_alarms.clone(),
        monitoring_minutes: options.monitoring_minutes,
        is_express: is_express(context, existing),
        reverts_drift: options.revert_drift && !is_new,
        imports_existing: options.import_existing,
    })
}

/// The template as it goes into a call; where it is too large for that, through the staging bucket.
async fn body(context: &Context<'_>, work: &Work<'_>, marked: Option<&Value>) -> Result<Body, Stop> {
    if marked.is_none() && work.text.len() <= BODY_BYTES {
        return Ok(Body::Text(work.text.to_string()));
    }
    let small = marked.unwrap_or(work.template).to_string(); // without white space
    match context.services.staging {
        _ if small.len() <= BODY_BYTES => Ok(Body::Text(small)),
        Some(bucket) => Ok(Body::Url(bucket.put_template(&work.step.id, &small).await?)),
        None => {
            let problem = codes::TEMPLATE_TOO_LARGE.problem().with("stack", work.step.id.as_str());
            let problem = problem.with("bytes", formwork::report::grouped(small.len()));
            Err(Stop::new(Ending::Preflight, problem.with("environment", work.environment)))
        }
    }
}

/// Whether the program's own template has the parameter.
fn is_declared(work: &Work<'_>, name: &str) -> bool {
    work.stack.is_some_and(|stack| stack.template.get("Parameters").is_some_and(|all| all.get(name).is_some()))
}

/// Whether the stack is deployed in express mode: where that was asked for, and where an express update has failed, since
/// CloudFormation allows nothing else then.
fn is_express(context: &Context<'_>, existing: Option<&Stack>) -> bool {
    context.options.express || existing.is_some_and(|stack| stack.is_express && stack.status == "UPDATE_FAILED")
}

/// Why a change set must not be executed in express mode.
fn express_replacement(
    context: &Context<'_>,
    work: &Work<'_>,
    existing: Option<&Stack>,
    change_set: &ChangeSet,
) -> Option<Stop> {
    for change in change_set.changes.iter().filter(|change| change.replacement == Replacement::Conditional) {
        if is_express(context, existing) {
            let (id, stack) = (&change.logical_id, &work.step.id);
            let what = "may be replaced, which express mode refuses: its stack would need repair then";
            context.say(Notice::Remark(format!("{id} in {stack} {what}")));
        }
    }
    let mut replaced = change_set.changes.iter().filter(|change| change.replacement == Replacement::Always);
    let change = replaced.next().filter(|_| is_express(context, existing))?;
    let problem = codes::EXPRESS_REPLACEMENT.problem().at(work.place(&change.logical_id));
    let problem = problem.with("resource", change.logical_id.as_str());
    Some(Stop::new(Ending::Preflight, problem.with("stack", work.step.id.as_str())))
}

/// What early validation found, one by one.
fn mistakes(work: &Work<'_>, errors: &[ValidationError]) -> Stop {
    let problem = |error: &ValidationError| {
        let place = match error.pointer.is_empty() {
            true => work.place(&error.logical_id),
            false => work.place(&error.logical_id).pointer(error.pointer.as_str()),
        };
        let problem = codes::EARLY_VALIDATION.problem().at(place).with("stack", work.step.id.as_str());
        let subject = if error.logical_id.is_empty() { "the template" } else { &error.logical_id };
        let way_out = conflict::help(&error.reason, work.template, &error.logical_id, &work.step.id, work.environment);
        let help = way_out.unwrap_or_else(|| "mend them; this stack was not changed".to_string());
        problem.with("reasons", format!("{subject}: {}", error.reason)).with("help", help)
    };
    Stop { ending: Ending::Preflight, problems: errors.iter().map(problem).collect() }
}

/// What hooks said, one by one.
fn hooked(work: &Work<'_>, hooks: &[HookResult]) -> Stop {
    let problem = |hook: &HookResult| {
        let problem = codes::HOOK_FAILED.problem().at(work.place("")).with("stack", work.step.id.as_str());
        let remedy = if hook.remedies.is_empty() { "mend what it names".to_string() } else { hook.remedies.join("; ") };
        problem.with("hook", hook.hook.as_str()).with("reason", hook.reasons.join("; ")).with("remedy", remedy)
    };
    Stop { ending: Ending::Preflight, problems: hooks.iter().map(problem).collect() }
}

fn failed(work: &Work<'_>, reason: &str) -> Stop {
    let problem = codes::CHANGE_SET_FAILED.problem().at(work.place(""));
    Stop::new(Ending::Preflight, problem.with("stack", work.step.id.as_str()).with("reason", reason))
}
