//! Stack refactoring: resources get another logical id and stay the things they are.

use super::{CloudFormation, Failure};
use aws_sdk_cloudformation::types::{ResourceLocation, ResourceMapping, StackDefinition};

/// A refactoring that is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewRefactor {
    /// What it is called: by this it is found again.
    pub description: String,
    /// The stacks, and their templates after it.
    pub stacks: Vec<(String, String)>,
    /// Stack, logical id now, logical id then.
    pub renames: Vec<(String, String, String)>,
}

/// A refactoring as CloudFormation describes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refactor {
    /// Its id.
    pub id: String,
    /// `CREATE_COMPLETE`: it can be done.
    pub status: String,
    /// `AVAILABLE`, `EXECUTE_COMPLETE`.
    pub execution: String,
    /// Why not, in CloudFormation's words.
    pub reason: Option<String>,
}

impl CloudFormation {
    /// Asks for a refactoring; gives its id.
    ///
    /// # Errors
    /// CloudFormation does not take it, or the call failed.
    pub async fn create_refactor(&self, new: &NewRefactor) -> Result<String, Failure> {
        let location =
            |stack: &str, id: &str| ResourceLocation::builder().stack_name(stack).logical_resource_id(id).build();
        let renames = new.renames.iter().map(|(stack, from, to)| {
            ResourceMapping::builder().source(location(stack, from)).destination(location(stack, to)).build()
        });
        let renames: Vec<ResourceMapping> = renames.collect();
        let stacks = new.stacks.iter();
        let stacks: Vec<StackDefinition> = stacks
            .map(|(name, template)| StackDefinition::builder().stack_name(name).template_body(template).build())
            .collect();
        let answer = self
            .call("CreateStackRefactor", async |client| {
                let call = client.create_stack_refactor().description(&new.description);
                let call = call.set_stack_definitions(Some(stacks.clone()));
                call.set_resource_mappings(Some(renames.clone())).send().await
            })
            .await?;
        Ok(answer.stack_refactor_id().unwrap_or_default().to_string())
    }

    /// The refactoring of this description, the newest where there are several.
    ///
    /// # Errors
    /// The call failed.
    pub async fn find_refactor(&self, description: &str) -> Result<Option<String>, Failure> {
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("ListStackRefactors", async |client| {
                    client.list_stack_refactors().set_next_token(token.clone()).send().await
                })
                .await?;
            let mut all = page.stack_refactor_summaries().iter();
            if let Some(found) = all.find(|one| one.description() == Some(description)) {
                return Ok(found.stack_refactor_id().map(str::to_string));
            }
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                return Ok(None);
            }
        }
    }

    /// A refactoring as it is.
    ///
    /// # Errors
    /// There is none, or the call failed.
    pub async fn refactor(&self, id: &str) -> Result<Refactor, Failure> {
        let answer = self
            .call("DescribeStackRefactor", async |client| {
                client.describe_stack_refactor().stack_refactor_id(id).send().await
            })
            .await?;
        let reason = answer.execution_status_reason().or(answer.status_reason());
        Ok(Refactor {
            id: id.to_string(),
            status: answer.status().map(|one| one.as_str().to_string()).unwrap_or_default(),
            execution: answer.execution_status().map(|one| one.as_str().to_string()).unwrap_or_default(),
            reason: reason.map(str::to_string),
        })
    }

    /// Does it.
    ///
    /// # Errors
    /// It cannot be done now, or the call failed.
    pub async fn execute_refactor(&self, id: &str) -> Result<(), Failure> {
        self.call("ExecuteStackRefactor", async |client| {
            client.execute_stack_refactor().stack_refactor_id(id).send().await
        })
        .await
        .map(drop)
    }
}
