//! The shipped settings, a third environment, and what a local file may do.

use formwork::ecs::FargateSize;
use formwork::{Duration, Language, Problem, Size};
use prooflink::settings::{ImageCheck, Settings, environments};
use std::path::{Path, PathBuf};

const SHIPPED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/settings");
const DEV: &str = include_str!("../../settings/dev.toml");
const PROD: &str = include_str!("../../settings/prod.toml");

fn shipped(environment: &str) -> Settings {
    Settings::load(Path::new(SHIPPED), environment).expect("the shipped settings are right")
}

/// A folder of its own for a test, with these files in it.
fn folder(test: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("settings").join(test);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("a folder");
    for (name, text) in files {
        std::fs::write(folder.join(name), text).expect("a file");
    }
    folder
}

/// What is said, with the folder's name left out.
fn said<T>(folder: &Path, result: Result<T, Vec<Problem>>) -> String {
    let problems = result.err().expect("problems");
    let texts: Vec<String> = problems.iter().map(|problem| problem.render(Language::English)).collect();
    // it may be shown from the workspace's root on
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a workspace");
    let names = [folder, folder.strip_prefix(root).unwrap_or(folder)].map(|folder| folder.display().to_string());
    names.iter().fold(texts.join("\n"), |text, name| text.replace(&format!("{name}/"), "").replace(name, "FOLDER"))
}

/// The line on which this stands.
fn line_of(text: &str, wanted: &str) -> usize {
    1 + text.lines().position(|line| line.contains(wanted)).expect("it stands there")
}

/// The places that problems are at, as they are said.
fn places(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("  --> ")).collect()
}

#[test]
fn dev_is_as_the_guide_says() {
    let dev = shipped("dev");
    assert_eq!(dev.environment(), "dev");
    assert_eq!((dev.account().as_str(), dev.region().as_str()), ("123456789012", "ap-northeast-1"));
    assert!(!dev.https() && !dev.require_committed());
    assert!(!dev.redundant() && !dev.protected() && !dev.monitored());
    assert!(dev.interface_endpoints() && dev.database_schedule() && dev.delete_old_imports());
    assert_eq!(dev.approval_auto(), 5);
    assert_eq!(dev.staging_bucket(), None);
    assert_eq!(dev.image_check(), ImageCheck::StartEmpty);
    assert!(!dev.file_folders());

    let sizes = dev.sizes();
    assert_eq!((sizes.task.cpu_units(), sizes.task.memory()), (512, Size::gib(1)));
    assert_eq!((sizes.desired_count, sizes.batch_max_vcpus), (1, 2));
    assert_eq!(sizes.database_class.as_str(), "db.t4g.micro");
    assert_eq!((sizes.database_storage, sizes.database_max_storage), (Size::gib(20), None));
    assert_eq!((sizes.user_import.cpu_units(), sizes.user_import.memory().as_mib()), (256, 512));
    assert_eq!((sizes.test_case_import.cpu_units(), sizes.test_case_import.memory().as_mib()), (512, 1024));
    assert_eq!(sizes.import_timeout, Duration::hours(1));
}

#[test]
fn prod_is_as_the_guide_says() {
    let prod = shipped("prod");
    assert_eq!((prod.account().as_str(), prod.region().as_str()), ("123456789012", "ap-northeast-1"));
    assert_eq!(prod.domain().map(|domain| domain.as_str()), Some("prooflink.example.com"));
    assert!(prod.https() && prod.require_committed());
    assert!(prod.redundant() && prod.protected() && prod.monitored());
    assert!(prod.interface_endpoints() && !prod.database_schedule() && !prod.delete_old_imports());
    assert_eq!(prod.approval_auto(), 2);
    assert_eq!(prod.image_check(), ImageCheck::Require);

    let sizes = prod.sizes();
    assert_eq!(sizes.task, FargateSize::new(1024, Size::gib(2)));
    assert_eq!((sizes.desired_count, sizes.batch_max_vcpus), (2, 4));
    assert_eq!(sizes.database_class.as_str(), "db.t4g.medium");
    assert_eq!((sizes.database_storage, sizes.database_max_storage), (Size::gib(100), Some(Size::gib(500))));
    assert_eq!((sizes.user_import.cpu_units(), sizes.user_import.memory().as_mib()), (512, 1024));
    assert_eq!((sizes.test_case_import.cpu_units(), sizes.test_case_import.memory().as_mib()), (1024, 2048));
    assert_eq!(sizes.import_timeout, Duration::hours(2));
}

#[test]
fn dev_needs_no_value_of_an_operator() {
    let dev = shipped("dev");
    assert_eq!(dev.unset(), [""; 0]);
    assert_eq!(dev.allowed_addresses().expect("addresses")[0].to_string(), "0.0.0.0/0");
    assert_eq!(dev.image_tag().expect("a tag").as_str(), "latest");
}

