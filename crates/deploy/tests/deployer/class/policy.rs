use super::case::Case;
use formwork_deploy::plan::class::{Class, Kind};
use serde_json::{Value, json};

fn document(statements: Value) -> Value {
    json!({"PolicyDocument": {"Version": "2012-10-17", "Statement": statements}, "Roles": [{"Ref": "Role"}]})
}

fn iam(before: Value, after: Value) -> Vec<Kind> {
    Case::modified("AWS::IAM::Policy", document(before), document(after)).grave()
}

fn allow(action: Value, resource: Value) -> Value {
    json!({"Effect": "Allow", "Action": action, "Resource": resource})
}

#[test]
fn spelling_of_a_policy_does_not_matter() {
    let before = json!([
        allow(json!("s3:GetObject"), json!({"Fn::Join": ["", [{"Fn::GetAtt": ["Files", "Arn"]}, "/*"]]})),
        allow(json!(["sqs:SendMessage"]), json!(["arn:q"])),
    ]);
    let after = json!([
        allow(json!("SQS:sendmessage"), json!("arn:q")),
        allow(json!(["s3:getObject"]), json!([{"Fn::Sub": "${Files.Arn}/*"}])),
    ]);
    assert_eq!(iam(before, after), []);
}

#[test]
fn one_more_action_or_resource_widens() {
    let before = json!([allow(json!(["s3:GetObject"]), json!("arn:a/*"))]);
    assert_eq!(
        iam(before.clone(), json!([allow(json!(["s3:GetObject", "s3:PutObject"]), json!("arn:a/*"))])),
        [Kind::AllowWidened]
    );
    assert_eq!(
        iam(before.clone(), json!([allow(json!("s3:GetObject"), json!(["arn:a/*", "arn:b"]))])),
        [Kind::AllowWidened]
    );
    assert_eq!(iam(before.clone(), json!([allow(json!("s3:Get*"), json!("arn:a/*"))])), [Kind::AllowWidened]);
    assert_eq!(iam(before, json!([allow(json!("s3:GetObject"), json!("*"))])), [Kind::AllowWidened]);
}

#[test]
fn what_a_pattern_allowed_before_is_no_widening() {
    let before = json!([allow(json!("s3:Get*"), json!("arn:a/*"))]);
    assert_eq!(iam(before.clone(), json!([allow(json!(["s3:GetObject", "s3:GetObjec?"]), json!("arn:a/b"))])), []);
    assert_eq!(iam(before, json!([allow(json!("s3:G*"), json!("arn:a/b"))])), [Kind::AllowWidened]);
    let one_character = json!([allow(json!("s3:Get?"), json!("arn:a"))]);
    assert_eq!(iam(one_character, json!([allow(json!("s3:Get*"), json!("arn:a"))])), [Kind::AllowWidened]);
}

#[test]
fn two_statements_together_cover_a_third() {
    let before = json!([allow(json!("s3:GetObject"), json!("arn:a")), allow(json!("s3:PutObject"), json!("arn:a"))]);
    assert_eq!(iam(before, json!([allow(json!(["s3:PutObject", "s3:GetObject"]), json!("arn:a"))])), []);
    // each action is allowed, and each resource is: not each on each
    let before = json!([allow(json!("s3:GetObject"), json!("arn:a")), allow(json!("s3:PutObject"), json!("arn:b"))]);
    let after = json!([allow(json!(["s3:PutObject", "s3:GetObject"]), json!(["arn:a", "arn:b"]))]);
    assert_eq!(iam(before, after), [Kind::AllowWidened]);
}

#[test]
fn removing_or_changing_a_condition_widens_and_adding_one_does_not() {
    let free = allow(json!("s3:GetObject"), json!("arn:a"));
    let mut bound = free.clone();
    bound["Condition"] = json!({"StringEquals": {"aws:SourceAccount": "1"}});
    let mut other = free.clone();
    other["Condition"] = json!({"StringEquals": {"AWS:sourceaccount": ["2"]}});
    assert_eq!(iam(json!([bound]), json!([free])), [Kind::AllowWidened]);
    assert_eq!(iam(json!([bound]), json!([other])), [Kind::AllowWidened]);
    assert_eq!(iam(json!([free]), json!([bound])), []);
}

#[test]
fn a_statement_that_a_condition_of_the_template_guards_covers_none_without() {
    let free = allow(json!("s3:GetObject"), json!("arn:a"));
    let guarded = json!({"Fn::If": ["IsProd", free, {"Ref": "AWS::NoValue"}]});
    assert_eq!(iam(json!([guarded]), json!([free])), [Kind::AllowWidened]);
    assert_eq!(iam(json!([free]), json!([guarded])), []);
}

