//! How many resources, parameters, outputs and mappings a template has.

use super::codes;
use crate::check::subject::Subject;
use crate::{Code, Problem};

/// The most resources of one stack.
pub const RESOURCES: usize = 500;
const PARAMETERS: usize = 200;
const OUTPUTS: usize = 200;
const MAPPINGS: usize = 200;

pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let template = &subject.stack.template;
    // a resource that synthesis had to leave out has its own problem
    let is_empty = template.resources.is_empty() && template.resource_makers.is_empty();
    if is_empty && !subject.has_problem(None) {
        problems.push(codes::NO_RESOURCES.problem().at(subject.place("")));
    }
    if let Some(problem) = excess(subject, &codes::TOO_MANY_RESOURCES, template.resources.len(), RESOURCES) {
        problems.push(problem.with("largest", largest_scopes(subject)));
    }
    if let Some(problem) = excess(subject, &codes::TOO_MANY_OUTPUTS, template.outputs.len(), OUTPUTS) {
        let exports = template.outputs.iter().filter(|(_, output)| output.get("Export").is_some()).count();
        problems.push(problem.with("exports", exports));
    }
    problems.extend(excess(subject, &codes::TOO_MANY_PARAMETERS, template.parameters.len(), PARAMETERS));
    problems.extend(excess(subject, &codes::TOO_MANY_MAPPINGS, template.mappings.len(), MAPPINGS));
}

fn excess(subject: &Subject<'_>, code: &'static Code, count: usize, most: usize) -> Option<Problem> {
    (count > most).then(|| code.problem().with("count", count).with("most", most).at(subject.place("")))
}

/// The parts of the stack that hold the most resources: what could move.
fn largest_scopes(subject: &Subject<'_>) -> String {
    let stack_path = subject.place("").path;
    let mut counts: indexmap::IndexMap<String, usize> = indexmap::IndexMap::new();
    for id in subject.stack.template.resources.keys() {
        let path = subject.place(&format!("/Resources/{id}")).path;
        let below = path.strip_prefix(&stack_path).unwrap_or_default().trim_start_matches('/');
        let scope = below.split('/').next().filter(|_| below.contains('/'));
        *counts.entry(scope.unwrap_or("the stack itself").to_string()).or_default() += 1;
    }
    counts.sort_by(|a, count_a, b, count_b| count_b.cmp(count_a).then_with(|| a.cmp(b)));
    let largest = counts.iter().take(3).map(|(scope, count)| format!("{scope} ({count})"));
    largest.collect::<Vec<_>>().join(", ")
}
