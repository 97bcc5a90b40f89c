//! How many `{{resolve:..}}` a template has.

use super::codes;
use crate::Problem;
use crate::check::subject::Subject;

const DYNAMIC_REFERENCES: usize = 60;
const BEGIN: &str = "{{resolve:";

pub(in crate::check) fn judge(subject: &Subject<'_>, problems: &mut Vec<Problem>) {
    // JSON writes these letters as they are, so the finished text can be searched
    let count = subject.text.matches(BEGIN).count();
    if count > DYNAMIC_REFERENCES {
        let problem = codes::TOO_MANY_DYNAMIC_REFERENCES.problem().with("count", count);
        let problem = problem.with("most", DYNAMIC_REFERENCES).with("largest", largest(subject));
        problems.push(problem.at(subject.place("")));
    }
}

fn largest(subject: &Subject<'_>) -> String {
    let count = |resource| serde_json::to_string(resource).map_or(0, |text| text.matches(BEGIN).count());
    let resources = subject.stack.template.resources.iter();
    let mut counts: Vec<(usize, &String)> = resources.map(|(id, resource)| (count(resource), id)).collect();
    counts.sort_by(|(count_a, a), (count_b, b)| count_b.cmp(count_a).then_with(|| a.cmp(b)));
    let largest = counts.iter().take(3).filter(|(count, _)| *count > 0);
    let largest = largest.map(|(count, id)| format!("{} ({count})", subject.place(&format!("/Resources/{id}")).path));
    largest.collect::<Vec<_>>().join(", ")
}
