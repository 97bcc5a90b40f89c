//! An archive into the registry: blobs, manifests, and last the tags.

use super::body::Body;
use super::exchange::{Answer, Call};
use super::{Progress, Registry, Watch};
use crate::codes;
use crate::image::{Archive, Digest, Manifest};
use formwork::Problem;

/// A name for an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    name: String,
    moves: bool,
}

/// What a push did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pushed {
    /// What the tags name.
    pub digest: Digest,
    /// How many bytes of blobs were sent.
    pub sent_bytes: u64,
    /// How many bytes of blobs were there already.
    pub there_bytes: u64,
    /// What became of each tag, in the order in which they were given.
    pub tags: Vec<(String, TagOutcome)>,
}

/// What became of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TagOutcome {
    /// It names the image now.
    Set,
    /// It named the image already.
    There,
    /// It names another image, and the repository lets no tag move.
    Unmoved,
}

impl Tag {
    /// A tag for this image alone, such as one by time. Another image under it is an error where tags never change.
    pub fn fixed(name: impl Into<String>) -> Tag {
        Tag { name: name.into(), moves: false }
    }

    /// A tag that goes from image to image, such as `latest`. Where tags never change it stays where it is.
    pub fn moving(name: impl Into<String>) -> Tag {
        Tag { name: name.into(), moves: true }
    }
}

impl Registry {
    /// Pushes the image of an archive under these tags. What the registry has already is not sent.
    ///
    /// # Errors
    /// The registry cannot be reached, refuses something, or says that it holds other bytes; a fixed tag is taken. Blobs
    /// that were sent stay there and are not sent again.
    pub async fn push(&self, archive: &Archive, tags: &[Tag], watch: Watch) -> Result<Pushed, Problem> {
        let (mut sent_bytes, mut there_bytes) = (0, 0);
        for blob in archive.blobs() {
            if self.has(blob).await? {
                there_bytes += blob.size;
                watch(Progress::There { digest: blob.digest.clone(), size: blob.size });
            } else {
                self.upload(archive.path(), blob, &watch).await?;
                sent_bytes += blob.size;
            }
        }
        let root = archive.root();
        for manifest in archive.manifests() {
            // the last one goes with its tags
            if (manifest != root || tags.is_empty()) && self.find(manifest.digest.as_str()).await?.is_none() {
                let (call, answer) = self.put(manifest, manifest.digest.as_str()).await?;
                self.accepted(&call, &answer, manifest)?;
            }
        }
        let mut outcomes = Vec::new();
        for tag in tags {
            outcomes.push((tag.name.clone(), self.tag(root, tag, &watch).await?));
        }
        Ok(Pushed { digest: root.digest.clone(), sent_bytes, there_bytes, tags: outcomes })
    }

    async fn tag(&self, manifest: &Manifest, tag: &Tag, watch: &Watch) -> Result<TagOutcome, Problem> {
        let found = self.find(&tag.name).await?;
        if found.as_ref() == Some(&manifest.digest) {
            return Ok(TagOutcome::There);
        }
        let (call, answer) = self.put(manifest, &tag.name).await?;
        if is_unchangeable(&answer) {
            if tag.moves {
                return Ok(TagOutcome::Unmoved);
            }
            let problem = codes::image::TAG_EXISTS.problem().with("repository", self.repository.name());
            let found = found.map_or_else(|| "unknown".to_string(), |found| found.to_string());
            return Err(problem
                .with("tag", tag.name.as_str())
                .with("found", found)
                .with("digest", manifest.digest.as_str()));
        }
        self.accepted(&call, &answer, manifest)?;
        watch(Progress::Tagged { tag: tag.name.clone() });
        Ok(TagOutcome::Set)
    }

    async fn put(&self, manifest: &Manifest, reference: &str) -> Result<(Call, Answer), Problem> {
        let url = self.url(&format!("manifests/{reference}"));
        let mut call = Call::new("PUT", url, format!("the image {reference}"));
        call.header = Some(("content-type", manifest.media_type.clone()));
        call.body = Body::Bytes(manifest.bytes.clone());
        let answer = self.send(&call).await?;
        Ok((call, answer))
    }

    fn accepted(&self, call: &Call, answer: &Answer, manifest: &Manifest) -> Result<(), Problem> {
        if !answer.is_success() {
            return Err(self.refused(call, &answer.reason()));
        }
        self.compare(&manifest.digest, answer.header("docker-content-digest"))
    }
}

/// Whether a tag was refused because it is there already and tags never change.
fn is_unchangeable(answer: &Answer) -> bool {
    answer.status == 409
        || answer.code() == "TAG_INVALID" && {
            let reason = answer.reason();
            reason.contains("immutable") || reason.contains("already exists")
        }
}
