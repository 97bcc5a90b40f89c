/// A cheaper class of storage that objects move to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageClass {
    /// Infrequent access: `STANDARD_IA`.
    StandardIa,
    /// Infrequent access in one zone: `ONEZONE_IA`.
    OneZoneIa,
    /// S3 finds the class by itself: `INTELLIGENT_TIERING`.
    IntelligentTiering,
    /// Archive that answers at once: `GLACIER_IR`.
    GlacierInstantRetrieval,
    /// Archive that answers in minutes to hours: `GLACIER`.
    GlacierFlexibleRetrieval,
    /// Archive that answers in hours: `DEEP_ARCHIVE`.
    DeepArchive,
}

impl StorageClass {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            StorageClass::StandardIa => "STANDARD_IA",
            StorageClass::OneZoneIa => "ONEZONE_IA",
            StorageClass::IntelligentTiering => "INTELLIGENT_TIERING",
            StorageClass::GlacierInstantRetrieval => "GLACIER_IR",
            StorageClass::GlacierFlexibleRetrieval => "GLACIER",
            StorageClass::DeepArchive => "DEEP_ARCHIVE",
        }
    }
}
