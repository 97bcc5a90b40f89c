//! What was changed by hand.

use super::{CloudFormation, Failure};
use std::time::Duration;

/// A resource that is not as its stack has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DriftedResource {
    /// Its logical id.
    pub logical_id: String,
    /// Its type.
    pub type_name: String,
    /// Whether it was deleted.
    pub is_deleted: bool,
    /// What differs: where, what the stack has, what is there.
    pub differences: Vec<(String, String, String)>,
}

impl CloudFormation {
    /// Looks for what was changed by hand in a stack, and waits for the answer.
    ///
    /// # Errors
    /// The stack is in a state in which nobody can look, or a call failed.
    pub async fn drift(&self, stack: &str) -> Result<Vec<DriftedResource>, Failure> {
        use aws_sdk_cloudformation::types::{StackDriftDetectionStatus, StackResourceDriftStatus};
        let begun = self
            .call("DetectStackDrift", async |client| client.detect_stack_drift().stack_name(stack).send().await)
            .await?;
        let id = begun.stack_drift_detection_id().unwrap_or_default().to_string();
        let mut wait = Duration::from_millis(200);
        loop {
            let state = self
                .call("DescribeStackDriftDetectionStatus", async |client| {
                    client.describe_stack_drift_detection_status().stack_drift_detection_id(&id).send().await
                })
                .await?;
            if state.detection_status() != Some(&StackDriftDetectionStatus::DetectionInProgress) {
                break;
            }
            tokio::time::sleep(wait).await;
            wait = wait.mul_f64(1.4).min(Duration::from_secs(5));
        }
        let mut drifted = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("DescribeStackResourceDrifts", async |client| {
                    let call = client.describe_stack_resource_drifts().stack_name(stack).set_next_token(token.clone());
                    call.stack_resource_drift_status_filters(StackResourceDriftStatus::Modified)
                        .stack_resource_drift_status_filters(StackResourceDriftStatus::Deleted)
                        .send()
                        .await
                })
                .await?;
            for one in page.stack_resource_drifts() {
                let text = |text: Option<&str>| text.unwrap_or_default().to_string();
                let differences = one.property_differences().iter().map(|difference| {
                    let [path, expected, actual] =
                        [difference.property_path(), difference.expected_value(), difference.actual_value()];
                    (text(path), text(expected), text(actual))
                });
                drifted.push(DriftedResource {
                    logical_id: text(one.logical_resource_id()),
                    type_name: text(one.resource_type()),
                    is_deleted: one.stack_resource_drift_status() == Some(&StackResourceDriftStatus::Deleted),
                    differences: differences.collect(),
                });
            }
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                break;
            }
        }
        drifted.sort_by(|one, other| one.logical_id.cmp(&other.logical_id));
        Ok(drifted)
    }
}
