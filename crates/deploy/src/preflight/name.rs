//! Names that a template fixes.

use super::sight::{Found, Sight, resources};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::plan::rename::names::fixed_names;
use serde_json::Value;
use std::collections::BTreeMap;

/// Whether two stacks give one name to two things of a type.
pub fn twice(sight: &Sight<'_>, checks: &mut Vec<Check>) {
    let mut known: BTreeMap<(String, String), Found<'_>> = BTreeMap::new();
    for stack in sight.stacks() {
        for found in resources(stack) {
            let Some(name) = whole_name(&found) else { continue };
            let key = (format!("{} {}", stack.region, found.kind()), name.to_string());
            let Some(first) = known.get(&key).filter(|first| first.stack.id != stack.id) else {
                known.insert(key, found);
                continue;
            };
            let place = stack.place_of(found.logical_id).pointer(format!("/Resources/{}", found.logical_id));
            let problem = codes::NAME_TWICE.problem().at(place).with("type", found.kind()).with("name", name);
            let problem = problem.with("stack", stack.id.as_str()).with("other", first.stack.id.as_str());
            checks.push(Check::new("name", name, Verdict::Fail(Box::new(problem))));
        }
    }
}

/// The name that a resource has in its account and region, where a template fixes it whole.
pub fn whole_name<'t>(found: &Found<'t>) -> Option<&'t str> {
    let facts = formwork::facts::resource(found.kind())?;
    let [only] = facts.identifier.as_slice() else { return None };
    let (_, value) = fixed_names(found.resource).into_iter().find(|(name, _)| name == only)?;
    value.as_str().filter(|_| found.resource.get("Properties").is_some_and(Value::is_object))
}
