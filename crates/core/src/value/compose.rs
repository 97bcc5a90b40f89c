//! Text made of parts.

use super::{Data, Function, IntoValue, Name, Text, Value};

/// The parts one after another, as one text: `concat([..])` of literals is a literal, otherwise one `Fn::Join`.
///
/// [`text!`](crate::text) takes parts of different types.
///
/// ```
/// use formwork_core::{concat, pseudo, IntoValue};
/// let zone = concat(["ap-northeast-1".into_value(), "a".into_value()]);
/// assert_eq!(zone.as_text(), Some("ap-northeast-1a"));
/// assert!(!concat([pseudo::region(), "a".into_value()]).is_literal());
/// ```
pub fn concat(parts: impl IntoIterator<Item = Value<Text>>) -> Value<Text> {
    let mut merged: Vec<Data> = Vec::new();
    for part in parts {
        for data in parts_of(part.into_data()) {
            match (merged.last_mut(), data) {
                (Some(Data::Text(before)), Data::Text(text)) => before.to_mut().push_str(&text),
                (_, Data::Text(text)) if text.is_empty() => {}
                (_, data) => merged.push(data),
            }
        }
    }
    Value::from_data(match merged.len() {
        0 => Data::text(""),
        1 => merged.swap_remove(0),
        _ => Data::call("Fn::Join", Data::List(vec![Data::text(""), Data::List(merged)])),
    })
}

/// The parts of a text that was composed itself, so that composed texts do not nest.
fn parts_of(data: Data) -> Vec<Data> {
    let composed = match &data {
        Data::Function(function) => match function.as_ref() {
            Function::Call(name, argument) if name == "Fn::Join" => match argument.items() {
                [Data::Text(separator), Data::List(parts)] if separator.is_empty() => Some(parts.clone()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    composed.unwrap_or_else(|| vec![data])
}

/// `Fn::Join`: the items of a list as one text, `separator` between them.
///
/// ```
/// use formwork_core::{join, IntoValue, Text, Value};
/// let names: Value<Vec<Text>> = ["a", "b"].into_value();
/// assert!(!join(",", names).is_literal());
/// ```
pub fn join(separator: impl Into<Name>, items: impl IntoValue<Vec<Text>>) -> Value<Text> {
    let items = items.into_value().into_data();
    Value::from_data(Data::call("Fn::Join", Data::List(vec![Data::text(separator), items])))
}

/// Text made of parts: each is a text, an id, an attribute, a parameter.
///
/// ```
/// use formwork_core::{pseudo, text};
/// let objects = text!["arn:aws:s3:::", "prooflink-files", "/*"];
/// assert_eq!(objects.as_text(), Some("arn:aws:s3:::prooflink-files/*"));
/// let group = text!["arn:aws:logs:", pseudo::region(), ":*"];
/// assert!(!group.is_literal());
/// ```
#[macro_export]
macro_rules! text {
    ($($part:expr),+ $(,)?) => {
        $crate::concat([$($crate::IntoValue::<$crate::Text>::into_value($part)),+])
    };
}
