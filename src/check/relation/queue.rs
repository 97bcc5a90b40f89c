//! Queues that functions read.

use super::{Relations, codes};

/// What holds where nothing is said, in seconds.
const VISIBILITY: i64 = 30;
const TIMEOUT: i64 = 3;

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    for mapping in relations.all("AWS::Lambda::EventSourceMapping") {
        let queue = sight.property(mapping, "EventSourceArn").node();
        let Some(queue) = queue.filter(|queue| sight.is(*queue, "AWS::SQS::Queue")) else { continue };
        let function = sight.named(&sight.property(mapping, "FunctionName"), "AWS::Lambda::Function", "FunctionName");
        let Some(function) = function else { continue };
        let seconds = |node, property: &str, default: i64| match sight.property(node, property) {
            value if value.is_nothing() => Some(default),
            value => value.integer(),
        };
        let (visible, timeout) =
            (seconds(queue, "VisibilityTimeout", VISIBILITY), seconds(function, "Timeout", TIMEOUT));
        let (Some(visible), Some(timeout)) = (visible, timeout) else { continue };
        if visible < timeout {
            let (queue, function) = (relations.name(queue), relations.name(function));
            relations.found(&codes::SHORT_VISIBILITY, mapping, "EventSourceArn", |problem| {
                let problem = problem.with("queue", queue).with("seconds", visible);
                problem.with("function", function).with("timeout", timeout)
            });
        }
    }
}
