//! Whether the hosted zone is there.

use super::online::{Answer, Lookups};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::target::TargetStack;
use serde_json::Value;

pub async fn exists(lookups: &dyn Lookups, stack: &TargetStack, checks: &mut Vec<Check>) {
    let declared = stack.template.get("Parameters").and_then(Value::as_object).into_iter().flatten();
    let zones = declared.filter(|(_, one)| one["Type"] == "AWS::Route53::HostedZone::Id");
    for (name, _) in zones {
        let Some(id) = stack.parameters.get(name) else { continue };
        let verdict = match lookups.exists("AWS::Route53::HostedZone", id).await {
            Answer::Yes(()) => Verdict::Pass,
            Answer::Unknown(why) => Verdict::Unknown(why),
            Answer::No => {
                let problem = codes::NO_HOSTED_ZONE.problem().with("id", id.as_str());
                Verdict::Fail(Box::new(problem.with("stack", stack.id.as_str()).with("parameter", name.as_str())))
            }
        };
        checks.push(Check::new("hosted_zone", format!("{} {id}", stack.id), verdict));
    }
}
