//! AWS infrastructure in Rust: typed constructs that synthesize CloudFormation.

pub mod check;
#[cfg(feature = "command")]
pub mod command;
mod construct;
mod fargate_memory;
pub mod input;
pub mod output;
pub mod policy;
pub mod report;
mod sight;
pub mod spelling;

pub use formwork_core::*;
pub use formwork_resources::*;

/// A service with constructs of its own: they stand beside its generated resources (`Cfn..`).
macro_rules! services {
    ($($feature:literal $service:ident)*) => {$(
        #[cfg(feature = $feature)]
        #[doc = concat!("Constructs and resources of `", $feature, "`.")]
        pub mod $service {
            pub use crate::construct::$service::*;
            pub use formwork_resources::$service::*;
        }
    )*};
}

services! {
    "batch" batch
    "certificatemanager" certificatemanager
    "cloudwatch" cloudwatch
    "ec2" ec2
    "ecr" ecr
    "ecs" ecs
    "elasticloadbalancingv2" elasticloadbalancingv2
    "iam" iam
    "logs" logs
    "rds" rds
    "route53" route53
    "s3" s3
    "scheduler" scheduler
    "secretsmanager" secretsmanager
    "sns" sns
    "wafv2" wafv2
}
