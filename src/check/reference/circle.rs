//! Circles that only the finished template shows: through the text of `Fn::Sub`, or through raw JSON.

use super::codes;
use crate::Problem;
use crate::check::subject::Subject;

/// Reports one circle of the stack, unless synthesis has reported one already.
pub(super) fn judge(subject: &Subject<'_>, uses: &[(usize, usize)], problems: &mut Vec<Problem>) {
    let count = subject.stack.template.resources.len();
    let Some(circle) = circle(count, uses) else { return };
    if subject.has_problem(Some(&crate::codes::RESOURCE_CYCLE)) {
        return;
    }
    let ids = &subject.stack.template.resources;
    let id = |index: &usize| ids.get_index(*index).map_or("", |(id, _)| id.as_str());
    let places: Vec<_> = circle.iter().map(|index| subject.place(&format!("/Resources/{}", id(index)))).collect();
    let names: Vec<String> = places.iter().chain(&places[..1]).map(|place| place.path.clone()).collect();
    let problem = codes::HIDDEN_CIRCLE.problem().with("circle", names.join(" -> "));
    problems.push(problem.at(places[0].clone()));
}

/// One circle among `count` nodes, beginning with its least node.
fn circle(count: usize, uses: &[(usize, usize)]) -> Option<Vec<usize>> {
    let mut used_by = vec![Vec::new(); count];
    let mut waits_for = vec![0; count];
    for (user, used) in uses {
        used_by[*used].push(*user);
        waits_for[*user] += 1;
    }
    let mut ready: Vec<usize> = (0..count).filter(|node| waits_for[*node] == 0).collect();
    while let Some(node) = ready.pop() {
        for user in &used_by[node] {
            waits_for[*user] -= 1;
            if waits_for[*user] == 0 {
                ready.push(*user);
            }
        }
    }
    // whoever still waits is in a circle or behind one; following what it waits for leads into the circle
    let start = waits_for.iter().position(|waits| *waits > 0)?;
    let next =
        |node: usize| uses.iter().find(|(user, used)| *user == node && waits_for[*used] > 0).map(|(_, used)| *used);
    let mut path = vec![start];
    loop {
        let node = next(*path.last()?)?;
        if let Some(from) = path.iter().position(|seen| *seen == node) {
            let mut circle = path.split_off(from);
            let least = circle.iter().enumerate().min_by_key(|(_, node)| **node)?.0;
            circle.rotate_left(least);
            return Some(circle);
        }
        path.push(node);
    }
}
