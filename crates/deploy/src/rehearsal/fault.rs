//! A resource that is asked to fail, by the name that a person has for it.

use crate::model::{Deed, Fault};
use crate::target::{Target, TargetStack};

/// By its construct path, `AppStack/Service/Service`, or by its logical id; none where there is no such resource.
pub(super) fn fault(target: &Target, resource: &str) -> Option<Fault> {
    let stack = resource.split_once('/').map(|(stack, _)| stack);
    let path = format!("{}/{resource}", target.environment);
    let is = |one: &TargetStack, id: &str| match stack {
        None => id == resource,
        Some(stack) => one.id == stack && (is_at(one, id, &path) || ends(id, resource)),
    };
    target.stacks.iter().find_map(|one| {
        let resources = one.template.get("Resources").and_then(serde_json::Value::as_object)?;
        let id = resources.keys().find(|id| is(one, id))?;
        let fault = Fault::resource(id, Deed::Create, "this is a rehearsal, and it was asked to fail");
        Some(fault.in_stack(&one.name))
    })
}

fn is_at(stack: &TargetStack, id: &str, path: &str) -> bool {
    stack.places.get(&format!("/Resources/{id}")).is_some_and(|place| place.path == path)
}

/// Whether a logical id is the one of a path, where no construct paths are known.
fn ends(id: &str, path: &str) -> bool {
    let below = path.split('/').skip(1);
    formwork::logical_id(below).is_ok_and(|known| known == id)
}
