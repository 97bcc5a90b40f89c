//! Apps made at random, each after another by a few changes.

use crate::chance::Chance;
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NAMES: usize = 9;
/// A type whose properties AWS describes, and one that nobody knows.
const FILES: &str = "AWS::EFS::FileSystem";
const THING: &str = "Custom::Thing";

/// A state that somebody wants: stacks, producers first.
#[derive(Clone, Debug, Default)]
pub struct App {
    pub stacks: Vec<(String, Value)>,
    genes: Genes,
}

/// What an app is made from: the same genes give the same app.
#[derive(Clone, Debug, Default)]
struct Genes {
    order: Vec<String>,
    /// What a stack is filled with.
    contents: BTreeMap<String, u64>,
    /// Which stack exports a name.
    owners: Vec<usize>,
}

impl App {
    /// One of these stacks, producers first.
    pub fn of(stacks: &[(&str, Value)]) -> Self {
        let stacks = stacks.iter().map(|(name, template)| (name.to_string(), template.clone())).collect();
        App { stacks, genes: Genes::default() }
    }

    pub fn new(chance: &mut Chance) -> Self {
        let mut genes = Genes::default();
        let count = 2 + chance.below(5);
        genes.order = (0..count).map(|number| format!("s{number}")).collect();
        genes.owners = (0..NAMES).map(|_| chance.below(7)).collect();
        genes.contents = genes.order.iter().map(|name| (name.clone(), chance.next())).collect();
        Self::express(genes)
    }

    /// Another one: some stacks go and come, some are filled anew, names move, producers and consumers change places.
    pub fn changed(&self, chance: &mut Chance) -> Self {
        let mut genes = self.genes.clone();
        let rate = [1, 2, 5][chance.below(3)];
        for number in 0..6 {
            let name = format!("s{number}");
            let is_there = genes.order.contains(&name);
            if is_there && genes.order.len() > 2 && chance.of(rate, 12) {
                genes.order.retain(|one| *one != name);
            } else if !is_there && chance.of(rate, 12) {
                let at = chance.below(genes.order.len() + 1);
                genes.order.insert(at, name.clone());
                genes.contents.insert(name, chance.next());
            }
        }
        if chance.of(rate, 8) {
            let (from, to) = (chance.below(genes.order.len()), chance.below(genes.order.len()));
            genes.order.swap(from, to);
        }
        for content in genes.contents.values_mut() {
            if chance.of(rate, 6) {
                *content = chance.next();
            }
        }
        for owner in &mut genes.owners {
            if chance.of(rate, 10) {
                *owner = chance.below(7);
            }
        }
        Self::express(genes)
    }

    fn express(genes: Genes) -> Self {
        let mut stacks = Vec::new();
        let mut exported: Vec<String> = Vec::new();
        for name in &genes.order {
            let mut chance = Chance::new(genes.contents.get(name).copied().unwrap_or_default());
            let numbers = genes.owners.iter().enumerate().filter(|(_, owner)| format!("s{owner}") == *name);
            let names: Vec<String> = numbers.map(|(number, _)| format!("name-{number}")).collect();
            let template = template(name, &names, &exported, &mut chance);
            let outputs = template["Outputs"].as_object().cloned().unwrap_or_default();
            let own = outputs.values().filter_map(|output| output.get("Export")?.get("Name")?.as_str());
            exported.extend(own.map(|own| own.replace("${AWS::StackName}", name)));
            stacks.push((name.clone(), template));
        }
        App { stacks, genes }
    }
}

fn template(stack: &str, names: &[String], exported: &[String], chance: &mut Chance) -> Value {
    let import = |chance: &mut Chance| {
        let name = exported[chance.below(exported.len())].clone();
        let name = match chance.below(6) {
            0 => json!({"Fn::Join": ["-", name.split('-').collect::<Vec<_>>()]}),
            1 => json!({"Fn::Join": ["", [{"Ref": "Nothing"}, name]]}),
            _ => json!(name),
        };
        json!({"Fn::ImportValue": name})
    };
    let mut resources = serde_json::Map::new();
    for _ in 0..1 + chance.below(4) {
        let (id, kind) = [("R0", FILES), ("R1", THING), ("R2", THING), ("R3", FILES), ("R4", THING)][chance.below(5)];
        let known: Vec<String> = resources.keys().filter(|known| known.as_str() != id).cloned().collect();
        let value = |chance: &mut Chance| match chance.below(6) {
            0 | 1 if !exported.is_empty() => import(chance),
            2 if !known.is_empty() => json!({"Ref": known[chance.below(known.len())]}),
            other => json!(format!("v{}", other % 3)),
        };
        let (key, free) = if kind == FILES { ("KmsKeyId", "ThroughputMode") } else { ("Key", "Free") };
        let mut properties = json!({key: value(chance)});
        if chance.of(1, 2) {
            properties[free] = value(chance);
        }
        // one that others refer to already stays what it was
        if !resources.contains_key(id) {
            resources.insert(id.to_string(), json!({"Type": kind, "Properties": properties}));
        }
    }
    let ids: Vec<String> = resources.keys().cloned().collect();
    let own: Vec<String> = (0..chance.below(3)).map(|number| format!("{stack}-own-{number}")).collect();
    let mut outputs = serde_json::Map::new();
    for (number, name) in names.iter().chain(&own).enumerate() {
        let value = match chance.below(8) {
            0 => json!(format!("v{}", chance.below(2))),
            1 if !exported.is_empty() => import(chance),
            _ => json!({"Ref": ids[chance.below(ids.len())]}),
        };
        let name = match name.strip_prefix(stack) {
            Some(rest) => json!({"Fn::Sub": format!("${{AWS::StackName}}{rest}")}),
            None => json!(name),
        };
        outputs.insert(format!("O{number}"), json!({"Value": value, "Export": {"Name": name}}));
    }
    json!({"Parameters": {"Nothing": {"Type": "String", "Default": ""}}, "Resources": resources, "Outputs": outputs})
}
