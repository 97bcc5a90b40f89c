//! What executing a goal would change, as a change set says it.

use super::diff::{self, Detail, Recreation};
use super::goal::Goal;
use super::graph::{self, Use};
use super::policy;
use super::resolve::{Scope, UNKNOWN, Unknown};
use super::stack::{Resource, Stack};
use super::state::State;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// One resource of a change set.
#[derive(Clone, Debug)]
pub struct Change {
    pub action: &'static str,
    pub logical_id: String,
    pub physical_id: Option<String>,
    pub type_name: String,
    pub replacement: Option<&'static str>,
    pub policy_action: Option<String>,
    pub scope: Vec<&'static str>,
    pub details: Vec<Cause>,
    pub before: Option<String>,
    pub after: Option<String>,
    pub is_drifted: bool,
}

/// One difference, and what it comes from.
#[derive(Clone, Debug)]
pub struct Cause {
    pub detail: Detail,
    pub is_dynamic: bool,
    pub source: &'static str,
    pub entity: Option<String>,
    /// The value that was deployed, where it is another now.
    pub drift: Option<Value>,
}

/// What is asked for beside the goal.
#[derive(Clone, Copy, Debug)]
pub struct Wish<'a> {
    /// What exists already, by logical id.
    pub imports: &'a BTreeMap<String, String>,
    /// Whether what somebody has changed is changed back.
    pub reverts_drift: bool,
}

/// The changes, by logical id.
///
/// # Errors
/// What CloudFormation says of what cannot be resolved.
pub fn changes(state: &State, stack: &Stack, goal: &Goal, wish: Wish<'_>) -> Result<Vec<Change>, String> {
    let mut scope = Scope::new(state, (&stack.name, &stack.id), goal, &stack.resources)?;
    scope.unknown = Some(BTreeMap::new());
    let graph = scope.graph();
    let order = graph::ordered(&graph).map_err(|circle| format!("Circular dependency: {}", circle.join(", ")))?;
    let mut changes = BTreeMap::new();
    for id in order {
        let Some(body) = goal.resource(&id) else { continue };
        let properties = scope.properties(body)?;
        let deployed = stack.resources.get(&id).filter(|resource| is_there(resource));
        let change = match deployed {
            None => Some(added(&id, body, &properties, wish)),
            Some(resource) => modified(resource, body, &properties, (goal, stack), wish, &scope),
        };
        let Some(change) = change else { continue };
        let unknown = if change.replacement == Some("False") { Unknown::Attributes } else { Unknown::All };
        let is_touched = change.action == "Add" || change.scope.contains(&"Properties");
        if is_touched {
            scope.unknown.get_or_insert_default().insert(id.clone(), unknown);
        }
        changes.insert(id, change);
    }
    scope.outputs()?;
    for (id, resource) in stack.resources.iter().filter(|(id, resource)| !graph.contains_key(*id) && is_there(resource))
    {
        changes.insert(id.clone(), removed(resource));
    }
    Ok(changes.into_values().collect())
}

fn is_there(resource: &Resource) -> bool {
    resource.physical_id.is_some() && !matches!(resource.status, "DELETE_COMPLETE" | "DELETE_SKIPPED" | "CREATE_FAILED")
}

/// A resource as `BeforeContext` and `AfterContext` show it.
fn context(body: &Value, properties: &Value) -> String {
    let mut shown = Map::new();
    if properties.as_object().is_some_and(|properties| !properties.is_empty()) {
        shown.insert("Properties".to_owned(), properties.clone());
    }
    for name in ["Metadata", "CreationPolicy", "UpdatePolicy", "DeletionPolicy", "UpdateReplacePolicy"] {
        if let Some(value) = body.get(name) {
            shown.insert(name.to_owned(), value.clone());
        }
    }
    Value::Object(shown).to_string()
}

fn added(id: &str, body: &Value, properties: &Value, wish: Wish<'_>) -> Change {
    let imported = wish.imports.get(id);
    Change {
        action: if imported.is_some() { "Import" } else { "Add" },
        logical_id: id.to_owned(),
        physical_id: imported.cloned(),
        type_name: body.get("Type").and_then(Value::as_str).unwrap_or_default().to_owned(),
        replacement: None,
        policy_action: None,
        scope: Vec::new(),
        details: Vec::new(),
        before: None,
        after: Some(context(body, properties)),
        is_drifted: false,
    }
}

