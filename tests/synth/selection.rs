//! Runs that write some stacks only.

use crate::sample::{Folder, dev, follower, topic, two_environments};
use formwork::output::Selection;
use formwork::{App, Environment};

fn stacks(stacks: &[(&str, &str)]) -> Selection {
    Selection::Stacks(stacks.iter().map(|(environment, id)| (environment.to_string(), id.to_string())).collect())
}

/// `two_environments`, with another account and other topics.
fn changed() -> App {
    let app = App::new("demo");
    for name in ["dev", "prod"] {
        let environment = app.environment(Environment::new(name, "ap-northeast-1").account("000000000000"));
        let (application, data) = (environment.stack("AppStack"), environment.stack("DataStack"));
        follower(&application, &data.add("Mail", topic().property("DisplayName", "changed")));
        application.add("More", topic());
    }
    app
}

#[test]
fn what_is_not_chosen_stays_with_its_entry_and_its_hash() {
    let folder = Folder::new("chosen");
    folder.write(two_environments());
    let before = |file: &str| folder.text(file);
    let (data, prod, root) =
        (before("dev/DataStack.template.json"), before("prod/manifest.json"), folder.json("manifest.json"));
    let written = folder.write_selected(changed(), &stacks(&[("dev", "AppStack")])).expect("written");
    assert_eq!(written.replaced, ["dev/manifest.json", "dev/AppStack.template.json", "manifest.json"]);
    assert_eq!((before("dev/DataStack.template.json"), before("prod/manifest.json")), (data, prod));
    let dev = folder.json("dev/manifest.json");
    assert_eq!(dev["artifacts"]["AppStack"]["environment"], "aws://000000000000/ap-northeast-1");
    assert_eq!(dev["artifacts"]["DataStack"]["environment"], "aws://123456789012/ap-northeast-1");
    let hashes = |root: &serde_json::Value| root["templates"]["prod/AppStack.template.json"].clone();
    assert_eq!(hashes(&folder.json("manifest.json")), hashes(&root));
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn an_environment_that_is_chosen_whole_loses_its_stale_files_and_the_others_keep_theirs() {
    let folder = Folder::new("whole-environment");
    folder.write(two_environments());
    let build = || {
        let (app, dev) = dev();
        dev.stack("DataStack").add("Mail", topic());
        app
    };
    let written = folder.write_selected(build(), &stacks(&[("dev", "DataStack")])).expect("written");
    assert_eq!(written.removed, ["dev/AppStack.template.json"]);
    let artifacts = folder.json("manifest.json")["artifacts"].clone();
    assert_eq!(artifacts.as_object().expect("a table").keys().collect::<Vec<_>>(), ["dev", "prod"]);
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_chosen_stack_brings_what_it_needs_if_the_folder_does_not_hold_it() {
    let folder = Folder::new("needed");
    folder.write_selected(two_environments(), &stacks(&[("prod", "AppStack")])).expect("written");
    let expected = [
        "manifest.json",
        "prod/AppStack.template.json",
        "prod/DataStack.template.json",
        "prod/manifest.json",
        "prod/sources.json",
    ];
    assert_eq!(folder.files(), expected);
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_choice_over_a_manifest_that_cannot_be_read_is_refused() {
    let folder = Folder::new("choice-unreadable");
    folder.write(two_environments());
    folder.put("prod/manifest.json", "no JSON");
    let problem = folder.write_selected(two_environments(), &stacks(&[("dev", "AppStack")])).unwrap_err();
    assert_eq!(problem.code.number, "O0002");
    folder.write(two_environments());
    assert_eq!(folder.problems(), [""; 0]);
}

#[test]
fn a_choice_that_makes_a_circle_with_what_stays_is_refused() {
    let folder = Folder::new("choice-circle");
    folder.write(two_environments());
    let (app, dev) = dev();
    let (application, data) = (dev.stack("AppStack"), dev.stack("DataStack"));
    follower(&data, &application.add("Mail", topic()));
    let before = folder.files();
    let problem = folder.write_selected(app, &stacks(&[("dev", "DataStack")])).unwrap_err();
    let text = problem.render(formwork::Language::English);
    let expected = "error[O0009]: the chosen stacks and those that stay in dev depend on each other in a circle: \
                    AppStack -> DataStack -> AppStack\n";
    assert!(text.starts_with(expected), "{text}");
    assert_eq!((folder.files(), folder.problems()), (before, Vec::new()));
}

#[test]
fn several_choices_in_turn_come_to_the_same_as_one_run() {
    let (whole, folder) = (Folder::new("turns-whole"), Folder::new("turns"));
    whole.write(changed());
    folder.write(two_environments());
    for (environment, stack) in [("prod", "DataStack"), ("dev", "AppStack"), ("prod", "AppStack"), ("dev", "DataStack")]
    {
        folder.write_selected(changed(), &stacks(&[(environment, stack)])).expect("written");
        assert_eq!(folder.problems(), [""; 0]);
    }
    assert_eq!(folder.files(), whole.files());
    for file in whole.files() {
        assert_eq!(folder.text(&file), whole.text(&file), "{file}");
    }
}
