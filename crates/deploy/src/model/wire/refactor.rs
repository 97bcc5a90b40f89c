//! Stack refactoring: resources move between stacks, or to another logical id, and stay the things they are.

use super::Reply;
use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use crate::model::diff;
use crate::model::goal::Goal;
use crate::model::graph;
use crate::model::parameter;
use crate::model::resolve::Scope;
use crate::model::stack::Resource;
use crate::model::state::State;
use crate::model::status;
use crate::model::template;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A stack's name and a logical id in it.
type Spot = (String, String);

/// A refactoring that was asked for.
#[derive(Clone, Debug)]
pub struct Refactor {
    id: String,
    description: Option<String>,
    /// Names of stacks and what their templates will be.
    definitions: Vec<(String, String)>,
    mappings: Vec<(Spot, Spot)>,
    makes_stacks: bool,
    failure: Option<String>,
    created: u64,
    executed: Option<u64>,
}

/// A stack as it will be.
struct Outcome {
    name: String,
    goal: Goal,
    resources: BTreeMap<String, Resource>,
}

/// Milliseconds that it takes to look at a refactoring, and to do it.
const TIME: u64 = 2_000;

pub fn create(state: &mut State, request: &Request) -> Reply {
    let spot = |mapping: &Request, end: &str| {
        Some((mapping.owned(&format!("{end}.StackName"))?, mapping.owned(&format!("{end}.LogicalResourceId"))?))
    };
    let mappings = request.records("ResourceMappings");
    let definitions = request.records("StackDefinitions");
    let number = state.count("refactor");
    let mut refactor = Refactor {
        id: format!("00000000-0000-0000-0003-{number:012}"),
        description: request.owned("Description"),
        definitions: definitions
            .iter()
            .filter_map(|one| Some((one.owned("StackName")?, one.owned("TemplateBody")?)))
            .collect(),
        mappings: mappings.iter().filter_map(|one| Some((spot(one, "Source")?, spot(one, "Destination")?))).collect(),
        makes_stacks: request.flag("EnableStackCreation") == Some(true),
        failure: None,
        created: state.now,
        executed: None,
    };
    for (name, _) in &refactor.definitions {
        let status = state.stack(name).map(|stack| stack.status).filter(|status| !status::allows_update(status));
        if let Some(status) = status {
            return Err(Refusal::validation(format!("Stack [{name}] is in {status} state and can not be refactored")));
        }
    }
    refactor.failure = outcomes(state, &refactor).err();
    let id = refactor.id.clone();
    state.refactors.push(refactor);
    Ok(Xml::new().text("StackRefactorId", id))
}

fn find(state: &State, request: &Request) -> Result<usize, Refusal> {
    let id = request.text("StackRefactorId").unwrap_or_default();
    let missing = || Refusal::new("StackRefactorNotFoundException", format!("Stack refactor {id} does not exist"));
    state.refactors.iter().position(|one| one.id == id).ok_or_else(missing)
}

pub fn list(state: &mut State, _request: &Request) -> Reply {
    let one = |refactor: &Refactor| {
        Xml::new().text("StackRefactorId", &refactor.id).maybe("Description", refactor.description.as_ref())
    };
    Ok(Xml::new().list("StackRefactorSummaries", state.refactors.iter().rev().map(one)))
}

pub fn describe(state: &mut State, request: &Request) -> Reply {
    let at = find(state, request)?;
    let Some(refactor) = state.refactors.get(at) else { return Ok(Xml::new()) };
    let status = match state.now.saturating_sub(refactor.created) {
        ..TIME => "CREATE_IN_PROGRESS",
        _ if refactor.failure.is_some() => "CREATE_FAILED",
        _ => "CREATE_COMPLETE",
    };
    let execution = match refactor.executed {
        Some(executed) if state.now < executed + TIME => "EXECUTE_IN_PROGRESS",
        Some(_) => "EXECUTE_COMPLETE",
        None if status == "CREATE_COMPLETE" => "AVAILABLE",
        None => "UNAVAILABLE",
    };
    let ids = refactor.definitions.iter().filter_map(|(name, _)| state.stack(name)).map(|stack| &stack.id);
    Ok(Xml::new()
        .text("StackRefactorId", &refactor.id)
        .texts("StackIds", ids)
        .text("ExecutionStatus", execution)
        .text("Status", status)
        .maybe("StatusReason", refactor.failure.as_ref().filter(|_| status == "CREATE_FAILED")))
}

