//! What stacks are: their status, parameters, tags and outputs; protection and policy.

use super::refusal::Refusal;
use super::request::Request;
use super::response::{Xml, time};
use super::{Reply, page};
use crate::model::goal::Goal;
use crate::model::stack::Stack;
use crate::model::state::State;
use crate::model::status;

/// Stacks on a page.
const PAGE: usize = 100;

pub fn describe(state: &mut State, request: &Request) -> Reply {
    let named = request.text("StackName");
    let found: Vec<&Stack> = match named {
        Some(name) => state.stacks.get(state.existing(name)?).into_iter().collect(),
        None => state.stacks.iter().rev().filter(|stack| status::is_there(stack.status)).collect(),
    };
    let (found, next) = page(&found, request, PAGE)?;
    Ok(Xml::new().list("Stacks", found.iter().map(|stack| shown(stack))).maybe("NextToken", next))
}

fn shown(stack: &Stack) -> Xml {
    let output = |output: &crate::model::stack::Output| {
        Xml::new()
            .text("OutputKey", &output.key)
            .text("OutputValue", &output.value)
            .maybe("Description", output.description.as_ref())
            .maybe("ExportName", output.export.as_ref())
    };
    let operation =
        |(kind, id): &(&'static str, String)| Xml::new().text("OperationType", kind).text("OperationId", id);
    let config = Xml::new().text("Mode", if stack.is_express { "EXPRESS" } else { "STANDARD" });
    let drift = Xml::new()
        .text("StackDriftStatus", stack.drift_status.map_or("NOT_CHECKED", |(status, _)| status))
        .maybe("LastCheckTimestamp", stack.drift_status.map(|(_, at)| time(at)));
    Xml::new()
        .text("StackId", &stack.id)
        .text("StackName", &stack.name)
        .maybe("Description", stack.goal.description())
        .list("Parameters", parameters(&stack.goal))
        .text("CreationTime", time(stack.created))
        .maybe("DeletionTime", stack.deleted.map(time))
        .maybe("LastUpdatedTime", stack.updated.map(time))
        .text("StackStatus", stack.status)
        .maybe("StackStatusReason", stack.reason.as_ref())
        .flag("DisableRollback", stack.disable_rollback)
        .nest("DeploymentConfig", config)
        .texts("Capabilities", &stack.goal.capabilities)
        .list("Outputs", stack.outputs.iter().map(output))
        .list("Tags", tags(&stack.goal))
        .flag("EnableTerminationProtection", stack.is_protected)
        .nest("DriftInformation", drift)
        .list("LastOperations", stack.operations.iter().map(operation))
}

pub fn parameters(goal: &Goal) -> impl Iterator<Item = Xml> {
    goal.parameters.keys().map(|name| Xml::new().text("ParameterKey", name).text("ParameterValue", goal.shown(name)))
}

pub fn tags(goal: &Goal) -> impl Iterator<Item = Xml> {
    goal.tags.iter().map(|(key, value)| Xml::new().text("Key", key).text("Value", value))
}

pub fn list(state: &mut State, request: &Request) -> Reply {
    let wanted = request.list("StackStatusFilter");
    let fits = |stack: &&Stack| wanted.is_empty() || wanted.iter().any(|status| status == stack.status);
    let found: Vec<&Stack> = state.stacks.iter().rev().filter(fits).collect();
    let (found, next) = page(&found, request, PAGE)?;
    let summary = |stack: &&Stack| {
        Xml::new()
            .text("StackId", &stack.id)
            .text("StackName", &stack.name)
            .maybe("TemplateDescription", stack.goal.description())
            .text("CreationTime", time(stack.created))
            .maybe("LastUpdatedTime", stack.updated.map(time))
            .maybe("DeletionTime", stack.deleted.map(time))
            .text("StackStatus", stack.status)
            .maybe("StackStatusReason", stack.reason.as_ref())
    };
    Ok(Xml::new().list("StackSummaries", found.iter().map(summary)).maybe("NextToken", next))
}

fn stack_mut<'a>(state: &'a mut State, request: &Request) -> Result<&'a mut Stack, Refusal> {
    let name = request.text("StackName").unwrap_or_default();
    let at = state.existing(name)?;
    state.stacks.get_mut(at).ok_or_else(|| Refusal::validation(format!("Stack with id {name} does not exist")))
}

pub fn set_protection(state: &mut State, request: &Request) -> Reply {
    let stack = stack_mut(state, request)?;
    stack.is_protected = request.flag("EnableTerminationProtection") == Some(true);
    Ok(Xml::new().text("StackId", &stack.id))
}

pub fn set_policy(state: &mut State, request: &Request) -> Reply {
    let stack = stack_mut(state, request)?;
    let policy = request.owned("StackPolicyBody");
    if policy.as_deref().is_some_and(|policy| serde_json::from_str::<serde_json::Value>(policy).is_err()) {
        return Err(Refusal::validation("Error validating stack policy: Syntax errors in policy."));
    }
    stack.policy = policy;
    Ok(Xml::new())
}

pub fn policy(state: &mut State, request: &Request) -> Reply {
    Ok(Xml::new().maybe("StackPolicyBody", stack_mut(state, request)?.policy.as_ref()))
}
