//! Web ACLs: taken away, or letting more through.

use super::super::expression::{items, refers_to, text};
use super::super::sides::Sides;
use super::range::Cidr;
use super::{Findings, Kind, Reason};
use serde_json::Value;

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    match sides.type_name {
        "AWS::WAFv2::WebACLAssociation" => association(sides, findings),
        "AWS::WAFv2::WebACL" if sides.after.is_null() => findings.inside(Reason::new(Kind::FirewallDetached, "")),
        "AWS::WAFv2::WebACL" | "AWS::WAFv2::RuleGroup" => rules(sides, findings),
        "AWS::WAFv2::IPSet" => addresses(sides, findings),
        "AWS::CloudFront::Distribution" => {
            let pointer = "/Properties/DistributionConfig/WebACLId";
            let (before, after) = sides.at(pointer);
            let is_set = |value: Option<&Value>| value.is_some_and(|value| !text(value).is_empty());
            if sides.is_modified() && is_set(before) && before.map(text) != after.map(text) && !is_set(after) {
                findings.inside(Reason::new(Kind::FirewallDetached, pointer).values(before, after));
            }
        }
        _ => {}
    }
}

fn association(sides: &Sides<'_>, findings: &mut Findings) {
    if sides.after.is_null() {
        let before = sides.at("/Properties/ResourceArn").0;
        findings.inside(Reason::new(Kind::FirewallDetached, "/Properties/ResourceArn").values(before, None));
    } else if sides.is_modified() {
        for pointer in ["/Properties/ResourceArn", "/Properties/WebACLArn"] {
            let (before, after) = sides.at(pointer);
            if before.map(text) != after.map(text) {
                findings.inside(Reason::new(Kind::FirewallDetached, pointer).values(before, after));
            }
        }
    }
}

fn rules(sides: &Sides<'_>, findings: &mut Findings) {
    if !sides.is_modified() {
        return;
    }
    let pointer = "/Properties/DefaultAction";
    let (before, after) = sides.at(pointer);
    let blocks = |value: Option<&Value>| value.is_some_and(|action| action.get("Block").is_some());
    if blocks(before) && !blocks(after) {
        findings.inside(Reason::new(Kind::FirewallOpened, pointer).values(before, after));
    }
    let pointer = "/Properties/Rules";
    let (before, after) = sides.at(pointer);
    let (before, after) = (before.map(items).unwrap_or_default(), after.map(items).unwrap_or_default());
    let named = |rules: &[&Value], name: Option<&Value>| {
        rules.iter().find(|rule| rule.get("Name") == name).map(|rule| (*rule).clone())
    };
    let allows = |rule: &Value| rule.get("Action").is_some_and(|action| action.get("Allow").is_some());
    // one that stops something and is gone, or reads otherwise
    for rule in before.iter().filter(|rule| !allows(rule)) {
        let now = named(&after, rule.get("Name"));
        if now.as_ref().map(essence) != Some(essence(rule)) {
            findings.inside(Reason::new(Kind::FirewallOpened, pointer).values(Some(rule), now.as_ref()));
        }
    }
    // one that lets something through and is new, or reads otherwise
    for rule in after.iter().filter(|rule| allows(rule)) {
        let known = named(&before, rule.get("Name"));
        let is_seen = known.as_ref().is_some_and(|known| !allows(known)); // told above
        if !is_seen && known.as_ref().map(essence) != Some(essence(rule)) {
            findings.inside(Reason::new(Kind::FirewallOpened, pointer).values(known.as_ref(), Some(rule)));
        }
    }
}

/// What a rule does: all of it but how it is measured.
fn essence(rule: &Value) -> String {
    let mut rule = rule.clone();
    if let Some(members) = rule.as_object_mut() {
        members.remove("VisibilityConfig");
    }
    text(&rule)
}

/// More addresses that are let in, or fewer that are kept out; both where no rule in the template says which.
fn addresses(sides: &Sides<'_>, findings: &mut Findings) {
    if !sides.is_modified() {
        return;
    }
    let pointer = "/Properties/Addresses";
    let (before, after) = sides.at(pointer);
    let (old, new) = (before.map(items).unwrap_or_default(), after.map(items).unwrap_or_default());
    let (lets_in, keeps_out) = uses(sides);
    let gone =
        |from: &[&Value], to: &[&Value]| from.iter().any(|address| !to.iter().any(|other| holds(other, address)));
    if lets_in && gone(&new, &old) || keeps_out && gone(&old, &new) {
        findings.inside(Reason::new(Kind::FirewallOpened, pointer).values(before, after));
    }
}

fn holds(outer: &Value, inner: &Value) -> bool {
    let (outer, inner) = (text(outer), text(inner));
    outer == inner || Cidr::parse(&outer).zip(Cidr::parse(&inner)).is_some_and(|(outer, inner)| outer.contains(&inner))
}

/// Whether rules that allow use the set, and rules that do not.
fn uses(sides: &Sides<'_>) -> (bool, bool) {
    let resources = sides.stack.wanted.get("Resources").and_then(Value::as_object).into_iter().flatten();
    let rules =
        resources.flat_map(|(_, resource)| resource.pointer("/Properties/Rules").map(items).unwrap_or_default());
    let (mut lets_in, mut keeps_out) = (false, false);
    for rule in rules.filter(|rule| refers_to(rule, &|id| id == sides.id)) {
        // "everybody but the set is blocked" lets the set in
        let is_negated = rule.to_string().contains("NotStatement");
        let allows = rule.get("Action").is_some_and(|action| action.get("Allow").is_some());
        if allows != is_negated { lets_in = true } else { keeps_out = true }
    }
    if lets_in || keeps_out { (lets_in, keeps_out) } else { (true, true) }
}
