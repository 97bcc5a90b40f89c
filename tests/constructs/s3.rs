//! Buckets, as their templates say.
#![cfg(feature = "s3")]

use formwork::iam::{Principal, Role, Statement};
use formwork::ids::kms::AliasName;
use formwork::ids::s3::BucketName;
use formwork::s3::{
    Bucket, BucketEncryption, CorsRule, HttpMethod, LifecycleRule, ObjectOwnership, StorageClass, Versioning,
};
use formwork::{App, DeletionPolicy, Duration, Environment, IntoValue, Language, Parameter, Stack, pseudo, text};
use serde_json::{Value, json};

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

fn block() -> Value {
    json!({
        "BlockPublicAcls": true,
        "BlockPublicPolicy": true,
        "IgnorePublicAcls": true,
        "RestrictPublicBuckets": true,
    })
}

#[test]
fn a_bucket_is_closed_to_the_public_and_nothing_else_is_said() {
    let resources = resources(|stack| drop(stack.add("Bucket", Bucket::new())));
    let bucket = json!({"Type": "AWS::S3::Bucket", "Properties": {"PublicAccessBlockConfiguration": block()}});
    assert_eq!(resources, json!({"Bucket83908E77": bucket}));
}

#[test]
fn a_bucket_has_everything_else_where_asked() {
    let resources = resources(|stack| {
        let bucket = Bucket::new()
            .name(text!["demo-files-", pseudo::account_id()])
            .versioning(Versioning::Enabled)
            .encryption(BucketEncryption::S3Managed)
            .object_ownership(ObjectOwnership::BucketOwnerEnforced)
            .cors_rule(
                CorsRule::new([HttpMethod::Get, HttpMethod::Head], ["https://*.example.com", "http://localhost:3000"])
                    .allowed_headers(["*"])
                    .exposed_headers(["ETag"])
                    .max_age(Duration::hours(1)),
            )
            .lifecycle_rule(LifecycleRule::new("imports").prefix("imports/").expire_after(Duration::days(30)))
            .deletion_policy(DeletionPolicy::Retain);
        stack.add("Bucket", bucket);
    });
    let mut bucket = resources["Bucket83908E77"].clone();
    assert_eq!(read(&bucket["Properties"]["BucketName"].take()), "demo-files-${AWS::AccountId}");
    assert_eq!(
        bucket,
        json!({
            "Type": "AWS::S3::Bucket",
            "Properties": {
                "BucketEncryption": {"ServerSideEncryptionConfiguration": [
                    {"ServerSideEncryptionByDefault": {"SSEAlgorithm": "AES256"}},
                ]},
                "BucketName": null,
                "CorsConfiguration": {"CorsRules": [{
                    "AllowedHeaders": ["*"],
                    "AllowedMethods": ["GET", "HEAD"],
                    "AllowedOrigins": ["https://*.example.com", "http://localhost:3000"],
                    "ExposedHeaders": ["ETag"],
                    "MaxAge": 3600,
                }]},
                "LifecycleConfiguration": {"Rules": [
                    {"Id": "imports", "Prefix": "imports/", "ExpirationInDays": 30, "Status": "Enabled"},
                ]},
                "OwnershipControls": {"Rules": [{"ObjectOwnership": "BucketOwnerEnforced"}]},
                "PublicAccessBlockConfiguration": block(),
                "VersioningConfiguration": {"Status": "Enabled"},
            },
            "DeletionPolicy": "Retain",
            "UpdateReplacePolicy": "Retain",
        })
    );
}

#[test]
fn a_bucket_may_use_a_key_of_its_own() {
    let resources = resources(|stack| {
        let key = AliasName::literal("alias/files");
        stack.add("Bucket", Bucket::new().encryption(BucketEncryption::Kms(key.into_value())));
    });
    let encryption = &resources["Bucket83908E77"]["Properties"]["BucketEncryption"];
    let by_default = json!({"KMSMasterKeyID": "alias/files", "SSEAlgorithm": "aws:kms"});
    assert_eq!(encryption["ServerSideEncryptionConfiguration"][0]["ServerSideEncryptionByDefault"], by_default);
}

