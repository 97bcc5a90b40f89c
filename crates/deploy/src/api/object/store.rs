//! Objects, by the client of S3.

use super::{Condition, Object};
use crate::api::{Failure, FailureKind, Pace};
use aws_config::SdkConfig;
use aws_sdk_s3::Client;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;

/// The objects of one bucket. Every call is refused where the bucket belongs to another account than expected.
#[derive(Clone, Debug)]
pub struct Objects {
    client: Client,
    pace: Pace,
    bucket: String,
    owner: String,
}

impl Objects {
    pub(in crate::api) fn new(config: &SdkConfig, bucket: &str, owner: &str) -> Option<Self> {
        let (bucket, owner) = (bucket.to_string(), owner.to_string());
        Some(Objects { client: Client::new(config), pace: Pace::default(), bucket, owner })
    }

    /// The region that the bucket lives in.
    ///
    /// # Errors
    /// There is no such bucket, it belongs to somebody else, or the call failed.
    pub async fn region(&self) -> Result<String, Failure> {
        let head = async || {
            let call = self.client.head_bucket().bucket(&self.bucket).expected_bucket_owner(&self.owner);
            match call.send().await {
                Ok(answer) => Ok(answer.bucket_region().unwrap_or_default().to_string()),
                // S3 in another region says where the bucket is, and nothing else
                Err(error) => match error.raw_response().filter(|response| response.status().as_u16() == 301) {
                    Some(response) => Ok(response.headers().get("x-amz-bucket-region").unwrap_or_default().to_string()),
                    None => Err(failure("HeadBucket", &error)),
                },
            }
        };
        self.pace.call(head).await
    }

    /// Writes an object; gives its etag. A call whose answer was lost is made again, and may then find its own object.
    ///
    /// # Errors
    /// The condition does not hold, or the call failed.
    pub async fn put(&self, key: &str, content: &[u8], condition: &Condition) -> Result<String, Failure> {
        let put = async || {
            let call = self.client.put_object().bucket(&self.bucket).expected_bucket_owner(&self.owner).key(key);
            let call = match condition {
                Condition::Absent => call.if_none_match("*"),
                Condition::Same(etag) => call.if_match(etag),
            };
            match call.body(ByteStream::from(content.to_vec())).send().await {
                Ok(answer) => Ok(answer.e_tag().unwrap_or_default().to_string()),
                Err(error) => Err(failure("PutObject", &error)),
            }
        };
        self.pace.call(put).await
    }

    /// An object; none where there is none.
    ///
    /// # Errors
    /// The call failed.
    pub async fn get(&self, key: &str) -> Result<Option<Object>, Failure> {
        let get = async || {
            let call = self.client.get_object().bucket(&self.bucket).expected_bucket_owner(&self.owner).key(key);
            let answer = match call.send().await {
                Ok(answer) => answer,
                Err(error) => {
                    let failure = failure("GetObject", &error);
                    return if failure.kind == FailureKind::Missing { Ok(None) } else { Err(failure) };
                }
            };
            let etag = answer.e_tag().unwrap_or_default().to_string();
            let content = answer.body.collect().await.map_err(|error| Failure {
                kind: FailureKind::Unreachable,
                action: "GetObject",
                code: String::new(),
                message: error.to_string(),
            })?;
            Ok(Some(Object { etag, text: String::from_utf8_lossy(&content.to_vec()).into_owned() }))
        };
        self.pace.call(get).await
    }

    /// Deletes an object, if it has this etag.
    ///
    /// # Errors
    /// It has another one, or the call failed.
    pub async fn delete(&self, key: &str, etag: &str) -> Result<(), Failure> {
        let delete = async || {
            let call = self.client.delete_object().bucket(&self.bucket).expected_bucket_owner(&self.owner);
            match call.key(key).if_match(etag).send().await {
                Ok(_) => Ok(()),
                Err(error) => Err(failure("DeleteObject", &error)),
            }
        };
        self.pace.call(delete).await
    }
}

/// S3 has codes of its own, and none at all in its replies to HEAD.
fn failure<E>(action: &'static str, error: &SdkError<E>) -> Failure
where
    E: ProvideErrorMetadata + std::error::Error + 'static,
{
    let mut failure = Failure::of(action, error);
    let status = error.raw_response().map_or(0, |response| response.status().as_u16());
    failure.kind = match (failure.code.as_str(), status) {
        ("SlowDown", _) => FailureKind::Throttled,
        ("InvalidAccessKeyId", _) => FailureKind::Credentials,
        // two writers at the same moment: S3 wants the call again
        ("ConditionalRequestConflict", _) => FailureKind::Unreachable,
        (_, 404) => FailureKind::Missing,
        (_, 412) => FailureKind::Conflict,
        ("", 403) => FailureKind::Denied,
        _ => failure.kind,
    };
    if failure.code.is_empty() && status != 0 {
        failure.code = status.to_string();
        failure.message = format!("S3 answered with status {status} and no reason");
    }
    failure
}
