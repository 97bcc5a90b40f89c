//! Tags that have to move.

use super::{Relations, codes};
use crate::check::task;

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    let mut seen = Vec::new();
    for workload in task::workloads(sight) {
        if seen.contains(&workload.definition) {
            continue;
        }
        seen.push(workload.definition);
        for container in &workload.containers {
            let Some(repository) = container.repository.filter(|_| container.tag.as_deref() == Some("latest")) else {
                continue;
            };
            if sight.property(repository, "ImageTagMutability").is("IMMUTABLE") {
                let repository = relations.name(repository);
                let below = format!("{}/Image", container.pointer);
                relations.found(&codes::FROZEN_LATEST, workload.definition, &below, |problem| {
                    problem.with("repository", repository)
                });
            }
        }
    }
}
