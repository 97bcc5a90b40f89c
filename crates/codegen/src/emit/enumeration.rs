//! Enumerations.

use super::comment;
use crate::facts::{EnumFacts, ResourceFacts};
use crate::{Failure, name};
use std::collections::BTreeMap;
use std::fmt::Write;

/// One `values!` call.
pub fn write(
    text: &mut String,
    facts: &ResourceFacts,
    enumeration: &EnumFacts,
    rust_name: &str,
) -> Result<(), Failure> {
    let mut variants: BTreeMap<String, &str> = BTreeMap::new();
    let mut lines = String::new();
    let is_spelling = |value: &&&str| name::exceptions::SPELLINGS.contains(&(facts.name, **value));
    for value in enumeration.values.iter().filter(|value| !is_spelling(value)) {
        let variant = name::variant(value);
        if variant.is_empty() || variant == "Other" {
            return Err(nameless(facts, enumeration, value, &variant));
        }
        if let Some(other) = variants.insert(variant.clone(), value) {
            return Err(nameless(facts, enumeration, value, &format!("{variant}, as {other}")));
        }
        let _ = writeln!(lines, "        {variant} {value:?},");
    }
    text.push_str("\nvalues! {\n");
    let sentence = format!("What `{}` of `{}` can be.", enumeration.name, facts.name);
    comment::write(text, "    ", &[sentence]);
    let _ = writeln!(text, "    {rust_name} {{\n{lines}    }}\n}}");
    Ok(())
}

fn nameless(facts: &ResourceFacts, enumeration: &EnumFacts, value: &str, variant: &str) -> Failure {
    Failure::new(format!(
        "`{value}` of the enumeration {} of {} would be called `{variant}`; put a name into \
         crates/codegen/src/name/exceptions.rs",
        enumeration.name, facts.name
    ))
}
