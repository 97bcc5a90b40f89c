//! The writer and the reader of the folder.

use crate::sample::{Folder, dev, follower, topic, two_environments, verified};
use formwork::output::{self, Change, ResourceChanges, Selection};
use formwork::{App, CustomResource, Environment, Output, Stack};
use serde_json::json;
use std::time::{Duration, SystemTime};

const FILES: [&str; 9] = [
    "dev/AppStack.template.json",
    "dev/DataStack.template.json",
    "dev/manifest.json",
    "dev/sources.json",
    "manifest.json",
    "prod/AppStack.template.json",
    "prod/DataStack.template.json",
    "prod/manifest.json",
    "prod/sources.json",
];

#[test]
fn the_manifests_are_those_that_the_cdk_command_reads() {
    let folder = Folder::new("manifests");
    let (app, dev) = dev();
    let (application, data) = (dev.stack("AppStack"), dev.stack("DataStack").termination_protection(true));
    data.tag("Owner", "me");
    follower(&application, &data.add("Mail", topic()));
    app.environment(Environment::new("test", "eu-west-1")).stack("OnlyStack").region("us-east-1").add("Mail", topic());
    folder.write(app);
    let root = folder.json("manifest.json");
    assert_eq!(root["version"], "36.0.0");
    assert_eq!(
        root["artifacts"],
        json!({
            "dev": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "dev"}},
            "test": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "test"}},
        })
    );
    let dev = json!({
        "version": "36.0.0",
        "artifacts": {
            "DataStack": {
                "type": "aws:cloudformation:stack",
                "environment": "aws://123456789012/ap-northeast-1",
                "properties": {
                    "templateFile": "DataStack.template.json",
                    "stackName": "demo-dev-data",
                    "terminationProtection": true,
                    "tags": {"Owner": "me"},
                },
                "displayName": "dev/DataStack",
            },
            "AppStack": {
                "type": "aws:cloudformation:stack",
                "environment": "aws://123456789012/ap-northeast-1",
                "properties": {"templateFile": "AppStack.template.json", "stackName": "demo-dev-app"},
                "dependencies": ["DataStack"],
                "displayName": "dev/AppStack",
            },
        },
    });
    // as text, since the order of stacks counts
    assert_eq!(folder.json("dev/manifest.json").to_string(), dev.to_string());
    let only = &folder.json("test/manifest.json")["artifacts"]["OnlyStack"];
    assert_eq!(only["environment"], "aws://unknown-account/us-east-1");
}

#[test]
fn every_file_has_its_hash_in_the_root_manifest() {
    let folder = Folder::new("hashes");
    folder.write(two_environments());
    let root = folder.json("manifest.json");
    let keys = |table: &str| root[table].as_object().expect("a table").keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys("manifests"), ["dev/manifest.json", "prod/manifest.json"]);
    assert_eq!(
        keys("templates"),
        [
            "dev/DataStack.template.json",
            "dev/AppStack.template.json",
            "prod/DataStack.template.json",
            "prod/AppStack.template.json",
        ]
    );
    let (app, dev) = dev();
    dev.stack("DataStack").add("Mail", topic());
    folder.write(app);
    let hash = &folder.json("manifest.json")["templates"]["dev/DataStack.template.json"];
    assert_eq!(hash, "be123c934cf16eb1bf0959628c692ab9a891d9dca05c492b448b92801c4b0054", "as sha256sum says");
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_second_run_changes_nothing_and_leaves_the_times_of_files_as_they_are() {
    let folder = Folder::new("unchanged");
    folder.write(two_environments());
    assert_eq!(folder.files(), FILES);
    let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
    for file in FILES {
        let file = std::fs::File::options().write(true).open(folder.path().join(file)).expect("a file");
        file.set_modified(long_ago).expect("a time");
    }
    let written = folder.write(two_environments());
    assert_eq!((written.replaced, written.removed), (Vec::new(), Vec::new()));
    for file in FILES {
        let modified = std::fs::metadata(folder.path().join(file)).and_then(|of| of.modified()).expect("a time");
        assert_eq!(modified, long_ago, "{file}");
    }
}

