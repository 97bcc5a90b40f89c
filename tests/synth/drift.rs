//! `--check`: what differs between the program and the folder.

use crate::sample::{Folder, dev, topic, two_environments};
use formwork::output::{Selection, compare};
use serde_json::json;

#[test]
fn a_folder_in_step_is_fine() {
    let folder = Folder::new("in-step");
    folder.write(two_environments());
    let run = folder.synth(&["--check", "--out", "."], || Ok(two_environments()));
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    assert!(run.results.ends_with(": 4 stacks, as the program makes them\n"), "{}", run.results);
}

#[test]
fn a_difference_is_shown_by_file_and_property_with_its_line() {
    let folder = Folder::new("difference");
    let tags = |keys: &[&str]| json!(keys.iter().map(|key| json!({"Key": key, "Value": "v"})).collect::<Vec<_>>());
    let line = line!() + 5; // of `Mail`
    let build = |name: &'static str, keys: &[&str], other: &'static str| {
        let (app, dev) = dev();
        let stack = dev.stack("DataStack");
        let mail = topic().property("DisplayName", name).property("Tags", tags(keys));
        stack.add("Mail", mail);
        stack.add(other, topic());
        app
    };
    folder.synth(&[], || Ok(build("old", &["a", "b", "c"], "Less")));
    let run = folder.synth(&["--check"], || Ok(build("new", &["b", "c"], "More")));
    assert_eq!(run.status, 1);
    let expected = format!(
        r#"--- cfn-out/dev/DataStack.template.json
+++ the program
@@ /Resources/Less
-{{"Type":"AWS::SNS::Topic"}}
@@ /Resources/Mail/Properties/DisplayName   dev/DataStack/Mail   tests/synth/drift.rs:{line}
-"old"
+"new"
@@ /Resources/Mail/Properties/Tags/0
-{{"Key":"a","Value":"v"}}
@@ /Resources/More   dev/DataStack/More   tests/synth/drift.rs:{}
+{{"Type":"AWS::SNS::Topic"}}

"#,
        line + 1
    );
    assert_eq!(run.results, expected);
    assert_eq!(run.messages, "cfn-out: 1 file not as the program makes them; `synth` without --check writes them\n");
    assert_eq!(folder.text("cfn-out/dev/DataStack.template.json").matches("old").count(), 1, "nothing is written");
}

#[test]
fn missing_stale_and_unreadable_files_are_drift_and_a_changed_account_too() {
    let folder = Folder::new("drifts");
    folder.write(two_environments());
    folder.remove("prod/AppStack.template.json");
    folder.put("prod/DataStack.template.json", "no JSON");
    folder.put("dev/AppStack.template.json", &folder.text("dev/AppStack.template.json").replace("\n ", "\n  "));
    let (app, dev) = dev();
    dev.stack("DataStack").add("Mail", topic().property("DisplayName", "dev"));
    let build =
        |app: formwork::App| compare(folder.path(), &crate::sample::verified(app), &Selection::All).expect("drifts");
    let stale: Vec<_> = build(app).into_iter().map(|drift| drift.file).collect();
    assert_eq!(
        stale,
        [
            "dev/manifest.json",
            "dev/DataStack.template.json",
            "manifest.json",
            "dev/AppStack.template.json",
            "prod/AppStack.template.json",
            "prod/DataStack.template.json",
            "prod/manifest.json"
        ]
    );
    let text = formwork::report::drifts(&build(two_environments()), "cfn-out", formwork::report::Paint::Plain);
    let expected = "--- cfn-out/dev/AppStack.template.json
+++ the program
@@ the same content in another order or with other white space

--- cfn-out/prod/DataStack.template.json
+++ the program
@@ the file in the folder is no JSON

--- no such file
+++ cfn-out/prod/AppStack.template.json (the program makes it)

";
    assert_eq!(text, expected);
    let json = folder.synth(&["--check", "--json", "--out", "."], || Ok(two_environments()));
    let json: serde_json::Value = serde_json::from_str(&json.results).expect("JSON");
    assert_eq!(json["outcome"], "drift");
    assert_eq!(json["drifts"][2], json!({"file": "prod/AppStack.template.json", "kind": "missing"}));
}

#[test]
fn only_the_chosen_stacks_are_compared() {
    let folder = Folder::new("compare-chosen");
    folder.synth(&[], || Ok(two_environments()));
    folder.put("cfn-out/prod/DataStack.template.json", "{}");
    assert_eq!(folder.synth(&["--check", "dev"], || Ok(two_environments())).status, 0);
    assert_eq!(folder.synth(&["--check", "prod"], || Ok(two_environments())).status, 1);
}

#[test]
fn a_hash_that_does_not_match_is_drift() {
    let folder = Folder::new("compare-hash");
    folder.synth(&[], || Ok(two_environments()));
    let mut root = folder.json("cfn-out/manifest.json");
    root["templates"]["dev/AppStack.template.json"] = json!("0");
    folder.put("cfn-out/manifest.json", &root.to_string());
    let run = folder.synth(&["--check"], || Ok(two_environments()));
    assert_eq!(run.status, 1);
    assert!(run.results.contains("@@ /templates/dev~1AppStack.template.json\n-\"0\"\n+\""), "{}", run.results);
}
