//! A schema with its references followed.

use serde_json::{Map, Value};

/// A schema after `$ref` and `allOf`.
pub struct Look {
    /// All keywords; those at the place win over those of the definition.
    pub keys: Map<String, Value>,
    /// The definition that it came from, if it came from one.
    pub definition: Option<String>,
}

impl Look {
    /// Follows what `schema` refers to in `root`.
    pub fn at(root: &Value, schema: &Value) -> Look {
        let mut look = Look { keys: Map::new(), definition: None };
        look.add(root, schema, 0);
        look
    }

    fn add(&mut self, root: &Value, schema: &Value, depth: usize) {
        let Some(keys) = schema.as_object() else { return };
        for (key, value) in keys {
            if !self.keys.contains_key(key) && key != "$ref" && key != "allOf" {
                self.keys.insert(key.clone(), value.clone());
            }
        }
        if depth > 20 {
            return; // definitions that refer to themselves alone say nothing
        }
        if let Some(pointer) = keys.get("$ref").and_then(Value::as_str)
            && let Some(target) = root.pointer(pointer.trim_start_matches('#'))
        {
            if let Some(name) = pointer.strip_prefix("#/definitions/") {
                self.definition = Some(name.to_owned());
            }
            self.add(root, target, depth + 1);
        }
        for part in keys.get("allOf").and_then(Value::as_array).into_iter().flatten() {
            self.add(root, part, depth + 1);
        }
    }

    /// A keyword.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.keys.get(key)
    }

    /// The JSON types that are allowed; none if it does not say.
    pub fn types(&self) -> Vec<&str> {
        let types: Vec<&str> = match self.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(several)) => several.iter().filter_map(Value::as_str).collect(),
            _ => Vec::new(),
        };
        types.into_iter().filter(|name| *name != "null").collect()
    }

    /// The schemas of `oneOf` and `anyOf`.
    pub fn alternatives(&self) -> Vec<&Value> {
        ["oneOf", "anyOf"].iter().filter_map(|key| self.get(key)?.as_array()).flatten().collect()
    }

    /// The properties, its own and those of its alternatives.
    pub fn properties(&self, root: &Value) -> Map<String, Value> {
        let mut properties = self.get("properties").and_then(Value::as_object).cloned().unwrap_or_default();
        for alternative in self.alternatives() {
            let alternative = Look::at(root, alternative);
            if alternative.keys.contains_key("properties") || !alternative.alternatives().is_empty() {
                for (name, property) in alternative.properties(root) {
                    let known =
                        properties.get(&name).is_some_and(|known| known.as_object().is_some_and(|k| !k.is_empty()));
                    if !known {
                        properties.insert(name, property);
                    }
                }
            }
        }
        properties
    }

    /// The schema of a list's items. Two lists say more about their items' properties beside the items.
    pub fn items(&self) -> Option<Value> {
        let mut items = self.get("items").filter(|items| items.is_object())?.clone();
        for (name, more) in self.get("properties").and_then(Value::as_object).into_iter().flatten() {
            if let Some(Value::Object(property)) = items.pointer_mut(&format!("/properties/{name}"))
                && let Value::Object(more) = more
            {
                property.extend(more.clone());
            }
        }
        Some(items)
    }

    /// The names that have to be there.
    pub fn required(&self) -> Vec<&str> {
        self.get("required").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
    }
}
