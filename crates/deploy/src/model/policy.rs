//! What keeps a thing from being changed or deleted.

use super::stack::{Resource, Stack};
use super::state::State;
use serde_json::Value;

/// What becomes of the thing when its resource is removed: `Delete`, `Retain` or `Snapshot`.
pub fn on_removal(resource: &Resource) -> &str {
    let standalone_database =
        resource.type_name == "AWS::RDS::DBInstance" && resource.properties.get("DBClusterIdentifier").is_none();
    let usual = match resource.type_name.as_str() {
        "AWS::RDS::DBCluster" => "Snapshot",
        _ if standalone_database => "Snapshot",
        _ => "Delete",
    };
    resource.policy("DeletionPolicy").unwrap_or(usual)
}

/// What becomes of the old thing when its resource is replaced.
pub fn on_replacement(resource: &Resource) -> &str {
    resource.policy("UpdateReplacePolicy").unwrap_or("Delete")
}

impl State {
    /// Why a thing cannot be deleted.
    pub fn delete_blocker(&self, resource: &Resource) -> Option<String> {
        let properties = resource.actual.as_ref().unwrap_or(&resource.properties);
        let id = resource.physical_id.as_deref()?;
        let on = |name: &str| {
            matches!(properties.get(name), Some(Value::Bool(true)))
                || properties.get(name).and_then(Value::as_str) == Some("true")
        };
        match resource.type_name.as_str() {
            "AWS::RDS::DBInstance" if on("DeletionProtection") => Some(
                "Cannot delete protected DB Instance, please disable deletion protection and try again.".to_owned(),
            ),
            "AWS::RDS::DBCluster" if on("DeletionProtection") => {
                Some("Cannot delete protected Cluster, please disable deletion protection and try again.".to_owned())
            }
            "AWS::ElasticLoadBalancingV2::LoadBalancer" if has_protected_attribute(properties) => {
                Some(format!("Load balancer '{id}' cannot be deleted because deletion protection is enabled"))
            }
            "AWS::DynamoDB::Table" if on("DeletionProtectionEnabled") => {
                Some(format!("Resource cannot be deleted as it is currently protected against deletion: {id}"))
            }
            "AWS::S3::Bucket" if self.filled.iter().any(|filled| filled == id) => {
                Some("The bucket you tried to delete is not empty".to_owned())
            }
            "AWS::ECR::Repository" if self.filled.iter().any(|filled| filled == id) && !on("EmptyOnDelete") => {
                Some(format!("The repository with name '{id}' cannot be deleted because it still contains images"))
            }
            _ => None,
        }
    }
}

fn has_protected_attribute(properties: &Value) -> bool {
    let attributes = properties.get("LoadBalancerAttributes").and_then(Value::as_array).into_iter().flatten();
    attributes.into_iter().any(|attribute| {
        attribute.get("Key").and_then(Value::as_str) == Some("deletion_protection.enabled")
            && attribute.get("Value").map(super::parameter::plain).as_deref() == Some("true")
    })
}

/// Whether the stack's policy denies an action such as `Update:Replace` on a logical id.
pub fn denies(stack: &Stack, logical_id: &str, action: &str) -> bool {
    let policy = stack.policy.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
    let statements = match policy.as_ref().and_then(|policy| policy.get("Statement")) {
        Some(Value::Array(statements)) => statements.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    let resource = format!("LogicalResourceId/{logical_id}");
    statements.iter().any(|statement| {
        statement.get("Effect").and_then(Value::as_str) == Some("Deny")
            && matches(statement, "Action", action)
            && matches(statement, "Resource", &resource)
    })
}

/// What CloudFormation says of it.
pub fn denial(logical_id: &str, action: &str) -> String {
    let statement = "Action denied by stack policy: Statement [#1] does not allow";
    format!("{statement} [{action}] for resource [LogicalResourceId/{logical_id}]")
}

fn matches(statement: &Value, member: &str, text: &str) -> bool {
    let fits = |pattern: &Value| {
        let pattern = pattern.as_str().unwrap_or_default();
        pattern.strip_suffix('*').map_or(pattern == text, |start| text.starts_with(start))
    };
    match statement.get(member) {
        Some(Value::Array(patterns)) => patterns.iter().any(fits),
        Some(pattern) => fits(pattern),
        None => false,
    }
}
