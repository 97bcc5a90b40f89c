use super::{Classified, Effect, expression};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The SHA-256 of what a plan does, in hexadecimal: 64 lower-case digits.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PlanHash(String);

impl PlanHash {
    /// All 64 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first 12 digits: enough for people.
    pub fn short(&self) -> &str {
        self.0.get(..12).unwrap_or(&self.0)
    }
}

/// The hash of the changes of all stacks of a plan. The order of stacks, changes and members of objects does not count; what
/// is secret is hidden already, so that a hash tells nothing about it.
///
/// The text under the hash has a line for each value that changes, and one for each change without values: a JSON list of
/// stack, logical id, effect, pointer, value before, value after and class, the lines sorted.
pub fn hash(plan: &[Classified]) -> PlanHash {
    let mut lines: Vec<String> = plan.iter().flat_map(lines).collect();
    lines.sort();
    let mut digest = Sha256::new();
    for line in lines {
        digest.update(line.as_bytes());
        digest.update(b"\n");
    }
    PlanHash(digest.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn lines(change: &Classified) -> Vec<String> {
    let drift = if change.drift { "D" } else { "" };
    let class = format!("{}{drift}", change.class.number());
    // an unknown action must not read as a known one
    let effect = match &change.effect {
        Effect::Other(action) => format!("other: {action}"),
        effect => effect.word().to_string(),
    };
    let line = |pointer: &str, before: &Option<Value>, after: &Option<Value>| {
        let [before, after] = [before, after].map(|value| value.as_ref().map(expression::canonical));
        json!([change.stack, change.logical_id, effect, pointer, before, after, class]).to_string()
    };
    let values = change.values.iter().map(|value| line(&value.pointer, &value.before, &value.after));
    // the stack itself has reasons and no values
    let reasons = change.reasons.iter().filter(|_| change.logical_id.is_none());
    let reasons = reasons.map(|reason| line(reason.kind.slug(), &reason.before, &reason.after));
    let lines: Vec<String> = values.chain(reasons).collect();
    if lines.is_empty() { vec![line("", &None, &None)] } else { lines }
}
