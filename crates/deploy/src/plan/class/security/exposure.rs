//! Switches that let the outside in.

use super::super::expression::text;
use super::super::sides::Sides;
use super::{Findings, Kind, Reason, switched_off, switched_on};
use serde_json::Value;

/// Switches that open to the outside while they are on.
const OPEN_WHILE_ON: &[(Kind, &str)] = &[
    (Kind::PubliclyAccessible, "/Properties/PubliclyAccessible"),
    (Kind::PubliclyAccessible, "/Properties/MapPublicIpOnLaunch"),
    (Kind::PubliclyAccessible, "/Properties/AssociatePublicIpAddress"),
    (Kind::PubliclyAccessible, "/Properties/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp"),
];

/// The four switches of a block, and the one of a secret's policy.
const BLOCKS: &[&str] = &[
    "/Properties/PublicAccessBlockConfiguration/BlockPublicAcls",
    "/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy",
    "/Properties/PublicAccessBlockConfiguration/IgnorePublicAcls",
    "/Properties/PublicAccessBlockConfiguration/RestrictPublicBuckets",
    "/Properties/BlockPublicPolicy",
];

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    for (kind, pointer) in OPEN_WHILE_ON {
        // a public subnet is no opening by itself
        let is_outside = *pointer == "/Properties/PubliclyAccessible";
        switched_on(*kind, sides, pointer).into_iter().for_each(|reason| findings.add(is_outside, reason));
    }
    for pointer in BLOCKS {
        let (before, after) = sides.at(pointer);
        let is_explicit = after.is_some_and(|value| text(value) == "false");
        if is_explicit && before.map(text).as_deref() != Some("false") {
            findings.outside(Reason::new(Kind::PublicAccessBlockOff, *pointer).values(before, after));
        } else if let Some(reason) = switched_off(Kind::PublicAccessBlockOff, sides, pointer) {
            findings.inside(reason);
        }
    }
    acl(sides, findings);
    scheme(sides, findings);
    authentication(sides, findings);
    containers_and_instances(sides, findings);
}

fn acl(sides: &Sides<'_>, findings: &mut Findings) {
    let pointer = "/Properties/AccessControl";
    let (before, after) = sides.at(pointer);
    let lets_in =
        |value: &Value| matches!(text(value).as_str(), "PublicRead" | "PublicReadWrite" | "AuthenticatedRead");
    if after.is_some_and(lets_in) && before.map(text) != after.map(text) {
        findings.outside(Reason::new(Kind::PublicAcl, pointer).values(before, after));
    }
}

/// A load balancer that does not say otherwise faces the internet.
fn scheme(sides: &Sides<'_>, findings: &mut Findings) {
    let is_balancer = matches!(
        sides.type_name,
        "AWS::ElasticLoadBalancingV2::LoadBalancer" | "AWS::ElasticLoadBalancing::LoadBalancer"
    );
    if !is_balancer || sides.after.is_null() {
        return;
    }
    let pointer = "/Properties/Scheme";
    let (before, after) = sides.at(pointer);
    let is_internal = |value: Option<&Value>| value.map(text).as_deref() == Some("internal");
    let was_closed = sides.is_added() || is_internal(before);
    if was_closed && !is_internal(after) {
        findings.outside(Reason::new(Kind::InternetFacing, pointer).values(before, after));
    }
}

fn authentication(sides: &Sides<'_>, findings: &mut Findings) {
    let (kind, name, is_required) = match sides.type_name {
        "AWS::Lambda::Url" => (Kind::FunctionUrlOpen, "AuthType", true),
        "AWS::ApiGateway::Method" => (Kind::MethodWithoutAuth, "AuthorizationType", false),
        "AWS::ApiGatewayV2::Route" => (Kind::MethodWithoutAuth, "AuthorizationType", false),
        _ => return,
    };
    if sides.after.is_null() {
        return;
    }
    // a browser asks with OPTIONS before it has credentials
    let is_preflight = sides.at("/Properties/HttpMethod").1.map(text).as_deref() == Some("OPTIONS")
        || sides.at("/Properties/RouteKey").1.map(text).is_some_and(|key| key.starts_with("OPTIONS "));
    let needs_key = sides.at("/Properties/ApiKeyRequired").1.map(text).as_deref() == Some("true");
    let pointer = format!("/Properties/{name}");
    let (before, after) = sides.at(&pointer);
    let is_open = |value: Option<&Value>| match value {
        Some(value) => text(value).eq_ignore_ascii_case("none") || super::super::expression::is_expression(value),
        None => !is_required,
    };
    let was_open = !sides.is_added() && is_open(before) && (before.map(text) == after.map(text) || before.is_none());
    if is_open(after) && !was_open && !is_preflight && !needs_key {
        findings.outside(Reason::new(kind, pointer).values(before, after));
    }
}

fn containers_and_instances(sides: &Sides<'_>, findings: &mut Findings) {
    if let Some(reason) = switched_on(Kind::ExecOn, sides, "/Properties/EnableExecuteCommand") {
        findings.inside(reason);
    }
    for options in ["/Properties/LaunchTemplateData/MetadataOptions", "/Properties/MetadataOptions"] {
        let pointer = format!("{options}/HttpTokens");
        let (before, after) = sides.at(&pointer);
        let needs_token = |value: Option<&Value>| value.map(text).as_deref() == Some("required");
        let is_disabled = sides.at(&format!("{options}/HttpEndpoint")).1.map(text).as_deref() == Some("disabled");
        let is_explicit = sides.is_added() && after.is_some();
        if (sides.is_modified() && needs_token(before) || is_explicit) && !needs_token(after) && !is_disabled {
            findings.inside(Reason::new(Kind::ImdsV1Allowed, pointer).values(before, after));
        }
    }
}
