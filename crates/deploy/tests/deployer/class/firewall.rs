use super::case::Case;
use formwork_deploy::plan::class::Kind;
use serde_json::{Value, json};

fn acl(default: &str, rules: Value) -> Value {
    json!({"DefaultAction": {default: {}}, "Rules": rules})
}

fn rule(name: &str, action: &str, metric: &str) -> Value {
    json!({"Name": name, "Action": {action: {}}, "VisibilityConfig": {"MetricName": metric}})
}

fn changed(before: Value, after: Value) -> Vec<Kind> {
    Case::modified("AWS::WAFv2::WebACL", before, after).grave()
}

#[test]
fn a_default_that_lets_through_opens() {
    assert_eq!(changed(acl("Block", json!([])), acl("Allow", json!([]))), [Kind::FirewallOpened]);
    assert_eq!(changed(acl("Allow", json!([])), acl("Block", json!([]))), []);
}

#[test]
fn a_rule_that_stops_and_goes_opens_and_so_does_one_that_lets_through_and_comes() {
    let stop = json!([rule("bad", "Block", "m")]);
    let allow = json!([rule("office", "Allow", "m")]);
    assert_eq!(changed(acl("Allow", stop.clone()), acl("Allow", json!([]))), [Kind::FirewallOpened]);
    assert_eq!(changed(acl("Allow", json!([])), acl("Allow", stop.clone())), []);
    assert_eq!(changed(acl("Block", json!([])), acl("Block", allow.clone())), [Kind::FirewallOpened]);
    assert_eq!(changed(acl("Block", allow), acl("Block", json!([]))), []);
    let counted = json!([rule("bad", "Count", "m")]);
    assert_eq!(changed(acl("Allow", stop.clone()), acl("Allow", counted)), [Kind::FirewallOpened]);
    let measured = json!([rule("bad", "Block", "another metric")]);
    assert_eq!(changed(acl("Allow", stop), acl("Allow", measured)), []);
}

#[test]
fn whether_an_address_opens_depends_on_the_rule_that_uses_it() {
    let changed = |action: &str, before: Value, after: Value| {
        let set = |addresses: Value| json!({"Addresses": addresses});
        let mut case = Case::modified("AWS::WAFv2::IPSet", set(before), set(after));
        let mut rule = rule("r", action, "m");
        rule["Statement"] = json!({"IPSetReferenceStatement": {"Arn": {"Fn::GetAtt": ["Thing", "Arn"]}}});
        case.wanted["Resources"]["Acl"] = json!({"Type": "AWS::WAFv2::WebACL", "Properties": {"Rules": [rule]}});
        case.grave()
    };
    let (one, two) = (json!(["192.0.2.0/24"]), json!(["192.0.2.0/24", "198.51.100.1/32"]));
    assert_eq!(changed("Allow", one.clone(), two.clone()), [Kind::FirewallOpened]);
    assert_eq!(changed("Allow", two.clone(), one.clone()), []);
    assert_eq!(changed("Block", one.clone(), two.clone()), []);
    assert_eq!(changed("Block", two, one.clone()), [Kind::FirewallOpened]);
    assert_eq!(changed("Allow", one, json!(["192.0.2.7/32"])), [], "a part of what was let in");
}

#[test]
fn an_association_that_goes_protects_nothing() {
    let association = json!({"ResourceArn": {"Ref": "LoadBalancer"}, "WebACLArn": {"Fn::GetAtt": ["Acl", "Arn"]}});
    assert_eq!(Case::removed("AWS::WAFv2::WebACLAssociation", association.clone()).grave(), [Kind::FirewallDetached]);
    assert_eq!(Case::added("AWS::WAFv2::WebACLAssociation", association).grave(), []);
    let distribution = |acl: Value| json!({"DistributionConfig": {"WebACLId": acl}});
    let case = Case::modified("AWS::CloudFront::Distribution", distribution(json!("arn:acl")), distribution(json!("")));
    assert_eq!(case.grave(), [Kind::FirewallDetached]);
}
