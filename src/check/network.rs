//! Network reachability: what reaches what, proven from the templates.
//!
//! Within a VPC a way has three hops at most, and every filter on it is a union of protocols, ports and IPv4 intervals, so
//! answers are exact. Where an interface gets its address is not known, so something may hold for all of them, for some,
//! or for none. What is outside of the model (peering, transit gateways, VPN, firewalls, IPv6, network load balancers) or
//! outside of the app is unknown, and never counts as reached.
//!
//! | code | about |
//! |---|---|
//! | `N0101`, `N0102` | from a load balancer to its targets, on the port of the service and of the health check |
//! | `N0103` | to a listener |
//! | `N0104`, `N0105`, `N0106` | from tasks to the services that start them: registry, logs, secrets |
//! | `N0107` | from tasks to the databases whose address they are given |
//! | `N0109` | target groups that no load balancer uses |
//! | `N0110` to `N0112` | what the program expects |
//! | `N0113` | functions in public subnets |
//!
//! The codes of blockers are those of AWS's Reachability Analyzer, and a few more.

mod address;
mod balancer;
pub mod codes;
mod derive;
mod expectation;
mod group;
mod interface;
mod matrix;
mod model;
mod reach;
mod route;
mod verdict;

pub(super) use address::Block;
pub(super) use balancer::forwarders;
pub use matrix::{Connection, matrix};

use crate::check::subject::place;
use crate::sight::{Node, Sight};
use crate::{AssembledEnvironment, Code, Problem};
pub(super) use model::name;

use model::Network;
use verdict::Answer;

/// Something that is not as it has to be.
struct Finding {
    code: &'static Code,
    node: Node,
    from: String,
    to: String,
    port: Option<i64>,
    answer: Answer,
}

pub(super) fn judge(environment: &AssembledEnvironment, sight: &Sight<'_>, problems: &mut Vec<Problem>) {
    let network = Network::new(sight);
    problems.extend(grouped(derive::findings(&network)).into_iter().map(|group| problem(environment, sight, group)));
    problems.extend(environment.expectations.iter().filter_map(|one| expectation::judge(&network, one)));
}

/// One fault often cuts off several: findings of one code with the same things in the way are one.
fn grouped(findings: Vec<Finding>) -> Vec<Vec<Finding>> {
    let cause = |finding: &Finding| {
        let blockers: Vec<_> = finding.answer.blockers.iter().map(|one| (one.code, one.node)).collect();
        (finding.code.number, finding.port, blockers)
    };
    let mut groups: Vec<Vec<Finding>> = Vec::new();
    for finding in findings {
        match groups.iter_mut().find(|group| cause(&group[0]) == cause(&finding)) {
            Some(group) => group.push(finding),
            None => groups.push(vec![finding]),
        }
    }
    groups
}

fn problem(environment: &AssembledEnvironment, sight: &Sight<'_>, group: Vec<Finding>) -> Problem {
    let all = |name: &dyn Fn(&Finding) -> &str| {
        let mut names: Vec<&str> = Vec::new();
        for finding in &group {
            if !names.contains(&name(finding)) {
                names.push(name(finding));
            }
        }
        names.join(", ")
    };
    let Finding { code, node, port, answer, .. } = &group[0];
    let problem = code.problem().with("from", all(&|one| &one.from)).with("to", all(&|one| &one.to));
    let problem = problem.with("port", port.unwrap_or_default());
    let (way, fix) = said(answer);
    let pointer = format!("/Resources/{}", sight.id(*node));
    problem.with("way", way).with("fix", fix).at(place(environment, sight.stack(*node), &pointer))
}

/// The way hop by hop and everything in it; and how to mend that.
fn said(answer: &Answer) -> (String, String) {
    let mut way = format!("path: {}", answer.path.join(" -> "));
    for blocker in &answer.blockers {
        way.push_str(&format!("\n        {}: {}", blocker.code, blocker.what));
    }
    let mut fixes: Vec<&str> = answer.blockers.iter().filter_map(|blocker| blocker.fix.as_deref()).collect();
    fixes.dedup();
    (way, fixes.join("; "))
}
