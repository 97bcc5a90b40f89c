//! The resources of a stack.

use super::{CloudFormation, Failure, FailureKind};

/// A resource of a stack as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StackResource {
    /// Its logical id.
    pub logical_id: String,
    /// What it is called.
    pub physical_id: String,
    /// Its type.
    pub type_name: String,
    /// `CREATE_COMPLETE`.
    pub status: String,
}

impl CloudFormation {
    /// The resources of a stack that are there, sorted by logical id; none where there is no stack.
    ///
    /// # Errors
    /// The call failed.
    pub async fn resources(&self, stack: &str) -> Result<Vec<StackResource>, Failure> {
        let mut resources = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("ListStackResources", async |client| {
                    client.list_stack_resources().stack_name(stack).set_next_token(token.clone()).send().await
                })
                .await;
            let page = match page {
                Ok(page) => page,
                Err(failure) if failure.kind == FailureKind::Missing => return Ok(resources),
                Err(failure) => return Err(failure),
            };
            for one in page.stack_resource_summaries() {
                let text = |text: Option<&str>| text.unwrap_or_default().to_string();
                resources.push(StackResource {
                    logical_id: text(one.logical_resource_id()),
                    physical_id: text(one.physical_resource_id()),
                    type_name: text(one.resource_type()),
                    status: text(one.resource_status().map(|status| status.as_str())),
                });
            }
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                break;
            }
        }
        resources.retain(|one| !matches!(one.status.as_str(), "DELETE_COMPLETE" | "DELETE_SKIPPED"));
        resources.retain(|one| !one.physical_id.is_empty());
        resources.sort_by(|one, other| one.logical_id.cmp(&other.logical_id));
        Ok(resources)
    }
}
