//! Protection of connections.

use super::super::expression::text;
use super::super::sides::Sides;
use super::{Findings, Kind, Reason, switched_off};
use serde_json::Value;

/// Settings whose values have an order, the weakest first. What stands in no list is weaker than all that do.
const SCALES: &[(&str, &[&str])] = &[
    ("/Properties/DistributionConfig/DefaultCacheBehavior/ViewerProtocolPolicy", &["allow-all", "redirect-to-https"]),
    (
        "/Properties/DistributionConfig/ViewerCertificate/MinimumProtocolVersion",
        &[
            "SSLv3",
            "TLSv1",
            "TLSv1_2016",
            "TLSv1.1_2016",
            "TLSv1.2_2018",
            "TLSv1.2_2019",
            "TLSv1.2_2021",
            "TLSv1.2_2025",
            "TLSv1.3_2025",
        ],
    ),
    ("/Properties/SecurityPolicy", &["TLS_1_0", "TLS_1_2"]),
    (
        "/Properties/DomainEndpointOptions/TLSSecurityPolicy",
        &["Policy-Min-TLS-1-0-2019-07", "Policy-Min-TLS-1-2-2019-07", "Policy-Min-TLS-1-2-PFS-2023-10"],
    ),
    ("/Properties/EncryptionInfo/EncryptionInTransit/ClientBroker", &["PLAINTEXT", "TLS_PLAINTEXT", "TLS"]),
    ("/Properties/TransitEncryptionMode", &["preferred", "required"]),
];

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    if !sides.is_modified() {
        return;
    }
    for (pointer, scale) in SCALES {
        let (before, after) = sides.at(pointer);
        let place =
            |value: Option<&Value>| value.and_then(|value| scale.iter().position(|known| text(value) == *known));
        let differs = before.map(text) != after.map(text) && before.is_some();
        // stronger than all that is known: equal to the strongest
        let stronger = |value: Option<&Value>| value.map(text).as_deref() == Some("https-only");
        if differs && place(after) < place(before) && !stronger(after) || stronger(before) && differs {
            findings.inside(Reason::new(Kind::TlsLowered, *pointer).values(before, after));
        }
    }
    let pointer = "/Properties/DomainEndpointOptions/EnforceHTTPS";
    switched_off(Kind::TlsLowered, sides, pointer).into_iter().for_each(|reason| findings.inside(reason));
    if sides.type_name == "AWS::ElasticLoadBalancingV2::Listener" {
        listener(sides, findings);
    }
}

fn listener(sides: &Sides<'_>, findings: &mut Findings) {
    let protocol = "/Properties/Protocol";
    let (before, after) = sides.at(protocol);
    let is_tls = |value: Option<&Value>| value.map(text).is_some_and(|value| matches!(value.as_str(), "HTTPS" | "TLS"));
    if is_tls(before) && !is_tls(after) {
        findings.inside(Reason::new(Kind::TlsLowered, protocol).values(before, after));
    }
    let policy = "/Properties/SslPolicy";
    if is_tls(before) && is_tls(after) {
        let (before, after) = sides.at(policy);
        if before.map(text) != after.map(text) && strength(after) < strength(before) {
            findings.inside(Reason::new(Kind::TlsLowered, policy).values(before, after));
        }
    }
    let actions = "/Properties/DefaultActions";
    let (before, after) = sides.at(actions);
    let redirects = |value: Option<&Value>| {
        let first = value.and_then(Value::as_array).and_then(|actions| actions.first());
        first.and_then(|action| action.get("Type")).map(text).as_deref() == Some("redirect")
    };
    if redirects(before) && !redirects(after) && !is_tls(sides.at(protocol).1) {
        findings.inside(Reason::new(Kind::TlsLowered, actions).values(before, after));
    }
}

/// The oldest version of TLS that a policy of a load balancer takes, and whether only strong ciphers. A policy that is not
/// known, or none, is the oldest: the default is `ELBSecurityPolicy-2016-08`.
fn strength(policy: Option<&Value>) -> (u8, u8) {
    let policy = policy.map(text).unwrap_or_default();
    let version = [
        ("TLS13-1-3", 3),
        ("TLS13-1-2", 2),
        ("TLS-1-2", 2),
        ("FS-1-2", 2),
        ("TLS13-1-1", 1),
        ("TLS-1-1", 1),
        ("FS-1-1", 1),
    ];
    let version = version.iter().find(|(part, _)| policy.contains(part)).map_or(0, |(_, version)| *version);
    let ciphers = if policy.contains("Ext2") {
        0
    } else if policy.contains("Ext") {
        1
    } else if policy.contains("Res") || policy.contains("FS-") {
        3
    } else {
        2
    };
    (version, ciphers)
}
