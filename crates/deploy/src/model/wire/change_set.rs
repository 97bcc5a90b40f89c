//! Change sets: made, described, executed, deleted.

use super::change;
use super::refusal::Refusal;
use super::request::Request;
use super::response::{Xml, time};
use super::template::{check_capabilities, goal};
use super::{Reply, page};
use crate::model::change_set::{ChangeSet, NO_CHANGES};
use crate::model::operation::{Kind, OnFailure, Order};
use crate::model::preview::{self, Change, Wish};
use crate::model::state::State;
use crate::model::status;
use std::collections::BTreeMap;

/// Changes on a page.
const PAGE: usize = 50;

pub fn create(state: &mut State, request: &Request) -> Reply {
    let stack_name = request.text("StackName").unwrap_or_default();
    let name = request.text("ChangeSetName").unwrap_or_default();
    let kind = request.text("ChangeSetType").unwrap_or("UPDATE");
    if let Some(known) = state.change_sets.iter().find(|set| set.name == name && is_of(state, set, stack_name)) {
        if known.token.is_some() && known.token.as_deref() == request.text("ClientToken") {
            return Ok(made(known));
        }
        let message = format!("ChangeSet {name} cannot be created due to a mismatch with existing attribute Name");
        return Err(Refusal::new("AlreadyExistsException", message));
    }
    let at = state.position(stack_name);
    let status = at.and_then(|at| state.stacks.get(at)).map(|stack| stack.status);
    match (kind, status) {
        ("CREATE", None | Some("REVIEW_IN_PROGRESS")) | ("IMPORT", None) => {}
        ("CREATE", Some(_)) => {
            let message =
                format!("Stack [{stack_name}] already exists and cannot be created again with the changeSet [{name}].");
            return Err(Refusal::validation(message));
        }
        (_, None) => return Err(Refusal::validation(format!("Stack [{stack_name}] does not exist"))),
        (_, Some(status)) => updatable(state, at, status)?,
    }
    let goal = goal(state, request, at)?;
    check_capabilities(&goal)?;
    let imports: BTreeMap<String, String> = request
        .records("ResourcesToImport")
        .iter()
        .filter_map(|one| {
            let identifier = (1..).map_while(|at| one.owned(&format!("ResourceIdentifier.entry.{at}.value")));
            Some((one.owned("LogicalResourceId")?, identifier.collect::<Vec<_>>().join("|")))
        })
        .collect();
    let at = at.unwrap_or_else(|| state.new_stack(stack_name));
    let reverts_drift = request.text("DeploymentMode") == Some("REVERT_DRIFT");
    let Some(stack) = state.stacks.get(at) else { return Err(Refusal::validation("no stack")) };
    let wish = Wish { imports: (kind == "IMPORT").then_some(&imports), reverts_drift };
    let changes = preview::changes(state, stack, &goal, wish);
    let retyped: Vec<&String> = stack
        .resources
        .values()
        .filter(|one| !matches!(one.status, "DELETE_COMPLETE" | "DELETE_SKIPPED"))
        .filter(|one| {
            let kind = goal.resource(&one.logical_id).and_then(|body| body.get("Type")?.as_str());
            kind.is_some_and(|kind| kind != one.type_name)
        })
        .map(|one| &one.logical_id)
        .collect();
    if !retyped.is_empty() {
        let retyped = crate::model::template::listed(retyped);
        return Err(Refusal::validation(format!(
            "Update of resource type is not permitted. The new template modifies resource type of the following resources: {retyped}"
        )));
    }
    let has_new_outputs = stack.goal.section("Outputs") != goal.section("Outputs");
    let is_first = matches!(stack.status, "REVIEW_IN_PROGRESS");
    let is_failed = stack.status.ends_with("_FAILED");
    let (stack_name, stack_id) = (stack.name.clone(), stack.id.clone());
    let validations = match request.flag("DisableValidation") {
        Some(true) => Vec::new(),
        _ => state.faults.early_validations(&stack_name),
    };
    let kinds: Vec<&str> = validations
        .iter()
        .map(
            |(_, name, _)| {
                if name == "NAME_CONFLICT_VALIDATION" { "ResourceExistenceCheck" } else { "PropertyValidation" }
            },
        )
        .collect();
    let (changes, failure) = match changes {
        Err(reason) => (Vec::new(), Some(reason)),
        Ok(changes) if changes.is_empty() && !has_new_outputs && !is_first && !is_failed => {
            (changes, Some(NO_CHANGES.to_owned()))
        }
        Ok(changes) => {
            let failed =
                |kind: &&str| format!("The following hook(s)/validation failed: [AWS::EarlyValidation::{kind}].");
            (changes, kinds.first().map(failed))
        }
    };
    let number = state.count(&format!("change set/{stack_id}/{name}"));
    let operation = state.count("operation");
    let set = ChangeSet {
        id: state.arn(&format!("changeSet/{name}/{number:08}-{}", stack_id.rsplit('/').next().unwrap_or_default())),
        name: name.to_owned(),
        drops_property_values: state.faults.drops_property_values(&stack_name),
        stack_id,
        stack_name,
        kind: kind.to_owned(),
        description: request.owned("Description"),
        goal,
        changes,
        created: state.now,
        failure,
        token: request.owned("ClientToken"),
        on_failure: request.owned("OnStackFailure"),
        is_express: request.text("DeploymentConfig.Mode") == Some("EXPRESS"),
        disable_rollback: request.flag("DeploymentConfig.DisableRollback"),
        reverts_drift,
        imports,
        validations,
        operation: format!("00000000-0000-0000-0001-{operation:012}"),
        ..ChangeSet::default()
    };
    let reply = made(&set);
    state.change_sets.push(set);
    Ok(reply)
}

fn made(set: &ChangeSet) -> Xml {
    Xml::new().text("Id", &set.id).text("StackId", &set.stack_id)
}

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
    let warning = "[WARN] --include-property-values option can return incomplete ChangeSet data because: ChangeSet creation failed for resource";
    let reason = set.reason(now).or(is_short.then_some(warning));
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
    for other in state.change_sets.iter_mut().filter(|other| other.stack_id == set.stack_id) {
        if other.id == set.id {
            other.execution = "EXECUTE_IN_PROGRESS";
            other.executed_by = token.clone();
        } else if other.execution.is_empty() {
            other.execution = "OBSOLETE";
        }
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