#[test]
fn a_lifecycle_rule_says_what_becomes_of_objects_versions_and_uploads() {
    let resources = resources(|stack| {
        let rule = LifecycleRule::new("everything")
            .transition_after(Duration::days(30), StorageClass::StandardIa)
            .transition_after(Duration::days(90), StorageClass::GlacierInstantRetrieval)
            .expire_noncurrent_after(Duration::days(60))
            .abort_uploads_after(Duration::hours(25));
        stack.add("Bucket", Bucket::new().lifecycle_rule(rule));
    });
    let rules = &resources["Bucket83908E77"]["Properties"]["LifecycleConfiguration"]["Rules"];
    assert_eq!(
        rules,
        &json!([{
            "AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2},
            "Id": "everything",
            "NoncurrentVersionExpiration": {"NoncurrentDays": 60},
            "Status": "Enabled",
            "Transitions": [
                {"StorageClass": "STANDARD_IA", "TransitionInDays": 30},
                {"StorageClass": "GLACIER_IR", "TransitionInDays": 90},
            ],
        }])
    );
}

#[test]
fn a_bucket_that_wants_tls_refuses_everything_else_and_has_one_policy_for_that_and_more() {
    let resources = resources(|stack| {
        let bucket = stack.add("Bucket", Bucket::new().tls_only());
        let delivery = Principal::service("delivery.logs.amazonaws.com");
        bucket.add_to_policy(Statement::allow(["s3:PutObject"]).by(delivery).on(bucket.objects_arn("logs/*")));
    });
    let arn = json!({"Fn::GetAtt": ["Bucket83908E77", "Arn"]});
    let objects = |pattern: &str| json!({"Fn::Join": ["", [arn, format!("/{pattern}")]]});
    assert_eq!(
        resources["BucketPolicyE9A3008A"],
        json!({
            "Type": "AWS::S3::BucketPolicy",
            "Properties": {
                "Bucket": {"Ref": "Bucket83908E77"},
                "PolicyDocument": {"Version": "2012-10-17", "Statement": [
                    {
                        "Sid": "TlsOnly",
                        "Effect": "Deny",
                        "Principal": "*",
                        "Action": "s3:*",
                        "Resource": [arn, objects("*")],
                        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
                    },
                    {
                        "Effect": "Allow",
                        "Principal": {"Service": "delivery.logs.amazonaws.com"},
                        "Action": "s3:PutObject",
                        "Resource": objects("logs/*"),
                    },
                ]},
            },
        })
    );
}

#[test]
fn grants_are_these_actions_and_no_more_for_made_and_imported_buckets() {
    let (name, arn) = ("example-files", "arn:${AWS::Partition}:s3:::example-files");
    let resources = resources(|stack| {
        let role = |id: &'static str| stack.add(id, Role::new(Principal::service("ecs-tasks.amazonaws.com")));
        stack.add("Made", Bucket::new()).grant_read(&role("Reader"));
        let imported = stack.add("Imported", Bucket::from_name(BucketName::literal(name)));
        assert!(imported.resource().is_none());
        assert_eq!(imported.bucket_name().as_text(), Some(name));
        imported.grant_read_write(&role("Writer"));
    });
    let statements: Vec<(Value, String)> = of_type(&resources, "AWS::IAM::Policy")
        .iter()
        .flat_map(|policy| policy["Properties"]["PolicyDocument"]["Statement"].as_array().expect("statements"))
        .map(|statement| (statement["Action"].clone(), read(&statement["Resource"])))
        .collect();
    assert_eq!(
        statements,
        [
            (json!("s3:GetObject"), "${MadeC17AB48A.Arn}/*".to_string()),
            (json!("s3:ListBucket"), "${MadeC17AB48A.Arn}".to_string()),
            (json!(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]), format!("{arn}/*")),
            (json!("s3:ListBucket"), arn.to_string()),
        ]
    );
}

