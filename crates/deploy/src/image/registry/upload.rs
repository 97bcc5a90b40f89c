//! A blob into the registry, in one piece; from the beginning again where that piece got lost.

use super::body::Body;
use super::challenge::encoded;
use super::exchange::{ATTEMPTS, Call, pause};
use super::{Progress, Registry, Watch};
use crate::codes;
use crate::image::{Blob, Digest};
use formwork::Problem;
use std::path::Path;

impl Registry {
    /// Whether the registry has a blob.
    pub(super) async fn has(&self, blob: &Blob) -> Result<bool, Problem> {
        let call = Call::new("HEAD", self.url(&format!("blobs/{}", blob.digest)), format!("the blob {}", blob.digest));
        let answer = self.send(&call).await?;
        match answer.status {
            404 => Ok(false),
            _ if answer.is_success() => Ok(true),
            _ => Err(self.refused(&call, &answer.reason())),
        }
    }

    /// Sends a blob.
    pub(super) async fn upload(&self, archive: &Path, blob: &Blob, watch: &Watch) -> Result<(), Problem> {
        let what = format!("the blob {}", blob.digest);
        let mut reason = String::new();
        for attempt in 0..ATTEMPTS {
            pause(attempt).await;
            let begin = Call::new("POST", self.url("blobs/uploads/"), what.clone());
            let begun = self.send(&begin).await?;
            let location = begun.header("location").filter(|_| begun.is_success());
            let Some(url) = location.and_then(|location| self.absolute(location)) else {
                return Err(self.refused(&begin, &begun.reason()));
            };
            let mark = if url.contains('?') { '&' } else { '?' };
            let mut call =
                Call::new("PUT", format!("{url}{mark}digest={}", encoded(blob.digest.as_str())), what.clone());
            call.header = Some(("content-type", "application/octet-stream".to_string()));
            call.body = Body::Part { archive: archive.to_path_buf(), blob: blob.clone(), watch: watch.clone() };
            match self.exchange(&call, self.authorization(&call.url).as_ref()).await {
                Err(error) => reason = error,
                Ok(answer) if answer.is_passing() => reason = answer.reason(),
                // the token was for looking only, or ran out on the way
                Ok(answer) if answer.status == 401 => {
                    self.sign_on(&answer).await?;
                    reason = answer.reason();
                }
                Ok(answer) if !answer.is_success() => return Err(self.refused(&call, &answer.reason())),
                Ok(answer) => {
                    self.compare(&blob.digest, answer.header("docker-content-digest"))?;
                    watch(Progress::Done { digest: blob.digest.clone(), size: blob.size });
                    return Ok(());
                }
            }
        }
        Err(self.unreachable(&what, &reason))
    }

    /// What the registry says it holds must be what was sent.
    pub(super) fn compare(&self, sent: &Digest, found: Option<&str>) -> Result<(), Problem> {
        match found {
            Some(found) if found != sent.as_str() => {
                let problem = codes::image::OTHER_DIGEST.problem().with("registry", self.repository.host());
                Err(problem.with("digest", sent.as_str()).with("found", found))
            }
            _ => Ok(()),
        }
    }
}
