//! Secrets Manager: secrets that are made up, composed of others, attached to databases, or made elsewhere.

mod imported_secret;
mod password;
mod secret;
mod secret_attachment;
mod secret_ref;

pub use imported_secret::ImportedSecret;
pub use password::Password;
pub use secret::Secret;
pub use secret_attachment::{AttachmentTarget, SecretAttachment};
pub use secret_ref::SecretRef;

pub(crate) mod codes {
    //! What can be wrong with secrets.

    formwork_core::codes! {
        PARTIAL_ARN "C0401" "partial-secret-arn" Error {
            "`{arn}` is not the complete ARN of a secret"
            note "a complete one ends with a hyphen and six characters that Secrets Manager adds to the name; policies on anything shorter match nothing"
            help "copy it from the secret: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX"
        }
        PASSWORD_LENGTH "C0402" "impossible-password-length" Error {
            "a password of {length} characters is asked for"
            note "Secrets Manager makes 4 to 4096, one of each kind of character at least"
            help "choose a length of 4 to 4096"
        }
    }
}
