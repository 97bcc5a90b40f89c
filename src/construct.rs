//! Constructs of services, built on the generated resources: what [`crate`] re-exports service by service.

#[cfg(feature = "batch")]
pub mod batch;
#[cfg(feature = "certificatemanager")]
pub mod certificatemanager;
#[cfg(feature = "cloudwatch")]
pub mod cloudwatch;
#[cfg(feature = "ec2")]
pub mod ec2;
#[cfg(feature = "ecr")]
pub mod ecr;
#[cfg(feature = "ecs")]
pub mod ecs;
#[cfg(feature = "elasticloadbalancingv2")]
pub mod elasticloadbalancingv2;
mod end;
#[cfg(any(feature = "batch", feature = "ecs"))]
mod fargate;
#[cfg(feature = "iam")]
pub mod iam;
#[cfg(feature = "logs")]
pub mod logs;
#[cfg(feature = "rds")]
pub mod rds;
#[cfg(feature = "route53")]
pub mod route53;
#[cfg(feature = "s3")]
pub mod s3;
#[cfg(feature = "scheduler")]
pub mod scheduler;
#[cfg(feature = "secretsmanager")]
pub mod secretsmanager;
#[cfg(feature = "sns")]
pub mod sns;
#[cfg(feature = "wafv2")]
pub mod wafv2;
