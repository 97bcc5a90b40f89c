//! A feature a service, but for families of services that are used together.

use crate::Failure;
use crate::world::World;
use std::collections::BTreeSet;
use std::fmt::Write;

/// Services whose name begins so share one feature: a package may have 300.
const FAMILIES: [&str; 9] =
    ["bedrock", "codestar", "emr", "iot", "kinesis", "media", "opensearch", "ssm", "workspaces"];

const BEGIN: &str = "# generated features: begin";
const END: &str = "# generated features: end";

/// The feature of a service.
pub fn feature(service: &str) -> String {
    let module = super::module(service);
    FAMILIES.iter().find(|family| module.starts_with(**family)).map_or(module, |family| (*family).to_owned())
}

/// All features.
fn all(world: &World) -> BTreeSet<String> {
    world.services().keys().map(|service| feature(service)).collect()
}

/// The manifest with its features between the markers: `forward` names the crate that has them, for one that passes
/// them on. What is written by hand outside the markers wins.
pub fn manifest(text: &str, world: &World, forward: Option<&str>) -> Result<String, Failure> {
    let (Some(begin), Some(end)) = (text.find(BEGIN), text.find(END)) else {
        return Err(Failure::new(format!("a manifest has no lines `{BEGIN}` and `{END}` below its `[features]`")));
    };
    let outside = format!("{}{}", &text[..begin], &text[end..]);
    let by_hand: BTreeSet<&str> =
        outside.lines().filter_map(|line| line.split_once('=')).map(|(name, _)| name.trim()).collect();
    let mut lines = format!("{BEGIN}\n");
    for feature in all(world).iter().filter(|feature| !by_hand.contains(feature.as_str())) {
        let _ = match forward {
            Some(package) => writeln!(lines, "{feature} = [\"{package}/{feature}\"]"),
            None => writeln!(lines, "{feature} = []"),
        };
    }
    Ok(format!("{}{lines}{}", &text[..begin], &text[end..]))
}
