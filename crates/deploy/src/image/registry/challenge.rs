//! Signing on: a registry that answers 401 says where a token is to be had.

use super::Registry;
use super::exchange::{Answer, Call, is_safe};
use super::login::Token;
use formwork::Problem;
use serde_json::Value;

impl Registry {
    /// Gets the token that an answer asks for.
    pub(super) async fn sign_on(&self, answer: &Answer) -> Result<(), Problem> {
        let bearer = answer.all("www-authenticate").find_map(|challenge| parameters(challenge, "Bearer"));
        let Some(parameters) = bearer else {
            // the login itself was asked for, and was sent if there is one
            return Err(self.login_refused(&answer.reason()));
        };
        let parameter = |wanted: &str| {
            let found = parameters.iter().find(|(name, _)| name.eq_ignore_ascii_case(wanted));
            found.map(|(_, value)| value.as_str())
        };
        let realm = parameter("realm").unwrap_or_default();
        if !is_safe(realm) {
            return Err(self.login_refused(&format!("it sends on to `{}` for a token", realm.escape_debug())));
        }
        let everything = format!("repository:{}:pull,push", self.repository.name());
        let scope = parameter("scope").unwrap_or(&everything);
        let mark = if realm.contains('?') { '&' } else { '?' };
        let mut url = format!("{realm}{mark}scope={}", encoded(scope));
        if let Some(service) = parameter("service") {
            url.push_str(&format!("&service={}", encoded(service)));
        }
        let answer = self.repeat(&Call::new("GET", url, "a token"), self.login.header()).await?;
        let document: Option<Value> = serde_json::from_slice(&answer.body).ok().filter(|_| answer.is_success());
        let token = document.as_ref().and_then(|document| {
            let token = document.get("token").or_else(|| document.get("access_token"))?;
            token.as_str()
        });
        let token = token.ok_or_else(|| self.login_refused(&format!("no token: {}", answer.reason())))?;
        if let Ok(mut known) = self.token.lock() {
            *known = Some(Token(format!("Bearer {token}")));
        }
        Ok(())
    }
}

/// The parameters of a challenge of this scheme: `Bearer realm="https://..",service="..",scope="a:b:pull,push"`.
fn parameters(challenge: &str, scheme: &str) -> Option<Vec<(String, String)>> {
    let (found, mut rest) = challenge.trim().split_once(' ')?;
    if !found.eq_ignore_ascii_case(scheme) {
        return None;
    }
    let mut parameters = Vec::new();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, after) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_once(',').unwrap_or((after, "")),
        };
        parameters.push((name.trim_matches([',', ' ']).to_string(), value.to_string()));
        rest = after;
    }
    Some(parameters)
}

/// A text as it stands in a query.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => encoded.push(byte as char),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}
