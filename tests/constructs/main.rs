//! Constructs, service by service, as their templates say.

mod batch;
mod certificatemanager;
mod cloudwatch;
mod ec2;
mod ecr;
mod ecs;
mod elasticloadbalancingv2;
mod logs;
mod rds;
mod route53;
mod s3;
mod scheduler;
mod secretsmanager;
mod sns;
mod wafv2;
