use crate::change::Change;
use serde_json::Value;

/// What is known of one stack before its change set executes.
#[derive(Clone, Copy, Debug)]
pub struct StackChanges<'a> {
    /// Its name in CloudFormation: `prooflink-prod-data`.
    pub stack: &'a str,
    /// What happens to the stack as a whole.
    pub action: StackAction,
    /// The account it is in, where that is known: principals of another account are outside.
    pub account: Option<&'a str>,
    /// What the change set says; empty for a stack that is deleted, whose resources come from its template.
    pub changes: &'a [Change],
    /// The template that is deployed; null where there is none.
    pub deployed: &'a Value,
    /// The template that is to be deployed; null for a stack that is deleted.
    pub wanted: &'a Value,
    /// Whether the stack refuses to be deleted: now, and after.
    pub termination_protection: (bool, bool),
    /// The exports that go although somebody imports them.
    pub dropped_exports: &'a [DroppedExport],
}

/// What happens to a stack as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum StackAction {
    /// It is new.
    Create,
    /// It is there.
    Update,
    /// It goes.
    Delete,
}

/// An export that goes although stacks import it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DroppedExport {
    /// Its name.
    pub name: String,
    /// The stacks that import it.
    pub importers: Vec<String>,
}

impl StackAction {
    /// Whether the stack is new.
    pub(super) fn is_create(self) -> bool {
        self == StackAction::Create
    }
}
