use super::{PlannedStack, Verdict, action_word, is_unchanged, resource};
use crate::plan::class::{Classified, Reason};
use formwork::Source;
use serde_json::{Value, json};

/// The plan for programs: `class` is 0 to 5, or null where nothing changes; `hash` is what `--approve` takes.
pub fn json(stacks: &[PlannedStack<'_>]) -> Value {
    let verdict = Verdict::of(stacks);
    let list = stacks.iter().map(|stack| {
        json!({
            "stack": stack.target.map_or(stack.name, |target| target.id.as_str()),
            "name": stack.name,
            "action": if is_unchanged(stack) { "none" } else { action_word(stack.action) },
            "changes": stack.changes.iter().map(|change| change_json(stack, change)).collect::<Vec<_>>(),
        })
    });
    json!({
        "class": verdict.worst.map(|class| class.number()),
        "drift": verdict.drift,
        "hash": verdict.hash.as_str(),
        "changes": verdict.changes,
        "stacks": list.collect::<Vec<_>>(),
    })
}

fn change_json(stack: &PlannedStack<'_>, change: &Classified) -> Value {
    let place = resource::place(stack, change);
    json!({
        "logicalId": change.logical_id,
        "type": change.type_name,
        "path": place.as_ref().map(|place| place.path.clone()),
        "source": place.as_ref().and_then(|place| place.source.as_ref()).map(Source::to_string),
        "effect": change.effect.word(),
        "class": change.class.number(),
        "drift": change.drift,
        "because": resource::chain(stack, change),
        "reasons": change.reasons.iter().map(reason_json).collect::<Vec<_>>(),
        "values": change.values.iter().map(|value| {
            json!({"pointer": value.pointer, "before": value.before, "after": value.after})
        }).collect::<Vec<_>>(),
    })
}

fn reason_json(reason: &Reason) -> Value {
    json!({
        "kind": reason.kind.slug(),
        "class": reason.kind.class().number(),
        "message": reason.kind.words(),
        "pointer": reason.pointer,
        "before": reason.before,
        "after": reason.after,
    })
}
