//! How operations begin.

use super::remove::removals;
use super::{Kind, OnFailure, Operation, Phase, Progress, Task, What};
use crate::model::goal::Goal;
use crate::model::graph;
use crate::model::resolve::Scope;
use crate::model::stack::{Before, Doing, Resource};
use crate::model::state::State;
use std::collections::{BTreeMap, BTreeSet};

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Order {
    pub token: Option<String>,
    pub on_failure: OnFailure,
    pub retain: Vec<String>,
    pub skip: Vec<String>,
    pub imports: BTreeMap<String, String>,
    pub reverts_drift: bool,
    pub retain_except_on_create: bool,
    pub is_express: bool,
    pub is_instant: bool,
}

impl State {
    fn operation(&mut self, at: usize, kind: Kind, goal: Goal, order: Order) -> Operation {
        let now = self.now;
        let number = self.count("operation");
        let id = format!("00000000-0000-0000-0001-{number:012}");
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.doing = Some(Doing { id: id.clone(), kind: kind.name(), token: order.token });
            stack.operations.insert(0, (kind.name(), id));
            stack.operations.truncate(2);
        }
        let wakes = now + if order.is_instant { 0 } else { super::GAP };
        Operation {
            kind,
            goal,
            phase: Phase::Forward,
            tasks: Vec::new(),
            wakes,
            is_settled: false,
            on_failure: order.on_failure,
            retain: order.retain,
            skip: order.skip,
            failed: Vec::new(),
            refusal: None,
            imports: order.imports,
            reverts_drift: order.reverts_drift,
            retain_except_on_create: order.retain_except_on_create,
            is_express: order.is_express,
            is_instant: order.is_instant,
        }
    }

    /// Begins to make a stack what the goal says.
    pub fn deploy(&mut self, at: usize, kind: Kind, goal: Goal, order: Order) {
        let now = self.now;
        let mut operation = self.operation(at, kind, goal, order);
        let graph = self.stacks.get(at).and_then(|stack| {
            Scope::new(self, (&stack.name, &stack.id), &operation.goal, &stack.resources)
                .ok()
                .map(|scope| scope.graph())
        });
        operation.tasks = tasks(What::Apply, &graph.unwrap_or_default());
        let Some(stack) = self.stacks.get_mut(at) else { return };
        let status = match kind {
            Kind::Create => "CREATE_IN_PROGRESS",
            Kind::Import => "IMPORT_IN_PROGRESS",
            _ => "UPDATE_IN_PROGRESS",
        };
        if kind != Kind::Create {
            stack.updated = Some(now);
        }
        if kind != Kind::Create && stack.before.is_none() {
            stack.before = Some(Box::new(Before {
                goal: stack.goal.clone(),
                resources: stack.resources.clone(),
                outputs: stack.outputs.clone(),
                imports: stack.imports.clone(),
            }));
        }
        // what was made before for another state of the stack
        let id = stack.id.clone();
        for set in self.change_sets.iter_mut().filter(|set| set.stack_id == id && set.execution.is_empty()) {
            set.execution = "OBSOLETE";
        }
        stack.goal = operation.goal.clone();
        stack.is_express = operation.is_express;
        stack.disable_rollback = operation.on_failure == OnFailure::Nothing;
        stack.announce(now, status, Some("User Initiated".to_owned()));
        stack.operation = Some(operation);
    }

    /// Begins to delete a stack.
    pub fn delete(&mut self, at: usize, order: Order) {
        let goal = self.stacks.get(at).map(|stack| stack.goal.clone()).unwrap_or_default();
        let mut operation = self.operation(at, Kind::Delete, goal, order);
        let now = self.now;
        let Some(stack) = self.stacks.get_mut(at) else { return };
        stack.announce(now, "DELETE_IN_PROGRESS", Some("User Initiated".to_owned()));
        operation.phase = Phase::Remove;
        let all: Vec<&Resource> = stack.resources.values().chain(&stack.replaced).filter(|one| is_left(one)).collect();
        operation.tasks = removals(&all);
        stack.operation = Some(operation);
    }

    /// Begins to bring a stack back to what it was: one that failed and did not go back, or could not.
    pub fn roll_back(&mut self, at: usize, kind: Kind, order: Order) {
        let goal = self.stacks.get(at).map(|stack| stack.goal.clone()).unwrap_or_default();
        let operation = self.operation(at, kind, goal, order);
        self.go_back(at, operation, "User Initiated".to_owned());
    }

    /// The way back: of a creation it is a deletion.
    pub(super) fn go_back(&mut self, at: usize, mut operation: Operation, reason: String) {
        let now = self.now;
        let Some(stack) = self.stacks.get_mut(at) else { return };
        let (status, phase, tasks) = match &stack.before {
            Some(before) => {
                let graph: BTreeMap<String, BTreeSet<String>> =
                    before.resources.iter().map(|(id, resource)| (id.clone(), resource.depends_on.clone())).collect();
                let status = if operation.kind == Kind::Import {
                    "IMPORT_ROLLBACK_IN_PROGRESS"
                } else {
                    "UPDATE_ROLLBACK_IN_PROGRESS"
                };
                (status, Phase::Rollback, tasks(What::Revert, &graph))
            }
            None => {
                let all: Vec<&Resource> = stack.resources.values().filter(|one| is_left(one)).collect();
                let is_deletion = operation.on_failure == OnFailure::Delete;
                let status = if is_deletion { "DELETE_IN_PROGRESS" } else { "ROLLBACK_IN_PROGRESS" };
                (status, Phase::Remove, removals(&all))
            }
        };
        operation.enter(phase, tasks, now);
        stack.announce(now, status, Some(reason));
        stack.operation = Some(operation);
    }
}

/// Whether there is still something of it to delete.
fn is_left(resource: &Resource) -> bool {
    !matches!(resource.status, "DELETE_COMPLETE" | "DELETE_SKIPPED")
}

/// One task for each id, each after those it depends on.
fn tasks(what: What, graph: &BTreeMap<String, BTreeSet<String>>) -> Vec<Task> {
    let order = graph::ordered(graph).unwrap_or_else(|_| graph.keys().cloned().collect());
    let place: BTreeMap<&String, usize> = order.iter().enumerate().map(|(at, id)| (id, at)).collect();
    let after = |id: &String| {
        let on = graph.get(id).into_iter().flatten().filter(|on| *on != id);
        on.filter_map(|on| place.get(on).copied()).collect()
    };
    let task = |id: &String| Task { what, logical_id: id.clone(), after: after(id), state: Progress::Waiting };
    order.iter().map(task).collect()
}
