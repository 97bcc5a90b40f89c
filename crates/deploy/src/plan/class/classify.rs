use super::expression::KNOWN_AFTER_APPLY;
use super::input::StackChanges;
use super::mask::Mask;
use super::sides::Sides;
use super::{
    Class, Classified, Effect, Kind, Reason, ValueChange, destruction, diff, interruption, replacement, security, stack,
};
use crate::change::{Action, Change, Detail, Replacement};
use serde_json::Value;

/// Types whose resources are revisions that never change: a deploy of another image replaces one, and only the service that
/// uses it interrupts anything.
const REVISIONS: &[&str] = &[
    "AWS::ApiGateway::Deployment",
    "AWS::ApiGatewayV2::Deployment",
    "AWS::AutoScaling::LaunchConfiguration",
    "AWS::Batch::JobDefinition",
    "AWS::ECS::TaskDefinition",
    "AWS::Lambda::LayerVersion",
    "AWS::Lambda::Version",
];

/// Every change of a stack with its class: the stack itself first, where something is to be said of it, then its resources
/// by logical id. Secrets read `****` in what comes out.
pub fn classify(input: &StackChanges<'_>) -> Vec<Classified> {
    let leaving = stack::leaving(input);
    let stack = StackChanges { changes: if input.changes.is_empty() { &leaving } else { input.changes }, ..*input };
    let mut classified: Vec<Classified> = stack.changes.iter().map(|change| resource(&stack, change)).collect();
    classified.extend(stack::itself(input));
    classified.sort_by(|a, b| (&a.logical_id, &a.effect).cmp(&(&b.logical_id, &b.effect)));
    classified
}

fn resource(stack: &StackChanges<'_>, change: &Change) -> Classified {
    let sides = Sides::new(stack, change);
    let recreation = replacement::of(&sides, change);
    let effect = effect(&sides, change, recreation.replacement);
    let mut values = diff::between(&sides.before, &sides.after);
    told_only(change, &recreation, &mut values);
    let mut reasons = vec![ordinary(change, &effect, &values)];
    if effect == Effect::Modified || effect == Effect::PerhapsReplaced {
        interruption::check(&sides, change, &values, &mut reasons);
        reasons.extend(unknown_until_execution(&sides, change, &recreation));
    }
    destruction::check(&sides, &effect, &mut reasons);
    reasons.extend(security::check(&sides, &effect));
    // the worst first; what says no more than a worse one is left out
    reasons.sort_by(|a, b| {
        b.kind.class().cmp(&a.kind.class()).then_with(|| a.kind.cmp(&b.kind)).then_with(|| a.pointer.cmp(&b.pointer))
    });
    reasons.dedup();
    let class = reasons.first().map_or(Class::InPlace, |reason| reason.kind.class());
    let mut classified = Classified {
        stack: stack.stack.to_string(),
        logical_id: Some(change.logical_id.clone()),
        type_name: change.type_name.clone(),
        drift: is_drift(change),
        recreating: recreation.because,
        effect,
        class,
        reasons,
        values,
    };
    Mask::new(&sides).hide(&mut classified);
    classified
}

/// What CloudFormation says changes although both sides read the same: a reference to something that is replaced.
fn told_only(change: &Change, recreation: &replacement::Recreation, values: &mut Vec<ValueChange>) {
    for detail in change.details.iter().filter(|detail| !recreation.is_lowered(detail)) {
        let pointer = replacement::pointer(detail);
        let is_around = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_known =
            values.iter().any(|value| is_around(&value.pointer, &pointer) || is_around(&pointer, &value.pointer));
        if !is_known && (detail.before.is_some() || detail.after.is_some()) {
            let value = |text: &Option<String>| text.clone().map(Value::String);
            values.push(ValueChange { pointer, before: value(&detail.before), after: value(&detail.after) });
        }
    }
}

fn effect(sides: &Sides<'_>, change: &Change, replacement: Replacement) -> Effect {
    match &change.action {
        Action::Add => Effect::Added,
        Action::Modify => match replacement {
            Replacement::Never => Effect::Modified,
            Replacement::Conditional => Effect::PerhapsReplaced,
            Replacement::Always => Effect::Replaced,
        },
        Action::Remove if destruction::is_kept(sides) => Effect::Left,
        Action::Remove => Effect::Removed,
        Action::Import => Effect::Imported,
        Action::Dynamic => Effect::Undecided,
        Action::SyncWithActual => Effect::Adopted,
        Action::Other(action) => Effect::Other(action.clone()),
    }
}

/// What there is to say of every change of its sort.
fn ordinary(change: &Change, effect: &Effect, values: &[ValueChange]) -> Reason {
    let kind = match effect {
        Effect::Added | Effect::Imported => Kind::Added,
        Effect::Modified if is_unseen(change, values) => Kind::Unseen,
        Effect::Adopted => Kind::Unseen,
        Effect::Modified => Kind::Changed,
        Effect::PerhapsReplaced => Kind::MayBeReplaced,
        Effect::Replaced if REVISIONS.contains(&change.type_name.as_str()) => Kind::Revised,
        Effect::Replaced => Kind::Replaced,
        Effect::Removed => Kind::Removed,
        Effect::Left => Kind::Left,
        Effect::Undecided => Kind::Undecided,
        Effect::Other(_) => Kind::UnknownAction,
    };
    Reason::new(kind, "")
}

/// Whether metadata and tags are all that changes.
fn is_unseen(change: &Change, values: &[ValueChange]) -> bool {
    let unseen = |scope: &str| matches!(scope, "Metadata" | "Tags");
    if !change.scope.is_empty() {
        return change.scope.iter().all(|scope| unseen(scope));
    }
    let tags =
        formwork::facts::resource(&change.type_name).and_then(|facts| facts.tags).map_or("Tags", |tags| tags.property);
    let mut paths = values.iter().map(|value| value.pointer.split('/').skip(1));
    !values.is_empty()
        && paths.all(|mut path| match path.next() {
            Some("Metadata") => true,
            Some("Properties") => path.next() == Some(tags),
            _ => false,
        })
}

fn unknown_until_execution(sides: &Sides<'_>, change: &Change, recreation: &replacement::Recreation) -> Option<Reason> {
    let says_so = |detail: &&Detail| detail.after.as_deref().is_some_and(|text| text.contains(KNOWN_AFTER_APPLY));
    let open = |detail: &&Detail| {
        says_so(detail) || detail.is_dynamic && detail.after.is_none() && !recreation.is_lowered(detail)
    };
    if let Some(detail) = change.details.iter().find(open) {
        let value = |text: &Option<String>| text.clone().map(Value::String);
        let mut reason = Reason::new(Kind::KnownAfterApply, replacement::pointer(detail));
        (reason.before, reason.after) = (value(&detail.before), value(&detail.after));
        return Some(reason);
    }
    let says_so = |value: &&Value| value.to_string().contains(KNOWN_AFTER_APPLY);
    let told = change.after.as_ref().filter(says_so);
    (sides.is_modified() && told.is_some()).then(|| Reason::new(Kind::KnownAfterApply, ""))
}

/// Whether somebody's change by hand is taken back or taken over.
fn is_drift(change: &Change) -> bool {
    change.action == Action::SyncWithActual
        || change.details.iter().any(|detail| detail.source.as_deref() == Some("NoModification"))
}
