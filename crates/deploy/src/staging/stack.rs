//! The stack that makes the staging bucket.

use formwork::s3::{Bucket, BucketEncryption, LifecycleRule, Versioning};
use formwork::{App, Assembly, DeletionPolicy, Duration, Environment, Output, text};

/// The id of the stack.
pub const STACK: &str = "StagingStack";

/// The bucket of an environment whose settings name none: `PROJECT-ENVIRONMENT-staging-ACCOUNT`.
///
/// ```
/// let name = formwork_deploy::staging::bucket_name("demo", "dev", "123456789012");
/// assert_eq!(name, "demo-dev-staging-123456789012");
/// ```
pub fn bucket_name(project: &str, environment: &str, account: &str) -> String {
    format!("{project}-{environment}-staging-{account}").to_lowercase()
}

/// The stack `PROJECT-ENVIRONMENT-staging` with a bucket of this name: encrypted, private, over TLS alone; it outlives its
/// stack, and keeps what was replaced or deleted for thirty days.
pub fn assembly(project: &str, environment: &Environment, bucket: &str) -> Assembly {
    let app = App::new(project.to_string());
    let stack = app.environment(environment.clone()).stack(STACK);
    let stack = stack.description("Staging: large templates on their way to CloudFormation, and the deployer's lease");
    let made = stack.add(
        "Bucket",
        Bucket::new()
            .name(bucket.to_string())
            .encryption(BucketEncryption::S3Managed)
            .versioning(Versioning::Enabled)
            .tls_only()
            .lifecycle_rule(LifecycleRule::new("old-versions").expire_noncurrent_after(Duration::days(30)))
            .lifecycle_rule(LifecycleRule::new("unfinished-uploads").abort_uploads_after(Duration::days(7)))
            // what a creation leaves behind when it fails would stand in the way of the next one
            .deletion_policy(DeletionPolicy::RetainExceptOnCreate),
    );
    stack.add(
        "BucketName",
        Output::new(text![made.bucket_name()]).description("What the settings call `staging_bucket`"),
    );
    app.synth()
}
