//! What is behind an export stays until all who use it are done; then what was left in goes, and stacks that left.

use super::{Phases, Turn};
use crate::plan::export::closure::{Closure, is_untouched};
use crate::plan::export::forecast::{Forecast, Judge};
use crate::plan::export::reference::{Reference, visit_references};
use crate::plan::export::survey::Export;
use crate::plan::export::{ExportKey, Risk, StackKey, Wanted};
use crate::plan::rename::names;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

impl<'a> Phases<'a> {
    /// Until nothing more is found: what is kept keeps what it uses in other stacks.
    pub(super) fn keep_what_is_used(&mut self) {
        loop {
            let mut found = Vec::new();
            for (export, behind, _) in self.fated() {
                let Some(owner) = self.lane(&behind.stack.key) else { continue };
                let users: BTreeSet<&'a StackKey> = self.late_users(export, owner);
                let Some(lane) = self.lanes.get(owner).filter(|lane| lane.wanted.is_some()) else { continue };
                let for_good = lane.carried.get(export).is_some_and(|until| until.for_good);
                let known = lane.kept.get(export).map(|until| &until.users);
                if (for_good || !users.is_empty()) && known != Some(&users) {
                    found.push((export, owner, super::Until { users, for_good }));
                }
            }
            if found.is_empty() {
                break;
            }
            for (export, owner, until) in found {
                if let Some(lane) = self.lanes.get_mut(owner) {
                    lane.kept.insert(export.clone(), until);
                }
            }
        }
        for (export, behind, _) in self.fated() {
            self.report_risks(export, &behind);
        }
    }

