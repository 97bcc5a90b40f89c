//! Making a resource as the goal says: created, updated, replaced, imported, or left alone.

use super::deed::{CREATE, Deeds, IMPORT, REPLACE, UPDATE};
use super::way::{Way, denied, still_drifted, way};
use super::{Operation, Progress};
use crate::model::facts;
use crate::model::graph;
use crate::model::identity::{self, Place};
use crate::model::resolve::Scope;
use crate::model::stack::{Departure, Resource};
use crate::model::state::State;
use serde_json::Value;

const REPLACING: &str = "Requested update requires the creation of a new physical resource; hence creating one.";
const INITIATED: &str = "Resource creation Initiated";
const NOT_IN_EXPRESS: &str = "Resource replacement is not supported in EXPRESS deployment mode";

impl State {
    pub(super) fn apply(&mut self, at: usize, operation: &Operation, id: &str) -> Progress {
        let Some(body) = operation.goal.resource(id) else { return Progress::Done };
        let wanted = match self.resolved(at, operation, body) {
            Ok(properties) => self.wanted(at, operation, id, body, properties),
            Err(reason) => return self.refused(at, operation, id, body, reason),
        };
        let Some(stack) = self.stacks.get(at) else { return Progress::Failed };
        let existing =
            stack.resources.get(id).filter(|existing| !matches!(existing.status, "DELETE_COMPLETE" | "DELETE_SKIPPED"));
        let Some(existing) = existing.cloned() else { return self.make(at, operation, wanted) };
        match way(operation, &existing, &wanted) {
            Way::Nothing => {
                if let Some(resource) = self.stacks.get_mut(at).and_then(|stack| stack.resources.get_mut(id)) {
                    *resource = Resource { body: wanted.body, depends_on: wanted.depends_on, ..existing };
                }
                Progress::Done
            }
            Way::Again => {
                self.free_name(existing.serial);
                self.make(at, operation, wanted)
            }
            Way::Update => match denied(stack, id, "Update:Modify") {
                Some(reason) => self.fail(at, existing.serial, UPDATE, reason),
                None => self.update(at, operation, &existing, wanted),
            },
            Way::Replace => match denied(stack, id, "Update:Replace") {
                Some(reason) => self.fail(at, existing.serial, UPDATE, reason),
                None if operation.is_express => self.fail(at, existing.serial, UPDATE, NOT_IN_EXPRESS.to_owned()),
                None => self.replace(at, operation, existing, wanted),
            },
        }
    }

