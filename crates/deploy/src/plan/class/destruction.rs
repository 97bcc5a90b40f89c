//! What deletes data, or takes away what protects it.

use super::sides::Sides;
use super::{Effect, Kind, Reason, expression, is_stateful};
use serde_json::Value;

/// What becomes of the thing itself when its resource goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Deleted,
    Snapshotted,
    Kept,
}

impl Fate {
    fn named(policy: &str) -> Option<Fate> {
        match policy {
            "Delete" | "ReplaceAndDelete" => Some(Fate::Deleted),
            "Snapshot" | "ReplaceAndSnapshot" => Some(Fate::Snapshotted),
            "Retain" | "RetainExceptOnCreate" | "ReplaceAndRetain" => Some(Fate::Kept),
            _ => None,
        }
    }
}

/// Properties that protect their resource from deletion.
const PROTECTIONS: &[&str] = &[
    "/Properties/DeletionProtection",
    "/Properties/DeletionProtectionEnabled",
    "/Properties/DeletionProtected",
    "/Properties/TerminationProtectionEnabled",
    "/Properties/DeleteProtection",
    "/Properties/DisableApiTermination",
];

/// The attributes of a load balancer.
const ATTRIBUTES: &str = "/Properties/LoadBalancerAttributes";

/// Whether a resource is protected from deletion, and where it says so; the value may be an expression.
pub fn protection(resource: &Value) -> Option<(&'static str, Value)> {
    let by_property = PROTECTIONS.iter().map(|pointer| (*pointer, resource.pointer(pointer).cloned()));
    let by_attribute = (ATTRIBUTES, attribute(resource.pointer(ATTRIBUTES)));
    by_property
        .chain([by_attribute])
        .find(|(_, value)| protects(value.as_ref()))
        .and_then(|(at, value)| Some((at, value?)))
}

/// Whether the thing itself is deleted when its stack lets go of a resource, by an attribute of it: `DeletionPolicy`, or
/// `UpdateReplacePolicy` where a new one takes its place.
pub fn goes(resource: &Value, attribute: &str) -> bool {
    let policy = resource.get(attribute).and_then(Value::as_str);
    policy.and_then(Fate::named) != Some(Fate::Kept)
}

/// The attribute of a load balancer that protects it.
fn attribute(attributes: Option<&Value>) -> Option<Value> {
    let is_it = |one: &&Value| one.get("Key").and_then(Value::as_str) == Some("deletion_protection.enabled");
    attributes?.as_array()?.iter().find(is_it)?.get("Value").cloned()
}

/// What becomes of it, as CloudFormation says, or else as the policy in the deployed template says.
fn fate(sides: &Sides<'_>, policy_action: Option<&str>, attribute: &str) -> Fate {
    if let Some(fate) = policy_action.and_then(Fate::named) {
        return fate;
    }
    // a replacement follows the new template, a removal the one that is deployed
    let (deployed, wanted) = sides.policy(attribute);
    fate_by(sides, if attribute == "UpdateReplacePolicy" { wanted } else { deployed })
}

/// Whether a resource that is removed from the stack stays where it is.
pub fn is_kept(sides: &Sides<'_>) -> bool {
    fate(sides, sides.change.policy_action.as_deref(), "DeletionPolicy") == Fate::Kept
}

fn fate_by(sides: &Sides<'_>, policy: Option<&Value>) -> Fate {
    match policy.and_then(Value::as_str) {
        Some(policy) => Fate::named(policy).unwrap_or(Fate::Deleted),
        None => default_fate(sides),
    }
}

/// Where nothing is said, a database leaves a snapshot: AWS documentation, "DeletionPolicy attribute".
fn default_fate(sides: &Sides<'_>) -> Fate {
    let resource = if sides.before.is_null() { &sides.after } else { &sides.before };
    match sides.type_name {
        "AWS::RDS::DBCluster" => Fate::Snapshotted,
        "AWS::RDS::DBInstance" if resource.pointer("/Properties/DBClusterIdentifier").is_none() => Fate::Snapshotted,
        _ => Fate::Deleted,
    }
}

/// Reasons of class 5, and what of class 3 is about data.
pub fn check(sides: &Sides<'_>, effect: &Effect, reasons: &mut Vec<Reason>) {
    data(sides, effect, reasons);
    if sides.is_modified() {
        policies(sides, reasons);
        protections(sides, reasons);
        backups(sides, reasons);
    }
}

fn data(sides: &Sides<'_>, effect: &Effect, reasons: &mut Vec<Reason>) {
    let attribute = match effect {
        Effect::Removed | Effect::Left => "DeletionPolicy",
        Effect::Replaced => "UpdateReplacePolicy",
        _ => return,
    };
    if !is_stateful(sides.type_name) {
        return;
    }
    let policy_action = sides.change.policy_action.as_deref();
    let kind = match (fate(sides, policy_action, attribute), effect) {
        (Fate::Deleted, _) => Kind::DataDeleted,
        (_, Effect::Left) => return, // it stays as it is
        _ => Kind::DataLeftBehind,
    };
    let (before, after) = sides.policy(attribute);
    reasons.push(Reason::new(kind, format!("/{attribute}")).values(before, after));
}

fn policies(sides: &Sides<'_>, reasons: &mut Vec<Reason>) {
    for attribute in ["DeletionPolicy", "UpdateReplacePolicy"] {
        let (before, after) = sides.policy(attribute);
        if fate_by(sides, before) != Fate::Deleted && fate_by(sides, after) == Fate::Deleted {
            reasons.push(Reason::new(Kind::PolicyToDelete, format!("/{attribute}")).values(before, after));
        }
    }
}

fn protections(sides: &Sides<'_>, reasons: &mut Vec<Reason>) {
    for pointer in PROTECTIONS {
        let (before, after) = sides.at(pointer);
        if protects(before) && !protects_still(before, after) {
            reasons.push(Reason::new(Kind::ProtectionOff, *pointer).values(before, after));
        }
    }
    let (before, after) = sides.at(ATTRIBUTES);
    let (before, after) = (attribute(before), attribute(after));
    if protects(before.as_ref()) && !protects_still(before.as_ref(), after.as_ref()) {
        reasons.push(Reason::new(Kind::ProtectionOff, ATTRIBUTES).values(before.as_ref(), after.as_ref()));
    }
}

fn backups(sides: &Sides<'_>, reasons: &mut Vec<Reason>) {
    let retention = "/Properties/BackupRetentionPeriod";
    let (before, after) = sides.at(retention);
    let is_none = |value: Option<&Value>| value.map(expression::text).as_deref() == Some("0");
    if before.is_some() && !is_none(before) && is_none(after) {
        reasons.push(Reason::new(Kind::BackupsDropped, retention).values(before, after));
    }
    let recovery = "/Properties/PointInTimeRecoverySpecification/PointInTimeRecoveryEnabled";
    let (before, after) = sides.at(recovery);
    if protects(before) && !protects_still(before, after) {
        reasons.push(Reason::new(Kind::BackupsDropped, recovery).values(before, after));
    }
}

/// Whether a value may switch a protection on. An expression may.
fn protects(value: Option<&Value>) -> bool {
    let Some(value) = value else { return false };
    let text = expression::text(value).to_ascii_lowercase();
    !matches!(text.as_str(), "false" | "inactive" | "disabled" | "none")
}

fn protects_still(before: Option<&Value>, after: Option<&Value>) -> bool {
    let is_certain = |value: &Value| !expression::is_expression(value);
    before.map(expression::text) == after.map(expression::text) || after.is_some_and(is_certain) && protects(after)
}
