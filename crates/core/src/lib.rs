//! The core of formwork: the construct tree, typed values, references, and synthesis to CloudFormation templates.
//!
//! ```
//! use formwork_core::{App, CustomResource, Environment};
//!
//! let app = App::new("prooflink");
//! let dev = app.environment(Environment::new("dev", "ap-northeast-1"));
//! let data = dev.stack("DataStack");
//! let topic = data.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
//! // another stack refers to it: an export, an import and a dependency come by themselves
//! dev.stack("AppStack").add("Mail", CustomResource::new("AWS::SNS::Subscription")
//!     .property("TopicArn", topic.reference()));
//!
//! let assembly = app.synth();
//! assert_eq!(assembly.environments[0].stacks[1].dependencies, ["DataStack"]);
//! ```
//!
//! One way only: [`App`] -> construct tree -> [`App::synth`] -> [`Assembly`]. The core reads no file, no clock and no
//! network, prints nothing, and never exits; what is wrong is a [`Problem`], as data.

#![warn(missing_docs)]

mod acknowledgement;
mod app;
mod aspect;
mod assembly;
mod construct;
mod custom;
mod element;
mod expectation;
pub mod function;
mod include;
mod logical_id;
mod node;
mod problem;
pub mod pseudo;
mod resource;
mod scope;
mod stack;
mod synth;
mod tag;
mod template;
mod unit;
mod value;

pub use acknowledgement::{ACKNOWLEDGED, Acknowledgement, PRODUCTION};
pub use app::{App, Environment, EnvironmentScope};
pub use aspect::Visit;
pub use assembly::{AssembledEnvironment, AssembledStack, Assembly};
pub use construct::{Construct, Properties, Resource, Tags};
pub use custom::{CustomAttributes, CustomResource};
pub use element::{
    Condition, ConditionExpression, ConditionRef, Mapping, MappingRef, Output, Parameter, ParameterRef, Rule,
    RuleExpression,
};
pub use expectation::{End, Expect, Expectation, Expected, INTERNET, Party, Via, aws_service};
pub use include::Included;
pub use logical_id::{NoLogicalId, logical_id};
pub use node::{Node, Target};
pub use problem::{Argument, Code, Language, Place, Problem, Severity, Source, Wording, codes};
pub use resource::{DeletionPolicy, Ref};
pub use scope::Scope;
pub use stack::Stack;
pub use template::{InvalidTemplate, Template, TemplateResource};
pub use unit::{Duration, Size};
pub use value::{
    Accepts, Data, Entries, Function, IntoValue, IsText, Json, Map, Name, Pointer, PropertyValue, Reference, Text,
    Value,
};
pub use value::{concat, join};
