//! What a change set takes into its stack instead of making it.

use crate::model::goal::Goal;
use crate::model::name;
use crate::model::state::State;
use crate::model::wire::request::Request;
use serde_json::Value;
use std::collections::BTreeMap;

/// By logical id, what each one is called: what the request names, and where `ImportExistingResources` says so whatever
/// is there under a name that the template gives.
///
/// AWS takes only what belongs to no stack, has its name as a text, and stays when it leaves the stack: AWS
/// documentation, "Import AWS resources into a CloudFormation stack automatically".
pub fn wanted(state: &State, at: usize, request: &Request, goal: &Goal) -> BTreeMap<String, String> {
    let named = request.records("ResourcesToImport").into_iter().filter_map(|one| {
        let identifier = (1..).map_while(|at| one.owned(&format!("ResourceIdentifier.entry.{at}.value")));
        Some((one.owned("LogicalResourceId")?, identifier.collect::<Vec<_>>().join("|")))
    });
    let mut wanted: BTreeMap<String, String> = named.collect();
    if request.flag("ImportExistingResources") == Some(true) {
        let known = state.stacks.get(at).map(|stack| &stack.resources);
        let new = goal.members("Resources").filter(|(id, _)| known.is_none_or(|known| !known.contains_key(*id)));
        wanted.extend(new.filter_map(|(id, body)| Some((id.clone(), existing(state, body)?))));
    }
    wanted
}

/// What is there under the name of a resource.
fn existing(state: &State, body: &Value) -> Option<String> {
    let policy = body.get("DeletionPolicy").and_then(Value::as_str)?;
    let kind = body.get("Type").and_then(Value::as_str)?;
    let name = name::given(kind, body.get("Properties")?)?;
    let is_it = |one: &&crate::model::stack::Resource| {
        one.type_name == kind && name::given(kind, &one.properties) == Some(name)
    };
    let found = state.retained.iter().find(is_it)?;
    found.physical_id.clone().filter(|_| matches!(policy, "Retain" | "RetainExceptOnCreate"))
}
