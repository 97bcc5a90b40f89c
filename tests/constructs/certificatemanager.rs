//! Certificates, as their templates say.
#![cfg(feature = "certificatemanager")]

use formwork::certificatemanager::Certificate;
use formwork::ids::certificatemanager::CertificateArn;
use formwork::ids::route53::HostedZoneId;
use formwork::{App, CustomResource, Environment, Language, Parameter, Stack};
use serde_json::{Value, json};

/// Builds one stack and returns its template, and what was wrong, in full.
fn synth(build: impl FnOnce(&Stack)) -> (Value, Vec<String>) {
    let app = App::new("demo");
    build(&app.environment(Environment::new("prod", "eu-west-1")).stack("EdgeStack"));
    let assembly = app.synth();
    let template = serde_json::from_str(&assembly.environments[0].stacks[0].template.to_json()).expect("JSON");
    (template, assembly.problems.iter().map(|problem| problem.render(Language::English)).collect())
}

fn zone() -> formwork::Value<HostedZoneId> {
    HostedZoneId::literal("Z0123456789ABCDEFGHIJ")
}

#[test]
fn a_certificate_is_validated_through_its_hosted_zone() {
    let (template, problems) = synth(|stack| {
        let zone = stack.add("HostedZoneId", Parameter::<HostedZoneId>::of("AWS::Route53::HostedZone::Id"));
        stack.add("Certificate", Certificate::dns_validated("www.example.com", zone.value()));
    });
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        template["Resources"],
        json!({"Certificate4E7ABB08": {
            "Type": "AWS::CertificateManager::Certificate",
            "Properties": {
                "DomainName": "www.example.com",
                "DomainValidationOptions": [{"DomainName": "www.example.com", "HostedZoneId": {"Ref": "HostedZoneId"}}],
                "ValidationMethod": "DNS"
            }
        }})
    );
}

#[test]
fn every_name_of_a_certificate_is_validated() {
    let (template, problems) = synth(|stack| {
        let certificate = Certificate::dns_validated("example.com", zone())
            .alternative_name("*.example.com")
            .alternative_name_in("www.example.org", HostedZoneId::literal("Z9876543210ABCDEFGHIJ"))
            .key_algorithm("EC_prime256v1");
        stack.add("Certificate", certificate);
    });
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(
        template["Resources"]["Certificate4E7ABB08"]["Properties"],
        json!({
            "DomainName": "example.com",
            "DomainValidationOptions": [
                {"DomainName": "example.com", "HostedZoneId": "Z0123456789ABCDEFGHIJ"},
                {"DomainName": "*.example.com", "HostedZoneId": "Z0123456789ABCDEFGHIJ"},
                {"DomainName": "www.example.org", "HostedZoneId": "Z9876543210ABCDEFGHIJ"}
            ],
            "KeyAlgorithm": "EC_prime256v1",
            "SubjectAlternativeNames": ["*.example.com", "www.example.org"],
            "ValidationMethod": "DNS"
        })
    );
}

#[test]
fn an_imported_certificate_adds_nothing_to_the_template() {
    let arn = "arn:aws:acm:eu-west-1:123456789012:certificate/0a1b2c3d";
    let (template, _) = synth(|stack| {
        let certificate = stack.add("Certificate", Certificate::from_arn(CertificateArn::literal(arn)));
        stack.add("User", CustomResource::new("Custom::User").property("Arn", certificate.certificate_arn()));
    });
    assert_eq!(template["Resources"], json!({"User": {"Type": "Custom::User", "Properties": {"Arn": arn}}}));
}

#[test]
fn names_that_no_certificate_has_are_reported() {
    let long = format!("{}.example.com", "a".repeat(60));
    let (_, problems) = synth(|stack| {
        stack.add("Url", Certificate::dns_validated("https://www.example.com", zone()));
        stack.add("Dot", Certificate::dns_validated("example.com.", zone()));
        stack.add("Star", Certificate::dns_validated("www.*.example.com", zone()));
        stack.add("Long", Certificate::dns_validated(long.clone(), zone()));
        stack.add("Fine", Certificate::dns_validated("example.com", zone()).alternative_name(long.clone()));
    });
    let said: Vec<&str> = problems.iter().filter_map(|problem| problem.lines().next()).collect();
    assert_eq!(
        said,
        [
            "error[C0321]: `https://www.example.com` is no domain name for a certificate",
            "error[C0321]: `example.com.` is no domain name for a certificate",
            "error[C0321]: `www.*.example.com` is no domain name for a certificate",
            &format!("error[C0321]: `{long}` is no domain name for a certificate"),
        ]
    );
    assert!(problems[0].contains("help: write it as browsers show it, without https:// and without a closing dot\n"));
}
