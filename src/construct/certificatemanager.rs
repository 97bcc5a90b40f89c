//! Certificates for HTTPS.

mod certificate;

pub use certificate::{Certificate, CertificateRef, ImportedCertificate};

pub(crate) mod codes {
    //! What can be wrong with certificates.

    formwork_core::codes! {
        INVALID_DOMAIN "C0321" "invalid-domain-name" Error {
            "`{name}` is no domain name for a certificate"
            note "it is labels of a to z, digits and hyphens with dots between them, perhaps with `*.` in front; the first name of a certificate has at most 64 characters, others at most 253"
            help "write it as browsers show it, without https:// and without a closing dot"
        }
    }
}