    /// The stacks that use what is behind an export when its stack has its turn.
    fn late_users(&self, export: &ExportKey, owner: usize) -> BTreeSet<&'a StackKey> {
        let users = self.survey.users(export).into_iter();
        let late = users.filter(|(user, by)| {
            let Some(user) = self.lane(user).filter(|user| *user != owner) else { return false };
            !self.waits((owner, Turn::End), self.last_use(user, by))
        });
        late.map(|(user, _)| user).collect()
    }

    /// The turn after which a stack uses nothing that it imported by these exports.
    fn last_use(&self, user: usize, by: &BTreeSet<ExportKey>) -> (usize, Turn) {
        (user, if self.keeps_import(user, by) { Turn::Finish } else { Turn::End })
    }

    fn keeps_import(&self, user: usize, by: &BTreeSet<ExportKey>) -> bool {
        let Some(lane) = self.lanes.get(user) else { return false };
        let Some(deployed) = lane.deployed else { return false };
        let scope = self.survey.scope_now(deployed);
        let kept = lane.kept.keys().filter_map(|export| self.closure(export)).collect::<Vec<_>>();
        kept.iter().flat_map(Closure::resources).any(|id| {
            let mut imports = false;
            if let Some(resource) = scope.entry("Resources", id) {
                crate::plan::export::import::visit_imports_of(&scope, resource, &mut |argument| {
                    let candidates = self.survey.candidates(&deployed.key, &scope.name(argument));
                    imports |= candidates.iter().any(|export| by.contains(export));
                });
            }
            imports
        })
    }

    /// What an export needs of the deployed template; none if that cannot stand beside what is wanted.
    pub(super) fn closure(&self, export: &ExportKey) -> Option<Closure> {
        let behind = self.survey.exports.get(export)?;
        let closure = self.needed(behind)?;
        let is_possible = !closure.has_conflict && !closure.resources().any(|id| self.name_is_wanted(behind, id));
        is_possible.then_some(closure)
    }

    /// Whether what is behind an export can stay for good: it is what it was, beside what is wanted.
    pub(super) fn stands(&self, export: &ExportKey) -> bool {
        let Some((behind, closure)) = self.survey.exports.get(export).zip(self.closure(export)) else { return false };
        let (before, wanted) = (self.survey.scope_now(behind.stack), self.survey.wanted(&behind.stack.key));
        let output = before.entry("Outputs", &behind.output.key);
        output
            .zip(wanted)
            .is_some_and(|(output, wanted)| is_untouched(output, &before, &self.survey.scope_then(wanted), &[&closure]))
    }

    fn needed(&self, behind: &Export<'a>) -> Option<Closure> {
        let wanted = self.survey.wanted(&behind.stack.key)?;
        let scope = self.survey.scope_now(behind.stack);
        Some(Closure::of(scope.entry("Outputs", &behind.output.key)?, &scope, &wanted.template))
    }

    /// Whether a wanted resource needs the fixed name that a kept one has.
    fn name_is_wanted(&self, behind: &Export<'a>, id: &str) -> bool {
        let scope = self.survey.scope_now(behind.stack);
        let Some(resource) = scope.entry("Resources", id) else { return false };
        let fixed = names::fixed_names(resource);
        let wanted: Vec<&Wanted> = self.survey.situation.wanted.iter().collect();
        !fixed.is_empty()
            && wanted.into_iter().filter(|wanted| wanted.key.region == behind.stack.key.region).any(|wanted| {
                let scope = self.survey.scope_then(wanted);
                scope.entries("Resources").any(|(_, other)| {
                    other.get("Type") == resource.get("Type")
                        && names::fixed_names(other).iter().any(|name| fixed.contains(name))
                })
            })
    }

    fn report_risks(&mut self, export: &ExportKey, behind: &Export<'a>) {
        let Some(owner) = self.lane(&behind.stack.key) else { return };
        let Some(lane) = self.lanes.get(owner) else { return };
        let (Some(wanted), Some(until)) = (lane.wanted, lane.kept.get(export)) else { return };
        let (export, stack) = (export.clone(), lane.key.clone());
        let is_kept = if until.for_good { self.stands(&export) } else { self.closure(&export).is_some() };
        if !is_kept && let Some(needed) = self.needed(behind) {
            let logical_ids: Vec<String> = needed.resources().cloned().collect();
            if !logical_ids.is_empty() {
                self.plan.risks.push(Risk::NotKept { export: export.clone(), stack: stack.clone(), logical_ids });
            }
        }
        let (before, after) = (self.survey.scope_now(behind.stack), self.survey.scope_then(wanted));
        let import = |argument: &Value| {
            let name = after.name(argument);
            let fate = name.text().and_then(|name| self.fates.exports.get(&ExportKey::new(&stack.region, name)));
            if fate.is_some() { Forecast::Maybe } else { Forecast::Same }
        };
        let judge = Judge::new(before, after, &import, &self.survey.facts);
        let mut is_replaced = false;
        if let Some(value) = before.entry("Outputs", &behind.output.key).and_then(|output| output.get("Value")) {
            visit_references(value, false, &mut |reference| match reference {
                Reference::Ref(id) | Reference::GetAtt(id, _) if after.entry("Resources", id).is_some() => {
                    is_replaced |= judge.resource(id) != Forecast::Same;
                }
                _ => {}
            });
        }
        if is_replaced {
            let importers = until.users.iter().map(|stack| (*stack).clone()).collect();
            self.plan.risks.push(Risk::ReplacedInUse { export, stack, importers });
        }
    }

    /// Leftovers go after their last use, stacks that left after theirs, and those when all that is wanted stands.
    pub(super) fn order_ends(&mut self) {
        for owner in 0..self.lanes.len() {
            let Some(lane) = self.lanes.get(owner) else { continue };
            let mut uses: BTreeMap<&'a StackKey, (usize, Turn)> = BTreeMap::new();
            let lingering: Vec<&ExportKey> = lane.carried.keys().chain(lane.kept.keys()).collect();
            for export in lingering {
                for (user, by) in self.survey.users(export) {
                    if let Some(at) = self.lane(user).filter(|at| *at != owner) {
                        let last = self.last_use(at, &by);
                        uses.entry(user).and_modify(|known| *known = last.max(*known)).or_insert(last);
                    }
                }
            }
            uses.into_values().for_each(|last| self.require(last, (owner, Turn::Finish)));
        }
        let leaving: Vec<usize> = (0..self.lanes.len())
            .filter(|lane| self.lanes.get(*lane).is_some_and(|lane| lane.wanted.is_none() && !lane.stays))
            .collect();
        for owner in leaving {
            for other in 0..self.lanes.len() {
                if self.lanes.get(other).is_some_and(|lane| lane.wanted.is_some()) {
                    self.require((other, Turn::End), (owner, Turn::End));
                }
            }
            self.order_deletion(owner);
        }
    }

    fn order_deletion(&mut self, owner: usize) {
        let Some(lane) = self.lanes.get(owner) else { return };
        let own = self.survey.exports.iter().filter(|(_, export)| export.stack.key == *lane.key);
        for export in own.map(|(export, _)| export).collect::<Vec<_>>() {
            for (user, by) in self.survey.users(export) {
                let Some(user) = self.lane(user).filter(|user| *user != owner) else { continue };
                if !self.order(self.last_use(user, &by), (owner, Turn::End)) && by.contains(export) {
                    // two that import from each other: one lets go first
                    self.detach(user, export);
                    self.require((user, Turn::Detach), (owner, Turn::End));
                }
            }
        }
    }
}
