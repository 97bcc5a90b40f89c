//! Job queues, and the kinds of their compute environments.

use super::{Relations, codes};

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    for queue in relations.all("AWS::Batch::JobQueue") {
        let (mut fargate, mut others) = (Vec::new(), Vec::new());
        for one in sight.property(queue, "ComputeEnvironmentOrder").items() {
            let of = one.get("ComputeEnvironment");
            let Some(of) = sight.named(of, "AWS::Batch::ComputeEnvironment", "ComputeEnvironmentName") else {
                continue;
            };
            match sight.at(of, &["ComputeResources", "Type"]).text() {
                Some(kind) if kind.starts_with("FARGATE") => fargate.push(relations.name(of)),
                Some(_) => others.push(relations.name(of)),
                None => {}
            }
        }
        if !fargate.is_empty() && !others.is_empty() {
            relations.found(&codes::MIXED_QUEUE, queue, "ComputeEnvironmentOrder", |problem| {
                problem.with("fargate", fargate).with("others", others)
            });
        }
    }
}