fn removed(resource: &Resource) -> Change {
    Change {
        action: "Remove",
        logical_id: resource.logical_id.clone(),
        physical_id: resource.physical_id.clone(),
        type_name: resource.type_name.clone(),
        replacement: None,
        policy_action: Some(policy::on_removal(resource).to_owned()),
        scope: Vec::new(),
        details: Vec::new(),
        before: Some(context(&resource.body, &resource.properties)),
        after: None,
        is_drifted: false,
    }
}

fn modified(
    resource: &Resource,
    body: &Value,
    properties: &Value,
    (goal, stack): (&Goal, &Stack),
    wish: Wish<'_>,
    scope: &Scope<'_>,
) -> Option<Change> {
    let actual = resource.actual.as_ref().filter(|_| wish.reverts_drift);
    let before = actual.unwrap_or(&resource.properties);
    let mut details: Vec<Cause> = diff::properties(&resource.type_name, before, properties)
        .into_iter()
        .flat_map(|detail| causes(detail, resource, body, (goal, stack), scope))
        .collect();
    let attributes = diff::attributes(&resource.type_name, (&resource.body, body), (&resource.tags, &goal.tags));
    details.extend(attributes.into_iter().map(direct));
    if details.is_empty() && !resource.status.ends_with("FAILED") {
        return None;
    }
    for cause in details.iter_mut().filter(|_| actual.is_some()) {
        let pointer = cause.detail.path.strip_prefix("/Properties").unwrap_or_default();
        let deployed = resource.properties.pointer(pointer);
        cause.drift = deployed.filter(|deployed| Some(*deployed) != cause.detail.before.as_ref()).cloned();
    }
    let certain = details.iter().filter(|cause| !cause.is_dynamic).map(|cause| cause.detail.recreation).max();
    let possible = details.iter().map(|cause| cause.detail.recreation).max();
    let replacement = match (certain, possible) {
        (Some(Recreation::Always), _) => "True",
        (_, Some(Recreation::Always | Recreation::Conditionally)) => "Conditional",
        _ => "False",
    };
    let becomes = Resource { body: body.clone(), ..resource.clone() };
    let policy_action = (replacement != "False").then(|| format!("ReplaceAnd{}", policy::on_replacement(&becomes)));
    let mut scopes: Vec<&'static str> = details.iter().map(|cause| cause.detail.attribute).collect();
    scopes.sort_unstable();
    scopes.dedup();
    Some(Change {
        action: "Modify",
        logical_id: resource.logical_id.clone(),
        physical_id: resource.physical_id.clone(),
        type_name: resource.type_name.clone(),
        replacement: Some(replacement),
        policy_action,
        scope: scopes,
        details,
        before: Some(context(&resource.body, before)),
        after: Some(context(body, properties)),
        is_drifted: actual.is_some(),
    })
}

fn direct(detail: Detail) -> Cause {
    Cause { detail, is_dynamic: false, source: "DirectModification", entity: None, drift: None }
}

/// What a difference comes from: references to what is not known yet, a parameter, or the template itself.
fn causes(
    detail: Detail,
    resource: &Resource,
    body: &Value,
    (goal, stack): (&Goal, &Stack),
    scope: &Scope<'_>,
) -> Vec<Cause> {
    let at = |body: &Value| detail.name.as_deref().and_then(|name| body.get("Properties")?.get(name).cloned());
    let (old, new) = (at(&resource.body), at(body));
    let uses = new.as_ref().map(graph::uses).unwrap_or_default();
    let unknown = |used: &&Use| scope.unknown.as_ref().is_some_and(|unknown| unknown.contains_key(&used.of));
    let text = |used: &Use| match &used.attribute {
        Some(attribute) => format!("{}.{attribute}", used.of),
        None => used.of.clone(),
    };
    let is_unknown = detail.after.as_ref().is_some_and(|after| super::resolve::mentions(after, UNKNOWN));
    if is_unknown {
        let mut causes: Vec<Cause> = uses
            .iter()
            .filter(unknown)
            .map(|used| Cause {
                source: if used.attribute.is_some() { "ResourceAttribute" } else { "ResourceReference" },
                entity: Some(text(used)),
                is_dynamic: true,
                ..direct(detail.clone())
            })
            .collect();
        causes.dedup_by(|one, other| one.entity == other.entity);
        if causes.is_empty() {
            causes.push(Cause { is_dynamic: true, ..direct(detail) });
        }
        return causes;
    }
    let parameter = uses.iter().find(|used| {
        let (before, after) = (stack.goal.parameters.get(&used.of), goal.parameters.get(&used.of));
        after.is_some() && before != after
    });
    match parameter.filter(|_| old == new) {
        Some(used) => vec![Cause { source: "ParameterReference", entity: Some(used.of.clone()), ..direct(detail) }],
        None => vec![direct(detail)],
    }
}
