//! A wanted template with what others still use of the deployed one.

use super::closure::{Closure, is_untouched};
use super::scope::Scope;
use super::survey::Export;
use serde_json::{Map, Value, json};

/// An export that the wanted template does not have.
pub(super) struct Extra<'a> {
    pub name: &'a str,
    pub export: Export<'a>,
    /// Whether to export it still; otherwise only what is behind it stays.
    pub is_exported: bool,
    /// What it needs of the deployed template; none where that cannot stay.
    pub closure: Option<Closure>,
}

/// The wanted template with the extras. `after` is the wanted one, `literal` replaces imports in what is kept: what it
/// imports may go before it does.
pub(super) fn carry(
    before: &Scope<'_>,
    after: &Scope<'_>,
    extras: &[Extra<'_>],
    literal: &dyn Fn(&Value) -> Value,
) -> Value {
    let mut template = after.template.clone();
    let kept: Vec<&Closure> = extras.iter().filter_map(|extra| extra.closure.as_ref()).collect();
    for (section, id) in kept.iter().flat_map(|closure| &closure.entries) {
        if let Some(entry) = before.entry(section, id) {
            insert(&mut template, section, id, literal(entry));
        }
    }
    for extra in extras.iter().filter(|extra| extra.is_exported) {
        let scope = Scope { template: &template, ..*after };
        let was = before.entry("Outputs", &extra.export.output.key);
        // as it was where that is sure to say the same, so that the next deploy knows what is behind it
        let output = match was.filter(|output| is_untouched(output, before, &scope, &kept)) {
            Some(output) => output.clone(),
            None => json!({"Value": extra.export.output.value, "Export": {"Name": extra.name}}),
        };
        let key = free_key(&template, &extra.export.output.key);
        insert(&mut template, "Outputs", &key, output);
    }
    template
}

fn insert(template: &mut Value, section: &str, id: &str, entry: Value) {
    let Some(members) = template.as_object_mut() else { return };
    let entries = members.entry(section).or_insert_with(|| Value::Object(Map::new()));
    if let Some(entries) = entries.as_object_mut() {
        entries.entry(id).or_insert(entry);
    }
}

/// The key itself, or with `Carried` and a number: the wanted template may use it for something else.
fn free_key(template: &Value, key: &str) -> String {
    let is_free = |key: &str| template.get("Outputs").and_then(|outputs| outputs.get(key)).is_none();
    let others = (1_u32..).map(|number| format!("{key}Carried{number}"));
    std::iter::once(key.to_string()).chain(others).find(|key| is_free(key)).unwrap_or_default()
}
