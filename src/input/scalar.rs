//! What an unquoted word of YAML means.

use serde_json::{Number, Value};

/// As CloudFormation takes it: YAML 1.1 without its dates, bases and underscores, whose words stay texts. So an account
/// with a zero in front keeps it, and a version that looks like a date is none.
pub fn plain(word: &str) -> Value {
    match word {
        "" | "~" | "null" | "Null" | "NULL" => return Value::Null,
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => return Value::Bool(true),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => return Value::Bool(false),
        _ => {}
    }
    let digits = word.strip_prefix(['-', '+']).unwrap_or(word);
    let is_padded = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit() || first == '.')
        && digits.bytes().any(|byte| byte.is_ascii_digit())
        && digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    if !is_number || is_padded {
        return Value::String(word.to_string());
    }
    if let Ok(number) = word.parse::<i64>() {
        return number.into();
    }
    let is_whole = digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = word.parse::<f64>().ok().filter(|_| !is_whole).and_then(Number::from_f64);
    number.map_or_else(|| Value::String(word.to_string()), Value::Number)
}
