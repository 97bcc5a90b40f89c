//! Databases, as their templates say.
#![cfg(feature = "rds")]

use formwork::ec2::{Peer, SecurityGroup, SubnetLayout, SubnetRef, Subnets, Vpc, VpcRef};
use formwork::ids::ec2::{SecurityGroupId, SubnetId};
use formwork::ids::kms::AliasName;
use formwork::ids::rds::{DbInstanceIdentifier, DbParameterGroupName, DbSubnetGroupName};
use formwork::ids::secretsmanager::SecretArn;
use formwork::rds::{Database, SubnetGroup};
use formwork::secretsmanager::{Password, Secret, SecretAttachment, SecretRef};
use formwork::{App, CustomResource, DeletionPolicy, Duration, Environment, Language, Size, Stack};
use serde_json::{Value, json};

const SECRET: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop-a1B2c3";

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("dev", "ap-northeast-1")).stack("DataStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

/// The resources of one stack that has nothing wrong with it.
fn resources(build: impl FnOnce(&Stack)) -> Value {
    let (mut template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"].take()
}

/// What is wrong, without its place, which has line numbers in it.
fn wrong(build: impl FnOnce(&Stack)) -> Vec<String> {
    let (_, problems) = synth(build);
    let without_place = |problem: &String| {
        let lines = problem.lines().filter(|line| !line.starts_with("  --> "));
        lines.collect::<Vec<_>>().join("\n")
    };
    problems.iter().map(without_place).collect()
}

fn of_type<'a>(resources: &'a Value, type_name: &str) -> Vec<&'a Value> {
    let resources = resources.as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == type_name).collect()
}

/// A text as it reads: `${Id}` for `Ref`, `${Id.Attribute}` for `Fn::GetAtt`, `${=Export}` for `Fn::ImportValue`.
fn read(value: &Value) -> String {
    if let Some(text) = value.as_str() {
        return text.to_string();
    }
    let (function, argument) = value.as_object().and_then(|map| map.iter().next()).expect("a function");
    match function.as_str() {
        "Ref" => format!("${{{}}}", argument.as_str().expect("an id")),
        "Fn::GetAtt" => {
            format!("${{{}.{}}}", argument[0].as_str().expect("an id"), argument[1].as_str().expect("a name"))
        }
        "Fn::ImportValue" => format!("${{={}}}", argument.as_str().expect("a name")),
        "Fn::Join" => argument[1].as_array().expect("parts").iter().map(read).collect(),
        other => panic!("{other}"),
    }
}

fn credentials(stack: &Stack) -> SecretRef {
    stack.add("Credentials", Secret::from_arn(SecretArn::literal(SECRET)))
}

fn database(stack: &Stack) -> Database {
    Database::postgres("15.17", "db.t4g.micro", &credentials(stack))
}

fn vpc(stack: &Stack) -> VpcRef {
    stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "c"]).isolated_subnets(SubnetLayout::dealt(2, 24)))
}

#[test]
fn a_database_says_what_it_is_and_what_safety_demands_and_nothing_else() {
    let resources = resources(|stack| drop(stack.add("Database", database(stack))));
    let field = |field: &str| format!("{{{{resolve:secretsmanager:{SECRET}:SecretString:{field}}}}}");
    assert_eq!(
        resources,
        json!({"DatabaseB269D8BB": {
            "Type": "AWS::RDS::DBInstance",
            "Properties": {
                "AllocatedStorage": "20",
                "DBInstanceClass": "db.t4g.micro",
                "Engine": "postgres",
                "EngineVersion": "15.17",
                "MasterUserPassword": field("password"),
                "MasterUsername": field("username"),
                "PubliclyAccessible": false,
                "StorageEncrypted": true,
                "StorageType": "gp3",
            },
            "DeletionPolicy": "Snapshot",
            "UpdateReplacePolicy": "Snapshot",
        }})
    );
}

