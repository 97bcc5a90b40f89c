//! What an image runs on.

use serde_json::Value;
use std::fmt;

/// An operating system and an architecture, as OCI writes them: `linux/amd64`, `linux/arm64/v8`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Platform {
    /// `linux`.
    pub os: String,
    /// Go's name of it: `amd64` is what ECS calls `X86_64`, `arm64` is `ARM64`.
    pub architecture: String,
    /// `v8`, where it is said.
    pub variant: Option<String>,
}

impl Platform {
    /// What an image's configuration, or the `platform` of a descriptor, says; none for what runs nowhere, such as an
    /// attestation.
    pub(super) fn of(object: &Value) -> Option<Platform> {
        let field = |name: &str| {
            let text = object.get(name)?.as_str()?;
            (!text.is_empty() && text != "unknown").then(|| text.to_string())
        };
        Some(Platform { os: field("os")?, architecture: field("architecture")?, variant: field("variant") })
    }

    /// What ECS calls the architecture in a task definition's `RuntimePlatform`, if Fargate has it.
    pub fn cpu_architecture(&self) -> Option<&'static str> {
        match self.architecture.as_str() {
            "amd64" => Some("X86_64"),
            "arm64" => Some("ARM64"),
            _ => None,
        }
    }
}

/// What the images of an index run on; none where the manifest is that of one image, whose configuration says it.
pub fn platforms(manifest: &str) -> Option<Vec<Platform>> {
    let manifest: Value = serde_json::from_str(manifest).ok()?;
    let all = manifest.get("manifests")?.as_array()?;
    Some(all.iter().filter_map(|one| Platform::of(one.get("platform")?)).collect())
}

impl fmt::Display for Platform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.os, self.architecture)?;
        match &self.variant {
            Some(variant) => write!(f, "/{variant}"),
            None => Ok(()),
        }
    }
}
