//! Change sets.

mod read;

use super::failure::NO_CHANGES;
use super::{CloudFormation, Failure, FailureKind};
use crate::change::Change;
use aws_sdk_cloudformation::types::{
    Capability, ChangeSetType, DeploymentConfig, DeploymentConfigMode, DeploymentMode, Parameter,
    RollbackConfiguration, RollbackTrigger, Tag,
};
use std::collections::BTreeMap;

/// What a change set is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChangeSet {
    /// The stack's name.
    pub stack: String,
    /// Its own name.
    pub name: String,
    /// What makes a second call of the same kind change nothing.
    pub token: String,
    /// Whether the stack is new.
    pub kind: ChangeSetKind,
    /// The template.
    pub body: Body,
    /// The parameters.
    pub parameters: BTreeMap<String, String>,
    /// Parameters that keep the value they have.
    pub kept: Vec<String>,
    /// The tags of the stack.
    pub tags: BTreeMap<String, String>,
    /// What is acknowledged: `CAPABILITY_NAMED_IAM`.
    pub capabilities: Vec<String>,
    /// The role that CloudFormation takes on.
    pub role_arn: Option<String>,
    /// Topics that hear of every event.
    pub notifications: Vec<String>,
    /// Alarms that roll the update back.
    pub rollback_alarms: Vec<String>,
    /// For how long the alarms are watched after the update: minutes, 0 to 180.
    pub monitoring_minutes: u8,
    /// Whether to end when everything is configured, before it is stable.
    pub is_express: bool,
    /// Whether what was changed by hand is set back.
    pub reverts_drift: bool,
    /// Whether resources that exist under their names become part of the stack.
    pub imports_existing: bool,
}

/// What a change set does to its stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeSetKind {
    /// Makes it.
    Create,
    /// Updates it.
    Update,
}

/// A template on its way to CloudFormation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// In the call: at most 51,200 bytes.
    Text(String),
    /// In a bucket: at most 1,000,000 bytes.
    Url(String),
}

/// A change set as CloudFormation describes it.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeSet {
    /// Its ARN.
    pub id: String,
    /// The ARN of its stack.
    pub stack_id: String,
    /// How far it is.
    pub status: ChangeSetStatus,
    /// What it will do.
    pub changes: Vec<Change>,
    /// What CloudFormation says about how it described it.
    pub remark: Option<String>,
}

/// How far a change set is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeSetStatus {
    /// CloudFormation works on it.
    Pending,
    /// It can be executed.
    Ready,
    /// It was executed, or is being.
    Executed,
    /// It changes nothing.
    Empty,
    /// Another update came first.
    Obsolete,
    /// It cannot be made, in CloudFormation's words.
    Failed(String),
}

