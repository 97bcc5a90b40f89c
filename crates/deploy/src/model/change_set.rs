//! Change sets.

use super::goal::Goal;
use super::preview::Change;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default)]
pub struct ChangeSet {
    pub id: String,
    pub name: String,
    pub stack_id: String,
    pub stack_name: String,
    /// `CREATE`, `UPDATE` or `IMPORT`.
    pub kind: String,
    pub description: Option<String>,
    pub goal: Goal,
    pub changes: Vec<Change>,
    pub created: u64,
    /// Why it cannot be executed.
    pub failure: Option<String>,
    /// What has become of it: `EXECUTE_IN_PROGRESS`, `EXECUTE_COMPLETE`, `EXECUTE_FAILED` or `OBSOLETE`; else empty.
    pub execution: &'static str,
    /// The token of the request that made it.
    pub token: Option<String>,
    /// The token of the request that executed it.
    pub executed_by: Option<String>,
    pub on_failure: Option<String>,
    pub is_express: bool,
    pub disable_rollback: Option<bool>,
    pub reverts_drift: bool,
    /// What exists already, by logical id.
    pub imports: BTreeMap<String, String>,
    /// Early validations that failed: logical id, name, message.
    pub validations: Vec<(String, String, String)>,
    /// The hook that does not let it pass: name, reason, remedy.
    pub hook: Option<(String, String, String)>,
    pub operation: String,
    /// Whether describing it with property values loses changes.
    pub drops_property_values: bool,
}

/// Milliseconds until a change set is looked at, and until it is ready.
const PENDING: u64 = 300;
const READY: u64 = 2_000;

/// What CloudFormation says of a change set without a change.
pub const NO_CHANGES: &str =
    "The submitted information didn't contain changes. Submit different information to create a change set.";

impl ChangeSet {
    pub fn status(&self, now: u64) -> &'static str {
        match now.saturating_sub(self.created) {
            ..PENDING => "CREATE_PENDING",
            PENDING..READY => "CREATE_IN_PROGRESS",
            _ if self.failure.is_some() => "FAILED",
            _ => "CREATE_COMPLETE",
        }
    }

    pub fn reason(&self, now: u64) -> Option<&str> {
        self.failure.as_deref().filter(|_| self.status(now) == "FAILED")
    }

    pub fn execution_status(&self, now: u64) -> &'static str {
        match self.status(now) {
            "CREATE_COMPLETE" if self.execution.is_empty() => "AVAILABLE",
            "CREATE_COMPLETE" => self.execution,
            _ => "UNAVAILABLE",
        }
    }
}
