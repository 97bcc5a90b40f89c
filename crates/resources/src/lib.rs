//! Every resource type of CloudFormation as a builder, and what AWS's schemas say about all of them.
//!
//! This is the lowest layer of constructs (L1): `AWS::S3::Bucket` is `s3::CfnBucket`, the parts that its properties are
//! made of are in `s3::bucket`, and each is named as AWS names it. A service is behind the feature of its name; without
//! features there are only [`ids`] and [`facts`].
//!
#![cfg_attr(all(feature = "ec2", feature = "sqs"), doc = "```")]
#![cfg_attr(not(all(feature = "ec2", feature = "sqs")), doc = "```ignore")]
//! use formwork_core::{App, Environment};
//! use formwork_resources::{Tag, ec2, ids, sqs};
//!
//! let app = App::new("demo");
//! let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("NetworkStack");
//!
//! let vpc = stack.add("Vpc", ec2::CfnVpc::new().cidr_block("10.0.0.0/16").enable_dns_support(true));
//! let subnet = ec2::CfnSubnet::new(vpc.vpc_id()).cidr_block("10.0.1.0/24").tags([Tag::new("tier", "public")]);
//! let subnet = stack.add("Public1", subnet);
//!
//! // From outside the app: the id says what it is of. A subnet does not go where a security group is wanted.
//! let shared = ids::ec2::SecurityGroupId::literal("sg-0123456789abcdef0");
//! let endpoint = ec2::CfnVpcEndpoint::new(vpc.vpc_id()).subnet_ids([subnet.subnet_id()]).security_group_ids([shared]);
//! stack.add("Endpoint", endpoint.service_name("com.amazonaws.ap-northeast-1.sqs"));
//!
//! // A part of a resource has a builder too.
//! let dead = stack.add("Dead", sqs::CfnQueue::new());
//! let redrive = sqs::queue::RedrivePolicy::new().dead_letter_target_arn(dead.arn()).max_receive_count(5);
//! stack.add("Jobs", sqs::CfnQueue::new().visibility_timeout(120).redrive_policy(redrive));
//! ```
//!
//! # What a property takes
//!
//! | the schema says | the setter takes |
//! |---|---|
//! | a text | a `&str`, a `String`, a text from an expression, any id, any enumeration |
//! | a text that names a resource | the id of that resource, [`ids`]; several kinds of id where several fit |
//! | one of some texts | the enumeration (`LaunchType::Fargate`), or a text from an expression |
//! | a whole number, a number, a boolean | that, or an expression of it |
//! | a list, a map | a `Vec`, an array; an array of pairs |
//! | a part with properties | its builder |
//! | anything else | JSON |
//!
//! `new` takes what is required, as long as that is up to four things; beyond that, and for all else, there are setters. A
//! text that is newer than this library goes through the enumeration's `Other`, a property that is newer through
//! [`Ref::override_property`](formwork_core::Ref::override_property).
//!
//! # Where it comes from
//!
//! Everything but a few files is generated, and committed: `cargo run -p formwork-codegen -- refresh`. What AWS's data has
//! wrong is corrected there by name.

#[macro_use]
#[allow(unused_macros)] // without a feature there are no resources
mod macros;

pub mod facts;
#[rustfmt::skip]
pub mod ids;
#[allow(unused_imports)] // likewise
mod prelude;
#[rustfmt::skip]
mod services;
mod tag;

#[allow(unused_imports)] // likewise
pub use services::*;
pub use tag::Tag;
