//! Change sets: made, described, executed, deleted.

mod create;

pub use create::create;

use super::change;
use super::refusal::Refusal;
use super::request::Request;
use super::response::{Xml, time};
use super::{Reply, page};
use crate::model::change_set::ChangeSet;
use crate::model::operation::{Kind, OnFailure, Order};
use crate::model::preview::Change;
use crate::model::state::State;
use crate::model::status;

/// Changes on a page.
const PAGE: usize = 50;

/// What CloudFormation says where property values made it lose changes.
const WARNING: &str = "[WARN] --include-property-values option can return incomplete ChangeSet data because: \
                       ChangeSet creation failed for resource";

fn is_of(state: &State, set: &ChangeSet, stack: &str) -> bool {
    state.stack(stack).is_some_and(|stack| stack.id == set.stack_id)
}

/// Whether an update of the stack may begin.
fn updatable(state: &State, at: Option<usize>, status: &str) -> Result<(), Refusal> {
    let id = at.and_then(|at| state.stacks.get(at)).map_or("", |stack| stack.id.as_str());
    let refusal = || Refusal::validation(format!("Stack:{id} is in {status} state and can not be updated."));
    if status::allows_update(status) { Ok(()) } else { Err(refusal()) }
}

/// The position of a change set, by its name and stack or its id.
fn find(state: &State, request: &Request) -> Result<usize, Refusal> {
    let name = request.text("ChangeSetName").unwrap_or_default();
    let fits = |set: &ChangeSet| {
        set.id == name || set.name == name && request.text("StackName").is_some_and(|stack| is_of(state, set, stack))
    };
    if let Some(stack) = request.text("StackName").filter(|_| !name.starts_with("arn:")) {
        let missing = || Refusal::validation(format!("Stack [{stack}] does not exist"));
        state.position(stack).ok_or_else(missing)?;
    }
    let found = state.change_sets.iter().position(fits);
    found
        .ok_or_else(|| Refusal::new("ChangeSetNotFound", format!("ChangeSet [{name}] does not exist")).with_status(404))
}

pub fn describe(state: &mut State, request: &Request) -> Reply {
    let at = find(state, request)?;
    let now = state.now;
    let Some(set) = state.change_sets.get(at) else { return Err(Refusal::validation("no change set")) };
    let is_ready = matches!(set.status(now), "CREATE_COMPLETE" | "FAILED");
    let with_values = request.flag("IncludePropertyValues") == Some(true);
    let is_short = with_values && set.drops_property_values;
    let all: &[Change] = if !is_ready {
        &[]
    } else if is_short {
        set.changes.get(..1).unwrap_or_default()
    } else {
        &set.changes
    };
    let (shown, next) = page(all, request, PAGE)?;
    let reason = set.reason(now).or(is_short.then_some(WARNING));
    let mode = |mode: Xml| if set.is_express { mode.text("Mode", "EXPRESS") } else { mode.text("Mode", "STANDARD") };
    Ok(Xml::new()
        .text("ChangeSetName", &set.name)
        .text("ChangeSetId", &set.id)
        .text("StackId", &set.stack_id)
        .text("StackName", &set.stack_name)
        .maybe("Description", set.description.as_ref())
        .list("Parameters", super::stack::parameters(&set.goal))
        .text("CreationTime", time(set.created))
        .text("ExecutionStatus", set.execution_status(now))
        .text("Status", set.status(now))
        .maybe("StatusReason", reason)
        .maybe(
            "StackDriftStatus",
            set.reverts_drift
                .then(|| if set.changes.iter().any(|change| change.is_drifted) { "DRIFTED" } else { "IN_SYNC" }),
        )
        .texts("Capabilities", &set.goal.capabilities)
        .list("Tags", super::stack::tags(&set.goal))
        .list("Changes", shown.iter().map(|change| change::shown(change, with_values)))
        .maybe("OnStackFailure", set.on_failure.as_ref())
        .maybe("DeploymentMode", set.reverts_drift.then_some("REVERT_DRIFT"))
        .nest("DeploymentConfig", mode(Xml::new()))
        .flag("IncludeNestedStacks", false)
        .maybe("NextToken", next))
}

