//! Web ACLs, as their templates say.
#![cfg(feature = "wafv2")]

use formwork::ids::elasticloadbalancingv2::LoadBalancerArn;
use formwork::ids::wafv2::{IpSetArn, WebAclArn};
use formwork::wafv2::web_acl::{CountryCode, GeoMatchStatement, Statement};
use formwork::wafv2::{IpSet, WebAcl, WebAclAssociation, WebAclRule};
use formwork::{App, Environment, Language, Parameter, Stack};
use serde_json::{Value, json};

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("prod", "eu-west-1")).stack("EdgeStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

fn resources(build: impl FnOnce(&Stack)) -> Value {
    let (mut template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"].take()
}

fn japan() -> Statement {
    Statement::new().geo_match_statement(GeoMatchStatement::new().country_codes([CountryCode::Jp]))
}

/// The priorities of the web ACL's rules, in their order.
fn priorities(acl: WebAcl) -> Vec<i64> {
    let resources = resources(|stack| drop(stack.add("Acl", acl)));
    let rules = resources["AclD68BE482"]["Properties"]["Rules"].as_array().expect("rules").clone();
    rules.iter().filter_map(|rule| rule["Priority"].as_i64()).collect()
}

#[test]
fn only_the_addresses_of_a_set_come_through() {
    let resources = resources(|stack| {
        let office = stack.add("Office", IpSet::ipv4(["192.0.2.0/24", "192.0.2.44/32"]).name("office"));
        let acl = WebAcl::block_by_default().name("acl").rule(WebAclRule::allow("allow-office", &office));
        let acl = stack.add("Acl", acl);
        let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";
        stack.add("Association", WebAclAssociation::new(&acl, LoadBalancerArn::literal(arn)));
    });
    let visible =
        |name: &str| json!({"CloudWatchMetricsEnabled": true, "MetricName": name, "SampledRequestsEnabled": true});
    assert_eq!(
        resources["Office79F9F869"],
        json!({
            "Type": "AWS::WAFv2::IPSet",
            "Properties": {
                "Addresses": ["192.0.2.0/24", "192.0.2.44/32"],
                "IPAddressVersion": "IPV4",
                "Name": "office",
                "Scope": "REGIONAL"
            }
        })
    );
    assert_eq!(
        resources["AclD68BE482"],
        json!({
            "Type": "AWS::WAFv2::WebACL",
            "Properties": {
                "DefaultAction": {"Block": {}},
                "Name": "acl",
                "Rules": [{
                    "Action": {"Allow": {}},
                    "Name": "allow-office",
                    "Priority": 0,
                    "Statement": {"IPSetReferenceStatement": {"Arn": {"Fn::GetAtt": ["Office79F9F869", "Arn"]}}},
                    "VisibilityConfig": visible("allow-office")
                }],
                "Scope": "REGIONAL",
                "VisibilityConfig": visible("acl")
            }
        })
    );
    assert_eq!(
        resources["AssociationA4069362"]["Properties"]["WebACLArn"],
        json!({"Fn::GetAtt": ["AclD68BE482", "Arn"]})
    );
}

#[test]
fn a_web_acl_without_rules_and_names_says_neither() {
    let resources = resources(|stack| drop(stack.add("Acl", WebAcl::allow_by_default())));
    assert_eq!(
        resources["AclD68BE482"]["Properties"],
        json!({
            "DefaultAction": {"Allow": {}},
            "Scope": "REGIONAL",
            "VisibilityConfig": {"CloudWatchMetricsEnabled": true, "MetricName": "Acl", "SampledRequestsEnabled": true}
        })
    );
}

#[test]
fn rules_are_tried_in_the_order_they_were_added_unless_told_otherwise() {
    let rule = |name: &'static str| WebAclRule::block(name, japan());
    let acl = WebAcl::allow_by_default();
    assert_eq!(priorities(acl.clone().rule(rule("a")).rule(rule("b")).rule(rule("c"))), [0, 1, 2]);
    assert_eq!(priorities(acl.rule(rule("a")).rule(rule("b").priority(10)).rule(rule("c"))), [0, 10, 11]);
}

#[test]
fn managed_groups_keep_the_actions_of_their_rules() {
    let resources = resources(|stack| {
        let acl = WebAcl::allow_by_default()
            .rule(WebAclRule::managed("common", "AWSManagedRulesCommonRuleSet").metric_name("CommonRules"))
            .rule(WebAclRule::count("japan", japan()));
        stack.add("Acl", acl);
    });
    let rules = &resources["AclD68BE482"]["Properties"]["Rules"];
    assert_eq!(rules[0]["OverrideAction"], json!({"None": {}}));
    assert_eq!(rules[0]["Action"], Value::Null);
    assert_eq!(
        rules[0]["Statement"],
        json!({"ManagedRuleGroupStatement": {"Name": "AWSManagedRulesCommonRuleSet", "VendorName": "AWS"}})
    );
    assert_eq!(rules[0]["VisibilityConfig"]["MetricName"], "CommonRules");
    assert_eq!(rules[1]["Action"], json!({"Count": {}}));
    assert_eq!(rules[1]["Statement"], json!({"GeoMatchStatement": {"CountryCodes": ["JP"]}}));
}

#[test]
fn addresses_can_be_a_parameter() {
    let resources = resources(|stack| {
        let addresses = stack.add("Addresses", Parameter::list());
        stack.add("Office", IpSet::ipv6(addresses.value()));
    });
    let properties = json!({"Addresses": {"Ref": "Addresses"}, "IPAddressVersion": "IPV6", "Scope": "REGIONAL"});
    assert_eq!(resources["Office79F9F869"]["Properties"], properties);
}

#[test]
fn imported_sets_and_web_acls_do_as_well() {
    let (set, acl) = ("arn:aws:wafv2:eu-west-1:123456789012:regional/ipset/office/1", "arn:aws:wafv2:acl");
    let resources = resources(|stack| {
        let office = stack.add("Office", IpSet::from_arn(IpSetArn::literal(set)));
        stack.add("Acl", WebAcl::block_by_default().rule(WebAclRule::allow("office", &office)));
        let imported = stack.add("Imported", WebAcl::from_arn(WebAclArn::literal(acl)));
        let stage = formwork::text!["arn:aws:apigateway:", formwork::pseudo::region(), "::/restapis/a/stages/prod"];
        stack.add("Association", WebAclAssociation::new(&imported, stage));
    });
    let statement = &resources["AclD68BE482"]["Properties"]["Rules"][0]["Statement"];
    assert_eq!(*statement, json!({"IPSetReferenceStatement": {"Arn": set}}));
    assert_eq!(resources["AssociationA4069362"]["Properties"]["WebACLArn"], acl);
}

#[test]
fn addresses_that_waf_refuses_are_all_reported_at_once() {
    let (_, problems) = synth(|stack| {
        stack.add(
            "Four",
            IpSet::ipv4(["0.0.0.0/0", "10.0.0.1", "10.0.0.0/33", "2001:db8::/32", "10.0.0.66/29", "10.0.0.0/8"]),
        );
        stack.add("Six", IpSet::ipv6(["::/0", "2001:db8::/32", "2001:db8::1/128", "2001:db8::1/64"]));
    });
    let said: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        said,
        [
            "error[C0332]: `0.0.0.0/0` is no block of IPv4 addresses",
            "error[C0332]: `10.0.0.1` is no block of IPv4 addresses",
            "error[C0332]: `10.0.0.0/33` is no block of IPv4 addresses",
            "error[C0332]: `2001:db8::/32` is no block of IPv4 addresses",
            "error[C0332]: `10.0.0.66/29` is no block of IPv4 addresses",
            "error[C0332]: `::/0` is no block of IPv6 addresses",
            "error[C0332]: `2001:db8::1/64` is no block of IPv6 addresses",
        ]
    );
    assert!(
        problems[0].contains(
            "note: AWS WAF takes the first address of a block and every prefix but /0; a single address has /32\n"
        ),
        "{}",
        problems[0]
    );
}

#[test]
fn rules_that_clash_and_names_that_waf_refuses_are_reported() {
    let (_, problems) = synth(|stack| {
        let acl = WebAcl::block_by_default()
            .name("my acl")
            .rule(WebAclRule::allow("a", japan()).priority(1))
            .rule(WebAclRule::allow("b", japan()).priority(0))
            .rule(WebAclRule::allow("a", japan()));
        stack.add("Acl", acl);
        stack.add("Set", IpSet::ipv4(["10.0.0.0/8"]).name("ü"));
    });
    let said: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        said,
        [
            "error[C0333]: two rules of a web ACL have the name `a`",
            "error[C0334]: the rules `a` and `a` have the priority 1",
            "error[C0331]: `my acl` is no name for a web ACL",
            "error[C0331]: `ü` is no name for an IP set",
        ]
    );
}
