//! What `Condition` and `Fn::If` name.

use super::{Names, codes, name};
use crate::{Data, Function, Pointer};

impl<'a> Names<'a, '_> {
    pub(super) fn condition(&mut self, name: &str, pointer: &Pointer) {
        if !self.template.conditions.iter().any(|(id, _)| id == name) {
            let near = name::near(name, self.template.conditions.iter().map(|(id, _)| id.as_ref()));
            let problem = codes::UNKNOWN_CONDITION.problem().with("name", name).with("near", near);
            self.problems.push(problem.at(self.subject.place(pointer.as_str())));
        }
    }

    /// The conditions that a condition is made of: `{"Condition": "IsLarge"}`, below `Fn::And`, `Fn::Or` and `Fn::Not`
    /// only, since a policy document has a `Condition` of its own kind.
    pub(super) fn named_conditions(&mut self, data: &'a Data, pointer: &mut Pointer) {
        match data {
            Data::Map(entries) => {
                if let [(key, named)] = entries.as_slice()
                    && key == "Condition"
                    && let Some(name) = name::of(named)
                {
                    pointer.within("Condition", |pointer| self.condition(name, pointer));
                }
            }
            Data::Function(function) => {
                if let Function::Call(name, Data::List(items)) = function.as_ref()
                    && matches!(name.as_ref(), "Fn::And" | "Fn::Or" | "Fn::Not")
                {
                    pointer.within(name, |pointer| {
                        for (index, item) in items.iter().enumerate() {
                            pointer.within(&index.to_string(), |pointer| self.named_conditions(item, pointer));
                        }
                    });
                }
            }
            _ => {}
        }
    }
}