#[test]
fn a_run_says_what_it_changed() {
    let folder = Folder::new("changes");
    let build = |ids: &[(&'static str, &'static str)], output: &'static str| {
        let (app, dev) = dev();
        let stack = dev.stack("DataStack");
        for (id, name) in ids {
            stack.add(*id, topic().property("DisplayName", *name));
        }
        stack.add("Shown", Output::new(output));
        app
    };
    assert_eq!(folder.write(build(&[("A", "a"), ("B", "b")], "x")).stacks[0].change, Change::New);
    assert_eq!(folder.write(build(&[("A", "a"), ("B", "b")], "x")).stacks[0].change, Change::Unchanged);
    let written = folder.write(build(&[("B", "bb"), ("C", "c")], "y"));
    let changes = ResourceChanges {
        added: vec!["C".into()],
        changed: vec!["B".into()],
        removed: vec!["A".into()],
        sections: vec!["Outputs"],
    };
    assert_eq!(written.stacks[0].change, Change::Changed(changes));
    assert_eq!(written.replaced, ["dev/DataStack.template.json", "manifest.json"]);
}

#[test]
fn files_of_earlier_runs_go_and_files_of_others_stay() {
    let folder = Folder::new("stale");
    folder.write(two_environments());
    folder.put("README.md", "mine");
    folder.put("dev/notes.txt", "mine");
    folder.put("dev/synth.lock", "of the cdk command");
    folder.put("read.1.2.lock", "of the cdk command");
    let (app, dev) = dev();
    dev.stack("NewStack").add("Mail", topic());
    let written = folder.write(app);
    assert_eq!(
        written.removed,
        [
            "dev/AppStack.template.json",
            "dev/DataStack.template.json",
            "prod/AppStack.template.json",
            "prod/DataStack.template.json",
            "prod/manifest.json",
        ]
    );
    let expected = [
        "README.md",
        "dev/NewStack.template.json",
        "dev/manifest.json",
        "dev/notes.txt",
        "dev/sources.json",
        "dev/synth.lock",
        "manifest.json",
        "read.1.2.lock",
    ];
    assert_eq!(folder.files(), expected);
    assert!(!folder.path().join("prod").exists());
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_folder_of_another_program_loses_nothing_but_the_files_of_the_same_name() {
    let folder = Folder::new("foreign");
    let foreign = json!({
        "version": "36.0.0",
        "artifacts": {
            "dev": {"type": "cdk:cloud-assembly", "properties": {"directoryName": "dev"}},
            "Tree": {"type": "cdk:tree", "properties": {"file": "tree.json"}},
        },
    });
    folder.put("manifest.json", &foreign.to_string());
    let stack = json!({"type": "aws:cloudformation:stack", "properties": {"templateFile": "Old.template.json"}});
    folder.put("dev/manifest.json", &json!({"version": "36.0.0", "artifacts": {"Old": stack}}).to_string());
    folder.put("dev/Old.template.json", "{}");
    folder.put("tree.json", "{}");
    folder.write(two_environments());
    assert_eq!(folder.text("dev/Old.template.json"), "{}");
    assert_eq!(folder.text("tree.json"), "{}");
}

#[test]
fn a_manifest_cannot_make_a_run_remove_what_is_outside_the_folder() {
    let outside = Folder::new("outside");
    outside.put("victim/x.template.json", "{}");
    outside.put("folder/manifest.json", "{}");
    let folder = Folder::new("outside/folder");
    let traps = ["../victim/x.template.json", "dev/../../victim/x.template.json", "..\\victim\\x.template.json"];
    let hashes: serde_json::Map<_, _> = traps.iter().map(|path| (path.to_string(), json!("0"))).collect();
    folder.put("manifest.json", &json!({"version": "36.0.0", "templates": hashes, "manifests": hashes}).to_string());
    assert_eq!(folder.write(two_environments()).removed, [""; 0]);
    assert_eq!(outside.text("victim/x.template.json"), "{}");
}

#[test]
fn what_was_written_reads_back_as_it_was() {
    let folder = Folder::new("round-trip");
    folder.write(two_environments());
    let assembly = output::read(folder.path()).expect("an assembly");
    let places = &assembly.environments[0].stacks[0].places["/Resources/Mail"];
    assert_eq!(places.path, "dev/DataStack/Mail");
    assert_eq!(places.source.as_ref().expect("a line").file, "tests/synth/sample.rs");
    let again = formwork::check::check(assembly).expect("verified");
    let written = output::write(folder.path(), &again, &Selection::All).expect("written");
    assert_eq!((written.replaced, written.removed), (Vec::new(), Vec::new()));
    let copy = Folder::new("round-trip-copy");
    output::write(copy.path(), &again, &Selection::All).expect("written");
    for file in FILES {
        assert_eq!(copy.text(file), folder.text(file), "{file}");
    }
}

fn here(stack: &Stack) {
    stack.add("Mail", topic());
}

/// The same on another line.
fn there(stack: &Stack) {
    stack.add("Mail", topic());
}

#[test]
fn a_blank_line_in_the_program_changes_no_template() {
    let build = |line: fn(&Stack)| {
        let (app, dev) = dev();
        line(&dev.stack("DataStack"));
        app
    };
    let folder = Folder::new("blank-line");
    folder.write(build(here));
    let sources = folder.text("dev/sources.json");
    assert_eq!(folder.write(build(there)).replaced, [""; 0]);
    assert_ne!(folder.text("dev/sources.json"), sources);
}

#[test]
fn sources_say_path_and_line_in_one_line_each() {
    let folder = Folder::new("sources");
    let (app, dev) = dev();
    let (line, stack) = (line!(), dev.stack("DataStack"));
    stack.scope("Mail").add("Resource", CustomResource::new("AWS::SNS::Topic"));
    folder.write(app);
    let expected = format!(
        r#"{{
 "DataStack": {{
  "": ["dev/DataStack","tests/synth/folder.rs:{line}"],
  "/Resources/Mail6A3D1F64": ["dev/DataStack/Mail/Resource","tests/synth/folder.rs:{}"]
 }}
}}
"#,
        line + 1
    );
    assert_eq!(folder.text("dev/sources.json"), expected);
}

