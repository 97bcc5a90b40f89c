//! Which members go together, and which do not.

use super::{Judge, codes};
use crate::facts::{Group, Rule};
use crate::{Data, Entries, Function, Pointer};

impl Judge<'_, '_> {
    pub(super) fn groups(&mut self, groups: &[Group], members: &Entries, pointer: &Pointer, of: &str) {
        // what is there in some cases only is taken to fit
        if members.iter().any(|(_, data)| is_decided_later(data)) {
            return;
        }
        let is_there =
            |name: &&&str| members.iter().any(|(known, data)| known == **name && !super::property::is_nothing(data));
        for group in groups {
            let there: Vec<&str> = group.properties.iter().filter(is_there).copied().collect();
            let listed = group.properties.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
            let [first, others @ ..] = group.properties.as_slice() else { continue };
            match group.rule {
                Rule::ExactlyOne if there.len() != 1 => self.found(&codes::EXACTLY_ONE, pointer, |problem| {
                    problem.with("of", of).with("count", there.len()).with("properties", listed)
                }),
                Rule::AtLeastOne if there.is_empty() => {
                    self.found(&codes::AT_LEAST_ONE, pointer, |problem| {
                        problem.with("of", of).with("properties", listed)
                    });
                }
                Rule::Needs if there.contains(first) => {
                    for other in others.iter().filter(|other| !there.contains(other)) {
                        self.found(&codes::NEEDS, pointer, |problem| {
                            problem.with("of", of).with("property", *first).with("other", *other)
                        });
                    }
                }
                Rule::Excludes if there.contains(first) => {
                    for other in others.iter().filter(|other| there.contains(other)) {
                        self.found(&codes::EXCLUDES, pointer, |problem| {
                            problem.with("of", of).with("property", *first).with("other", *other)
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

fn is_decided_later(data: &Data) -> bool {
    let Data::Function(function) = data else { return false };
    matches!(function.as_ref(), Function::Call(name, _) if name == "Fn::If")
}
