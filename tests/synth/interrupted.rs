//! Folders that are not what a run wrote: interrupted runs, edited files.

use crate::sample::{Folder, dev, topic, two_environments};
use formwork::output;

/// The files that a run for `two_environments` writes into an empty folder, in this order.
const FILES: [&str; 7] = [
    "dev/manifest.json",
    "prod/manifest.json",
    "dev/DataStack.template.json",
    "dev/AppStack.template.json",
    "prod/DataStack.template.json",
    "prod/AppStack.template.json",
    "manifest.json",
];

/// Puts into the folder what a run has written when it ends after so many files.
fn run_until(folder: &Folder, whole: &Folder, files: usize) {
    for file in &FILES[..files] {
        folder.put(file, &whole.text(file));
    }
}

/// An app whose every file is another than those of `two_environments`.
fn another() -> formwork::App {
    let app = formwork::App::new("other");
    for name in ["dev", "prod"] {
        let environment = app.environment(formwork::Environment::new(name, "eu-west-1"));
        let (application, data) = (environment.stack("AppStack"), environment.stack("DataStack"));
        crate::sample::follower(&application, &data.add("Post", topic()));
    }
    app
}

#[test]
fn a_first_run_that_ends_on_its_way_is_refused_and_then_mended() {
    let whole = Folder::new("first-whole");
    assert_eq!(whole.write(two_environments()).replaced, FILES);
    for steps in 0..FILES.len() {
        let folder = Folder::new(&format!("first-{steps}"));
        run_until(&folder, &whole, steps);
        assert!(!folder.problems().is_empty(), "after {steps} files");
        assert!(output::read(folder.path()).is_err(), "after {steps} files");
        assert_eq!(folder.synth(&["--check", "--out", "."], || Ok(two_environments())).status, 1);
        folder.write(two_environments());
        assert_eq!(folder.problems(), [""; 0]);
        assert_eq!(folder.files(), whole.files());
    }
}

#[test]
fn a_later_run_that_ends_on_its_way_is_refused_and_then_mended() {
    let whole = Folder::new("later-whole");
    whole.write(two_environments());
    for steps in 1..FILES.len() {
        let folder = Folder::new(&format!("later-{steps}"));
        folder.write(another());
        run_until(&folder, &whole, steps);
        folder.put("dev/.AppStack.template.json.tmp", "{\"Resour");
        assert!(!folder.problems().is_empty(), "after {steps} files");
        folder.write(two_environments());
        assert_eq!(folder.problems(), [""; 0]);
        assert_eq!(folder.files(), whole.files());
    }
}

#[test]
fn what_an_interrupted_run_brought_goes_when_the_program_drops_it() {
    let folder = Folder::new("dropped");
    let with = |id: &'static str| {
        let (app, dev) = dev();
        dev.stack("DataStack").add("Mail", topic());
        dev.stack(id).add("Mail", topic());
        app
    };
    let whole = Folder::new("dropped-whole");
    whole.write(with("NewStack"));
    folder.write(with("OldStack"));
    for file in ["dev/manifest.json", "dev/NewStack.template.json"] {
        folder.put(file, &whole.text(file));
    }
    folder.write(with("NewestStack"));
    let expected = [
        "dev/DataStack.template.json",
        "dev/NewestStack.template.json",
        "dev/manifest.json",
        "dev/sources.json",
        "manifest.json",
    ];
    assert_eq!(folder.files(), expected);
}

#[test]
fn an_edited_template_is_found_and_mended() {
    let folder = Folder::new("edited");
    folder.write(two_environments());
    let template = folder.text("dev/DataStack.template.json");
    folder.put("dev/DataStack.template.json", &template.replace("AWS::SNS::Topic", "AWS::SQS::Queue"));
    let [problem] = folder.problems().try_into().expect("one problem");
    assert!(
        problem
            .starts_with("error[O0004]: dev/DataStack.template.json is not what was written\n  note: its SHA-256 is "),
        "{problem}"
    );
    assert!(output::read(folder.path()).is_err());
    assert_eq!(folder.write(two_environments()).replaced, ["dev/DataStack.template.json"]);
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn everything_wrong_with_a_folder_is_found_at_once() {
    let folder = Folder::new("everything");
    folder.write(two_environments());
    folder.put("dev/manifest.json", &folder.text("dev/manifest.json").replace("demo-dev-app", "demo-prod-app"));
    folder.remove("prod/AppStack.template.json");
    folder.put("prod/Handmade.template.json", "{}");
    let heads: Vec<String> =
        folder.problems().iter().filter_map(|text| text.lines().next().map(str::to_string)).collect();
    assert_eq!(
        heads,
        [
            "error[O0004]: dev/manifest.json is not what was written",
            "error[O0003]: prod/AppStack.template.json is missing",
            "warning[O0005]: prod/Handmade.template.json stands in no manifest",
        ]
    );
}

#[test]
fn a_folder_without_a_manifest_and_one_that_is_no_json_are_said_so() {
    let folder = Folder::new("no-manifest");
    assert_eq!(
        folder.problems(),
        ["error[O0001]: there is no manifest.json
  note: it is written last, so a run that was interrupted leaves none
  help: run `synth`
"]
    );
    folder.put("manifest.json", "{\"version\"");
    assert_eq!(
        folder.problems(),
        ["error[O0002]: manifest.json cannot be read: EOF while parsing an object at line 1 column 10
  help: run `synth` for everything: it writes the file anew
"]
    );
    folder.write(two_environments());
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_stack_that_only_its_own_manifest_lists_is_found() {
    let folder = Folder::new("no-hash");
    folder.write(two_environments());
    let mut root = folder.json("manifest.json");
    root["templates"].as_object_mut().expect("a table").remove("dev/AppStack.template.json");
    folder.put("manifest.json", &root.to_string());
    let [problem] = folder.problems().try_into().expect("one problem");
    let what =
        "error[O0006]: dev/manifest.json lists dev/AppStack.template.json, and the root manifest has no hash of it";
    assert!(problem.replace(&format!("{}/", folder.path().display()), "").starts_with(what), "{problem}");
}
