//! What an expression of a template refers to within the template.

use super::scope::function;
use serde_json::Value;

/// A name that an expression uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference<'a> {
    /// `Ref`, `${Vpc}`: a resource, a parameter or a pseudo parameter.
    Ref(&'a str),
    /// `Fn::GetAtt`, `${Vpc.CidrBlock}`: a resource and the attribute; none where it is not a literal.
    GetAtt(&'a str, Option<&'a str>),
    /// `DependsOn`.
    DependsOn(&'a str),
    /// `Fn::If`, or the `Condition` of a resource, an output, a statement of conditions.
    Condition(&'a str),
    /// `Fn::FindInMap`, where the map is a literal.
    Mapping(&'a str),
}

/// Calls `visit` with everything that an expression refers to. Of a whole resource give `is_resource`: its
/// `DependsOn` and `Condition` are references then, and not properties of that name.
pub fn visit_references<'a>(value: &'a Value, is_resource: bool, visit: &mut dyn FnMut(Reference<'a>)) {
    if let (true, Value::Object(members)) = (is_resource, value) {
        for (key, member) in members {
            match (key.as_str(), member) {
                ("DependsOn", Value::String(id)) => visit(Reference::DependsOn(id)),
                ("DependsOn", Value::Array(ids)) => {
                    ids.iter().filter_map(Value::as_str).for_each(|id| visit(Reference::DependsOn(id)));
                }
                ("Condition", Value::String(id)) => visit(Reference::Condition(id)),
                _ => visit_references(member, false, visit),
            }
        }
        return;
    }
    match (function(value), value) {
        (Some(("Ref", Value::String(id))), _) => visit(Reference::Ref(id)),
        (Some(("Condition", Value::String(id))), _) => visit(Reference::Condition(id)),
        (Some(("Fn::GetAtt", argument)), _) => attribute(argument, visit),
        (Some(("Fn::Sub", argument)), _) => substitution(argument, visit),
        (Some((name, Value::Array(arguments))), _) => {
            match (name, arguments.first().and_then(Value::as_str)) {
                ("Fn::If", Some(id)) => visit(Reference::Condition(id)),
                ("Fn::FindInMap", Some(id)) => visit(Reference::Mapping(id)),
                _ => {}
            }
            arguments.iter().for_each(|argument| visit_references(argument, false, visit));
        }
        (_, Value::Array(items)) => items.iter().for_each(|item| visit_references(item, false, visit)),
        (_, Value::Object(members)) => members.values().for_each(|member| visit_references(member, false, visit)),
        _ => {}
    }
}

fn attribute<'a>(argument: &'a Value, visit: &mut dyn FnMut(Reference<'a>)) {
    match argument {
        Value::String(text) => match text.split_once('.') {
            Some((id, attribute)) => visit(Reference::GetAtt(id, Some(attribute))),
            None => visit(Reference::GetAtt(text, None)),
        },
        Value::Array(parts) => {
            if let [Value::String(id), rest @ ..] = parts.as_slice() {
                visit(Reference::GetAtt(id, rest.first().and_then(Value::as_str)));
                rest.iter().for_each(|part| visit_references(part, false, visit));
            }
        }
        _ => {}
    }
}

fn substitution<'a>(argument: &'a Value, visit: &mut dyn FnMut(Reference<'a>)) {
    let (text, own) = match argument {
        Value::String(text) => (text, None),
        Value::Array(parts) => match parts.as_slice() {
            [Value::String(text), own, ..] => (text, Some(own)),
            _ => return,
        },
        _ => return,
    };
    for variable in variables(text).filter(|variable| own.is_none_or(|own| own.get(variable).is_none())) {
        match variable.split_once('.') {
            Some((id, attribute)) => visit(Reference::GetAtt(id, Some(attribute))),
            None => visit(Reference::Ref(variable)),
        }
    }
    if let Some(own) = own {
        visit_references(own, false, visit);
    }
}

/// The variables of the text of `Fn::Sub`; `${!Literal}` is none.
fn variables(text: &str) -> impl Iterator<Item = &str> {
    let after = text.split("${").skip(1).filter_map(|after| after.split_once('}'));
    after.map(|(variable, _)| variable).filter(|variable| !variable.starts_with('!'))
}
