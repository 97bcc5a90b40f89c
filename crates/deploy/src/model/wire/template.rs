//! Templates: what is deployed, what a text asks for.

use super::Reply;
use super::object;
use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use crate::model::goal::Goal;
use crate::model::parameter::{self, Given, plain};
use crate::model::state::State;
use crate::model::template::{read, required_capability, validate as check};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Bytes of a template in a request, and of one in S3.
const INLINE: usize = 51_200;
const STAGED: usize = 1_048_576;

/// The text of a template that a request brings or points to.
fn given(state: &State, request: &Request) -> Result<Option<String>, Refusal> {
    if let Some(body) = request.text("TemplateBody") {
        if body.len() > INLINE {
            let start: String = body.chars().take(100).collect();
            let rule = format!("Member must have length less than or equal to {INLINE}");
            let what = format!("Value '{start}' at 'templateBody' failed to satisfy constraint");
            return Err(Refusal::validation(format!("1 validation error detected: {what}: {rule}")));
        }
        return Ok(Some(body.to_owned()));
    }
    let Some(address) = request.text("TemplateURL") else { return Ok(None) };
    let found = object::located(address).and_then(|key| state.objects.get(&key));
    let (_, body) = found.ok_or_else(|| Refusal::validation("S3 error: The specified key does not exist."))?;
    if body.len() > STAGED {
        return Err(Refusal::validation(format!("Template may not exceed {STAGED} bytes in size.")));
    }
    Ok(Some(body.clone()))
}

/// What a request wants a stack to be.
pub fn goal(state: &State, request: &Request, at: Option<usize>) -> Result<Goal, Refusal> {
    let deployed = at.and_then(|at| state.stacks.get(at)).map(|stack| stack.goal.clone()).unwrap_or_default();
    let text: Arc<str> = match given(state, request)? {
        Some(text) => text.into(),
        None if request.flag("UsePreviousTemplate") == Some(true) => deployed.text.clone(),
        None => return Err(Refusal::validation("Either Template URL or Template Body must be specified.")),
    };
    let template = Arc::new(read(&text).map_err(Refusal::validation)?);
    let parameters: Given = request
        .records("Parameters")
        .iter()
        .filter_map(|one| {
            let value = one.has("ParameterValue").then(|| one.owned("ParameterValue").unwrap_or_default());
            let is_kept = one.flag("UsePreviousValue") == Some(true);
            Some((one.owned("ParameterKey")?, if is_kept { None } else { value }))
        })
        .collect();
    let parameters = parameter::bind(&template, &parameters, &deployed.parameters).map_err(Refusal::validation)?;
    let tags: BTreeMap<String, String> = request
        .records("Tags")
        .iter()
        .filter_map(|tag| Some((tag.owned("Key")?, tag.owned("Value").unwrap_or_default())))
        .collect();
    let keeps_tags = !request.has("Tags") && tags.is_empty();
    let goal = Goal {
        text,
        template,
        parameters,
        tags: if keeps_tags { deployed.tags } else { tags },
        capabilities: request.list("Capabilities"),
    };
    check(&goal).map_err(Refusal::validation)?;
    Ok(goal)
}

/// Whether what the template does is allowed by name.
pub fn check_capabilities(goal: &Goal) -> Result<(), Refusal> {
    let Some((needed, _)) = required_capability(&goal.template) else { return Ok(()) };
    let is_given = |capability: &str| goal.capabilities.iter().any(|given| given == capability);
    if is_given(needed) || needed == "CAPABILITY_IAM" && is_given("CAPABILITY_NAMED_IAM") {
        return Ok(());
    }
    Err(Refusal::new("InsufficientCapabilitiesException", format!("Requires capabilities : [{needed}]")))
}

pub fn text(state: &mut State, request: &Request) -> Reply {
    let name = request.text("StackName").unwrap_or_default();
    let set = request
        .text("ChangeSetName")
        .and_then(|name| state.change_sets.iter().find(|set| set.id == name || set.name == name));
    let stack = state.stacks.get(state.existing(set.map_or(name, |set| &set.stack_id))?);
    let text = set.map(|set| &set.goal.text).or(stack.map(|stack| &stack.goal.text));
    let text = text.filter(|text| !text.is_empty());
    let text = text.ok_or_else(|| Refusal::validation(format!("Template of stack {name} is not available")))?;
    Ok(Xml::new().text("TemplateBody", text).texts("StagesAvailable", ["Original", "Processed"]))
}

/// The template that a request is about: given, or a stack's.
fn subject(state: &State, request: &Request) -> Result<Value, Refusal> {
    if let Some(text) = given(state, request)? {
        return read(&text).map_err(Refusal::validation);
    }
    let stack = state.existing(request.text("StackName").unwrap_or_default())?;
    Ok(state.stacks.get(stack).map(|stack| (*stack.goal.template).clone()).unwrap_or_default())
}

fn declared(template: &Value) -> impl Iterator<Item = Xml> {
    let parameters = template.get("Parameters").and_then(Value::as_object).into_iter().flatten();
    parameters.map(|(name, declaration)| {
        let text = |member: &str| declaration.get(member).map(plain);
        Xml::new()
            .text("ParameterKey", name)
            .maybe("DefaultValue", text("Default"))
            .maybe("ParameterType", text("Type"))
            .flag("NoEcho", text("NoEcho").as_deref() == Some("true"))
            .maybe("Description", text("Description"))
    })
}

fn capabilities(xml: Xml, template: &Value) -> Xml {
    match required_capability(template) {
        Some((capability, reason)) => xml.texts("Capabilities", [capability]).text("CapabilitiesReason", reason),
        None => xml,
    }
}

pub fn summary(state: &mut State, request: &Request) -> Reply {
    let template = subject(state, request)?;
    let resources = template.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let types: BTreeSet<&str> = resources.filter_map(|(_, body)| body.get("Type")?.as_str()).collect();
    let xml = Xml::new()
        .list("Parameters", declared(&template))
        .maybe("Description", template.get("Description").and_then(Value::as_str))
        .texts("ResourceTypes", types);
    Ok(capabilities(xml, &template))
}

pub fn validate(state: &mut State, request: &Request) -> Reply {
    let template = subject(state, request)?;
    let goal = Goal { template: Arc::new(template), ..Goal::default() };
    check(&goal).map_err(Refusal::validation)?;
    let xml = Xml::new().list("Parameters", declared(&goal.template)).maybe("Description", goal.description());
    Ok(capabilities(xml, &goal.template))
}
