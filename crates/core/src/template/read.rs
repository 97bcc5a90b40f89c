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
        let mut document = object(json, "")?;
        let mut template = Template::default();
        for (id, resource) in object(document.remove("Resources").unwrap_or(Json::Null), "/Resources")? {
            let pointer = Pointer::new(&["Resources", &id]);
            template.resources.insert(id, TemplateResource::from_json(resource, pointer.as_str())?);
        }
        template.description = document.remove("Description").and_then(|text| text.as_str().map(str::to_string));
        template.transform = document.remove("Transform").map(Data::from);
        let sections = [
            ("Metadata", &mut template.metadata),
            ("Parameters", &mut template.parameters),
            ("Rules", &mut template.rules),
            ("Mappings", &mut template.mappings),
            ("Conditions", &mut template.conditions),
            ("Outputs", &mut template.outputs),
        ];
        for (name, section) in sections {
            if let Some(json) = document.remove(name) {
                *section = entries(object(json, &format!("/{name}"))?);
            }
        }
        Ok(template)
    }
}

impl TemplateResource {
    fn from_json(json: Json, pointer: &str) -> Result<Self, InvalidTemplate> {
        let mut members = object(json, pointer)?; // what is taken out leaves the others in their order
        let Some(Json::String(type_name)) = members.shift_remove("Type") else {
            return Err(InvalidTemplate::Shape { pointer: format!("{pointer}/Type"), wanted: "the name of a type" });
        };
        let depends_on = match members.shift_remove("DependsOn") {
            Some(Json::String(one)) => vec![one],
            Some(Json::Array(several)) => {
                several.into_iter().filter_map(|id| id.as_str().map(str::to_string)).collect()
            }
            _ => Vec::new(),
        };
        let properties = match members.shift_remove("Properties") {
            Some(json) => entries(object(json, &format!("{pointer}/Properties"))?),
            None => Entries::new(),
        };
        let condition = members.shift_remove("Condition").and_then(|id| id.as_str().map(str::to_string));
        Ok(TemplateResource { type_name, condition, depends_on, properties, attributes: entries(members) })
    }
}

fn object(json: Json, pointer: &str) -> Result<Map<String, Json>, InvalidTemplate> {
    match json {
        Json::Object(members) => Ok(members),
        _ => Err(InvalidTemplate::Shape { pointer: pointer.to_string(), wanted: "an object" }),
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
