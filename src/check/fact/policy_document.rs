//! Policy documents: what IAM reads as one.

use super::{Found, codes};
use crate::{Data, Problem};

/// A type, the property that holds documents, and what they are.
const DOCUMENTS: &[(&str, &str, Kind)] = &[
    ("AWS::IAM::Policy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::ManagedPolicy", "PolicyDocument", Kind::Identity),
    ("AWS::IAM::Role", "Policies", Kind::Identity),
    ("AWS::IAM::Role", "AssumeRolePolicyDocument", Kind::Trust),
    ("AWS::IAM::User", "Policies", Kind::Identity),
    ("AWS::IAM::Group", "Policies", Kind::Identity),
    ("AWS::S3::BucketPolicy", "PolicyDocument", Kind::Resource),
    ("AWS::SQS::QueuePolicy", "PolicyDocument", Kind::Resource),
    ("AWS::SNS::TopicPolicy", "PolicyDocument", Kind::Resource),
    ("AWS::KMS::Key", "KeyPolicy", Kind::Resource),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Of a principal: it names resources.
    Identity,
    /// Of a role: it names principals alone.
    Trust,
    /// Of a resource: it names principals, and the resource.
    Resource,
}

const STATEMENT: [&str; 9] =
    ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let own = DOCUMENTS.iter().filter(|(type_name, ..)| *type_name == found.resource.type_name);
    for (_, property, kind) in own {
        match found.resource.property(property) {
            Some(Data::List(items)) if *property == "Policies" => {
                for (at, item) in items.iter().enumerate() {
                    if let Some(document) = item.get("PolicyDocument") {
                        judge_document(found, &format!("Policies/{at}/PolicyDocument"), document, *kind, problems);
                    }
                }
            }
            Some(document) => judge_document(found, property, document, *kind, problems),
            None => {}
        }
    }
}

fn judge_document(found: &Found<'_>, below: &str, document: &Data, kind: Kind, problems: &mut Vec<Problem>) {
    let mut wrong = |below: String, why: String| {
        problems.push(found.problem(&codes::WRONG_POLICY, &below).with("why", why));
    };
    let members = match document {
        Data::Map(members) => members,
        Data::Text(text)
            if !text.contains("{{")
                && serde_json::from_str::<serde_json::Map<String, serde_json::Value>>(text).is_err() =>
        {
            return wrong(below.to_string(), "a document is a map, or a text in JSON".to_string());
        }
        // a text is left to IAM, and what a function makes is not known
        Data::Text(_) | Data::Function(_) => return,
        _ => return wrong(below.to_string(), "a document is a map".to_string()),
    };
    for (key, value) in members {
        match (key.as_ref(), value.as_text()) {
            ("Version", None) if !matches!(value, Data::Function(_)) => {
                wrong(format!("{below}/Version"), "a version is a text".to_string());
            }
            ("Version", Some("2012-10-17" | "2008-10-17") | None) | ("Id" | "Statement", _) => {}
            ("Version", Some(version)) => {
                wrong(
                    format!("{below}/Version"),
                    format!("the version `{version}` is neither 2012-10-17 nor 2008-10-17"),
                );
            }
            (key, _) => wrong(format!("{below}/{key}"), format!("`{key}` is no part of a policy")),
        }
    }
    let Some((_, statements)) = members.iter().find(|(key, _)| key == "Statement") else {
        return wrong(below.to_string(), "it has no `Statement`".to_string());
    };
    let is_list = matches!(statements, Data::List(_));
    let all = if is_list { statements.items() } else { std::slice::from_ref(statements) };
    for (at, statement) in all.iter().enumerate() {
        let below = if is_list { format!("{below}/Statement/{at}") } else { format!("{below}/Statement") };
        match statement {
            Data::Map(members) => {
                if let Some(why) = reason(members, kind) {
                    wrong(below, why);
                }
            }
            Data::Function(_) => {}
            _ => wrong(below, "a statement is a map".to_string()),
        }
    }
}

/// What is wrong with a statement.
fn reason(members: &[(crate::Name, Data)], kind: Kind) -> Option<String> {
    let get = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let one_of = |name: &str, not: &str| match (get(name), get(not)) {
        (Some(_), Some(_)) => Some(format!("a statement has either `{name}` or `{not}`")),
        (None, None) => Some(format!("a statement has no `{name}`")),
        (Some(Data::List(items)), None) | (None, Some(Data::List(items))) if items.is_empty() => {
            Some(format!("`{name}` is empty"))
        }
        _ => None,
    };
    if let Some((key, _)) = members.iter().find(|(key, _)| !STATEMENT.contains(&key.as_ref())) {
        return Some(format!("`{key}` is no part of a statement"));
    }
    for name in ["Action", "NotAction", "Resource", "NotResource"] {
        let is_text = |data: &Data| matches!(data, Data::Text(_) | Data::Function(_));
        if get(name)
            .is_some_and(|data| !is_text(data) && !(matches!(data, Data::List(items) if items.iter().all(is_text))))
        {
            return Some(format!("`{name}` is a text or a list of texts"));
        }
    }
    match get("Effect") {
        None => return Some("a statement has no `Effect`".to_string()),
        Some(effect) if effect.as_text().is_some_and(|effect| !matches!(effect, "Allow" | "Deny")) => {
            return Some("an `Effect` is Allow or Deny".to_string());
        }
        Some(Data::Text(_) | Data::Function(_)) => {}
        Some(_) => return Some("an `Effect` is Allow or Deny".to_string()),
    }
    if let Some(why) = one_of("Action", "NotAction") {
        return Some(why);
    }
    let names_somebody = get("Principal").is_some() || get("NotPrincipal").is_some();
    match kind {
        Kind::Identity if names_somebody => Some("a statement of a principal names no `Principal`".to_string()),
        Kind::Identity => one_of("Resource", "NotResource"),
        Kind::Trust | Kind::Resource => one_of("Principal", "NotPrincipal").or_else(|| match kind {
            Kind::Resource => one_of("Resource", "NotResource"),
            _ => None,
        }),
    }
}
