use formwork_resources::s3::bucket::{VersioningConfiguration, VersioningConfigurationStatus};

/// Whether old versions of objects are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Versioning {
    /// Every version is kept.
    Enabled,
    /// No more versions are made; those that there are stay.
    Suspended,
}

impl Versioning {
    pub(super) fn into_property(self) -> VersioningConfiguration {
        VersioningConfiguration::new(match self {
            Versioning::Enabled => VersioningConfigurationStatus::Enabled,
            Versioning::Suspended => VersioningConfigurationStatus::Suspended,
        })
    }
}
