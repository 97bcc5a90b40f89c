//! One resource, its types and enumerations: one file.

use super::{HEADER, comment, enumeration, id::Ids};
use crate::docs::Docs;
use crate::facts::{AttributeFacts, Kind, PropertyFacts, Relation, ResourceFacts, TagShape, TypeFacts};
use crate::world::last;
use crate::{Failure, name};
use std::collections::HashMap;
use std::fmt::Write;

/// Up to so many required properties are arguments of `new`.
const MOST_ARGUMENTS: usize = 4;

/// Names of the library that the generated modules see: a type of AWS's of that name is `..Property`.
const SEEN: [&str; 8] = ["Text", "Json", "Map", "Tag", "Vec", "String", "Option", "Value"];

/// `services/sqs/queue.rs`
pub fn source(facts: &ResourceFacts, ids: &Ids, docs: &Docs) -> Result<String, Failure> {
    let file = File { facts, ids, docs };
    let mut names: HashMap<String, &str> = HashMap::new();
    for name in facts.types.iter().map(|part| part.name).chain(facts.enums.iter().map(|one| one.name)) {
        if let Some(other) = names.insert(type_name(facts, name), name) {
            return Err(alike(facts.name, other, name));
        }
    }
    let mut text =
        format!("{HEADER}//! `{}` and what its properties are made of.\n\nuse crate::prelude::*;\n\n", facts.name);
    file.resource(&mut text)?;
    for part in facts.types.iter().filter(|part| !is_tag(facts, part)) {
        file.part(&mut text, part)?;
    }
    for one in &facts.enums {
        enumeration::write(&mut text, facts, one, &type_name(facts, one.name))?;
    }
    Ok(text)
}

struct File<'a> {
    facts: &'a ResourceFacts,
    ids: &'a Ids,
    docs: &'a Docs,
}

