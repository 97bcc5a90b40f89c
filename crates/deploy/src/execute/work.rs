//! A step with everything that doing it takes.

use super::step::{Approved, Step};
use crate::api::{ChangeSet, Stack};
use crate::plan::class::{Classified, StackAction, StackChanges, classify};
use crate::target::TargetStack;
use formwork::Place;
use serde_json::Value;

/// A step with everything that doing it takes.
#[derive(Clone, Copy)]
pub struct Work<'w> {
    /// The step.
    pub step: &'w Step,
    /// The stack in the program; none for one that left it.
    pub stack: Option<&'w TargetStack>,
    /// The environment.
    pub environment: &'w str,
    /// The account.
    pub account: &'w str,
    /// The template as it is sent; empty for a deletion.
    pub text: &'w str,
    /// The same, read.
    pub template: &'w Value,
    /// The template that is deployed when the step begins; null where there is none.
    pub deployed: &'w Value,
    /// Whether all parameters keep the values they have.
    pub keeps_parameters: bool,
    /// What was approved.
    pub approved: &'w Approved,
    /// What may be approved without asking again beyond that: the leftovers of a stack that holds data, at class 5.
    pub may_delete_data: bool,
}

impl Work<'_> {
    /// Whether the stack is new.
    pub fn action(&self, existing: Option<&Stack>) -> StackAction {
        match existing.map_or("", |stack| stack.status.as_str()) {
            "" | "DELETE_COMPLETE" | "REVIEW_IN_PROGRESS" => StackAction::Create,
            _ => StackAction::Update,
        }
    }

    /// Where a resource was declared; the stack's own place for none.
    pub fn place(&self, logical_id: &str) -> Place {
        match self.stack {
            Some(stack) if logical_id.is_empty() => stack.places.get("").cloned().unwrap_or_default(),
            Some(stack) => stack.place_of(logical_id).pointer(format!("/Resources/{logical_id}")),
            None => Place::new(self.step.name.clone()),
        }
    }

    /// What a change set of the step does, with its classes.
    pub fn classify(&self, existing: Option<&Stack>, change_set: &ChangeSet) -> Vec<Classified> {
        let is_protected = existing.is_some_and(|stack| stack.termination_protection);
        classify(&StackChanges {
            stack: &self.step.name,
            action: self.action(existing),
            account: Some(self.account),
            changes: &change_set.changes,
            deployed: self.deployed,
            wanted: self.template,
            termination_protection: (is_protected, self.stack.map_or(is_protected, |stack| stack.is_protected)),
            dropped_exports: &[],
        })
    }
}