#[test]
fn a_database_has_everything_else_where_asked() {
    let resources = resources(|stack| {
        let vpc = vpc(stack);
        let subnets =
            stack.add("Subnets", SubnetGroup::new(vpc.isolated_subnets(), "Subnets of the shop").name("shop"));
        let group = stack.add("Group", SecurityGroup::new(&vpc, "Shop"));
        let database = database(stack)
            .identifier("shop")
            .database_name("shop")
            .storage(Size::gib(400))
            .max_storage(Size::gib(440))
            .iops(16_000)
            .throughput_per_second(Size::mib(600))
            .encryption_key(AliasName::literal("alias/shop"))
            .multi_az(true)
            .subnet_group(&subnets)
            .security_group(&group)
            .port(5433)
            .parameter_group(DbParameterGroupName::literal("shop"))
            .backup_retention(Duration::days(35))
            .auto_minor_version_upgrade(false)
            .performance_insights(Duration::days(731))
            .deletion_protection(true)
            .deletion_policy(DeletionPolicy::Retain);
        stack.add("Database", database);
    });
    let database = &resources["DatabaseB269D8BB"];
    assert_eq!((&database["DeletionPolicy"], &database["UpdateReplacePolicy"]), (&json!("Retain"), &json!("Retain")));
    let mut properties = database["Properties"].clone();
    let properties = properties.as_object_mut().expect("properties");
    properties.retain(|name, _| !name.starts_with("MasterUser"));
    assert_eq!(
        Value::Object(properties.clone()),
        json!({
            "AllocatedStorage": "400",
            "AutoMinorVersionUpgrade": false,
            "BackupRetentionPeriod": 35,
            "DBInstanceClass": "db.t4g.micro",
            "DBInstanceIdentifier": "shop",
            "DBName": "shop",
            "DBParameterGroupName": "shop",
            "DBSubnetGroupName": {"Ref": "Subnets73841C2A"},
            "DeletionProtection": true,
            "EnablePerformanceInsights": true,
            "Engine": "postgres",
            "EngineVersion": "15.17",
            "Iops": 16_000,
            "KmsKeyId": "alias/shop",
            "MaxAllocatedStorage": 440,
            "MultiAZ": true,
            "PerformanceInsightsRetentionPeriod": 731,
            "Port": "5433",
            "PubliclyAccessible": false,
            "StorageEncrypted": true,
            "StorageThroughput": 600,
            "StorageType": "gp3",
            "VPCSecurityGroups": [{"Ref": "GroupC77FDACD"}],
        })
    );
    let subnets = &resources["Subnets73841C2A"]["Properties"];
    assert_eq!(subnets["DBSubnetGroupName"], "shop");
    assert_eq!(subnets["SubnetIds"].as_array().map(Vec::len), Some(2));
}

#[test]
fn what_the_caller_turns_off_is_said_to_be_off() {
    let resources = resources(|stack| {
        let database = database(stack).encrypted(false).backup_retention(Duration::days(0)).deletion_protection(false);
        stack.add("Database", database.multi_az(false));
    });
    let properties = &resources["DatabaseB269D8BB"]["Properties"];
    for (name, off) in
        [("StorageEncrypted", json!(false)), ("BackupRetentionPeriod", json!(0)), ("MultiAZ", json!(false))]
    {
        assert_eq!(properties[name], off, "{name}");
    }
    assert_eq!(properties["DeletionProtection"], false);
}

#[test]
fn a_password_that_is_made_here_stands_in_no_template() {
    let resources = resources(|stack| {
        let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
        let database = stack.add("Database", Database::postgres("15.17", "db.t4g.micro", &credentials));
        stack.add("Attachment", SecretAttachment::new(&credentials, &database));
    });
    let password = read(&resources["DatabaseB269D8BB"]["Properties"]["MasterUserPassword"]);
    assert_eq!(password, "{{resolve:secretsmanager:${CredentialsF8F243AA}:SecretString:password}}");
    assert_eq!(
        resources["AttachmentD14E12C4"]["Properties"],
        json!({
            "SecretId": {"Ref": "CredentialsF8F243AA"},
            "TargetId": {"Ref": "DatabaseB269D8BB"},
            "TargetType": "AWS::RDS::DBInstance",
        })
    );
}

