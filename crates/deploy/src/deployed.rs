//! What CloudFormation has of an environment.

use crate::api::{CloudFormation, Failure, Stack};
use serde_json::Value;

/// A stack that may be deployed already.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Deployed {
    /// The stack, if it is there.
    pub stack: Option<Stack>,
    /// Its template, where it is JSON and the stack has one.
    pub template: Option<Value>,
}

impl Deployed {
    /// Reads a stack: at most two calls.
    ///
    /// # Errors
    /// A call failed.
    pub async fn read(cloudformation: &CloudFormation, name: &str) -> Result<Self, Failure> {
        let Some(stack) = cloudformation.stack(name).await? else { return Ok(Deployed::default()) };
        // a stack under review has no template yet
        let has_template =
            !matches!(stack.status.as_str(), "REVIEW_IN_PROGRESS" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE");
        let template = match has_template {
            true => serde_json::from_str(&cloudformation.template(name).await?).ok(),
            false => None,
        };
        Ok(Deployed { stack: Some(stack), template })
    }

    /// Its status; empty where there is no stack.
    pub fn status(&self) -> &str {
        self.stack.as_ref().map_or("", |stack| stack.status.as_str())
    }

    /// Whether it can only be deleted, and made again.
    pub fn is_wreck(&self) -> bool {
        matches!(self.status(), "ROLLBACK_COMPLETE" | "ROLLBACK_FAILED" | "CREATE_FAILED" | "DELETE_FAILED")
    }

    /// Whether it holds resources that an update would change.
    pub fn is_there(&self) -> bool {
        !matches!(self.status(), "" | "DELETE_IN_PROGRESS" | "DELETE_COMPLETE" | "REVIEW_IN_PROGRESS")
    }
}
