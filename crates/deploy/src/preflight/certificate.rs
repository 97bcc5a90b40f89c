//! Whether a certificate is of the right region, issued, and for the name.

use super::online::{Answer, Lookups};
use super::sight::{Found, of_type, text};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::target::TargetStack;
use serde_json::Value;

/// Where content delivery takes certificates from.
const GLOBAL: &str = "us-east-1";

/// Whether certificates that a template names by their ARN are of the region where they are wanted.
pub fn region(stack: &TargetStack, checks: &mut Vec<Check>) {
    for (found, arn, wanted) in named(stack) {
        let region = arn.split(':').nth(3).unwrap_or_default();
        let verdict = match region == wanted {
            true => Verdict::Pass,
            false => {
                let problem = codes::CERTIFICATE_ELSEWHERE.problem().at(place(&found)).with("arn", arn.as_str());
                Verdict::Fail(Box::new(problem.with("found", region).with("wanted", wanted)))
            }
        };
        checks.push(Check::new("certificate", format!("{} {}", stack.id, found.logical_id), verdict));
    }
}

/// Whether they are issued, and for the names that lead there.
pub async fn issued(lookups: &dyn Lookups, stack: &TargetStack, checks: &mut Vec<Check>) {
    let records = of_type(stack, "AWS::Route53::RecordSet").filter_map(|one| one.property("Name")?.as_str());
    let hosts: Vec<&str> = records.collect();
    for (found, arn, _) in named(stack) {
        let problem = |reason: String| {
            let problem = codes::CERTIFICATE_UNFIT.problem().at(place(&found)).with("arn", arn.as_str());
            Verdict::Fail(Box::new(problem.with("reason", reason)))
        };
        let verdict = match lookups.certificate(&arn).await {
            Answer::Unknown(why) => Verdict::Unknown(why),
            Answer::No => problem("there is no such certificate".to_string()),
            Answer::Yes(certificate) if certificate.status != "ISSUED" => {
                problem(format!("it is {}, not ISSUED", certificate.status))
            }
            Answer::Yes(certificate) => match hosts.iter().find(|host| !covers(&certificate.names, host)) {
                Some(host) => problem(format!("it is for {}, and not for {host}", certificate.names.join(", "))),
                None => Verdict::Pass,
            },
        };
        checks.push(Check::new("certificate", format!("{} {}", stack.id, found.logical_id), verdict));
    }
}

/// The certificates that a template names by their ARN, who uses them, and the region where they are wanted.
fn named(stack: &TargetStack) -> Vec<(Found<'_>, String, &str)> {
    let listeners = of_type(stack, "AWS::ElasticLoadBalancingV2::Listener").flat_map(|found| {
        let all = found.property("Certificates").and_then(Value::as_array).into_iter().flatten();
        all.filter_map(move |one| Some((found, text(stack, one.get("CertificateArn")?)?, stack.region.as_str())))
    });
    let distributions = of_type(stack, "AWS::CloudFront::Distribution").filter_map(|found| {
        let arn = found.resource.pointer("/Properties/DistributionConfig/ViewerCertificate/AcmCertificateArn")?;
        Some((found, text(stack, arn)?, GLOBAL))
    });
    listeners.chain(distributions).collect()
}

fn place(found: &Found<'_>) -> formwork::Place {
    found.stack.place_of(found.logical_id).pointer(format!("/Resources/{}", found.logical_id))
}

/// Whether one of the names is the host's; a star stands for one label.
fn covers(names: &[String], host: &str) -> bool {
    let host = host.trim_end_matches('.');
    names.iter().any(|name| match name.strip_prefix("*.") {
        Some(rest) => host.split_once('.').is_some_and(|(_, parent)| parent.eq_ignore_ascii_case(rest)),
        None => name.eq_ignore_ascii_case(host),
    })
}
