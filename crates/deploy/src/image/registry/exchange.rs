//! One request and its answer, and the same again where that may help.

use super::Registry;
use super::body::Body;
use super::login::Token;
use crate::codes;
use crate::image::repository::is_loopback;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::{Provider, rustls_provider::CryptoMode};
use aws_smithy_runtime_api::client::http::{HttpConnector, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::byte_stream::ByteStream;
use aws_smithy_types::error::display::DisplayErrorContext;
use formwork::Problem;
use serde_json::Value;
use std::time::Duration;

/// How often a request is made before it is given up.
pub(super) const ATTEMPTS: u32 = 5;
/// How long an answer may take, besides the time that the body needs.
const PATIENCE: Duration = Duration::from_secs(60);
/// Slower than this a blob is taken for stuck.
const SLOWEST_BYTES_PER_SECOND: u64 = 16 * 1024;

pub(super) fn connector() -> SharedHttpConnector {
    let connector = Connector::builder().tls_provider(Provider::Rustls(CryptoMode::Ring)).build();
    SharedHttpConnector::new(connector)
}

/// A request.
pub(super) struct Call {
    pub method: &'static str,
    pub url: String,
    /// `Accept` or `Content-Type`.
    pub header: Option<(&'static str, String)>,
    pub body: Body,
    /// What it is for, in messages: `the manifest latest`.
    pub what: String,
}

/// What came back.
pub(super) struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
    /// By their lower-case name.
    headers: Vec<(String, String)>,
}

impl Call {
    pub fn new(method: &'static str, url: String, what: impl Into<String>) -> Call {
        Call { method, url, header: None, body: Body::Empty, what: what.into() }
    }
}

impl Answer {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn is_success(&self) -> bool {
        (200..300).contains(&self.status)
    }

    /// Whether the same request may have better luck.
    pub fn is_passing(&self) -> bool {
        matches!(self.status, 408 | 429 | 500..=599)
    }

    /// The registry's code for what is wrong: `TAG_INVALID`.
    pub fn code(&self) -> String {
        self.error("code").unwrap_or_default()
    }

    /// The registry's words for it.
    pub fn reason(&self) -> String {
        let code = self.code();
        match self.error("message") {
            Some(message) if code.is_empty() => message,
            Some(message) => format!("{code}: {message}"),
            None if code.is_empty() => format!("HTTP {}", self.status),
            None => format!("{code} (HTTP {})", self.status),
        }
    }

    fn error(&self, field: &str) -> Option<String> {
        let document: Value = serde_json::from_slice(&self.body).ok()?;
        Some(document.get("errors")?.get(0)?.get(field)?.as_str()?.to_string())
    }
}

impl Registry {
    /// Sends it; signs on where the registry asks for it, and follows where a blob lies elsewhere.
    pub(super) async fn send(&self, call: &Call) -> Result<Answer, Problem> {
        let mut answer = self.repeat(call, self.authorization(&call.url)).await?;
        if answer.status == 401 {
            self.sign_on(&answer).await?;
            answer = self.repeat(call, self.authorization(&call.url)).await?;
        }
        if let (301..=303 | 307 | 308, "GET", Some(to)) = (answer.status, call.method, answer.header("location")) {
            let url = self.absolute(to).ok_or_else(|| self.refused(call, &format!("it sends on to {to}")))?;
            let there = Call::new("GET", url, call.what.clone());
            answer = self.repeat(&there, self.authorization(&there.url)).await?;
        }
        match answer.status {
            401 | 403 => Err(self.login_refused(&answer.reason())),
            404 if answer.code() == "NAME_UNKNOWN" => {
                Err(codes::image::NO_REPOSITORY.problem().with("repository", self.repository.to_string()))
            }
            _ => Ok(answer),
        }
    }

    /// Sends it until there is an answer that counts.
    pub(super) async fn repeat(&self, call: &Call, authorization: Option<Token>) -> Result<Answer, Problem> {
        let mut reason = String::new();
        for attempt in 0..ATTEMPTS {
            pause(attempt).await;
            match self.exchange(call, authorization.as_ref()).await {
                Ok(answer) if answer.is_passing() => reason = answer.reason(),
                Ok(answer) => return Ok(answer),
                Err(error) => reason = error,
            }
        }
        Err(self.unreachable(&call.what, &reason))
    }

    /// Sends it once.
    pub(super) async fn exchange(&self, call: &Call, authorization: Option<&Token>) -> Result<Answer, String> {
        let body = call.body.open().await?;
        let mut request = HttpRequest::new(body);
        let failed = |error: &dyn std::error::Error| error.to_string();
        request.set_method(call.method).map_err(|error| failed(&error))?;
        request.set_uri(call.url.as_str()).map_err(|error| failed(&error))?;
        let headers = request.headers_mut();
        if let Some((name, value)) = &call.header {
            headers.try_insert(*name, value.clone()).map_err(|error| failed(&error))?;
        }
        if call.method != "GET" && call.method != "HEAD" {
            headers.try_insert("content-length", call.body.size().to_string()).map_err(|error| failed(&error))?;
        }
        if let Some(Token(token)) = authorization {
            headers.try_insert("authorization", token.clone()).map_err(|error| failed(&error))?;
        }
        let patience = PATIENCE + Duration::from_secs(call.body.size() / SLOWEST_BYTES_PER_SECOND);
        let answer = async {
            let shown = |error: &dyn std::error::Error| DisplayErrorContext(error).to_string();
            let mut response = self.connector.call(request).await.map_err(|error| shown(&error))?;
            let headers = response.headers().iter();
            let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_string())).collect();
            let body = ByteStream::new(response.take_body()).collect().await.map_err(|error| shown(&error))?;
            Ok(Answer { status: response.status().as_u16(), body: body.to_vec(), headers })
        };
        match tokio::time::timeout(patience, answer).await {
            Ok(answer) => answer,
            Err(_) => Err(format!("no answer within {} seconds", patience.as_secs())),
        }
    }

    /// What a URL is told of whoever calls: only the registry itself is told anything.
    pub(super) fn authorization(&self, url: &str) -> Option<Token> {
        let path = url.strip_prefix(&self.repository.origin())?;
        if !path.starts_with('/') {
            return None;
        }
        let token = self.token.lock().ok().and_then(|token| token.clone());
        token.or_else(|| self.login.header())
    }

    /// Where a `Location` leads; never to plain HTTP on another machine.
    pub(super) fn absolute(&self, location: &str) -> Option<String> {
        if location.starts_with('/') && !location.starts_with("//") {
            return Some(format!("{}{location}", self.repository.origin()));
        }
        is_safe(location).then(|| location.to_string())
    }

    pub(super) fn refused(&self, call: &Call, reason: &str) -> Problem {
        let problem = codes::image::REGISTRY_REFUSED.problem().with("registry", self.repository.host());
        problem.with("action", format!("{} {}", call.method, call.what)).with("reason", reason)
    }

    pub(super) fn login_refused(&self, reason: &str) -> Problem {
        let problem = codes::image::REGISTRY_LOGIN.problem().with("registry", self.repository.host());
        problem.with("repository", self.repository.name()).with("reason", reason)
    }

    pub(super) fn unreachable(&self, what: &str, reason: &str) -> Problem {
        let problem = codes::image::REGISTRY_UNREACHABLE.problem().with("registry", self.repository.host());
        problem.with("action", what).with("attempts", i64::from(ATTEMPTS)).with("reason", reason)
    }
}

/// Whether nobody on the way can read what is sent there.
pub(super) fn is_safe(url: &str) -> bool {
    url.starts_with("https://")
        || url.strip_prefix("http://").is_some_and(|rest| rest.split(['/', '?', '#']).next().is_some_and(is_loopback))
}

/// Longer before each further attempt: a quarter of a second, then twice as long each time.
pub(super) async fn pause(attempt: u32) {
    if let Some(doublings) = attempt.checked_sub(1) {
        tokio::time::sleep(Duration::from_millis(250) * 2u32.pow(doublings)).await;
    }
}
