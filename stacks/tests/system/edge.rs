//! EdgeStack, as the operator's values make it.

use formwork::{App, Data, Language, Template, TemplateResource};
use prooflink::settings::Settings;

const PROD: &str = include_str!("../../settings/prod.toml");
const CERTIFICATE: &str = "arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b2c3d-0a1b-2c3d-4e5f-0a1b2c3d4e5f";

/// The template of EdgeStack with these lines in front of the settings of prod.
fn edge(lines: &str) -> Template {
    let settings = Settings::parse("prod", "prod.toml", &format!("{lines}\n{PROD}")).expect("settings");
    let app = App::new("prooflink");
    prooflink::add_environment(&app, &settings);
    let mut assembly = app.synth();
    let problems: Vec<String> = assembly.problems.iter().map(|problem| problem.render(Language::English)).collect();
    assert_eq!(problems, Vec::<String>::new());
    let stacks = &mut assembly.environments[0].stacks;
    let edge = stacks.iter().position(|stack| stack.id == "EdgeStack").expect("EdgeStack");
    stacks.swap_remove(edge).template
}

fn parameters(template: &Template) -> Vec<&str> {
    template.parameters.iter().map(|(id, _)| id.as_ref()).collect()
}

fn find<'a>(template: &'a Template, type_name: &str) -> Option<&'a TemplateResource> {
    template.resources.values().find(|resource| resource.type_name == type_name)
}

/// A property of the one resource of a type.
fn property<'a>(template: &'a Template, type_name: &str, name: &str) -> &'a Data {
    find(template, type_name).and_then(|resource| resource.property(name)).expect("the property")
}

#[test]
fn values_that_are_not_set_are_parameters_without_default() {
    let template = edge("");
    assert_eq!(parameters(&template), ["AllowedAddresses", "HostedZoneId"]);
    assert!(template.parameters.iter().all(|(_, parameter)| parameter.get("Default").is_none()));
}

#[test]
fn values_that_are_set_are_no_parameters() {
    let template = edge("hosted_zone_id = \"Z0123456789ABCDEFGHIJ\"\nallowed_addresses = [\"8.8.8.0/24\"]");
    assert_eq!(parameters(&template), Vec::<&str>::new());
    let zone = Data::text("Z0123456789ABCDEFGHIJ");
    let validation = property(&template, "AWS::CertificateManager::Certificate", "DomainValidationOptions");
    assert_eq!(validation.items()[0].get("HostedZoneId"), Some(&zone));
    assert_eq!(*property(&template, "AWS::Route53::RecordSet", "HostedZoneId"), zone);
    assert_eq!(property(&template, "AWS::WAFv2::IPSet", "Addresses").items(), [Data::text("8.8.8.0/24")]);
}

#[test]
fn a_certificate_that_is_there_needs_neither_zone_nor_record() {
    let template = edge(&format!("certificate_arn = \"{CERTIFICATE}\""));
    assert_eq!(parameters(&template), ["AllowedAddresses"]);
    assert!(find(&template, "AWS::CertificateManager::Certificate").is_none());
    assert!(find(&template, "AWS::Route53::RecordSet").is_none());
    let listeners = template.resources.values().filter_map(|resource| resource.property("Certificates"));
    let certificates: Vec<&Data> = listeners.flat_map(|list| list.items()).collect();
    assert_eq!(certificates, [&Data::map([("CertificateArn", Data::text(CERTIFICATE))])]);
}
