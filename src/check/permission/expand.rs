//! Values as texts of policies: what is known of names and ARNs before they are made.

use crate::policy::{Piece, Text};
use crate::sight::{Meaning, Node, Sight, Symbol};
use serde_json::{Map, Value, json};

/// A value as a text: ARNs are put together as AWS will, what it makes up is a symbol.
pub fn text(sight: &Sight<'_>, meaning: &Meaning<'_>) -> Text {
    match meaning {
        Meaning::Symbol(symbol) => of_symbol(sight, symbol),
        Meaning::Composed(parts) => parts.iter().fold(Text::default(), |all, part| all.then(text(sight, part))),
        meaning => match meaning.text() {
            Some(text) => Text::from(text.into_owned()),
            None => symbol(format!("{meaning:?}")),
        },
    }
}

fn symbol(name: String) -> Text {
    Text(vec![Piece::Symbol(name)])
}

fn of_symbol(sight: &Sight<'_>, of: &Symbol<'_>) -> Text {
    match of {
        Symbol::Attribute(node, attribute) => of_attribute(sight, *node, attribute),
        Symbol::Parameter(stack, name) => symbol(format!("{}.{name}", sight.environment.stacks[*stack].id)),
        Symbol::Pseudo(name) => symbol(name.to_string()),
        Symbol::Import(name) => symbol(format!("import {name}")),
        Symbol::Resolved(text) => symbol(text.to_string()),
        Symbol::Zone(region, at) => symbol(format!("{region} {at}")),
    }
}

fn of_attribute(sight: &Sight<'_>, node: Node, attribute: &str) -> Text {
    let own = |service: &str, what: &str, property: &str| {
        arn(sight, node, service).then(what).then(name(sight, node, property))
    };
    match (sight.type_of(node), attribute) {
        ("AWS::S3::Bucket", "Arn") => {
            Text::from(format!("arn:{}:s3:::", partition(sight, node))).then(name(sight, node, "BucketName"))
        }
        ("AWS::S3::Bucket", "Ref") => name(sight, node, "BucketName"),
        ("AWS::SecretsManager::Secret", "Ref" | "Id") => {
            own("secretsmanager", "secret:", "Name").then("-").then(symbol(format!("suffix of {}", node.0)))
        }
        ("AWS::Logs::LogGroup", "Arn") => own("logs", "log-group:", "LogGroupName").then(":*"),
        ("AWS::Logs::LogGroup", "Ref") => name(sight, node, "LogGroupName"),
        ("AWS::ECR::Repository", "Arn") => own("ecr", "repository/", "RepositoryName"),
        ("AWS::ECR::Repository", "Ref") => name(sight, node, "RepositoryName"),
        ("AWS::SQS::Queue", "Arn") => own("sqs", "", "QueueName"),
        ("AWS::SNS::Topic", "Ref" | "TopicArn") => own("sns", "", "TopicName"),
        ("AWS::DynamoDB::Table", "Arn") => own("dynamodb", "table/", "TableName"),
        ("AWS::Lambda::Function", "Arn") => own("lambda", "function:", "FunctionName"),
        ("AWS::RDS::DBInstance", "DBInstanceArn") => own("rds", "db:", "DBInstanceIdentifier"),
        ("AWS::RDS::DBInstance", "Ref") => name(sight, node, "DBInstanceIdentifier"),
        ("AWS::IAM::Role", "Arn") => {
            let path = sight.property(node, "Path").text().unwrap_or_else(|| "/".into());
            let start = format!("arn:{}:iam::", partition(sight, node));
            let account = text(sight, &account(sight));
            let role = Text::from(start).then(account).then(format!(":role{path}"));
            role.then(name(sight, node, "RoleName"))
        }
        ("AWS::IAM::Role", "Ref") => name(sight, node, "RoleName"),
        _ => symbol(format!("{}.{}.{attribute}", sight.stack(node).id, sight.id(node))),
    }
}

fn partition(sight: &Sight<'_>, node: Node) -> &'static str {
    crate::sight::partition(&sight.stack(node).region)
}

fn account<'a>(sight: &Sight<'a>) -> Meaning<'a> {
    match sight.environment.account.as_deref() {
        Some(account) => Meaning::from_text(account),
        None => Meaning::Symbol(Symbol::Pseudo("AWS::AccountId")),
    }
}

/// `arn:aws:logs:ap-northeast-1:123456789012:`
pub fn arn(sight: &Sight<'_>, node: Node, service: &str) -> Text {
    let region = match sight.stack(node).region.as_str() {
        "" => crate::sight::ANY_REGION,
        region => region,
    };
    let start = Text::from(format!("arn:{}:{service}:{region}:", partition(sight, node)));
    start.then(text(sight, &account(sight))).then(":")
}

/// The name that a resource has, or the one that CloudFormation will make up.
pub fn name(sight: &Sight<'_>, node: Node, property: &str) -> Text {
    let own = sight.property(node, property);
    if !own.is_nothing() {
        return text(sight, &own);
    }
    let made = format!("{}-{}-", sight.stack(node).stack_name, sight.id(node));
    let made = if sight.is(node, "AWS::S3::Bucket") { made.to_lowercase() } else { made };
    Text::from(made).then(symbol(format!("name of {}", node.0)))
}

/// A policy document as JSON; texts are positions in `texts`.
pub fn document(sight: &Sight<'_>, meaning: &Meaning<'_>, texts: &mut Vec<Text>) -> Value {
    match meaning {
        Meaning::List(items) => items.iter().map(|item| document(sight, item, texts)).collect(),
        Meaning::Map(entries) => {
            let entries = entries.iter().map(|(key, value)| (key.to_string(), document(sight, value, texts)));
            Value::Object(entries.collect::<Map<_, _>>())
        }
        meaning => match meaning.text() {
            Some(text) => Value::String(text.into_owned()),
            None => {
                texts.push(text(sight, meaning));
                json!({"text": texts.len() - 1})
            }
        },
    }
}

/// The policy in a value; none if it is no policy.
pub fn policy(sight: &Sight<'_>, meaning: &Meaning<'_>) -> Option<crate::policy::Policy> {
    let mut texts = Vec::new();
    // some write the document as a text
    let parsed = match meaning {
        Meaning::Text(text) => serde_json::from_str(text).ok()?,
        meaning => document(sight, meaning, &mut texts),
    };
    crate::policy::Policy::read(&parsed, &|value| match value {
        Value::String(text) => Some(Text::from(text.as_str())),
        Value::Object(members) => texts.get(members.get("text")?.as_u64()? as usize).cloned(),
        Value::Bool(value) => Some(Text::from(value.to_string())),
        Value::Number(number) => Some(Text::from(number.to_string())),
        _ => None,
    })
}
