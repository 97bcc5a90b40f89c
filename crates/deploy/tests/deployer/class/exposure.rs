use super::case::Case;
use formwork_deploy::plan::class::{Class, Kind};
use serde_json::{Value, json};

/// From the first to the second is of the kind, and back is nothing grave.
fn one_way(kind: Kind, type_name: &str, closed: Value, open: Value) {
    assert_eq!(Case::modified(type_name, closed.clone(), open.clone()).grave(), [kind], "{type_name} {open}");
    assert_eq!(Case::modified(type_name, open.clone(), closed).grave(), [], "{type_name} {open}, closed again");
    assert_eq!(Case::modified(type_name, open.clone(), open.clone()).grave(), [], "{type_name} {open}, as it was");
}

#[test]
fn what_opens_to_the_outside() {
    let block =
        |on: bool| json!({"PublicAccessBlockConfiguration": {"BlockPublicAcls": true, "BlockPublicPolicy": on}});
    one_way(Kind::PublicAccessBlockOff, "AWS::S3::Bucket", block(true), block(false));
    one_way(Kind::PublicAcl, "AWS::S3::Bucket", json!({}), json!({"AccessControl": "PublicRead"}));
    let public = |on: Value| json!({"PubliclyAccessible": on});
    one_way(Kind::PubliclyAccessible, "AWS::RDS::DBInstance", public(json!(false)), public(json!("true")));
    one_way(Kind::PubliclyAccessible, "AWS::RDS::DBInstance", json!({}), public(json!({"Ref": "IsPublic"})));
    let url = |auth: &str| json!({"AuthType": auth});
    one_way(Kind::FunctionUrlOpen, "AWS::Lambda::Url", url("AWS_IAM"), url("NONE"));
    let method = |auth: &str| json!({"HttpMethod": "GET", "AuthorizationType": auth});
    one_way(Kind::MethodWithoutAuth, "AWS::ApiGateway::Method", method("AWS_IAM"), method("NONE"));
    let scheme = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    one_way(Kind::InternetFacing, scheme, json!({"Scheme": "internal"}), json!({"Scheme": "internet-facing"}));
    one_way(Kind::InternetFacing, scheme, json!({"Scheme": "internal"}), json!({}));
    one_way(Kind::ExecOn, "AWS::ECS::Service", json!({}), json!({"EnableExecuteCommand": true}));
    let template = |tokens: &str| json!({"LaunchTemplateData": {"MetadataOptions": {"HttpTokens": tokens}}});
    one_way(Kind::ImdsV1Allowed, "AWS::EC2::LaunchTemplate", template("required"), template("optional"));
}

#[test]
fn a_block_that_is_taken_away_blocks_nothing() {
    let block = json!({"PublicAccessBlockConfiguration": {"BlockPublicAcls": true}});
    assert_eq!(Case::modified("AWS::S3::Bucket", block, json!({})).grave(), [Kind::PublicAccessBlockOff]);
}

#[test]
fn a_browser_may_ask_first_and_a_key_counts() {
    let method =
        |verb: &str, key: bool| json!({"HttpMethod": verb, "AuthorizationType": "NONE", "ApiKeyRequired": key});
    assert_eq!(Case::added("AWS::ApiGateway::Method", method("OPTIONS", false)).grave(), []);
    assert_eq!(Case::added("AWS::ApiGateway::Method", method("GET", true)).grave(), []);
    assert_eq!(Case::added("AWS::ApiGateway::Method", method("GET", false)).grave(), [Kind::MethodWithoutAuth]);
}

#[test]
fn what_is_encrypted_less() {
    let storage = |on: bool| json!({"StorageEncrypted": on});
    one_way(Kind::EncryptionOff, "AWS::RDS::DBCluster", storage(true), storage(false));
    one_way(Kind::EncryptionOff, "AWS::SQS::Queue", json!({"KmsMasterKeyId": {"Ref": "Key"}}), json!({}));
    let table = |on: bool| json!({"SSESpecification": {"SSEEnabled": on}});
    one_way(Kind::EncryptionOff, "AWS::DynamoDB::Table", table(true), table(false));
    let bucket = |algorithm: &str| json!({"BucketEncryption": {"ServerSideEncryptionConfiguration": [{"ServerSideEncryptionByDefault": {"SSEAlgorithm": algorithm}}]}});
    one_way(Kind::EncryptionOff, "AWS::S3::Bucket", bucket("aws:kms"), bucket("AES256"));
    one_way(Kind::EncryptionOff, "AWS::S3::Bucket", bucket("AES256"), json!({}));
}

