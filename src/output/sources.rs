//! `sources.json`: where each thing of an environment's templates was declared.
//!
//! One line each, so that it is small, and found with `grep`:
//! `"/Resources/Vpc8378EB38": ["dev/NetworkStack/Vpc/Resource","stacks/src/network.rs:18"]`.

use crate::{AssembledEnvironment, Place, Source};
use indexmap::IndexMap;
use serde_json::Value;

pub(super) fn text(environment: &AssembledEnvironment) -> String {
    let lines: usize = environment.stacks.iter().map(|stack| stack.places.len() + 2).sum();
    let mut text = String::with_capacity(lines * 128);
    text.push('{');
    for (number, stack) in environment.stacks.iter().enumerate() {
        text.push_str(if number == 0 { "\n " } else { ",\n " });
        push_quoted(&mut text, &stack.id);
        text.push_str(": {");
        for (number, (pointer, place)) in stack.places.iter().enumerate() {
            text.push_str(if number == 0 { "\n  " } else { ",\n  " });
            push_quoted(&mut text, pointer);
            text.push_str(": [");
            push_quoted(&mut text, &place.path);
            text.push(',');
            push_quoted(&mut text, &place.source.as_ref().map(Source::to_string).unwrap_or_default());
            text.push(']');
        }
        text.push_str("\n }");
    }
    text.push_str("\n}\n");
    text
}

fn push_quoted(text: &mut String, part: &str) {
    if part.bytes().any(|byte| matches!(byte, b'"' | b'\\') || byte < b' ') {
        return text.push_str(&Value::from(part).to_string());
    }
    text.push('"');
    text.push_str(part);
    text.push('"');
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
