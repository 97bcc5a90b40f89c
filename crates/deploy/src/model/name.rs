//! Names that only one thing may have.

use super::facts;
use super::state::State;
use formwork::facts::{Replacement, ResourceFacts};
use serde_json::Value;

/// Types whose name is shared by design: revisions of a family, policies inside of their roles.
const SHARED: [&str; 4] =
    ["AWS::Batch::JobDefinition", "AWS::ECS::TaskDefinition", "AWS::IAM::Policy", "AWS::Logs::QueryDefinition"];

/// The property that names a resource of this type: one that cannot be changed, and is called so.
pub fn property(facts: &ResourceFacts) -> Option<&'static str> {
    let kind = facts.name.rsplit("::").next().unwrap_or_default();
    let own = format!("{kind}Name");
    let candidates = facts.properties.iter().filter(|property| property.replacement == Replacement::Yes);
    let rank = |name: &str| {
        let by_reference = facts.reference == Some(name) && (name.ends_with("Name") || name.ends_with("Identifier"));
        let rank = [name == own, by_reference, name == "Name", kind == "SecurityGroup" && name == "GroupName"];
        rank.iter().position(|fits| *fits)
    };
    candidates.filter_map(|property| Some((rank(property.name)?, property.name))).min().map(|(_, name)| name)
}

/// The name that was given to a resource.
pub fn given<'a>(type_name: &str, properties: &'a Value) -> Option<&'a str> {
    properties.get(property(&*facts::of(type_name)?)?)?.as_str()
}

/// What nobody else may have: type, where it has to be unique, and the name. None where names may be the same.
pub fn key(type_name: &str, properties: &Value) -> Option<String> {
    let text = |name: &str| properties.get(name).map(super::parameter::plain).unwrap_or_default();
    let within = match type_name {
        "AWS::Route53::RecordSet" => {
            let zone = text("HostedZoneId") + &text("HostedZoneName");
            return Some(format!("{type_name} {zone} {} {} {}", text("Type"), text("SetIdentifier"), text("Name")));
        }
        "AWS::EC2::SecurityGroup" => text("VpcId"),
        "AWS::ECS::Service" => text("Cluster"),
        "AWS::WAFv2::WebACL" | "AWS::WAFv2::IPSet" => text("Scope"),
        shared if SHARED.contains(&shared) => return None,
        _ => String::new(),
    };
    Some(format!("{type_name} {within} {}", given(type_name, properties)?))
}

impl State {
    /// Takes a name for a resource.
    ///
    /// # Errors
    /// What CloudFormation says where somebody has it.
    pub fn take_name(&mut self, type_name: &str, properties: &Value, serial: u64) -> Result<(), String> {
        let Some(key) = key(type_name, properties) else { return Ok(()) };
        let Some(owner) = self.names.get(&key).copied() else {
            self.names.insert(key, serial);
            return Ok(());
        };
        let name = given(type_name, properties).or_else(|| properties.get("Name")?.as_str()).unwrap_or_default();
        let stack = self
            .stacks
            .iter()
            .find(|stack| stack.resources.values().chain(&stack.replaced).any(|resource| resource.serial == owner));
        Err(stack.map_or_else(
            || format!("{name} already exists"),
            |stack| format!("{name} already exists in stack {}", stack.id),
        ))
    }

    /// Takes over a name with the thing that has it.
    pub fn inherit_name(&mut self, type_name: &str, properties: &Value, serial: u64) {
        if let Some(key) = key(type_name, properties) {
            self.names.insert(key, serial);
        }
    }

    /// Gives back what a resource was called.
    pub fn free_name(&mut self, serial: u64) {
        self.names.retain(|_, owner| *owner != serial);
    }
}
