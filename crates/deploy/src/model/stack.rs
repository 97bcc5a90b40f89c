//! A stack, what is in it and what it shows.

use super::event::Event;
use super::goal::Goal;
use super::operation::Operation;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug, Default)]
pub struct Stack {
    pub name: String,
    pub id: String,
    pub status: &'static str,
    /// What the status was before: what a stale read shows.
    pub previous_status: &'static str,
    pub reason: Option<String>,
    /// Instants are milliseconds since the account began.
    pub created: u64,
    pub updated: Option<u64>,
    pub deleted: Option<u64>,
    pub goal: Goal,
    pub resources: BTreeMap<String, Resource>,
    /// What was replaced and is not deleted yet.
    pub replaced: Vec<Resource>,
    pub outputs: Vec<Output>,
    /// The exports that it uses, by name.
    pub imports: BTreeSet<String>,
    /// The oldest first.
    pub events: Vec<Event>,
    pub operation: Option<Operation>,
    /// What its events belong to.
    pub doing: Option<Doing>,
    /// The last operations, the newest first: type and id.
    pub operations: Vec<(&'static str, String)>,
    /// What it was when it was last whole: what an update rolls back to.
    pub before: Option<Box<Before>>,
    pub is_protected: bool,
    pub policy: Option<String>,
    pub is_express: bool,
    pub disable_rollback: bool,
    pub drift_status: Option<(&'static str, u64)>,
}

/// An operation, as events name it.
#[derive(Clone, Debug)]
pub struct Doing {
    pub id: String,
    /// `CREATE_STACK` and so on.
    pub kind: &'static str,
    pub token: Option<String>,
}

/// Why a resource leaves its stack.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Departure {
    /// The stack is deleted, or the template does not have it any more.
    #[default]
    Removed,
    /// Another one takes its place.
    Replaced,
    /// What made it is rolled back.
    RolledBack,
}

/// What a stack was.
#[derive(Clone, Debug)]
pub struct Before {
    pub goal: Goal,
    pub resources: BTreeMap<String, Resource>,
    pub outputs: Vec<Output>,
    pub imports: BTreeSet<String>,
}

/// A resource that is there, or was to be.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    pub logical_id: String,
    pub type_name: String,
    /// None until it exists.
    pub physical_id: Option<String>,
    /// What its generated names and ids hold.
    pub token: String,
    /// Which of the account's resources it is: the one that replaces another has a number of its own.
    pub serial: u64,
    /// How often its logical id has been made in stacks of this name.
    pub generation: u32,
    /// What the template says of it.
    pub body: Value,
    /// Its properties, resolved.
    pub properties: Value,
    /// Its properties as they are, where somebody has changed them.
    pub actual: Option<Value>,
    pub tags: BTreeMap<String, String>,
    pub depends_on: BTreeSet<String>,
    pub departure: Departure,
    pub status: &'static str,
    pub reason: Option<String>,
    pub changed: u64,
}

impl Resource {
    /// A policy of the resource, such as `DeletionPolicy`.
    pub fn policy(&self, name: &str) -> Option<&str> {
        self.body.get(name)?.as_str()
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Output {
    pub key: String,
    pub value: String,
    pub description: Option<String>,
    pub export: Option<String>,
}

impl Stack {
    pub fn set_status(&mut self, status: &'static str, reason: Option<String>) {
        self.previous_status = if self.status.is_empty() { status } else { self.status };
        self.status = status;
        self.reason = reason;
    }

    /// A resource of this number: one of the stack, or one that was replaced.
    pub fn resource_mut(&mut self, serial: u64) -> Option<&mut Resource> {
        self.resources.values_mut().chain(&mut self.replaced).find(|resource| resource.serial == serial)
    }

    pub fn is_called(&self, name_or_id: &str) -> bool {
        self.name == name_or_id || self.id == name_or_id
    }
}
