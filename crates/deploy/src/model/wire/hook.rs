//! What hooks said of change sets.

use super::Reply;
use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use crate::model::state::State;

/// The id of the result is that of the change set.
pub fn list(state: &mut State, request: &Request) -> Reply {
    let id = request.text("TargetId").unwrap_or_default();
    let sets = state.change_sets.iter().filter(|set| set.id == id);
    let results = sets.filter_map(|set| {
        let (name, reason, _) = set.hook.as_ref()?;
        Some(
            Xml::new()
                .text("HookResultId", &set.id)
                .text("TypeName", name)
                .text("Status", "HOOK_COMPLETE_FAILED")
                .text("FailureMode", "FAIL")
                .text("HookStatusReason", reason),
        )
    });
    Ok(Xml::new().list("HookResults", results))
}

pub fn get(state: &mut State, request: &Request) -> Reply {
    let id = request.text("HookResultId").unwrap_or_default();
    let set = state.change_sets.iter().find(|set| set.id == id);
    let Some((name, reason, remedy)) = set.and_then(|set| set.hook.as_ref()) else {
        return Err(Refusal::new("HookResultNotFound", format!("Hook result {id} does not exist")));
    };
    let annotation = Xml::new()
        .text("AnnotationName", "rule-1")
        .text("Status", "FAILED")
        .text("StatusMessage", reason)
        .text("RemediationMessage", remedy);
    Ok(Xml::new().text("HookResultId", id).text("TypeName", name).list("Annotations", [annotation]))
}
