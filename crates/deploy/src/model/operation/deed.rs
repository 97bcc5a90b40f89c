//! One thing that is done to a resource: begun, ended, cancelled.

use super::{Operation, Phase, Progress, What};
use crate::model::duration;
use crate::model::fault::Deed;
use crate::model::state::State;

/// What a deed is called in events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Deeds {
    pub deed: Deed,
    pub begun: &'static str,
    pub complete: &'static str,
    pub failed: &'static str,
    pub cancelled: &'static str,
    pub verb: &'static str,
}

pub const CREATE: Deeds = Deeds {
    deed: Deed::Create,
    begun: "CREATE_IN_PROGRESS",
    complete: "CREATE_COMPLETE",
    failed: "CREATE_FAILED",
    cancelled: "Resource creation cancelled",
    verb: "create",
};
pub const UPDATE: Deeds = Deeds {
    deed: Deed::Update,
    begun: "UPDATE_IN_PROGRESS",
    complete: "UPDATE_COMPLETE",
    failed: "UPDATE_FAILED",
    cancelled: "Resource update cancelled",
    verb: "update",
};
/// A creation that is part of an update: the one that takes another's place.
pub const REPLACE: Deeds = Deeds { deed: Deed::Create, ..UPDATE };
pub const DELETE: Deeds = Deeds {
    deed: Deed::Delete,
    begun: "DELETE_IN_PROGRESS",
    complete: "DELETE_COMPLETE",
    failed: "DELETE_FAILED",
    cancelled: "Resource deletion cancelled",
    verb: "delete",
};
pub const IMPORT: Deeds = Deeds {
    deed: Deed::Create,
    begun: "IMPORT_IN_PROGRESS",
    complete: "IMPORT_COMPLETE",
    failed: "IMPORT_FAILED",
    cancelled: "Resource import cancelled",
    verb: "import",
};

/// How soon something fails that is refused.
const REFUSED: u64 = 1_000;

/// What failed, by the status that the resource was left in.
pub fn verb_of_failure(state: &State, at: usize, logical_id: &str) -> &'static str {
    let status = state.stacks.get(at).and_then(|stack| stack.resources.get(logical_id)).map(|resource| resource.status);
    if status == Some("UPDATE_FAILED") { "update" } else { "create" }
}

impl State {
    /// A deed that takes its time from now on; `refused` is why it cannot succeed.
    pub(super) fn run(
        &mut self,
        at: usize,
        operation: &Operation,
        serial: u64,
        deeds: Deeds,
        refused: Option<String>,
    ) -> Progress {
        let Some(stack) = self.stacks.get_mut(at) else { return Progress::Failed };
        let name = stack.name.clone();
        let Some(resource) = stack.resource_mut(serial) else { return Progress::Failed };
        let (id, type_name) = (resource.logical_id.clone(), resource.type_name.clone());
        let usual = duration::milliseconds(&type_name, deeds.deed) + self.faults.delay(&name, &id, &type_name);
        let fault = self.faults.resource(&name, &id, &type_name, deeds.deed).or_else(|| {
            // who says that an update fails means a replacement as well
            (deeds == REPLACE).then(|| self.faults.resource(&name, &id, &type_name, Deed::Update)).flatten()
        });
        let duration = match (&refused, operation.is_instant) {
            (_, true) => 0,
            (Some(_), _) => REFUSED,
            _ if fault.is_some() => usual / 2,
            _ => usual,
        };
        Progress::Running { until: self.now + duration, serial, deeds, failure: refused.or(fault) }
    }

    pub(super) fn end_what_is_due(&mut self, at: usize, operation: &mut Operation) {
        for task in 0..operation.tasks.len() {
            let Some(one) = operation.tasks.get_mut(task) else { continue };
            let Progress::Running { until, serial, deeds, failure } = one.state.clone() else { continue };
            if until > self.now {
                continue;
            }
            one.state = if failure.is_some() { Progress::Failed } else { Progress::Done };
            if failure.is_some() {
                let id = one.logical_id.clone();
                operation.failed.push((deeds.verb, id));
            }
            let status = if failure.is_some() { deeds.failed } else { deeds.complete };
            let is_gone = deeds.deed == Deed::Delete && failure.is_none();
            self.tell(at, serial, status, failure);
            if is_gone {
                self.forget(at, serial);
            }
        }
    }

    /// Where the stack goes back, what is running is cancelled.
    pub(super) fn cancel_what_is_pointless(&mut self, at: usize, operation: &mut Operation) {
        let goes_back = operation.on_failure != super::OnFailure::Nothing;
        if !(operation.is_stopped() && goes_back && operation.phase == Phase::Forward) {
            return;
        }
        for task in &mut operation.tasks {
            let Progress::Running { serial, deeds, .. } = task.state.clone() else { continue };
            if task.what == What::Apply {
                task.state = Progress::Failed;
                operation.failed.push((deeds.verb, task.logical_id.clone()));
                self.tell(at, serial, deeds.failed, Some(deeds.cancelled.to_owned()));
            }
        }
    }

    /// Says in the events of the stack at this position what has become of a resource.
    pub(super) fn tell(&mut self, at: usize, serial: u64, status: &'static str, reason: Option<String>) {
        let now = self.now;
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.tell(now, serial, status, reason);
        }
    }
}