#[test]
fn made_and_imported_databases_are_reached_alike() {
    let resources = resources(|stack| {
        let peers = stack.add("Peers", SecurityGroup::from_id(SecurityGroupId::literal("sg-1")));
        let own = stack.add("Own", SecurityGroup::from_id(SecurityGroupId::literal("sg-2")));
        let group = stack.add("Group", SecurityGroup::new(&vpc(stack), "Shop"));
        let made = stack.add("Database", database(stack).security_group(&group).port(5433));
        let imported = Database::from_identifier(DbInstanceIdentifier::literal("old"), "old.example.com");
        let imported = stack.add("Old", imported.security_group(&own).port(1234));
        made.allow_from(&peers, "Tasks");
        imported.allow_from(Peer::ipv4("10.0.0.0/16"), "Old tasks");
        assert_eq!((made.port(), imported.port()), (5433, 1234));
        assert_eq!(made.security_groups().len() + imported.security_groups().len(), 2);
        assert!(made.resource().is_some() && imported.resource().is_none());
        for (id, database) in [("OfMade", made), ("OfImported", imported)] {
            let described = CustomResource::new("Custom::Reader").property("Endpoint", database.endpoint());
            let described = described.property("Arn", database.database_arn()).property("Id", database.identifier());
            stack.add(id, described.property("Host", database.address()));
        }
    });
    let arn = "arn:${AWS::Partition}:rds:${AWS::Region}:${AWS::AccountId}:db:";
    let said = |id: &str| ["Endpoint", "Arn", "Id", "Host"].map(|name| read(&resources[id]["Properties"][name]));
    let made =
        ["${DatabaseB269D8BB.Endpoint.Address}:5433", &format!("{arn}${{DatabaseB269D8BB}}"), "${DatabaseB269D8BB}"];
    assert_eq!(said("OfMade")[..3], made);
    assert_eq!(said("OfMade")[3], "${DatabaseB269D8BB.Endpoint.Address}");
    assert_eq!(said("OfImported"), ["old.example.com:1234", &format!("{arn}old"), "old", "old.example.com"]);
    let mut ports: Vec<i64> = of_type(&resources, "AWS::EC2::SecurityGroupIngress")
        .iter()
        .filter_map(|rule| rule["Properties"]["FromPort"].as_i64())
        .collect();
    ports.sort();
    assert_eq!(ports, [1234, 5433]);
}

