use formwork_core::Value;
use formwork_resources::ids::kms::AnyKey;
use formwork_resources::s3::bucket::{
    self, ServerSideEncryptionByDefault, ServerSideEncryptionByDefaultSseAlgorithm, ServerSideEncryptionRule,
};

/// How objects are encrypted that say nothing themselves.
#[derive(Clone, Debug)]
pub enum BucketEncryption {
    /// With keys of S3: SSE-S3.
    S3Managed,
    /// With a key of Key Management Service: SSE-KMS. Readers and writers need permissions on the key too.
    Kms(Value<AnyKey>),
}

impl BucketEncryption {
    pub(super) fn into_property(self) -> bucket::BucketEncryption {
        let by_default = match self {
            BucketEncryption::S3Managed => {
                ServerSideEncryptionByDefault::new(ServerSideEncryptionByDefaultSseAlgorithm::Aes256)
            }
            BucketEncryption::Kms(key) => {
                let algorithm = ServerSideEncryptionByDefaultSseAlgorithm::AwsKms;
                ServerSideEncryptionByDefault::new(algorithm).kms_master_key_id(key)
            }
        };
        bucket::BucketEncryption::new([ServerSideEncryptionRule::new().server_side_encryption_by_default(by_default)])
    }
}
