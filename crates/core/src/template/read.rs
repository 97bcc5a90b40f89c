//! Templates from JSON, wherever they come from.

use super::{Template, TemplateResource};
use crate::value::{Data, Entries, Function, Name, Pointer, Reference};
use serde_json::{Map, Value as Json};

/// Why a text is no template.
#[derive(Debug)]
pub enum InvalidTemplate {
    /// It is no JSON; the message says where.
    Json(serde_json::Error),
    /// It is JSON, and something in it has another shape than CloudFormation wants.
    Shape {
        /// The JSON pointer.
        pointer: String,
        /// What is wanted there.
        wanted: &'static str,
    },
}

impl std::fmt::Display for InvalidTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            InvalidTemplate::Json(error) => write!(f, "no JSON: {error}"),
            InvalidTemplate::Shape { pointer, wanted } if pointer.is_empty() => write!(f, "the text is not {wanted}"),
            InvalidTemplate::Shape { pointer, wanted } => write!(f, "{pointer} is not {wanted}"),
        }
    }
}

impl std::error::Error for InvalidTemplate {}

impl Template {
    /// The template in a JSON text.
    ///
    /// ```
    /// use formwork_core::Template;
    /// let template = Template::from_json(r#"{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}"#).unwrap();
    /// assert_eq!(template.resources["Topic"].type_name, "AWS::SNS::Topic");
    /// ```
    ///
    /// # Errors
    /// The text is no JSON, or not in the shape of a template.
    pub fn from_json(text: &str) -> Result<Template, InvalidTemplate> {
        let json: Json = serde_json::from_str(text).map_err(InvalidTemplate::Json)?;
        let (template, problems) = Template::from_document(json);
        problems.into_iter().next().map_or(Ok(template), Err)
    }

    /// The template in a document, as far as it has the shape of one, and everything that has another shape.
    pub fn from_document(json: Json) -> (Template, Vec<InvalidTemplate>) {
        let mut reader = Reader::default();
        let template = reader.template(json);
        (template, reader.problems)
    }
}

/// Reads on after something of a wrong shape, as if it were not there.
#[derive(Default)]
struct Reader {
    problems: Vec<InvalidTemplate>,
}

impl Reader {
    fn template(&mut self, json: Json) -> Template {
        let mut document = self.object(json, "");
        let mut template = Template::default();
        let resources = document.shift_remove("Resources").unwrap_or(Json::Null);
        for (id, resource) in self.object(resources, "/Resources") {
            if id.starts_with("Fn::") {
                template.resource_makers.push((Name::from(id), Data::from(resource)));
                continue;
            }
            let pointer = Pointer::new(&["Resources", &id]);
            let resource = self.resource(resource, pointer.as_str());
            template.resources.extend(resource.map(|resource| (id, resource)));
        }
        let description = document.shift_remove("Description");
        template.description = description.and_then(|text| self.text(text, "/Description"));
        template.transform = document.shift_remove("Transform").map(Data::from);
        let sections = [
            ("Metadata", &mut template.metadata),
            ("Parameters", &mut template.parameters),
            ("Rules", &mut template.rules),
            ("Mappings", &mut template.mappings),
            ("Conditions", &mut template.conditions),
            ("Outputs", &mut template.outputs),
        ];
        for (name, section) in sections {
            if let Some(json) = document.shift_remove(name) {
                *section = entries(self.object(json, &format!("/{name}")));
            }
        }
        template.others = entries(document);
        template
    }

    fn resource(&mut self, json: Json, pointer: &str) -> Option<TemplateResource> {
        let Json::Object(mut members) = json else {
            self.wrong(pointer.to_string(), "an object");
            return None;
        };
        // what is taken out leaves the others in their order
        let Some(Json::String(type_name)) = members.shift_remove("Type") else {
            self.wrong(format!("{pointer}/Type"), "the name of a type");
            return None;
        };
        let depends_on = match members.shift_remove("DependsOn") {
            None => Vec::new(),
            Some(Json::Array(several)) => {
                let several = several.into_iter().enumerate();
                let ids = several.map(|(at, id)| self.text(id, &format!("{pointer}/DependsOn/{at}")));
                ids.collect::<Vec<_>>().into_iter().flatten().collect()
            }
            Some(one) => self.text(one, &format!("{pointer}/DependsOn")).into_iter().collect(),
        };
        let properties = match members.shift_remove("Properties") {
            Some(json) => entries(self.object(json, &format!("{pointer}/Properties"))),
            None => Entries::new(),
        };
        let condition = members.shift_remove("Condition");
        let condition = condition.and_then(|id| self.text(id, &format!("{pointer}/Condition")));
        Some(TemplateResource { type_name, condition, depends_on, properties, attributes: entries(members) })
    }

    fn object(&mut self, json: Json, pointer: &str) -> Map<String, Json> {
        match json {
            Json::Object(members) => members,
            _ => {
                self.wrong(pointer.to_string(), "an object");
                Map::new()
            }
        }
    }

    fn text(&mut self, json: Json, pointer: &str) -> Option<String> {
        match json {
            Json::String(text) => Some(text),
            _ => {
                self.wrong(pointer.to_string(), "a text");
                None
            }
        }
    }

    fn wrong(&mut self, pointer: String, wanted: &'static str) {
        self.problems.push(InvalidTemplate::Shape { pointer, wanted });
    }
}

fn entries(members: Map<String, Json>) -> Entries {
    members.into_iter().map(|(key, json)| (Name::from(key), Data::from(json))).collect()
}

/// An object of JSON: a function, if its one member is called like one, or a map.
pub fn function_from_json(members: Map<String, Json>) -> Data {
    if members.len() != 1 {
        return Data::Map(entries(members));
    }
    let mut members = members;
    let Some(key) = members.keys().next().cloned() else { return Data::Map(Vec::new()) };
    let argument = members.remove(&key).unwrap_or(Json::Null);
    match (key.as_str(), argument) {
        ("Ref", Json::String(name)) => Data::Function(Box::new(Function::Ref(Reference::Name(name.into())))),
        ("Fn::GetAtt", Json::String(path)) => match path.split_once('.') {
            Some((id, attribute)) => get_att(id.to_string(), Data::text(attribute.to_string())),
            None => Data::call("Fn::GetAtt", Data::text(path)),
        },
        ("Fn::GetAtt", Json::Array(mut parts)) if parts.len() == 2 && parts[0].is_string() => {
            let attribute = Data::from(parts.remove(1));
            get_att(parts.remove(0).as_str().unwrap_or_default().to_string(), attribute)
        }
        (name, argument) if name.starts_with("Fn::") => {
            Data::Function(Box::new(Function::Call(Name::from(key), Data::from(argument))))
        }
        (_, argument) => Data::Map(vec![(Name::from(key), Data::from(argument))]),
    }
}

fn get_att(id: String, attribute: Data) -> Data {
    Data::Function(Box::new(Function::GetAtt { of: Reference::Name(id.into()), attribute, list: false }))
}
