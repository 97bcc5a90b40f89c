//! Secrets, as their templates say.
#![cfg(feature = "secretsmanager")]

use formwork::iam::{Principal, Role};
use formwork::ids::kms::AliasName;
use formwork::ids::rds::{DbClusterIdentifier, DbInstanceIdentifier};
use formwork::ids::secretsmanager::SecretArn;
use formwork::secretsmanager::{AttachmentTarget, Password, Secret, SecretAttachment};
use formwork::{App, CustomResource, DeletionPolicy, Environment, Language, Parameter, Stack, text};
use serde_json::{Value, json};

const ARN: &str = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/credentials-a1B2c3";

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

#[test]
fn credentials_hold_a_user_name_and_a_password_that_nobody_writes() {
    let resources =
        resources(|stack| drop(stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()))));
    assert_eq!(
        resources,
        json!({"CredentialsF8F243AA": {
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {"GenerateSecretString": {
                "ExcludeCharacters": "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}",
                "GenerateStringKey": "password",
                "SecretStringTemplate": "{\"username\":\"postgres\"}",
            }},
            "DeletionPolicy": "RetainExceptOnCreate",
            "UpdateReplacePolicy": "Retain",
        }})
    );
}

#[test]
fn a_user_name_is_escaped_if_it_is_literal_and_quoted_if_it_is_not() {
    let template = |resources: &Value| {
        let secret = of_type(resources, "AWS::SecretsManager::Secret")[0];
        read(&secret["Properties"]["GenerateSecretString"]["SecretStringTemplate"])
    };
    let odd = resources(|stack| drop(stack.add("Odd", Secret::credentials("a\"b", Password::any()))));
    assert_eq!(template(&odd), r#"{"username":"a\"b"}"#);
    let asked = resources(|stack| {
        let user = stack.add("User", Parameter::text());
        stack.add("Asked", Secret::credentials(user.value(), Password::any()));
    });
    assert_eq!(template(&asked), r#"{"username":"${User}"}"#);
}

#[test]
fn a_password_says_only_what_differs_from_what_secrets_manager_does() {
    let generated = |password: Password| {
        let resources = resources(|stack| drop(stack.add("Secret", Secret::generated("KEY", password))));
        of_type(&resources, "AWS::SecretsManager::Secret")[0]["Properties"]["GenerateSecretString"].clone()
    };
    let field = |more: Value| {
        let mut property = json!({"GenerateStringKey": "KEY", "SecretStringTemplate": "{}"});
        property.as_object_mut().expect("a map").extend(more.as_object().expect("a map").clone());
        property
    };
    assert_eq!(generated(Password::alphanumeric()), field(json!({"ExcludePunctuation": true})));
    let long = Password::alphanumeric().length(64).without("0O");
    let long = generated(long);
    assert_eq!(long, field(json!({"ExcludePunctuation": true, "ExcludeCharacters": "0O", "PasswordLength": 64})));
    let url_safe = generated(Password::url_safe().without("-"))["ExcludeCharacters"].clone();
    assert_eq!(url_safe, "!\"#$%&'()*+,/:;<=>?@[\\]^`{|}-");
}

#[test]
fn a_password_alone_is_a_secret_and_its_property_is_never_empty() {
    let generated = |password| {
        let resources = resources(|stack| drop(stack.add("Secret", Secret::generated_text(password))));
        of_type(&resources, "AWS::SecretsManager::Secret")[0]["Properties"]["GenerateSecretString"].clone()
    };
    assert_eq!(generated(Password::any()), json!({"PasswordLength": 32}));
    assert_eq!(generated(Password::alphanumeric()), json!({"ExcludePunctuation": true}));
}

#[test]
fn a_composed_secret_names_the_fields_of_another_one() {
    let resources = resources(|stack| {
        let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
        let password = credentials.dynamic_reference("password");
        stack.add("Url", Secret::composed(text!["postgresql://postgres:", password, "@db.example.com:5432/shop"]));
    });
    let url = resources["UrlD4FAABD0"]["Properties"]["SecretString"].clone();
    assert_eq!(
        read(&url),
        "postgresql://postgres:{{resolve:secretsmanager:${CredentialsF8F243AA}:SecretString:password}}@db.example.com:5432/shop"
    );
}

#[test]
fn a_secret_has_a_name_a_description_a_key_and_another_policy_where_asked() {
    let resources = resources(|stack| {
        let secret = Secret::composed("not much of a secret")
            .name("shop/url")
            .description("Where the shop is")
            .encryption_key(AliasName::literal("alias/shop"))
            .deletion_policy(DeletionPolicy::Delete);
        stack.add("Secret", secret);
    });
    assert_eq!(
        of_type(&resources, "AWS::SecretsManager::Secret")[0],
        &json!({
            "Type": "AWS::SecretsManager::Secret",
            "Properties": {
                "Description": "Where the shop is",
                "KmsKeyId": "alias/shop",
                "Name": "shop/url",
                "SecretString": "not much of a secret",
            },
            "DeletionPolicy": "Delete",
            "UpdateReplacePolicy": "Delete",
        })
    );
}

#[test]
fn readers_may_get_the_value_of_this_secret_and_nothing_else() {
    let resources = resources(|stack| {
        let role = stack.add("Role", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
        let made = stack.add("Made", Secret::generated("KEY", Password::url_safe()));
        let imported = stack.add("Imported", Secret::from_arn(SecretArn::literal(ARN)));
        made.grant_read(&role);
        imported.grant_read(&role);
    });
    let allow = |on: Value| json!({"Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": on});
    let policies = of_type(&resources, "AWS::IAM::Policy");
    let made = json!({"Ref": "MadeC17AB48A"});
    assert_eq!(policies[0]["Properties"]["PolicyDocument"]["Statement"], json!([allow(made), allow(json!(ARN))]));
}

#[test]
fn a_secret_of_another_stack_is_named_by_its_complete_arn() {
    let app = App::new("demo");
    let environment = app.environment(Environment::new("dev", "ap-northeast-1"));
    let secret = environment.stack("DataStack").add("Secret", Secret::generated("KEY", Password::url_safe()));
    let other = environment.stack("AppStack");
    let role = other.add("Role", Role::new(Principal::service("ecs-tasks.amazonaws.com")));
    secret.grant_read(&role);
    other.add("Task", CustomResource::new("Custom::Task").property("ValueFrom", secret.field("KEY")));
    let assembly = app.synth();
    assert!(assembly.problems.is_empty());
    let templates: Vec<Value> = assembly.environments[0]
        .stacks
        .iter()
        .map(|stack| serde_json::from_str(&stack.template.to_json()).expect("JSON"))
        .collect();
    let arn = "${=demo-dev-data:SecretA720EF05Ref}";
    assert_eq!(read(&templates[1]["Resources"]["Task"]["Properties"]["ValueFrom"]), format!("{arn}:KEY::"));
    let policy = of_type(&templates[1]["Resources"], "AWS::IAM::Policy")[0];
    assert_eq!(read(&policy["Properties"]["PolicyDocument"]["Statement"][0]["Resource"]), arn);
    assert!(of_type(&templates[0]["Resources"], "AWS::IAM::Policy").is_empty());
}

#[test]
fn an_imported_secret_gives_what_a_made_one_gives() {
    synth(|stack| {
        let secret = stack.add("Secret", Secret::from_arn(SecretArn::literal(ARN)));
        assert_eq!(secret.secret_arn().as_text(), Some(ARN));
        assert_eq!(secret.field("KEY").as_text(), Some(format!("{ARN}:KEY::").as_str()));
        let reference = format!("{{{{resolve:secretsmanager:{ARN}:SecretString:KEY}}}}");
        assert_eq!(secret.dynamic_reference("KEY").as_text(), Some(reference.as_str()));
        let reference = format!("{{{{resolve:secretsmanager:{ARN}:SecretString}}}}");
        assert_eq!(secret.dynamic_reference_to_text().as_text(), Some(reference.as_str()));
        assert!(secret.resource().is_none());
    });
}

#[test]
fn an_attachment_completes_the_credentials_and_readers_of_what_it_adds_wait_for_it() {
    let resources = resources(|stack| {
        let credentials = stack.add("Credentials", Secret::credentials("postgres", Password::url_safe()));
        let target = AttachmentTarget::db_instance(DbInstanceIdentifier::literal("shop"));
        let attached = stack.add("Attachment", SecretAttachment::new(&credentials, target));
        stack.add("Reader", CustomResource::new("Custom::Reader").property("Host", attached.dynamic_reference("host")));
        let imported = stack.add("Imported", Secret::from_arn(SecretArn::literal(ARN)));
        let cluster = AttachmentTarget::db_cluster(DbClusterIdentifier::literal("shops"));
        stack.add("OfCluster", SecretAttachment::new(&imported, cluster));
    });
    assert_eq!(
        resources["AttachmentD14E12C4"]["Properties"],
        json!({"SecretId": {"Ref": "CredentialsF8F243AA"}, "TargetId": "shop", "TargetType": "AWS::RDS::DBInstance"})
    );
    let host = read(&resources["Reader"]["Properties"]["Host"]);
    assert_eq!(host, "{{resolve:secretsmanager:${AttachmentD14E12C4}:SecretString:host}}");
    let of_cluster = of_type(&resources, "AWS::SecretsManager::SecretTargetAttachment")[1];
    let cluster = json!({"SecretId": ARN, "TargetId": "shops", "TargetType": "AWS::RDS::DBCluster"});
    assert_eq!(of_cluster["Properties"], cluster);
}

#[test]
fn a_partial_arn_is_an_error_because_grants_on_it_match_nothing() {
    let line = line!() + 3;
    let (_, problems) = synth(|stack| {
        let partial = "arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/credentials";
        stack.add("Secret", Secret::from_arn(SecretArn::literal(partial)));
    });
    assert_eq!(problems, [format!(
        "error[C0401]: `arn:aws:secretsmanager:ap-northeast-1:123456789012:secret:shop/credentials` is not the complete ARN of a secret
  --> dev/DataStack/Secret   tests/constructs/secretsmanager.rs:{line}
  note: a complete one ends with a hyphen and six characters that Secrets Manager adds to the name; policies on anything shorter match nothing
  help: copy it from the secret: arn:aws:secretsmanager:REGION:ACCOUNT:secret:NAME-XXXXXX
"
    )]);
    for other in
        ["shop/credentials-a1B2c3", "arn:aws:iam::123456789012:role/credentials-a1B2c3", &format!("{ARN}:KEY::")]
    {
        let arn = SecretArn::literal(other.to_string());
        let (_, problems) = synth(|stack| drop(stack.add("Secret", Secret::from_arn(arn))));
        assert_eq!(problems.len(), 1, "{other}");
    }
}

#[test]
fn a_password_has_4_to_4096_characters() {
    for (length, wrong) in [(3, true), (4, false), (4096, false), (4097, true)] {
        let (_, problems) =
            synth(|stack| drop(stack.add("Secret", Secret::generated("KEY", Password::url_safe().length(length)))));
        assert_eq!(problems.len(), usize::from(wrong), "{length}");
        assert!(problems.iter().all(|problem| problem.contains("error[C0402]")));
    }
}
