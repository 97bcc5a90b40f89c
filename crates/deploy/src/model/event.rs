//! What happened to a stack, as its events tell.

use super::stack::Stack;

#[derive(Clone, Debug)]
pub struct Event {
    pub id: String,
    pub at: u64,
    pub logical_id: String,
    pub physical_id: Option<String>,
    pub type_name: String,
    pub status: &'static str,
    pub reason: Option<String>,
    pub token: Option<String>,
    pub operation: Option<String>,
    pub operation_type: Option<&'static str>,
    pub properties: Option<String>,
}

/// The type that a stack itself has in its events.
pub const STACK: &str = "AWS::CloudFormation::Stack";

impl Stack {
    /// Says what has become of the stack itself.
    pub fn announce(&mut self, at: u64, status: &'static str, reason: Option<String>) {
        self.set_status(status, reason.clone());
        let event = Event {
            logical_id: self.name.clone(),
            physical_id: Some(self.id.clone()),
            type_name: STACK.to_owned(),
            reason,
            ..self.event(at, status)
        };
        self.events.push(event);
    }

    /// Says what has become of a resource.
    pub fn tell(&mut self, at: u64, serial: u64, status: &'static str, reason: Option<String>) {
        let event = self.event(at, status);
        let Some(resource) = self.resource_mut(serial) else { return };
        resource.status = status;
        resource.reason = reason.clone();
        resource.changed = at;
        let event = Event {
            logical_id: resource.logical_id.clone(),
            physical_id: resource.physical_id.clone(),
            type_name: resource.type_name.clone(),
            reason,
            properties: Some(resource.properties.to_string()),
            ..event
        };
        self.events.push(event);
    }

    fn event(&self, at: u64, status: &'static str) -> Event {
        let operation = self.doing.as_ref();
        Event {
            id: format!("{}-{}-{:06}", self.name, self.generation(), self.events.len() + 1),
            at,
            logical_id: String::new(),
            physical_id: None,
            type_name: String::new(),
            status,
            reason: None,
            token: operation.and_then(|operation| operation.token.clone()),
            operation: operation.map(|operation| operation.id.clone()),
            operation_type: operation.map(|operation| operation.kind),
            properties: None,
        }
    }

    /// How often a stack of its name has been made.
    fn generation(&self) -> u32 {
        self.id.rsplit('-').next().and_then(|digits| digits.parse().ok()).unwrap_or_default()
    }
}
