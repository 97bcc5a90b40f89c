//! Whether a secret has the member that a container wants of it.

use super::sight::{Found, Sight, function, of_type};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::target::TargetStack;
use serde_json::Value;

const KINDS: [(&str, &str); 2] = [
    ("AWS::ECS::TaskDefinition", "/Properties/ContainerDefinitions"),
    ("AWS::Batch::JobDefinition", "/Properties/ContainerProperties"),
];

pub fn judge(sight: &Sight<'_>, stack: &TargetStack, checks: &mut Vec<Check>) {
    for (kind, pointer) in KINDS {
        for found in of_type(stack, kind) {
            let containers = found.resource.pointer(pointer);
            let containers = match containers {
                Some(Value::Array(all)) => all.iter().collect(),
                other => Vec::from_iter(other),
            };
            let secrets = containers.into_iter().filter_map(|one| one.get("Secrets")?.as_array()).flatten();
            for secret in secrets {
                checks.extend(one(sight, &found, secret));
            }
        }
    }
}

fn one(sight: &Sight<'_>, found: &Found<'_>, secret: &Value) -> Option<Check> {
    let name = secret.get("Name").and_then(Value::as_str).unwrap_or_default();
    let (of, member) = member(secret.get("ValueFrom")?)?;
    let subject = format!("{} {name}", found.stack.id);
    let Some(source) = sight.resource(found.stack, of).filter(|of| of.kind() == "AWS::SecretsManager::Secret") else {
        let why = "its secret is not made by these stacks".to_string();
        return Some(Check::new("secret", subject, Verdict::Unknown(why)));
    };
    let verdict = match members(&source) {
        None => Verdict::Unknown("its text is only known when it is made".to_string()),
        Some(all) if all.contains(&member) => Verdict::Pass,
        Some(all) => {
            let place = found.stack.place_of(found.logical_id).pointer(format!("/Resources/{}", found.logical_id));
            let problem = codes::NO_MEMBER.problem().at(place).with("variable", name).with("member", member);
            let problem = problem.with("secret", source.logical_id).with("stack", source.stack.id.as_str());
            Verdict::Fail(Box::new(problem.with("members", all.join(", "))))
        }
    };
    Some(Check::new("secret", subject, verdict))
}

/// The secret of `ARN:member::`, and the member.
fn member(value: &Value) -> Option<(&Value, String)> {
    let ("Fn::Join", argument) = function(value)? else { return None };
    let [of, Value::String(rest)] = argument.get(1)?.as_array()?.as_slice() else { return None };
    let member = rest.strip_prefix(':')?.split(':').next()?;
    (!member.is_empty() && argument.get(0)?.as_str() == Some("")).then(|| (of, member.to_string()))
}

/// The members that a secret will have, where its template tells.
fn members(secret: &Found<'_>) -> Option<Vec<String>> {
    let keys = |text: &str| {
        let object: Value = serde_json::from_str(text).ok()?;
        Some(object.as_object()?.keys().cloned().collect::<Vec<_>>())
    };
    let Some(generated) = secret.property("GenerateSecretString") else {
        return match secret.property("SecretString")? {
            Value::String(text) => Some(keys(text).unwrap_or_default()),
            _ => None,
        };
    };
    let mut all = match generated.get("SecretStringTemplate") {
        Some(Value::String(text)) => keys(text)?,
        Some(_) => return None,
        None => Vec::new(),
    };
    all.extend(generated.get("GenerateStringKey").and_then(Value::as_str).map(str::to_string));
    Some(all)
}
