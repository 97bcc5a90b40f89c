//! One operation on one stack, as it was planned.

use crate::plan::class::{Class, Classified, Effect};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One operation on one stack.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// A stack's id, and what for where that is not all of it: `AppStack/detach`.
    pub id: String,
    /// The position of the stack in the target; none for one that left the program.
    pub stack: Option<usize>,
    /// The stack's name in CloudFormation.
    pub name: String,
    /// Its region.
    pub region: String,
    /// What is done.
    pub action: StepAction,
    /// The positions of the steps that come before it.
    pub after: Vec<usize>,
}

/// What a step does.
#[derive(Clone, Debug, PartialEq)]
pub enum StepAction {
    /// Creates or updates the stack.
    Deploy {
        /// The template as it is sent.
        text: String,
        /// Whether all parameters keep the values they have.
        keeps_parameters: bool,
    },
    /// Deletes it.
    Delete,
    /// Gives resources other logical ids.
    Refactor {
        /// The stacks' names, and their templates after it.
        stacks: Vec<(String, String)>,
        /// Stack, logical id now, logical id then.
        renames: Vec<(String, String, String)>,
    },
}

impl Step {
    /// As JSON.
    pub fn to_json(&self) -> Value {
        let (text, keeps_parameters) = match &self.action {
            StepAction::Deploy { text, keeps_parameters } => (Some(text), *keeps_parameters),
            StepAction::Delete | StepAction::Refactor { .. } => (None, false),
        };
        let refactor = match &self.action {
            StepAction::Refactor { stacks, renames } => json!({"stacks": stacks, "renames": renames}),
            _ => Value::Null,
        };
        json!({
            "id": self.id,
            "stack": self.stack,
            "name": self.name,
            "region": self.region,
            "template": text,
            "keeps_parameters": keeps_parameters,
            "after": self.after,
            "refactor": refactor,
        })
    }

    /// From JSON; none if it is something else.
    pub fn from_json(value: &Value) -> Option<Self> {
        let text = |key: &str| value.get(key)?.as_str().map(str::to_string);
        let position = |value: &Value| value.as_u64().and_then(|at| usize::try_from(at).ok());
        Some(Step {
            id: text("id")?,
            stack: value.get("stack").and_then(position),
            name: text("name")?,
            region: text("region")?,
            action: match text("template") {
                None if value.get("refactor").is_some_and(Value::is_object) => StepAction::Refactor {
                    stacks: serde_json::from_value(value["refactor"].get("stacks")?.clone()).ok()?,
                    renames: serde_json::from_value(value["refactor"].get("renames")?.clone()).ok()?,
                },
                Some(template) => {
                    StepAction::Deploy { text: template, keeps_parameters: value.get("keeps_parameters")?.as_bool()? }
                }
                None => StepAction::Delete,
            },
            after: value.get("after")?.as_array()?.iter().map(position).collect::<Option<_>>()?,
        })
    }
}

/// What was approved, step by step: what a change set made later may do without anybody being asked again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Approved(BTreeMap<String, Vec<Allowed>>);

/// One change that was approved.
#[derive(Clone, Debug, PartialEq)]
struct Allowed {
    logical_id: Option<String>,
    effect: String,
    class: u8,
    is_drift: bool,
    /// Why it is of class 4 or 5.
    grave: Vec<String>,
}

impl Approved {
    /// Approves these changes of a step.
    pub fn approve(&mut self, step: &str, changes: &[Classified]) {
        self.0.insert(step.to_string(), changes.iter().map(Allowed::of).collect());
    }

    /// The worst change that was not approved; none where all were. What was changed by hand is never approved by its class
    /// alone.
    ///
    /// That something may be replaced covers that it is, and that it is not; that it is made, that one is taken in which is
    /// there (`--import-existing`).
    pub fn beyond<'c>(&self, step: &str, changes: &'c [Classified], standing: Option<Class>) -> Option<&'c Classified> {
        let allowed = self.0.get(step).map(Vec::as_slice).unwrap_or_default();
        let beyond = changes.iter().filter(|change| {
            let wanted = Allowed::of(change);
            let is_standing = !change.drift && standing.is_some_and(|class| change.class <= class);
            !is_standing && !allowed.iter().any(|known| known.covers(&wanted))
        });
        beyond.max_by_key(|change| change.class)
    }

    /// The worst class that was approved for a step.
    pub fn class(&self, step: &str) -> Class {
        let classes = self.0.get(step).into_iter().flatten().map(|one| one.class);
        Class::from_number(classes.max().unwrap_or_default()).unwrap_or_default()
    }

    /// As JSON.
    pub fn to_json(&self) -> Value {
        let steps = self.0.iter().map(|(step, all)| {
            let all = all.iter().map(|one| json!([one.logical_id, one.effect, one.class, one.is_drift, one.grave]));
            (step.clone(), Value::Array(all.collect()))
        });
        Value::Object(steps.collect())
    }

    /// From JSON; what is something else was not approved.
    pub fn from_json(value: &Value) -> Self {
        let allowed = |value: &Value| {
            Some(Allowed {
                logical_id: value.get(0)?.as_str().map(str::to_string),
                effect: value.get(1)?.as_str()?.to_string(),
                class: u8::try_from(value.get(2)?.as_u64()?).ok()?,
                is_drift: value.get(3)?.as_bool()?,
                grave: value
                    .get(4)?
                    .as_array()?
                    .iter()
                    .map(|one| one.as_str().map(str::to_string))
                    .collect::<Option<_>>()?,
            })
        };
        let steps = value
            .as_object()
            .into_iter()
            .flatten()
            .map(|(step, all)| (step.clone(), all.as_array().into_iter().flatten().filter_map(allowed).collect()));
        Approved(steps.collect())
    }
}

impl Allowed {
    fn of(change: &Classified) -> Self {
        let grave = change.reasons.iter().filter(|reason| reason.kind.class() >= Class::Security);
        Allowed {
            logical_id: change.logical_id.clone(),
            effect: change.effect.word().to_string(),
            class: change.class.number(),
            is_drift: change.drift,
            grave: grave.map(|reason| format!("{} {}", reason.kind.slug(), reason.pointer)).collect(),
        }
    }

    fn covers(&self, other: &Allowed) -> bool {
        let perhaps = Effect::PerhapsReplaced.word();
        let modified = Effect::Modified.word();
        let covers_effect = self.effect == other.effect
            || (self.effect == Effect::Added.word() && other.effect == Effect::Imported.word())
            || (self.effect == perhaps && (other.effect == modified || other.effect == Effect::Replaced.word()))
            || (self.effect == Effect::Replaced.word() && (other.effect == perhaps || other.effect == modified));
        self.logical_id == other.logical_id
            && covers_effect
            && self.is_drift == other.is_drift
            && other.class <= self.class
            && other.grave.iter().all(|reason| self.grave.contains(reason))
    }
}
