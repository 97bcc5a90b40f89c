//! Elastic Container Registry: repositories of images.

mod image_encryption;
mod imported_repository;
mod repository;
mod repository_ref;
mod tag_mutability;

pub use image_encryption::ImageEncryption;
pub use imported_repository::ImportedRepository;
pub use repository::Repository;
pub use repository_ref::RepositoryRef;
pub use tag_mutability::TagMutability;

pub(crate) mod codes {
    //! What can be wrong with repositories.

    formwork_core::codes! {
        INVALID_ARN "C0431" "invalid-repository-arn" Error {
            "`{arn}` is not the ARN of a repository"
            note ""
            help "write arn:aws:ecr:REGION:ACCOUNT:repository/NAME, or import it by its name"
        }
        INVALID_TAG "C0432" "invalid-image-tag" Error {
            "an image cannot have the tag `{tag}`"
            note "a tag is at most 128 letters, digits and _.- and does not begin with . or -"
            help "name the image by a tag that it can have"
        }
        EXCLUDED_TAGS "C0433" "invalid-tag-exclusion" Error {
            "{reason}"
            note "a repository takes 1 to 5 filters of at most 128 letters, digits and ._-, each with two * at most"
            help "say which tags behave the other way, such as `latest` or `dev-*`"
        }
    }
}
