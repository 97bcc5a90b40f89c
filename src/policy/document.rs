//! The statements of policies.

use super::condition::{self, Condition};
use super::text::Text;
use super::{Allowed, Request};
use serde_json::Value;

/// A policy document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Policy {
    /// Its statements.
    pub statements: Vec<Statement>,
}

/// What a statement does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies.
    Deny,
}

/// One statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// What it does.
    pub effect: Effect,
    /// Whom it is about, in policies of resources and of trust.
    pub principals: Option<Principals>,
    /// The calls: patterns.
    pub actions: Vec<Text>,
    /// Whether it is about every call but these.
    pub not_actions: bool,
    /// What the calls are about: patterns of ARNs; none in trust policies.
    pub resources: Option<Vec<Text>>,
    /// Whether it is about everything but these.
    pub not_resources: bool,
    /// What has to hold besides.
    pub conditions: Vec<Condition>,
}

/// Whom a statement is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Principals {
    /// ARNs, accounts, names of services; `*` is everybody.
    pub names: Vec<Text>,
    /// Whether it is about everybody but these.
    pub not: bool,
}

impl Policy {
    /// The policy in a JSON document; none if it is no policy.
    pub fn from_json(json: &Value) -> Option<Policy> {
        Policy::read(json, &|value| match value {
            Value::String(text) => Some(Text::from(text.as_str())),
            Value::Bool(value) => Some(Text::from(value.to_string())),
            Value::Number(number) => Some(Text::from(number.to_string())),
            _ => None,
        })
    }

    /// The policy in a document whose texts are made by `text`.
    pub(crate) fn read(json: &Value, text: &dyn Fn(&Value) -> Option<Text>) -> Option<Policy> {
        let statements = json.get("Statement")?;
        let statements = match statements {
            Value::Array(all) => all.iter().map(|one| Statement::read(one, text)).collect::<Option<Vec<_>>>()?,
            one => vec![Statement::read(one, text)?],
        };
        Some(Policy { statements })
    }
}

impl Statement {
    fn read(json: &Value, text: &dyn Fn(&Value) -> Option<Text>) -> Option<Statement> {
        let effect = match json.get("Effect")?.as_str()? {
            "Allow" => Effect::Allow,
            "Deny" => Effect::Deny,
            _ => return None,
        };
        let list = |json: &Value| texts(json, text);
        let either = |name: &str, not: &str| match (json.get(name), json.get(not)) {
            (Some(own), None) => Some((list(own)?, false)),
            (None, Some(own)) => Some((list(own)?, true)),
            _ => None,
        };
        let (actions, not_actions) = either("Action", "NotAction")?;
        let resources = either("Resource", "NotResource");
        let not_resources = resources.as_ref().is_some_and(|(_, not)| *not);
        let principals = match (json.get("Principal"), json.get("NotPrincipal")) {
            (Some(own), None) => Some(Principals { names: principals(own, text)?, not: false }),
            (None, Some(own)) => Some(Principals { names: principals(own, text)?, not: true }),
            _ => None,
        };
        let conditions = json.get("Condition").map_or(Some(Vec::new()), |own| condition::read(own, text))?;
        let resources = resources.map(|(resources, _)| resources);
        Some(Statement { effect, principals, actions, not_actions, resources, not_resources, conditions })
    }

    /// Whether the statement is about a call.
    pub fn matches(&self, request: &Request, with_principal: bool) -> Allowed {
        let action = Text::from(request.action.as_str());
        let best =
            |patterns: &[Text], is: &dyn Fn(&Text) -> Allowed| patterns.iter().map(is).max().unwrap_or(Allowed::No);
        let actions = negated(best(&self.actions, &|pattern| action.is_like(pattern, true)), self.not_actions);
        let resources = match &self.resources {
            None => Allowed::Yes,
            // everything but what cannot be told, where that may be meant, is nothing
            Some(patterns)
                if self.not_resources && patterns.iter().any(|one| request.context.hangs(one, &request.resource)) =>
            {
                Allowed::No
            }
            Some(patterns) => {
                let is = |pattern: &Text| match pattern.letters().as_deref() {
                    Some("*") => Allowed::Yes,
                    _ => {
                        let filled = request.context.fill(pattern);
                        filled.map_or(Allowed::No, |pattern| request.resource.is_like(&pattern, false))
                    }
                };
                negated(best(patterns, &is), self.not_resources)
            }
        };
        let principals = match (&self.principals, &request.principal) {
            _ if !with_principal => Allowed::Yes,
            (None, _) => Allowed::No,
            (Some(own), Some(caller)) => negated(best(&own.names, &|name| is_principal(name, caller)), own.not),
            (Some(own), None) => {
                let is_everybody = own.names.iter().any(|name| name.letters().as_deref() == Some("*"));
                if is_everybody && !own.not { Allowed::Yes } else { Allowed::Depends }
            }
        };
        let sure = actions.min(resources).min(principals);
        if sure == Allowed::No {
            return Allowed::No;
        }
        self.conditions.iter().map(|condition| condition.holds(&request.context)).fold(sure, Allowed::min)
    }
}

/// How a statement names a caller.
pub(super) enum Named {
    Itself,
    Account,
    Everybody,
}

impl Statement {
    /// How the statement names who calls, in the nearest way.
    pub(super) fn names(&self, request: &Request) -> Named {
        let Some((own, caller)) = self.principals.as_ref().zip(request.principal.as_ref()) else {
            return Named::Everybody;
        };
        let names: Vec<Option<String>> = own.names.iter().map(Text::letters).collect();
        let caller = caller.letters();
        match () {
            () if own.not => Named::Everybody,
            () if caller.is_some() && names.contains(&caller) => Named::Itself,
            () if names.iter().any(|name| name.as_deref().is_none_or(|name| name == "*")) => Named::Everybody,
            () => Named::Account,
        }
    }
}

pub(super) fn negated(allowed: Allowed, not: bool) -> Allowed {
    match (allowed, not) {
        (Allowed::Yes, true) => Allowed::No,
        (Allowed::No, true) => Allowed::Yes,
        (allowed, _) => allowed,
    }
}

/// A caller is named by its ARN, by its account, or as the service that it is.
fn is_principal(name: &Text, caller: &Text) -> Allowed {
    let (Some(name), Some(who)) = (name.letters(), caller.letters()) else { return name.is(caller, false) };
    if name == "*" || name == who {
        return Allowed::Yes;
    }
    // the root of an account stands for everybody in it
    let account = name.strip_prefix("arn:aws:iam::").and_then(|rest| rest.strip_suffix(":root")).unwrap_or(&name);
    let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
    if is_account && who.split(':').nth(4) == Some(account) { Allowed::Yes } else { Allowed::No }
}

fn principals(json: &Value, text: &dyn Fn(&Value) -> Option<Text>) -> Option<Vec<Text>> {
    let kinds = match json {
        Value::Object(kinds) if text(json).is_none() => kinds,
        json => return texts(json, text),
    };
    let mut all = Vec::new();
    for own in kinds.values() {
        all.extend(texts(own, text)?);
    }
    Some(all)
}

/// A text, or a list of them.
pub(super) fn texts(json: &Value, text: &dyn Fn(&Value) -> Option<Text>) -> Option<Vec<Text>> {
    match json {
        Value::Array(all) => all.iter().map(text).collect(),
        one => Some(vec![text(one)?]),
    }
}
