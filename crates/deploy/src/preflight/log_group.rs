//! Whether somebody makes the log group that a container writes to.

use super::sight::{Sight, of_type};
use super::{Check, Verdict};
use crate::target::TargetStack;
use serde_json::Value;

/// Where a container says it.
const GROUP: &str = "/LogConfiguration/Options/awslogs-group";
const CREATE: &str = "/LogConfiguration/Options/awslogs-create-group";

pub fn judge(sight: &Sight<'_>, stack: &TargetStack, checks: &mut Vec<Check>) {
    for found in of_type(stack, "AWS::ECS::TaskDefinition") {
        let containers = found.property("ContainerDefinitions").and_then(Value::as_array).into_iter().flatten();
        for container in containers {
            let Some(group) = container.pointer(GROUP) else { continue };
            let makes_it = container.pointer(CREATE).and_then(Value::as_str) == Some("true");
            let verdict = match (sight.resource(stack, group), group.as_str()) {
                _ if makes_it => Verdict::Pass,
                (Some(made), _) if made.kind() == "AWS::Logs::LogGroup" => Verdict::Pass,
                (None, Some(name)) if is_made(sight, name) => Verdict::Pass,
                (None, Some(name)) => Verdict::Unknown(format!("no stack makes the log group {name}")),
                _ => Verdict::Unknown("its name is only known when it is made".to_string()),
            };
            checks.push(Check::new("log_group", format!("{} {}", stack.id, found.logical_id), verdict));
        }
    }
}

/// Whether a stack makes the log group of a name.
pub fn is_made(sight: &Sight<'_>, name: &str) -> bool {
    let mut groups = sight.stacks().flat_map(|stack| of_type(stack, "AWS::Logs::LogGroup"));
    groups.any(|group| group.property("LogGroupName").and_then(Value::as_str) == Some(name))
}