impl File<'_> {
    fn resource(&self, text: &mut String) -> Result<(), Failure> {
        let facts = self.facts;
        let own = name::pascal(last(facts.name));
        text.push_str("resource! {\n");
        comment::write(text, "    ", &comment::resource(self.docs.get(facts.name), facts));
        let tags = match facts.tags {
            None => "None".to_owned(),
            Some(tags) => {
                let shape = match tags.shape {
                    TagShape::List => "List",
                    TagShape::Propagated => "Propagated",
                    TagShape::Map => "Map",
                };
                format!("{shape}({:?})", tags.property)
            }
        };
        let _ = writeln!(text, "    Cfn{own} {own}Attributes {:?} {tags}", facts.name);
        self.properties(text, &facts.properties, facts.name)?;
        self.attributes(text)?;
        text.push_str("}\n");
        Ok(())
    }

    fn part(&self, text: &mut String, part: &TypeFacts) -> Result<(), Failure> {
        let key = format!("{}#{}", self.facts.name, part.name);
        text.push_str("\nproperty! {\n");
        comment::write(text, "    ", &comment::part(self.docs.get(&key), self.facts.name, part.name));
        let _ = writeln!(text, "    {}", type_name(self.facts, part.name));
        self.properties(text, &part.properties, &key)?;
        text.push_str("}\n");
        Ok(())
    }

    fn properties(&self, text: &mut String, properties: &[PropertyFacts], key: &str) -> Result<(), Failure> {
        let settable: Vec<&PropertyFacts> = properties.iter().filter(|property| !property.read_only).collect();
        let mut names: HashMap<String, &str> = HashMap::new();
        for property in &settable {
            if let Some(other) = names.insert(name::snake(property.name), property.name) {
                return Err(alike(key, other, property.name));
            }
        }
        let required: Vec<&&PropertyFacts> = settable.iter().filter(|property| property.required).collect();
        if required.is_empty() || required.len() > MOST_ARGUMENTS {
            text.push_str("    new { }\n");
        } else {
            text.push_str("    new {\n");
            for property in required {
                let _ = writeln!(text, "        {}", self.setter(property));
            }
            text.push_str("    }\n");
        }
        text.push_str("    set {\n");
        for property in settable {
            let sentence = self.docs.get(&format!("{key}/{}", property.name));
            comment::write(text, "        ", &comment::property(sentence, property));
            let _ = writeln!(text, "        {}", self.setter(property));
        }
        text.push_str("    }\n");
        Ok(())
    }

    fn setter(&self, property: &PropertyFacts) -> String {
        let relations = if property.open { &[] } else { property.relations.as_slice() };
        format!("{} {:?} {};", name::snake(property.name), property.name, self.kind(&property.kind, relations))
    }

    fn kind(&self, kind: &Kind, relations: &[Relation]) -> String {
        match kind {
            Kind::Text => self.ids.name(relations).unwrap_or_else(|| "Text".to_owned()),
            Kind::Json => "Json".to_owned(),
            Kind::Bool => "bool".to_owned(),
            Kind::Integer => "i64".to_owned(),
            Kind::Number => "f64".to_owned(),
            Kind::List(item) => format!("Vec<{}>", self.kind(item, relations)),
            Kind::Map(item) => format!("Map<{}>", self.kind(item, relations)),
            Kind::Named(name) if self.facts.part(name).is_some_and(|part| is_tag(self.facts, part)) => "Tag".to_owned(),
            Kind::Named(name) => type_name(self.facts, name),
        }
    }

    fn attributes(&self, text: &mut String) -> Result<(), Failure> {
        let facts = self.facts;
        let reference = facts.reference.map_or_else(|| "ref_".to_owned(), name::attribute);
        let mut names: HashMap<String, &str> = HashMap::from([(reference.clone(), facts.reference.unwrap_or("Ref"))]);
        let what = match facts.reference {
            Some(name) => format!("What `Ref` returns: `{name}`."),
            None => "What `Ref` returns.".to_owned(),
        };
        let own = facts.reference.map(|attribute| Relation { resource: facts.name, attribute });
        let kind =
            self.attribute_kind(&Kind::Text, own, facts.reference.map(|name| given(facts, name)).unwrap_or_default());
        let _ = writeln!(text, "    ref {{\n        /// {what}\n        {reference} {kind};\n    }}");
        let (mut single, mut lists) = (String::new(), String::new());
        let is_given = |attribute: &&AttributeFacts| {
            facts.reference == Some(attribute.name)
                || name::exceptions::ATTRIBUTES.contains(&(facts.name, attribute.name))
        };
        for attribute in facts.attributes.iter().filter(|attribute| !is_given(attribute)) {
            let method = name::attribute(attribute.name);
            if let Some(other) = names.insert(method.clone(), attribute.name) {
                return Err(alike(facts.name, other, attribute.name));
            }
            let is_list = matches!(attribute.kind, Kind::List(_));
            self.attribute(if is_list { &mut lists } else { &mut single }, attribute, &method);
        }
        let _ = writeln!(text, "    get {{\n{single}    }}\n    list {{\n{lists}    }}");
        Ok(())
    }

    fn attribute(&self, text: &mut String, attribute: &AttributeFacts, method: &str) {
        let sentence = self.docs.get(&format!("{}@{}", self.facts.name, attribute.name));
        let sentence = sentence.map_or_else(|| format!("`{}`", attribute.name), str::to_owned);
        comment::write(text, "        ", &[sentence]);
        let own = Relation { resource: self.facts.name, attribute: attribute.name };
        let kind = self.attribute_kind(attribute.kind.scalar(), Some(own), &attribute.relations);
        let _ = writeln!(text, "        {method} {:?} {kind};", attribute.name);
    }

    /// The attribute's own id if anything takes it, otherwise the id of what it points to.
    fn attribute_kind(&self, kind: &Kind, own: Option<Relation>, relations: &[Relation]) -> String {
        let own = own.filter(|_| *kind == Kind::Text).and_then(|own| self.ids.name(&[own]));
        own.unwrap_or_else(|| self.kind(kind, relations))
    }
}

/// What `Ref` or an attribute gives may be the id of another resource: a policy's bucket, an attachment's secret.
fn given<'a>(facts: &'a ResourceFacts, name: &str) -> &'a [Relation] {
    let attribute = facts.attribute(name).map(|attribute| attribute.relations.as_slice());
    attribute.or(facts.property(name).map(|property| property.relations.as_slice())).unwrap_or_default()
}

/// The one tag type serves all resources whose tags are a key and a value, whatever the schema calls them.
fn is_tag(facts: &ResourceFacts, part: &TypeFacts) -> bool {
    let tags = facts.tags.and_then(|tags| facts.property(tags.property)).and_then(|property| property.kind.name());
    (part.name == "Tag" || tags == Some(part.name))
        && part.properties.iter().map(|property| property.name).eq(["Key", "Value"])
        && part.properties.iter().all(|property| property.kind == Kind::Text)
}

fn type_name(facts: &ResourceFacts, name: &str) -> String {
    let name = name::pascal(name);
    let is_taken = SEEN.contains(&name.as_str()) || name == format!("{}Attributes", name::pascal(last(facts.name)));
    if is_taken { format!("{name}Property") } else { name }
}

fn alike(key: &str, first: &str, second: &str) -> Failure {
    Failure::new(format!(
        "`{first}` and `{second}` of {key} get the same name in Rust; tell them apart in crates/codegen/src/name/exceptions.rs"
    ))
}
