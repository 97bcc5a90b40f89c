//! The phases: which stack has to do what, and what has to be done before.

mod keep;
mod order;
mod step;
mod wanted;

use super::fate::Fates;
use super::graph::Graph;
use super::survey::Survey;
use super::{Deployed, ExportKey, Plan, Refusal, Situation, StackKey, Wanted};
use std::collections::{BTreeMap, BTreeSet};

/// Plans the deploy of an app in one account.
///
/// # Errors
/// Everything that no order of steps solves: an export that changes while a stack outside the app imports it, names that
/// are taken or missing, stacks that wait for each other.
pub fn phases(situation: &Situation) -> Result<Plan, Vec<Refusal>> {
    let survey = Survey::new(situation);
    let fates = Fates::new(&survey);
    let mut phases = Phases::new(&survey, &fates);
    phases.order_wanted();
    phases.order_moves();
    phases.order_importers();
    phases.keep_what_is_used();
    phases.order_ends();
    let steps = phases.steps();
    if !phases.refusals.is_empty() {
        return Err(phases.refusals);
    }
    Ok(Plan { steps, ..phases.plan })
}

/// What may be done with a stack, in this order. Each is a node of the graph, whether it is needed or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Detach,
    Release,
    /// The wanted template, or the deletion of a stack that is not wanted.
    End,
    Finish,
}

const TURNS: [Turn; 4] = [Turn::Detach, Turn::Release, Turn::End, Turn::Finish];

/// A stack, as it is and as it will be.
struct Lane<'a> {
    key: &'a StackKey,
    deployed: Option<&'a Deployed>,
    wanted: Option<&'a Wanted>,
    /// Whether it is not wanted and cannot go.
    stays: bool,
    /// What it imports that has to be written down first.
    detached: BTreeSet<ExportKey>,
    /// What it exports that has to be given free first.
    released: BTreeSet<ExportKey>,
    /// What it exports until others are done, or for good.
    carried: BTreeMap<ExportKey, Until<'a>>,
    /// The exports behind which something has to stay until others are done, or for good.
    kept: BTreeMap<ExportKey, Until<'a>>,
}

/// How long something stays.
#[derive(Clone, Debug, Default, PartialEq)]
struct Until<'a> {
    /// Until these are done with it.
    users: BTreeSet<&'a StackKey>,
    for_good: bool,
}

struct Phases<'a> {
    survey: &'a Survey<'a>,
    fates: &'a Fates<'a>,
    lanes: Vec<Lane<'a>>,
    graph: Graph,
    plan: Plan,
    refusals: Vec<Refusal>,
}

impl<'a> Phases<'a> {
    fn new(survey: &'a Survey<'a>, fates: &'a Fates<'a>) -> Self {
        let situation = survey.situation;
        let left = survey.ours().map(|deployed| &deployed.key).filter(|key| survey.wanted(key).is_none());
        let mut phases = Phases {
            survey,
            fates,
            lanes: Vec::new(),
            graph: Graph::default(),
            plan: Plan::default(),
            refusals: Vec::new(),
        };
        for key in situation.wanted.iter().map(|wanted| &wanted.key).chain(left) {
            if phases.lane(key).is_some() {
                phases.refusals.push(Refusal::WantedTwice { stack: key.clone() });
                continue;
            }
            let (deployed, wanted) = (survey.deployed(key), survey.wanted(key));
            let stays = fates.staying.contains(key);
            phases.lanes.push(Lane {
                key,
                deployed,
                wanted,
                stays,
                detached: BTreeSet::new(),
                released: BTreeSet::new(),
                carried: BTreeMap::new(),
                kept: BTreeMap::new(),
            });
            let nodes = TURNS.map(|_| phases.graph.node());
            for (first, next) in nodes.iter().zip(nodes.iter().skip(1)) {
                phases.graph.order(*first, *next);
            }
        }
        phases
    }

    fn lane(&self, key: &StackKey) -> Option<usize> {
        self.lanes.iter().position(|lane| lane.key == key)
    }

    /// Lets one stack's turn wait for another's; false if that one waits for it.
    fn order(&mut self, first: (usize, Turn), next: (usize, Turn)) -> bool {
        self.graph.order(node(first), node(next))
    }

    /// Whether one stack's turn waits for another's.
    fn waits(&self, next: (usize, Turn), first: (usize, Turn)) -> bool {
        self.graph.waits(node(next), node(first))
    }

    /// The same, and a refusal if that one waits for it.
    fn require(&mut self, first: (usize, Turn), next: (usize, Turn)) {
        if self.order(first, next) {
            return;
        }
        let circle = |lane: &usize| {
            let at = |turn| (*lane, turn);
            TURNS.iter().any(|turn| self.waits(first, at(*turn)) && self.waits(at(*turn), next))
        };
        let stacks = (0..self.lanes.len()).filter(circle).filter_map(|lane| self.lanes.get(lane));
        let refusal = Refusal::Circle { stacks: stacks.map(|lane| lane.key.clone()).collect() };
        if !self.refusals.contains(&refusal) {
            self.refusals.push(refusal);
        }
    }
}

fn node((lane, turn): (usize, Turn)) -> usize {
    lane * TURNS.len() + turn as usize
}
