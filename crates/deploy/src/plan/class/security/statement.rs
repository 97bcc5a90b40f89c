//! One statement of a policy, in a form that can be compared.

use super::super::expression::{self, function, is_no_value, items, text};
use super::pattern;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Keys of conditions that keep strangers out, whoever the principal is.
const LIMITING_KEYS: &[&str] = &[
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "kms:calleraccount",
    "lambda:functionurlauthtype",
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    Allow,
    Deny,
    /// An expression stands where the statement or its effect should.
    Unknown,
}

/// A statement, and where it stands.
pub struct Statement {
    pub pointer: String,
    pub source: Value,
    pub effect: Effect,
    pub has_principal: bool,
    pub principals: Set,
    pub actions: Set,
    pub resources: Set,
    /// By operator and key: the values.
    conditions: BTreeMap<(String, String), BTreeSet<String>>,
}

/// Patterns, or everything but what patterns match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Set {
    pub patterns: BTreeSet<String>,
    pub is_negated: bool,
}

/// The statements of a policy document; both branches of an `Fn::If`, each with its condition.
pub fn statements(document: &Value, pointer: &str) -> Vec<Statement> {
    let mut found = Vec::new();
    let Some(list) = document.get("Statement") else { return found };
    match list {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, &format!("{pointer}/Statement/{index}"), &[], &mut found);
            }
        }
        item => collect(item, &format!("{pointer}/Statement"), &[], &mut found),
    }
    found
}

fn collect(value: &Value, pointer: &str, guards: &[String], found: &mut Vec<Statement>) {
    if is_no_value(value) {
        return;
    }
    if let Some(("Fn::If", Value::Array(parts))) = function(value)
        && let [condition, yes, no] = parts.as_slice()
    {
        for (branch, value) in [("true", yes), ("false", no)] {
            let guards: Vec<String> = guards.iter().cloned().chain([format!("{} {branch}", text(condition))]).collect();
            for item in items(value) {
                collect(item, pointer, &guards, found);
            }
        }
        return;
    }
    found.push(Statement::new(value, pointer, guards));
}

impl Statement {
    fn new(source: &Value, pointer: &str, guards: &[String]) -> Self {
        let effect = match source.get("Effect").and_then(Value::as_str) {
            Some("Allow") => Effect::Allow,
            Some("Deny") => Effect::Deny,
            _ => Effect::Unknown,
        };
        let mut conditions = conditions(source.get("Condition"));
        for guard in guards {
            conditions.insert(("Fn::If".to_string(), guard.clone()), BTreeSet::new());
        }
        Statement {
            pointer: pointer.to_string(),
            source: source.clone(),
            effect,
            has_principal: source.get("Principal").is_some() || source.get("NotPrincipal").is_some(),
            principals: set(source, "Principal", "NotPrincipal", principals),
            actions: set(source, "Action", "NotAction", |value| {
                items(value).into_iter().map(|item| text(item).to_ascii_lowercase()).collect()
            }),
            resources: set(source, "Resource", "NotResource", |value| items(value).into_iter().map(text).collect()),
            conditions,
        }
    }

    /// Whether one of the others says at least the same, for each action, resource and principal.
    pub fn is_covered_by(&self, others: &[&Statement]) -> bool {
        if self.effect == Effect::Unknown {
            let own = expression::canonical(&self.source);
            return others.iter().any(|other| expression::canonical(&other.source) == own);
        }
        let others: Vec<&&Statement> =
            others.iter().filter(|other| other.effect == self.effect && self.is_narrower_than(other)).collect();
        self.actions.elements().iter().all(|action| {
            self.resources.elements().iter().all(|resource| {
                self.principals.elements().iter().all(|principal| {
                    others.iter().any(|other| {
                        other.actions.covers(action)
                            && other.resources.covers(resource)
                            && other.principals.covers(principal)
                    })
                })
            })
        })
    }

    /// Whether its conditions are those of the other, or more.
    fn is_narrower_than(&self, other: &Statement) -> bool {
        other.conditions.iter().all(|(key, values)| self.conditions.get(key) == Some(values))
    }

    /// Whether anybody at all is meant, or everybody whom an identity provider knows.
    pub fn is_public(&self) -> bool {
        let anybody = self.principals.is_negated || self.principals.patterns.contains("*");
        let federated = self.principals.patterns.iter().any(|principal| principal.starts_with("Federated:"));
        let limits = |((operator, key), values): (&(String, String), &BTreeSet<String>)| {
            let operator = operator.to_ascii_lowercase();
            let is_known = LIMITING_KEYS.contains(&key.as_str())
                || federated
                    && (key.ends_with(":sub") || key.starts_with("saml:") || key.starts_with("cognito-identity"));
            let is_everything = values.iter().any(|value| value == "*" || value.ends_with("/0"));
            is_known && !is_everything && !operator.contains("not") && !operator.contains("ifexists")
        };
        self.has_principal && (anybody || federated) && !self.conditions.iter().any(limits)
    }