#[test]
fn everything_but_less_is_more() {
    let all_but = |out: Value| json!([{"Effect": "Allow", "NotAction": out, "Resource": "arn:a"}]);
    assert_eq!(iam(all_but(json!(["iam:*", "s3:*"])), all_but(json!(["iam:*"]))), [Kind::AllowWidened]);
    assert_eq!(iam(all_but(json!(["iam:*"])), all_but(json!(["iam:*", "s3:*"]))), []);
    assert_eq!(iam(all_but(json!(["iam:*"])), json!([allow(json!("s3:GetObject"), json!("arn:a"))])), []);
    assert_eq!(
        iam(all_but(json!(["s3:*"])), json!([allow(json!("s3:GetObject"), json!("arn:a"))])),
        [Kind::AllowWidened]
    );
}

#[test]
fn passing_a_role_on_is_said_by_name() {
    let before = json!([allow(json!("ecs:RunTask"), json!("*"))]);
    assert_eq!(
        iam(before.clone(), json!([before[0], allow(json!("iam:PassRole"), json!("arn:role"))])),
        [Kind::PassRole]
    );
}

#[test]
fn a_deny_that_goes_or_shrinks_is_a_reason_and_one_that_comes_is_none() {
    let deny = |action: Value| json!([{"Effect": "Deny", "Action": action, "Resource": "*"}]);
    assert_eq!(iam(deny(json!(["s3:*", "sqs:*"])), deny(json!("s3:*"))), [Kind::DenyRemoved]);
    assert_eq!(iam(deny(json!("s3:GetObject")), deny(json!("s3:*"))), []);
    let policy = json!({"Bucket": "b", "PolicyDocument": {"Statement": [
        {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}},
    ]}});
    assert_eq!(Case::removed("AWS::S3::BucketPolicy", policy.clone()).grave(), [Kind::DenyRemoved]);
    assert_eq!(Case::added("AWS::S3::BucketPolicy", policy).grave(), []);
}

#[test]
fn a_policy_that_cannot_be_read_is_wider_when_it_differs() {
    let logs = |text: Value| json!({"PolicyName": "p", "PolicyDocument": text});
    let sub = |id: &str| logs(json!({"Fn::Sub": format!("{{\"Statement\": \"${{{id}}}\"}}")}));
    let unknown = |before: Value, after: Value| Case::modified("AWS::Logs::ResourcePolicy", before, after).grave();
    assert_eq!(unknown(sub("A"), sub("B")), [Kind::ResourcePolicyWidened]);
    assert_eq!(unknown(sub("A"), sub("A")), []);
    let text = |action: &str| {
        logs(json!(json!({"Statement": [{"Effect": "Allow", "Principal": {"Service": "es.amazonaws.com"}, "Action": action, "Resource": "*"}]}).to_string()))
    };
    assert_eq!(unknown(text("logs:PutLogEvents"), text("logs:*")), [Kind::ResourcePolicyWidened]);
    assert_eq!(unknown(text("logs:*"), text("logs:PutLogEvents")), []);
}

#[test]
fn trust_of_another_principal_is_told_apart() {
    let role = |principal: Value| json!({"AssumeRolePolicyDocument": {"Statement": {"Effect": "Allow", "Principal": principal, "Action": "sts:AssumeRole"}}});
    let ecs = json!({"Service": "ecs-tasks.amazonaws.com"});
    let both = json!({"Service": ["ecs-tasks.amazonaws.com", "lambda.amazonaws.com"]});
    let trust = |before: &Value, after: &Value| {
        Case::modified("AWS::IAM::Role", role(before.clone()), role(after.clone())).grave()
    };
    assert_eq!(trust(&ecs, &both), [Kind::TrustWidened]);
    assert_eq!(trust(&both, &ecs), []);
    assert_eq!(trust(&json!({"AWS": "111122223333"}), &json!({"AWS": "arn:aws:iam::111122223333:root"})), []);
    assert_eq!(trust(&json!("*"), &json!({"AWS": "*"})), []);
}

