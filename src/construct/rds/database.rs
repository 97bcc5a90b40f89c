use super::storage::Storage;
use super::{DatabaseRef, ImportedDatabase, SubnetGroupRef, codes};
use crate::construct::ec2::SecurityGroupRef;
use crate::construct::secretsmanager::SecretRef;
use formwork_core::{Construct, DeletionPolicy, Duration, IntoValue, Properties, Resource, Scope, Size, Text};
use formwork_resources::ids::kms::AnyKey;
use formwork_resources::ids::rds::{DbInstanceIdentifier, DbParameterGroupName};
use formwork_resources::rds::CfnDbInstance;

const POSTGRES_PORT: u16 = 5432;

/// A database of PostgreSQL on gp3 storage. It has no public address, its storage is encrypted unless the caller says
/// otherwise, and its user and password come from a secret when CloudFormation makes it: no template holds them.
///
/// ```
/// # use formwork::{App, Duration, Environment, Size};
/// use formwork::ec2::{SecurityGroup, SubnetLayout, Vpc};
/// use formwork::rds::{Database, SubnetGroup};
/// use formwork::secretsmanager::{Password, Secret, SecretAttachment};
/// # let app = App::new("demo");
/// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack");
/// # let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "c"]).isolated_subnets(SubnetLayout::dealt(2, 24)));
/// let subnets = stack.add("SubnetGroup", SubnetGroup::new(vpc.isolated_subnets(), "Subnets of the database"));
/// let group = stack.add("SecurityGroup", SecurityGroup::new(&vpc, "Database"));
/// let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
/// let database = stack.add("Database", Database::postgres("15.17", "db.t4g.micro", &credentials)
///     .storage(Size::gib(20))
///     .subnet_group(&subnets)
///     .security_group(&group)
///     .backup_retention(Duration::days(7)));
/// stack.add("Attachment", SecretAttachment::new(&credentials, &database));
/// ```
#[derive(Clone, Debug)]
pub struct Database {
    /// What is passed on as it is.
    properties: Properties,
    storage: Storage,
    security_groups: Vec<SecurityGroupRef>,
    port: Option<u16>,
    backup_retention: Option<Duration>,
    insights_retention: Option<Duration>,
    deletion_policy: DeletionPolicy,
}

impl Database {
    /// A database of this version (`15.17`, or `15` for the newest minor version that there is when it is made) on
    /// instances of this class (`db.t4g.micro`), which the fields `username` and `password` of the secret open.
    ///
    /// Update of the user name: replacement. RDS moves to newer minor versions by itself; one that is written here must
    /// not be older than the one that runs.
    pub fn postgres(version: impl IntoValue<Text>, class: impl IntoValue<Text>, credentials: &SecretRef) -> Self {
        let database = CfnDbInstance::new()
            .engine("postgres")
            .engine_version(version)
            .db_instance_class(class)
            .master_username(credentials.dynamic_reference("username"))
            .master_user_password(credentials.dynamic_reference("password"))
            .publicly_accessible(false) // AWS's default depends on the subnets
            .storage_encrypted(true);
        Database {
            properties: database.into_properties(),
            storage: Storage { size: Size::gib(20), most: None, iops: None, throughput: None },
            security_groups: Vec::new(),
            port: None,
            backup_retention: None,
            insights_retention: None,
            deletion_policy: DeletionPolicy::Snapshot,
        }
    }

    fn with(mut self, change: impl FnOnce(CfnDbInstance) -> CfnDbInstance) -> Self {
        self.properties = change(CfnDbInstance::from_properties(self.properties)).into_properties();
        self
    }

    /// A database made elsewhere: its identifier, and the host name of its endpoint.
    ///
    /// ```
    /// # use formwork::{App, Environment};
    /// use formwork::ids::rds::DbInstanceIdentifier;
    /// use formwork::rds::Database;
    /// # let app = App::new("demo");
    /// # let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("AppStack");
    /// let host = "shop.c1a2b3c4d5e6.ap-northeast-1.rds.amazonaws.com";
    /// let shop = stack.add("Shop", Database::from_identifier(DbInstanceIdentifier::literal("shop"), host));
    /// assert_eq!(shop.endpoint().as_text(), Some("shop.c1a2b3c4d5e6.ap-northeast-1.rds.amazonaws.com:5432"));
    /// ```
    pub fn from_identifier(
        identifier: impl IntoValue<DbInstanceIdentifier>,
        address: impl IntoValue<Text>,
    ) -> ImportedDatabase {
        ImportedDatabase::new(identifier.into_value(), address.into_value(), POSTGRES_PORT)
    }

    /// Its identifier: unique in the account and region, 1 to 63 letters, digits and hyphens, a letter first. Default:
    /// CloudFormation makes one. Update: replacement.
    pub fn identifier(self, identifier: impl IntoValue<Text>) -> Self {
        self.with(|database| database.db_instance_identifier(identifier))
    }

    /// The name of a first database in it: 1 to 63 letters, digits and `_`, a letter first. Default: there is only
    /// `postgres`. Update: replacement.
    pub fn database_name(self, name: impl IntoValue<Text>) -> Self {
        self.with(|database| database.db_name(name))
    }

    /// How much storage it has: 20 GiB to 64 TiB, whole GiB. It never shrinks. Default: 20 GiB.
    pub fn storage(mut self, size: Size) -> Self {
        self.storage.size = size;
        self
    }

