//! Findings that are taken knowingly.

use formwork::check::{Day, check, check_on};
use formwork::ids::rds::DbSubnetGroupName;
use formwork::{App, CustomResource, Environment, INTERNET, Language, Stack, rds};
use serde_json::{Value, json};

fn app(environment: Environment, build: impl FnOnce(&Stack)) -> App {
    let app = App::new("demo");
    build(&app.environment(environment).stack("DataStack"));
    app
}

fn dev() -> Environment {
    Environment::new("dev", "ap-northeast-1")
}

/// A database with everything but encryption.
fn database() -> CustomResource {
    let database = CustomResource::new("AWS::RDS::DBInstance").property("DBInstanceClass", "db.t4g.micro");
    let database = database.property("Engine", "postgres").property("AllocatedStorage", "20");
    let database = database.property("MasterUsername", "postgres").property("ManageMasterUserPassword", true);
    database.property("DeletionProtection", true).property("BackupRetentionPeriod", 7).property("MultiAZ", true)
}

fn open(port: i64) -> CustomResource {
    let rule = json!([{"IpProtocol": "tcp", "FromPort": port, "ToPort": port, "CidrIp": "0.0.0.0/0"}]);
    let group = CustomResource::new("AWS::EC2::SecurityGroup").property("GroupDescription", "group");
    group.property("SecurityGroupIngress", rule)
}

fn found(app: App, today: Option<Day>) -> Vec<String> {
    let problems = match check_on(app.synth(), today) {
        Ok(verified) => verified.warnings().to_vec(),
        Err(rejected) => rejected.problems,
    };
    problems.iter().map(|problem| format!("{} {}", problem.code.number, problem.what(Language::English))).collect()
}

#[test]
fn a_finding_that_is_acknowledged_is_listed_with_its_reason_and_not_shown() {
    let app = app(dev(), |stack| {
        let database = stack.add("Database", database());
        let said = stack.acknowledge(&database, "database-unencrypted", "it holds generated data only");
        said.until("2027-03-31").ticket("OPS-12");
    });
    let verified = check(app.synth()).expect("no error");
    assert!(verified.warnings().is_empty(), "{:?}", verified.warnings());
    let [known] = verified.acknowledged() else { panic!("{:?}", verified.acknowledged()) };
    assert_eq!((known.problem.code.number, known.reason.as_str()), ("U0101", "it holds generated data only"));
    assert_eq!((known.until, known.ticket.as_deref()), (Day::parse("2027-03-31"), Some("OPS-12")));
    let source = known.place.source.as_ref().map(|source| source.file.to_string());
    assert_eq!(source.as_deref(), Some("tests/check/acknowledgement.rs"));
}

#[test]
fn an_acknowledgement_holds_on_its_last_day_and_is_an_error_on_the_next() {
    let until = |today: &str| {
        let app = app(dev(), |stack| {
            let database = stack.add("Database", database());
            stack.acknowledge(&database, "U0101", "it holds generated data only").until("2027-03-31");
        });
        found(app, Day::parse(today))
    };
    assert_eq!(until("2027-03-31"), [""; 0]);
    let after = until("2027-04-01");
    assert_eq!(after.len(), 2, "{after:?}");
    assert_eq!(after[0], "K0101 the acknowledgement of U0101 has ended on 2027-03-31");
    assert!(after[1].starts_with("U0101"), "{after:?}");
}

#[test]
fn an_acknowledgement_is_of_one_resource_and_one_code() {
    let app = app(dev(), |stack| {
        let first = stack.add("First", database());
        stack.add("Second", database());
        stack.acknowledge(&first, "U0101", "it holds generated data only");
        stack.acknowledge(&first, "U0104", "it is in two zones, so this is about nothing");
    });
    let found = found(app, None);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found.iter().any(|one| one.starts_with("U0101")), "{found:?}");
    assert!(found.iter().any(|one| one.starts_with("K0102") && one.contains("U0104")), "{found:?}");
}

