use super::codes;
use formwork_core::{Scope, Text, Value};

/// Names of ECS and Batch are letters, digits, hyphens and underscores.
pub(crate) fn check_name(scope: &Scope, kind: &'static str, name: &Value<Text>, most: usize) {
    let Some(text) = name.as_text() else { return };
    let allowed = |sign: char| sign.is_ascii_alphanumeric() || "-_".contains(sign);
    if !text.chars().all(allowed) || text.is_empty() || text.len() > most {
        scope.report(codes::INVALID_NAME.problem().with("kind", kind).with("name", text).with("most", most));
    }
}
