//! Objects of S3, with conditions: what a lease and staged templates need.

use super::connector::response;
use super::request::decoded;
use super::response::Xml;
use crate::model::state::State;
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_runtime_api::client::result::ConnectorError;

/// `bucket/key`, where it is a request to S3: by path, or by host.
pub fn key(http: &HttpRequest) -> Option<String> {
    located(http.uri())
}

/// `bucket/key` of an address of S3.
pub fn located(address: &str) -> Option<String> {
    let (host, path) = address.split_once("://")?.1.split_once('/')?;
    let path = decoded(path.split('?').next().unwrap_or_default());
    if host.starts_with("s3.") || host.starts_with("s3-") {
        return Some(path);
    }
    let (bucket, rest) = host.split_once(".s3")?;
    rest.starts_with(['.', '-']).then(|| format!("{bucket}/{path}"))
}

/// `PutObject`, `HeadBucket`.
pub fn action(http: &HttpRequest, key: &str) -> &'static str {
    match http.method() {
        "PUT" => "PutObject",
        "DELETE" => "DeleteObject",
        "HEAD" if bucket(key).is_some() => "HeadBucket",
        "HEAD" => "HeadObject",
        _ => "GetObject",
    }
}

pub fn answer(state: &mut State, http: &HttpRequest, key: &str, body: &str) -> Result<HttpResponse, ConnectorError> {
    if http.headers().get("x-amz-expected-bucket-owner").is_some_and(|owner| owner != state.account) {
        return refused(403, "AccessDenied", "Access Denied");
    }
    if let Some(bucket) = bucket(key) {
        return head_bucket(state, http, bucket);
    }
    let known = state.objects.get(key).map(|(etag, _)| etag.clone());
    let is_new = http.headers().get("if-none-match") == Some("*");
    let expected = http.headers().get("if-match");
    let is_unexpected = expected.is_some_and(|expected| known.as_deref() != Some(expected));
    match http.method() {
        "PUT" if expected.is_some() && known.is_none() => {
            refused(404, "NoSuchKey", "The specified key does not exist.")
        }
        "PUT" | "DELETE" if is_unexpected || is_new && known.is_some() => {
            refused(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
        }
        "PUT" => {
            let etag = format!("\"{:032x}\"", state.count("etag"));
            state.objects.insert(key.to_owned(), (etag.clone(), body.to_owned()));
            tagged(response(200, String::new()), etag)
        }
        "DELETE" => {
            state.objects.remove(key);
            response(204, String::new())
        }
        "GET" | "HEAD" => match state.objects.get(key) {
            Some((etag, body)) => tagged(response(200, body.clone()), etag.clone()),
            None => refused(404, "NoSuchKey", "The specified key does not exist."),
        },
        _ => refused(405, "MethodNotAllowed", "The specified method is not allowed against this resource."),
    }
}

/// The bucket, where it is not about an object in it.
fn bucket(key: &str) -> Option<&str> {
    match key.split_once('/') {
        None => Some(key),
        Some((bucket, "")) => Some(bucket),
        Some(_) => None,
    }
}

/// Whether there is a bucket, and where. Like every reply to HEAD it has no body.
fn head_bucket(state: &State, http: &HttpRequest, bucket: &str) -> Result<HttpResponse, ConnectorError> {
    let of_stacks = state.stacks.iter().flat_map(|stack| stack.resources.values());
    let mut resources =
        of_stacks.filter(|one| !matches!(one.status, "DELETE_COMPLETE" | "DELETE_SKIPPED")).chain(&state.retained);
    let is_there = resources
        .any(|one| one.type_name == "AWS::S3::Bucket" && one.physical_id.as_deref() == Some(bucket))
        || state.objects.keys().any(|key| key.split('/').next() == Some(bucket));
    let is_at_home = http.uri().contains(&format!("s3.{}.", state.region));
    let status = match (is_there, is_at_home) {
        (false, _) => 404,
        (true, false) => 301,
        (true, true) => 200,
    };
    let mut response = response(status, String::new())?;
    if is_there {
        response.headers_mut().insert("x-amz-bucket-region", state.region.clone());
    }
    Ok(response)
}

fn tagged(response: Result<HttpResponse, ConnectorError>, etag: String) -> Result<HttpResponse, ConnectorError> {
    let mut response = response?;
    response.headers_mut().insert("etag", etag);
    Ok(response)
}

fn refused(status: u16, code: &str, message: &str) -> Result<HttpResponse, ConnectorError> {
    response(status, Xml::bare_error(code, message))
}
