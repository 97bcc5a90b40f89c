//! Content in the bucket, once, named by its hash.

use crate::api::{Condition, Connection, FailureKind, Objects};
use crate::codes;
use crate::ending::{Ending, Stop};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The largest template that CloudFormation takes from a bucket: bytes.
pub const TEMPLATE_BYTES: usize = 1_000_000;

/// The staging bucket of an environment: there, in its region, and of its account.
#[derive(Clone, Debug)]
pub struct Bucket {
    name: String,
    region: String,
    pub(super) objects: Objects,
}

impl Bucket {
    /// The bucket of this name, which belongs to `account` and lives in the connection's region.
    ///
    /// # Errors
    /// There is none, it is somebody else's or elsewhere, this program was built without S3, or a call failed.
    pub async fn open(connection: &Connection, name: &str, account: &str) -> Result<Self, Stop> {
        let stop = |problem: formwork::Problem| Stop::new(Ending::Preflight, problem.with("bucket", name));
        let objects = connection.objects(name, account).ok_or_else(|| stop(codes::staging::WITHOUT_S3.problem()))?;
        let found = objects.region().await.map_err(|failure| match failure.kind {
            FailureKind::Missing => stop(codes::staging::NO_STAGING_BUCKET.problem()),
            FailureKind::Denied => {
                let problem = codes::staging::BUCKET_REFUSED.problem().with("account", account);
                stop(problem.with("reason", failure.message))
            }
            _ => Stop::call(&format!("the bucket {name}"), &failure),
        })?;
        let expected = connection.region();
        if found != expected {
            let problem = codes::staging::BUCKET_ELSEWHERE.problem().with("found", found);
            return Err(stop(problem.with("expected", expected)));
        }
        Ok(Bucket { name: name.to_string(), region: expected.to_string(), objects })
    }

    /// Puts the template of a stack there, without its white space; gives the address for CloudFormation. The same template
    /// has the same address, and is written only once.
    ///
    /// # Errors
    /// It is too large, or the call failed.
    pub async fn put_template(&self, stack: &str, text: &str) -> Result<String, Stop> {
        let small = serde_json::from_str::<Value>(text).map(|template| template.to_string());
        let small = small.unwrap_or_else(|_| text.to_string());
        if small.len() > TEMPLATE_BYTES {
            let problem = codes::staging::TEMPLATE_BEYOND_LIMIT.problem().with("stack", stack);
            let problem = problem.with("bytes", formwork::report::grouped(small.len()));
            return Err(Stop::new(Ending::Preflight, problem));
        }
        let key = self.put_asset(small.as_bytes(), "template.json").await?;
        let partition = if self.region.starts_with("cn-") { ".cn" } else { "" };
        // by path: a name with dots in it has no certificate
        Ok(format!("https://s3.{}.amazonaws.com{partition}/{}/{key}", self.region, self.name))
    }

    /// Puts some content there, and gives its key: the SHA-256 of it, and the extension. The same content is written only
    /// once.
    ///
    /// # Errors
    /// The call failed.
    pub async fn put_asset(&self, content: &[u8], extension: &str) -> Result<String, Stop> {
        let hash: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        let key = format!("{hash}.{extension}");
        match self.objects.put(&key, content, &Condition::Absent).await {
            Ok(_) => Ok(key),
            // it is there already
            Err(failure) if failure.kind == FailureKind::Conflict => Ok(key),
            Err(failure) => Err(Stop::call(&format!("the bucket {}", self.name), &failure)),
        }
    }
}
