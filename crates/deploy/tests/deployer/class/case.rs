//! Changes of one resource, for tests.

use formwork_deploy::change::{Action, Change, Replacement};
use formwork_deploy::plan::class::{Class, Classified, Kind, StackAction, StackChanges, classify};
use serde_json::{Value, json};

/// A stack with one resource `Thing`, before and after.
pub struct Case {
    pub action: StackAction,
    pub change: Change,
    pub deployed: Value,
    pub wanted: Value,
}

impl Case {
    /// The resource is modified: from these properties to those.
    pub fn modified(type_name: &str, before: Value, after: Value) -> Case {
        Case::new(Action::Modify, type_name, Some(before), Some(after))
    }

    pub fn added(type_name: &str, after: Value) -> Case {
        Case::new(Action::Add, type_name, None, Some(after))
    }

    pub fn removed(type_name: &str, before: Value) -> Case {
        Case::new(Action::Remove, type_name, Some(before), None)
    }

    fn new(action: Action, type_name: &str, before: Option<Value>, after: Option<Value>) -> Case {
        let template = |properties: Option<Value>| {
            let other = json!({"Type": "AWS::SNS::Topic"});
            match properties {
                Some(properties) => {
                    json!({"Resources": {"Other": other, "Thing": {"Type": type_name, "Properties": properties}}})
                }
                None => json!({"Resources": {"Other": other}}),
            }
        };
        let change = Change { logical_id: "Thing".into(), type_name: type_name.into(), action, ..Change::default() };
        Case { action: StackAction::Update, change, deployed: template(before), wanted: template(after) }
    }

    /// The stack is new.
    pub fn in_new_stack(mut self) -> Case {
        self.action = StackAction::Create;
        self
    }

    pub fn replaced(mut self) -> Case {
        self.change.replacement = Replacement::Always;
        self
    }

    pub fn policy_action(mut self, policy: &str) -> Case {
        self.change.policy_action = Some(policy.into());
        self
    }

    /// Sets an attribute such as `DeletionPolicy` before, and after.
    pub fn attribute(mut self, name: &str, before: Option<&str>, after: Option<&str>) -> Case {
        for (template, value) in [(&mut self.deployed, before), (&mut self.wanted, after)] {
            if let (Some(thing), Some(value)) = (template.pointer_mut("/Resources/Thing"), value) {
                thing[name] = json!(value);
            }
        }
        self
    }

    pub fn classified(&self) -> Classified {
        let changes = [self.change.clone()];
        let input = StackChanges {
            stack: "prooflink-test-case",
            action: self.action,
            account: Some("111122223333"),
            changes: &changes,
            deployed: &self.deployed,
            wanted: &self.wanted,
            termination_protection: (false, false),
            dropped_exports: &[],
        };
        let mut classified = classify(&input);
        assert_eq!(classified.len(), 1, "one change, and nothing about the stack itself");
        classified.remove(0)
    }

    /// The kinds of class 4 and 5.
    pub fn grave(&self) -> Vec<Kind> {
        let reasons = self.classified().reasons;
        reasons.iter().map(|reason| reason.kind).filter(|kind| kind.class() >= Class::Security).collect()
    }

    pub fn class(&self) -> Class {
        self.classified().class
    }
}