#[test]
fn managed_policies_boundaries_and_attachments() {
    let role = |properties: Value| properties;
    let changed = |before: Value, after: Value| Case::modified("AWS::IAM::Role", role(before), role(after)).grave();
    let read_only = json!({"ManagedPolicyArns": [{"Fn::Sub": "arn:${AWS::Partition}:iam::aws:policy/ReadOnlyAccess"}]});
    assert_eq!(changed(json!({}), read_only.clone()), [Kind::ManagedPolicyAttached]);
    assert_eq!(changed(read_only, json!({})), []);
    assert_eq!(changed(json!({"PermissionsBoundary": "arn:b"}), json!({})), [Kind::BoundaryRemoved]);
    assert_eq!(changed(json!({}), json!({"PermissionsBoundary": "arn:b"})), []);
    let statement = json!([allow(json!("s3:GetObject"), json!("arn:a"))]);
    let mut more = document(statement.clone());
    more["Roles"] = json!([{"Ref": "Role"}, {"Ref": "Other"}]);
    assert_eq!(Case::modified("AWS::IAM::Policy", document(statement), more).grave(), [Kind::AllowWidened]);
}

#[test]
fn in_a_new_stack_only_what_reaches_outside_counts() {
    let policy = |statement: Value| Case::added("AWS::IAM::Policy", document(json!([statement])));
    let narrow = allow(json!("s3:GetObject"), json!("arn:a"));
    assert_eq!(policy(narrow.clone()).class(), Class::Security);
    assert_eq!(policy(narrow).in_new_stack().class(), Class::InPlace);
    assert_eq!(policy(allow(json!("*"), json!("*"))).in_new_stack().grave(), [Kind::AllowWidened]);
    let queue = |principal: Value, condition: Value| {
        let statement = json!({"Effect": "Allow", "Principal": principal, "Action": "sqs:*", "Resource": "*", "Condition": condition});
        Case::added("AWS::SQS::QueuePolicy", json!({"Queues": [], "PolicyDocument": {"Statement": [statement]}}))
            .in_new_stack()
            .class()
    };
    let from = |key: &str| json!({"StringEquals": {key: "x"}});
    assert_eq!(queue(json!("*"), json!({})), Class::Security);
    assert_eq!(queue(json!("*"), from("aws:UserAgent")), Class::Security);
    assert_eq!(queue(json!("*"), from("aws:PrincipalOrgID")), Class::InPlace);
    let anywhere = json!({"IpAddress": {"aws:SourceIp": ["0.0.0.0/0"]}});
    assert_eq!(queue(json!("*"), anywhere), Class::Security, "a condition that everybody meets");
    let provider = json!({"Federated": "arn:aws:iam::111122223333:oidc-provider/token.example.com"});
    assert_eq!(queue(provider.clone(), from("token.example.com:aud")), Class::Security);
    assert_eq!(queue(provider, from("token.example.com:sub")), Class::InPlace);
    assert_eq!(queue(json!({"AWS": "444455556666"}), json!({})), Class::Security, "another account");
    assert_eq!(queue(json!({"AWS": "111122223333"}), json!({})), Class::InPlace, "this account");
    assert_eq!(queue(json!({"Service": "sns.amazonaws.com"}), json!({})), Class::InPlace);
}

#[test]
fn an_endpoint_without_a_policy_lets_everything_through() {
    let policy =
        json!({"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:a/*"}]});
    let with = json!({"ServiceName": "s3", "PolicyDocument": policy});
    let without = json!({"ServiceName": "s3"});
    let changed =
        |before: &Value, after: &Value| Case::modified("AWS::EC2::VPCEndpoint", before.clone(), after.clone()).grave();
    assert_eq!(changed(&with, &without), [Kind::EndpointPolicyWidened]);
    assert_eq!(changed(&without, &with), []);
}

#[test]
fn a_permission_of_a_function_is_a_statement() {
    let permission = |principal: &str, source: Option<&str>| {
        let mut properties =
            json!({"FunctionName": {"Ref": "F"}, "Action": "lambda:InvokeFunction", "Principal": principal});
        if let Some(source) = source {
            properties["SourceArn"] = json!(source);
        }
        properties
    };
    let changed = |before: Value, after: Value| Case::modified("AWS::Lambda::Permission", before, after).grave();
    let bound = permission("s3.amazonaws.com", Some("arn:bucket"));
    assert_eq!(changed(bound.clone(), permission("s3.amazonaws.com", None)), [Kind::ResourcePolicyWidened]);
    assert_eq!(changed(permission("s3.amazonaws.com", None), bound), []);
    let anyone = Case::added("AWS::Lambda::Permission", permission("*", None));
    assert_eq!(anyone.in_new_stack().grave(), [Kind::InvokeByAnyone]);
}