    /// How far the storage grows by itself when it is nearly full: a tenth more than it is, or further. Default: not at
    /// all.
    pub fn max_storage(mut self, size: Size) -> Self {
        self.storage.most = Some(size);
        self
    }

    /// How many operations a second the storage does: 12,000 or more, on 400 GiB or more only. Default: 3,000 under
    /// 400 GiB, 12,000 from there on.
    pub fn iops(mut self, operations_per_second: u32) -> Self {
        self.storage.iops = Some(operations_per_second);
        self
    }

    /// How much the storage moves a second: 500 MiB or more, on 400 GiB or more only. Default: 125 MiB under 400 GiB,
    /// 500 MiB from there on.
    pub fn throughput_per_second(mut self, size: Size) -> Self {
        self.storage.throughput = Some(size);
        self
    }

    /// Whether the storage is encrypted. Default: yes, which costs nothing. Update: replacement.
    pub fn encrypted(self, encrypted: bool) -> Self {
        self.with(|database| database.storage_encrypted(encrypted))
    }

    /// The key that encrypts the storage. Default: `aws/rds`. Update: replacement.
    pub fn encryption_key(self, key: impl IntoValue<AnyKey>) -> Self {
        self.with(|database| database.kms_key_id(key))
    }

    /// Whether a second instance in another zone takes over when the first one fails; it doubles the price. Default:
    /// what AWS does, no.
    pub fn multi_az(self, enabled: bool) -> Self {
        self.with(|database| database.multi_az(enabled))
    }

    /// The subnets that it may stand in. Default: those of the account's default VPC. Update: replacement.
    pub fn subnet_group(self, group: &SubnetGroupRef) -> Self {
        self.with(|database| database.db_subnet_group_name(group.name()))
    }

    /// Adds a security group. Default: the VPC's default group.
    pub fn security_group(mut self, group: &SecurityGroupRef) -> Self {
        self.security_groups.push(group.clone());
        self
    }

    /// The port that it listens at: 1150 to 65535. Default: 5432. Update: replacement.
    pub fn port(mut self, port: u16) -> Self {
        self.port = Some(port);
        self
    }

    /// Its parameters. Default: those that AWS has for the version.
    pub fn parameter_group(self, name: impl IntoValue<DbParameterGroupName>) -> Self {
        self.with(|database| database.db_parameter_group_name(name))
    }

    /// How long daily backups are kept: 0 to 35 whole days, where 0 makes none. Default: what AWS does, one day.
    pub fn backup_retention(mut self, duration: Duration) -> Self {
        self.backup_retention = Some(duration);
        self
    }

    /// Whether RDS moves to newer minor versions by itself. Default: what AWS does, yes.
    pub fn auto_minor_version_upgrade(self, enabled: bool) -> Self {
        self.with(|database| database.auto_minor_version_upgrade(enabled))
    }

    /// Gathers data about what the database does, and keeps it for 7 days (which is free), 1 to 23 months of 31 days,
    /// or 731 days. Default: what AWS does, none.
    pub fn performance_insights(mut self, retention: Duration) -> Self {
        self.insights_retention = Some(retention);
        self
    }

    /// Whether it refuses to be deleted. Default: what AWS does, no.
    pub fn deletion_protection(self, protected: bool) -> Self {
        self.with(|database| database.deletion_protection(protected))
    }

    /// What happens to it when it leaves the stack or is replaced. Default: a last snapshot stays.
    pub fn deletion_policy(mut self, policy: DeletionPolicy) -> Self {
        self.deletion_policy = policy;
        self
    }

    fn check(&self, scope: &Scope) {
        if let Some(days) = self.backup_retention.map(Duration::as_days).filter(|days| *days > 35) {
            scope.report(codes::BACKUP_RETENTION.problem().with("days", days));
        }
        let possible = |days: i64| days == 7 || days == 731 || (days % 31 == 0 && (1..=23).contains(&(days / 31)));
        if let Some(days) = self.insights_retention.map(Duration::as_days).filter(|days| !possible(*days)) {
            scope.report(codes::INSIGHTS_RETENTION.problem().with("days", days));
        }
    }
}

impl Construct for Database {
    type Handle = DatabaseRef;

    fn build(self, scope: Scope) -> DatabaseRef {
        self.check(&scope);
        let mut database = self.storage.set(CfnDbInstance::from_properties(self.properties), &scope);
        if !self.security_groups.is_empty() {
            let ids = self.security_groups.iter().map(SecurityGroupRef::security_group_id);
            database = database.vpc_security_groups(ids.collect::<Vec<_>>());
        }
        if let Some(port) = self.port {
            database = database.port(port.to_string());
        }
        if let Some(duration) = self.backup_retention {
            database = database.backup_retention_period(duration.as_days());
        }
        if let Some(retention) = self.insights_retention {
            database = database.enable_performance_insights(true);
            database = database.performance_insights_retention_period(retention.as_days());
        }
        let resource = scope.add("Resource", database);
        resource.deletion_policy(self.deletion_policy);
        DatabaseRef {
            scope,
            identifier: resource.db_instance_identifier(),
            address: resource.endpoint_address(),
            port: self.port.unwrap_or(POSTGRES_PORT),
            security_groups: self.security_groups,
            resource: Some(resource),
        }
    }
}
