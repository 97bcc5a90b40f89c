//! Simple Storage Service: buckets.

mod bucket;
mod bucket_encryption;
mod bucket_ref;
mod cors_rule;
mod lifecycle_rule;
mod object_ownership;
mod storage_class;
mod versioning;

pub use bucket::{Bucket, ImportedBucket};
pub use bucket_encryption::BucketEncryption;
pub use bucket_ref::BucketRef;
pub use cors_rule::{CorsRule, HttpMethod};
pub use lifecycle_rule::LifecycleRule;
pub use object_ownership::ObjectOwnership;
pub use storage_class::StorageClass;
pub use versioning::Versioning;

pub(crate) mod codes {
    //! What can be wrong with buckets.

    formwork_core::codes! {
        INVALID_ORIGIN "C0421" "invalid-origin" Error {
            "`{origin}` is no origin of a page"
            note "an origin is scheme and host, with a port where it is not the scheme's own, and one * at most; browsers send no path with it"
            help "write it as https://www.example.com or https://*.example.com"
        }
        IDLE_LIFECYCLE_RULE "C0422" "idle-lifecycle-rule" Error {
            "the lifecycle rule `{rule}` does nothing"
            note ""
            help "say when objects, old versions or unfinished uploads go, or leave the rule out"
        }
        UNDER_A_DAY "C0423" "lifecycle-under-a-day" Error {
            "the lifecycle rule `{rule}` acts at once"
            note "S3 counts in days, and one is the least"
            help "give it a day or more"
        }
        IMPORTED_BUCKET "C0424" "policy-of-imported-bucket" Error {
            "a statement is added to the policy of an imported bucket"
            note "a bucket has one policy; writing one here would take away the one that it has"
            help "add the statement where the bucket is made"
        }
    }
}
