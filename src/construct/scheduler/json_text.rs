use formwork_core::{Data, Json, Text, Value, concat};

/// JSON as the text that it is written as. An expression becomes a text in it: what it gives must need no escapes.
pub(super) fn json_text(json: &Value<Json>) -> Value<Text> {
    let mut parts = Vec::new();
    write(json.data(), &mut parts);
    concat(parts)
}

fn write(data: &Data, parts: &mut Vec<Value<Text>>) {
    let mut put = |text: &str| parts.push(Value::literal_text(text.to_string()));
    match data {
        Data::Function(_) => {
            put("\"");
            parts.push(Value::from_data(data.clone()));
            parts.push(Value::literal_text("\""));
        }
        Data::List(items) => {
            put("[");
            for (index, item) in items.iter().enumerate() {
                separate(index, parts);
                write(item, parts);
            }
            parts.push(Value::literal_text("]"));
        }
        Data::Map(entries) => {
            put("{");
            for (index, (key, data)) in entries.iter().enumerate() {
                separate(index, parts);
                write(&Data::Text(key.clone()), parts);
                parts.push(Value::literal_text(":"));
                write(data, parts);
            }
            parts.push(Value::literal_text("}"));
        }
        literal => put(&serde_json::to_string(literal).unwrap_or_default()),
    }
}

fn separate(index: usize, parts: &mut Vec<Value<Text>>) {
    if index > 0 {
        parts.push(Value::literal_text(","));
    }
}
