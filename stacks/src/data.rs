//! DataStack: database, secrets, files, container repositories (Steps 5 and 6, S3, ECR, 16-1, and 5.3, 5.5).

use crate::edge::Edge;
use crate::network::Network;
use crate::settings::Settings;
use formwork::ecr::{ImageEncryption, Repository, RepositoryRef, TagMutability};
use formwork::iam::{Principal, Role, RoleRef, Statement};
use formwork::rds::{Database, DatabaseRef, SubnetGroup};
use formwork::s3::{
    Bucket, BucketEncryption, BucketRef, CorsRule, HttpMethod, LifecycleRule, ObjectOwnership, Versioning,
};
use formwork::scheduler::{Automation, Schedule, ScheduleExpression, ScheduleTarget};
use formwork::secretsmanager::{Password, Secret, SecretAttachment, SecretRef};
use formwork::{DeletionPolicy, Duration, IntoValue, Stack, Text, Value, pseudo, text};

/// What the other stacks use of the data.
pub struct Data {
    /// The URL of the database, as a whole: it has no fields.
    pub database_url: SecretRef,
    /// The field `NEXTAUTH_SECRET`.
    pub app_secrets: SecretRef,
    pub database: DatabaseRef,
    pub files: BucketRef,
    pub app_repository: RepositoryRef,
    pub batch_repository: RepositoryRef,
}

const USER: &str = "postgres";
/// 15.2 to 15.12 cannot be made any more (D-21). RDS moves on by itself; this must not fall behind what runs.
const POSTGRES: &str = "15.17";

pub fn data(stack: &Stack, settings: &Settings, network: &Network, edge: &Edge) -> Data {
    let secret_name = |what: &str| format!("prooflink/{}/{what}", settings.environment());

    // Step 5. Its characters are safe in a URL and for RDS (D-09); CloudFormation alone ever sees them.
    let credentials = Secret::credentials(USER, Password::url_safe())
        .name(secret_name("rds-credentials"))
        .description("RDS PostgreSQL credentials for ProofLink")
        .deletion_policy(deletion(settings));
    let credentials = stack.add("RdsCredentials", credentials);
    let database = database(stack, settings, network, &credentials);
    stack.add("RdsCredentialsAttachment", SecretAttachment::new(&credentials, &database));
    if settings.database_schedule() {
        sleep_at_night(stack, &database);
    }

    // A secret of its own: credentials have no field for a URL (D-08). PostgreSQL 15 wants TLS (D-20).
    let password = credentials.dynamic_reference("password");
    let url = text!["postgresql://", USER, ":", password, "@", database.endpoint(), "/", database_name(settings)];
    let database_url = Secret::composed(text![url, "?sslmode=require"])
        .name(secret_name("database-url"))
        .description("URL of the database, for the application and its jobs")
        .deletion_policy(deletion(settings));

    // A remark of Step 10, 10-3; no step makes it (D-46).
    let app_secrets = Secret::generated("NEXTAUTH_SECRET", Password::url_safe().length(64))
        .name(secret_name("app-secrets"))
        .description("Keys of the application")
        .deletion_policy(deletion(settings));

    Data {
        database_url: stack.add("DatabaseUrl", database_url),
        app_secrets: stack.add("AppSecrets", app_secrets),
        database,
        files: files(stack, settings, edge),
        app_repository: stack.add("AppRepository", repository(settings, "app")),
        batch_repository: stack.add("BatchRepository", repository(settings, "batch")),
    }
}

/// Step 6, RDS. Operations a second are left to RDS, which refuses any number under 400 GiB (D-10).
fn database(stack: &Stack, settings: &Settings, network: &Network, credentials: &SecretRef) -> DatabaseRef {
    let sizes = settings.sizes();
    // Both private subnets in dev too (D-02).
    let group = SubnetGroup::new(network.vpc.private_subnets(), "Subnet group for prooflink database")
        .name(format!("prooflink-{}-db-subnet-group", settings.environment()));
    let group = stack.add("DbSubnetGroup", group);
    let mut database = Database::postgres(POSTGRES, &sizes.database_class, credentials)
        .identifier(format!("prooflink-{}-db", settings.environment()))
        .database_name(database_name(settings))
        .storage(sizes.database_storage)
        .multi_az(settings.redundant())
        .subnet_group(&group)
        .security_group(&network.rds)
        .backup_retention(Duration::days(if settings.protected() { 7 } else { 0 }))
        .encrypted(settings.protected())
        .deletion_protection(settings.protected());
    if let Some(size) = sizes.database_max_storage {
        database = database.max_storage(size);
    }
    if settings.monitored() {
        database = database.performance_insights(Duration::days(7)); // Database Insights, standard mode (D-12)
    }
    stack.add("Database", database)
}

