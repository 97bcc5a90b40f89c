use super::{BucketEncryption, BucketRef, CorsRule, LifecycleRule, ObjectOwnership, Versioning};
use formwork_core::{Construct, DeletionPolicy, IntoValue, Properties, Resource, Scope, Text, Value, pseudo, text};
use formwork_resources::ids::s3::BucketName;
use formwork_resources::s3::CfnBucket;
use formwork_resources::s3::bucket::{CorsConfiguration, LifecycleConfiguration, PublicAccessBlockConfiguration};

/// A bucket. Nothing in it can ever become public: all four blocks against public access are on.
///
/// AWS does not delete a bucket that has objects in it: a stack that is deleted stops there, unless
/// [`deletion_policy`](Bucket::deletion_policy) says otherwise.
///
/// ```
/// # use formwork::{App, Duration, Environment};
/// use formwork::s3::{Bucket, LifecycleRule, Versioning};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// let files = stack.add("Files", Bucket::new()
///     .versioning(Versioning::Enabled)
///     .tls_only()
///     .lifecycle_rule(LifecycleRule::new("uploads").abort_uploads_after(Duration::days(7))));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Bucket {
    /// What is passed on as it is.
    properties: Properties,
    cors: Vec<CorsRule>,
    lifecycle: Vec<LifecycleRule>,
    tls_only: bool,
    deletion_policy: Option<DeletionPolicy>,
}

/// A bucket made elsewhere; see [`Bucket::from_name`].
#[derive(Clone, Debug)]
pub struct ImportedBucket {
    name: Value<BucketName>,
}

impl Bucket {
    /// A bucket.
    pub fn new() -> Self {
        Bucket::default()
    }

    fn with(mut self, change: impl FnOnce(CfnBucket) -> CfnBucket) -> Self {
        self.properties = change(CfnBucket::from_properties(self.properties)).into_properties();
        self
    }

    /// A bucket made elsewhere.
    pub fn from_name(name: impl IntoValue<BucketName>) -> ImportedBucket {
        ImportedBucket { name: name.into_value() }
    }

    /// Its name: unique in the whole partition of AWS, 3 to 63 of lower case letters, digits, `.` and `-`. Default:
    /// CloudFormation makes one. Update: replacement.
    pub fn name(self, name: impl IntoValue<Text>) -> Self {
        self.with(|bucket| bucket.bucket_name(name.into_value().assume::<BucketName>()))
    }

    /// Whether old versions are kept. Default: what AWS does, no.
    pub fn versioning(self, versioning: Versioning) -> Self {
        self.with(|bucket| bucket.versioning_configuration(versioning.into_property()))
    }

    /// How objects are encrypted. Default: what AWS does, SSE-S3.
    pub fn encryption(self, encryption: BucketEncryption) -> Self {
        self.with(|bucket| bucket.bucket_encryption(encryption.into_property()))
    }

    /// Who owns objects that other accounts write. Default: what AWS does, the owner of the bucket.
    pub fn object_ownership(self, ownership: ObjectOwnership) -> Self {
        self.with(|bucket| bucket.ownership_controls(ownership.into_property()))
    }

    /// Adds pages that may use the bucket from a browser. Default: none.
    pub fn cors_rule(mut self, rule: CorsRule) -> Self {
        self.cors.push(rule);
        self
    }

    /// Adds what happens to objects as they grow old. Default: they stay.
    pub fn lifecycle_rule(mut self, rule: LifecycleRule) -> Self {
        self.lifecycle.push(rule);
        self
    }

    /// Refuses everything that does not come over TLS, by a policy of the bucket. Default: plain HTTP is answered to
    /// those who sign for it.
    pub fn tls_only(mut self) -> Self {
        self.tls_only = true;
        self
    }

    /// What happens to it when it leaves the stack. Default: what CloudFormation does, delete it if it is empty.
    pub fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.deletion_policy = Some(policy);
        self
    }
}

impl Construct for Bucket {
    type Handle = BucketRef;

    fn build(self, scope: Scope) -> BucketRef {
        let block = PublicAccessBlockConfiguration::new().block_public_acls(true).block_public_policy(true);
        let block = block.ignore_public_acls(true).restrict_public_buckets(true);
        let mut bucket = CfnBucket::from_properties(self.properties).public_access_block_configuration(block);
        if !self.cors.is_empty() {
            let rules: Vec<_> = self.cors.into_iter().map(|rule| rule.into_property(&scope)).collect();
            bucket = bucket.cors_configuration(CorsConfiguration::new(rules));
        }
        if !self.lifecycle.is_empty() {
            let rules: Vec<_> = self.lifecycle.into_iter().map(|rule| rule.into_property(&scope)).collect();
            bucket = bucket.lifecycle_configuration(LifecycleConfiguration::new(rules));
        }
        let resource = scope.add("Resource", bucket);
        if let Some(policy) = self.deletion_policy {
            resource.deletion_policy(policy);
        }
        let bucket = BucketRef::new(scope, resource.bucket_name(), resource.arn(), Some(resource));
        if self.tls_only {
            bucket.refuse_plain_http();
        }
        bucket
    }
}

impl Construct for ImportedBucket {
    type Handle = BucketRef;

    fn build(self, scope: Scope) -> BucketRef {
        let arn = text!["arn:", pseudo::partition(), ":s3:::", &self.name];
        BucketRef::new(scope, self.name, arn.assume(), None)
    }
}
