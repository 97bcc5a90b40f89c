//! What a run changes in a template.

use crate::{Entries, Template};

/// What became of a stack's template since the run before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// There was none.
    New,
    /// It says something else.
    Changed(ResourceChanges),
    /// It is the same.
    Unchanged,
}

/// What is different between two templates, by logical id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResourceChanges {
    /// Resources that came.
    pub added: Vec<String>,
    /// Resources of which something is different.
    pub changed: Vec<String>,
    /// Resources that went.
    pub removed: Vec<String>,
    /// Other sections with something different in them, such as `Outputs`.
    pub sections: Vec<&'static str>,
}

impl Change {
    /// From the text that was there and the one that takes its place.
    pub(super) fn between(before: Option<&[u8]>, after: &str) -> Change {
        let Some(before) = before else { return Change::New };
        if before == after.as_bytes() {
            return Change::Unchanged;
        }
        // what was there may be no template at all; then all is new in it
        let parse = |text: &str| Template::from_json(text).unwrap_or_default();
        Change::Changed(ResourceChanges::between(&parse(&String::from_utf8_lossy(before)), &parse(after)))
    }
}

impl ResourceChanges {
    fn between(before: &Template, after: &Template) -> ResourceChanges {
        let mut changes = ResourceChanges::default();
        for (id, resource) in &after.resources {
            match before.resources.get(id) {
                None => changes.added.push(id.clone()),
                Some(old) if old != resource => changes.changed.push(id.clone()),
                Some(_) => {}
            }
        }
        let gone = before.resources.keys().filter(|id| !after.resources.contains_key(*id));
        changes.removed.extend(gone.cloned());
        let sections: [(&str, &Entries, &Entries); 6] = [
            ("Metadata", &before.metadata, &after.metadata),
            ("Parameters", &before.parameters, &after.parameters),
            ("Rules", &before.rules, &after.rules),
            ("Mappings", &before.mappings, &after.mappings),
            ("Conditions", &before.conditions, &after.conditions),
            ("Outputs", &before.outputs, &after.outputs),
        ];
        changes.sections.extend((before.description != after.description).then_some("Description"));
        changes.sections.extend((before.transform != after.transform).then_some("Transform"));
        changes.sections.extend(sections.iter().filter(|(_, old, new)| old != new).map(|(name, _, _)| *name));
        changes
    }
}
