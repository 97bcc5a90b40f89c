//! DNS records, as their templates say.
#![cfg(all(feature = "route53", feature = "elasticloadbalancingv2"))]

use formwork::ec2::{SubnetLayout, Vpc};
use formwork::elasticloadbalancingv2::LoadBalancer;
use formwork::ids::elasticloadbalancingv2::LoadBalancerArn;
use formwork::ids::route53::HostedZoneId;
use formwork::route53::{AliasTarget, CfnHostedZone, Record, RecordType};
use formwork::{App, Duration, Environment, Language, Stack};
use serde_json::{Value, json};

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("prod", "eu-west-1")).stack("EdgeStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

fn record(build: impl FnOnce(&Stack)) -> Value {
    let (template, problems) = synth(build);
    assert_eq!(problems, Vec::<String>::new());
    template["Resources"]["Record83264F3E"].clone()
}

fn zone() -> formwork::Value<HostedZoneId> {
    HostedZoneId::literal("Z0123456789ABCDEFGHIJ")
}

#[test]
fn an_alias_leads_to_a_load_balancer() {
    let record = record(|stack| {
        let subnets = SubnetLayout::dealt(2, 24);
        let vpc = stack.add("Vpc", Vpc::new("10.0.0.0/16").public_subnets(subnets));
        let balancer = stack.add("Balancer", LoadBalancer::internet_facing(&vpc));
        stack.add("Record", Record::alias(zone(), "www.example.com", &balancer));
    });
    assert_eq!(
        record,
        json!({
            "Type": "AWS::Route53::RecordSet",
            "Properties": {
                "AliasTarget": {
                    "DNSName": {"Fn::GetAtt": ["Balancer71DDC9D9", "DNSName"]},
                    "HostedZoneId": {"Fn::GetAtt": ["Balancer71DDC9D9", "CanonicalHostedZoneID"]}
                },
                "HostedZoneId": "Z0123456789ABCDEFGHIJ",
                "Name": "www.example.com",
                "Type": "A"
            }
        })
    );
}

#[test]
fn an_alias_leads_to_anything_that_has_a_name_and_a_zone() {
    let record = record(|stack| {
        let target = AliasTarget::new("d111111abcdef8.cloudfront.net", "Z2FDTNDATAQYW2");
        let alias = Record::alias(zone(), "www.example.com", target).record_type(RecordType::AAAA);
        stack.add("Record", alias.evaluate_target_health(true).ttl(Duration::hours(1)));
    });
    let alias = json!({
        "DNSName": "d111111abcdef8.cloudfront.net", "EvaluateTargetHealth": true, "HostedZoneId": "Z2FDTNDATAQYW2"
    });
    assert_eq!(record["Properties"]["AliasTarget"], alias);
    assert_eq!(record["Properties"]["Type"], "AAAA");
    assert_eq!(record["Properties"]["TTL"], Value::Null);
}

#[test]
fn a_plain_record_has_values_and_a_time() {
    let record = record(|stack| {
        let zone = stack.add("Zone", CfnHostedZone::new().name("example.com"));
        let record = Record::new(zone.id(), "example.com", RecordType::other("CAA"), [r#"0 issue "amazon.com""#]);
        stack.add("Record", record);
    });
    assert_eq!(
        record["Properties"],
        json!({
            "HostedZoneId": {"Ref": "Zone"},
            "Name": "example.com",
            "ResourceRecords": [r#"0 issue "amazon.com""#],
            "TTL": "300",
            "Type": "CAA"
        })
    );
}

#[test]
fn an_alias_to_an_imported_load_balancer_needs_its_name_and_zone() {
    let arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shared/50dc6c495c0c9188";
    let imported = || LoadBalancer::from_arn(LoadBalancerArn::literal(arn));
    let (_, problems) = synth(|stack| {
        let balancer = stack.add("Shared", imported());
        stack.add("Record", Record::alias(zone(), "www.example.com", &balancer));
    });
    let said: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        said,
        [
            "error[C0308]: the hosted zone of an imported load balancer is not known",
            "error[C0308]: the DNS name of an imported load balancer is not known",
        ]
    );
    assert!(problems[0].contains("--> prod/EdgeStack/Record   tests/constructs/route53.rs:"), "{}", problems[0]);

    let record = record(|stack| {
        let known = imported().dns_name("shared.example.com").canonical_hosted_zone_id("Z32O12XQLNTSW2");
        stack.add("Record", Record::alias(zone(), "www.example.com", &stack.add("Shared", known)));
    });
    let alias = json!({"DNSName": "shared.example.com", "HostedZoneId": "Z32O12XQLNTSW2"});
    assert_eq!(record["Properties"]["AliasTarget"], alias);
}