#[test]
fn a_bucket_of_another_stack_is_granted_where_the_role_is() {
    let app = App::new("demo");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1"));
    let files = environment.stack("DataStack").add("Files", Bucket::new());
    let role = environment.stack("AppStack").add("Role", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
    files.grant_read(&role);
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let template: Value = serde_json::from_str(&assembly.environments[0].stacks[1].template.to_json()).expect("JSON");
    let policy = of_type(&template["Resources"], "AWS::IAM::Policy")[0];
    let objects = read(&policy["Properties"]["PolicyDocument"]["Statement"][0]["Resource"]);
    assert_eq!(objects, "${=demo-dev-data:Files8E6940B8Arn}/*");
}

#[test]
fn an_origin_has_neither_path_nor_slash() {
    let line = line!() + 3;
    let (_, problems) = synth(|stack| {
        let rule = CorsRule::new([HttpMethod::Get], ["https://www.example.com/"]);
        stack.add("Bucket", Bucket::new().cors_rule(rule));
    });
    assert_eq!(problems, [format!(
        "error[C0421]: `https://www.example.com/` is no origin of a page
  --> dev/DataStack/Bucket   tests/constructs/s3.rs:{line}
  note: an origin is scheme and host, with a port where it is not the scheme's own, and one * at most; browsers send no path with it
  help: write it as https://www.example.com or https://*.example.com
"
    )]);
    let cors = |origin: &'static str| {
        wrong(|stack| drop(stack.add("Bucket", Bucket::new().cors_rule(CorsRule::new([HttpMethod::Get], [origin])))))
    };
    for origin in ["*", "https://*", "http://localhost:3000", "capacitor://localhost"] {
        assert!(cors(origin).is_empty(), "{origin}");
    }
    for origin in ["", "www.example.com", "https://", "https://*.*.com", "https://example.com?a"] {
        assert_eq!(cors(origin).len(), 1, "{origin}");
    }
    let expression = resources(|stack| {
        let host = stack.add("Host", Parameter::text()).value();
        let rule = CorsRule::new([HttpMethod::Get], [text!["https://", host]]);
        stack.add("Bucket", Bucket::new().cors_rule(rule));
    });
    let rule = &expression["Bucket83908E77"]["Properties"]["CorsConfiguration"]["CorsRules"][0];
    assert_eq!(read(&rule["AllowedOrigins"][0]), "https://${Host}");
}

#[test]
fn a_lifecycle_rule_does_something_and_not_at_once() {
    let with = |rule: LifecycleRule| wrong(|stack| drop(stack.add("Bucket", Bucket::new().lifecycle_rule(rule))));
    assert_eq!(
        with(LifecycleRule::new("tidy").prefix("a/")),
        ["error[C0422]: the lifecycle rule `tidy` does nothing
  help: say when objects, old versions or unfinished uploads go, or leave the rule out"]
    );
    assert_eq!(
        with(LifecycleRule::new("tidy").expire_after(Duration::days(0))),
        ["error[C0423]: the lifecycle rule `tidy` acts at once
  note: S3 counts in days, and one is the least
  help: give it a day or more"]
    );
    assert!(with(LifecycleRule::new("tidy").expire_after(Duration::seconds(1))).is_empty());
}

#[test]
fn the_policy_of_an_imported_bucket_is_not_overwritten() {
    let problems = wrong(|stack| {
        let bucket = stack.add("Bucket", Bucket::from_name(BucketName::literal("example-files")));
        bucket.add_to_policy(Statement::deny(["s3:*"]).by(Principal::anyone()).on(bucket.objects_arn("*")));
    });
    assert_eq!(
        problems,
        ["error[C0424]: a statement is added to the policy of an imported bucket
  note: a bucket has one policy; writing one here would take away the one that it has
  help: add the statement where the bucket is made"]
    );
}
