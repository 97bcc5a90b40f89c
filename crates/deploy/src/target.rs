//! What is to be deployed: the chosen stacks of one environment, with everything that CloudFormation is told.

mod json;
mod make;
mod mark;
mod source;

use crate::codes;
use crate::ending::{Ending, Stop};
use formwork::Place;
use indexmap::IndexMap;
use serde_json::Value;
use std::collections::BTreeMap;

pub use make::{MADE_UP, Values, make, with_producers};
pub use mark::{MARK, mark};
pub use source::{Source, fed, read};

/// The stacks of a run, producers before their consumers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// The environment.
    pub environment: String,
    /// The account that it lives in, if that is fixed.
    pub account: Option<String>,
    /// The region of the environment; stacks may live elsewhere.
    pub region: String,
    /// The stacks.
    pub stacks: Vec<TargetStack>,
}

/// One stack.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TargetStack {
    /// Its id in the program: `AppStack`.
    pub id: String,
    /// Its name in CloudFormation.
    pub name: String,
    /// Its region.
    pub region: String,
    /// The template as it is sent.
    pub text: String,
    /// The same, read.
    pub template: Value,
    /// Whether it was asked for, or belongs to what was; others are only looked at.
    pub is_chosen: bool,
    /// Whether it left the program, so that it goes.
    pub leaves: bool,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Whether it refuses to be deleted.
    pub is_protected: bool,
    /// The values of its parameters that have no default or were given.
    pub parameters: BTreeMap<String, String>,
    /// The positions of the stacks of this run that come before it.
    pub after: Vec<usize>,
    /// Where things were declared, by JSON pointer.
    pub places: IndexMap<String, Place>,
}

impl Target {
    /// Whether it may go into this account: the environment's, where that is fixed.
    ///
    /// # Errors
    /// It lives in another one.
    pub fn lives_in(&self, account: &str) -> Result<(), Stop> {
        match &self.account {
            Some(expected) if expected != account => {
                let problem = codes::WRONG_ACCOUNT.problem().with("found", account).with("expected", expected.as_str());
                let problem = problem.with("environment", self.environment.as_str());
                Err(Stop::new(Ending::Preflight, problem.with("files", "the settings of the environment")))
            }
            _ => Ok(()),
        }
    }
}

impl TargetStack {
    /// The parameters of the template with the values that they will have: the given one, else the default.
    pub fn values(&self) -> impl Iterator<Item = (&String, Option<String>)> {
        let declared = self.template.get("Parameters").and_then(Value::as_object).into_iter().flatten();
        declared.map(|(name, declared)| {
            let default = declared.get("Default");
            let default = default.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_string));
            (name, self.parameters.get(name).cloned().or(default))
        })
    }

    /// Where a resource was declared; the stack itself where the resource is not known.
    pub fn place_of(&self, logical_id: &str) -> Place {
        let known = self.places.get(&format!("/Resources/{logical_id}")).or_else(|| self.places.get(""));
        known.cloned().unwrap_or_default()
    }
}
