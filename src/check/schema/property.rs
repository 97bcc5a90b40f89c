//! Which members an object has, and which it has to have.

use super::{Judge, codes};
use crate::facts::{Group, PropertyFacts};
use crate::{Data, Entries, Function, Pointer, Reference, spelling};

impl Judge<'_, '_> {
    /// The members of the resource, or of a part of it; `of` is how findings call it.
    pub(super) fn members(
        &mut self,
        known: &[PropertyFacts],
        groups: &[Group],
        members: &Entries,
        pointer: &mut Pointer,
        of: &str,
    ) {
        // what an included text or a function adds is not known
        let is_whole = !members.iter().any(|(name, _)| name.starts_with("Fn::"));
        for (name, data) in members.iter().filter(|(name, _)| !name.starts_with("Fn::")) {
            pointer.within(name, |pointer| match known.iter().find(|property| property.name == name) {
                Some(property) if property.read_only => self.found(&codes::SET_BY_AWS, pointer, |problem| {
                    problem.with("property", name.to_string()).with("of", of)
                }),
                Some(property) => self.value(property, &property.kind, data, pointer),
                None => self.unknown(known, name, of, pointer),
            });
        }
        if !is_whole {
            return;
        }
        let is_there = |name: &str| members.iter().any(|(known, data)| known == name && !is_nothing(data));
        for property in known.iter().filter(|property| property.required && !is_there(property.name)) {
            self.found(&codes::MISSING_PROPERTY, pointer, |problem| {
                problem.with("property", property.name).with("of", of)
            });
        }
        self.groups(groups, members, pointer, of);
    }

    fn unknown(&mut self, known: &[PropertyFacts], name: &str, of: &str, pointer: &Pointer) {
        let is_of_resource = of == self.facts.name;
        if is_of_resource && self.facts.attribute(name).is_some() {
            return self.found(&codes::SET_BY_AWS, pointer, |problem| problem.with("property", name).with("of", of));
        }
        let names = known.iter().filter(|property| !property.read_only).map(|property| property.name);
        let near = spelling::nearest(name, names.clone()).map(|near| format!("; the nearest name is `{near}`"));
        let names: Vec<&str> = names.take(30).collect();
        self.found(&codes::UNKNOWN_PROPERTY, pointer, |problem| {
            let problem = problem.with("property", name).with("of", of).with("near", near.unwrap_or_default());
            problem.with("note", format!("it has {}", names.join(", ")))
        });
    }
}

/// Whether a value stands for no value: `AWS::NoValue`.
pub(super) fn is_nothing(data: &Data) -> bool {
    let Data::Function(function) = data else { return false };
    matches!(function.as_ref(), Function::Ref(Reference::Name(name)) if name == "AWS::NoValue")
}
