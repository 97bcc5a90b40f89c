//! Whether a modification really replaces its resource: CloudFormation says so of values that it does not know yet.

use super::Recreating;
use super::expression::{self, KNOWN_AFTER_APPLY, MASKED};
use super::sides::Sides;
use crate::change::{Action, Change, Detail, Replacement};

/// What is left of the replacement that CloudFormation announces.
pub struct Recreation {
    pub replacement: Replacement,
    pub because: Vec<Recreating>,
    lowered: Vec<Detail>,
}

impl Recreation {
    /// Whether the detail changes nothing after all.
    pub fn is_lowered(&self, detail: &Detail) -> bool {
        self.lowered.contains(detail)
    }
}

/// Judges the details one by one; where there are none, or none that replaces, CloudFormation's word counts.
pub fn of(sides: &Sides<'_>, change: &Change) -> Recreation {
    let (lowered, left): (Vec<&Detail>, Vec<&Detail>) =
        change.details.iter().partition(|detail| is_uncertain(detail) && is_same(sides, detail));
    let lowered: Vec<Detail> = lowered.into_iter().cloned().collect();
    let recreates = |detail: &&Detail| detail.recreation != Replacement::Never;
    let had_cause = change.details.iter().any(|detail| recreates(&detail));
    let replacement = match left.iter().map(|detail| detail.recreation).max() {
        _ if change.action != Action::Modify || !had_cause => change.replacement,
        None => Replacement::Never,
        // a cause that is certain in itself and known only when it executes is no more than CloudFormation says
        Some(worst) => worst.min(change.replacement),
    };
    let because = left.into_iter().filter(recreates).map(|detail| Recreating {
        property: detail.name.clone().unwrap_or_else(|| last(&pointer(detail)).to_string()),
        cause: detail.cause.as_deref().and_then(|cause| cause.split('.').next()).map(str::to_string),
        perhaps: detail.recreation == Replacement::Conditional || detail.is_dynamic,
    });
    let mut because: Vec<Recreating> = if replacement == Replacement::Never { Vec::new() } else { because.collect() };
    because.sort_by(|a, b| (&a.property, &a.cause, a.perhaps).cmp(&(&b.property, &b.cause, b.perhaps)));
    because.dedup_by(|a, b| (&a.property, &a.cause) == (&b.property, &b.cause));
    // one property, told twice: the one that names its cause says more
    let named: Vec<String> = because.iter().filter(|one| one.cause.is_some()).map(|one| one.property.clone()).collect();
    because.retain(|one| one.cause.is_some() || !named.contains(&one.property));
    Recreation { replacement, because, lowered }
}

/// Where a detail is about: its path, or the property that it names.
pub fn pointer(detail: &Detail) -> String {
    match (&detail.path, &detail.name) {
        (Some(path), _) => path.clone(),
        (None, Some(name)) => format!("/{}/{name}", detail.attribute),
        (None, None) => format!("/{}", detail.attribute),
    }
}

fn is_uncertain(detail: &Detail) -> bool {
    detail.is_dynamic || detail.recreation == Replacement::Conditional
}

/// Whether the value before is the one after: as CloudFormation writes both; or as both templates write it, where that means
/// the same: the text holds no expression, or only references to resources that keep their physical id.
fn is_same(sides: &Sides<'_>, detail: &Detail) -> bool {
    if let (Some(before), Some(after)) = (&detail.before, &detail.after) {
        let is_open = |text: &str| text.contains(MASKED) || text.contains(KNOWN_AFTER_APPLY);
        return before == after && !is_open(before);
    }
    if detail.attribute != "Properties" {
        return false;
    }
    let pointer = pointer(detail);
    let (Some(before), Some(after)) = (sides.deployed.pointer(&pointer), sides.wanted.pointer(&pointer)) else {
        return false;
    };
    before == after && !expression::refers_to(after, &|id| !keeps_its_id(sides, id)) && !has_attribute(after)
}

/// Whether `Ref` of the id gives what it gave: a resource that is not replaced. A parameter may have another value.
fn keeps_its_id(sides: &Sides<'_>, id: &str) -> bool {
    if id.starts_with("AWS::") {
        return true;
    }
    let is_resource = sides.stack.wanted.get("Resources").and_then(|resources| resources.get(id)).is_some();
    let change = sides.stack.changes.iter().find(|change| change.logical_id == id);
    is_resource
        && change.is_none_or(|change| change.action == Action::Modify && change.replacement == Replacement::Never)
}

/// Whether an attribute of a resource, or a value of another stack, is in it: these move without a replacement.
fn has_attribute(value: &serde_json::Value) -> bool {
    let text = value.to_string();
    ["Fn::GetAtt", "Fn::ImportValue", "Fn::GetStackOutput", "Fn::Sub", "Fn::FindInMap", "{{resolve:"]
        .iter()
        .any(|function| text.contains(function))
}

fn last(pointer: &str) -> &str {
    pointer.rsplit('/').next().unwrap_or(pointer)
}
