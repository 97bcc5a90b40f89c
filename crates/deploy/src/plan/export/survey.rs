//! Who exports and who imports what, now and then.

mod read;

use super::forecast::Facts;
use super::import::{visit_imports, visit_imports_of};
use super::scope::Scope;
use super::{Deployed, ExportKey, Name, Output, Situation, StackKey, Wanted};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What the templates and the account say together.
pub(super) struct Survey<'a> {
    pub situation: &'a Situation,
    /// What the app's stacks export now.
    pub exports: BTreeMap<ExportKey, Export<'a>>,
    /// What stacks outside the app export now, and their names.
    pub outside_exports: BTreeMap<ExportKey, String>,
    /// Which stacks outside the app import an export.
    pub outside_importers: BTreeMap<ExportKey, BTreeSet<String>>,
    /// Which stacks of the app import an export now, and whether that is sure.
    pub importers: BTreeMap<ExportKey, BTreeMap<&'a StackKey, Use>>,
    /// Which wanted stacks export a name.
    pub exporters: BTreeMap<ExportKey, Vec<&'a Wanted>>,
    pub facts: Facts,
    /// The parameters that a wanted stack will have.
    parameters: BTreeMap<&'a StackKey, BTreeMap<String, String>>,
}

/// An export of the app.
#[derive(Clone, Copy)]
pub(super) struct Export<'a> {
    pub stack: &'a Deployed,
    pub output: &'a Output,
}

/// How a stack imports an export.
#[derive(Clone, Debug)]
pub(super) struct Use {
    /// The name it imports, perhaps known in part.
    pub name: Name,
    /// Whether every import that may be of this export is of no other.
    pub is_sure: bool,
}

impl<'a> Survey<'a> {
    pub fn new(situation: &'a Situation) -> Self {
        let mut survey = Survey {
            situation,
            exports: BTreeMap::new(),
            outside_exports: BTreeMap::new(),
            outside_importers: BTreeMap::new(),
            importers: BTreeMap::new(),
            exporters: BTreeMap::new(),
            facts: Facts::default(),
            parameters: situation.wanted.iter().map(|wanted| (&wanted.key, parameters(situation, wanted))).collect(),
        };
        survey.read_exports();
        survey.read_imports();
        survey.read_wanted();
        survey
    }

