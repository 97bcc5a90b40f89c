//! The import jobs also run where network, files, images and secrets were made elsewhere.

use formwork::check::check;
use formwork::ec2::{SecurityGroup, SubnetRef, Vpc};
use formwork::ecr::Repository;
use formwork::ids::ec2::{SecurityGroupId, SubnetId, VpcId};
use formwork::ids::ecr::RepositoryName;
use formwork::ids::rds::DbInstanceIdentifier;
use formwork::ids::s3::BucketName;
use formwork::ids::secretsmanager::SecretArn;
use formwork::rds::Database;
use formwork::s3::Bucket;
use formwork::secretsmanager::Secret;
use formwork::{App, AssembledStack, Data as Json, Environment, Function, Stack, TemplateResource};
use prooflink::batch::batch;
use prooflink::data::Data;
use prooflink::network::Network;
use prooflink::settings::Settings;

const DATABASE_URL: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:url-a1B2c3";

fn network(stack: &Stack) -> Network {
    let subnets = ["subnet-0a1b2c3d", "subnet-1a1b2c3d"].map(|id| SubnetRef::from_id(SubnetId::literal(id)));
    let group =
        |id: &'static str, group: &'static str| stack.add(id, SecurityGroup::from_id(SecurityGroupId::literal(group)));
    Network {
        vpc: stack.add("Vpc", Vpc::from_id(VpcId::literal("vpc-0a1b2c3d")).private_subnets(subnets)),
        alb: group("AlbSecurityGroup", "sg-0a1b2c3d"),
        ecs: group("EcsSecurityGroup", "sg-1a1b2c3d"),
        rds: group("RdsSecurityGroup", "sg-2a1b2c3d"),
    }
}

fn data(stack: &Stack) -> Data {
    let app_secrets = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:app-a1B2c3";
    let repository =
        |id: &'static str, name: &'static str| stack.add(id, Repository::from_name(RepositoryName::literal(name)));
    Data {
        database_url: stack.add("DatabaseUrl", Secret::from_arn(SecretArn::literal(DATABASE_URL))),
        app_secrets: stack.add("AppSecrets", Secret::from_arn(SecretArn::literal(app_secrets))),
        database: stack
            .add("Database", Database::from_identifier(DbInstanceIdentifier::literal("shared"), "db.example.com")),
        files: stack.add("Files", Bucket::from_name(BucketName::literal("shared-files"))),
        app_repository: repository("AppRepository", "shared-app"),
        batch_repository: repository("BatchRepository", "shared-batch"),
    }
}

/// The only stack, judged.
fn stack(environment: &str) -> AssembledStack {
    let settings = Settings::load(prooflink::settings_folder(), environment).expect("settings");
    let app = App::new("prooflink");
    let stack = app.environment(Environment::new(environment.to_string(), "ap-northeast-1")).stack("BatchStack");
    batch(&stack, &settings, &network(&stack), &data(&stack));
    let verified = check(app.synth()).expect("nothing is wrong");
    verified.assembly().environments[0].stacks[0].clone()
}

fn of_type<'a>(stack: &'a AssembledStack, type_name: &str) -> Vec<&'a TemplateResource> {
    stack.template.resources.values().filter(|resource| resource.type_name == type_name).collect()
}

/// What stands at a path of a resource's properties.
fn at<'a>(resource: &'a TemplateResource, path: &[&str]) -> &'a Json {
    let first = resource.property(path[0]).expect("property");
    path[1..].iter().fold(first, |data, key| data.get(key).expect("property"))
}

fn texts(texts: &[&'static str]) -> Json {
    Json::List(texts.iter().copied().map(Json::text).collect())
}

/// A text made of parts, with `*` for what only AWS knows.
fn text(data: &Json) -> String {
    match data {
        Json::Text(text) => text.to_string(),
        Json::List(items) => items.iter().map(text).collect(),
        Json::Function(function) => match function.as_ref() {
            Function::Call(_, argument) => text(argument),
            _ => "*".to_string(),
        },
        _ => String::new(),
    }
}

#[test]
fn batch_runs_in_an_imported_vpc() {
    // in dev the second subnet is the database's alone
    for (environment, zones) in [("dev", 1), ("prod", 2)] {
        let stack = stack(environment);
        assert!(stack.dependencies.is_empty() && stack.template.outputs.is_empty());
        let environments = of_type(&stack, "AWS::Batch::ComputeEnvironment");
        assert_eq!(environments.len(), 2);
        for environment in environments {
            let subnets = texts(&["subnet-0a1b2c3d", "subnet-1a1b2c3d"][..zones]);
            assert_eq!(at(environment, &["ComputeResources", "Subnets"]), &subnets);
            assert_eq!(at(environment, &["ComputeResources", "SecurityGroupIds"]), &texts(&["sg-1a1b2c3d"]));
        }
    }
}

#[test]
fn jobs_use_an_imported_bucket_repository_and_secret() {
    let stack = stack("dev");
    let jobs = of_type(&stack, "AWS::Batch::JobDefinition");
    assert_eq!(jobs.len(), 2);
    for job in jobs {
        let bucket = Json::map([("Name", Json::text("AWS_S3_BUCKET_NAME")), ("Value", Json::text("shared-files"))]);
        assert!(at(job, &["ContainerProperties", "Environment"]).items().contains(&bucket));
        let url = Json::map([("Name", Json::text("DATABASE_URL")), ("ValueFrom", Json::text(DATABASE_URL))]);
        assert_eq!(at(job, &["ContainerProperties", "Secrets"]), &Json::List(vec![url]));
        assert_eq!(text(at(job, &["ContainerProperties", "Image"])), "*.dkr.ecr.*.*/shared-batch:latest");
    }
}

#[test]
fn roles_reach_what_was_imported_and_nothing_else() {
    let stack = stack("dev");
    let grants = of_type(&stack, "AWS::IAM::Policy");
    assert_eq!(grants.len(), 1, "the execution role alone is granted anything");
    for statement in at(grants[0], &["PolicyDocument", "Statement"]).items() {
        assert_eq!(statement.get("Action"), Some(&Json::text("secretsmanager:GetSecretValue")));
        assert_eq!(statement.get("Resource"), Some(&Json::text(DATABASE_URL)));
    }
    let roles = of_type(&stack, "AWS::IAM::Role");
    let policies: Vec<&Json> = roles.iter().filter_map(|role| role.property("Policies")).collect();
    assert_eq!(policies.len(), 1, "the job role alone has a policy of its own");
    let statements = policies[0].items()[0].get("PolicyDocument").and_then(|policy| policy.get("Statement"));
    let files = statements.expect("statements").items()[0].get("Resource").expect("resources").items();
    let files: Vec<String> = files.iter().map(text).collect();
    assert_eq!(files, ["arn:*:s3:::shared-files", "arn:*:s3:::shared-files/*"]);
}
