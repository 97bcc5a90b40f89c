//! Stacks of the app that left the program.

use super::arguments::{Action, Arguments};
use crate::api::Connection;
use crate::ending::Stop;
use crate::execute::{Request, Task};
use crate::target::{MARK, TargetStack, mark};
use serde_json::Value;

/// The stacks that carry the app's mark and are none of the request's, as what is to go. Only where all stacks were
/// asked for: one call.
///
/// # Errors
/// The call failed.
pub(super) async fn orphans(
    connection: &Connection,
    arguments: &Arguments,
    request: &Request,
) -> Result<Vec<TargetStack>, Stop> {
    let target = &request.target;
    let is_whole = matches!(arguments.action, Action::Deploy | Action::Plan) && request.task == Task::Deploy;
    let (Some(mark), true) = (mark(target), is_whole && arguments.stack == "all") else { return Ok(Vec::new()) };
    let all = connection.cloudformation(&target.region).stacks().await;
    let all = all.map_err(|failure| Stop::call("the stacks", &failure))?;
    let left = all.into_iter().filter(|stack| {
        stack.tags.get(MARK) == Some(&mark)
            && !stack.status.starts_with("DELETE_")
            && target.stacks.iter().all(|known| known.name != stack.name)
    });
    let mut left: Vec<TargetStack> = left
        .map(|stack| TargetStack {
            id: stack.name.clone(),
            name: stack.name,
            region: target.region.clone(),
            template: Value::Null,
            is_chosen: true,
            leaves: true,
            ..TargetStack::default()
        })
        .collect();
    left.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(left)
}

/// What a person is told of stacks that left and stay.
pub(super) fn remark(left: &[TargetStack]) -> Option<String> {
    let names: Vec<&str> = left.iter().map(|stack| stack.name.as_str()).collect();
    (!names.is_empty())
        .then(|| format!("no longer in the program: {}; --remove-orphans deletes them", names.join(", ")))
}
