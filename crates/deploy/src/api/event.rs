//! What happened to a stack.

use super::{CloudFormation, Failure, FailureKind};

/// Something that happened to a resource, or to the stack itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id, unique.
    pub id: String,
    /// When: milliseconds since 1970.
    pub at_ms: i64,
    /// The resource; the stack's name where it is about the stack.
    pub logical_id: String,
    /// What the resource is called.
    pub physical_id: String,
    /// The type of the resource.
    pub type_name: String,
    /// `CREATE_COMPLETE`.
    pub status: String,
    /// Why, in CloudFormation's words.
    pub reason: Option<String>,
    /// The token of the call that caused it.
    pub token: Option<String>,
}

/// What validation found wrong before anything ran.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValidationError {
    /// The resource; empty where it is about none.
    pub logical_id: String,
    /// Where in the template: `/Resources/Queue/Properties`.
    pub pointer: String,
    /// What is wrong, in CloudFormation's words.
    pub reason: String,
}

impl Event {
    /// Whether it is about the stack itself.
    pub fn is_of_stack(&self) -> bool {
        self.type_name == "AWS::CloudFormation::Stack" && self.physical_id.starts_with("arn:") && {
            let name = self.physical_id.split('/').nth(1);
            name == Some(self.logical_id.as_str())
        }
    }
}

impl CloudFormation {
    /// The events of a stack, newest first, up to one that is known or that begins an operation before this token's.
    ///
    /// # Errors
    /// The call failed; a stack that is not there has no events.
    pub async fn events(&self, stack: &str, known: Option<&str>) -> Result<Vec<Event>, Failure> {
        let mut events: Vec<Event> = Vec::new();
        let mut page: Option<String> = None;
        loop {
            let answer = self
                .call("DescribeStackEvents", async |client| {
                    client.describe_stack_events().stack_name(stack).set_next_token(page.clone()).send().await
                })
                .await;
            let answer = match answer {
                Ok(answer) => answer,
                Err(failure) if failure.kind == FailureKind::Missing => return Ok(events),
                Err(failure) => return Err(failure),
            };
            for event in answer.stack_events() {
                let id = event.event_id().unwrap_or_default();
                if known == Some(id) {
                    return Ok(events);
                }
                let text = |text: Option<&str>| text.unwrap_or_default().to_string();
                events.push(Event {
                    id: id.to_string(),
                    at_ms: event.timestamp().and_then(|at| at.to_millis().ok()).unwrap_or_default(),
                    logical_id: text(event.logical_resource_id()),
                    physical_id: text(event.physical_resource_id()),
                    type_name: text(event.resource_type()),
                    status: text(event.resource_status().map(|status| status.as_str())),
                    reason: event.resource_status_reason().map(str::to_string),
                    token: event.client_request_token().map(str::to_string),
                });
            }
            page = answer.next_token().map(str::to_string);
            if page.is_none() {
                return Ok(events);
            }
        }
    }

    /// What validation found wrong with a change set before anything ran; warnings are left out.
    ///
    /// # Errors
    /// The call failed.
    pub async fn validation_errors(&self, change_set: &str) -> Result<Vec<ValidationError>, Failure> {
        use aws_sdk_cloudformation::types::HookFailureMode;
        let mut errors = Vec::new();
        let mut page: Option<String> = None;
        loop {
            let answer = self
                .call("DescribeEvents", async |client| {
                    client.describe_events().change_set_name(change_set).set_next_token(page.clone()).send().await
                })
                .await?;
            let failing = answer
                .operation_events()
                .iter()
                .filter(|event| event.validation_failure_mode() != Some(&HookFailureMode::Warn));
            errors.extend(failing.filter_map(|event| {
                Some(ValidationError {
                    logical_id: event.logical_resource_id().unwrap_or_default().to_string(),
                    pointer: event.validation_path().unwrap_or_default().to_string(),
                    reason: event.validation_status_reason()?.to_string(),
                })
            }));
            page = answer.next_token().map(str::to_string);
            if page.is_none() {
                return Ok(errors);
            }
        }
    }
}
