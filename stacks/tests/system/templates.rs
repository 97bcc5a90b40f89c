//! The templates of both environments, as they are committed in `cfn-out`.

use formwork::check::check;
use std::path::Path;

fn committed(environment: &str, stack: &str) -> String {
    let file = format!("../cfn-out/{environment}/{stack}.template.json");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(&file);
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{file}: {error}; run `cargo run --bin synth`"))
}

#[test]
fn the_ten_templates_are_the_committed_ones() {
    let verified = check(prooflink::app().expect("settings").synth()).expect("no problems");
    let mut count = 0;
    for environment in &verified.assembly().environments {
        for stack in &environment.stacks {
            assert!(
                stack.template.to_json() == committed(&environment.name, &stack.id),
                "{}/{} is not what cfn-out holds; run `cargo run --bin synth` and look at the difference",
                environment.name,
                stack.id
            );
            count += 1;
        }
    }
    assert_eq!(count, 10);
}

#[test]
fn two_runs_of_the_program_give_the_same_bytes() {
    let templates = || {
        let assembly = prooflink::app().expect("settings").synth();
        let stacks = assembly.environments.into_iter().flat_map(|environment| environment.stacks);
        stacks.map(|stack| stack.template.to_json()).collect::<Vec<_>>()
    };
    assert_eq!(templates(), templates());
}

#[test]
fn templates_hold_no_account_no_source_line_and_no_secret() {
    let assembly = prooflink::app().expect("settings").synth();
    for stack in assembly.environments.iter().flat_map(|environment| &environment.stacks) {
        let text = stack.template.to_json();
        assert!(!text.contains("123456789012"), "{} names the account", stack.stack_name);
        assert!(!text.contains(".rs"), "{} names a source file", stack.stack_name);
        assert!(!text.contains("\"SecretString\": \"postgres"), "{} holds a literal secret", stack.stack_name);
    }
}

#[test]
fn dev_needs_no_values_and_prod_says_which_it_needs() {
    let assembly = prooflink::app().expect("settings").synth();
    let required = |environment: usize| {
        let stacks = assembly.environments[environment].stacks.iter();
        let mut names: Vec<String> = stacks
            .flat_map(|stack| &stack.template.parameters)
            .filter(|(_, parameter)| parameter.get("Default").is_none())
            .map(|(name, _)| name.to_string())
            .collect();
        names.sort();
        names.dedup();
        names
    };
    assert_eq!(required(0), Vec::<String>::new());
    assert_eq!(required(1), ["AlarmMail", "AllowedAddresses", "HostedZoneId", "ImageTag"]);
}

#[test]
fn a_third_environment_is_a_third_file_of_settings() {
    let text = std::fs::read_to_string(prooflink::settings_folder().join("dev.toml")).expect("settings of dev");
    let settings = prooflink::settings::Settings::parse("staging", "staging.toml", &text).expect("settings");
    let app = formwork::App::new("prooflink");
    prooflink::add_environment(&app, &settings);
    let verified = check(app.synth()).expect("no problems");
    let names: Vec<&str> =
        verified.assembly().environments[0].stacks.iter().map(|stack| stack.stack_name.as_str()).collect();
    assert_eq!(
        names,
        [
            "prooflink-staging-network",
            "prooflink-staging-edge",
            "prooflink-staging-data",
            "prooflink-staging-app",
            "prooflink-staging-batch"
        ]
    );
}
