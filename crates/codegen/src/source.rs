//! The two packages that everything comes from, pinned by version and hash.

pub mod download;
pub mod schemas;
pub mod spec;

use crate::Failure;
use sha2::{Digest, Sha256};
use std::path::Path;

/// One package at one version.
pub struct Package {
    /// What its registry calls it.
    pub name: &'static str,
    /// The version.
    pub version: &'static str,
    /// The hash of the file that the registry serves.
    pub sha256: &'static str,
}

/// The schemas: PyPI, MIT-0.
pub const SCHEMAS: Package = Package {
    name: "cfn-lint",
    version: "1.58.0",
    sha256: "9d9f06043160756a6158f5c3f92a44ce38254b1c578127461608305bc8262987",
};

/// Documentation, relationships, what `Ref` returns: npm, Apache-2.0.
pub const SPEC: Package = Package {
    name: "@aws-cdk/aws-service-spec",
    version: "0.1.216",
    sha256: "2305b840c961bf7ab982a3e67a44cd2fe1f8fad78d8f2598c0fd36fbf17c9af8",
};

impl Package {
    /// The bytes of a downloaded file, if they are the ones that were pinned.
    pub fn read(&self, file: &Path) -> Result<Vec<u8>, Failure> {
        let bytes =
            std::fs::read(file).map_err(|error| Failure::new(format!("reading {}", file.display())).because(error))?;
        let found: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if found == self.sha256 {
            return Ok(bytes);
        }
        let (name, version, pinned) = (self.name, self.version, self.sha256);
        Err(Failure::new(format!(
            "{name} {version} is not the file that was pinned: its SHA-256 is {found}, and {pinned} was expected; \
             if the version was raised on purpose, put the new hash into crates/codegen/src/source.rs"
        )))
    }
}
