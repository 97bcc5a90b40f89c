use serde_json::Value;

/// A value longer than this, in characters, is shortened in the middle.
const LENGTH: usize = 72;

/// `before -> after`, on one line; nothing for a side that is not there.
pub fn both(before: Option<&Value>, after: Option<&Value>) -> String {
    match (before, after) {
        (Some(before), Some(after)) if before == after => format!("{} (another one)", short(after)),
        (Some(before), Some(after)) => format!("{} -> {}", short(before), short(after)),
        (None, Some(after)) => format!("none -> {}", short(after)),
        (Some(before), None) => format!("{} -> none", short(before)),
        (None, None) => String::new(),
    }
}

/// The value as JSON, shortened in the middle: the ends of names and ARNs tell them apart.
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= LENGTH {
        return text;
    }
    let half = (LENGTH - 1) / 2;
    let start: String = characters.iter().take(half).collect();
    let end: String = characters.iter().skip(characters.len() - half).collect();
    format!("{start}…{end}")
}
