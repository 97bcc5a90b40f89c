//! What of a deployed template an export needs to live on beside a wanted one.

use super::import::visit_imports_of;
use super::reference::{Reference, visit_references};
use super::scope::Scope;
use serde_json::Value;
use std::collections::BTreeSet;

/// Entries of a deployed template that the wanted one lacks, by section.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Closure {
    pub entries: BTreeSet<(&'static str, String)>,
    /// Whether the wanted template has an entry of the same name that says something else.
    pub has_conflict: bool,
}

impl Closure {
    /// What an output of the deployed template needs: the resources it refers to, and all that those refer to.
    pub fn of(output: &Value, before: &Scope<'_>, wanted: &Value) -> Self {
        let mut closure = Closure::default();
        let mut direct = Vec::new();
        visit_references(output, true, &mut |reference| direct.push(reference));
        for reference in direct {
            match reference {
                // what nobody deletes needs no keeping
                Reference::Ref(id) | Reference::GetAtt(id, _)
                    if before.entry("Resources", id).is_some_and(is_retained) => {}
                _ => closure.need(reference, before, wanted),
            }
        }
        closure
    }

    pub fn resources(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().filter(|(section, _)| *section == "Resources").map(|(_, id)| id)
    }

    fn need(&mut self, reference: Reference<'_>, before: &Scope<'_>, wanted: &Value) {
        let (section, id) = match reference {
            Reference::Ref(id) if before.entry("Parameters", id).is_some() => ("Parameters", id),
            Reference::Ref(id) | Reference::GetAtt(id, _) | Reference::DependsOn(id) => ("Resources", id),
            Reference::Condition(id) => ("Conditions", id),
            Reference::Mapping(id) => ("Mappings", id),
        };
        let Some(entry) = before.entry(section, id) else { return };
        match wanted.get(section).and_then(|entries| entries.get(id)) {
            // it is what it will be: the wanted template decides over its own resources
            Some(_) if section == "Resources" => {}
            Some(will) => self.has_conflict |= will != entry,
            None => {
                if self.entries.insert((section, id.to_string())) {
                    visit_references(entry, section == "Resources", &mut |reference| {
                        self.need(reference, before, wanted)
                    });
                }
            }
        }
    }
}

/// Whether an output is the same in another template, down to the last thing it refers to. What is kept is the same:
/// only its imports are written down.
pub(super) fn is_untouched(output: &Value, before: &Scope<'_>, after: &Scope<'_>, kept: &[&Closure]) -> bool {
    Comparison { before, after, kept, seen: BTreeSet::new() }.is_untouched(output, false)
}

struct Comparison<'s, 'a> {
    before: &'s Scope<'a>,
    after: &'s Scope<'s>,
    kept: &'s [&'s Closure],
    seen: BTreeSet<(&'static str, &'a str)>,
}

impl<'a> Comparison<'_, 'a> {
    fn is_untouched<'v>(&mut self, value: &'v Value, is_kept: bool) -> bool
    where
        'a: 'v,
    {
        let mut imports = false;
        visit_imports_of(self.before, value, &mut |_| imports = true);
        let mut references = Vec::new();
        visit_references(value, true, &mut |reference| references.push(reference));
        (is_kept || !imports) && references.into_iter().all(|reference| self.is_same(reference))
    }

    fn is_same(&mut self, reference: Reference<'_>) -> bool {
        let (section, id) = match reference {
            Reference::Ref(id) if self.before.entry("Parameters", id).is_some() => {
                return self.before.parameter(id).is_some() && self.before.parameter(id) == self.after.parameter(id);
            }
            Reference::Ref(id) | Reference::GetAtt(id, _) | Reference::DependsOn(id) => ("Resources", id),
            Reference::Condition(id) => ("Conditions", id),
            Reference::Mapping(id) => ("Mappings", id),
        };
        let Some((id, was)) = self.before.entries(section).find(|(known, _)| *known == id) else {
            return id.starts_with("AWS::");
        };
        if !self.seen.insert((section, id)) {
            return true;
        }
        let is_kept = self.kept.iter().any(|closure| closure.entries.contains(&(section, id.clone())));
        (is_kept || self.after.entry(section, id) == Some(was)) && self.is_untouched(was, is_kept)
    }
}

fn is_retained(resource: &Value) -> bool {
    matches!(resource.get("DeletionPolicy").and_then(Value::as_str), Some("Retain" | "RetainExceptOnCreate"))
}
