//! What was looked at before, in a few lines.

use crate::preflight::{Check, Verdict};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// How many passed, and what nobody knows, by reason. What fails is told as a problem.
pub fn text(checks: &[Check]) -> String {
    let passed = checks.iter().filter(|check| matches!(check.verdict, Verdict::Pass)).count();
    let mut unknown: BTreeMap<&str, Vec<&Check>> = BTreeMap::new();
    for check in checks {
        if let Verdict::Unknown(why) = &check.verdict {
            unknown.entry(why).or_default().push(check);
        }
    }
    let mut text = format!("checked {}: {passed} pass", checks.len());
    let count: usize = unknown.values().map(Vec::len).sum();
    if count > 0 {
        text.push_str(&format!(", {count} unknown"));
    }
    for (why, checks) in unknown {
        let mut kinds: Vec<&str> = checks.iter().map(|check| check.check).collect();
        kinds.dedup();
        kinds.sort_unstable();
        kinds.dedup();
        let subject = match checks.as_slice() {
            [only] => format!("{} {}", only.check, only.subject),
            _ => format!("{} of {}", checks.len(), kinds.join(", ")),
        };
        text.push_str(&format!("\nunknown: {subject}: {why}"));
    }
    text
}

/// The same for programs.
pub fn json(checks: &[Check]) -> Value {
    let one = |check: &Check| {
        let reason = match &check.verdict {
            Verdict::Unknown(why) => Some(why.as_str()),
            Verdict::Fail(problem) => Some(problem.code.slug),
            Verdict::Pass => None,
        };
        json!({"check": check.check, "subject": check.subject, "verdict": check.word(), "reason": reason})
    };
    checks.iter().map(one).collect()
}
