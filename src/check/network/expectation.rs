//! What a program expects, proven.

use super::interface::Interface;
use super::model::Network;
use super::reach::Via as Way;
use super::verdict::{Answer, Blocker, Verdict};
use super::{balancer, codes, said};
use crate::sight::Node;
use crate::{Expectation, Party, Problem, Via};

/// The problem with an expectation, if there is one.
pub(super) fn judge(network: &Network<'_>, expectation: &Expectation) -> Option<Problem> {
    let text = text(network, expectation);
    let answer = match answer(network, expectation) {
        Ok(answer) => answer,
        Err(name) => {
            let problem = codes::LOST_EXPECTATION.problem().with("expectation", text).with("name", name);
            return Some(problem.at(expectation.place.clone()));
        }
    };
    let wanted = if expectation.never { Verdict::No } else { Verdict::Yes };
    let code = match answer.verdict {
        verdict if verdict == wanted => return None,
        Verdict::Unknown => &codes::UNPROVEN_EXPECTATION,
        _ => &codes::FAILED_EXPECTATION,
    };
    let (way, fix) = said(&answer);
    let fix = match expectation.never {
        true => "take away what lets it through: rules of security groups, public addresses, routes".to_string(),
        false => fix,
    };
    let problem = code.problem().with("expectation", text).with("way", way).with("fix", fix);
    Some(problem.at(expectation.place.clone()))
}

/// What is so; an error names what has no network interface.
pub(super) fn answer(network: &Network<'_>, expectation: &Expectation) -> Result<Answer, String> {
    let via = match expectation.via {
        Via::Any => Way::Any,
        Via::Endpoint => Way::Endpoint,
        Via::NatInSameZone => Way::NatInSameZone,
    };
    let port = expectation.port.map(i64::from);
    let end = |party: &Party| end(network, party);
    let answer = match (&expectation.from, &expectation.to) {
        (Party::Internet, to) => {
            let to = end(to)?;
            let ports = ports(network, &to, port, expectation.never);
            let answer = over(ports, expectation.never, |port| network.reach_from_internet(&to, port));
            narrowed(network, expectation, to.owner, answer)
        }
        (from, Party::Internet) => {
            let from = end(from)?;
            network.reach_internet(&from, port.unwrap_or(443), via)
        }
        (from, Party::AwsService(service)) => network.reach_service(&end(from)?, service, via),
        (from, to) => {
            let (from, to) = (end(from)?, end(to)?);
            let ports = ports(network, &to, port, expectation.never);
            over(ports, expectation.never, |port| network.reach(&from, &to, port))
        }
    };
    Ok(answer)
}

/// All ports have to be reached; of what must never be, none may be.
fn over(ports: Vec<i64>, never: bool, reach: impl Fn(i64) -> Answer) -> Answer {
    let answers: Vec<Answer> = ports.into_iter().map(reach).collect();
    if !never {
        return answers.into_iter().reduce(Answer::and).unwrap_or_else(|| Answer::unknown("its ports are not known"));
    }
    let best = answers.into_iter().max_by_key(|answer| answer.verdict);
    best.unwrap_or_else(|| Answer::unknown("its ports are not known"))
}

/// The port that is asked for, or those that the other end listens on. Where it is not known what listens, what must never
/// be reached is tried on a port of every range that rules tell apart.
fn ports(network: &Network<'_>, to: &Interface<'_>, port: Option<i64>, never: bool) -> Vec<i64> {
    match (port, &to.listens) {
        (Some(port), _) => vec![port],
        (None, Some(listens)) => listens.clone(),
        (None, None) if never => network.groups.borders(&to.groups),
        (None, None) => Vec::new(),
    }
}

/// Whether a firewall lets exactly the IP sets through that are named.
fn narrowed(network: &Network<'_>, expectation: &Expectation, owner: Node, answer: Answer) -> Answer {
    if expectation.only_from.is_empty() || expectation.never {
        return answer;
    }
    let wall = balancer::firewall(network.sight, owner);
    let named: Vec<Option<Node>> = expectation.only_from.iter().map(|party| node(network, party)).collect();
    let is_it = wall.as_ref().is_some_and(|wall| {
        !wall.sets.is_empty()
            && wall.sets.iter().all(|set| named.contains(&Some(*set)))
            && named.iter().all(|set| set.is_some_and(|set| wall.sets.contains(&set)))
    });
    let mut answer = answer;
    if is_it {
        // the firewall is what is wanted: only what stands behind it counts
        let acl = wall.map(|wall| wall.acl);
        answer.blockers.retain(|blocker| blocker.node != acl || acl.is_none());
        if answer.blockers.is_empty() {
            answer.verdict = Verdict::Yes;
        }
        return answer;
    }
    let what = "no web ACL in front of it blocks by default and allows exactly the IP sets that are named";
    let fix = "associate a web ACL that blocks by default, with a rule that allows the IP set";
    answer.and(Answer::no(Blocker::new("WAF_DOES_NOT_NARROW", owner, what).fix(fix)))
}

fn node(network: &Network<'_>, party: &Party) -> Option<Node> {
    let Party::Resource { stack, id } = party else { return None };
    let at = network.sight.environment.stacks.iter().position(|one| one.id == *stack)?;
    network.sight.find(at, id)
}

fn end<'a>(network: &Network<'a>, party: &Party) -> Result<Interface<'a>, String> {
    let node = node(network, party).ok_or_else(|| name(network, party))?;
    Interface::of(network, node).ok_or_else(|| name(network, party))
}

fn name(network: &Network<'_>, party: &Party) -> String {
    match party {
        Party::Internet => "internet".to_string(),
        Party::AwsService(name) => format!("AWS {name}"),
        Party::Resource { stack, id } => match node(network, party) {
            Some(node) => network.name(node),
            None => format!("{stack}/{id}"),
        },
        Party::Elsewhere => "what is imported".to_string(),
    }
}

fn text(network: &Network<'_>, expectation: &Expectation) -> String {
    let (from, to) = (name(network, &expectation.from), name(network, &expectation.to));
    let verb = if expectation.never { "never reaches" } else { "reaches" };
    let port = expectation.port.map(|port| format!(" on tcp/{port}")).unwrap_or_default();
    let via = match expectation.via {
        Via::Any => "",
        Via::Endpoint => " via an endpoint",
        Via::NatInSameZone => " via a NAT gateway in the same zone",
    };
    let sets: Vec<String> = expectation.only_from.iter().map(|set| name(network, set)).collect();
    let only = if sets.is_empty() { String::new() } else { format!(" only from {}", sets.join(", ")) };
    format!("{from} {verb} {to}{port}{via}{only}")
}