#[test]
fn what_the_internet_reaches_cannot_be_acknowledged_in_a_production() {
    for (port, code) in [(22, "U0301"), (3306, "U0303"), (5432, "U0304")] {
        let acknowledged = |environment: Environment| {
            let app = app(environment, |stack| {
                let group = stack.add("Group", open(port));
                stack.acknowledge(&group, code, "we want to look from anywhere");
            });
            found(app, None)
        };
        assert_eq!(acknowledged(dev()), [""; 0]);
        let found = acknowledged(dev().production());
        assert_eq!(found[0], format!("K0103 {code} cannot be acknowledged in a production"));
        assert!(found[1].starts_with(code), "{found:?}");
    }
    // a rule for everything holds a shell and a database, too
    let all = json!([{"IpProtocol": "-1", "CidrIp": "0.0.0.0/0"}]);
    let group = CustomResource::new("AWS::EC2::SecurityGroup").property("GroupDescription", "group");
    let app = app(dev().production(), |stack| {
        let group = stack.add("Group", group.property("SecurityGroupIngress", all));
        stack.acknowledge(&group, "open-everything", "we want to look from anywhere");
    });
    assert_eq!(found(app, None)[0], "K0103 U0305 cannot be acknowledged in a production");
}

#[test]
fn what_is_no_acknowledgement_is_an_error_that_says_why() {
    for (code, reason, until, why) in [
        ("C9999", "a reason that is one", "2027-01-01", "there is no finding `C9999`"),
        ("L0001", "a reason that is one", "2027-01-01", "L0001 cannot be acknowledged"),
        ("U0101", "why not", "2027-01-01", "`why not` is no reason"),
        ("U0101", "a reason that is one", "2027-02-29", "`2027-02-29` is no day"),
    ] {
        let app = app(dev(), |stack| {
            let database = stack.add("Database", database().property("StorageEncrypted", true));
            stack.acknowledge(&database, code, reason).until(until);
        });
        assert_eq!(found(app, None), [format!("K0104 this is no acknowledgement: {why}")]);
    }
    let nothing = app(dev(), |stack| {
        stack.add("Mail", CustomResource::new("AWS::SNS::Topic"));
        stack.acknowledge(INTERNET, "U0101", "it holds generated data only");
    });
    assert!(found(nothing, None)[0].starts_with("A0019"));
}

#[test]
fn a_finding_about_the_stack_is_acknowledged_by_the_stack() {
    let unknown = |acknowledges: bool| {
        let app = app(dev(), |stack| {
            let queue = stack.add("Queue", CustomResource::new("AWS::SQS::Queue"));
            stack.expect(&queue).reaches(INTERNET);
            if acknowledges {
                stack.acknowledge_stack("lost-expectation", "a queue is no end of a path, and we know it");
            }
        });
        found(app, None)
    };
    let without = unknown(false);
    let [one] = without.as_slice() else { panic!("{without:?}") };
    assert!(one.starts_with("N0112"), "{one}");
    assert_eq!(unknown(true), [""; 0]);
}

#[test]
fn other_tools_are_told_in_their_own_forms() {
    let app = app(dev(), |stack| {
        let database = stack.add("Database", database());
        stack.acknowledge(&database, "U0101", "it holds generated data only");
    });
    let verified = check(app.synth()).expect("no error");
    let template: Value = serde_json::from_str(&verified.texts()[0][0]).expect("JSON");
    assert_eq!(
        template["Resources"]["Database"]["Metadata"],
        json!({
            "formwork:acknowledged": [{"Code": "U0101", "Reason": "it holds generated data only"}],
            "checkov": {"skip": [{"id": "CKV_AWS_16", "comment": "it holds generated data only"}]},
            "guard": {"SuppressedRules": ["RDS_STORAGE_ENCRYPTED"]},
        })
    );
}

#[test]
fn a_construct_is_acknowledged_by_its_handle() {
    let imported = app(dev(), |stack| {
        stack.add("Mail", CustomResource::new("AWS::SNS::Topic"));
        let group = stack.add("Group", rds::SubnetGroup::from_name(DbSubnetGroupName::literal("elsewhere")));
        stack.acknowledge(&group, "U0101", "it is another program's");
    });
    assert!(found(imported, None)[0].starts_with("A0019"));
}
