//! Templates as JSON.

use super::{Template, TemplateResource};
use crate::value::{Data, Entries, Function, Name, Reference};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

impl Template {
    /// The template as it is written to a file: indented by one space, a line feed at the end.
    pub fn to_json(&self) -> String {
        let mut bytes = Vec::with_capacity(self.resources.len() * 1024);
        let formatter = serde_json::ser::PrettyFormatter::with_indent(b" ");
        let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, formatter);
        // Writing to memory does not fail, and every key is a text.
        let written = self.serialize(&mut serializer);
        debug_assert!(written.is_ok());
        bytes.push(b'\n');
        String::from_utf8(bytes).unwrap_or_default()
    }

    /// The template without white space, as it is sent where bytes count.
    pub fn to_json_minified(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for Template {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(description) = &self.description {
            map.serialize_entry("Description", description)?;
        }
        if let Some(transform) = &self.transform {
            map.serialize_entry("Transform", transform)?;
        }
        let sections: [(&str, &Entries); 5] = [
            ("Metadata", &self.metadata),
            ("Parameters", &self.parameters),
            ("Rules", &self.rules),
            ("Mappings", &self.mappings),
            ("Conditions", &self.conditions),
        ];
        for (name, entries) in sections {
            if !entries.is_empty() {
                map.serialize_entry(name, &Members(entries))?;
            }
        }
        match self.resource_makers.is_empty() {
            true => map.serialize_entry("Resources", &self.resources)?,
            false => map.serialize_entry("Resources", &WithMakers(self))?,
        }
        if !self.outputs.is_empty() {
            map.serialize_entry("Outputs", &Members(&self.outputs))?;
        }
        for (name, data) in &self.others {
            map.serialize_entry(name.as_ref(), data)?;
        }
        map.end()
    }
}

impl Serialize for TemplateResource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("Type", &self.type_name)?;
        if let Some(condition) = &self.condition {
            map.serialize_entry("Condition", condition)?;
        }
        match self.depends_on.as_slice() {
            [] => {}
            [one] => map.serialize_entry("DependsOn", one)?,
            several => map.serialize_entry("DependsOn", several)?,
        }
        if !self.properties.is_empty() {
            map.serialize_entry("Properties", &Members(&self.properties))?;
        }
        for (name, data) in &self.attributes {
            map.serialize_entry(name.as_ref(), data)?;
        }
        map.end()
    }
}

struct WithMakers<'a>(&'a Template);

impl Serialize for WithMakers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (id, resource) in &self.0.resources {
            map.serialize_entry(id, resource)?;
        }
        for (key, data) in &self.0.resource_makers {
            map.serialize_entry(key.as_ref(), data)?;
        }
        map.end()
    }
}

struct Members<'a>(&'a Entries);

impl Serialize for Members<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (key, data) in self.0 {
            map.serialize_entry(key.as_ref(), data)?;
        }
        map.end()
    }
}

impl Serialize for Data {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Integer(number) => serializer.serialize_i64(*number),
            Data::Number(number) => serializer.serialize_f64(*number),
            Data::Text(text) => serializer.serialize_str(text),
            Data::List(items) => serializer.collect_seq(items),
            Data::Map(entries) => Members(entries).serialize(serializer),
            Data::Function(function) => function.serialize(serializer),
        }
    }
}

impl Serialize for Function {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Function::LogicalId(reference) = self {
            return serializer.serialize_str(&reference.name());
        }
        let mut map = serializer.serialize_map(Some(1))?;
        match self {
            Function::Ref(reference) => map.serialize_entry("Ref", reference.name().as_ref())?,
            Function::GetAtt { of, attribute, .. } => map.serialize_entry("Fn::GetAtt", &(of.name(), attribute))?,
            Function::Call(name, argument) => map.serialize_entry(name.as_ref(), argument)?,
            Function::LogicalId(_) => {}
        }
        map.end()
    }
}

impl Reference {
    /// The name, in a template; before synthesis, the path in angle brackets, which no linter takes for a name.
    pub fn name(&self) -> Name {
        match self {
            Reference::Name(name) => name.clone(),
            Reference::Node(target) => format!("<{target:?}>").into(),
        }
    }
}
