//! `deploy secret refresh dev`: writes what is composed of a password anew, after the password was changed.

use super::super::{Call, Refused, show};
use super::{Desk, answered};
use crate::api::{FailureKind, SecretText};
use crate::codes::operation as codes;
use crate::ending::{Ending, Stop};
use crate::project::ComposedSecret;
use formwork::Problem;
use formwork::command::Shell;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub fn refresh(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let arguments = call.arguments;
    let desk = Desk::new(call)?;
    let mut has_changed = false;
    for secret in &desk.operations.secrets {
        let source = read(call, &desk, &secret.source)?;
        let before = read(call, &desk, &secret.name)?;
        let after = composed(secret, &source, &before).map_err(|reason| {
            let problem = codes::SECRET_SHAPE.problem().with("secret", secret.name.as_str()).with("reason", reason);
            Stop::new(Ending::Preflight, problem.with("environment", arguments.environment.as_str()))
        })?;
        let changes = after != before;
        if changes {
            // the same text has the same token, so that a call whose answer was lost changes nothing the second time
            let hash = Sha256::digest(format!("{}\n{}\n{}", secret.name, before.0, after.0));
            let token: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
            let write = desk.connection.put_secret(&secret.name, &after, &token);
            answered(desk.runtime.block_on(write), "Secrets Manager", "secretsmanager", &secret.name)?;
            has_changed = true;
        }
        let word = if changes { "was written anew" } else { "is as it should be" };
        let details = json!({"secret": secret.name, "changed": changes});
        show::found(shell, arguments, "secret", details, &format!("{} {word}\n", secret.name));
    }
    let Some(service) = desk.operations.service.as_ref().filter(|_| has_changed && !arguments.operation.no_restart)
    else {
        return Ok(Ending::Fine);
    };
    let restart = desk.connection.restart_service(&service.cluster, &service.name);
    answered(desk.runtime.block_on(restart), "Amazon ECS", "ecs", &service.name)?;
    let text = format!("{} starts its tasks again, which read it\n", service.name);
    show::found(shell, arguments, "restarted", json!({"service": service.name}), &text);
    Ok(Ending::Fine)
}

fn read(call: &Call<'_>, desk: &Desk, name: &str) -> Result<SecretText, Stop> {
    let answer = desk.runtime.block_on(desk.connection.secret(name));
    if matches!(&answer, Some(Err(failure)) if failure.kind == FailureKind::Missing) {
        let problem: Problem = codes::NO_SECRET.problem().with("secret", name);
        return Err(Stop::new(Ending::Preflight, problem.with("environment", call.arguments.environment.as_str())));
    }
    answered(answer, "Secrets Manager", "secretsmanager", name)
}

/// The text with the value as it is now; the rest of it stays.
///
/// # Errors
/// What does not look as it should; no part of either text.
pub fn composed(secret: &ComposedSecret, source: &SecretText, before: &SecretText) -> Result<SecretText, String> {
    let ComposedSecret { source: name, member, before: first, after: then, .. } = secret;
    let object: Value = serde_json::from_str(&source.0).map_err(|_| format!("{name} is no JSON object"))?;
    let value = object.get(member).and_then(Value::as_str).ok_or_else(|| format!("{name} has no text `{member}`"))?;
    let rest = before.0.strip_prefix(first.as_str()).ok_or_else(|| format!("it does not begin with {first}"))?;
    let (_, rest) = rest.split_once(then.as_str()).ok_or_else(|| format!("no {then} comes after {first}"))?;
    Ok(SecretText(format!("{first}{}{then}{rest}", encoded(value))))
}

/// A value as it stands in a URL: everything but the letters, digits and signs that need no encoding.
fn encoded(value: &str) -> String {
    let mut text = String::new();
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => text.push(char::from(byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
    }
    text
}