impl CloudFormation {
    /// Begins to make a change set; gives its ARN, or none where one of that name is there already.
    ///
    /// # Errors
    /// The template or a parameter is not valid, or the call failed.
    pub async fn create_change_set(&self, new: &NewChangeSet) -> Result<Option<String>, Failure> {
        let keep = |key: &String| Parameter::builder().parameter_key(key).use_previous_value(true).build();
        let given = new.parameters.iter().map(|(key, value)| parameter(key, value));
        let parameters: Vec<Parameter> = given.chain(new.kept.iter().map(keep)).collect();
        let tags: Vec<Tag> = new.tags.iter().map(|(key, value)| Tag::builder().key(key).value(value).build()).collect();
        let capabilities: Vec<Capability> = new.capabilities.iter().map(|one| one.as_str().into()).collect();
        let triggers = new
            .rollback_alarms
            .iter()
            .map(|arn| RollbackTrigger::builder().arn(arn).r#type("AWS::CloudWatch::Alarm").build());
        let rollback = (!new.rollback_alarms.is_empty()).then(|| {
            RollbackConfiguration::builder()
                .set_rollback_triggers(Some(triggers.collect()))
                .monitoring_time_in_minutes(new.monitoring_minutes.into())
                .build()
        });
        let express = new.is_express.then(|| DeploymentConfig::builder().mode(DeploymentConfigMode::Express).build());
        let answer = self
            .call("CreateChangeSet", async |client| {
                let call = client
                    .create_change_set()
                    .stack_name(&new.stack)
                    .change_set_name(&new.name)
                    .client_token(&new.token)
                    .change_set_type(match new.kind {
                        ChangeSetKind::Create => ChangeSetType::Create,
                        ChangeSetKind::Update => ChangeSetType::Update,
                    })
                    .set_parameters(Some(parameters.clone()))
                    .set_tags(Some(tags.clone()))
                    .set_capabilities(Some(capabilities.clone()))
                    .set_role_arn(new.role_arn.clone())
                    .set_notification_arns(Some(new.notifications.clone()).filter(|topics| !topics.is_empty()))
                    .set_rollback_configuration(rollback.clone())
                    .set_deployment_config(express.clone())
                    .set_deployment_mode(new.reverts_drift.then_some(DeploymentMode::RevertDrift))
                    .set_import_existing_resources(new.imports_existing.then_some(true));
                match &new.body {
                    Body::Text(text) => call.template_body(text.as_str()),
                    Body::Url(url) => call.template_url(url),
                }
                .send()
                .await
            })
            .await;
        match answer {
            Ok(answer) => Ok(answer.id().map(str::to_string)),
            Err(failure) if failure.kind == FailureKind::Exists => Ok(None),
            Err(failure) => Err(failure),
        }
    }

    /// A change set with all its changes; none if there is none of that name.
    ///
    /// # Errors
    /// The call failed.
    pub async fn change_set(&self, stack: &str, name: &str) -> Result<Option<ChangeSet>, Failure> {
        let Some(mut full) = self.describe(stack, name, true).await? else { return Ok(None) };
        if full.remark.as_deref().is_some_and(|remark| remark.contains("incomplete ChangeSet data")) {
            // with values CloudFormation leaves resources out; without, it names them all
            if let Some(complete) = self.describe(stack, name, false).await? {
                read::merge(&mut full.changes, complete.changes);
            }
        }
        Ok(Some(full))
    }

    /// Begins to execute a change set.
    ///
    /// # Errors
    /// It was executed already, is obsolete or gone, or the call failed.
    pub async fn execute_change_set(&self, stack: &str, name: &str, token: &str) -> Result<(), Failure> {
        self.call("ExecuteChangeSet", async |client| {
            let call = client.execute_change_set().stack_name(stack).change_set_name(name);
            call.client_request_token(token).send().await
        })
        .await
        .map(drop)
    }

    /// Deletes a change set; one that is not there is as good.
    ///
    /// # Errors
    /// It is being executed, or the call failed.
    pub async fn delete_change_set(&self, stack: &str, name: &str) -> Result<(), Failure> {
        let answer = self
            .call("DeleteChangeSet", async |client| {
                client.delete_change_set().stack_name(stack).change_set_name(name).send().await
            })
            .await;
        match answer {
            Err(failure) if failure.kind != FailureKind::Missing => Err(failure),
            _ => Ok(()),
        }
    }

    /// The names of the change sets of a stack; none where there is no stack.
    ///
    /// # Errors
    /// The call failed.
    pub async fn change_sets(&self, stack: &str) -> Result<Vec<String>, Failure> {
        let (mut names, mut token) = (Vec::new(), None::<String>);
        loop {
            let page = self
                .call("ListChangeSets", async |client| {
                    client.list_change_sets().stack_name(stack).set_next_token(token.clone()).send().await
                })
                .await;
            let page = match page {
                Ok(page) => page,
                Err(failure) if failure.kind == FailureKind::Missing => return Ok(names),
                Err(failure) => return Err(failure),
            };
            names.extend(page.summaries().iter().filter_map(|one| one.change_set_name()).map(str::to_string));
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                return Ok(names);
            }
        }
    }

    async fn describe(&self, stack: &str, name: &str, values: bool) -> Result<Option<ChangeSet>, Failure> {
        let mut described: Option<ChangeSet> = None;
        let mut token: Option<String> = None;
        loop {
            let page = self
                .call("DescribeChangeSet", async |client| {
                    let call = client.describe_change_set().stack_name(stack).change_set_name(name);
                    call.include_property_values(values).set_next_token(token.clone()).send().await
                })
                .await;
            let page = match page {
                Ok(page) => page,
                Err(failure) if failure.kind == FailureKind::Missing => return Ok(None),
                Err(failure) => return Err(failure),
            };
            let changes = page.changes().iter().filter_map(read::change);
            match &mut described {
                Some(described) => described.changes.extend(changes),
                None => {
                    described = Some(ChangeSet {
                        id: page.change_set_id().unwrap_or_default().to_string(),
                        stack_id: page.stack_id().unwrap_or_default().to_string(),
                        status: status(
                            page.status().map_or("", |status| status.as_str()),
                            page.execution_status().map_or("", |status| status.as_str()),
                            page.status_reason().unwrap_or_default(),
                        ),
                        remark: page.status_reason().map(str::to_string),
                        changes: changes.collect(),
                    });
                }
            }
            token = page.next_token().map(str::to_string);
            if token.is_none() {
                return Ok(described);
            }
        }
    }
}

fn parameter(key: &str, value: &str) -> Parameter {
    Parameter::builder().parameter_key(key).parameter_value(value).build()
}

/// The number of changes says nothing: a change of outputs alone has none.
fn status(status: &str, execution: &str, reason: &str) -> ChangeSetStatus {
    match (status, execution) {
        (_, "OBSOLETE") => ChangeSetStatus::Obsolete,
        (_, "EXECUTE_IN_PROGRESS" | "EXECUTE_COMPLETE" | "EXECUTE_FAILED") => ChangeSetStatus::Executed,
        ("CREATE_COMPLETE", _) => ChangeSetStatus::Ready,
        ("FAILED", _) if NO_CHANGES.iter().any(|text| reason.contains(text)) => ChangeSetStatus::Empty,
        ("FAILED" | "DELETE_FAILED", _) => ChangeSetStatus::Failed(reason.to_string()),
        _ => ChangeSetStatus::Pending,
    }
}
