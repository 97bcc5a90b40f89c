//! The templates of every turn, and the steps: turns that change nothing fall away.

use super::{Lane, Phases, TURNS, Turn, node};
use crate::plan::export::carry::{Extra, carry};
use crate::plan::export::import::replace_imports;
use crate::plan::export::{Action, Deployed, ExportKey, Purpose, Step, Wanted};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Phases<'a> {
    pub(super) fn steps(&self) -> Vec<Step> {
        let mut actions: BTreeMap<usize, (&Lane<'a>, Action)> = BTreeMap::new();
        for (index, lane) in self.lanes.iter().enumerate() {
            for (turn, action) in self.actions(lane) {
                actions.insert(node((index, turn)), (lane, action));
            }
        }
        let rank = |node: usize| (node % TURNS.len(), node / TURNS.len());
        let mut steps: Vec<Step> = Vec::new();
        // for every node the steps that it stands for: its own, or those before it
        let mut stands_for: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
        for node in self.graph.sorted(rank) {
            let before = self.graph.before(node).filter_map(|before| stands_for.get(&before)).flatten().copied();
            let mut before: BTreeSet<usize> = before.collect();
            if let Some((lane, action)) = actions.remove(&node) {
                steps.push(Step { stack: lane.key.clone(), action, after: before.into_iter().collect() });
                before = BTreeSet::from([steps.len() - 1]);
            }
            stands_for.insert(node, before);
        }
        steps
    }

    fn actions(&self, lane: &Lane<'a>) -> Vec<(Turn, Action)> {
        let mut actions = Vec::new();
        let mut now = lane.deployed.map(|deployed| deployed.template.clone());
        let deploy = |purpose, template: &Value| Action::Deploy { purpose, template: template.clone() };
        if let (Some(deployed), Some(template)) = (lane.deployed, &mut now) {
            if !lane.detached.is_empty() {
                let detached = self.detached(deployed, template, |export| lane.detached.contains(export));
                if detached != *template {
                    actions.push((Turn::Detach, deploy(Purpose::Detach, &detached)));
                    *template = detached;
                }
            }
            if !lane.released.is_empty() {
                self.release(lane, deployed, template);
                actions.push((Turn::Release, deploy(Purpose::Release, template)));
            }
        }
        match (lane.wanted, lane.deployed) {
            (Some(wanted), deployed) => {
                let target = self.template(lane, wanted, false);
                let is_new = deployed.is_none_or(|deployed| self.survey.has_new_parameters(wanted, deployed));
                if is_new || wanted.changed || now.as_ref() != Some(&target) {
                    actions.push((Turn::End, deploy(Purpose::Target, &target)));
                }
                if !lane.carried.is_empty() || !lane.kept.is_empty() {
                    let rest = self.template(lane, wanted, true);
                    if rest != target {
                        actions.push((Turn::Finish, deploy(Purpose::Finish, &rest)));
                    }
                }
            }
            (None, Some(_)) if !lane.stays => actions.push((Turn::End, Action::Delete)),
            _ => {}
        }
        actions
    }

    /// The wanted template with what others use, or with what stays for good.
    fn template(&self, lane: &Lane<'a>, wanted: &Wanted, is_last: bool) -> Value {
        let Some(deployed) = lane.deployed else { return wanted.template.clone() };
        let names: BTreeSet<&ExportKey> = lane.carried.keys().chain(lane.kept.keys()).collect();
        let extras = names.into_iter().filter_map(|export| {
            let is_there = |until: &super::Until<'_>| until.for_good || !is_last;
            let is_exported = lane.carried.get(export).is_some_and(is_there);
            let waits = |until: &super::Until<'_>| !until.users.is_empty() && !is_last;
            let is_kept =
                lane.kept.get(export).is_some_and(|until| waits(until) || until.for_good && self.stands(export));
            (is_exported || is_kept).then_some(())?;
            let found = *self.survey.exports.get(export)?;
            let closure = self.closure(export).filter(|_| is_kept);
            Some(Extra { name: &export.name, export: found, is_exported, closure })
        });
        let extras: Vec<Extra<'_>> = extras.collect();
        let literal = |entry: &Value| self.detached(deployed, entry, |_| true);
        carry(&self.survey.scope_now(deployed), &self.survey.scope_then(wanted), &extras, &literal)
    }

    fn detached(&self, deployed: &'a Deployed, part: &Value, which: impl Fn(&ExportKey) -> bool) -> Value {
        replace_imports(part, &|argument| {
            let (export, found) = self.survey.import(deployed, argument)?;
            which(&export).then(|| found.output.value.clone())
        })
    }

    /// The outputs stay, the names go.
    fn release(&self, lane: &Lane<'a>, deployed: &Deployed, template: &mut Value) {
        let is_released = |name: &str| lane.released.contains(&ExportKey::new(&lane.key.region, name));
        for output in deployed.outputs.iter().filter(|output| output.export.as_deref().is_some_and(is_released)) {
            let written = template.get_mut("Outputs").and_then(|outputs| outputs.get_mut(&output.key));
            if let Some(written) = written.and_then(Value::as_object_mut) {
                written.shift_remove("Export");
            }
        }
    }
}
