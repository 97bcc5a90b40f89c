//! The settings of an environment: `stacks/settings/ENV.toml`, typed and validated.
//!
//! A mistake is a [`Problem`](formwork::Problem) with file, line and key, and all of them are found at once. Synthesis
//! reads `ENV.toml` only, so that everybody gets the same templates; the deployer also reads `ENV.local.toml`, which
//! belongs to one person.
//!
//! To add a setting: a line in `settings/key.rs`, a field where it belongs, a line in each `ENV.toml`.

mod cidr;
pub mod codes;
mod document;
mod fargate;
mod folder;
mod image_check;
mod key;
mod load;
mod node;
mod operator;
mod reader;
mod shape;
mod sizes;
mod text;

pub use folder::environments;
pub use image_check::ImageCheck;
pub use sizes::Sizes;
pub use text::{AccountId, BucketName, CertificateArn, DatabaseClass, Domain, HostedZoneId, ImageTag, Mail, Region};

use operator::OperatorValues;
use shape::{Cost, Shape};

/// The settings of one environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    environment: String,
    account: AccountId,
    region: Region,
    require_committed: bool,
    domain: Option<Domain>,
    operator: OperatorValues,
    image_check: ImageCheck,
    shape: Shape,
    sizes: Sizes,
    cost: Cost,
    approval_auto: u8,
    staging_bucket: Option<BucketName>,
    file_folders: bool,
}

/// What an environment is.
impl Settings {
    /// The environment's name: that of the file.
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// The account that it lives in.
    pub fn account(&self) -> &AccountId {
        &self.account
    }

    /// The region that it lives in.
    pub fn region(&self) -> &Region {
        &self.region
    }

    /// The name that users type, if there is one.
    pub fn domain(&self) -> Option<&Domain> {
        self.domain.as_ref()
    }

    /// Whether the environment has a domain. Then it has a certificate, HTTPS, a web ACL and a DNS record as well.
    pub fn https(&self) -> bool {
        self.domain.is_some()
    }

    /// Whether it outlives a zone: a NAT gateway, endpoints and tasks in each one, and the database in two.
    pub fn redundant(&self) -> bool {
        self.shape.redundant
    }

    /// Whether nothing is lost or overwritten by mistake: encryption, backups and deletion protection of the database,
    /// versions of files, tags of images that stay what they are, images scanned.
    pub fn protected(&self) -> bool {
        self.shape.protected
    }

    /// Whether somebody looks after it: alarm by mail, Container Insights, Performance Insights, logs kept longer.
    pub fn monitored(&self) -> bool {
        self.shape.monitored
    }

    /// How large things are.
    pub fn sizes(&self) -> &Sizes {
        &self.sizes
    }
}

/// What may be saved.
impl Settings {
    /// Whether ECR, Secrets Manager and CloudWatch Logs have endpoints in the VPC; otherwise NAT is the way to them.
    pub fn interface_endpoints(&self) -> bool {
        self.cost.interface_endpoints
    }

    /// Whether the database is stopped at night; never in a redundant environment.
    pub fn database_schedule(&self) -> bool {
        self.cost.database_schedule
    }

    /// Whether imported files go after 30 days.
    pub fn delete_old_imports(&self) -> bool {
        self.cost.delete_old_imports
    }
}

/// What only the operator knows. What is not set becomes a parameter of a stack, without default.
impl Settings {
    /// The domain's zone, in which a certificate is validated. Never together with a certificate.
    pub fn hosted_zone_id(&self) -> Option<&HostedZoneId> {
        self.operator.hosted_zone_id.as_ref()
    }

    /// A certificate that exists. Never together with a zone.
    pub fn certificate_arn(&self) -> Option<&CertificateArn> {
        self.operator.certificate_arn.as_ref()
    }

    /// Who may reach the load balancer; never an empty list.
    pub fn allowed_addresses(&self) -> Option<&[formwork::ec2::Cidr]> {
        self.operator.allowed_addresses.as_deref()
    }

    /// Who hears of alarms.
    pub fn alarm_mail(&self) -> Option<&Mail> {
        self.operator.alarm_mail.as_ref()
    }

    /// Which images run.
    pub fn image_tag(&self) -> Option<&ImageTag> {
        self.operator.image_tag.as_ref()
    }

    /// The keys of the operator values that this environment needs and that are not set. Where a certificate is
    /// needed, that is `hosted_zone_id`.
    pub fn unset(&self) -> Vec<&'static str> {
        let has_certificate = self.hosted_zone_id().is_some() || self.certificate_arn().is_some();
        let needs = [
            ("hosted_zone_id", self.https() && !has_certificate),
            ("allowed_addresses", self.allowed_addresses().is_none()),
            ("alarm_mail", self.monitored() && self.alarm_mail().is_none()),
            ("image_tag", self.image_tag().is_none()),
        ];
        needs.into_iter().filter(|(_, is_needed)| *is_needed).map(|(key, _)| key).collect()
    }
}

/// What the deployer wants to know.
impl Settings {
    /// Whether it refuses templates that differ from the committed ones.
    pub fn require_committed(&self) -> bool {
        self.require_committed
    }

    /// The highest class of change that `--yes` approves: from 0, tags, to 5, destruction.
    pub fn approval_auto(&self) -> u8 {
        self.approval_auto
    }

    /// Whether the folders of Step 4, S3, 4-2 are made: keys that end with a slash, and nothing in them.
    pub fn file_folders(&self) -> bool {
        self.file_folders
    }

    /// What it does where the image of the service is not there yet.
    pub fn image_check(&self) -> ImageCheck {
        self.image_check
    }

    /// The bucket that large templates go through.
    pub fn staging_bucket(&self) -> Option<&BucketName> {
        self.staging_bucket.as_ref()
    }
}