    fn resolved(&mut self, at: usize, operation: &Operation, body: &Value) -> Result<Value, String> {
        let (properties, imports) = {
            let Some(stack) = self.stacks.get(at) else { return Ok(Value::Null) };
            let scope = Scope::new(self, (&stack.name, &stack.id), &operation.goal, &stack.resources)?;
            (scope.properties(body)?, scope.imports.into_inner())
        };
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.imports.extend(imports);
        }
        Ok(properties)
    }

    /// A resource that is not there yet.
    fn wanted(&mut self, at: usize, operation: &Operation, id: &str, body: &Value, properties: Value) -> Resource {
        let stack = self.stacks.get(at).map(|stack| stack.name.clone()).unwrap_or_default();
        Resource {
            logical_id: id.to_owned(),
            type_name: body.get("Type").and_then(Value::as_str).unwrap_or_default().to_owned(),
            token: stack,
            body: body.clone(),
            properties,
            tags: operation.goal.tags.clone(),
            depends_on: graph::dependencies(body),
            ..Resource::default()
        }
    }

    /// Gives a resource its number and token.
    fn numbered(&mut self, mut resource: Resource) -> Resource {
        let label = format!("{}.{}", resource.token, resource.logical_id);
        resource.generation = self.count(&label);
        resource.serial = self.next_serial();
        resource.token = identity::token(&resource.token, &resource.logical_id, resource.generation);
        self.tokens.insert(resource.token.clone(), label);
        resource
    }

    pub(super) fn make(&mut self, at: usize, operation: &Operation, wanted: Resource) -> Progress {
        let imported = operation.imports.get(&wanted.logical_id).cloned();
        let deeds = if imported.is_some() { IMPORT } else { CREATE };
        let resource = self.numbered(wanted);
        let serial = resource.serial;
        self.insert(at, resource.clone());
        self.tell(at, serial, deeds.begun, None);
        match imported {
            Some(physical_id) => {
                self.retained.retain(|retained| retained.physical_id.as_deref() != Some(&physical_id));
                self.inherit_name(&resource.type_name, &resource.properties, serial);
                self.name_it(at, serial, physical_id);
            }
            None => {
                if let Err(reason) = self.take_name(&resource.type_name, &resource.properties, serial) {
                    return self.fail(at, serial, deeds, reason);
                }
                let physical_id = self.physical_id(at, &resource);
                self.name_it(at, serial, physical_id);
                self.tell(at, serial, deeds.begun, Some(INITIATED.to_owned()));
            }
        }
        self.run(at, operation, serial, deeds, None)
    }

    pub(super) fn update(
        &mut self,
        at: usize,
        operation: &Operation,
        existing: &Resource,
        wanted: Resource,
    ) -> Progress {
        let serial = existing.serial;
        let actual = if operation.reverts_drift { None } else { still_drifted(existing, &wanted) };
        self.insert(
            at,
            Resource {
                physical_id: existing.physical_id.clone(),
                token: existing.token.clone(),
                serial,
                generation: existing.generation,
                actual,
                ..wanted
            },
        );
        self.tell(at, serial, UPDATE.begun, None);
        self.run(at, operation, serial, UPDATE, None)
    }

    pub(super) fn replace(&mut self, at: usize, operation: &Operation, old: Resource, wanted: Resource) -> Progress {
        let deletes_first = facts::of(&old.type_name).is_some_and(|facts| facts.delete_first);
        let resource = self.numbered(wanted);
        let serial = resource.serial;
        self.tell(at, old.serial, UPDATE.begun, Some(REPLACING.to_owned()));
        if deletes_first {
            self.free_name(old.serial);
        }
        if let Err(reason) = self.take_name(&resource.type_name, &resource.properties, serial) {
            return self.fail(at, old.serial, UPDATE, reason);
        }
        if let Some(stack) = self.stacks.get_mut(at).filter(|_| !deletes_first) {
            stack.replaced.push(Resource { departure: Departure::Replaced, ..old });
        }
        let physical_id = self.physical_id(at, &resource);
        self.insert(at, Resource { physical_id: Some(physical_id), ..resource });
        self.tell(at, serial, UPDATE.begun, Some(INITIATED.to_owned()));
        self.run(at, operation, serial, REPLACE, None)
    }

    fn insert(&mut self, at: usize, resource: Resource) {
        if let Some(stack) = self.stacks.get_mut(at) {
            stack.resources.insert(resource.logical_id.clone(), resource);
        }
    }

    fn name_it(&mut self, at: usize, serial: u64, physical_id: String) {
        if let Some(resource) = self.stacks.get_mut(at).and_then(|stack| stack.resource_mut(serial)) {
            resource.physical_id = Some(physical_id);
        }
    }

    fn physical_id(&self, at: usize, resource: &Resource) -> String {
        let stack = self.stacks.get(at).map_or("", |stack| stack.name.as_str());
        identity::physical_id(resource, Place { account: &self.account, region: &self.region, stack })
    }

    fn fail(&mut self, at: usize, serial: u64, deeds: Deeds, reason: String) -> Progress {
        self.tell(at, serial, deeds.failed, Some(reason));
        Progress::Failed
    }

    /// What cannot even be resolved fails at once.
    fn refused(&mut self, at: usize, operation: &Operation, id: &str, body: &Value, reason: String) -> Progress {
        let existing = self.stacks.get(at).and_then(|stack| stack.resources.get(id)).map(|existing| existing.serial);
        let (serial, deeds) = match existing {
            Some(serial) => (serial, UPDATE),
            None => {
                let wanted = self.wanted(at, operation, id, body, Value::Null);
                let resource = self.numbered(wanted);
                let serial = resource.serial;
                self.insert(at, resource);
                (serial, CREATE)
            }
        };
        self.tell(at, serial, deeds.begun, None);
        self.fail(at, serial, deeds, reason)
    }
}