#[test]
fn nobody_is_let_in_without_a_security_group() {
    let problems = wrong(|stack| {
        let old = Database::from_identifier(DbInstanceIdentifier::literal("old"), "old.example.com");
        stack.add("Old", old).allow_from(Peer::any_ipv4(), "Everybody");
    });
    assert_eq!(
        problems,
        ["error[C0418]: a peer is let in to a database of which no security group is known
  help: give it one with `security_group`, made or imported as the database is"]
    );
}

#[test]
fn a_database_of_another_stack_is_exported_where_it_is_used() {
    let app = App::new("demo");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1"));
    let data = environment.stack("DataStack");
    let database = data.add("Database", database(&data));
    let reader = CustomResource::new("Custom::Reader").property("Endpoint", database.endpoint());
    environment.stack("AppStack").add("Reader", reader);
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let template: Value = serde_json::from_str(&assembly.environments[0].stacks[1].template.to_json()).expect("JSON");
    let endpoint = read(&template["Resources"]["Reader"]["Properties"]["Endpoint"]);
    assert_eq!(endpoint, "${=demo-dev-data:DatabaseB269D8BBEndpointAddress}:5432");
}

#[test]
fn a_subnet_group_made_elsewhere_does_as_well() {
    let resources = resources(|stack| {
        let group = stack.add("Subnets", SubnetGroup::from_name(DbSubnetGroupName::literal("shared")));
        assert!(group.resource().is_none());
        stack.add("Database", database(stack).subnet_group(&group));
    });
    assert_eq!(resources["DatabaseB269D8BB"]["Properties"]["DBSubnetGroupName"], "shared");
}

#[test]
fn a_subnet_group_covers_two_zones() {
    let one_zone = "error[C0417]: a subnet group covers one zone only
  note: RDS wants two, even for a database that stands in one
  help: add a subnet of another zone";
    let group = |subnets: &Subnets| SubnetGroup::new(subnets, "Subnets");
    let one = wrong(|stack| drop(stack.add("Subnets", group(&vpc(stack).isolated_subnets().first(1)))));
    assert_eq!(one, [one_zone]);
    let none = wrong(|stack| drop(stack.add("Subnets", group(&Subnets::default()))));
    assert_eq!(none, [one_zone]);
    let same = wrong(|stack| {
        let layout = SubnetLayout::dealt(2, 24);
        let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").zones(["a", "a"]).isolated_subnets(layout));
        stack.add("Subnets", group(vpc.isolated_subnets()));
    });
    assert_eq!(same, [one_zone]);
    let unknown = ["subnet-1", "subnet-2"].map(|id| SubnetRef::from_id(SubnetId::literal(id)));
    assert!(wrong(|stack| drop(stack.add("Subnets", group(&Subnets::new(unknown))))).is_empty());
}

#[test]
fn small_storage_takes_no_numbers_of_its_own() {
    let line = line!() + 2;
    let (_, problems) = synth(|stack| {
        stack.add("Database", database(stack).storage(Size::gib(100)).iops(3000));
    });
    assert_eq!(problems, [format!(
        "error[C0411]: 3000 operations a second is asked for on 100 GiB
  --> dev/DataStack/Database   tests/constructs/rds.rs:{line}
  note: PostgreSQL on less than 400 GiB of gp3 has 3,000 operations and 125 MiB a second, and RDS refuses any other number
  help: leave it out, or take at least 400 GiB, which have 12,000 operations and 500 MiB a second to begin with
"
    )]);
    let both = |size: u32| {
        let asked = move |stack: &Stack| {
            let database = database(stack).storage(Size::gib(size)).iops(12_000);
            stack.add("Database", database.throughput_per_second(Size::mib(500)));
        };
        wrong(asked).len()
    };
    assert_eq!((both(399), both(400)), (2, 0));
    let below = wrong(|stack| drop(stack.add("Database", database(stack).storage(Size::gib(400)).iops(11_999))));
    assert_eq!(
        below,
        ["error[C0412]: 11999 operations a second is asked for, and 400 GiB have 12000 to begin with
  help: leave it out, or ask for more"]
    );
}

#[test]
fn storage_has_a_size_that_rds_has_and_room_to_grow() {
    for (gib, count) in [(19, 1), (20, 0), (65_536, 0), (65_537, 1)] {
        let problems = wrong(|stack| drop(stack.add("Database", database(stack).storage(Size::gib(gib)))));
        assert_eq!(problems.len(), count, "{gib}");
        assert!(problems.iter().all(|problem| problem.starts_with("error[C0413]")));
    }
    let grows = |most| {
        wrong(move |stack| {
            stack.add("Database", database(stack).storage(Size::gib(100)).max_storage(Size::gib(most)));
        })
    };
    assert!(grows(110).is_empty());
    assert_eq!(
        grows(109),
        ["error[C0414]: storage of 100 GiB may grow to 109 GiB
  note: RDS wants room for a tenth at least
  help: let it grow to 110 GiB or more, or leave out `max_storage`"]
    );
}

#[test]
fn backups_and_performance_data_are_kept_as_long_as_rds_keeps_them() {
    let backups = wrong(|stack| drop(stack.add("Database", database(stack).backup_retention(Duration::days(36)))));
    assert_eq!(
        backups,
        ["error[C0415]: backups are to be kept for 36 days
  note: RDS keeps them for 35 at most; 0 makes none
  help: choose 0 to 35 days"]
    );
    let insights = |days| {
        wrong(move |stack| drop(stack.add("Database", database(stack).performance_insights(Duration::days(days)))))
    };
    for days in [7, 31, 62, 713, 731] {
        assert!(insights(days).is_empty(), "{days}");
    }
    for days in [0, 1, 8, 30, 714, 744] {
        assert_eq!(insights(days).len(), 1, "{days}");
    }
    assert_eq!(
        insights(30),
        ["error[C0416]: performance data is to be kept for 30 days
  note: it is kept for 7 days, 1 to 23 months of 31 days, or 731 days
  help: choose 7, a multiple of 31 up to 713, or 731 days"]
    );
}
