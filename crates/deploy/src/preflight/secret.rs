//! Whether a secret has the member that a container wants of it.

use super::online::{Answer, Lookups};
use super::sight::{Found, Sight, function, of_type, text};
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use crate::target::TargetStack;
use serde_json::Value;

const KINDS: [(&str, &str); 2] = [
    ("AWS::ECS::TaskDefinition", "/Properties/ContainerDefinitions"),
    ("AWS::Batch::JobDefinition", "/Properties/ContainerProperties"),
];

/// By the templates alone.
pub fn judge(sight: &Sight<'_>, stack: &TargetStack, checks: &mut Vec<Check>) {
    for wish in wishes(sight, stack) {
        let verdict = match (&wish.source, &wish.member) {
            (Source::Made(_), None) => continue,
            (Source::Made(source), Some(member)) => match members(source) {
                None => Verdict::Unknown("its text is only known when it is made".to_string()),
                Some(all) => wish.judged(&all, member, source.logical_id, source.stack.id.as_str()),
            },
            (Source::Named(_) | Source::Elsewhere, _) => {
                Verdict::Unknown("its secret is not made by these stacks".to_string())
            }
        };
        checks.push(Check::new("secret", wish.subject(), verdict));
    }
}

/// What no stack makes: whether it is there, and where it may be read whether it has the member.
pub async fn online(
    lookups: &dyn Lookups,
    sight: &Sight<'_>,
    stack: &TargetStack,
    may_read: bool,
    checks: &mut Vec<Check>,
) {
    for wish in wishes(sight, stack) {
        let Source::Named(arn) = &wish.source else { continue };
        let is_there = lookups.exists("AWS::SecretsManager::Secret", arn).await;
        let verdict = match (is_there, &wish.member) {
            (Answer::Unknown(why), _) => Verdict::Unknown(why),
            (Answer::No, _) => wish.absent(arn),
            (Answer::Yes(()), None) => Verdict::Pass,
            (Answer::Yes(()), Some(_)) if !may_read => {
                Verdict::Unknown("its members are asked for only with `--read-secrets`".to_string())
            }
            (Answer::Yes(()), Some(member)) => match lookups.members(arn).await {
                Answer::Yes(all) => wish.judged(&all, member, arn, "no stack"),
                Answer::No => wish.absent(arn),
                Answer::Unknown(why) => Verdict::Unknown(why),
            },
        };
        checks.push(Check::new("secret", wish.subject(), verdict));
    }
}

/// A variable that a container takes from a secret.
struct Wish<'w> {
    taker: Found<'w>,
    variable: &'w str,
    source: Source<'w>,
    /// The member of the secret's JSON; none where all of it is taken.
    member: Option<String>,
}

enum Source<'w> {
    /// A stack makes it.
    Made(Found<'w>),
    /// It is made elsewhere, and this is its ARN.
    Named(String),
    /// Who knows.
    Elsewhere,
}

impl Wish<'_> {
    fn subject(&self) -> String {
        format!("{} {}", self.taker.stack.id, self.variable)
    }

    fn judged(&self, members: &[String], member: &str, secret: &str, of: &str) -> Verdict {
        if members.iter().any(|known| known == member) {
            return Verdict::Pass;
        }
        let problem = self.problem(&codes::NO_MEMBER).with("member", member).with("secret", secret);
        Verdict::Fail(Box::new(problem.with("stack", of).with("members", members.join(", "))))
    }

    fn absent(&self, arn: &str) -> Verdict {
        let problem = self.problem(&codes::NO_SECRET).with("stack", self.taker.stack.id.as_str());
        Verdict::Fail(Box::new(problem.with("arn", arn)))
    }

    fn problem(&self, code: &'static formwork::Code) -> formwork::Problem {
        let pointer = format!("/Resources/{}", self.taker.logical_id);
        let place = self.taker.stack.place_of(self.taker.logical_id).pointer(pointer);
        code.problem().at(place).with("variable", self.variable)
    }
}

fn wishes<'w>(sight: &Sight<'w>, stack: &'w TargetStack) -> Vec<Wish<'w>> {
    let mut wishes = Vec::new();
    for (kind, pointer) in KINDS {
        for taker in of_type(stack, kind) {
            let containers = match taker.resource.pointer(pointer) {
                Some(Value::Array(all)) => all.iter().collect(),
                other => Vec::from_iter(other),
            };
            let secrets = containers.into_iter().filter_map(|one| one.get("Secrets")?.as_array()).flatten();
            for secret in secrets {
                let variable = secret.get("Name").and_then(Value::as_str).unwrap_or_default();
                let Some(from) = secret.get("ValueFrom") else { continue };
                let (of, member) = parts(stack, from);
                let source = match of {
                    Of::Value(value) => sight.resource(stack, value).map_or(Source::Elsewhere, Source::Made),
                    Of::Arn(arn) => Source::Named(arn),
                };
                // a parameter of Systems Manager has no members
                let is_other = match &source {
                    Source::Made(found) => found.kind() != "AWS::SecretsManager::Secret",
                    Source::Named(arn) => arn.split(':').nth(2) != Some("secretsmanager"),
                    Source::Elsewhere => false,
                };
                if is_other {
                    continue;
                }
                wishes.push(Wish { taker, variable, source, member });
            }
        }
    }
    wishes
}

enum Of<'v> {
    Value(&'v Value),
    Arn(String),
}

/// The secret of `ARN:member::`, and the member.
fn parts<'v>(stack: &TargetStack, value: &'v Value) -> (Of<'v>, Option<String>) {
    if let Some(text) = text(stack, value) {
        let mut fields: Vec<&str> = text.splitn(8, ':').collect();
        let member = if fields.len() == 8 { fields.pop().and_then(member) } else { None };
        return (Of::Arn(fields.join(":")), member);
    }
    let joined = || {
        let ("Fn::Join", argument) = function(value)? else { return None };
        let [of, Value::String(rest)] = argument.get(1)?.as_array()?.as_slice() else { return None };
        let rest = rest.strip_prefix(':').filter(|_| argument.get(0).and_then(Value::as_str) == Some(""))?;
        Some((of, member(rest)))
    };
    match joined() {
        Some((of, member)) => (text(stack, of).map_or(Of::Value(of), Of::Arn), member),
        None => (Of::Value(value), None),
    }
}

/// The first field of `member:stage:version`.
fn member(rest: &str) -> Option<String> {
    rest.split(':').next().filter(|member| !member.is_empty()).map(str::to_string)
}

/// The members that a secret will have, where its template tells.
fn members(secret: &Found<'_>) -> Option<Vec<String>> {
    let keys = |text: &str| {
        let object: Value = serde_json::from_str(text).ok()?;
        Some(object.as_object()?.keys().cloned().collect::<Vec<_>>())
    };
    let Some(generated) = secret.property("GenerateSecretString") else {
        return match secret.property("SecretString")? {
            Value::String(text) => Some(keys(text).unwrap_or_default()),
            _ => None,
        };
    };
    let mut all = match generated.get("SecretStringTemplate") {
        Some(Value::String(text)) => keys(text)?,
        Some(_) => return None,
        None => Vec::new(),
    };
    all.extend(generated.get("GenerateStringKey").and_then(Value::as_str).map(str::to_string));
    Some(all)
}
