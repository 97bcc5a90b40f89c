//! What cannot be deleted while something is in it: whether something is, and emptying it.

use super::{Connection, Failure};

impl Connection {
    /// Whether a bucket that belongs to `owner` holds an object, in any version. None where this program was built
    /// without S3.
    ///
    /// # Errors
    /// There is no such bucket, whoever calls may not, or nothing answers.
    pub async fn is_bucket_filled(&self, bucket: &str, owner: &str) -> Option<Result<bool, Failure>> {
        bucket::is_filled(self, bucket, owner).await
    }

    /// Whether a repository holds an image. None where this program was built without ECR.
    ///
    /// # Errors
    /// There is no such repository, whoever calls may not, or nothing answers.
    pub async fn is_repository_filled(&self, repository: &str) -> Option<Result<bool, Failure>> {
        repository::is_filled(self, repository).await
    }

    /// Deletes everything in a bucket that belongs to `owner`, all versions; gives their number. None where this program
    /// was built without S3.
    ///
    /// # Errors
    /// An object is locked, whoever calls may not, or nothing answers; some may be gone then.
    pub async fn empty_bucket(&self, bucket: &str, owner: &str) -> Option<Result<usize, Failure>> {
        bucket::empty(self, bucket, owner).await
    }

    /// Deletes every image of a repository; gives their number. None where this program was built without ECR.
    ///
    /// # Errors
    /// Whoever calls may not, or nothing answers; some may be gone then.
    pub async fn empty_repository(&self, repository: &str) -> Option<Result<usize, Failure>> {
        repository::empty(self, repository).await
    }
}

#[cfg(feature = "s3")]
mod bucket {
    use super::{Connection, Failure};
    use crate::api::FailureKind;
    use aws_sdk_s3::Client;
    use aws_sdk_s3::types::{Delete, ObjectIdentifier};

    pub async fn is_filled(connection: &Connection, bucket: &str, owner: &str) -> Option<Result<bool, Failure>> {
        let client = Client::new(&connection.config);
        let list = async || {
            let call = client.list_object_versions().bucket(bucket).expected_bucket_owner(owner).max_keys(1);
            let page = call.send().await.map_err(|error| Failure::of("ListObjectVersions", &error))?;
            Ok(!page.versions().is_empty() || !page.delete_markers().is_empty())
        };
        Some(connection.pace.once(list).await)
    }

    pub async fn empty(connection: &Connection, bucket: &str, owner: &str) -> Option<Result<usize, Failure>> {
        let client = Client::new(&connection.config);
        let mut count = 0;
        loop {
            let list = async || {
                let call = client.list_object_versions().bucket(bucket).expected_bucket_owner(owner);
                call.send().await.map_err(|error| Failure::of("ListObjectVersions", &error))
            };
            let page = match connection.pace.call(list).await {
                Ok(page) => page,
                Err(failure) => return Some(Err(failure)),
            };
            let versions = page.versions().iter().map(|one| (one.key(), one.version_id()));
            let marks = page.delete_markers().iter().map(|one| (one.key(), one.version_id()));
            let all = versions.chain(marks).filter_map(|(key, version)| {
                ObjectIdentifier::builder().key(key?).set_version_id(version.map(str::to_string)).build().ok()
            });
            let all: Vec<ObjectIdentifier> = all.collect();
            if all.is_empty() {
                return Some(Ok(count));
            }
            let Ok(what) = Delete::builder().set_objects(Some(all.clone())).quiet(true).build() else {
                return Some(Ok(count));
            };
            let delete = async || {
                let call = client.delete_objects().bucket(bucket).expected_bucket_owner(owner).delete(what.clone());
                call.send().await.map_err(|error| Failure::of("DeleteObjects", &error))
            };
            match connection.pace.call(delete).await {
                Err(failure) => return Some(Err(failure)),
                Ok(answer) => {
                    if let Some(error) = answer.errors().first() {
                        let key = error.key().unwrap_or_default();
                        return Some(Err(Failure {
                            kind: FailureKind::Denied,
                            action: "DeleteObjects",
                            code: error.code().unwrap_or_default().to_string(),
                            message: format!("{key}: {}", error.message().unwrap_or_default()),
                        }));
                    }
                }
            }
            count += all.len();
        }
    }
}

#[cfg(not(feature = "s3"))]
mod bucket {
    use super::{Connection, Failure};

    pub async fn is_filled(_: &Connection, _: &str, _: &str) -> Option<Result<bool, Failure>> {
        None
    }

    pub async fn empty(_: &Connection, _: &str, _: &str) -> Option<Result<usize, Failure>> {
        None
    }
}

#[cfg(feature = "ecr")]
mod repository {
    use super::{Connection, Failure};
    use aws_sdk_ecr::Client;

    pub async fn is_filled(connection: &Connection, repository: &str) -> Option<Result<bool, Failure>> {
        let client = Client::new(&connection.config);
        let list = async || {
            let call = client.list_images().repository_name(repository).max_results(1);
            let page = call.send().await.map_err(|error| Failure::of("ListImages", &error))?;
            Ok(!page.image_ids().is_empty())
        };
        Some(connection.pace.once(list).await)
    }

    pub async fn empty(connection: &Connection, repository: &str) -> Option<Result<usize, Failure>> {
        let client = Client::new(&connection.config);
        let mut count = 0;
        loop {
            let list = async || {
                let call = client.list_images().repository_name(repository).max_results(100);
                call.send().await.map_err(|error| Failure::of("ListImages", &error))
            };
            let images = match connection.pace.call(list).await {
                Ok(page) => page.image_ids().to_vec(),
                Err(failure) => return Some(Err(failure)),
            };
            if images.is_empty() {
                return Some(Ok(count));
            }
            let delete = async || {
                let call = client.batch_delete_image().repository_name(repository);
                let call = call.set_image_ids(Some(images.clone()));
                call.send().await.map_err(|error| Failure::of("BatchDeleteImage", &error))
            };
            match connection.pace.call(delete).await {
                Ok(answer) if !answer.image_ids().is_empty() => count += answer.image_ids().len(),
                Ok(answer) => {
                    let reason = answer.failures().first().and_then(|one| one.failure_reason()).unwrap_or_default();
                    return Some(Err(Failure {
                        kind: crate::api::FailureKind::Conflict,
                        action: "BatchDeleteImage",
                        code: "ImageFailure".to_string(),
                        message: reason.to_string(),
                    }));
                }
                Err(failure) => return Some(Err(failure)),
            }
        }
    }
}

#[cfg(not(feature = "ecr"))]
mod repository {
    use super::{Connection, Failure};

    pub async fn is_filled(_: &Connection, _: &str) -> Option<Result<bool, Failure>> {
        None
    }

    pub async fn empty(_: &Connection, _: &str) -> Option<Result<usize, Failure>> {
        None
    }
}
