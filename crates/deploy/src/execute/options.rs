//! How a run goes about it.

use serde_json::{Value, json};

/// What was asked for beside the stacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// `--yes`: approves changes up to the class that the settings allow.
    pub yes: bool,
    /// `--approve`: the plan that is approved, as `HASH:CLASS`.
    pub approve: Option<String>,
    /// Waits where somebody else is at work on a stack, instead of ending.
    pub wait: bool,
    /// How many stacks are worked on at once.
    pub parallel: usize,
    /// Ends when everything is configured, before it is stable.
    pub express: bool,
    /// Sets back what was changed by hand.
    pub revert_drift: bool,
    /// Takes resources into their stack that exist under their names.
    pub import_existing: bool,
    /// The role that CloudFormation takes on.
    pub role_arn: Option<String>,
    /// Topics that hear of every event.
    pub notifications: Vec<String>,
    /// Alarms that roll an update back.
    pub rollback_alarms: Vec<String>,
    /// For how long they are watched after it: minutes, 0 to 180.
    pub monitoring_minutes: u8,
    /// Denies the replacement and deletion of what holds data, by a stack policy.
    pub stack_policy: bool,
    /// Resources that a rollback leaves as they are.
    pub skip: Vec<String>,
    /// Resources that a deletion keeps, where it has failed because of them.
    pub retain: Vec<String>,
    /// Switches termination protection off before a deletion.
    pub unprotect: bool,
    /// Deletes everything in buckets before they are deleted.
    pub empty_buckets: bool,
    /// Deletes all images of repositories before they are deleted.
    pub empty_repositories: bool,
    /// Asks which members secrets have that no stack makes: reads them.
    pub read_secrets: bool,
    /// Gives resources their new logical ids by a stack refactoring, where a deploy would make them anew.
    pub refactor: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            yes: false,
            approve: None,
            wait: false,
            parallel: 10,
            express: false,
            revert_drift: false,
            import_existing: false,
            role_arn: None,
            notifications: Vec::new(),
            rollback_alarms: Vec::new(),
            monitoring_minutes: 0,
            stack_policy: false,
            skip: Vec::new(),
            retain: Vec::new(),
            unprotect: false,
            empty_buckets: false,
            empty_repositories: false,
            read_secrets: false,
            refactor: false,
        }
    }
}

impl Options {
    /// As JSON, for the journal.
    pub fn to_json(&self) -> Value {
        json!({
            "yes": self.yes,
            "approve": self.approve,
            "wait": self.wait,
            "parallel": self.parallel,
            "express": self.express,
            "revert_drift": self.revert_drift,
            "import_existing": self.import_existing,
            "role_arn": self.role_arn,
            "notifications": self.notifications,
            "rollback_alarms": self.rollback_alarms,
            "monitoring_minutes": self.monitoring_minutes,
            "stack_policy": self.stack_policy,
            "skip": self.skip,
            "retain": self.retain,
            "unprotect": self.unprotect,
            "empty_buckets": self.empty_buckets,
            "empty_repositories": self.empty_repositories,
            "read_secrets": self.read_secrets,
            "refactor": self.refactor,
        })
    }

    /// From JSON; what is not there is as by default.
    pub fn from_json(value: &Value) -> Self {
        let is = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or_default();
        let number = |key: &str| value.get(key).and_then(Value::as_u64);
        let texts = |key: &str| {
            let items = value.get(key).and_then(Value::as_array).into_iter().flatten();
            items.filter_map(Value::as_str).map(str::to_string).collect()
        };
        let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_string);
        Options {
            yes: is("yes"),
            approve: text("approve"),
            wait: is("wait"),
            parallel: number("parallel").and_then(|many| usize::try_from(many).ok()).unwrap_or(10),
            express: is("express"),
            revert_drift: is("revert_drift"),
            import_existing: is("import_existing"),
            role_arn: text("role_arn"),
            notifications: texts("notifications"),
            rollback_alarms: texts("rollback_alarms"),
            monitoring_minutes: number("monitoring_minutes").and_then(|many| u8::try_from(many).ok()).unwrap_or(0),
            stack_policy: is("stack_policy"),
            skip: texts("skip"),
            retain: texts("retain"),
            unprotect: is("unprotect"),
            empty_buckets: is("empty_buckets"),
            empty_repositories: is("empty_repositories"),
            read_secrets: is("read_secrets"),
            refactor: is("refactor"),
        }
    }
}
