//! Logs and trails that go.

use super::super::destruction;
use super::super::expression::{items, text};
use super::super::sides::Sides;
use super::{Findings, Kind, Reason, switched_off};
use serde_json::Value;
use std::collections::BTreeSet;

/// Types whose resource is a record of what happened, or makes one.
const RECORDS: &[&str] = &[
    "AWS::AccessAnalyzer::Analyzer",
    "AWS::CloudTrail::EventDataStore",
    "AWS::CloudTrail::Trail",
    "AWS::Config::ConfigurationRecorder",
    "AWS::EC2::FlowLog",
    "AWS::GuardDuty::Detector",
    "AWS::Logs::LogGroup",
    "AWS::SecurityHub::Hub",
    "AWS::WAFv2::LoggingConfiguration",
];

/// Switches, on while something is logged.
const SWITCHES: &[&str] = &[
    "/Properties/IsLogging",
    "/Properties/IsMultiRegionTrail",
    "/Properties/IncludeGlobalServiceEvents",
    "/Properties/EnableLogFileValidation",
    "/Properties/Enable",
];

/// Properties that log by being there.
const PRESENCES: &[&str] = &[
    "/Properties/LoggingConfiguration",
    "/Properties/LoggingProperties",
    "/Properties/Logging",
    "/Properties/LoggingInfo",
    "/Properties/AccessLogSetting",
    "/Properties/AccessLogSettings",
    "/Properties/DistributionConfig/Logging",
    "/Properties/LogPublishingOptions",
];

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    if sides.after.is_null() {
        if RECORDS.contains(&sides.type_name) && !destruction::is_kept(sides) {
            findings.inside(Reason::new(Kind::LogRemoved, ""));
        }
        return;
    }
    if !sides.is_modified() {
        return;
    }
    for pointer in SWITCHES {
        // `Enable` is the switch of a detector, and of other things elsewhere
        if *pointer != "/Properties/Enable" || sides.type_name == "AWS::GuardDuty::Detector" {
            switched_off(Kind::LoggingOff, sides, pointer).into_iter().for_each(|reason| findings.inside(reason));
        }
    }
    for pointer in PRESENCES {
        let (before, after) = sides.at(pointer);
        if before.is_some() && after.is_none() {
            findings.inside(Reason::new(Kind::LoggingOff, *pointer).values(before, after));
        }
    }
    lists(sides, findings);
    containers(sides, findings);
}

/// Logs that a database exports, and the access logs of a load balancer.
fn lists(sides: &Sides<'_>, findings: &mut Findings) {
    let pointer = "/Properties/EnableCloudwatchLogsExports";
    let (before, after) = sides.at(pointer);
    let names = |value: Option<&Value>| -> BTreeSet<String> {
        value.map(items).unwrap_or_default().into_iter().map(text).collect()
    };
    if !names(before).is_subset(&names(after)) {
        findings.inside(Reason::new(Kind::LoggingOff, pointer).values(before, after));
    }
    let pointer = "/Properties/LoadBalancerAttributes";
    let (before, after) = sides.at(pointer);
    for key in ["access_logs.s3.enabled", "connection_logs.s3.enabled"] {
        let is_on = |attributes: Option<&Value>| {
            attributes.map(items).unwrap_or_default().iter().any(|attribute| {
                let of = |name: &str| attribute.get(name).map(text);
                of("Key").as_deref() == Some(key) && of("Value").as_deref() == Some("true")
            })
        };
        if is_on(before) && !is_on(after) {
            findings.inside(Reason::new(Kind::LoggingOff, pointer).values(before, after));
        }
    }
}

fn containers(sides: &Sides<'_>, findings: &mut Findings) {
    let pointer = "/Properties/ContainerDefinitions";
    let (before, after) = sides.at(pointer);
    let (before, after) = (before.map(items).unwrap_or_default(), after.map(items).unwrap_or_default());
    for (index, container) in after.iter().enumerate() {
        let name = container.get("Name");
        let known = before.iter().find(|known| name.is_some() && known.get("Name") == name);
        let logs = known.and_then(|known| known.get("LogConfiguration"));
        if logs.is_some() && container.get("LogConfiguration").is_none() {
            let pointer = format!("{pointer}/{index}/LogConfiguration");
            findings.inside(Reason::new(Kind::LoggingOff, pointer).values(logs, None));
        }
    }
}
