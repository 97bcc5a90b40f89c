//! One account in one region, for those who use the model.

use super::fault::Fault;
use super::goal::Goal;
use super::operation::{Kind, Order};
use super::parameter::Given;
use super::stack::Stack;
use super::state::State;
use super::wire::{Connector, refusal::Refusal};
use super::{parameter, snapshot, template};
use aws_smithy_runtime_api::client::http::{SharedHttpClient, SharedHttpConnector};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::Instant;

/// One account in one region. A clone is the same account.
///
/// Its time begins when it is made, and is tokio's.
#[derive(Clone, Debug)]
pub struct Account {
    state: Arc<Mutex<State>>,
    began: Instant,
}

/// A call that reached the account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// Since the account began.
    pub at: Duration,
    /// `CreateChangeSet`.
    pub action: String,
    /// The stack's name or id, as it was given.
    pub stack: Option<String>,
    /// The token that the caller gave.
    pub token: Option<String>,
    /// Everything that it brought, by the form's names: `Capabilities.member.1`; but for a template.
    pub fields: BTreeMap<String, String>,
    /// Whether it was done: neither refused nor lost before.
    pub is_done: bool,
}

impl Account {
    /// An empty account, such as `123456789012` in `ap-northeast-1`.
    pub fn new(account: impl Into<String>, region: impl Into<String>) -> Self {
        let state = State { account: account.into(), region: region.into(), ..State::default() };
        Self { state: Arc::new(Mutex::new(state)), began: Instant::now() }
    }

    /// What takes the place of the network under a client of the SDK.
    pub fn http_client(&self) -> SharedHttpClient {
        SharedHttpClient::new(Connector::new(self.clone()))
    }

    /// The same without a client: what answers requests to S3, which has no client here.
    pub fn http_connector(&self) -> SharedHttpConnector {
        SharedHttpConnector::new(Connector::new(self.clone()))
    }

    /// Puts a stack there as if it had been deployed: complete, at once.
    ///
    /// # Errors
    /// What CloudFormation would say: of the template, or of what could not be made.
    pub fn put_stack(
        &self,
        name: &str,
        text: &str,
        parameters: &[(&str, &str)],
        tags: &[(&str, &str)],
    ) -> Result<(), String> {
        let given: Given =
            parameters.iter().map(|(name, value)| ((*name).to_owned(), Some((*value).to_owned()))).collect();
        let template = template::read(text)?;
        let goal = Goal {
            text: text.into(),
            parameters: parameter::bind(&template, &given, &BTreeMap::new())?,
            capabilities: template::required_capability(&template)
                .into_iter()
                .map(|(name, _)| name.to_owned())
                .collect(),
            tags: tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(),
            template: Arc::new(template),
        };
        template::validate(&goal)?;
        let mut state = self.state();
        let at = match state.position(name) {
            Some(at) => at,
            None => state.new_stack(name),
        };
        let is_new = state.stacks.get(at).is_none_or(|stack| stack.status == "REVIEW_IN_PROGRESS");
        let kind = if is_new { Kind::Create } else { Kind::Update };
        state.deploy(at, kind, goal, Order { is_instant: true, ..Order::default() });
        let now = state.now;
        state.advance(now);
        match state.stacks.get(at) {
            Some(Stack { status: "CREATE_COMPLETE" | "UPDATE_COMPLETE", .. }) => Ok(()),
            Some(stack) => {
                let reasons = stack.events.iter().filter_map(|event| event.reason.clone());
                Err(format!("{}: {}", stack.status, reasons.collect::<Vec<_>>().join("; ")))
            }
            None => Err(String::new()),
        }
    }

    /// Takes a stack away as if somebody had deleted it: at once.
    pub fn remove_stack(&self, name: &str) {
        let mut state = self.state();
        if let Some(at) = state.position(name) {
            state.delete(at, Order { is_instant: true, ..Order::default() });
            let now = state.now;
            state.advance(now);
        }
    }

    /// Lets something go wrong.
    pub fn fault(&self, fault: Fault) {
        self.state().faults.push(fault);
    }

    /// Refuses calls beyond so many in a second.
    pub fn limit_calls(&self, per_second: usize) {
        self.state().calls_per_second = Some(per_second);
    }

    /// Puts something into a bucket or repository, by its physical id: it cannot be deleted any more.
    pub fn fill(&self, physical_id: &str) {
        self.state().filled.push(physical_id.to_owned());
    }

    /// Empties a bucket or repository.
    pub fn empty(&self, physical_id: &str) {
        self.state().filled.retain(|filled| filled != physical_id);
    }

    /// Puts an object into a bucket.
    pub fn put_object(&self, bucket: &str, key: &str, text: &str) {
        let mut state = self.state();
        let etag = format!("\"{:032x}\"", state.count("etag"));
        state.objects.insert(format!("{bucket}/{key}"), (etag, text.to_owned()));
    }

    /// Changes a property of a resource behind CloudFormation's back. `path` is a JSON pointer into its properties,
    /// such as `/RetentionInDays`; nothing happens where there is no such property or resource.
    pub fn drift(&self, stack: &str, logical_id: &str, path: &str, value: Value) {
        let mut state = self.state();
        let stack = state.stack_mut(stack);
        let Some(resource) = stack.and_then(|stack| stack.resources.get_mut(logical_id)) else { return };
        let mut actual = resource.actual.clone().unwrap_or_else(|| resource.properties.clone());
        if let Some(property) = actual.pointer_mut(path) {
            *property = value;
        }
        resource.actual = Some(actual).filter(|actual| *actual != resource.properties);
    }

    /// The calls so far.
    pub fn calls(&self) -> Vec<Call> {
        self.state().calls.clone()
    }

    /// What is there now: stacks with their status, parameters, tags, resources, outputs and imports, what is
    /// outside of every stack, and the names that are taken. Generated names
    /// and ids are told by what they belong to, so that two runs with the same outcome have the same snapshot.
    pub fn snapshot(&self) -> Value {
        snapshot::of(&self.state())
    }

    /// The account as it is at this moment.
    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = u64::try_from(self.began.elapsed().as_millis()).unwrap_or(u64::MAX);
        state.advance(now);
        state
    }
}

impl State {
    /// A stack of this name that holds nothing yet: what the first change set makes. Its position.
    pub fn new_stack(&mut self, name: &str) -> usize {
        let number = self.count(&format!("stack/{name}"));
        let id = self.arn(&format!("stack/{name}/00000000-0000-0000-0000-{number:012}"));
        let now = self.now;
        let mut stack = Stack { name: name.to_owned(), id, created: now, ..Stack::default() };
        stack.announce(now, "REVIEW_IN_PROGRESS", Some("User Initiated".to_owned()));
        self.stacks.push(stack);
        self.stacks.len() - 1
    }

    /// The stack of this name or id, or what CloudFormation says where there is none.
    ///
    /// # Errors
    /// There is none.
    pub fn existing(&self, name: &str) -> Result<usize, Refusal> {
        self.position(name).ok_or_else(|| Refusal::validation(format!("Stack with id {name} does not exist")))
    }
}
