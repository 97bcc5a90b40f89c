//! Deleting, rolling back, cancelling.

use super::Reply;
use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use crate::model::operation::{Kind, OnFailure, Order, Phase};
use crate::model::stack::Stack;
use crate::model::state::State;
use crate::model::status;

fn subject<'a>(state: &'a State, request: &Request) -> Result<(usize, &'a Stack), Refusal> {
    let name = request.text("StackName").unwrap_or_default();
    let missing = || Refusal::validation(format!("Stack [{name}] does not exist"));
    let at = state.position(name).ok_or_else(missing)?;
    state.stacks.get(at).map(|stack| (at, stack)).ok_or_else(missing)
}

/// Whether this very request has been accepted before.
fn is_repeated(stack: &Stack, kind: Kind, request: &Request) -> bool {
    let token = request.text("ClientRequestToken");
    token.is_some()
        && stack.doing.as_ref().is_some_and(|doing| doing.kind == kind.name() && doing.token.as_deref() == token)
}

pub fn delete(state: &mut State, request: &Request) -> Reply {
    let Some(at) = state.position(request.text("StackName").unwrap_or_default()) else { return Ok(Xml::new()) };
    let Some(stack) = state.stacks.get(at) else { return Ok(Xml::new()) };
    if !status::is_there(stack.status)
        || stack.status == "DELETE_IN_PROGRESS"
        || is_repeated(stack, Kind::Delete, request)
    {
        return Ok(Xml::new());
    }
    if stack.is_protected {
        let message = format!("Stack [{}] cannot be deleted while TerminationProtection is enabled", stack.name);
        return Err(Refusal::validation(message));
    }
    if status::is_in_progress(stack.status) && stack.status != "CREATE_IN_PROGRESS" {
        let message = format!("Stack [{}] cannot be deleted while in status {}", stack.id, stack.status);
        return Err(Refusal::validation(message));
    }
    state.check_exports(stack, &[]).map_err(Refusal::validation)?;
    let retain = request.list("RetainResources");
    if !retain.is_empty() && stack.status != "DELETE_FAILED" {
        let hint = "Specify which resources to retain only when the stack is in the DELETE_FAILED state.";
        let message = format!("Invalid operation on stack [{}]. {hint}", stack.id);
        return Err(Refusal::validation(message));
    }
    state.delete(at, Order { token: request.owned("ClientRequestToken"), retain, ..Order::default() });
    Ok(Xml::new())
}

pub fn continue_rollback(state: &mut State, request: &Request) -> Reply {
    let (at, stack) = subject(state, request)?;
    if is_repeated(stack, Kind::Continue, request) {
        return Ok(Xml::new());
    }
    if stack.status != "UPDATE_ROLLBACK_FAILED" {
        let message = format!("Stack:{} is in {} state and can not continue rollback.", stack.id, stack.status);
        return Err(Refusal::validation(message));
    }
    let failed: Vec<String> = stack
        .resources
        .values()
        .filter(|one| one.status == "UPDATE_FAILED")
        .map(|one| one.logical_id.clone())
        .collect();
    let skip = request.list("ResourcesToSkip");
    if let Some(wrong) = skip.iter().find(|id| !failed.contains(id)) {
        let message = format!("Resource {wrong} is not in UPDATE_FAILED state and cannot be skipped");
        return Err(Refusal::validation(message));
    }
    let is_forced = request.flag("ForceRollback") == Some(true);
    let skip = if is_forced { failed } else { skip };
    state.roll_back(at, Kind::Continue, Order { token: request.owned("ClientRequestToken"), skip, ..Order::default() });
    Ok(Xml::new())
}

pub fn roll_back(state: &mut State, request: &Request) -> Reply {
    let (at, stack) = subject(state, request)?;
    if stack.is_express {
        let message = "RollbackStack is not supported for stacks that were last updated using EXPRESS deployment mode";
        return Err(Refusal::validation(message));
    }
    if !is_repeated(stack, Kind::Rollback, request) {
        if !matches!(stack.status, "CREATE_FAILED" | "UPDATE_FAILED") {
            let message = format!("Stack [{}] is in {} state and can not be rolled back", stack.name, stack.status);
            return Err(Refusal::validation(message));
        }
        let retain_except_on_create = request.flag("RetainExceptOnCreate") == Some(true);
        let order = Order { token: request.owned("ClientRequestToken"), retain_except_on_create, ..Order::default() };
        state.roll_back(at, Kind::Rollback, order);
    }
    let stack = state.stacks.get(at);
    let operation = stack.and_then(|stack| stack.doing.as_ref()).map(|doing| doing.id.clone());
    Ok(Xml::new().maybe("StackId", stack.map(|stack| &stack.id)).maybe("OperationId", operation))
}

pub fn cancel(state: &mut State, request: &Request) -> Reply {
    let (at, stack) = subject(state, request)?;
    if stack.status != "UPDATE_IN_PROGRESS" {
        return Err(Refusal::validation("CancelUpdateStack cannot be called from current stack status"));
    }
    let now = state.now;
    let Some(operation) = state.stacks.get_mut(at).and_then(|stack| stack.operation.as_mut()) else {
        return Ok(Xml::new());
    };
    if operation.phase == Phase::Forward {
        operation.refusal = Some("User Initiated".to_owned());
        operation.on_failure = OnFailure::Rollback;
        operation.is_settled = false;
        operation.wakes = now;
        state.step(at);
    }
    Ok(Xml::new())
}
