//! What a value is, and whether it is what is wanted.

use super::property::is_nothing;
use super::text::is_resolved_later;
use super::{Judge, codes};
use crate::facts::{Kind, PropertyFacts};
use crate::{Data, Function, Pointer};

impl Judge<'_, '_> {
    /// A value where one of this kind is wanted.
    pub(super) fn value(&mut self, property: &PropertyFacts, kind: &Kind, data: &Data, pointer: &mut Pointer) {
        match data {
            Data::Function(function) => match function.as_ref() {
                Function::Call(name, Data::List(arguments)) if name == "Fn::If" => {
                    for (at, branch) in arguments.iter().enumerate().skip(1).filter(|(_, branch)| !is_nothing(branch)) {
                        pointer.within("Fn::If", |pointer| {
                            pointer.within(&at.to_string(), |pointer| self.value(property, kind, branch, pointer));
                        });
                    }
                }
                _ => {}
            },
            Data::Null => {
                self.found(&codes::NULL_VALUE, pointer, |problem| problem.with("property", property.name));
            }
            data if data.as_text().is_some_and(is_resolved_later) => {}
            data => self.literal(property, kind, data, pointer),
        }
    }

    fn literal(&mut self, property: &PropertyFacts, kind: &Kind, data: &Data, pointer: &mut Pointer) {
        match (kind, data) {
            (Kind::Json, _) => {}
            (Kind::List(item), Data::List(items)) => {
                self.count(property, items.len(), pointer);
                self.repeated(property, items, pointer);
                for (at, data) in items.iter().enumerate().filter(|(_, data)| !is_nothing(data)) {
                    pointer.within(&at.to_string(), |pointer| self.value(property, item, data, pointer));
                }
            }
            (Kind::Map(item), Data::Map(entries)) => {
                for (key, data) in entries {
                    pointer.within(key, |pointer| self.value(property, item, data, pointer));
                }
            }
            (Kind::Named(name), data) => match (self.facts.part(name), self.facts.enumeration(name), data) {
                (Some(part), _, Data::Map(members)) => {
                    self.members(&part.properties, &part.groups, members, pointer, part.name);
                }
                (None, Some(values), data) if is_plain(data) => self.one_of(property, values, data, pointer),
                (None, None, _) => {}
                (part, ..) => self.wrong(property, if part.is_some() { "a map" } else { "a text" }, data, pointer),
            },
            (Kind::Text, data) if is_plain(data) => self.text(property, data, pointer),
            (Kind::Bool, Data::Bool(_)) => {}
            (Kind::Bool, Data::Text(text))
                if text.eq_ignore_ascii_case("true") || text.eq_ignore_ascii_case("false") => {}
            (Kind::Integer, Data::Integer(number)) => self.number(property, *number as f64, pointer),
            (Kind::Integer, Data::Number(number)) if number.fract() == 0.0 => self.number(property, *number, pointer),
            (Kind::Integer, Data::Text(text)) if text.trim().parse::<i64>().is_ok() => {
                self.number(property, text.trim().parse().unwrap_or_default(), pointer);
            }
            (Kind::Number, Data::Integer(number)) => self.number(property, *number as f64, pointer),
            (Kind::Number, Data::Number(number)) => self.number(property, *number, pointer),
            (Kind::Number, Data::Text(text)) if text.trim().parse::<f64>().is_ok() => {
                self.number(property, text.trim().parse().unwrap_or_default(), pointer);
            }
            (kind, data) => self.wrong(property, wanted(kind), data, pointer),
        }
    }

    fn wrong(&mut self, property: &PropertyFacts, wanted: &str, data: &Data, pointer: &Pointer) {
        let found = match data {
            Data::Null => "nothing".to_string(),
            Data::List(_) => "a list".to_string(),
            Data::Map(_) => "a map".to_string(),
            Data::Text(text) => format!("the text `{text}`"),
            Data::Bool(value) => value.to_string(),
            Data::Integer(number) => number.to_string(),
            Data::Number(number) => number.to_string(),
            Data::Function(_) => "an expression".to_string(),
        };
        self.found(&codes::WRONG_KIND, pointer, |problem| {
            problem.with("property", property.name).with("found", found).with("wanted", wanted)
        });
    }

    fn repeated(&mut self, property: &PropertyFacts, items: &[Data], pointer: &Pointer) {
        if !property.unique || items.len() > 1_000 {
            return;
        }
        let mut seen = items.iter().enumerate();
        if let Some((at, _)) = seen.find(|(at, item)| item.is_literal() && items[..*at].contains(item)) {
            let mut pointer = pointer.clone();
            pointer.push(&at.to_string());
            self.found(&codes::REPEATED_ITEM, &pointer, |problem| problem.with("property", property.name));
        }
    }
}

/// Whether CloudFormation takes a value for a text.
fn is_plain(data: &Data) -> bool {
    matches!(data, Data::Text(_) | Data::Integer(_) | Data::Number(_) | Data::Bool(_))
}

fn wanted(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text => "a text",
        Kind::Bool => "true or false",
        Kind::Integer => "a whole number",
        Kind::Number => "a number",
        Kind::List(_) => "a list",
        _ => "a map",
    }
}
