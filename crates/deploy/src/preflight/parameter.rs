//! Whether each value is one that its parameter takes.

use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::project::key_of;
use crate::target::{MADE_UP, TargetStack};
use serde_json::Value;

/// Types whose values are ids, and how those begin.
const IDS: [(&str, &str); 7] = [
    ("AWS::EC2::VPC::Id", "vpc-"),
    ("AWS::EC2::Subnet::Id", "subnet-"),
    ("AWS::EC2::SecurityGroup::Id", "sg-"),
    ("AWS::EC2::Instance::Id", "i-"),
    ("AWS::EC2::Image::Id", "ami-"),
    ("AWS::EC2::Volume::Id", "vol-"),
    ("AWS::Route53::HostedZone::Id", "Z"),
];

pub fn judge(stack: &TargetStack, checks: &mut Vec<Check>) {
    let declared = stack.template.get("Parameters").and_then(Value::as_object);
    for (name, declared) in declared.into_iter().flatten() {
        let Some(value) = stack.parameters.get(name) else { continue };
        let verdict = match wrong(declared, value) {
            _ if value == MADE_UP => Verdict::Unknown("its value is made up".to_string()),
            Err(unknown) => Verdict::Unknown(unknown),
            Ok(None) => Verdict::Pass,
            Ok(Some(reason)) => {
                let place = stack.places.get(&format!("/Parameters/{name}")).cloned();
                let place = place.unwrap_or_else(|| stack.place_of(name)).pointer(format!("/Parameters/{name}"));
                let problem = codes::WRONG_VALUE.problem().at(place).with("key", key_of(name)).with("reason", reason);
                let is_secret = is(declared, "NoEcho");
                let shown = if is_secret { "a secret value".to_string() } else { format!("`{value}`") };
                let wanted = declared.get("ConstraintDescription").and_then(Value::as_str);
                let wanted =
                    wanted.map(|text| format!("it is {text}")).unwrap_or_else(|| "see the parameter".to_string());
                let problem = problem.with("value", shown).with("parameter", name.as_str()).with("wanted", wanted);
                Verdict::Fail(Box::new(problem.with("stack", stack.id.as_str())))
            }
        };
        checks.push(Check::new("parameter", format!("{} {name}", stack.id), verdict));
    }
}

fn is(declared: &Value, member: &str) -> bool {
    let value = declared.get(member);
    value.is_some_and(|value| value.as_bool() == Some(true) || value.as_str() == Some("true"))
}

/// Why CloudFormation refuses a value, if it does.
///
/// # Errors
/// Why nobody knows.
fn wrong(declared: &Value, value: &str) -> Result<Option<String>, String> {
    let kind = declared.get("Type").and_then(Value::as_str).unwrap_or("String");
    let inner = kind.strip_prefix("List<").and_then(|rest| rest.strip_suffix('>'));
    let is_list = inner.is_some() || kind == "CommaDelimitedList";
    let items: Vec<&str> = if is_list { value.split(',').map(str::trim).collect() } else { vec![value] };
    let kind = inner.unwrap_or(kind);
    for item in items {
        if let Some(reason) = wrong_item(declared, kind, item)? {
            return Ok(Some(reason));
        }
    }
    Ok(None)
}

fn wrong_item(declared: &Value, kind: &str, item: &str) -> Result<Option<String>, String> {
    let number = |member: &str| {
        let value = declared.get(member)?;
        value.as_f64().or_else(|| value.as_str()?.parse().ok())
    };
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_string);
    if let Some(allowed) = declared.get("AllowedValues").and_then(Value::as_array)
        && !allowed.iter().any(|one| text(one) == item)
    {
        let allowed: Vec<String> = allowed.iter().map(text).collect();
        return Ok(Some(format!("it is one of {}", allowed.join(", "))));
    }
    if kind == "Number" {
        let Ok(found) = item.parse::<f64>() else { return Ok(Some("it is a number".to_string())) };
        if let Some(least) = number("MinValue").filter(|least| found < *least) {
            return Ok(Some(format!("it is {least} at least")));
        }
        if let Some(most) = number("MaxValue").filter(|most| found > *most) {
            return Ok(Some(format!("it is {most} at most")));
        }
        return Ok(None);
    }
    let length = item.chars().count() as f64;
    if let Some(least) = number("MinLength").filter(|least| length < *least) {
        return Ok(Some(format!("it has {least} characters at least")));
    }
    if let Some(most) = number("MaxLength").filter(|most| length > *most) {
        return Ok(Some(format!("it has {most} characters at most")));
    }
    if let Some((_, begins)) = IDS.iter().find(|(known, begins)| *known == kind && !item.starts_with(begins)) {
        return Ok(Some(format!("such an id begins with {begins}")));
    }
    let Some(pattern) = declared.get("AllowedPattern").and_then(Value::as_str) else { return Ok(None) };
    // the whole value has to fit
    let read = regress::Regex::new(&format!("^(?:{pattern})$"));
    let read = read.map_err(|error| format!("the pattern {pattern} cannot be read here: {error}"))?;
    Ok(read.find(item).is_none().then(|| format!("it fits the pattern {pattern}")))
}
