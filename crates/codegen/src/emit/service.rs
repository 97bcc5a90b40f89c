//! The modules of services, and the table of their facts.

use super::{HEADER, feature};
use crate::facts::ResourceFacts;
use crate::name;
use crate::world::last;
use std::collections::BTreeMap;
use std::fmt::Write;

type Services<'a> = BTreeMap<&'static str, Vec<&'a ResourceFacts>>;

const ALLOWED: &str = "\
// AWS's names come first: a module may need nothing of the prelude, a setter may be called `add`.
#![allow(unused_imports, clippy::should_implement_trait)]
";

/// `services/sqs/mod.rs`
pub fn module(service: &str, resources: &[&ResourceFacts]) -> String {
    let mut text = format!("{HEADER}//! `AWS::{service}`.\n\n");
    let names: BTreeMap<String, String> =
        resources.iter().map(|facts| (name::snake(last(facts.name)), name::pascal(last(facts.name)))).collect();
    for file in names.keys() {
        let _ = writeln!(text, "pub mod {file};");
    }
    text.push('\n');
    for (file, resource) in &names {
        let _ = writeln!(text, "pub use {file}::{{Cfn{resource}, {resource}Attributes}};");
    }
    text
}

/// `services/mod.rs`
pub fn list(services: &Services<'_>) -> String {
    let mut text = format!("{HEADER}//! A module a service.\n\n{ALLOWED}\n");
    for service in services.keys() {
        let _ = writeln!(text, "#[cfg(feature = \"{}\")]\npub mod {};", feature(service), super::module(service));
    }
    text
}

/// `facts/table.rs`
pub fn table(services: &Services<'_>) -> String {
    let mut text = format!("{HEADER}//! The text of each service, by the service's name.\n\n");
    text.push_str("/// Sorted by name.\npub const SERVICES: &[(&str, &str)] = &[\n");
    for service in services.keys() {
        let module = super::module(service);
        let _ = writeln!(text, "    (\"{service}\", include_str!(\"../../facts/{module}.txt\")),");
    }
    text.push_str("];\n");
    text
}
