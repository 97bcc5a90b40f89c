//! What is in a stack.

use super::refusal::Refusal;
use super::request::Request;
use super::response::{Xml, time};
use super::{Reply, page};
use crate::model::stack::{Resource, Stack};
use crate::model::state::State;

/// Resources on a page.
const PAGE: usize = 100;

fn stack<'a>(state: &'a State, request: &Request) -> Result<&'a Stack, Refusal> {
    let name = request.text("StackName").unwrap_or_default();
    let missing = || Refusal::validation(format!("Stack with id {name} does not exist"));
    state.stacks.get(state.existing(name)?).ok_or_else(missing)
}

fn shown(resource: &Resource, time_name: &str) -> Xml {
    Xml::new()
        .text("LogicalResourceId", &resource.logical_id)
        .maybe("PhysicalResourceId", resource.physical_id.as_ref())
        .text("ResourceType", &resource.type_name)
        .text(time_name, time(resource.changed))
        .text("ResourceStatus", resource.status)
        .maybe("ResourceStatusReason", resource.reason.as_ref())
}

pub fn list(state: &mut State, request: &Request) -> Reply {
    let all: Vec<&Resource> = stack(state, request)?.resources.values().collect();
    let (found, next) = page(&all, request, PAGE)?;
    let found = found.iter().map(|resource| shown(resource, "LastUpdatedTimestamp"));
    Ok(Xml::new().list("StackResourceSummaries", found).maybe("NextToken", next))
}

pub fn describe(state: &mut State, request: &Request) -> Reply {
    let stack = stack(state, request)?;
    let wanted = request.text("LogicalResourceId");
    let found = stack.resources.values().filter(|one| wanted.is_none_or(|wanted| one.logical_id == wanted));
    let named = |one: &Resource| shown(one, "Timestamp").text("StackName", &stack.name).text("StackId", &stack.id);
    Ok(Xml::new().list("StackResources", found.map(named)))
}

pub fn describe_one(state: &mut State, request: &Request) -> Reply {
    let stack = stack(state, request)?;
    let id = request.text("LogicalResourceId").unwrap_or_default();
    let missing = || Refusal::validation(format!("Resource {id} does not exist for stack {}", stack.name));
    let resource = stack.resources.get(id).ok_or_else(missing)?;
    let detail = shown(resource, "LastUpdatedTimestamp").text("StackName", &stack.name).text("StackId", &stack.id);
    let metadata = resource.body.get("Metadata").map(ToString::to_string);
    Ok(Xml::new().nest("StackResourceDetail", detail.maybe("Metadata", metadata)))
}
