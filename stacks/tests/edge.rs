//! EdgeStack, as the operator's values make it.

use formwork::{App, Language};
use prooflink::settings::Settings;
use serde_json::{Value, json};

const PROD: &str = include_str!("../settings/prod.toml");
const CERTIFICATE: &str = "arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

/// The template of EdgeStack with these lines in front of the settings of prod.
fn edge(lines: &str) -> Value {
    let settings = Settings::parse("prod", "prod.toml", &format!("{lines}\n{PROD}")).expect("settings");
    let app = App::new("prooflink");
    prooflink::add_environment(&app, &settings);
    let assembly = app.synth();
    let problems: Vec<String> = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    assert_eq!(problems, Vec::<String>::new());
    let stack = assembly.environments[0].stacks.iter().find(|stack| stack.id == "EdgeStack").expect("EdgeStack");
    serde_json::from_str(&stack.template.to_json()).expect("JSON")
}

fn parameters(template: &Value) -> Vec<&str> {
    template["Parameters"].as_object().into_iter().flatten().map(|(id, _)| id.as_str()).collect()
}

fn properties<'a>(template: &'a Value, type_name: &str) -> Option<&'a Value> {
    let mut resources = template["Resources"].as_object().expect("resources").values();
    resources.find(|resource| resource["Type"] == type_name).map(|resource| &resource["Properties"])
}

#[test]
fn values_that_are_not_set_are_parameters_without_default() {
    let template = edge("");
    assert_eq!(parameters(&template), ["AllowedAddresses", "HostedZoneId"]);
    assert_eq!(template["Parameters"]["AllowedAddresses"]["Default"], Value::Null);
    assert_eq!(template["Parameters"]["HostedZoneId"]["Default"], Value::Null);
}

#[test]
fn values_that_are_set_are_no_parameters() {
    let template = edge("hosted_zone_id = \"Z0123456789ABCDEFGHIJ\"\nallowed_addresses = [\"8.8.8.0/24\"]");
    assert_eq!(parameters(&template), Vec::<&str>::new());
    let certificate = properties(&template, "AWS::CertificateManager::Certificate").expect("certificate");
    assert_eq!(certificate["DomainValidationOptions"][0]["HostedZoneId"], "Z0123456789ABCDEFGHIJ");
    let record = properties(&template, "AWS::Route53::RecordSet").expect("record");
    assert_eq!(record["HostedZoneId"], "Z0123456789ABCDEFGHIJ");
    let set = properties(&template, "AWS::WAFv2::IPSet").expect("IP set");
    assert_eq!(set["Addresses"], json!(["8.8.8.0/24"]));
}

#[test]
fn a_certificate_that_is_there_needs_neither_zone_nor_record() {
    let template = edge(&format!("certificate_arn = \"{CERTIFICATE}\""));
    assert_eq!(parameters(&template), ["AllowedAddresses"]);
    assert_eq!(properties(&template, "AWS::CertificateManager::Certificate"), None);
    assert_eq!(properties(&template, "AWS::Route53::RecordSet"), None);
    let text = template.to_string();
    assert!(text.contains(&format!(r#""Certificates":[{{"CertificateArn":"{CERTIFICATE}"}}]"#)), "{text}");
}
