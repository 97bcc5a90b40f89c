//! Policies, wherever they stand: whatever has statements with an effect is one.

use super::super::expression;
use super::super::sides::Sides;
use super::statement::{Effect, Statement, statements};
use super::{Findings, Kind, Reason};
use serde_json::{Value, json};

/// Properties that hold a policy, also where it is a text or an expression that cannot be read.
const NAMES: &[&str] = &[
    "AccessPolicies",
    "AccessPolicy",
    "AssumeRolePolicyDocument",
    "FileSystemPolicy",
    "InlinePolicy",
    "KeyPolicy",
    "Policy",
    "PolicyDocument",
    "RepositoryPolicyText",
    "ResourcePolicy",
];

const TRUST: &str = "AssumeRolePolicyDocument";

/// The statements of one side: of the trust policy, and of all others together.
#[derive(Default)]
struct Policies {
    trust: Vec<Statement>,
    others: Vec<Statement>,
    /// What should be a policy and cannot be read.
    unreadable: Vec<(String, Value)>,
}

pub fn check(sides: &Sides<'_>, findings: &mut Findings) {
    let (before, after) = (policies(sides.type_name, &sides.before), policies(sides.type_name, &sides.after));
    compare(sides, findings, Kind::TrustWidened, &before.trust, &after.trust);
    compare(sides, findings, kind(sides.type_name), &before.others, &after.others);
    for (pointer, value) in &after.unreadable {
        if !before.unreadable.iter().any(|(_, known)| expression::text(known) == expression::text(value)) {
            let kind = if pointer.ends_with(TRUST) { Kind::TrustWidened } else { kind(sides.type_name) };
            findings.inside(Reason::new(kind, pointer).values(sides.at(pointer).0, Some(value)));
        }
    }
}

fn kind(type_name: &str) -> Kind {
    match type_name {
        "AWS::EC2::VPCEndpoint" => Kind::EndpointPolicyWidened,
        name if name.starts_with("AWS::IAM::") || name == "AWS::SSO::PermissionSet" => Kind::AllowWidened,
        _ => Kind::ResourcePolicyWidened,
    }
}

fn compare(sides: &Sides<'_>, findings: &mut Findings, kind: Kind, before: &[Statement], after: &[Statement]) {
    let (known, wanted): (Vec<&Statement>, Vec<&Statement>) = (before.iter().collect(), after.iter().collect());
    for statement in after {
        if statement.effect == Effect::Deny || statement.is_covered_by(&known) {
            continue;
        }
        let kind = match kind {
            Kind::AllowWidened if statement.passes_roles() => Kind::PassRole,
            Kind::ResourcePolicyWidened if sides.type_name == "AWS::Lambda::Permission" && statement.is_public() => {
                Kind::InvokeByAnyone
            }
            kind => kind,
        };
        // whoever uses an endpoint is inside already
        let is_outside = kind != Kind::EndpointPolicyWidened
            && (statement.is_public() || statement.is_foreign(sides.stack.account) || statement.is_admin());
        let reason = Reason::new(kind, &statement.pointer);
        findings.add(is_outside, reason.values(twin(statement, before), Some(&statement.source)));
    }
    for statement in before {
        if statement.effect != Effect::Allow && !statement.is_covered_by(&wanted) {
            let reason = Reason::new(Kind::DenyRemoved, &statement.pointer);
            findings.inside(reason.values(Some(&statement.source), twin(statement, after)));
        }
    }
}

/// The statement that stands in the place of this one on the other side: of the same name, or in the same place.
fn twin<'a>(statement: &Statement, others: &'a [Statement]) -> Option<&'a Value> {
    let name = statement.source.get("Sid");
    let named = others.iter().find(|other| name.is_some() && other.source.get("Sid") == name);
    let placed = || others.iter().find(|other| other.pointer == statement.pointer);
    named.or_else(placed).map(|other| &other.source)
}

