//! What hooks said of a change set.

use super::{CloudFormation, Failure};
use aws_sdk_cloudformation::types::{HookFailureMode, HookStatus, ListHookResultsTargetType};

/// A hook that looked at a change set and does not let it pass.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HookResult {
    /// Its name: `MyOrg::Guard::Encryption`.
    pub hook: String,
    /// Why, in its words, rule by rule.
    pub reasons: Vec<String>,
    /// How to mend it, in its words.
    pub remedies: Vec<String>,
}

impl CloudFormation {
    /// The hooks that failed a change set, an ARN; those that only warn are left out.
    ///
    /// # Errors
    /// A call failed.
    pub async fn failed_hooks(&self, change_set: &str) -> Result<Vec<HookResult>, Failure> {
        let mut failed = Vec::new();
        let mut page: Option<String> = None;
        loop {
            let answer = self
                .call("ListHookResults", async |client| {
                    let call = client.list_hook_results().target_type(ListHookResultsTargetType::ChangeSet);
                    call.target_id(change_set).set_next_token(page.clone()).send().await
                })
                .await?;
            for one in answer.hook_results() {
                let has_failed = one.status() == Some(&HookStatus::HookCompleteFailed);
                if !has_failed || one.failure_mode() == Some(&HookFailureMode::Warn) {
                    continue;
                }
                let mut result = HookResult {
                    hook: one.type_name().unwrap_or_default().to_string(),
                    reasons: one.hook_status_reason().map(str::to_string).into_iter().collect(),
                    remedies: Vec::new(),
                };
                if let Some(id) = one.hook_result_id() {
                    self.annotate(id, &mut result).await?;
                }
                failed.push(result);
            }
            page = answer.next_token().map(str::to_string);
            if page.is_none() {
                return Ok(failed);
            }
        }
    }

    /// Adds what the hook says rule by rule.
    async fn annotate(&self, id: &str, result: &mut HookResult) -> Result<(), Failure> {
        let answer =
            self.call("GetHookResult", async |client| client.get_hook_result().hook_result_id(id).send().await).await?;
        let failed = answer.annotations().iter();
        for one in failed.filter(|one| one.status().is_none_or(|status| status.as_str() == "FAILED")) {
            let name = one.annotation_name().unwrap_or_default();
            result.reasons.extend(one.status_message().map(|message| format!("{name}: {message}")));
            let link = one.remediation_link().map(|link| format!(" ({link})")).unwrap_or_default();
            result.remedies.extend(one.remediation_message().map(|message| format!("{message}{link}")));
        }
        Ok(())
    }
}
