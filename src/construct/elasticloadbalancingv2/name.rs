use super::codes;
use formwork_core::{Scope, Text, Value};

/// Names of load balancers and target groups follow one rule, which AWS tells only when they are made.
pub(super) fn check(scope: &Scope, kind: &'static str, name: &Value<Text>) {
    let Some(name) = name.as_text() else { return };
    let signs = name.bytes().all(|sign| sign.is_ascii_alphanumeric() || sign == b'-');
    let ends = !name.starts_with('-') && !name.ends_with('-');
    let reserved = kind == "a load balancer" && name.starts_with("internal-");
    if name.is_empty() || name.len() > 32 || !signs || !ends || reserved {
        scope.report(codes::INVALID_NAME.problem().with("name", name).with("kind", kind));
    }
}

pub(super) fn check_port(scope: &Scope, port: &Value<i64>) {
    if let Some(port) = port.as_integer().filter(|port| !(1..=65535).contains(port)) {
        scope.report(codes::INVALID_PORT.problem().with("port", port));
    }
}
