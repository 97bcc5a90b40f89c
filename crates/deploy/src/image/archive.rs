//! An image in a tar: an OCI image layout, or what `docker save` writes.

mod docker;
mod file;
mod oci;

use super::{Digest, Platform};
use crate::codes;
use file::File;
use formwork::Problem;
use std::path::{Path, PathBuf};

/// An image, or images of several platforms under one index, whose bytes are what their digests say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Archive {
    path: PathBuf,
    blobs: Vec<Blob>,
    manifests: Vec<Manifest>,
    root: Manifest,
    platforms: Vec<Platform>,
}

/// Bytes in the archive: a layer, or an image's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// What it is called.
    pub digest: Digest,
    /// How many bytes it has.
    pub size: u64,
    /// Where it begins in the archive's file.
    pub(super) offset: u64,
}

/// A manifest or an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Manifest {
    /// What it is called.
    pub digest: Digest,
    /// Its media type, which a registry wants to be told.
    pub media_type: String,
    /// It, as it goes over the wire.
    pub bytes: Vec<u8>,
}

/// What was gathered on the way through an archive.
#[derive(Default)]
struct Found {
    blobs: Vec<Blob>,
    manifests: Vec<Manifest>,
    platforms: Vec<Platform>,
}

impl Archive {
    /// Reads an archive and verifies every byte that belongs to the image.
    ///
    /// # Errors
    /// The file cannot be read, is no archive of one image, or holds other bytes than it says; which part, and why.
    pub fn open(path: &Path) -> Result<Archive, Problem> {
        let mut file = File::open(path)?;
        let found = if file.holds("oci-layout") {
            oci::read(&mut file)?
        } else if file.holds("manifest.json") {
            docker::read(&mut file)?
        } else {
            return Err(file.no_image("it has neither `oci-layout` nor `manifest.json`"));
        };
        let Found { blobs, manifests, mut platforms } = found;
        let Some(root) = manifests.last().cloned() else {
            return Err(file.no_image("it names no image"));
        };
        platforms.sort();
        platforms.dedup();
        if platforms.is_empty() {
            return Err(file.no_image("no image in it says its platform"));
        }
        Ok(Archive { path: path.to_path_buf(), blobs, manifests, root, platforms })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What has to be in the registry before the manifests; each once.
    pub fn blobs(&self) -> &[Blob] {
        &self.blobs
    }

    /// The manifests, each after those that it refers to; the last is the one that a tag names.
    pub fn manifests(&self) -> &[Manifest] {
        &self.manifests
    }

    /// What its images run on, in order; never empty.
    pub fn platforms(&self) -> &[Platform] {
        &self.platforms
    }

    /// What a tag names: the image's manifest, or the index of several.
    pub fn root(&self) -> &Manifest {
        &self.root
    }
}

impl Found {
    fn add_blob(&mut self, blob: Blob) {
        if !self.blobs.iter().any(|known| known.digest == blob.digest) {
            self.blobs.push(blob);
        }
    }
}

fn damaged(file: &Path, part: &str, reason: impl Into<String>) -> Problem {
    let problem = codes::image::DAMAGED_IMAGE.problem().with("file", file.display().to_string());
    problem.with("part", part).with("reason", reason.into())
}