/// Section 5.3. A schedule knows Japan's time, a rule of EventBridge only UTC, and both roles are needed (D-19).
fn sleep_at_night(stack: &Stack, database: &DatabaseRef) {
    let role = |id: &'static str, service: &'static str| -> RoleRef {
        let trust = Statement::allow(["sts:AssumeRole"]).by(Principal::service(service));
        stack.add(id, Role::trusting(trust.when("StringEquals", "aws:SourceAccount", pseudo::account_id())))
    };
    let steps = role("DatabaseAutomationRole", "ssm.amazonaws.com");
    let scheduler = role("DatabaseScheduleRole", "scheduler.amazonaws.com");
    let actions = ["rds:DescribeDBInstances", "rds:StartDBInstance", "rds:StopDBInstance"];
    steps.allow(Statement::allow(actions).on(database.database_arn()));
    let runs = [("DatabaseStop", "AWS-StopRdsInstance", 22), ("DatabaseStart", "AWS-StartRdsInstance", 9)];
    for (id, document, hour) in runs {
        let run = Automation::new(document, &steps).parameter("InstanceId", database.identifier());
        run.grant_start(&scheduler);
        let target = ScheduleTarget::automation(&run, &scheduler);
        stack.add(id, Schedule::new(ScheduleExpression::daily(hour, 0), target).time_zone("Asia/Tokyo"));
    }
}

/// Step 4, S3. What the guide calls folders are prefixes, which come with their first file (D-27).
fn files(stack: &Stack, settings: &Settings, edge: &Edge) -> BucketRef {
    let name = format!("prooflink-{}-files-", settings.environment());
    let mut bucket = Bucket::new()
        .name(text![name, pseudo::account_id()])
        .object_ownership(ObjectOwnership::BucketOwnerEnforced)
        .encryption(BucketEncryption::S3Managed)
        .tls_only()
        .cors_rule(cors(settings, edge))
        .deletion_policy(deletion(settings));
    if settings.protected() {
        bucket = bucket.versioning(Versioning::Enabled);
    }
    // Section 5.5. Where there are versions, a file that expires is only hidden (D-36).
    if settings.delete_old_imports() {
        let mut rule = LifecycleRule::new("delete-old-imports").prefix("imports/").expire_after(Duration::days(30));
        if settings.protected() {
            rule = rule.expire_noncurrent_after(Duration::days(30));
        }
        bucket = bucket.lifecycle_rule(rule);
    }
    stack.add("Files", bucket)
}

/// Step 4, S3, 4-3. Without a domain the guide's own stands in its place (D-28).
fn cors(settings: &Settings, edge: &Edge) -> CorsRule {
    let scheme = if settings.https() { "https://" } else { "http://" };
    let domain = settings.domain().map_or("prooflink.example.com", |domain| domain.as_str());
    let origins: [Value<Text>; 3] = [
        "http://localhost:3000".into_value(),
        text![scheme, edge.load_balancer.dns_name()],
        format!("https://{domain}").into_value(),
    ];
    CorsRule::new([HttpMethod::Get, HttpMethod::Put, HttpMethod::Post, HttpMethod::Delete], origins)
        .allowed_headers(["*"])
        .exposed_headers(["ETag"])
}

/// Step 6, ECR; Step 16, 16-1. `latest` moves on with every build, whatever else stays as it is (D-13).
fn repository(settings: &Settings, what: &str) -> Repository {
    let protected = settings.protected();
    let mutability = if protected { TagMutability::immutable_except(["latest"]) } else { TagMutability::Mutable };
    Repository::new()
        .name(format!("prooflink-{}-{what}", settings.environment()))
        .tag_mutability(mutability)
        .scan_on_push(protected)
        .encryption(ImageEncryption::Aes256)
        .deletion_policy(deletion(settings))
}

fn database_name(settings: &Settings) -> String {
    format!("prooflink_{}", settings.environment())
}

/// What has a name of its own stays where nothing may be lost, and goes where the next try needs the name.
fn deletion(settings: &Settings) -> DeletionPolicy {
    if settings.protected() { DeletionPolicy::RetainExceptOnCreate } else { DeletionPolicy::Delete }
}
