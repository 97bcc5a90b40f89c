//! A target as JSON, for the journal: what `resume` goes on with.

use super::{Target, TargetStack};
use formwork::{Place, Source};
use indexmap::IndexMap;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

impl Target {
    /// As JSON.
    pub fn to_json(&self) -> Value {
        json!({
            "environment": self.environment,
            "account": self.account,
            "region": self.region,
            "stacks": self.stacks.iter().map(TargetStack::to_json).collect::<Vec<_>>(),
        })
    }

    /// From JSON; none if it is something else.
    pub fn from_json(value: &Value) -> Option<Self> {
        Some(Target {
            environment: text(value, "environment")?,
            account: text(value, "account"),
            region: text(value, "region")?,
            stacks: value.get("stacks")?.as_array()?.iter().map(TargetStack::from_json).collect::<Option<_>>()?,
        })
    }
}

impl TargetStack {
    fn to_json(&self) -> Value {
        let places: Map<String, Value> =
            self.places.iter().map(|(pointer, place)| (pointer.clone(), place_to_json(place))).collect();
        json!({
            "id": self.id,
            "name": self.name,
            "region": self.region,
            "template": self.text,
            "chosen": self.is_chosen,
            "leaves": self.leaves,
            "tags": self.tags,
            "protected": self.is_protected,
            "parameters": self.parameters,
            "after": self.after,
            "places": places,
        })
    }

    fn from_json(value: &Value) -> Option<Self> {
        let text_of = text(value, "template")?;
        let after = value.get("after")?.as_array()?.iter().map(|at| usize::try_from(at.as_u64()?).ok());
        let places = value.get("places")?.as_object()?.iter();
        Some(TargetStack {
            id: text(value, "id")?,
            name: text(value, "name")?,
            region: text(value, "region")?,
            template: if text_of.is_empty() { Value::Null } else { serde_json::from_str(&text_of).ok()? },
            text: text_of,
            is_chosen: value.get("chosen")?.as_bool()?,
            leaves: value.get("leaves")?.as_bool()?,
            tags: texts(value, "tags")?,
            is_protected: value.get("protected")?.as_bool()?,
            parameters: texts(value, "parameters")?,
            after: after.collect::<Option<_>>()?,
            places: places.map(|(pointer, place)| (pointer.clone(), place_of(place))).collect::<IndexMap<_, _>>(),
        })
    }
}

fn text(value: &Value, key: &str) -> Option<String> {
    value.get(key)?.as_str().map(str::to_string)
}

fn texts(value: &Value, key: &str) -> Option<BTreeMap<String, String>> {
    let entries = value.get(key)?.as_object()?.iter();
    entries.map(|(key, value)| Some((key.clone(), value.as_str()?.to_string()))).collect()
}

fn place_to_json(place: &Place) -> Value {
    let source = place.source.as_ref().map(|source| json!([source.file, source.line]));
    json!({"path": place.path, "source": source})
}

fn place_of(value: &Value) -> Place {
    let source = value.get("source").and_then(|source| {
        let line = u32::try_from(source.get(1)?.as_u64()?).ok()?;
        Some(Source { file: source.get(0)?.as_str()?.to_string().into(), line })
    });
    Place { source, ..Place::new(text(value, "path").unwrap_or_default()) }
}
