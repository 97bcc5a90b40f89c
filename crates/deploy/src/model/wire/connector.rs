//! In the place of the network: a request is answered at once, by the account, in the process.

use super::refusal::Refusal;
use super::request::Request;
use super::response::Xml;
use super::{act, object};
use crate::model::account::{Account, Call};
use crate::model::fault::CallFault;
use crate::model::state::State;
use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;
use aws_smithy_runtime_api::client::runtime_components::RuntimeComponents;
use aws_smithy_runtime_api::http::StatusCode;
use aws_smithy_types::body::SdkBody;
use std::time::Duration;

const CLOUDFORMATION: &str = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
const STS: &str = "https://sts.amazonaws.com/doc/2011-06-15/";

/// The account as an HTTP client.
#[derive(Clone, Debug)]
pub struct Connector {
    account: Account,
}

impl Connector {
    pub fn new(account: Account) -> Self {
        Self { account }
    }
}

impl HttpClient for Connector {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

impl HttpConnector for Connector {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        let mut state = self.account.state();
        HttpConnectorFuture::ready(answer(&mut state, &request))
    }
}

fn answer(state: &mut State, http: &HttpRequest) -> Result<HttpResponse, ConnectorError> {
    let body = http.body().bytes().map(String::from_utf8_lossy).unwrap_or_default();
    if let Some(key) = object::key(http) {
        return of_object(state, http, key, &body);
    }
    let request = Request::read(&body);
    let action = request.text("Action").unwrap_or_default().to_owned();
    let stack = request.owned("StackName");
    let token = request.owned("ClientRequestToken").or_else(|| request.owned("ClientToken"));
    let name = stack.as_deref().and_then(|stack| state.stack(stack)).map(|stack| stack.name.clone()).or(stack.clone());
    let fault = state.faults.call(name.as_deref(), &action);
    let is_throttled = state.is_beyond_limit();
    let is_lost = matches!(fault, Some(fault) if !matches!(fault, CallFault::AcceptedThenReset | CallFault::StaleRead));
    let at = Duration::from_millis(state.now);
    let (fields, is_done) = (request.fields(), !is_lost && !is_throttled);
    state.calls.push(Call { at, action: action.clone(), stack, token, fields, is_done });
    let namespace = if action == "GetCallerIdentity" { STS } else { CLOUDFORMATION };
    let refused = match fault {
        _ if is_throttled => Some(Refusal::new("Throttling", "Rate exceeded")),
        Some(CallFault::Throttle) => Some(Refusal::new("Throttling", "Rate exceeded")),
        Some(CallFault::ServerError(status)) => {
            let code = if status == 503 { "ServiceUnavailable" } else { "InternalFailure" };
            Some(Refusal::new(code, "The service is not available at the moment").with_status(status))
        }
        Some(CallFault::AccessDenied) => {
            let who = format!("arn:aws:iam::{}:user/deployer", state.account);
            let message = format!("User: {who} is not authorized to perform: cloudformation:{action}");
            Some(Refusal::new("AccessDenied", message).with_status(403))
        }
        Some(CallFault::ExpiredToken) => {
            let message = "The security token included in the request is expired";
            Some(Refusal::new("ExpiredToken", message).with_status(403))
        }
        Some(CallFault::ConnectionReset) => return Err(reset()),
        Some(CallFault::AcceptedThenReset | CallFault::StaleRead) | None => None,
    };
    if let Some(refusal) = refused {
        return response(refusal.status, error(&refusal, namespace));
    }
    let reply = if fault == Some(CallFault::StaleRead) {
        stale(state, name.as_deref(), |state| act(state, &action, &request))
    } else {
        act(state, &action, &request)
    };
    if fault == Some(CallFault::AcceptedThenReset) {
        return Err(reset());
    }
    match reply {
        Ok(xml) => response(200, xml.reply(&action, namespace)),
        Err(refusal) => {
            if let Some(call) = state.calls.last_mut() {
                call.is_done = false;
            }
            response(refusal.status, error(&refusal, namespace))
        }
    }
}

/// S3 answers, or its answer is lost: no other fault is known of it.
fn of_object(state: &mut State, http: &HttpRequest, key: String, body: &str) -> Result<HttpResponse, ConnectorError> {
    let action = object::action(http, &key);
    let fault = state.faults.call(None, action);
    let is_lost = fault.is_some_and(|fault| fault != CallFault::AcceptedThenReset);
    let reply = if is_lost { Err(reset()) } else { object::answer(state, http, &key, body) };
    let is_done = matches!(&reply, Ok(response) if response.status().is_success());
    let at = Duration::from_millis(state.now);
    let fields = [("Key".to_owned(), key)].into();
    state.calls.push(Call { at, action: action.to_owned(), stack: None, token: None, fields, is_done });
    if fault.is_some() { Err(reset()) } else { reply }
}

/// Does something while the stack has the status that it had before.
fn stale<T>(state: &mut State, stack: Option<&str>, read: impl FnOnce(&mut State) -> T) -> T {
    let swap = |state: &mut State| {
        if let Some(stack) = stack.and_then(|name| state.stack_mut(name)) {
            std::mem::swap(&mut stack.status, &mut stack.previous_status);
        }
    };
    swap(state);
    let read = read(state);
    swap(state);
    read
}

fn error(refusal: &Refusal, namespace: &str) -> String {
    let kind = if refusal.status < 500 { "Sender" } else { "Receiver" };
    Xml::error(kind, refusal.code, &refusal.message, namespace)
}

fn reset() -> ConnectorError {
    ConnectorError::io("connection reset by peer".into())
}

/// A reply with a status and a body.
pub fn response(status: u16, body: String) -> Result<HttpResponse, ConnectorError> {
    let status = StatusCode::try_from(status).map_err(|error| ConnectorError::other(error.into(), None))?;
    Ok(HttpResponse::new(status, SdkBody::from(body)))
}