#[test]
fn prod_leaves_every_value_to_the_operator() {
    let prod = shipped("prod");
    assert_eq!(prod.unset(), ["hosted_zone_id", "allowed_addresses", "alarm_mail", "image_tag"]);
    assert_eq!(prod.certificate_arn(), None);
}

#[test]
fn a_certificate_that_exists_makes_the_zone_needless() {
    let text = format!("certificate_arn = \"arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b-2c3d\"\n{PROD}");
    let prod = Settings::parse("prod", "prod.toml", &text).expect("right");
    assert_eq!(prod.unset(), ["allowed_addresses", "alarm_mail", "image_tag"]);
    assert_eq!(prod.certificate_arn().expect("a certificate").region(), "ap-northeast-1");
}

#[test]
fn a_third_file_is_a_third_environment() {
    let staging = format!("domain = \"staging.example.com\"\nimage_tag = \"rc-1\"\n{PROD}")
        .replace("domain = \"prooflink.example.com\"\n", "")
        .replace("redundant = true", "redundant = false")
        .replace("database_schedule = false", "database_schedule = true");
    let files: [(&str, &[u8]); 5] = [
        ("staging.toml", staging.as_bytes()),
        ("prod.toml", PROD.as_bytes()),
        ("dev.toml", DEV.as_bytes()),
        ("dev.local.toml", b""),
        ("notes.txt", b""),
    ];
    let folder = folder("third", &files);
    assert_eq!(environments(&folder).expect("readable"), ["dev", "prod", "staging"]);
    let staging = Settings::load(&folder, "staging").expect("right");
    assert_eq!(staging.environment(), "staging");
    assert!(staging.https() && staging.monitored() && !staging.redundant() && staging.database_schedule());
    assert_eq!(staging.unset(), ["hosted_zone_id", "allowed_addresses", "alarm_mail"]);
}

#[test]
fn the_shipped_environments_are_dev_and_prod() {
    let environments = environments(Path::new(SHIPPED)).expect("readable");
    assert_eq!(environments, ["dev", "prod"]);
}

#[test]
fn an_environment_without_a_file_is_told_which_there_are() {
    let folder = folder("missing", &[("dev.toml", DEV.as_bytes()), ("prod.toml", PROD.as_bytes())]);
    assert_eq!(
        said(&folder, Settings::load(&folder, "prd")),
        "\
error[G0002]: there are no settings for environment `prd`
  note: FOLDER holds: dev, prod
  help: name one of these, or copy one of their files to prd.toml
"
    );
}

#[test]
fn files_are_named_from_the_root_of_the_workspace_on() {
    let problems = Settings::load(Path::new(SHIPPED), "test").expect_err("no such environment");
    assert_eq!(
        problems[0].render(Language::English),
        "\
error[G0002]: there are no settings for environment `test`
  note: stacks/settings holds: dev, prod
  help: name one of these, or copy one of their files to stacks/settings/test.toml
"
    );
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder("gone", &[]).join("settings");
    let text = said(&folder, environments(&folder));
    assert!(text.starts_with("error[G0001]: cannot read FOLDER\n"), "{text}");
    assert_eq!(text, said(&folder, Settings::load(&folder, "dev")));
}

#[test]
fn a_file_that_is_no_text_is_told_its_line() {
    let folder = folder("bytes", &[("dev.toml", b"# one\n# two \xff\n")]);
    assert_eq!(
        said(&folder, Settings::load(&folder, "dev")),
        "\
error[G0001]: cannot read dev.toml
  --> dev.toml:2
  note: invalid utf-8 sequence of 1 bytes from index 12
  help: put it there, readable, as UTF-8 text
"
    );
}

#[test]
fn a_name_that_leads_out_of_the_folder_is_no_environment() {
    for name in ["../dev", "", "Dev", "dev-2", "dev.local", "1st", "verylongenvironment", "dev\n"] {
        let text = said(Path::new("/nowhere"), Settings::load(Path::new(SHIPPED), name));
        let shown = name.escape_debug();
        assert_eq!(
            text,
            format!(
                "\
error[G0003]: `{shown}` is no name for an environment
  note: names of AWS resources are made of it: a lower-case letter, then lower-case letters and digits, at most 18
  help: name the settings file otherwise
"
            )
        );
    }
}

const LOCAL: &str = r#"
account = "210987654321"
hosted_zone_id = "Z0123456789ABCDEFGHIJ"
allowed_addresses = ["93.184.216.0/24", "93.184.217.34/32"]
alarm_mail = "operator@example.com"
image_tag = "20260128-093000"
staging_bucket = "prooflink-prod-staging-210987654321"
[approval]
auto = 3
"#;