#[test]
fn connections_that_are_protected_less() {
    let listener = |policy: &str| json!({"Protocol": "HTTPS", "SslPolicy": policy});
    let new = "ELBSecurityPolicy-TLS13-1-2-2021-06";
    let type_name = "AWS::ElasticLoadBalancingV2::Listener";
    one_way(Kind::TlsLowered, type_name, listener(new), listener("ELBSecurityPolicy-TLS-1-1-2017-01"));
    one_way(Kind::TlsLowered, type_name, listener(new), listener("ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06"));
    one_way(Kind::TlsLowered, type_name, listener(new), json!({"Protocol": "HTTPS"}));
    one_way(Kind::TlsLowered, type_name, listener(new), json!({"Protocol": "HTTP"}));
    let http = |action: &str| json!({"Protocol": "HTTP", "DefaultActions": [{"Type": action}]});
    one_way(Kind::TlsLowered, type_name, http("redirect"), http("forward"));
    let viewer =
        |policy: &str| json!({"DistributionConfig": {"DefaultCacheBehavior": {"ViewerProtocolPolicy": policy}}});
    for (strong, weak) in
        [("redirect-to-https", "allow-all"), ("https-only", "redirect-to-https"), ("https-only", "allow-all")]
    {
        one_way(Kind::TlsLowered, "AWS::CloudFront::Distribution", viewer(strong), viewer(weak));
    }
    let domain = |policy: &str| json!({"SecurityPolicy": policy});
    one_way(Kind::TlsLowered, "AWS::ApiGateway::DomainName", domain("TLS_1_2"), domain("TLS_1_0"));
}

#[test]
fn what_is_logged_less() {
    one_way(Kind::LoggingOff, "AWS::CloudTrail::Trail", json!({"IsLogging": true}), json!({"IsLogging": false}));
    one_way(Kind::LoggingOff, "AWS::S3::Bucket", json!({"LoggingConfiguration": {}}), json!({}));
    let exports = |names: Value| json!({"EnableCloudwatchLogsExports": names});
    one_way(Kind::LoggingOff, "AWS::RDS::DBInstance", exports(json!(["a", "b"])), exports(json!(["b"])));
    let balancer = |on: &str| json!({"Scheme": "internal", "LoadBalancerAttributes": [{"Key": "access_logs.s3.enabled", "Value": on}]});
    one_way(Kind::LoggingOff, "AWS::ElasticLoadBalancingV2::LoadBalancer", balancer("true"), balancer("false"));
    let task = |container: Value| json!({"ContainerDefinitions": [container]});
    let logged = task(json!({"Name": "app", "LogConfiguration": {"LogDriver": "awslogs"}}));
    one_way(Kind::LoggingOff, "AWS::ECS::TaskDefinition", logged, task(json!({"Name": "app"})));
}

#[test]
fn a_log_that_is_deleted_is_missed_and_one_that_stays_is_not() {
    let flow_log = Case::removed("AWS::EC2::FlowLog", json!({}));
    assert_eq!(flow_log.grave(), [Kind::LogRemoved]);
    let group = || Case::removed("AWS::Logs::LogGroup", json!({}));
    assert_eq!(group().grave(), [Kind::DataDeleted, Kind::LogRemoved]);
    assert_eq!(group().attribute("DeletionPolicy", Some("RetainExceptOnCreate"), None).class(), Class::InPlace);
}

#[test]
fn a_new_load_balancer_on_the_internet_is_class_4_in_a_new_stack_too() {
    let balancer = |scheme: &str| {
        let case = Case::added("AWS::ElasticLoadBalancingV2::LoadBalancer", json!({"Scheme": scheme}));
        case.in_new_stack().class()
    };
    assert_eq!(balancer("internet-facing"), Class::Security);
    assert_eq!(balancer("internal"), Class::InPlace);
}