pub fn execute(state: &mut State, request: &Request) -> Reply {
    let at = find(state, request)?;
    let now = state.now;
    let token = request.owned("ClientRequestToken");
    let Some(set) = state.change_sets.get(at).cloned() else { return Err(Refusal::validation("no change set")) };
    if token.is_some() && set.executed_by == token {
        return Ok(Xml::new());
    }
    let position = state.existing(&set.stack_id)?;
    if set.execution_status(now) != "AVAILABLE" {
        let message = format!(
            "ChangeSet [{}] cannot be executed in its current execution status of [{}]",
            set.id,
            set.execution_status(now)
        );
        return Err(Refusal::new("InvalidChangeSetStatus", message));
    }
    let status = state.stacks.get(position).map_or("", |stack| stack.status);
    if status != "REVIEW_IN_PROGRESS" {
        updatable(state, Some(position), status)?;
    }
    if let Some(set) = state.change_sets.get_mut(at) {
        set.execution = "EXECUTE_IN_PROGRESS";
        set.executed_by = token.clone();
    }
    let disable = request.flag("DisableRollback").or(set.disable_rollback).unwrap_or(set.is_express);
    let on_failure = match set.on_failure.as_deref() {
        Some("DELETE") => OnFailure::Delete,
        Some("DO_NOTHING") => OnFailure::Nothing,
        _ if disable => OnFailure::Nothing,
        _ => OnFailure::Rollback,
    };
    let kind = match (set.kind.as_str(), status) {
        ("IMPORT", _) => Kind::Import,
        (_, "REVIEW_IN_PROGRESS") => Kind::Create,
        _ => Kind::Update,
    };
    let order = Order {
        token,
        on_failure,
        imports: set.imports,
        reverts_drift: set.reverts_drift,
        retain_except_on_create: request.flag("RetainExceptOnCreate") == Some(true),
        is_express: set.is_express,
        ..Order::default()
    };
    state.deploy(position, kind, set.goal, order);
    Ok(Xml::new())
}

pub fn delete(state: &mut State, request: &Request) -> Reply {
    let at = match find(state, request) {
        Ok(at) => at,
        Err(refusal) if refusal.code == "ChangeSetNotFound" => return Ok(Xml::new()),
        Err(refusal) => return Err(refusal),
    };
    let is_executing = state.change_sets.get(at).is_some_and(|set| set.execution == "EXECUTE_IN_PROGRESS");
    if is_executing {
        return Err(Refusal::new("InvalidChangeSetStatus", "The change set is being executed"));
    }
    state.change_sets.remove(at);
    Ok(Xml::new())
}

pub fn list(state: &mut State, request: &Request) -> Reply {
    let stack = state.existing(request.text("StackName").unwrap_or_default())?;
    let id = state.stacks.get(stack).map(|stack| stack.id.clone()).unwrap_or_default();
    let sets: Vec<&ChangeSet> = state.change_sets.iter().filter(|set| set.stack_id == id).collect();
    let (sets, next) = page(&sets, request, PAGE)?;
    let now = state.now;
    let summary = |set: &&ChangeSet| {
        Xml::new()
            .text("StackId", &set.stack_id)
            .text("StackName", &set.stack_name)
            .text("ChangeSetId", &set.id)
            .text("ChangeSetName", &set.name)
            .text("ExecutionStatus", set.execution_status(now))
            .text("Status", set.status(now))
            .maybe("StatusReason", set.reason(now))
            .text("CreationTime", time(set.created))
            .maybe("Description", set.description.as_ref())
    };
    Ok(Xml::new().list("Summaries", sets.iter().map(summary)).maybe("NextToken", next))
}
