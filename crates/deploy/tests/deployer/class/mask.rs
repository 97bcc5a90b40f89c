use super::case::Case;
use serde_json::{Value, json};

/// Everything that leaves the classification of a change, as one text.
fn shown(type_name: &str, before: Value, after: Value) -> String {
    let classified = Case::modified(type_name, before, after).classified();
    format!("{classified:?}")
}

#[test]
fn passwords_and_write_only_texts_are_hidden_and_references_to_them_are_not() {
    let password = |value: Value| json!({"MasterUserPassword": value});
    let text = shown("AWS::RDS::DBInstance", password(json!("hunter2")), password(json!("hunter3")));
    assert!(!text.contains("hunter") && text.contains("****"), "{text}");
    let reference = json!("{{resolve:secretsmanager:db:SecretString:password}}");
    let text = shown("AWS::RDS::DBInstance", password(json!("hunter2")), password(reference));
    assert!(!text.contains("hunter2") && text.contains("{{resolve:secretsmanager:db"), "{text}");
    let joined = json!({"Fn::Join": ["", ["{{resolve:secretsmanager:", {"Ref": "S"}, ":SecretString:password}}"]]});
    let text = shown("AWS::RDS::DBInstance", password(json!("hunter2")), password(joined));
    assert!(!text.contains("hunter2") && text.contains("{{resolve:secretsmanager:"), "{text}");
}

#[test]
fn a_secret_within_an_expression_is_hidden() {
    let secret = |password: &str| json!({"SecretString": {"Fn::Join": ["", ["postgres://postgres:", password, "@", {"Fn::GetAtt": ["Db", "Endpoint.Address"]}]]}});
    let text = shown("AWS::SecretsManager::Secret", secret("hunter2"), secret("hunter3"));
    assert!(!text.contains("hunter") && text.contains("****"), "{text}");
}

#[test]
fn a_variable_that_is_called_a_password_is_hidden() {
    let task = |value: &str| {
        json!({"ContainerDefinitions": [{"Name": "app", "Environment": [
            {"Name": "MODE", "Value": "plain"}, {"Name": "DB_PASSWORD", "Value": value},
        ]}]})
    };
    let text = shown("AWS::ECS::TaskDefinition", task("hunter2"), task("hunter3"));
    assert!(!text.contains("hunter") && text.contains("****"), "{text}");
    let added = format!("{:?}", Case::added("AWS::ECS::TaskDefinition", task("hunter2")).classified());
    assert!(!added.contains("hunter2") && added.contains("plain"), "{added}");
}

#[test]
fn what_a_parameter_without_echo_gives_is_hidden_where_it_is_resolved() {
    let properties = json!({"DisplayName": {"Fn::Sub": "key-${ApiKey}"}});
    let mut case = Case::modified("AWS::SNS::Topic", properties.clone(), properties);
    for template in [&mut case.deployed, &mut case.wanted] {
        template["Parameters"] = json!({"ApiKey": {"Type": "String", "NoEcho": true}});
    }
    case.change.before = Some(json!({"Properties": {"DisplayName": "key-hunter2"}}));
    case.change.after = Some(json!({"Properties": {"DisplayName": "key-hunter3"}}));
    let text = format!("{:?}", case.classified());
    assert!(!text.contains("hunter") && text.contains("****"), "{text}");
}

#[test]
fn what_cloudformation_hides_is_compared_as_the_templates_write_it() {
    let queue = |principal: Value, action: &str| {
        let statement = json!({"Effect": "Allow", "Principal": {"AWS": principal}, "Action": action, "Resource": "*"});
        json!({"Queues": ["q"], "PolicyDocument": {"Statement": [statement]}})
    };
    let grave = |before: (&str, &str), after: (&str, &str), shown: &str| {
        let written = |(friend, action): (&str, &str)| queue(json!({"Ref": friend}), action);
        let told = |(_, action): (&str, &str)| Some(json!({"Properties": queue(json!(shown), action)}));
        let mut case = Case::modified("AWS::SQS::QueuePolicy", written(before), written(after));
        (case.change.before, case.change.after) = (told(before), told(after));
        case.grave().len()
    };
    let known = ("Friend", "sqs:SendMessage");
    for hidden in ["****", "{{changeSet:KNOWN_AFTER_APPLY}}"] {
        assert_eq!(grave(known, known, hidden), 0);
        assert_eq!(grave(known, ("Friend", "sqs:*"), hidden), 1);
        assert_eq!(grave(known, ("Stranger", "sqs:SendMessage"), hidden), 1, "{hidden} is not {hidden}");
    }
    assert_eq!(
        grave(known, ("Stranger", "sqs:SendMessage"), "arn:aws:iam::111122223333:root"),
        0,
        "resolved to the same"
    );
}
