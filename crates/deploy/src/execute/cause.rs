//! Why a stack failed: the first thing that went wrong, not what followed from it.

use super::conflict;
use crate::api::Event;
use crate::codes;
use crate::target::TargetStack;
use formwork::{Place, Problem};
use serde_json::Value;

/// What CloudFormation says of resources that it stopped because another one failed.
const FOLLOWS: [&str; 4] = [
    "Resource creation cancelled",
    "Resource update cancelled",
    "Resource deletion cancelled",
    "The following resource(s) failed",
];

/// The first real failure of an operation, by what happened in it, oldest first.
pub fn cause(events: &[Event]) -> Option<&Event> {
    let failed = |event: &&Event| {
        !event.is_of_stack() && event.status.ends_with("_FAILED") && !is_consequence(event.reason.as_deref())
    };
    events.iter().find(failed)
}

/// Whether a resource failed for no reason of its own.
pub fn is_consequence(reason: Option<&str>) -> bool {
    reason.is_some_and(|reason| FOLLOWS.iter().any(|text| reason.contains(text)))
}

/// The resources whose last event is a failure, in the order in which they failed.
pub fn stuck(events: &[Event]) -> Vec<&Event> {
    let mut last: Vec<&Event> = Vec::new();
    for event in events.iter().filter(|event| !event.is_of_stack()) {
        last.retain(|known| known.logical_id != event.logical_id);
        last.push(event);
    }
    last.retain(|event| event.status.ends_with("_FAILED"));
    last
}

/// Why the stack as a whole turned back, where no resource failed.
fn turn(events: &[Event]) -> Option<&str> {
    let turned = |event: &&Event| event.is_of_stack() && event.status.ends_with("ROLLBACK_IN_PROGRESS");
    events.iter().find(turned)?.reason.as_deref()
}

/// The failure of a stack as a problem: with the resource's construct path and source line, where they are known.
pub fn problem(
    step: &str,
    stack: Option<&TargetStack>,
    status: &str,
    reason: Option<&str>,
    events: &[Event],
    environment: &str,
) -> Problem {
    let is_safe = status.ends_with("ROLLBACK_COMPLETE") || status == "DELETE_COMPLETE";
    let help = match is_safe {
        true => "the stack is as it was before; mend the cause and deploy again",
        false => "the stack needs repair: deploy again says how",
    };
    match cause(events) {
        Some(event) => {
            let place = stack.map(|stack| stack.place_of(&event.logical_id)).unwrap_or_default();
            let action = match event.status.split('_').next() {
                Some("CREATE") => "made",
                Some("DELETE") => "deleted",
                _ => "updated",
            };
            let reason = event.reason.as_deref().unwrap_or("CloudFormation says nothing about it");
            let template = stack.map(|stack| &stack.template).unwrap_or(&Value::Null);
            let way_out = conflict::help(reason, template, &event.logical_id, step, environment);
            let help = way_out.unwrap_or_else(|| help.to_string());
            codes::RESOURCE_FAILED
                .problem()
                .at(place.pointer(format!("/Resources/{}", event.logical_id)))
                .with("type", event.type_name.as_str())
                .with("resource", event.logical_id.as_str())
                .with("stack", step)
                .with("action", action)
                .with("reason", reason)
                .with("help", help)
        }
        None => {
            let place = stack.and_then(|stack| stack.places.get("").cloned()).unwrap_or_else(|| Place::new(step));
            codes::STACK_FAILED
                .problem()
                .at(place)
                .with("stack", step)
                .with("status", status)
                .with("reason", turn(events).or(reason).unwrap_or("CloudFormation says nothing about it"))
                .with("help", help)
        }
    }
}
