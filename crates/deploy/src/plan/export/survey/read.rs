//! Exports and imports, read from templates and from what the account lists.

use super::super::import::visit_imports;
use super::super::{Deployed, ExportKey, Name, StackKey};
use super::{Export, Survey, Use, is_ours};

impl<'a> Survey<'a> {
    pub(super) fn read_exports(&mut self) {
        for deployed in &self.situation.deployed {
            for output in &deployed.outputs {
                let Some(name) = &output.export else { continue };
                let export = ExportKey::new(&deployed.key.region, name);
                if is_ours(self.situation, deployed) {
                    self.exports.insert(export, Export { stack: deployed, output });
                } else {
                    self.outside_exports.insert(export, deployed.key.name.clone());
                }
            }
        }
        let listed = self.situation.listing.iter().flat_map(|listing| &listing.exports);
        for (export, stack) in listed.filter(|(export, _)| !self.exports.contains_key(*export)) {
            self.outside_exports.insert(export.clone(), stack.clone());
        }
    }

    pub(super) fn read_imports(&mut self) {
        let mut found: Vec<(&'a Deployed, ExportKey, Use)> = Vec::new();
        for deployed in &self.situation.deployed {
            let scope = self.scope_now(deployed);
            visit_imports(&scope, &mut |argument| {
                let name = scope.name(argument);
                let candidates = self.candidates(&deployed.key, &name);
                let is_sure = candidates.len() == 1;
                let uses = candidates.into_iter().map(|export| (deployed, export, Use { name: name.clone(), is_sure }));
                found.extend(uses);
            });
        }
        for (deployed, export, one) in found {
            if is_ours(self.situation, deployed) {
                let known =
                    self.importers.entry(export).or_default().entry(&deployed.key).or_insert_with(|| one.clone());
                if !one.is_sure {
                    *known = one;
                }
            } else {
                self.outside_importers.entry(export).or_default().insert(deployed.key.name.clone());
            }
        }
        for (export, names) in self.situation.listing.iter().flat_map(|listing| &listing.importers) {
            for name in names {
                match self.deployed(&StackKey::new(&export.region, name)) {
                    Some(deployed) => {
                        // it imports what its template does not show
                        let unseen = Use { name: Name::unknown(), is_sure: false };
                        self.importers.entry(export.clone()).or_default().entry(&deployed.key).or_insert(unseen);
                    }
                    None => self.outside_importers.entry(export.clone()).or_default().extend([name.clone()]),
                }
            }
        }
    }

    pub(super) fn read_wanted(&mut self) {
        for wanted in &self.situation.wanted {
            for name in self.wanted_exports(wanted) {
                let Some(name) = name.text() else { continue };
                self.exporters.entry(ExportKey::new(&wanted.key.region, name)).or_default().push(wanted);
            }
        }
    }
}
