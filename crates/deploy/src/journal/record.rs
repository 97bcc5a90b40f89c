//! One line of a journal.

use serde_json::{Value, json};

/// A call that changes something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Operation {
    CreateChangeSet,
    Execute,
    DeleteStack,
    Rollback,
    ContinueRollback,
    Protect,
    SetPolicy,
    CancelUpdate,
    Empty,
    Refactor,
    ExecuteRefactor,
}

/// What happened.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// The run began: what was asked for, with the templates.
    Began(Value),
    /// The plan was approved: its classes by step.
    Approved(Value),
    /// A call is about to be made.
    Intent { step: String, operation: Operation, token: String },
    /// It was accepted.
    Accepted { step: String, operation: Operation, token: String },
    /// A step is done: whether it changed anything.
    Done { step: String, changed: bool },
    /// A step failed.
    Failed { step: String, reason: String },
    /// The run goes on without its program.
    Detached,
    /// The run is over: with this word.
    Ended(String),
}

const OPERATIONS: [(Operation, &str); 11] = [
    (Operation::CreateChangeSet, "create-change-set"),
    (Operation::Execute, "execute"),
    (Operation::DeleteStack, "delete-stack"),
    (Operation::Rollback, "rollback"),
    (Operation::ContinueRollback, "continue-rollback"),
    (Operation::Protect, "protect"),
    (Operation::SetPolicy, "set-policy"),
    (Operation::CancelUpdate, "cancel-update"),
    (Operation::Empty, "empty"),
    (Operation::Refactor, "refactor"),
    (Operation::ExecuteRefactor, "execute-refactor"),
];

impl Operation {
    /// Its word in a journal.
    pub fn word(self) -> &'static str {
        OPERATIONS.iter().find(|(operation, _)| *operation == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Option<Self> {
        OPERATIONS.iter().find(|(_, known)| *known == word).map(|(operation, _)| *operation)
    }
}

impl Record {
    /// As a JSON object.
    pub fn to_json(&self) -> Value {
        let call = |what: &str, step: &str, operation: Operation, token: &str| json!({"record": what, "step": step, "operation": operation.word(), "token": token});
        match self {
            Record::Began(request) => json!({"record": "began", "request": request}),
            Record::Approved(classes) => json!({"record": "approved", "classes": classes}),
            Record::Intent { step, operation, token } => call("intent", step, *operation, token),
            Record::Accepted { step, operation, token } => call("accepted", step, *operation, token),
            Record::Done { step, changed } => json!({"record": "done", "step": step, "changed": changed}),
            Record::Failed { step, reason } => json!({"record": "failed", "step": step, "reason": reason}),
            Record::Detached => json!({"record": "detached"}),
            Record::Ended(word) => json!({"record": "ended", "ending": word}),
        }
    }

    /// From a JSON object; none if it is no record.
    pub fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_str().map(str::to_string);
        let operation = || Operation::of(value.get("operation")?.as_str()?);
        Some(match value.get("record")?.as_str()? {
            "began" => Record::Began(value.get("request")?.clone()),
            "approved" => Record::Approved(value.get("classes")?.clone()),
            "intent" => Record::Intent { step: text("step")?, operation: operation()?, token: text("token")? },
            "accepted" => Record::Accepted { step: text("step")?, operation: operation()?, token: text("token")? },
            "done" => Record::Done { step: text("step")?, changed: value.get("changed")?.as_bool()? },
            "failed" => Record::Failed { step: text("step")?, reason: text("reason")? },
            "detached" => Record::Detached,
            "ended" => Record::Ended(text("ending")?),
            _ => return None,
        })
    }
}
