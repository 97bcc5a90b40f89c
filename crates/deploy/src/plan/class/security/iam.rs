//! What is attached to whom.

use super::super::expression::{items, text};
use super::super::sides::Sides;
use super::{Findings, Kind, Reason};
use serde_json::Value;
use std::collections::BTreeSet;

/// Managed policies of AWS that make whoever has them an administrator, or able to become one.
const ADMIN: &[&str] = &["/AdministratorAccess", "/PowerUserAccess", "/IAMFullAccess"];

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    for name in ["ManagedPolicyArns", "ManagedPolicies"] {
        let pointer = format!("/Properties/{name}");
        for value in added(sides, &pointer) {
            let is_admin = ADMIN.iter().any(|end| text(&value).ends_with(end));
            let reason = Reason::new(Kind::ManagedPolicyAttached, &pointer).values(None, Some(&value));
            findings.add(is_admin, reason);
        }
    }
    let pointer = "/Properties/PermissionsBoundary";
    let (before, after) = sides.at(pointer);
    if sides.is_modified() && before.is_some() && before.map(text) != after.map(text) {
        findings.inside(Reason::new(Kind::BoundaryRemoved, pointer).values(before, after));
    }
    if sides.is_added() || !sides.type_name.starts_with("AWS::IAM::") || sides.type_name == "AWS::IAM::User" {
        return; // a new policy counts by what it allows
    }
    for name in ["Roles", "Users", "Groups"] {
        let pointer = format!("/Properties/{name}");
        for value in added(sides, &pointer) {
            findings.inside(Reason::new(Kind::AllowWidened, &pointer).values(None, Some(&value)));
        }
    }
}

/// What is in the list after and was not before.
fn added(sides: &Sides<'_>, pointer: &str) -> Vec<Value> {
    let (before, after) = sides.at(pointer);
    let before: BTreeSet<String> = before.map(items).unwrap_or_default().into_iter().map(text).collect();
    let after = after.map(items).unwrap_or_default().into_iter();
    after.filter(|value| !before.contains(&text(value))).cloned().collect()
}
