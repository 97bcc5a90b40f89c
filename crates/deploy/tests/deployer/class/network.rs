use super::case::Case;
use formwork_deploy::plan::class::{Class, Kind};
use serde_json::{Value, json};

fn rule(from: i64, to: i64, cidr: &str) -> Value {
    json!({"IpProtocol": "tcp", "FromPort": from, "ToPort": to, "CidrIp": cidr})
}

fn ingress(before: Value, after: Value) -> Vec<Kind> {
    let group = |rules: Value| json!({"GroupDescription": "g", "SecurityGroupIngress": rules});
    Case::modified("AWS::EC2::SecurityGroup", group(before), group(after)).grave()
}

#[test]
fn a_rule_opens_when_it_is_new_or_lets_more_through() {
    let known = json!([rule(443, 443, "10.0.0.0/16")]);
    for wider in [
        rule(443, 443, "10.0.0.0/15"),
        rule(443, 444, "10.0.0.0/16"),
        rule(443, 443, "0.0.0.0/0"),
        rule(80, 80, "10.0.0.0/16"),
        json!({"IpProtocol": "-1", "CidrIp": "10.0.0.0/16"}),
        json!({"IpProtocol": "udp", "FromPort": 443, "ToPort": 443, "CidrIp": "10.0.0.0/16"}),
        json!({"IpProtocol": "tcp", "FromPort": 443, "ToPort": 443, "SourceSecurityGroupId": {"Ref": "Other"}}),
        json!({"IpProtocol": "tcp", "FromPort": {"Ref": "Port"}, "ToPort": 443, "CidrIp": "10.0.0.0/16"}),
        json!({"Fn::If": ["IsProd", rule(443, 443, "10.0.0.0/16"), rule(443, 443, "0.0.0.0/0")]}),
    ] {
        assert_eq!(ingress(known.clone(), json!([wider])), [Kind::NetworkOpened], "{wider}");
    }
}

#[test]
fn order_text_and_narrower_rules_open_nothing() {
    let known = json!([rule(443, 443, "10.0.0.0/16"), rule(1000, 2000, "0.0.0.0/0")]);
    let same = json!([
        {"IpProtocol": 6, "FromPort": "1500", "ToPort": "1500", "CidrIp": "1.2.3.0/24", "Description": "new words"},
        rule(443, 443, "10.0.4.0/24"),
    ]);
    assert_eq!(ingress(known.clone(), same), []);
    assert_eq!(ingress(known, json!([])), []);
    let all = json!([{"IpProtocol": "-1", "CidrIp": "10.0.0.0/8"}]);
    assert_eq!(ingress(all, json!([rule(22, 22, "10.1.0.0/16")])), []);
}

#[test]
fn a_group_without_rules_for_what_goes_out_lets_everything_out() {
    let closed = json!({"GroupDescription": "g", "SecurityGroupEgress": [rule(443, 443, "10.0.0.0/16")]});
    let open = json!({"GroupDescription": "g"});
    assert_eq!(Case::modified("AWS::EC2::SecurityGroup", closed.clone(), open.clone()).grave(), [Kind::NetworkOpened]);
    assert_eq!(Case::modified("AWS::EC2::SecurityGroup", open, closed).grave(), []);
}

#[test]
fn a_rule_for_another_group_opens_that_group() {
    let of = |group: &str| {
        let mut rule = rule(443, 443, "10.0.0.0/16");
        rule["GroupId"] = json!({"Ref": group});
        rule
    };
    assert_eq!(Case::modified("AWS::EC2::SecurityGroupIngress", of("A"), of("B")).grave(), [Kind::NetworkOpened]);
    assert_eq!(Case::modified("AWS::EC2::SecurityGroupIngress", of("A"), of("A")).grave(), []);
}

#[test]
fn in_a_new_stack_only_the_internet_counts() {
    let group = |rule: Value| {
        Case::added("AWS::EC2::SecurityGroup", json!({"SecurityGroupIngress": [rule]})).in_new_stack().class()
    };
    assert_eq!(group(rule(443, 443, "0.0.0.0/0")), Class::Security);
    assert_eq!(group(rule(443, 443, "203.0.113.0/24")), Class::Security);
    assert_eq!(group(rule(443, 443, "10.0.0.0/16")), Class::InPlace);
    let from = |peer: Value| json!({"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIp": peer});
    assert_eq!(group(from(json!({"Ref": "Block"}))), Class::Security, "a parameter may be anything");
    assert_eq!(group(from(json!({"Fn::GetAtt": ["Vpc", "CidrBlock"]}))), Class::InPlace);
    let six = json!({"IpProtocol": "tcp", "FromPort": 1, "ToPort": 1, "CidrIpv6": "::/0"});
    assert_eq!(group(six), Class::Security);
}

#[test]
fn access_control_lists_and_routes() {
    let entry = |action: &str| json!({"RuleAction": action, "CidrBlock": "0.0.0.0/0", "RuleNumber": 1});
    assert_eq!(Case::added("AWS::EC2::NetworkAclEntry", entry("allow")).grave(), [Kind::NetworkOpened]);
    assert_eq!(Case::added("AWS::EC2::NetworkAclEntry", entry("deny")).grave(), []);
    assert_eq!(Case::removed("AWS::EC2::NetworkAclEntry", entry("deny")).grave(), [Kind::NetworkOpened]);
    assert_eq!(Case::removed("AWS::EC2::NetworkAclEntry", entry("allow")).grave(), []);
    let route = |target: &str| json!({"DestinationCidrBlock": "0.0.0.0/0", target: {"Ref": "Gateway"}});
    assert_eq!(
        Case::modified("AWS::EC2::Route", route("NatGatewayId"), route("GatewayId")).grave(),
        [Kind::NetworkOpened]
    );
    assert_eq!(Case::modified("AWS::EC2::Route", route("GatewayId"), route("NatGatewayId")).grave(), []);
}
