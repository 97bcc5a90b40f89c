//! Certificates and web ACLs, and the region that uses them.

use super::{Relations, codes};
use crate::sight::{Meaning, Node};

/// Where CloudFront looks.
const EDGE: &str = "us-east-1";

pub(super) fn judge(relations: &mut Relations<'_, '_, '_>) {
    let sight = relations.sight;
    for node in relations.all("AWS::ElasticLoadBalancingV2::Listener") {
        let own = sight.stack(node).region.clone();
        for (at, one) in sight.property(node, "Certificates").items().iter().enumerate() {
            let below = format!("Certificates/{at}/CertificateArn");
            certificate(relations, node, one.get("CertificateArn"), &own, &below);
        }
    }
    for node in relations.all("AWS::CloudFront::Distribution") {
        let config = sight.property(node, "DistributionConfig");
        let arn = config.get("ViewerCertificate").get("AcmCertificateArn");
        certificate(relations, node, arn, EDGE, "DistributionConfig/ViewerCertificate/AcmCertificateArn");
        scope(relations, node, config.get("WebACLId"), "CLOUDFRONT", "DistributionConfig/WebACLId");
    }
    for node in relations.all("AWS::WAFv2::WebACLAssociation") {
        scope(relations, node, &sight.property(node, "WebACLArn"), "REGIONAL", "WebACLArn");
    }
}

fn certificate(relations: &mut Relations<'_, '_, '_>, node: Node, arn: &Meaning<'_>, wanted: &str, below: &str) {
    let made = arn.node().filter(|node| relations.sight.is(*node, "AWS::CertificateManager::Certificate"));
    let region = match (made, arn) {
        (Some(made), _) => relations.sight.stack(made).region.clone(),
        // arn:aws:acm:REGION:..
        (None, Meaning::Text(arn)) => arn.split(':').nth(3).unwrap_or_default().to_string(),
        _ => return,
    };
    if region.is_empty() || wanted.is_empty() || region == wanted {
        return;
    }
    let wanted = wanted.to_string();
    relations.found(&codes::CERTIFICATE_ELSEWHERE, node, below, |problem| {
        problem.with("region", region).with("wanted", wanted)
    });
}

fn scope(relations: &mut Relations<'_, '_, '_>, node: Node, acl: &Meaning<'_>, wanted: &'static str, below: &str) {
    let Some(acl) = acl.node().filter(|acl| relations.sight.is(*acl, "AWS::WAFv2::WebACL")) else { return };
    let Some(scope) = relations.sight.property(acl, "Scope").text().filter(|scope| scope != wanted) else { return };
    let scope = scope.into_owned();
    relations.found(&codes::WRONG_SCOPE, node, below, |problem| problem.with("scope", scope).with("wanted", wanted));
}