pub fn execute(state: &mut State, request: &Request) -> Reply {
    let at = find(state, request)?;
    let now = state.now;
    let Some(refactor) = state.refactors.get(at).cloned() else { return Ok(Xml::new()) };
    if refactor.executed.is_some() || refactor.failure.is_some() || now < refactor.created + TIME {
        return Err(Refusal::validation(format!("Stack refactor {} cannot be executed", refactor.id)));
    }
    let outcomes = outcomes(state, &refactor).map_err(Refusal::validation)?;
    for outcome in outcomes {
        let known = state.position(&outcome.name);
        let at = known.unwrap_or_else(|| state.new_stack(&outcome.name));
        let Some(stack) = state.stacks.get_mut(at) else { continue };
        stack.goal = outcome.goal;
        stack.resources = outcome.resources;
        stack.announce(now, if known.is_some() { "UPDATE_COMPLETE" } else { "CREATE_COMPLETE" }, None);
    }
    // twice: what one stack exports, another may use
    for (name, _) in refactor.definitions.iter().chain(&refactor.definitions) {
        let Some(at) = state.position(name) else { continue };
        let shown = state.stacks.get(at).and_then(|stack| {
            let scope = Scope::new(state, (&stack.name, &stack.id), &stack.goal, &stack.resources).ok()?;
            for (_, body) in stack.goal.members("Resources").filter(|(_, body)| scope.holds(body)) {
                scope.properties(body).ok()?;
            }
            Some((scope.outputs().ok()?, scope.imports.into_inner()))
        });
        if let (Some((outputs, imports)), Some(stack)) = (shown, state.stacks.get_mut(at)) {
            (stack.outputs, stack.imports) = (outputs, imports);
        }
    }
    if let Some(refactor) = state.refactors.get_mut(at) {
        refactor.executed = Some(now);
    }
    Ok(Xml::new())
}

/// The stacks as they will be.
///
/// # Errors
/// Why they cannot be so.
fn outcomes(state: &State, refactor: &Refactor) -> Result<Vec<Outcome>, String> {
    let mut outcomes = Vec::new();
    for (name, text) in &refactor.definitions {
        let stack = state.stack(name);
        if stack.is_none() && !refactor.makes_stacks {
            return Err(format!("Stack [{name}] does not exist"));
        }
        let read = template::read(text)?;
        let deployed = stack.map(|stack| stack.goal.clone()).unwrap_or_default();
        let given = deployed.parameters.keys().map(|name| (name.clone(), None)).collect();
        let parameters = parameter::bind(&read, &given, &deployed.parameters)?;
        let goal = Goal { text: text.as_str().into(), template: Arc::new(read), parameters, ..deployed };
        template::validate(&goal)?;
        let resources = stack.map(|stack| stack.resources.clone()).unwrap_or_default();
        outcomes.push(Outcome { name: name.clone(), goal, resources });
    }
    let mut moved = Vec::new();
    for ((stack, id), to) in &refactor.mappings {
        let source = outcomes.iter_mut().find(|outcome| outcome.name == *stack);
        let resource = source.and_then(|outcome| outcome.resources.remove(id));
        moved.push((resource.ok_or_else(|| format!("Resource {id} does not exist in stack {stack}"))?, to));
    }
    for (resource, (stack, id)) in moved {
        let target = outcomes.iter_mut().find(|outcome| outcome.name == *stack);
        let target = target.ok_or_else(|| format!("Stack [{stack}] is not part of the refactor"))?;
        target.resources.insert(id.clone(), Resource { logical_id: id.clone(), ..resource });
    }
    for outcome in &mut outcomes {
        settle(state, outcome)?;
    }
    Ok(outcomes)
}

/// Takes over what the template says, where it says nothing new of the things themselves.
fn settle(state: &State, outcome: &mut Outcome) -> Result<(), String> {
    let known = state.stack(&outcome.name);
    let id = known.map_or("", |stack| stack.id.as_str());
    let scope = Scope::new(state, (&outcome.name, id), &outcome.goal, &outcome.resources)?;
    let wanted: Vec<String> = scope.graph().into_keys().collect();
    let there: Vec<&String> = outcome.resources.keys().collect();
    if !wanted.iter().eq(there.iter().copied()) {
        return Err(format!(
            "Stack refactor does not add or remove resources: {} {}",
            outcome.name,
            template::listed(wanted)
        ));
    }
    let mut modified = Vec::new();
    for (id, resource) in &outcome.resources {
        let Some(body) = outcome.goal.resource(id) else { continue };
        let is_other_type = body.get("Type").and_then(|kind| kind.as_str()) != Some(&resource.type_name);
        // what the other stack is to export cannot be known here
        let properties = scope.properties(body).unwrap_or_else(|_| resource.properties.clone());
        if is_other_type || !diff::properties(&resource.type_name, &resource.properties, &properties).is_empty() {
            modified.push(id.clone());
        }
    }
    if !modified.is_empty() {
        return Err(format!("Stack refactor does not modify resources: {}", template::listed(modified)));
    }
    for (id, resource) in &mut outcome.resources {
        if let Some(body) = outcome.goal.resource(id) {
            resource.body = body.clone();
            resource.depends_on = graph::dependencies(body);
        }
    }
    Ok(())
}
