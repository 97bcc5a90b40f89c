//! How many bytes a template has.

use super::codes;
use crate::Problem;
use crate::check::subject::Subject;

/// The most bytes of a template that is handed over through S3. The user guide says "1 MB"; CloudFormation's own
/// message says the number: "Template may not exceed 1000000 bytes in size."
pub const TEMPLATE_BYTES: usize = 1_000_000;
/// The most bytes of a template that is part of a request.
pub const TEMPLATE_BYTES_INLINE: usize = 51_200;

pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    let count = subject.text.len();
    if count > TEMPLATE_BYTES {
        let problem = codes::TEMPLATE_TOO_LARGE.problem().with("count", count).with("most", TEMPLATE_BYTES);
        problems.push(problem.with("largest", largest_resources(subject)).at(subject.place("")));
    }
}

fn largest_resources(subject: &Subject<'_>) -> String {
    let bytes = |resource| serde_json::to_string(resource).map_or(0, |text| text.len());
    let resources = subject.stack.template.resources.iter();
    let mut sizes: Vec<(usize, &String)> = resources.map(|(id, resource)| (bytes(resource), id)).collect();
    sizes.sort_by(|(bytes_a, a), (bytes_b, b)| bytes_b.cmp(bytes_a).then_with(|| a.cmp(b)));
    let largest = sizes.iter().take(3).map(|(bytes, id)| {
        let place = subject.place(&format!("/Resources/{id}"));
        let source = place.source.map(|source| format!("{source}, ")).unwrap_or_default();
        format!("{} ({source}{bytes} bytes)", place.path)
    });
    largest.collect::<Vec<_>>().join(", ")
}