    /// Whether an account that is named by its number, and is not this one, is meant.
    pub fn is_foreign(&self, account: Option<&str>) -> bool {
        self.principals.patterns.iter().any(|principal| {
            let number = principal.strip_prefix("AWS:arn:").and_then(|arn| arn.split(':').nth(3));
            number.is_some_and(|number| is_account(number) && Some(number) != account)
        })
    }

    /// Whether it allows everything on everything.
    pub fn is_admin(&self) -> bool {
        let every_action =
            self.actions.is_negated || ["*", "*:*"].iter().any(|all| self.actions.patterns.contains(*all));
        let every_resource = self.resources.is_negated || self.resources.patterns.contains("*");
        !self.has_principal && every_action && every_resource
    }

    /// Whether it says that roles may be passed on.
    pub fn passes_roles(&self) -> bool {
        let covers = |action: &String| action.starts_with("iam:") && pattern::covers(action, "iam:passrole");
        !self.actions.is_negated && self.actions.patterns.iter().any(covers)
    }
}

enum Element<'a> {
    One(&'a str),
    AllBut(&'a BTreeSet<String>),
}

impl Set {
    fn elements(&self) -> Vec<Element<'_>> {
        if self.is_negated {
            return vec![Element::AllBut(&self.patterns)];
        }
        self.patterns.iter().map(|pattern| Element::One(pattern)).collect()
    }

    fn covers(&self, element: &Element<'_>) -> bool {
        let is_plain = |text: &str| !text.contains(['*', '?', '$']);
        match (self.is_negated, element) {
            (false, Element::One(one)) => self.patterns.iter().any(|pattern| pattern::covers(pattern, one)),
            (false, Element::AllBut(_)) => self.patterns.contains("*"),
            (true, Element::One(one)) => {
                is_plain(one) && self.patterns.iter().all(|out| !out.contains('$') && !pattern::covers(out, one))
            }
            (true, Element::AllBut(out)) => {
                self.patterns.iter().all(|own| out.iter().any(|pattern| pattern::covers(pattern, own)))
            }
        }
    }
}

/// What is not named at all is everything: a trust policy has no resources, a policy of a role no principals.
fn set(source: &Value, name: &str, negated: &str, read: impl Fn(&Value) -> BTreeSet<String>) -> Set {
    match (source.get(name), source.get(negated)) {
        (Some(value), _) => Set { patterns: read(value), is_negated: false },
        (None, Some(value)) => Set { patterns: read(value), is_negated: true },
        (None, None) => Set { patterns: BTreeSet::from(["*".to_string()]), is_negated: false },
    }
}

/// `AWS:arn:..`, `Service:..` and so on; `*` for anybody, which `{"AWS": "*"}` is as well.
fn principals(value: &Value) -> BTreeSet<String> {
    let Some(kinds) = value.as_object().filter(|_| function(value).is_none()) else {
        return items(value).into_iter().map(text).collect();
    };
    let named = kinds.iter().flat_map(|(kind, values)| {
        items(values).into_iter().map(move |value| match (kind.as_str(), text(value)) {
            ("AWS", all) if all == "*" => all,
            ("AWS", number) if is_account(&number) => format!("AWS:arn:aws:iam::{number}:root"),
            (kind, name) => format!("{kind}:{name}"),
        })
    });
    named.collect()
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn conditions(value: Option<&Value>) -> BTreeMap<(String, String), BTreeSet<String>> {
    let mut found = BTreeMap::new();
    let Some(value) = value else { return found };
    let whole = |value: &Value| BTreeSet::from([text(value)]);
    let Some(operators) = value.as_object().filter(|_| function(value).is_none()) else {
        found.insert((String::new(), String::new()), whole(value));
        return found;
    };
    for (operator, keys) in operators {
        match keys.as_object().filter(|_| function(keys).is_none()) {
            Some(keys) => found.extend(keys.iter().map(|(key, values)| {
                ((operator.clone(), key.to_ascii_lowercase()), items(values).into_iter().map(text).collect())
            })),
            None => drop(found.insert((operator.clone(), String::new()), whole(keys))),
        }
    }
    found
}
