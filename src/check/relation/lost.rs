//! Data of a production that goes with its stack.

use super::{Relations, codes};
use crate::check::subject::is_production;
use crate::{Data, facts};
use std::collections::HashMap;

/// What CloudFormation keeps a snapshot of where nothing is said.
const KEPT: &[&str] = &["AWS::RDS::DBCluster", "AWS::RDS::DBInstance"];

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    let mut holds_data: HashMap<&str, bool> = HashMap::new();
    let mut holds = move |type_name| {
        let of_facts = || facts::resource(type_name).is_some_and(|facts| facts.stateful);
        *holds_data.entry(type_name).or_insert_with(of_facts)
    };
    for (node, seen) in sight.all() {
        if !is_production(sight.stack(node)) {
            continue;
        }
        let type_name = seen.resource.type_name.as_str();
        let policy = seen.resource.attribute("DeletionPolicy").and_then(Data::as_text);
        let is_lost = match policy {
            Some(policy) => policy == "Delete",
            // an instance of a cluster holds nothing
            None => !KEPT.contains(&type_name),
        };
        let is_of_cluster = !sight.property(node, "DBClusterIdentifier").is_nothing();
        if is_lost && !is_of_cluster && holds(type_name) {
            let policy = policy.unwrap_or("not set, and Delete without it").to_string();
            relations.found(&codes::LOST_DATA, node, "", |problem| problem.with("policy", policy));
        }
    }
}
