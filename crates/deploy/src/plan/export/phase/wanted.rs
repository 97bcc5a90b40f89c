//! Producers first: what the wanted templates say by themselves.

use super::{Phases, Turn};
use crate::plan::export::{ExportKey, Name, Refusal, Risk, Wanted};

impl<'a> Phases<'a> {
    pub(super) fn order_wanted(&mut self) {
        self.refuse_taken_names();
        let wanted: Vec<&Wanted> = self.survey.situation.wanted.iter().collect();
        for stack in &wanted {
            let Some(lane) = self.lane(&stack.key) else { continue };
            for producer in stack.dependencies.iter().filter_map(|key| self.lane(key)).collect::<Vec<_>>() {
                if self.lanes.get(producer).is_some_and(|producer| producer.wanted.is_some()) {
                    self.require((producer, Turn::End), (lane, Turn::End));
                }
            }
            for name in self.survey.wanted_imports(stack) {
                if let Some(text) = name.text() {
                    self.order_import(stack, lane, &ExportKey::new(&stack.key.region, text));
                }
            }
        }
        // a name that is known in part orders what it can
        for stack in wanted {
            let Some(lane) = self.lane(&stack.key) else { continue };
            for name in self.survey.wanted_imports(stack).into_iter().filter(|name| name.text().is_none()) {
                self.order_unknown(stack, lane, name);
            }
        }
    }

    fn order_import(&mut self, stack: &Wanted, lane: usize, export: &ExportKey) {
        let survey = self.survey;
        if let Some(exporters) = survey.exporters.get(export) {
            for producer in exporters.iter().filter_map(|exporter| self.lane(&exporter.key)).collect::<Vec<_>>() {
                self.require((producer, Turn::End), (lane, Turn::End));
            }
            return;
        }
        let is_there = survey.outside_exports.contains_key(export);
        let stays = survey.exports.get(export).map(|_| !self.fates.exports.contains_key(export));
        // offline nobody knows what others export
        if !is_there && !stays.unwrap_or(survey.situation.listing.is_none()) {
            self.refusals.push(Refusal::NotExported { export: export.clone(), stack: stack.key.clone() });
        }
    }

    fn order_unknown(&mut self, stack: &Wanted, lane: usize, name: Name) {
        let survey = self.survey;
        let may_be = |export: &&ExportKey| export.region == stack.key.region && name.may_be(&export.name);
        let exports: Vec<ExportKey> = survey.exporters.keys().filter(may_be).cloned().collect();
        for exporter in exports.iter().filter_map(|export| survey.exporters.get(export)).flatten() {
            if let Some(producer) = self.lane(&exporter.key).filter(|producer| *producer != lane) {
                self.order((producer, Turn::End), (lane, Turn::End));
            }
        }
        self.plan.risks.push(Risk::UnknownImport { stack: stack.key.clone(), name, exports });
    }

    fn refuse_taken_names(&mut self) {
        for (export, exporters) in &self.survey.exporters {
            if let [first, second, ..] = exporters.as_slice() {
                let stacks = [first.key.clone(), second.key.clone()];
                self.refusals.push(Refusal::ExportedTwice { export: export.clone(), stacks });
            }
            if let (Some(by), Some(stack)) = (self.survey.outside_exports.get(export), exporters.first()) {
                let (export, stack) = (export.clone(), stack.key.clone());
                self.refusals.push(Refusal::NameTaken { export, stack, by: by.clone() });
            }
        }
    }
}
