//! Where images are: a registry's host and a name in it.

use crate::codes;
use formwork::Problem;
use std::fmt;

/// A repository: `123456789012.dkr.ecr.ap-northeast-1.amazonaws.com/prooflink-dev-app`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    host: String,
    name: String,
}

impl Repository {
    /// A host, with a port where it has one, a slash, and a name: without scheme, tag and digest.
    ///
    /// # Errors
    /// The text is none.
    pub fn parse(text: &str) -> Result<Repository, Problem> {
        let parts = text.split_once('/').filter(|(host, name)| is_host(host) && is_name(name));
        let (host, name) = parts.ok_or_else(|| codes::image::INVALID_REPOSITORY.problem().with("value", text))?;
        Ok(Repository { host: host.to_string(), name: name.to_string() })
    }

    /// The host, with its port.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The name in the registry.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Where the protocol's paths begin: `https://HOST`, and `http://HOST` on this machine alone.
    pub(super) fn origin(&self) -> String {
        let scheme = if is_loopback(&self.host) { "http" } else { "https" };
        format!("{scheme}://{}", self.host)
    }
}

impl fmt::Display for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.host, self.name)
    }
}

/// Whether an authority is this machine: only there credentials go without TLS.
pub(super) fn is_loopback(authority: &str) -> bool {
    // `127.0.0.1:80@example.com` is a user at another machine
    let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let host = authority.rsplit_once(':').filter(|(_, port)| is_port(port)).map_or(authority, |(host, _)| host);
    host == "localhost" || host.parse::<std::net::Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}

fn is_host(text: &str) -> bool {
    let (host, port) = text.split_once(':').map_or((text, None), |(host, port)| (host, Some(port)));
    let is_label =
        |label: &str| !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    host.split('.').all(is_label)
        && (host.contains('.') || port.is_some() || host == "localhost")
        && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Lower-case words with `.`, `_`, `__` or hyphens between, and slashes between those; at most 256 characters, as ECR has.
fn is_name(text: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let is_part = |part: &str| {
        part.bytes().all(|byte| is_word(byte) || matches!(byte, b'.' | b'_' | b'-'))
            && part.bytes().next().is_some_and(is_word)
            && part.bytes().next_back().is_some_and(is_word)
            && !part.contains("..")
    };
    text.len() <= 256 && text.split('/').all(is_part)
}
