//! References: every name in a template means something, and every import has its export.
//!
//! Not judged is what no template shows: whether an attribute exists, and what a macro makes. A template that goes
//! through a macro other than AWS's language extensions may name what the macro adds, and one with a loop (`Fn::ForEach`)
//! what the loop makes, so their names are left alone.

mod circle;
pub mod codes;
mod condition;
pub(super) mod export;
mod known_text;
mod mapping;
mod name;
mod substitution;
pub(super) mod weak;

use super::subject::Subject;
use crate::{Data, Function, Pointer};
use crate::{Problem, Template};
use name::Part;

/// The only transform that adds no element of its own.
const LANGUAGE_EXTENSIONS: &str = "AWS::LanguageExtensions";

/// What the judges of names share: the stack, and where findings go.
struct Names<'a, 'p> {
    subject: &'a Subject<'a>,
    template: &'a Template,
    problems: &'p mut Vec<Problem>,
    /// Which resource uses which, by position.
    uses: Vec<(usize, usize)>,
}

pub(super) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let template = &subject.stack.template;
    let adds_nothing = |transform: &Data| transform.as_text() == Some(LANGUAGE_EXTENSIONS);
    match &template.transform {
        Some(Data::List(transforms)) if !transforms.iter().all(adds_nothing) => return,
        Some(transform @ (Data::Text(_) | Data::Map(_) | Data::Function(_))) if !adds_nothing(transform) => return,
        _ => {}
    }
    let is_loop = |entries: &crate::Entries| entries.iter().any(|(key, _)| key.starts_with("Fn::ForEach"));
    let sections = [&template.resource_makers, &template.conditions, &template.outputs];
    if !template.resource_makers.is_empty() || sections.into_iter().any(is_loop) {
        return;
    }
    let mut names = Names { subject, template, problems, uses: Vec::new() };
    for (index, (id, resource)) in template.resources.iter().enumerate() {
        let mut pointer = Pointer::new(&["Resources", id]);
        names.depends_on(index, resource, &pointer);
        if let Some(condition) = &resource.condition {
            pointer.within("Condition", |pointer| names.condition(condition, pointer));
        }
        pointer.within("Properties", |pointer| names.entries(&resource.properties, pointer, Part::Resource(index)));
        names.entries(&resource.attributes, &mut pointer, Part::Resource(index));
    }
    for (id, condition) in &template.conditions {
        names.named_conditions(condition, &mut Pointer::new(&["Conditions", id]));
    }
    let sections = [
        ("Conditions", &template.conditions, Part::Decision),
        ("Rules", &template.rules, Part::Decision),
        ("Outputs", &template.outputs, Part::Output),
    ];
    for (section, entries, part) in sections {
        names.entries(entries, &mut Pointer::new(&[section]), part);
    }
    for (id, output) in &template.outputs {
        if let Some(condition) = output.get("Condition").and_then(name::of) {
            names.condition(condition, &Pointer::new(&["Outputs", id, "Condition"]));
        }
    }
    circle::judge(subject, &names.uses, names.problems);
}

impl<'a> Names<'a, '_> {
    fn entries(&mut self, entries: &'a crate::Entries, pointer: &mut Pointer, part: Part) {
        for (key, data) in entries {
            // most values are plain; their pointers are not worth building
            if !data.is_literal() {
                pointer.within(key, |pointer| {
                    data.visit_functions(pointer, &mut |pointer, function| self.function(function, pointer, part));
                });
            }
        }
    }

    fn function(&mut self, function: &'a Function, pointer: &Pointer, part: Part) {
        match function {
            Function::Ref(reference) => self.reference(reference, pointer, part),
            Function::GetAtt { of, .. } => self.attribute(of, pointer, part),
            Function::LogicalId(_) => {} // synthesis wrote it
            Function::Call(name, argument) => match (name.as_ref(), argument) {
                ("Fn::Sub", text) => self.substitution(text, pointer, part),
                ("Fn::FindInMap", Data::List(arguments)) => self.find_in_map(arguments, pointer),
                ("Fn::If", Data::List(arguments)) => {
                    if let Some(condition) = arguments.first().and_then(name::of) {
                        self.condition(condition, pointer);
                    }
                }
                _ => {}
            },
        }
    }
}
