//! What the account holds before.

use crate::codes;
use crate::ending::{Ending, Stop};
use crate::model::Account;
use crate::target::{Target, TargetStack};
use serde_json::json;

/// Puts stacks there, as if they had been deployed. Which of them needs another may have been different then: one that
/// cannot be put yet is tried again after the others.
pub(super) fn put(model: &Account, was: &Target) -> Result<(), Stop> {
    let mut left: Vec<&TargetStack> = was.stacks.iter().collect();
    while !left.is_empty() {
        let mut refused = Vec::new();
        for stack in &left {
            let [parameters, tags] = [&stack.parameters, &stack.tags]
                .map(|map| map.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect::<Vec<_>>());
            if let Err(reason) = model.put_stack(&stack.name, &stack.text, &parameters, &tags) {
                model.remove_stack(&stack.name);
                refused.push((*stack, reason));
            }
        }
        if let Some((stack, reason)) = refused.first().filter(|_| refused.len() == left.len()) {
            return Err(cannot(&stack.id, reason));
        }
        left = refused.into_iter().map(|(stack, _)| stack).collect();
    }
    Ok(())
}

/// Puts a bucket there, in a stack of its own.
pub(super) fn put_bucket(model: &Account, name: &str) -> Result<(), Stop> {
    let bucket = json!({"Type": "AWS::S3::Bucket", "Properties": {"BucketName": name}});
    let template = json!({"Resources": {"Bucket": bucket}}).to_string();
    model.put_stack("staging", &template, &[], &[]).map_err(|reason| cannot("the staging bucket", &reason))
}

fn cannot(stack: &str, reason: &str) -> Stop {
    let problem = codes::NOT_SEEDED.problem().with("stack", stack).with("reason", reason);
    Stop::new(Ending::Preflight, problem)
}
