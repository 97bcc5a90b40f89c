//! What a registry has.

use super::Registry;
use super::exchange::Call;
use crate::image::{Digest, Platform, platforms};
use formwork::Problem;
use serde_json::Value;

/// Every kind of manifest that there is.
const ACCEPT: &str = "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, \
                      application/vnd.docker.distribution.manifest.list.v2+json, \
                      application/vnd.docker.distribution.manifest.v2+json";

impl Registry {
    /// The digest of the image that a tag or a digest names; none where there is no such image, or no repository.
    ///
    /// # Errors
    /// The registry cannot be reached, or does not let us look.
    pub async fn find(&self, reference: &str) -> Result<Option<Digest>, Problem> {
        let call = self.manifest("HEAD", reference);
        let answer = self.send(&call).await?;
        match answer.status {
            404 => Ok(None),
            _ if !answer.is_success() => Err(self.refused(&call, &answer.reason())),
            _ => match answer.header("docker-content-digest").and_then(Digest::parse) {
                Some(digest) => Ok(Some(digest)),
                // the header is optional, and the digest is that of the bytes
                None => Ok(Some(Digest::of(&self.fetch(self.manifest("GET", reference)).await?))),
            },
        }
    }

    /// What the image that a tag or a digest names runs on; one that says nothing runs on nothing.
    ///
    /// # Errors
    /// There is no such image, or the registry cannot be reached or does not let us look.
    pub async fn platforms(&self, reference: &str) -> Result<Vec<Platform>, Problem> {
        let call = self.manifest("GET", reference);
        let manifest = String::from_utf8_lossy(&self.fetch(call).await?).into_owned();
        if let Some(platforms) = platforms(&manifest) {
            return Ok(platforms);
        }
        let document: Value = serde_json::from_str(&manifest).unwrap_or_default();
        let config = document.pointer("/config/digest").and_then(Value::as_str).and_then(Digest::parse);
        let Some(config) = config else { return Ok(Vec::new()) };
        let call = Call::new("GET", self.url(&format!("blobs/{config}")), format!("the blob {config}"));
        let config: Value = serde_json::from_slice(&self.fetch(call).await?).unwrap_or_default();
        Ok(Platform::of(&config).into_iter().collect())
    }

    /// The body of what a call is for.
    async fn fetch(&self, call: Call) -> Result<Vec<u8>, Problem> {
        let answer = self.send(&call).await?;
        if answer.is_success() { Ok(answer.body) } else { Err(self.refused(&call, &answer.reason())) }
    }

    fn manifest(&self, method: &'static str, reference: &str) -> Call {
        let mut call = Call::new(method, self.url(&format!("manifests/{reference}")), format!("the image {reference}"));
        call.header = Some(("accept", ACCEPT.to_string()));
        call
    }
}
