use formwork_core::Value;
use formwork_resources::ecr::repository::{EncryptionConfiguration, EncryptionType};
use formwork_resources::ids::kms::KeyArn;

/// How images are encrypted where they are stored.
#[derive(Clone, Debug)]
pub enum ImageEncryption {
    /// AES-256, with keys of the registry.
    Aes256,
    /// With a key of Key Management Service; none is `aws/ecr`.
    Kms(Option<Value<KeyArn>>),
}

impl ImageEncryption {
    pub(super) fn into_property(self) -> EncryptionConfiguration {
        match self {
            ImageEncryption::Aes256 => EncryptionConfiguration::new(EncryptionType::Aes256),
            ImageEncryption::Kms(None) => EncryptionConfiguration::new(EncryptionType::Kms),
            ImageEncryption::Kms(Some(key)) => EncryptionConfiguration::new(EncryptionType::Kms).kms_key(key),
        }
    }
}