    pub fn wanted(&self, key: &StackKey) -> Option<&'a Wanted> {
        self.situation.wanted.iter().find(|wanted| wanted.key == *key)
    }

    /// The app's stack of this key, as it is: what is wanted is the app's, whoever made it.
    pub fn deployed(&self, key: &StackKey) -> Option<&'a Deployed> {
        self.ours().find(|deployed| deployed.key == *key)
    }

    /// The app's stacks, as they are.
    pub fn ours(&self) -> impl Iterator<Item = &'a Deployed> + use<'a> {
        let situation = self.situation;
        situation.deployed.iter().filter(|deployed| is_ours(situation, deployed))
    }

    pub fn scope_now(&self, deployed: &'a Deployed) -> Scope<'a> {
        scope(self.situation, &deployed.key, &deployed.template, &deployed.parameters)
    }

    pub fn scope_then<'s>(&'s self, wanted: &'s Wanted) -> Scope<'s> {
        scope(
            self.situation,
            &wanted.key,
            &wanted.template,
            self.parameters.get(&wanted.key).unwrap_or(&wanted.parameters),
        )
    }

    /// Whether a parameter that the wanted template has gets another value.
    pub fn has_new_parameters(&self, wanted: &Wanted, deployed: &Deployed) -> bool {
        let scope = self.scope_then(wanted);
        wanted.parameters.iter().any(|(id, value)| {
            scope.parameter(id).is_some()
                && scope.entry("Parameters", id).is_some()
                && deployed.parameters.get(id) != Some(value)
        })
    }

    /// The exports that an import of a deployed stack may be of.
    pub fn candidates(&self, stack: &StackKey, name: &Name) -> Vec<ExportKey> {
        if let Some(text) = name.text() {
            return vec![ExportKey::new(&stack.region, text)];
        }
        let known = self.exports.keys().chain(self.outside_exports.keys());
        let may_be = |export: &&ExportKey| {
            export.region == stack.region
                && name.may_be(&export.name)
                && self.exports.get(*export).is_none_or(|export| export.stack.key != *stack)
                && self.listed(export).is_none_or(|importers| importers.contains(&stack.name))
        };
        known.filter(may_be).cloned().collect()
    }

    /// The export that an import of a deployed stack is of, where that is sure and the export is the app's.
    pub fn import(&self, deployed: &'a Deployed, argument: &Value) -> Option<(ExportKey, Export<'a>)> {
        let name = self.scope_now(deployed).name(argument);
        let [export] = <[ExportKey; 1]>::try_from(self.candidates(&deployed.key, &name)).ok()?;
        let found = *self.exports.get(&export)?;
        Some((export, found))
    }

    /// Whether a wanted stack imports this name, or may.
    pub fn wants(&self, wanted: &Wanted, export: &ExportKey) -> bool {
        wanted.key.region == export.region && self.wanted_imports(wanted).iter().any(|name| name.may_be(&export.name))
    }

    /// The names that a wanted stack imports.
    pub fn wanted_imports(&self, wanted: &Wanted) -> BTreeSet<Name> {
        let scope = self.scope_then(wanted);
        let mut names = BTreeSet::new();
        visit_imports(&scope, &mut |argument| names.extend([scope.name(argument)]));
        names
    }

    /// The names under which a wanted stack exports.
    pub fn wanted_exports(&self, wanted: &Wanted) -> Vec<Name> {
        let scope = self.scope_then(wanted);
        let there = scope.entries("Outputs").filter(|(_, output)| !scope.is_left_out(output));
        there.filter_map(|(_, output)| output.get("Export")?.get("Name")).map(|name| scope.name(name)).collect()
    }

    /// The stacks of the app that use what is behind an export, as importers of it or of an export made from it; and the
    /// exports by which they do.
    pub fn users(&self, export: &ExportKey) -> BTreeMap<&'a StackKey, BTreeSet<ExportKey>> {
        let mut users: BTreeMap<&StackKey, BTreeSet<ExportKey>> = BTreeMap::new();
        let mut seen = BTreeSet::from([export.clone()]);
        let mut waiting = vec![export.clone()];
        while let Some(next) = waiting.pop() {
            for stack in self.importers.get(&next).into_iter().flat_map(BTreeMap::keys) {
                users.entry(stack).or_default().insert(next.clone());
                let passed_on = self.exports.iter().filter(|(_, export)| export.stack.key == **stack);
                let passed_on = passed_on.filter(|(_, export)| self.is_made_from(export, &next));
                waiting.extend(passed_on.map(|(export, _)| export.clone()).filter(|one| seen.insert(one.clone())));
            }
        }
        users
    }

    fn is_made_from(&self, export: &Export<'a>, source: &ExportKey) -> bool {
        let scope = self.scope_now(export.stack);
        let mut found = false;
        if let Some(output) = scope.entry("Outputs", &export.output.key) {
            visit_imports_of(&scope, output, &mut |argument| {
                found |= self.candidates(scope.stack, &scope.name(argument)).contains(source);
            });
        }
        found
    }

    fn listed(&self, export: &ExportKey) -> Option<&'a BTreeSet<String>> {
        self.situation.listing.as_ref()?.importers.get(export)
    }
}

fn is_ours(situation: &Situation, deployed: &Deployed) -> bool {
    deployed.is_ours || situation.wanted.iter().any(|wanted| wanted.key == deployed.key)
}

/// What is set, and otherwise what the stack has.
fn parameters(situation: &Situation, wanted: &Wanted) -> BTreeMap<String, String> {
    let deployed = situation.deployed.iter().find(|deployed| deployed.key == wanted.key);
    let mut parameters = deployed.map(|deployed| deployed.parameters.clone()).unwrap_or_default();
    parameters.extend(wanted.parameters.clone());
    parameters
}

fn scope<'a>(
    situation: &'a Situation,
    stack: &'a StackKey,
    template: &'a Value,
    parameters: &'a BTreeMap<String, String>,
) -> Scope<'a> {
    let (account, partition) = (situation.account.as_deref(), situation.partition.as_deref());
    Scope { template, stack, parameters, account, partition }
}
