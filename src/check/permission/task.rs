//! What the agent of a task has to be allowed before its containers start.

use super::role::Roles;
use super::{Permissions, codes, expand};
use crate::check::task::{self, Container, Image, Secret, Workload};
use crate::policy::{Allowed, Piece, Request, Text, allows};
use crate::sight::{Meaning, Node, Sight};
use crate::spelling;
use std::collections::BTreeMap;

impl Permissions<'_, '_, '_> {
    pub(super) fn tasks(&mut self) {
        let mut named: BTreeMap<Node, Vec<Node>> = BTreeMap::new();
        let mut seen = Vec::new();
        for workload in task::workloads(self.sight) {
            if seen.contains(&workload.definition) {
                continue; // several environments run the same job
            }
            seen.push(workload.definition);
            let role = Roles::named(self.sight, &workload.execution_role);
            // a fact says so of jobs
            let is_task = self.sight.is(workload.definition, "AWS::ECS::TaskDefinition");
            for container in &workload.containers {
                self.log_group(&workload, container);
                self.secret_keys(&workload, container);
                self.buckets(&workload, container);
                match role {
                    Some(role) => {
                        self.container(&workload, container, role);
                        let secrets = container.secrets.iter().filter_map(|secret| secret.parts(self.sight).0);
                        named.entry(role).or_default().extend(secrets);
                    }
                    None if workload.execution_role.is_nothing() && is_task => self.no_role(&workload, container),
                    None => {}
                }
            }
        }
        for (role, secrets) in named {
            self.excess(role, &secrets);
        }
    }

    fn no_role(&mut self, workload: &Workload<'_>, container: &Container<'_>) {
        let what = match () {
            () if container.image == Image::Ecr => "its image in ECR",
            () if !container.secrets.is_empty() => "its secrets",
            () if container.log_group.is_some() => "its logs",
            () => return,
        };
        let problem = self.problem(&codes::MISSING_EXECUTION_ROLE, workload.definition, &container.pointer);
        self.problems.push(problem.with("task", self.name(workload.definition)).with("what", what));
    }

    fn container(&mut self, workload: &Workload<'_>, container: &Container<'_>, role: Node) {
        let (sight, of) = (self.sight, workload.definition);
        if container.image == Image::Ecr {
            let mut actions = self.refused(role, &["ecr:GetAuthorizationToken"], &"*".into());
            if let Some(repository) = container.repository {
                let arn = expand::text(sight, &Meaning::of(repository, "Arn"));
                let pull = ["ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage"];
                actions.extend(self.refused(role, &pull, &arn));
            }
            if !actions.is_empty() {
                let repository = container.repository.map_or("its registry".to_string(), |node| self.name(node));
                let problem = self.problem(&codes::UNPERMITTED_IMAGE, of, &format!("{}/Image", container.pointer));
                let problem = problem.with("role", self.name(role)).with("repository", repository);
                self.problems.push(problem.with("actions", actions));
            }
        }
        for secret in &container.secrets {
            let Some((actions, arn)) = wanted(sight, secret) else { continue };
            let actions = self.refused(role, &[actions], &arn);
            if !actions.is_empty() {
                let name = secret.parts(sight).0.map_or("a secret".to_string(), |node| self.name(node));
                let problem = self.problem(&codes::UNREADABLE_SECRET, of, &secret.pointer);
                let problem = problem.with("role", self.name(role)).with("secret", name);
                self.problems.push(problem.with("actions", actions));
            }
        }
        if let Some(group) = &container.log_group {
            let name = expand::text(sight, group);
            let stream = expand::arn(sight, of, "logs").then("log-group:").then(name).then(":log-stream:");
            let stream = stream.then(Text(vec![Piece::Symbol("stream".to_string())]));
            let mut wanted = vec!["logs:CreateLogStream", "logs:PutLogEvents"];
            if container.makes_log_group {
                wanted.push("logs:CreateLogGroup");
            }
            let actions = self.refused(role, &wanted, &stream);
            if !actions.is_empty() {
                let below = format!("{}/LogConfiguration", container.pointer);
                let problem = self.problem(&codes::UNWRITABLE_LOG, of, &below).with("role", self.name(role));
                let group =
                    group.node().map_or_else(|| group.text().unwrap_or_default().into_owned(), |node| self.name(node));
                self.problems.push(problem.with("group", group).with("actions", actions));
            }
        }
    }

    /// A group that is named by its text is made by some stack.
    fn log_group(&mut self, workload: &Workload<'_>, container: &Container<'_>) {
        let Some(Meaning::Text(wanted)) = &container.log_group else { return };
        let sight = self.sight;
        let groups: Vec<Node> = sight.of_type("AWS::Logs::LogGroup").collect();
        let names: Vec<Meaning<'_>> = groups.iter().map(|group| sight.property(*group, "LogGroupName")).collect();
        let is_made = names.iter().any(|name| name.is(wanted) || !name.is_known());
        if is_made || container.makes_log_group {
            return;
        }
        let names: Vec<String> = names.iter().filter_map(Meaning::text).map(|name| name.into_owned()).collect();
        let near = spelling::nearest(wanted, names.iter().map(String::as_str));
        let near = near.map(|near| format!("; the nearest name is `{near}`")).unwrap_or_default();
        let below = format!("{}/LogConfiguration/Options/awslogs-group", container.pointer);
        let problem = self.problem(&codes::MISSING_LOG_GROUP, workload.definition, &below);
        self.problems.push(problem.with("group", wanted.to_string()).with("near", near));
    }

    fn secret_keys(&mut self, workload: &Workload<'_>, container: &Container<'_>) {
        for wanted in &container.secrets {
            let (Some(secret), Some(key)) = wanted.parts(self.sight) else { continue };
            let Some(known) = keys(self.sight, secret) else { continue };
            if known.iter().any(|known| *known == key) {
                continue;
            }
            let near = spelling::nearest(&key, known.iter().map(String::as_str));
            let near = near.map(|near| format!("; the nearest key is `{near}`")).unwrap_or_default();
            let known = if known.is_empty() { "none".to_string() } else { known.join(", ") };
            let problem = self.problem(&codes::MISSING_SECRET_KEY, workload.definition, &wanted.pointer);
            let problem = problem.with("secret", self.name(secret)).with("key", key.into_owned());
            self.problems.push(problem.with("known", known).with("near", near));
        }
    }

    /// Secrets of the app that a role reads although no task of it asks for them.
    fn excess(&mut self, role: Node, named: &[Node]) {
        let Some(own) = self.roles.get(role) else { return };
        let mut found = Vec::new();
        for secret in self.sight.of_type("AWS::SecretsManager::Secret").filter(|secret| !named.contains(secret)) {
            let arn = expand::text(self.sight, &Meaning::of(secret, "Ref"));
            let request = Request::new("secretsmanager:GetSecretValue", arn);
            if allows(&own.policies, &[], own.boundary.as_ref(), &request) == Allowed::Yes {
                found.push(secret);
            }
        }
        for secret in found {
            let problem = self.problem(&codes::EXCESS_SECRET, role, "");
            self.problems.push(problem.with("role", self.name(role)).with("secret", self.name(secret)));
        }
    }

    /// A container that is told of a bucket will use it.
    fn buckets(&mut self, workload: &Workload<'_>, container: &Container<'_>) {
        let sight = self.sight;
        let role = match sight.type_of(workload.definition) {
            "AWS::Batch::JobDefinition" => sight.at(workload.definition, &["ContainerProperties", "JobRoleArn"]),
            _ => sight.property(workload.definition, "TaskRoleArn"),
        };
        let Some(role) = Roles::named(sight, &role) else { return };
        let mut buckets: Vec<Node> = container.environment.iter().filter_map(Meaning::node).collect();
        buckets.retain(|node| sight.is(*node, "AWS::S3::Bucket"));
        buckets.dedup();
        for bucket in buckets {
            let objects = expand::text(sight, &Meaning::of(bucket, "Arn")).then("/object");
            let actions = ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"];
            if self.refused(role, &actions, &objects).len() == actions.len() {
                let below = format!("{}/Environment", container.pointer);
                let problem = self.problem(&codes::UNUSABLE_BUCKET, workload.definition, &below);
                self.problems.push(problem.with("bucket", self.name(bucket)).with("role", self.name(role)));
            }
        }
    }
}

