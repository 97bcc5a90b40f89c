//! The texts among the settings, one type for each meaning.

use super::codes;
use super::node::{Node, Read};

/// Declares texts: the type, what is said of one that is none, and the test.
macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident $code:ident $is:path;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// This text, if it is one.
            pub fn parse(text: &str) -> Option<Self> {
                $is(text).then(|| Self(text.to_string()))
            }

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            pub(super) fn read(node: &Node) -> Read<Self> {
                Self::parse(node.text()?).ok_or_else(|| vec![node.problem(&codes::$code)])
            }
        }

        impl std::ops::Deref for $name {
            type Target = str;

            fn deref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl formwork::IntoValue<formwork::Text> for &$name {
            fn into_value(self) -> formwork::Value<formwork::Text> {
                (&self.0).into_value()
            }
        }

        impl formwork::IntoValue<formwork::Text> for $name {
            fn into_value(self) -> formwork::Value<formwork::Text> {
                self.0.into_value()
            }
        }
    )*};
}

texts! {
    /// An AWS account: twelve digits.
    AccountId INVALID_ACCOUNT is_account;
    /// An AWS region, such as `ap-northeast-1`.
    Region INVALID_REGION is_region;
    /// The name that users type, such as `prooflink.example.com`.
    Domain INVALID_DOMAIN is_domain;
    /// A hosted zone of Route 53: `Z` and more.
    HostedZoneId INVALID_HOSTED_ZONE is_hosted_zone;
    /// The ARN of a certificate that exists.
    CertificateArn INVALID_CERTIFICATE is_certificate;
    /// A mail address.
    Mail INVALID_MAIL is_mail;
    /// The tag of a container image.
    ImageTag INVALID_IMAGE_TAG is_image_tag;
    /// The name of a bucket.
    BucketName INVALID_BUCKET is_bucket;
    /// The class of a database instance, such as `db.t4g.micro`.
    DatabaseClass INVALID_DATABASE_CLASS is_database_class;
}

impl CertificateArn {
    /// The region that the certificate is in.
    pub fn region(&self) -> &str {
        self.0.split(':').nth(3).unwrap_or_default()
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && all(text, |byte| byte.is_ascii_digit())
}

fn is_region(text: &str) -> bool {
    // `us-gov-west-1`, `eusc-de-east-1`: words, then a number, by which a zone's letter is found out
    let mut parts: Vec<&str> = text.split('-').collect();
    let number = parts.pop().unwrap_or_default();
    let is_number = matches!(number.len(), 1 | 2) && all(number, |byte| byte.is_ascii_digit());
    is_number && parts.len() >= 2 && parts.iter().all(|part| part.len() >= 2 && all(part, |b| b.is_ascii_lowercase()))
}

fn is_domain(text: &str) -> bool {
    // the certificate's common name is what ends at 64
    let labels: Vec<&str> = text.split('.').collect();
    let is_top_level = |label: &str| label.len() >= 2 && label.starts_with(|first: char| first.is_ascii_lowercase());
    text.len() <= 64
        && labels.len() >= 2
        && labels.iter().all(|label| (1..=63).contains(&label.len()) && is_host_label(label))
        && labels.last().is_some_and(|label| is_top_level(label))
}

fn is_host_label(label: &str) -> bool {
    all(label, |byte| is_lower_or_digit(byte) || byte == b'-') && !label.starts_with('-') && !label.ends_with('-')
}

fn is_hosted_zone(text: &str) -> bool {
    (2..=32).contains(&text.len())
        && text.starts_with('Z')
        && all(text, |byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

fn is_certificate(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let [arn, partition, service, region, account, resource] = parts[..] else { return false };
    let is_id = |id: &str| !id.is_empty() && all(id, |byte| byte.is_ascii_alphanumeric() || byte == b'-');
    arn == "arn"
        && partition.starts_with("aws")
        && is_host_label(partition)
        && service == "acm"
        && is_region(region)
        && is_account(account)
        && resource.strip_prefix("certificate/").is_some_and(is_id)
}

fn is_mail(text: &str) -> bool {
    let Some((name, domain)) = text.split_once('@') else { return false };
    let has_no_space = text.bytes().all(|byte| byte.is_ascii_graphic());
    has_no_space && !name.is_empty() && !domain.contains('@') && !domain.is_empty() && text.len() <= 254
}

fn is_image_tag(text: &str) -> bool {
    let is_first = |first: char| first.is_ascii_alphanumeric() || first == '_';
    text.len() <= 128
        && text.starts_with(is_first)
        && all(text, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
}

fn is_bucket(text: &str) -> bool {
    (3..=63).contains(&text.len()) && text.split('.').all(is_host_label)
}

fn is_database_class(text: &str) -> bool {
    let parts: Vec<&str> = text.split('.').collect();
    matches!(parts[..], ["db", family, size] if is_host_label(family) && is_host_label(size))
}

fn is_lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

fn all(text: &str, is: impl Fn(u8) -> bool) -> bool {
    !text.is_empty() && text.bytes().all(is)
}
