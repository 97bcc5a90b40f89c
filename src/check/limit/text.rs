//! How long descriptions, names and defaults are.

use super::codes;
use crate::check::subject::Subject;
use crate::{Data, Problem};

/// Of the template, and of each output.
const DESCRIPTION_BYTES: usize = 1024;
const PARAMETER_DESCRIPTION_CHARACTERS: usize = 4000;
const NAME_CHARACTERS: usize = 255;
const DEFAULT_BYTES: usize = 4096;

pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let template = &subject.stack.template;
    if let Some(text) = &template.description {
        problems.extend(description(subject, text.len(), DESCRIPTION_BYTES, "bytes", "/Description"));
    }
    for (id, output) in &template.outputs {
        let text = output.get("Description").and_then(Data::as_text).unwrap_or_default();
        let pointer = format!("/Outputs/{id}/Description");
        problems.extend(description(subject, text.len(), DESCRIPTION_BYTES, "bytes", &pointer));
    }
    for (id, parameter) in &template.parameters {
        let text = parameter.get("Description").and_then(Data::as_text).unwrap_or_default();
        let pointer = format!("/Parameters/{id}/Description");
        let count = text.chars().count();
        problems.extend(description(subject, count, PARAMETER_DESCRIPTION_CHARACTERS, "characters", &pointer));
        let default = parameter.get("Default").and_then(Data::as_text).unwrap_or_default();
        if default.len() > DEFAULT_BYTES {
            let problem = codes::LONG_DEFAULT.problem().with("count", default.len()).with("most", DEFAULT_BYTES);
            problems.push(problem.at(subject.place(&format!("/Parameters/{id}/Default"))));
        }
    }
    names(subject, problems);
}

fn description(subject: &Subject<'_>, count: usize, most: usize, unit: &str, pointer: &str) -> Option<Problem> {
    let problem = || codes::LONG_DESCRIPTION.problem().with("count", count).with("most", most).with("unit", unit);
    (count > most).then(|| problem().at(subject.place(pointer)))
}

fn names(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let template = &subject.stack.template;
    let sections = [
        ("Parameters", &template.parameters),
        ("Mappings", &template.mappings),
        ("Conditions", &template.conditions),
        ("Outputs", &template.outputs),
    ];
    let resources = template.resources.keys().map(|id| ("Resources", id.as_str()));
    let others = sections.iter().flat_map(|(section, entries)| entries.iter().map(|(id, _)| (*section, id.as_ref())));
    for (section, id) in resources.chain(others) {
        let count = id.chars().count();
        if count > NAME_CHARACTERS {
            let problem = codes::LONG_NAME.problem().with("name", id).with("count", count);
            problems.push(problem.with("most", NAME_CHARACTERS).at(subject.place(&format!("/{section}/{id}"))));
        }
    }
}
