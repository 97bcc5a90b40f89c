//! Deleting resources, or leaving them.

use super::deed::DELETE;
use super::{Operation, Phase, Progress, Task, What};
use crate::model::policy;
use crate::model::stack::{Departure, Resource};
use crate::model::state::State;

/// Tasks that delete these, each after those that use it.
pub fn removals(resources: &[&Resource]) -> Vec<Task> {
    let uses = |user: &Resource, used: &Resource| {
        user.serial != used.serial && user.logical_id != used.logical_id && user.depends_on.contains(&used.logical_id)
    };
    let task = |used: &&Resource| Task {
        what: What::Remove(used.serial),
        logical_id: used.logical_id.clone(),
        after: resources.iter().enumerate().filter(|(_, user)| uses(user, used)).map(|(at, _)| at).collect(),
        state: Progress::Waiting,
    };
    resources.iter().map(task).collect()
}

impl State {
    pub(super) fn remove(&mut self, at: usize, operation: &Operation, serial: u64) -> Progress {
        let Some(resource) = self.stacks.get_mut(at).and_then(|stack| stack.resource_mut(serial)).cloned() else {
            return Progress::Done;
        };
        if resource.physical_id.is_none() {
            self.tell(at, serial, DELETE.complete, None);
            self.forget(at, serial);
            return Progress::Done;
        }
        if is_left(operation, &resource) {
            self.tell(at, serial, "DELETE_SKIPPED", None);
            self.retained.push(resource);
            if let Some(stack) = self.stacks.get_mut(at) {
                stack.replaced.retain(|replaced| replaced.serial != serial);
            }
            return Progress::Done;
        }
        self.tell(at, serial, DELETE.begun, None);
        let blocker = self.delete_blocker(&resource);
        self.run(at, operation, serial, DELETE, blocker)
    }

    /// The thing is gone: its name is free, and the stack does not clean it up any more.
    pub(super) fn forget(&mut self, at: usize, serial: u64) {
        self.free_name(serial);
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.replaced.retain(|replaced| replaced.serial != serial);
        }
    }
}

/// Whether the thing stays where its resource goes.
fn is_left(operation: &Operation, resource: &Resource) -> bool {
    let is_creation_undone = operation.phase == Phase::Remove && operation.kind != super::Kind::Delete
        || resource.departure == Departure::RolledBack;
    let named = operation.retain.iter().chain(&operation.skip).any(|id| *id == resource.logical_id);
    named
        || match resource.departure {
            Departure::Replaced => policy::on_replacement(resource) == "Retain",
            _ if is_creation_undone => policy::on_removal(resource) == "Retain" && !operation.retain_except_on_create,
            _ => policy::on_removal(resource) == "Retain",
        }
}
