//! One who calls the model as the deployer does.

use aws_sdk_cloudformation::Client;
use aws_sdk_cloudformation::config::{BehaviorVersion, Credentials, Region, retry::RetryConfig};
use aws_sdk_cloudformation::error::ProvideErrorMetadata;
use aws_sdk_cloudformation::operation::describe_change_set::DescribeChangeSetOutput;
use aws_sdk_cloudformation::types::{Capability, ChangeSetType, Parameter, ResourceChange, Stack, StackEvent};
use formwork_deploy::model::Account;
use serde_json::Value;
use std::time::Duration;

pub struct Caller {
    pub account: Account,
    pub client: Client,
}

/// What became of a call that was refused: code and message.
pub fn refusal<E: ProvideErrorMetadata>(error: &E) -> (String, String) {
    (error.code().unwrap_or_default().to_owned(), error.message().unwrap_or_default().to_owned())
}

impl Caller {
    pub fn new() -> Self {
        let account = Account::new("123456789012", "ap-northeast-1");
        let config = aws_sdk_cloudformation::Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .region(Region::new("ap-northeast-1"))
            .credentials_provider(Credentials::new("AKIA", "secret", None, None, "test"))
            .retry_config(RetryConfig::disabled())
            .http_client(account.http_client())
            .build();
        Self { account, client: Client::from_conf(config) }
    }

    /// Makes a change set that is ready or has failed.
    pub async fn plan(
        &self,
        stack: &str,
        name: &str,
        template: &Value,
        parameters: &[(&str, &str)],
    ) -> DescribeChangeSetOutput {
        let exists = self.client.describe_stacks().stack_name(stack).send().await;
        let status =
            exists.ok().and_then(|found| found.stacks().first().and_then(|stack| stack.stack_status().cloned()));
        let is_new = status.is_none_or(|status| status.as_str() == "REVIEW_IN_PROGRESS");
        let kind = if is_new { ChangeSetType::Create } else { ChangeSetType::Update };
        let mut call = self.client.create_change_set().stack_name(stack).change_set_name(name).change_set_type(kind);
        for (key, value) in parameters {
            call = call.parameters(Parameter::builder().parameter_key(*key).parameter_value(*value).build());
        }
        let call = call.template_body(template.to_string()).capabilities(Capability::CapabilityNamedIam);
        let made = call.send().await.expect("a change set");
        self.ready(made.id().expect("an id")).await
    }

    pub async fn ready(&self, id: &str) -> DescribeChangeSetOutput {
        loop {
            let set = self.client.describe_change_set().change_set_name(id).include_property_values(true).send().await;
            let set = set.expect("a change set");
            let status = set.status().expect("a status").as_str();
            if !status.starts_with("CREATE_PENDING") && !status.ends_with("IN_PROGRESS") {
                return set;
            }
            tokio::time::sleep(Duration::from_secs(1)).await;
        }
    }

    pub async fn execute(&self, set: &DescribeChangeSetOutput) {
        let id = set.change_set_id().expect("an id");
        self.client
            .execute_change_set()
            .change_set_name(id)
            .client_request_token("token")
            .send()
            .await
            .expect("executed");
    }

    /// Deploys, and the stack's status at the end.
    pub async fn deploy(&self, stack: &str, template: &Value) -> String {
        self.deploy_with(stack, template, &[]).await
    }

    pub async fn deploy_with(&self, stack: &str, template: &Value, parameters: &[(&str, &str)]) -> String {
        let name = format!("set-{}", self.account.calls().len());
        let set = self.plan(stack, &name, template, parameters).await;
        assert_eq!(
            set.status().map(|status| status.as_str()),
            Some("CREATE_COMPLETE"),
            "{stack}: {:?}",
            set.status_reason()
        );
        self.execute(&set).await;
        self.settled(stack).await
    }

    pub async fn stack(&self, stack: &str) -> Stack {
        let found = self.client.describe_stacks().stack_name(stack).send().await.expect("a stack");
        found.stacks().first().expect("a stack").clone()
    }

    pub async fn status(&self, stack: &str) -> String {
        self.stack(stack).await.stack_status().expect("a status").as_str().to_owned()
    }

    /// The status when nothing is in progress any more.
    pub async fn settled(&self, stack: &str) -> String {
        let id = self.stack(stack).await.stack_id().expect("an id").to_owned();
        loop {
            let status = self.status(&id).await;
            if !status.ends_with("IN_PROGRESS") {
                return status;
            }
            tokio::time::sleep(Duration::from_secs(5)).await;
        }
    }

    /// The events, the oldest first.
    pub async fn events(&self, stack: &str) -> Vec<StackEvent> {
        let pages = self.client.describe_stack_events().stack_name(stack).into_paginator().items().send();
        let mut events = pages.collect::<Result<Vec<_>, _>>().await.expect("events");
        events.reverse();
        events
    }

    /// `LogicalId STATUS reason` of every event, the oldest first.
    pub async fn told(&self, stack: &str) -> Vec<String> {
        let told = |event: &StackEvent| {
            let status = event.resource_status().map(|status| status.as_str().to_owned()).unwrap_or_default();
            let reason = event.resource_status_reason().unwrap_or_default();
            format!("{} {status} {reason}", event.logical_resource_id().unwrap_or_default()).trim_end().to_owned()
        };
        self.events(stack).await.iter().map(told).collect()
    }

    pub async fn output(&self, stack: &str, key: &str) -> String {
        let stack = self.stack(stack).await;
        let output = stack.outputs().iter().find(|output| output.output_key() == Some(key)).expect("an output");
        output.output_value().expect("a value").to_owned()
    }
}

/// What a change set does with a resource.
pub fn change<'a>(set: &'a DescribeChangeSetOutput, logical_id: &str) -> &'a ResourceChange {
    let changes = set.changes().iter().filter_map(|change| change.resource_change());
    changes.into_iter().find(|change| change.logical_resource_id() == Some(logical_id)).expect("a change")
}
