//! What AWS's schemas say about every resource type, whatever features are on.

mod model;
mod parse;
mod table;

pub use model::*;

/// What is known about a type such as `AWS::EC2::Subnet`; none if there is no such type.
pub fn resource(name: &str) -> Option<ResourceFacts> {
    let service = name.strip_prefix("AWS::")?.split("::").next()?;
    let at = table::SERVICES.binary_search_by(|(known, _)| (*known).cmp(service)).ok()?;
    let section = parse::section(table::SERVICES.get(at)?.1, name)?;
    parse::resource(section).ok()
}

/// The names of all types.
pub fn types() -> impl Iterator<Item = &'static str> {
    table::SERVICES.iter().flat_map(|(_, text)| parse::names(text))
}
