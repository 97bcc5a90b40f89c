//! `sources.json`: where each thing of an environment's templates was declared.
//!
//! One line each, so that it is small, and found with `grep`:
//! `"/Resources/Vpc8378EB38": ["dev/NetworkStack/Vpc/Resource","stacks/src/network.rs:18"]`.

use crate::{AssembledEnvironment, Place, Source};
use indexmap::IndexMap;
use serde_json::Value;

pub(super) fn text(environment: &AssembledEnvironment) -> String {
    let stacks = environment.stacks.iter().map(|stack| {
        let places = stack.places.iter().map(|(pointer, place)| {
            let source = place.source.as_ref().map(Source::to_string).unwrap_or_default();
            format!("  {}: [{},{}]", quoted(pointer), quoted(&place.path), quoted(&source))
        });
        let places: Vec<String> = places.collect();
        format!(" {}: {{\n{}\n }}", quoted(&stack.id), places.join(",\n"))
    });
    let stacks: Vec<String> = stacks.collect();
    format!("{{\n{}\n}}\n", stacks.join(",\n"))
}

fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// The places of a stack. What cannot be read gives none: the file is a convenience and is not part of what is deployed.
pub(super) fn places(sources: &Value, stack: &str) -> IndexMap<String, Place> {
    let entries = sources.get(stack).and_then(Value::as_object).into_iter().flatten();
    let places = entries.filter_map(|(pointer, entry)| {
        let mut place = Place::new(entry.get(0)?.as_str()?);
        if let Some((file, line)) = entry.get(1)?.as_str()?.rsplit_once(':') {
            place.source = Some(Source { file: file.to_string().into(), line: line.parse().ok()? });
        }
        Some((pointer.clone(), place))
    });
    places.collect()
}