fn policies(type_name: &str, resource: &Value) -> Policies {
    let mut found = Policies::default();
    let Some(properties) = resource.get("Properties") else { return found };
    if type_name == "AWS::Lambda::Permission" || type_name == "AWS::Lambda::LayerVersionPermission" {
        let document = json!({"Statement": permission(properties)});
        found.others = statements(&document, "/Properties");
        found.others.iter_mut().for_each(|statement| statement.pointer = "/Properties/Principal".to_string());
        return found;
    }
    // an endpoint without a policy lets everything through
    let bare = json!({"Statement": {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}});
    if type_name == "AWS::EC2::VPCEndpoint" && properties.get("PolicyDocument").is_none() {
        found.others = statements(&bare, "/Properties/PolicyDocument");
    }
    search(properties, "/Properties", &mut found);
    found
}

/// A permission of a function as the statement that it becomes.
fn permission(properties: &Value) -> Value {
    let of = |name: &str| properties.get(name).cloned().unwrap_or(Value::Null);
    let principal = match properties.get("Principal") {
        Some(Value::String(name)) if name.ends_with(".amazonaws.com") => json!({"Service": name}),
        Some(Value::String(name)) if name != "*" => json!({"AWS": name}),
        principal => principal.cloned().unwrap_or(Value::Null),
    };
    let limits = [
        ("ArnLike", "aws:SourceArn", "SourceArn"),
        ("StringEquals", "aws:SourceAccount", "SourceAccount"),
        ("StringEquals", "aws:PrincipalOrgID", "PrincipalOrgID"),
        ("StringEquals", "aws:PrincipalOrgID", "OrganizationId"),
        ("StringEquals", "lambda:EventSourceToken", "EventSourceToken"),
    ];
    let mut conditions = json!({});
    let mut limit = |operator: &str, key: &str, value: &Value| {
        if let Some(operators) = conditions.as_object_mut() {
            let keys = operators.entry(operator).or_insert_with(|| json!({}));
            if let Some(keys) = keys.as_object_mut() {
                keys.insert(key.to_string(), value.clone());
            }
        }
    };
    for (operator, key, name) in limits {
        if let Some(value) = properties.get(name) {
            limit(operator, key, value);
        }
    }
    // a URL with `NONE` asks nobody for credentials
    if let Some(value) = properties.get("FunctionUrlAuthType").filter(|value| value.as_str() != Some("NONE")) {
        limit("StringEquals", "lambda:FunctionUrlAuthType", value);
    }
    let target = properties.get("FunctionName").or_else(|| properties.get("LayerVersionArn"));
    json!({
        "Effect": "Allow",
        "Principal": principal,
        "Action": of("Action"),
        "Resource": target.cloned().unwrap_or(Value::Null),
        "Condition": conditions,
    })
}

fn search(value: &Value, pointer: &str, found: &mut Policies) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                let pointer = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
                match document(member) {
                    Some(document) => {
                        let list = if name == TRUST { &mut found.trust } else { &mut found.others };
                        list.extend(statements(&document, &pointer));
                    }
                    None if NAMES.contains(&name.as_str()) && is_unreadable(member) => {
                        found.unreadable.push((pointer, member.clone()));
                    }
                    None => search(member, &pointer, found),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                search(item, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The policy that a value is, also as a text of JSON.
fn document(value: &Value) -> Option<Value> {
    let parsed = value.as_str().filter(|text| text.trim_start().starts_with('{'));
    let value = match parsed {
        Some(text) => serde_json::from_str(text).ok()?,
        None => value.clone(),
    };
    let statement = value.get("Statement")?;
    let is_statement = |item: &Value| item.get("Effect").is_some() || expression::is_expression(item);
    let is_policy = match statement {
        Value::Array(items) => items.iter().any(is_statement),
        item => is_statement(item),
    };
    is_policy.then_some(value)
}

fn is_unreadable(value: &Value) -> bool {
    value.is_string() || expression::is_expression(value) && !expression::is_no_value(value)
}
