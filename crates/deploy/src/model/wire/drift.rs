//! What somebody has changed behind CloudFormation's back.

use super::Reply;
use super::refusal::Refusal;
use super::request::Request;
use super::response::{Xml, time};
use crate::model::diff;
use crate::model::parameter::plain;
use crate::model::stack::{Resource, Stack};
use crate::model::state::State;

/// A search for drift.
#[derive(Clone, Debug)]
pub struct Detection {
    id: String,
    stack_id: String,
    begun: u64,
}

/// Milliseconds that a search takes.
const SEARCH: u64 = 5_000;

pub fn detect(state: &mut State, request: &Request) -> Reply {
    let at = state.existing(request.text("StackName").unwrap_or_default())?;
    let (number, now) = (state.count("drift detection"), state.now);
    let id = format!("00000000-0000-0000-0002-{number:012}");
    if let Some(stack) = state.stacks.get_mut(at) {
        let is_drifted = stack.resources.values().any(|resource| resource.actual.is_some());
        stack.drift_status = Some((if is_drifted { "DRIFTED" } else { "IN_SYNC" }, now));
        let stack_id = stack.id.clone();
        state.drift_detections.push(Detection { id: id.clone(), stack_id, begun: now });
    }
    Ok(Xml::new().text("StackDriftDetectionId", id))
}

pub fn describe_detection(state: &mut State, request: &Request) -> Reply {
    let id = request.text("StackDriftDetectionId").unwrap_or_default();
    let missing = || Refusal::validation(format!("Drift detection with id {id} does not exist"));
    let detection = state.drift_detections.iter().find(|one| one.id == id).ok_or_else(missing)?;
    let stack = state.stack(&detection.stack_id).ok_or_else(missing)?;
    let is_over = state.now >= detection.begun + SEARCH;
    let drifted = stack.resources.values().filter(|resource| resource.actual.is_some()).count();
    let status = stack.drift_status.map_or("NOT_CHECKED", |(status, _)| status);
    Ok(Xml::new()
        .text("StackId", &detection.stack_id)
        .text("StackDriftDetectionId", id)
        .maybe("StackDriftStatus", is_over.then_some(status))
        .text("DetectionStatus", if is_over { "DETECTION_COMPLETE" } else { "DETECTION_IN_PROGRESS" })
        .maybe("DriftedStackResourceCount", is_over.then(|| drifted.to_string()))
        .text("Timestamp", time(detection.begun)))
}

pub fn describe(state: &mut State, request: &Request) -> Reply {
    let at = state.existing(request.text("StackName").unwrap_or_default())?;
    let wanted = request.list("StackResourceDriftStatusFilters");
    let Some(stack) = state.stacks.get(at) else { return Ok(Xml::new()) };
    let fits = |resource: &&Resource| wanted.is_empty() || wanted.iter().any(|wanted| wanted == status(resource));
    let found = stack.resources.values().filter(|one| one.physical_id.is_some()).filter(fits);
    Ok(Xml::new().list("StackResourceDrifts", found.map(|resource| shown(stack, resource))))
}

fn status(resource: &Resource) -> &'static str {
    if resource.actual.is_some() { "MODIFIED" } else { "IN_SYNC" }
}

fn shown(stack: &Stack, resource: &Resource) -> Xml {
    let actual = resource.actual.as_ref().unwrap_or(&resource.properties);
    let difference = |detail: diff::Detail| {
        let kind = match (&detail.before, &detail.after) {
            (None, _) => "ADD",
            (_, None) => "REMOVE",
            _ => "NOT_EQUAL",
        };
        Xml::new()
            .text("PropertyPath", detail.path.strip_prefix("/Properties").unwrap_or_default())
            .text("ExpectedValue", detail.before.as_ref().map(plain).unwrap_or_default())
            .text("ActualValue", detail.after.as_ref().map(plain).unwrap_or_default())
            .text("DifferenceType", kind)
    };
    let differences = diff::properties(&resource.type_name, &resource.properties, actual);
    Xml::new()
        .text("StackId", &stack.id)
        .text("LogicalResourceId", &resource.logical_id)
        .maybe("PhysicalResourceId", resource.physical_id.as_ref())
        .text("ResourceType", &resource.type_name)
        .text("ExpectedProperties", resource.properties.to_string())
        .text("ActualProperties", actual.to_string())
        .list("PropertyDifferences", differences.into_iter().map(difference))
        .text("StackResourceDriftStatus", status(resource))
        .text("Timestamp", time(stack.drift_status.map_or(0, |(_, at)| at)))
}
