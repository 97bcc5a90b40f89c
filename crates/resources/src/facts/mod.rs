//! What AWS's schemas say about every resource type, whatever features are on.
//!
//! The facts are a text for each service, with a line for each property. A type is read when it is asked for, in well under
//! a millisecond; who asks for one often keeps the answer.
//!
//! ```
//! use formwork_resources::facts::{self, Kind, Replacement};
//!
//! let function = facts::resource("AWS::Lambda::Function").expect("a type that exists");
//! let timeout = function.property("Timeout").expect("a property that exists");
//! assert_eq!(timeout.kind, Kind::Integer);
//! assert!(timeout.range.is_some_and(|range| range.allow(900.0) && !range.allow(0.0)));
//! assert_eq!(timeout.replacement, Replacement::No);
//!
//! let name = function.property("FunctionName").expect("a property that exists");
//! assert_eq!(name.replacement, Replacement::Yes);
//!
//! // What goes where, and what allows what.
//! let role = function.property("Role").expect("a property that exists");
//! assert!(role.relations.iter().any(|one| one.resource == "AWS::IAM::Role" && one.attribute == "Arn"));
//! let runtime = function.property("Runtime").expect("a property that exists");
//! assert!(function.values_of(runtime).is_some_and(|runtimes| runtimes.values.contains(&"nodejs22.x")));
//! let subnets = function.property_at(&["VpcConfig", "SubnetIds"]).expect("a nested property that exists");
//! assert_eq!(subnets.kind, Kind::List(Box::new(Kind::Text)));
//!
//! assert!(facts::resource("AWS::Lambda::Functoin").is_none());
//! assert!(facts::types().any(|name| name == "AWS::Lambda::Function"));
//! ```

mod model;
mod parse;
#[rustfmt::skip]
mod table;

pub use model::{
    AttributeFacts, Bounds, EnumFacts, Group, Kind, Lifecycle, PropertyFacts, Relation, Replacement, ResourceFacts,
    Rule, Stage, TagShape, Tagging, TypeFacts,
};

/// The regions that were looked at: what [`ResourceFacts::only_in`] can say.
pub const REGIONS: [&str; 2] = ["us-east-1", "ap-northeast-1"];

/// What is known about a type such as `AWS::EC2::Subnet`; none if there is no such type.
///
/// ```
/// use formwork_resources::facts;
/// let queue = facts::resource("AWS::SQS::Queue").expect("a type that exists");
/// assert_eq!(queue.reference, Some("QueueUrl"));
/// assert!(queue.attribute("Arn").is_some());
/// assert_eq!(facts::resource("AWS::SQS::Que"), None);
/// ```
#[inline] // and so compiled where it is called: this crate is built without optimization
pub fn resource(name: &str) -> Option<ResourceFacts> {
    let service = name.strip_prefix("AWS::")?.split("::").next()?;
    let at = table::SERVICES.binary_search_by(|(known, _)| (*known).cmp(service)).ok()?;
    let section = parse::section(table::SERVICES.get(at)?.1, name)?;
    parse::resource(section).ok()
}

/// The names of all types, service by service.
///
/// ```
/// use formwork_resources::facts;
/// assert!(facts::types().count() > 1_800);
/// ```
pub fn types() -> impl Iterator<Item = &'static str> {
    table::SERVICES.iter().flat_map(|(_, text)| parse::names(text))
}
