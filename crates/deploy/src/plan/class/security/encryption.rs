//! Encryption that goes, at rest and on the way between parts of a cluster.

use super::super::expression::text;
use super::super::sides::Sides;
use super::{Findings, Kind, Reason, switched_off};
use serde_json::Value;

/// Switches, on while something is encrypted.
const SWITCHES: &[&str] = &[
    "/Properties/StorageEncrypted",
    "/Properties/Encrypted",
    "/Properties/AtRestEncryptionEnabled",
    "/Properties/TransitEncryptionEnabled",
    "/Properties/EncryptionAtRestOptions/Enabled",
    "/Properties/NodeToNodeEncryptionOptions/Enabled",
    "/Properties/SSESpecification/SSEEnabled",
    "/Properties/SqsManagedSseEnabled",
    "/Properties/EncryptionInfo/EncryptionInTransit/InCluster",
];

/// Properties that encrypt by being there; with another key it is encrypted as well.
const PRESENCES: &[&str] = &[
    "/Properties/KmsKeyId",
    "/Properties/KMSKeyId",
    "/Properties/KmsKeyArn",
    "/Properties/KmsKey",
    "/Properties/KmsKeyIdentifier",
    "/Properties/KmsMasterKeyId",
    "/Properties/EncryptionKeyArn",
    "/Properties/StreamEncryption",
    "/Properties/EncryptionConfiguration",
    "/Properties/EncryptionConfig",
    "/Properties/EncryptionOptions",
    "/Properties/BucketEncryption",
    "/Properties/EncryptionAtRestOptions",
    "/Properties/DeliveryStreamEncryptionConfigurationInput",
];

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    if !sides.is_modified() {
        return;
    }
    for pointer in SWITCHES {
        switched_off(Kind::EncryptionOff, sides, pointer).into_iter().for_each(|reason| findings.inside(reason));
    }
    for pointer in PRESENCES {
        let (before, after) = sides.at(pointer);
        if before.is_some() && after.is_none() {
            findings.inside(Reason::new(Kind::EncryptionOff, *pointer).values(before, after));
        }
    }
    bucket(sides, findings);
}

/// From a key of one's own to one that everybody in the account may use.
fn bucket(sides: &Sides<'_>, findings: &mut Findings) {
    let rules = "/Properties/BucketEncryption/ServerSideEncryptionConfiguration";
    let pointer = format!("{rules}/0/ServerSideEncryptionByDefault/SSEAlgorithm");
    let (before, after) = sides.at(&pointer);
    let has_key = |value: Option<&Value>| value.map(text).is_some_and(|algorithm| algorithm.starts_with("aws:kms"));
    if has_key(before) && after.is_some() && !has_key(after) {
        findings.inside(Reason::new(Kind::EncryptionOff, pointer).values(before, after));
    }
}
