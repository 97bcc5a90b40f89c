//! Containers: tasks of services and jobs, what they are made of and what they are given.

use crate::sight::{Meaning, Node, Sight, Symbol};
use crate::{Data, Function};
use std::borrow::Cow;

/// Containers that run somewhere.
pub struct Workload<'a> {
    /// The service or compute environment, which has the network interfaces.
    pub runs_on: Node,
    /// The task or job definition.
    pub definition: Node,
    pub execution_role: Meaning<'a>,
    pub containers: Vec<Container<'a>>,
}

pub struct Container<'a> {
    pub image: Image,
    /// The repository of the image, if it is in the app.
    pub repository: Option<Node>,
    /// The tag of the image, if it is said.
    pub tag: Option<String>,
    /// Where `awslogs` writes to.
    pub log_group: Option<Meaning<'a>>,
    /// Whether the log driver makes its group.
    pub makes_log_group: bool,
    pub secrets: Vec<Secret<'a>>,
    pub environment: Vec<Meaning<'a>>,
    /// The pointer below the definition's properties.
    pub pointer: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Image {
    Ecr,
    /// On Docker Hub and the like.
    Public,
    Unknown,
}

pub struct Secret<'a> {
    pub value: Meaning<'a>,
    pub pointer: String,
}

impl Secret<'_> {
    /// The service that holds it.
    pub fn service(&self) -> &'static str {
        let is_parameter = match &self.value {
            Meaning::Text(text) => !text.starts_with("arn:") || text.contains(":ssm:"),
            Meaning::Composed(parts) => parts.iter().any(|part| part.text().is_some_and(|text| text.contains(":ssm:"))),
            _ => false,
        };
        if is_parameter { "ssm" } else { "secretsmanager" }
    }

    /// Its parts: the secret itself, and the key of its JSON that is wanted, if one is.
    pub fn parts<'s>(&'s self, sight: &Sight<'_>) -> (Option<Node>, Option<Cow<'s, str>>) {
        let first = self.value.parts().first().and_then(Meaning::node);
        let secret = first.filter(|node| sight.is(*node, "AWS::SecretsManager::Secret"));
        // <arn>:key:stage:version
        let rest = self.value.parts().get(1).and_then(|rest| match rest {
            Meaning::Text(text) => text.strip_prefix(':').and_then(|rest| rest.split(':').next()),
            _ => None,
        });
        (secret, rest.filter(|key| !key.is_empty()).map(Cow::Borrowed))
    }
}

/// Every service on Fargate, and every compute environment of that kind with the jobs that may run in it.
pub fn workloads<'a>(sight: &Sight<'a>) -> Vec<Workload<'a>> {
    let mut all = Vec::new();
    for service in sight.of_type("AWS::ECS::Service") {
        let task = sight.property(service, "TaskDefinition").node();
        let Some(task) = task.filter(|task| sight.is(*task, "AWS::ECS::TaskDefinition")) else { continue };
        let strategy = sight.property(service, "CapacityProviderStrategy");
        let by_strategy = strategy
            .items()
            .iter()
            .any(|one| one.get("CapacityProvider").text().is_some_and(|provider| provider.starts_with("FARGATE")));
        if sight.property(service, "LaunchType").is("FARGATE") || by_strategy {
            all.push(workload(
                sight,
                service,
                task,
                sight.property(task, "ContainerDefinitions"),
                &["ContainerDefinitions"],
            ));
        }
    }
    for environment in sight.of_type("AWS::Batch::ComputeEnvironment") {
        let kind = sight.at(environment, &["ComputeResources", "Type"]).text();
        if !kind.is_some_and(|kind| kind.starts_with("FARGATE")) {
            continue;
        }
        for job in sight.of_type("AWS::Batch::JobDefinition") {
            let capabilities = sight.property(job, "PlatformCapabilities");
            if capabilities.items().iter().any(|one| one.is("FARGATE")) {
                let container = sight.property(job, "ContainerProperties");
                all.push(workload(sight, environment, job, container, &["ContainerProperties"]));
            }
        }
    }
    all
}