#[test]
fn a_local_file_is_read_for_a_deployment() {
    let folder = folder("local", &[("prod.toml", PROD.as_bytes()), ("prod.local.toml", LOCAL.as_bytes())]);
    let prod = Settings::load_for_deploy(&folder, "prod").expect("right");
    assert_eq!(prod.unset(), [""; 0]);
    assert_eq!(prod.account().as_str(), "210987654321");
    assert_eq!(prod.hosted_zone_id().expect("a zone").as_str(), "Z0123456789ABCDEFGHIJ");
    let addresses = prod.allowed_addresses().expect("addresses");
    assert_eq!(
        addresses.iter().map(|block| block.to_string()).collect::<Vec<_>>(),
        ["93.184.216.0/24", "93.184.217.34/32"]
    );
    assert_eq!(prod.alarm_mail().expect("mail").as_str(), "operator@example.com");
    assert_eq!(prod.image_tag().expect("a tag").as_str(), "20260128-093000");
    assert_eq!(prod.staging_bucket().expect("a bucket").as_str(), "prooflink-prod-staging-210987654321");
    assert_eq!(prod.approval_auto(), 3);
    // the rest is as everybody has it
    assert_eq!(prod.sizes(), shipped("prod").sizes());
}

#[test]
fn a_local_file_is_never_read_for_synthesis() {
    for local in [LOCAL, "neither TOML = nor = right"] {
        let folder = folder("unread", &[("prod.toml", PROD.as_bytes()), ("prod.local.toml", local.as_bytes())]);
        assert_eq!(Settings::load(&folder, "prod").expect("right"), shipped("prod"));
    }
}

#[test]
fn without_a_local_file_a_deployment_reads_what_synthesis_reads() {
    assert_eq!(Settings::load_for_deploy(Path::new(SHIPPED), "dev").map_err(|_| ()), Ok(shipped("dev")));
}

#[test]
fn a_local_file_holds_nothing_that_everybody_shares() {
    let local = "region = \"us-east-1\"\n[sizes]\ntask_cpu = 256\nnothing = 1\n[approval]\nauto = 1\n";
    let folder = folder("shared", &[("dev.toml", DEV.as_bytes()), ("dev.local.toml", local.as_bytes())]);
    let note = "synth never reads it, so everybody's templates stay the same; it may hold account, hosted_zone_id, \
                certificate_arn, allowed_addresses, alarm_mail, image_tag, staging_bucket, approval.auto";
    assert_eq!(
        said(&folder, Settings::load_for_deploy(&folder, "dev")),
        format!(
            "\
error[G0008]: `region` may not stand in a local file
  --> dev.local.toml:1   region
  note: {note}
  help: its place is dev.toml

error[G0008]: `sizes.task_cpu` may not stand in a local file
  --> dev.local.toml:3   sizes.task_cpu
  note: {note}
  help: its place is dev.toml

error[G0008]: `sizes.nothing` may not stand in a local file
  --> dev.local.toml:4   sizes.nothing
  note: {note}
  help: its place is dev.toml
"
        )
    );
}

#[test]
fn mistakes_of_both_files_are_said_at_once() {
    let dev = DEV.replace("auto = 5", "auto = 9").replace("\"latest\"", "\":latest\"");
    let local = "alarm_mail = \"nobody\"\nimage_tag = \"a b\"\nimage_tga = \"c\"\n";
    let folder = folder("both", &[("dev.toml", dev.as_bytes()), ("dev.local.toml", local.as_bytes())]);
    let text = said(&folder, Settings::load_for_deploy(&folder, "dev"));
    // `alarm_mail` is wrong twice: it is none, and this environment has no alarm
    assert_eq!(
        places(&text),
        [
            &format!("dev.toml:{}   image_tag", line_of(&dev, ":latest")),
            &format!("dev.toml:{}   approval.auto", line_of(&dev, "auto = 9")),
            "dev.local.toml:1   alarm_mail",
            "dev.local.toml:1   alarm_mail",
            "dev.local.toml:2   image_tag",
            "dev.local.toml:3   image_tga"
        ]
    );
}

#[test]
fn a_local_file_that_is_no_toml_hides_no_mistake_of_the_other() {
    let dev = DEV.replace("auto = 5", "auto = 9");
    let folder = folder("broken", &[("dev.toml", dev.as_bytes()), ("dev.local.toml", b"\naccount = 1 2\n")]);
    let text = said(&folder, Settings::load_for_deploy(&folder, "dev"));
    let auto = format!("dev.toml:{}   approval.auto", line_of(&dev, "auto = 9"));
    assert_eq!(places(&text), [&auto, "dev.local.toml:2"]);
}

#[test]
fn a_zone_and_a_certificate_of_two_files_are_two_certificates() {
    let prod = format!("hosted_zone_id = \"Z0123\"\n{PROD}");
    let local = b"certificate_arn = \"arn:aws:acm:ap-northeast-1:123456789012:certificate/0a1b\"\n";
    let folder = folder("two", &[("prod.toml", prod.as_bytes()), ("prod.local.toml", local)]);
    assert_eq!(
        said(&folder, Settings::load_for_deploy(&folder, "prod")),
        "\
error[G0021]: both `hosted_zone_id` and `certificate_arn` are set
  --> prod.local.toml:1   certificate_arn
  note: the other one is at prod.toml:1; a zone is for making a certificate, an ARN for one that exists
  help: remove one of the two
"
    );
}
