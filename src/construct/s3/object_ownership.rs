use formwork_resources::s3::bucket::{self, OwnershipControls, OwnershipControlsRule};

/// Who owns objects that other accounts write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectOwnership {
    /// The owner of the bucket; access control lists are off.
    BucketOwnerEnforced,
    /// The owner of the bucket, if the writer agrees.
    BucketOwnerPreferred,
    /// The writer.
    ObjectWriter,
}

impl ObjectOwnership {
    pub(super) fn into_property(self) -> OwnershipControls {
        let ownership = match self {
            ObjectOwnership::BucketOwnerEnforced => bucket::ObjectOwnership::BucketOwnerEnforced,
            ObjectOwnership::BucketOwnerPreferred => bucket::ObjectOwnership::BucketOwnerPreferred,
            ObjectOwnership::ObjectWriter => bucket::ObjectOwnership::ObjectWriter,
        };
        OwnershipControls::new([OwnershipControlsRule::new().object_ownership(ownership)])
    }
}
