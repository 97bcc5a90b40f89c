//! Stacks as they are, and the calls that act on a whole stack.

use super::{CloudFormation, Failure, FailureKind};
use std::collections::BTreeMap;

/// A stack as CloudFormation describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stack {
    /// Its ARN.
    pub id: String,
    /// Its name.
    pub name: String,
    /// `UPDATE_COMPLETE`.
    pub status: String,
    /// Why, in CloudFormation's words.
    pub reason: Option<String>,
    /// Its parameters; secret ones are masked.
    pub parameters: BTreeMap<String, String>,
    /// What it gives.
    pub outputs: Vec<Output>,
    /// Its tags.
    pub tags: BTreeMap<String, String>,
    /// Whether it refuses to be deleted.
    pub termination_protection: bool,
    /// When it was made: milliseconds since 1970.
    pub created_ms: i64,
    /// Whether its last deployment was in express mode.
    pub is_express: bool,
}

/// A value that a stack gives.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// Its logical id.
    pub key: String,
    /// Its value.
    pub value: String,
    /// What it is for.
    pub description: Option<String>,
    /// The name under which other stacks import it.
    pub export: Option<String>,
}

/// What happens to what cannot be deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum DeletionMode {
    /// The deletion fails.
    #[default]
    Standard,
    /// These resources are kept; only for a stack whose deletion has failed.
    Retain(Vec<String>),
}

impl CloudFormation {
    /// A stack by name or ARN; none if it was never there. By name, a deleted one is not there.
    ///
    /// # Errors
    /// The call failed.
    pub async fn stack(&self, stack: &str) -> Result<Option<Stack>, Failure> {
        let answer =
            self.call("DescribeStacks", async |client| client.describe_stacks().stack_name(stack).send().await).await;
        match answer {
            Ok(answer) => Ok(answer.stacks().first().map(Stack::of)),
            Err(failure) if failure.kind == FailureKind::Missing => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// All stacks of the region that are not deleted.
    ///
    /// # Errors
    /// The call failed.
    pub async fn stacks(&self) -> Result<Vec<Stack>, Failure> {
        let mut stacks = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("DescribeStacks", async |client| {
                    client.describe_stacks().set_next_token(token.clone()).send().await
                })
                .await?;
            stacks.extend(page.stacks().iter().map(Stack::of));
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                return Ok(stacks);
            }
        }
    }

    /// The template of a stack as it was given.
    ///
    /// # Errors
    /// The call failed, or there is no such stack.
    pub async fn template(&self, stack: &str) -> Result<String, Failure> {
        use aws_sdk_cloudformation::types::TemplateStage;
        let answer = self
            .call("GetTemplate", async |client| {
                client.get_template().stack_name(stack).template_stage(TemplateStage::Original).send().await
            })
            .await?;
        Ok(answer.template_body().unwrap_or_default().to_string())
    }

    /// Begins to delete a stack.
    ///
    /// # Errors
    /// The stack is protected or busy, or the call failed.
    pub async fn delete_stack(&self, stack: &str, token: &str, mode: &DeletionMode) -> Result<(), Failure> {
        let retained = match mode {
            DeletionMode::Standard => None,
            DeletionMode::Retain(resources) => Some(resources.clone()),
        };
        self.call("DeleteStack", async |client| {
            let call = client.delete_stack().stack_name(stack).client_request_token(token);
            call.set_retain_resources(retained.clone()).send().await
        })
        .await
        .map(drop)
    }

    /// Says whether a stack refuses to be deleted.
    ///
    /// # Errors
    /// The call failed.
    pub async fn protect_stack(&self, stack: &str, protected: bool) -> Result<(), Failure> {
        self.call("UpdateTerminationProtection", async |client| {
            let call = client.update_termination_protection().stack_name(stack);
            call.enable_termination_protection(protected).send().await
        })
        .await
        .map(drop)
    }

    /// Sets the stack's policy: what an update may not do to its resources.
    ///
    /// # Errors
    /// The policy is not valid, or the call failed.
    pub async fn set_stack_policy(&self, stack: &str, policy: &str) -> Result<(), Failure> {
        self.call("SetStackPolicy", async |client| {
            client.set_stack_policy().stack_name(stack).stack_policy_body(policy).send().await
        })
        .await
        .map(drop)
    }

    /// Stops an update that runs; it is rolled back.
    ///
    /// # Errors
    /// The stack is not being updated, or the call failed.
    pub async fn cancel_update(&self, stack: &str, token: &str) -> Result<(), Failure> {
        self.call("CancelUpdateStack", async |client| {
            client.cancel_update_stack().stack_name(stack).client_request_token(token).send().await
        })
        .await
        .map(drop)
    }

    /// Goes on with a rollback that failed, without these resources.
    ///
    /// # Errors
    /// The stack is in another state, or the call failed.
    pub async fn continue_rollback(&self, stack: &str, token: &str, skip: &[String]) -> Result<(), Failure> {
        self.call("ContinueUpdateRollback", async |client| {
            let call = client.continue_update_rollback().stack_name(stack).client_request_token(token);
            let skip = Some(skip.to_vec()).filter(|skip| !skip.is_empty());
            call.set_resources_to_skip(skip).send().await
        })
        .await
        .map(drop)
    }

    /// Rolls back an update that failed and was left as it was.
    ///
    /// # Errors
    /// The stack is in another state, or was updated in express mode, or the call failed.
    pub async fn rollback(&self, stack: &str, token: &str) -> Result<(), Failure> {
        self.call("RollbackStack", async |client| {
            let call = client.rollback_stack().stack_name(stack).client_request_token(token);
            call.retain_except_on_create(true).send().await
        })
        .await
        .map(drop)
    }
}

impl Stack {
    fn of(stack: &aws_sdk_cloudformation::types::Stack) -> Self {
        use aws_sdk_cloudformation::types::DeploymentConfigMode;
        let text = |text: Option<&str>| text.unwrap_or_default().to_string();
        Stack {
            id: text(stack.stack_id()),
            name: text(stack.stack_name()),
            status: text(stack.stack_status().map(|status| status.as_str())),
            reason: stack.stack_status_reason().map(str::to_string),
            parameters: stack
                .parameters()
                .iter()
                .map(|one| (text(one.parameter_key()), text(one.parameter_value())))
                .collect(),
            outputs: stack
                .outputs()
                .iter()
                .map(|one| Output {
                    key: text(one.output_key()),
                    value: text(one.output_value()),
                    description: one.description().map(str::to_string),
                    export: one.export_name().map(str::to_string),
                })
                .collect(),
            tags: stack.tags().iter().map(|tag| (text(tag.key()), text(tag.value()))).collect(),
            termination_protection: stack.enable_termination_protection().unwrap_or_default(),
            created_ms: stack.creation_time().and_then(|at| at.to_millis().ok()).unwrap_or_default(),
            is_express: stack.deployment_config().and_then(|config| config.mode())
                == Some(&DeploymentConfigMode::Express),
        }
    }
}
