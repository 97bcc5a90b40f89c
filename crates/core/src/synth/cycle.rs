//! Circles: of resources within a stack, of stacks within an environment.

use super::resolve::Resolver;
use crate::node::Tree;
use crate::problem::codes;
use std::collections::BTreeMap;

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
    let mut graph: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (from, to) in edges {
        graph.entry(*from).or_default().push(*to);
    }
    let mut done: BTreeMap<u32, bool> = BTreeMap::new(); // false: on the path
    let mut circles = Vec::new();
    for start in graph.keys() {
        if done.contains_key(start) {
            continue;
        }
        let mut path = vec![*start];
        let mut next = vec![0];
        done.insert(*start, false);
        while let (Some(node), Some(at)) = (path.last().copied(), next.last_mut()) {
            let successor = graph.get(&node).and_then(|successors| successors.get(*at)).copied();
            *at += 1;
            match successor {
                None => {
                    done.insert(node, true);
                    path.pop();
                    next.pop();
                }
                Some(successor) => match done.get(&successor) {
                    None => {
                        done.insert(successor, false);
                        path.push(successor);
                        next.push(0);
                    }
                    Some(false) => {
                        let from = path.iter().position(|on_path| *on_path == successor).unwrap_or_default();
                        circles.push(rotated(&path[from..]));
                    }
                    Some(true) => {}
                },
            }
        }
    }
    circles.sort();
    circles.dedup();
    circles
}

fn rotated(circle: &[u32]) -> Vec<u32> {
    let least = circle.iter().enumerate().min_by_key(|(_, node)| **node).map_or(0, |(at, _)| at);
    circle[least..].iter().chain(&circle[..least]).copied().collect()
}
