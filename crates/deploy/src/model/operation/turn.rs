//! From one phase to the next, and to the end.

use super::remove::removals;
use super::{Kind, OnFailure, Operation, Phase};
use crate::model::policy;
use crate::model::resolve::Scope;
use crate::model::stack::{Departure, Output, Resource};
use crate::model::state::State;
use crate::model::template::listed;
use std::collections::BTreeSet;

impl State {
    /// What comes after a phase; none when the operation is over.
    pub(super) fn turn(&mut self, at: usize, mut operation: Operation) -> Option<Operation> {
        match operation.phase {
            Phase::Forward => return self.forward_ended(at, operation),
            Phase::CleanUp => {
                let reason = (!operation.failed.is_empty())
                    .then(|| "Update successful. One or more resources could not be deleted.".to_owned());
                self.abandon(at);
                self.end(at, &operation, "UPDATE_COMPLETE", reason);
            }
            Phase::Rollback if !operation.failed.is_empty() => {
                let reason = failures(&operation.failed);
                self.finish(at, "UPDATE_ROLLBACK_FAILED", Some(reason));
            }
            Phase::Rollback => {
                let now = self.now;
                let stack = self.stacks.get_mut(at)?;
                if let Some(before) = stack.before.clone() {
                    let made: Vec<String> =
                        stack.resources.keys().filter(|id| !before.resources.contains_key(*id)).cloned().collect();
                    for id in made {
                        let made = stack.resources.remove(&id);
                        stack.replaced.extend(made.map(|made| Resource { departure: Departure::RolledBack, ..made }));
                    }
                    stack.goal = before.goal;
                    stack.outputs = before.outputs;
                    stack.imports = before.imports;
                }
                if operation.kind == Kind::Import {
                    let forgotten: Vec<u64> = stack.replaced.drain(..).map(|imported| imported.serial).collect();
                    forgotten.into_iter().for_each(|serial| self.free_name(serial));
                    self.end(at, &operation, "IMPORT_ROLLBACK_COMPLETE", None);
                    return None;
                }
                let all: Vec<&Resource> = stack.replaced.iter().collect();
                operation.enter(Phase::RollbackCleanUp, removals(&all), now);
                stack.announce(now, "UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS", None);
                return Some(operation);
            }
            Phase::RollbackCleanUp => {
                self.abandon(at);
                self.end(at, &operation, "UPDATE_ROLLBACK_COMPLETE", None);
            }
            Phase::Remove => self.removal_ended(at, &operation),
        }
        None
    }

    fn forward_ended(&mut self, at: usize, mut operation: Operation) -> Option<Operation> {
        let outcome = if operation.failed.is_empty() && operation.refusal.is_none() {
            self.outcome(at, &operation)
        } else {
            let reason = operation.refusal.clone().unwrap_or_else(|| failures(&operation.failed));
            Err(reason)
        };
        let (outputs, imports) = match outcome {
            Ok(outcome) => outcome,
            Err(reason) => {
                self.forward_failed(at, operation, reason);
                return None;
            }
        };
        let now = self.now;
        let stack = self.stacks.get_mut(at)?;
        stack.outputs = outputs;
        match operation.kind {
            Kind::Create => {
                stack.imports = imports;
                self.end(at, &operation, "CREATE_COMPLETE", None);
                None
            }
            Kind::Import => {
                stack.imports = imports;
                self.end(at, &operation, "IMPORT_COMPLETE", None);
                None
            }
            _ => {
                let wanted: BTreeSet<&String> = operation.tasks.iter().map(|task| &task.logical_id).collect();
                let gone: Vec<String> = stack.resources.keys().filter(|id| !wanted.contains(id)).cloned().collect();
                for id in gone {
                    stack.replaced.extend(stack.resources.remove(&id));
                }
                let all: Vec<&Resource> = stack.replaced.iter().collect();
                operation.enter(Phase::CleanUp, removals(&all), now);
                stack.imports = imports;
                stack.announce(now, "UPDATE_COMPLETE_CLEANUP_IN_PROGRESS", None);
                Some(operation)
            }
        }
    }

