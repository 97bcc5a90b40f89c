//! What happened: a stack's events, and an operation's.

use super::request::Request;
use super::response::{Xml, time};
use super::{Reply, page};
use crate::model::change_set::ChangeSet;
use crate::model::event::Event;
use crate::model::stack::Stack;
use crate::model::state::State;

/// Events on a page.
const PAGE: usize = 100;

pub fn describe_stack_events(state: &mut State, request: &Request) -> Reply {
    let name = request.text("StackName").unwrap_or_default();
    let at = state.existing(name)?;
    let Some(stack) = state.stacks.get(at) else { return Ok(Xml::new()) };
    let newest_first: Vec<&Event> = stack.events.iter().rev().collect();
    let (events, next) = page(&newest_first, request, PAGE)?;
    let shown = events.iter().map(|event| shown(stack, event).text("StackName", &stack.name));
    Ok(Xml::new().list("StackEvents", shown).maybe("NextToken", next))
}

fn shown(stack: &Stack, event: &Event) -> Xml {
    Xml::new()
        .text("EventId", &event.id)
        .text("StackId", &stack.id)
        .maybe("OperationId", event.operation.as_ref())
        .text("LogicalResourceId", &event.logical_id)
        .maybe("PhysicalResourceId", event.physical_id.as_ref())
        .text("ResourceType", &event.type_name)
        .text("Timestamp", time(event.at))
        .text("ResourceStatus", event.status)
        .maybe("ResourceStatusReason", event.reason.as_ref())
        .maybe("ResourceProperties", event.properties.as_ref())
        .maybe("ClientRequestToken", event.token.as_ref())
}

pub fn describe_events(state: &mut State, request: &Request) -> Reply {
    let only_failed = request.flag("Filters.FailedEvents") == Some(true);
    let (set, operation) = (request.text("ChangeSetName"), request.text("OperationId"));
    let mut entries: Vec<(u64, Xml)> = Vec::new();
    let named = request.text("StackName");
    let stack = named.map(|name| state.existing(name)).transpose()?.and_then(|at| state.stacks.get(at));
    for one in state.change_sets.iter().filter(|one| is_wanted(one, stack, set, operation)) {
        entries.extend(one.validations.iter().map(|validation| (one.created, failed_validation(one, validation))));
    }
    for stack in state.stacks.iter().filter(|_| set.is_none()) {
        let is_wanted = |event: &&Event| match operation {
            Some(operation) => event.operation.as_deref() == Some(operation),
            None => named.is_some_and(|name| stack.is_called(name)),
        };
        let fits = |event: &&Event| is_wanted(event) && (!only_failed || event.status.ends_with("_FAILED"));
        entries.extend(stack.events.iter().filter(fits).map(|event| {
            let kind = if event.status.ends_with("_FAILED") { "PROVISIONING_ERROR" } else { "STACK_EVENT" };
            (event.at, shown(stack, event).text("EventType", kind).maybe("OperationType", event.operation_type))
        }));
    }
    entries.sort_by_key(|(at, _)| std::cmp::Reverse(*at));
    let (entries, next) = page(&entries, request, PAGE)?;
    Ok(Xml::new().list("OperationEvents", entries.iter().map(|(_, xml)| xml.clone())).maybe("NextToken", next))
}

fn is_wanted(one: &ChangeSet, stack: Option<&Stack>, set: Option<&str>, operation: Option<&str>) -> bool {
    stack.is_none_or(|stack| stack.id == one.stack_id)
        && set.is_none_or(|set| one.id == set || one.name == set)
        && operation.is_none_or(|operation| one.operation == operation)
}

fn failed_validation(set: &ChangeSet, (logical_id, name, message): &(String, String, String)) -> Xml {
    let type_name = set.goal.resource(logical_id).and_then(|body| body.get("Type")?.as_str());
    Xml::new()
        .text("EventId", format!("{}-{logical_id}", set.operation))
        .text("StackId", &set.stack_id)
        .text("OperationId", &set.operation)
        .text("OperationType", "CREATE_CHANGESET")
        .text("OperationStatus", "FAILED")
        .text("EventType", "VALIDATION_ERROR")
        .text("LogicalResourceId", logical_id)
        .maybe("ResourceType", type_name)
        .text("Timestamp", time(set.created))
        .text("ValidationFailureMode", "FAIL")
        .text("ValidationName", name)
        .text("ValidationStatus", "FAILED")
        .text("ValidationStatusReason", message)
        .text("ValidationPath", format!("/Resources/{logical_id}/Properties"))
}