fn workload<'a>(
    sight: &Sight<'a>,
    runs_on: Node,
    definition: Node,
    containers: Meaning<'a>,
    pointer: &[&str],
) -> Workload<'a> {
    let role = match sight.type_of(definition) {
        "AWS::Batch::JobDefinition" => containers.get("ExecutionRoleArn").clone(),
        _ => sight.property(definition, "ExecutionRoleArn"),
    };
    let raw = sight.seen(definition).resource.property(pointer[0]);
    let containers = containers.items().iter().enumerate().map(|(at, one)| {
        let is_list = matches!(raw, Some(Data::List(_)));
        let pointer = if is_list { format!("{}/{at}", pointer.join("/")) } else { pointer.join("/") };
        let raw = raw.and_then(|raw| if is_list { raw.items().get(at) } else { Some(raw) });
        container(sight, one, raw, pointer)
    });
    Workload { runs_on, definition, execution_role: role, containers: containers.collect() }
}

fn container<'a>(sight: &Sight<'a>, one: &Meaning<'a>, raw: Option<&Data>, pointer: String) -> Container<'a> {
    let logs = one.get("LogConfiguration");
    let is_awslogs = logs.get("LogDriver").is("awslogs");
    let options = logs.get("Options");
    let image_name = one.get("Image").clone();
    let repository = image_name.parts().iter().filter_map(Meaning::node);
    let repository = repository.into_iter().find(|node| sight.is(*node, "AWS::ECR::Repository"));
    let secrets = one.get("Secrets").items().iter().enumerate().map(|(at, one)| Secret {
        value: one.get("ValueFrom").clone(),
        pointer: format!("{pointer}/Secrets/{at}/ValueFrom"),
    });
    Container {
        image: image(&image_name, repository.is_some(), raw.and_then(|raw| raw.get("Image"))),
        repository,
        tag: image_name.parts().last().and_then(Meaning::text).and_then(|text| {
            // a registry may have a port: what follows the last colon is a tag where no slash is in it
            text.rsplit_once(':').map(|(_, tag)| tag.to_string()).filter(|tag| !tag.contains('/'))
        }),
        log_group: Some(options.get("awslogs-group").clone()).filter(|group| is_awslogs && !group.is_nothing()),
        makes_log_group: options.get("awslogs-create-group").boolean() == Some(true),
        secrets: secrets.collect(),
        environment: one.get("Environment").items().iter().map(|one| one.get("Value").clone()).collect(),
        pointer,
    }
}

fn image(name: &Meaning<'_>, has_repository: bool, raw: Option<&Data>) -> Image {
    if has_repository || raw.is_some_and(mentions_registry) {
        return Image::Ecr;
    }
    match name {
        Meaning::Text(text) if !text.is_empty() => Image::Public,
        _ => Image::Unknown,
    }
}

/// Whether a registry's address stands anywhere in the value: it is often put together from parts of an ARN.
fn mentions_registry(data: &Data) -> bool {
    match data {
        Data::Text(text) => text.contains(".dkr.ecr"),
        Data::List(items) => items.iter().any(mentions_registry),
        Data::Map(entries) => entries.iter().any(|(_, data)| mentions_registry(data)),
        Data::Function(function) => {
            matches!(function.as_ref(), Function::Call(_, argument) if mentions_registry(argument))
        }
        _ => false,
    }
}

/// The databases whose address a container is given, in its environment or in a secret.
pub fn databases<'a>(sight: &Sight<'a>, container: &Container<'a>) -> Vec<Node> {
    let mut found = Vec::new();
    let mut look = |meaning: &Meaning<'a>| {
        for part in meaning.parts() {
            if let Meaning::Symbol(Symbol::Attribute(node, attribute)) = part
                && attribute.starts_with("Endpoint")
                && matches!(sight.type_of(*node), "AWS::RDS::DBInstance" | "AWS::RDS::DBCluster")
                && !found.contains(node)
            {
                found.push(*node);
            }
        }
    };
    container.environment.iter().for_each(&mut look);
    for secret in &container.secrets {
        if let (Some(secret), _) = secret.parts(sight) {
            look(&sight.property(secret, "SecretString"));
            for attachment in sight.of_type("AWS::SecretsManager::SecretTargetAttachment") {
                if sight.property(attachment, "SecretId").node() == Some(secret)
                    && let Some(database) = sight.property(attachment, "TargetId").node()
                {
                    look(&Meaning::Symbol(Symbol::Attribute(database, Cow::Borrowed("Endpoint"))));
                }
            }
        }
    }
    found
}