    /// What the stack shows and uses when it has become what the goal says.
    ///
    /// # Errors
    /// Why it cannot be so: a value that is not there, an export that is in use, a policy.
    fn outcome(&self, at: usize, operation: &Operation) -> Result<(Vec<Output>, BTreeSet<String>), String> {
        let stack = self.stacks.get(at).ok_or_else(String::new)?;
        let scope = Scope::new(self, (&stack.name, &stack.id), &operation.goal, &stack.resources)?;
        let graph = scope.graph();
        for id in graph.keys() {
            if let Some(body) = operation.goal.resource(id) {
                scope.properties(body)?;
            }
        }
        let outputs = scope.outputs()?;
        self.check_exports(stack, &outputs)?;
        let gone = stack.resources.keys().filter(|id| !graph.contains_key(*id));
        match gone.into_iter().find(|id| policy::denies(stack, id, "Update:Delete")) {
            Some(id) => Err(policy::denial(id, "Update:Delete")),
            None => Ok((outputs, scope.imports.into_inner())),
        }
    }

    fn forward_failed(&mut self, at: usize, operation: Operation, reason: String) {
        let is_creation = operation.kind == Kind::Create;
        let fails_open = matches!(operation.on_failure, OnFailure::Nothing);
        // what was fixed forward and has nothing whole behind it stays where it is
        let has_no_way_back = !is_creation && self.stacks.get(at).is_none_or(|stack| stack.before.is_none());
        if fails_open || has_no_way_back {
            self.finish(at, if is_creation { "CREATE_FAILED" } else { "UPDATE_FAILED" }, Some(reason));
            return;
        }
        let reason = if is_creation { format!("{reason} Rollback requested by user.") } else { reason };
        self.go_back(at, operation, reason);
    }

    fn removal_ended(&mut self, at: usize, operation: &Operation) {
        let is_deletion = operation.kind == Kind::Delete || operation.on_failure == OnFailure::Delete;
        if !operation.failed.is_empty() {
            let status = if is_deletion { "DELETE_FAILED" } else { "ROLLBACK_FAILED" };
            self.finish(at, status, Some(failures(&operation.failed)));
            return;
        }
        let now = self.now;
        let Some(stack) = self.stacks.get_mut(at) else { return };
        stack.outputs.clear();
        stack.imports.clear();
        if is_deletion {
            stack.deleted = Some(now);
        }
        self.end(at, operation, if is_deletion { "DELETE_COMPLETE" } else { "ROLLBACK_COMPLETE" }, None);
    }

    /// What could not be cleaned up is outside of the stack from now on.
    fn abandon(&mut self, at: usize) {
        if let Some(stack) = self.stacks.get_mut(at) {
            self.retained.append(&mut stack.replaced);
        }
    }

    /// The stack is whole.
    fn end(&mut self, at: usize, operation: &Operation, status: &'static str, reason: Option<String>) {
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.before = None;
            if operation.reverts_drift && operation.phase == Phase::CleanUp {
                stack.resources.values_mut().for_each(|resource| resource.actual = None);
            }
        }
        self.finish(at, status, reason);
    }

    fn finish(&mut self, at: usize, status: &'static str, reason: Option<String>) {
        let now = self.now;
        let Some(stack) = self.stacks.get_mut(at) else { return };
        stack.announce(now, status, reason);
        let id = stack.id.clone();
        let went_well = matches!(status, "CREATE_COMPLETE" | "UPDATE_COMPLETE" | "IMPORT_COMPLETE");
        let executing =
            self.change_sets.iter_mut().filter(|set| set.stack_id == id && set.execution == "EXECUTE_IN_PROGRESS");
        executing.for_each(|set| set.execution = if went_well { "EXECUTE_COMPLETE" } else { "EXECUTE_FAILED" });
        if status == "DELETE_COMPLETE" {
            self.change_sets.retain(|set| set.stack_id != id);
        }
    }
}

/// What has failed, as CloudFormation lists it.
fn failures(failed: &[(&'static str, String)]) -> String {
    let sentence = |verb: &str| {
        let ids: Vec<&String> = failed.iter().filter(|(failed, _)| *failed == verb).map(|(_, id)| id).collect();
        (!ids.is_empty()).then(|| format!("The following resource(s) failed to {verb}: {}.", listed(ids)))
    };
    ["create", "update", "import", "delete"].into_iter().filter_map(sentence).collect::<Vec<_>>().join(" ")
}
