//! Circles: of resources within a stack, of stacks within an environment.

use super::resolve::Resolver;
use crate::node::Tree;
use crate::problem::codes;

pub(super) fn report_resource_cycles(tree: &Tree, resolver: &Resolver<'_>) {
    for circle in circles(&resolver.edges) {
        let names: Vec<String> = circle.iter().chain(&circle[..1]).map(|node| tree.path(*node)).collect();
        let second = circle.get(1).unwrap_or(&circle[0]);
        let problem = codes::RESOURCE_CYCLE.problem().with("circle", names.join(" -> "));
        let problem = problem.with("first", tree.place(circle[0])).with("second", tree.place(*second));
        tree.problem(problem.at(tree.place(circle[0])));
    }
}

pub(super) fn report_stack_cycles(tree: &Tree, resolver: &Resolver<'_>) {
    let edges: Vec<(u32, u32)> = resolver.uses.keys().copied().filter(|(from, to)| from != to).collect();
    for circle in circles(&edges) {
        let stacks = tree.stacks.borrow();
        let names = circle.iter().chain(&circle[..1]).map(|stack| tree.path(stacks[*stack as usize].node));
        let names: Vec<String> = names.collect();
        let mut problem = codes::STACK_CYCLE.problem().with("circle", names.join(" -> "));
        let last = circle.len() - 1;
        let ends = [("first", "first_target", 0), ("second", "second_target", last)];
        for (user, target, at) in ends {
            let pair = (circle[at], circle[(at + 1) % circle.len()]);
            if let Some((from, to)) = resolver.uses.get(&pair) {
                problem = problem.with(user, tree.place(*from)).with(target, tree.place(*to));
            }
        }
        tree.problem(problem.at(tree.place(stacks[circle[0] as usize].node)));
    }
}

/// One circle of each knot of the graph, each beginning with its least node.
fn circles(edges: &[(u32, u32)]) -> Vec<Vec<u32>> {
    let mut edges = edges.to_vec();
    edges.sort_unstable();
    edges.dedup();
    let nodes = edges.iter().map(|(from, to)| 1 + *from.max(to) as usize).max().unwrap_or(0);
    let first_of = |node: u32| edges.partition_point(|(from, _)| *from < node);
    let mut states = vec![State::New; nodes];
    let mut circles = Vec::new();
    for (start, _) in &edges {
        if states[*start as usize] != State::New {
            continue;
        }
        states[*start as usize] = State::OnPath;
        // the nodes of the path, each with the edge that is looked at next
        let mut path = vec![(*start, first_of(*start))];
        while let Some((node, at)) = path.last_mut() {
            let (node, edge) = (*node, edges.get(*at).copied());
            *at += 1;
            let Some((_, successor)) = edge.filter(|(from, _)| *from == node) else {
                states[node as usize] = State::Done;
                path.pop();
                continue;
            };
            match states[successor as usize] {
                State::New => {
                    states[successor as usize] = State::OnPath;
                    path.push((successor, first_of(successor)));
                }
                State::OnPath => {
                    let from = path.iter().position(|(on_path, _)| *on_path == successor).unwrap_or_default();
                    let circle: Vec<u32> = path[from..].iter().map(|(node, _)| *node).collect();
                    circles.push(rotated(&circle));
                }
                State::Done => {}
            }
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

/// How far the search for circles has come with a node.
#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    OnPath,
    Done,
}

fn rotated(circle: &[u32]) -> Vec<u32> {
    let least = circle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
    circle[least..].iter().chain(&circle[..least]).copied().collect()
}