#[test]
fn an_app_without_environments_or_stacks_is_written_and_read() {
    let folder = Folder::new("empty");
    folder.write(App::new("demo"));
    assert_eq!(folder.files(), ["manifest.json"]);
    let app = App::new("demo");
    app.environment(Environment::new("dev", "ap-northeast-1"));
    folder.write(app);
    assert_eq!(folder.files(), ["dev/manifest.json", "dev/sources.json", "manifest.json"]);
    assert_eq!(folder.problems(), [""; 0]);
    assert_eq!(output::read(folder.path()).expect("an assembly").environments[0].name, "dev");
}

#[test]
fn what_cannot_be_written_is_named() {
    let folder = Folder::new("no-folder");
    folder.put("cfn-out", "a file");
    let verified = verified(two_environments());
    let problem = output::write(&folder.path().join("cfn-out"), &verified, &Selection::All).unwrap_err();
    let text = problem.render(formwork::Language::English);
    assert!(text.starts_with("error[O0008]: cannot create ") && text.contains("no-folder/cfn-out: "), "{text}");

    folder.put("out/dev/DataStack.template.json/in-the-way", "a folder");
    let problem = output::write(&folder.path().join("out"), &verified, &Selection::All).unwrap_err();
    let text = problem.render(formwork::Language::English);
    assert!(text.starts_with("error[O0008]: cannot read ") && text.contains("dev/DataStack.template.json: "), "{text}");
}
