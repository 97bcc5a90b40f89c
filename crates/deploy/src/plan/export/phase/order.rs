//! What exports that change, move or go ask for.

use super::{Phases, Turn};
use crate::plan::export::survey::{Export, Use};
use crate::plan::export::{Carried, ExportKey, Hot, Refusal, Risk, StackKey, Staying, Why};
use std::collections::BTreeSet;

impl<'a> Phases<'a> {
    /// A name is given free before another stack takes it: by the wanted template where the order allows, otherwise by
    /// a template of its own.
    pub(super) fn order_moves(&mut self) {
        for (export, found, why) in self.fated() {
            let Why::Moves { to } = why else { continue };
            let (Some(owner), Some(taker)) = (self.lane(&found.stack.key), self.lane(to)) else { continue };
            let is_wanted = self.lanes.get(owner).is_some_and(|lane| lane.wanted.is_some());
            if is_wanted && self.order((owner, Turn::End), (taker, Turn::End)) {
                continue;
            }
            if let Some(lane) = self.lanes.get_mut(owner) {
                lane.released.insert(export.clone());
            }
            self.require((owner, Turn::Release), (taker, Turn::End));
        }
    }

    pub(super) fn order_importers(&mut self) {
        for (export, found, why) in self.fated() {
            let Some(owner) = self.lane(&found.stack.key) else { continue };
            let importers: Vec<(&'a StackKey, &'a Use)> =
                self.survey.importers.get(export).into_iter().flatten().map(|(stack, one)| (*stack, one)).collect();
            let importers: Vec<_> = importers.into_iter().filter(|(stack, _)| **stack != found.stack.key).collect();
            if !importers.is_empty() {
                self.plan.hot.push(Hot {
                    export: export.clone(),
                    stack: found.stack.key.clone(),
                    why: why.clone(),
                    importers: importers.iter().map(|(stack, _)| (*stack).clone()).collect(),
                });
            }
            for (stack, one) in importers {
                if let Some(importer) = self.lane(stack) {
                    self.order_importer(export, owner, why, importer, one);
                }
            }
            self.respect_outsiders(export, &found, why, owner);
        }
        self.report_staying();
    }

    fn order_importer(&mut self, export: &ExportKey, owner: usize, why: &Why, importer: usize, one: &Use) {
        let Some((owner_lane, lane)) = self.lanes.get(owner).zip(self.lanes.get(importer)) else { return };
        let (is_released, owner_is_wanted) = (owner_lane.released.contains(export), owner_lane.wanted.is_some());
        let (user, stays) = (lane.key, lane.stays);
        let wants = lane.wanted.map(|wanted| self.survey.wants(wanted, export));
        if *why == Why::Dropped && !owner_is_wanted {
            return; // it is deleted after all who import from it
        }
        // one that will not import it any more goes first, and nothing is in the way
        let may_go_first = wants == Some(false) && owner_is_wanted && !is_released;
        if may_go_first && self.order((importer, Turn::End), (owner, Turn::End)) {
            return;
        }
        if *why == Why::Dropped {
            if let Some(lane) = self.lanes.get_mut(owner) {
                let until = lane.carried.entry(export.clone()).or_default();
                until.for_good |= stays || wants == Some(true);
                until.users.insert(user);
            }
            return;
        }
        if !one.is_sure {
            let refusal = Refusal::Unclear { stack: user.clone(), name: one.name.clone(), export: export.clone() };
            self.refusals.push(refusal);
        }
        let turn = if is_released { Turn::Release } else { Turn::End };
        self.detach(importer, export);
        self.require((importer, Turn::Detach), (owner, turn));
    }

    pub(super) fn detach(&mut self, importer: usize, export: &ExportKey) {
        if let Some(lane) = self.lanes.get_mut(importer) {
            lane.detached.insert(export.clone());
        }
    }

    fn respect_outsiders(&mut self, export: &ExportKey, found: &Export<'_>, why: &Why, owner: usize) {
        let Some(importers) = self.survey.outside_importers.get(export).filter(|importers| !importers.is_empty())
        else {
            return;
        };
        let (export, stack, importers) = (export.clone(), found.stack.key.clone(), importers.clone());
        match why {
            Why::MayChange => self.plan.risks.push(Risk::MayChangeOutside { export, stack, importers }),
            Why::Changes | Why::Moves { .. } => {
                self.refusals.push(Refusal::ImportedOutside { export, stack, why: why.clone(), importers });
            }
            Why::Dropped => {
                if let Some(lane) = self.lanes.get_mut(owner) {
                    lane.carried.entry(export.clone()).or_default().for_good = true;
                }
                self.plan.carried.push(Carried { export, stack, importers });
            }
        }
    }

    fn report_staying(&mut self) {
        for lane in self.lanes.iter().filter(|lane| lane.stays) {
            let mut staying = Staying { stack: lane.key.clone(), exports: Vec::new(), importers: BTreeSet::new() };
            for (export, _) in self.survey.exports.iter().filter(|(_, export)| export.stack.key == *lane.key) {
                let inside = self.survey.importers.get(export).into_iter().flat_map(|importers| importers.keys());
                let inside = inside.filter(|stack| self.fates.staying.contains(*stack)).map(|stack| stack.name.clone());
                let outside = self.survey.outside_importers.get(export).into_iter().flatten().cloned();
                let importers: BTreeSet<String> = inside.chain(outside).collect();
                if !importers.is_empty() {
                    staying.exports.push(export.clone());
                    staying.importers.extend(importers);
                }
            }
            self.plan.staying.push(staying);
        }
    }

    /// Every export that does not stay as it is.
    pub(super) fn fated(&self) -> Vec<(&'a ExportKey, Export<'a>, &'a Why)> {
        let (survey, fates) = (self.survey, self.fates);
        let found = fates.exports.iter().map(|(export, why)| (export, survey.exports.get(export), why));
        found.filter_map(|(export, found, why)| Some((export, *found?, why))).collect()
    }
}