/// The call that fetches a secret, and what it is about.
pub(super) fn wanted(sight: &Sight<'_>, secret: &Secret<'_>) -> Option<(&'static str, Text)> {
    if secret.service() == "ssm" {
        let arn = secret.value.text().filter(|text| text.starts_with("arn:"))?;
        return Some(("ssm:GetParameters", Text::from(arn.into_owned())));
    }
    let arn = match secret.parts(sight).0 {
        Some(node) => expand::text(sight, &Meaning::of(node, "Ref")),
        None => {
            let whole = secret.value.text()?;
            Text::from(whole.splitn(8, ':').take(7).collect::<Vec<_>>().join(":"))
        }
    };
    Some(("secretsmanager:GetSecretValue", arn))
}

/// The keys of a secret's JSON, as far as its template tells.
fn keys(sight: &Sight<'_>, secret: Node) -> Option<Vec<String>> {
    let generated = sight.property(secret, "GenerateSecretString");
    let whole = sight.property(secret, "SecretString");
    let members = |text: &str| -> Option<Vec<String>> {
        let json: serde_json::Value = serde_json::from_str(text).ok()?;
        Some(json.as_object()?.keys().cloned().collect())
    };
    let mut keys = match (&whole, generated.get("GenerateStringKey").text()) {
        (Meaning::Nothing, Some(key)) => {
            let template = generated.get("SecretStringTemplate").text()?;
            let mut keys = members(&template)?;
            keys.push(key.into_owned());
            keys
        }
        (Meaning::Nothing, None) => Vec::new(), // one password and no JSON
        (Meaning::Text(text), _) => members(text).unwrap_or_default(),
        // a text with parts that are not known is JSON only if it begins so
        (Meaning::Composed(parts), _) => match parts.first().and_then(Meaning::text) {
            Some(start) if !start.trim_start().starts_with('{') => Vec::new(),
            _ => return None,
        },
        _ => return None,
    };
    let is_attached = sight
        .of_type("AWS::SecretsManager::SecretTargetAttachment")
        .any(|one| sight.property(one, "SecretId").node() == Some(secret));
    if is_attached {
        let more = ["engine", "host", "port", "dbname", "dbInstanceIdentifier", "dbClusterIdentifier", "masterarn"];
        keys.extend(more.map(str::to_string));
    }
    Some(keys)
}
