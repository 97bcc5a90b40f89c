//! The command line `synth`, called as a library.

use crate::sample::{Folder, dev, topic, topics, two_environments};
use formwork::command::{ColorChoice, Shell, run_synth, workspace_root};
use formwork::{App, Place, Problem, codes};

#[test]
fn without_arguments_everything_is_written_to_cfn_out_of_the_workspace() {
    let folder = Folder::new("command");
    let run = folder.synth(&[], || Ok(two_environments()));
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    assert_eq!(
        run.results,
        "stack           resources          bytes  exports  unnamed  since the last synth
dev/DataStack    1 of 500  305 of 51,200        1        1  new
dev/AppStack     1 of 500  176 of 51,200        0        0  new
prod/DataStack   1 of 500  307 of 51,200        1        1  new
prod/AppStack    1 of 500  177 of 51,200        0        0  new

cfn-out: 4 stacks, 7 files written
"
    );
    assert!(folder.path().join("cfn-out/prod/AppStack.template.json").exists());
    let run = folder.synth(&[], || Ok(two_environments()));
    assert!(run.results.ends_with("  unchanged\n\ncfn-out: 4 stacks, nothing to write\n"), "{}", run.results);
}

#[test]
fn the_table_says_what_changed_and_what_was_removed() {
    let folder = Folder::new("command-changes");
    let build = |second: bool| {
        let (app, dev) = dev();
        let stack = dev.stack("DataStack");
        topics(&stack, if second { 3 } else { 2 });
        if !second {
            dev.stack("OldStack").add("Mail", topic());
        }
        Ok(app)
    };
    folder.synth(&[], || build(false));
    let run = folder.synth(&[], || build(true));
    assert!(run.results.contains("  changed: +1 ~0 -0 resources\n"), "{}", run.results);
    let closing = "cfn-out: 1 stack, 3 files written, removed dev/OldStack.template.json\n";
    assert!(run.results.ends_with(closing), "{}", run.results);
}

#[test]
fn the_workspace_is_the_nearest_one_above_and_else_the_nearest_package() {
    let folder = Folder::new("workspace");
    folder.put("Cargo.toml", "[workspace.package]\nedition = \"2024\"\n");
    folder.put("stacks/Cargo.toml", "[package]\nname = \"stacks\"\nworkspace = \"..\"\n");
    folder.put("stacks/src/bin/x.rs", "");
    assert_eq!(workspace_root(&folder.path().join("stacks/src/bin")).as_deref(), Some(folder.path()));
    folder.put("apart/Cargo.toml", "[package]\nname = \"apart\"\n\n[workspace]\n");
    assert_eq!(workspace_root(&folder.path().join("apart")), Some(folder.path().join("apart")));
    let lone = std::env::temp_dir().join("formwork-lone-package");
    std::fs::create_dir_all(lone.join("src")).expect("a folder");
    std::fs::write(lone.join("Cargo.toml"), "[package]\nname = \"lone\"\n").expect("a file");
    assert_eq!(workspace_root(&lone.join("src")), Some(lone.clone()));
    std::fs::remove_dir_all(lone).expect("removed");
}

#[test]
fn the_cdk_command_gets_its_folder_and_the_standard_output_for_itself() {
    let folder = Folder::new("cdk-outdir");
    let mut invocation = folder.invocation(&[]);
    invocation.cdk_outdir = Some("cdk.out".into());
    invocation.working_folder = folder.path().join("somewhere");
    let run = folder.run(&invocation, || Ok(two_environments()));
    assert_eq!((run.status, run.results.as_str()), (0, ""));
    assert!(run.messages.ends_with("\ncdk.out: 4 stacks, 7 files written\n"), "{}", run.messages);
    assert!(folder.path().join("somewhere/cdk.out/manifest.json").exists());
    assert!(!folder.path().join("cfn-out").exists());
    invocation.arguments.extend(["--out".into(), "elsewhere".into()]);
    assert_eq!(folder.run(&invocation, || Ok(two_environments())).results, "");
    assert!(folder.path().join("somewhere/elsewhere/manifest.json").exists());
}

#[test]
fn the_cdk_command_is_told_what_is_wrong_in_a_file_of_its_own() {
    let folder = Folder::new("cdk-report");
    let mut invocation = folder.invocation(&[]);
    invocation.cdk_outdir = Some("cdk.out".into());
    invocation.working_folder = folder.path().to_path_buf();
    let broken = || {
        let (app, dev) = dev();
        let name = formwork::function::sub("${Nothing}");
        dev.stack("DataStack").add("Mail", topic().property("TopicName", name));
        Ok(app)
    };
    let report = || folder.path().join("cdk.out/validation-report.json");
    let run = folder.run(&invocation, broken);
    assert_eq!((run.status, run.results.as_str(), run.messages.as_str()), (0, "", ""));
    let text = std::fs::read_to_string(report()).expect("a report");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let violation = &json["pluginReports"][0]["violations"][0];
    assert_eq!(violation["ruleName"], "R0006-unknown-variable", "{text}");
    let construct = &violation["violatingConstructs"][0];
    assert_eq!(construct["constructPath"], "dev/DataStack/Mail");
    assert_eq!(construct["cloudFormationResource"]["propertyPaths"][0], "/Properties/TopicName");
    assert!(!folder.path().join("cdk.out/dev").exists());

    // what was wrong is not said of the next app
    assert_eq!(folder.run(&invocation, || Ok(two_environments())).status, 0);
    assert!(!std::fs::read_to_string(report()).expect("a report").contains("R0006"));

    // what only shows or compares writes nothing
    std::fs::remove_file(report()).expect("removed");
    for only in ["--list", "--check"] {
        invocation.arguments = ["synth".into(), only.into()].to_vec();
        assert_eq!(folder.run(&invocation, broken).status, 1);
        assert!(!report().exists());
    }

    // and where it does not want to hear, nothing is written
    invocation.arguments.truncate(1);
    invocation.cdk_validates = false;
    assert_eq!(folder.run(&invocation, broken).status, 1);
}

#[test]
fn stacks_are_listed_in_the_order_in_which_they_are_deployed() {
    let folder = Folder::new("list");
    let run = folder.synth(&["--list"], || Ok(two_environments()));
    let expected = "dev/DataStack (demo-dev-data)
dev/AppStack (demo-dev-app)
prod/DataStack (demo-prod-data)
prod/AppStack (demo-prod-app)
";
    assert_eq!((run.status, run.results.as_str(), run.messages.as_str()), (0, expected, ""));
    assert_eq!(folder.files(), [""; 0]);
    for (arguments, expected) in [
        (vec!["--list", "prod", "--stack", "App*"], "prod/AppStack (demo-prod-app)\n"),
        (
            vec!["--list", "--stack", "dev/*", "--stack", "?ataStack"],
            "dev/DataStack (demo-dev-data)\ndev/AppStack (demo-dev-app)\nprod/DataStack (demo-prod-data)\n",
        ),
    ] {
        assert_eq!(folder.synth(&arguments, || Ok(two_environments())).results, expected);
    }
}

#[test]
fn arguments_that_make_no_sense_are_64() {
    let folder = Folder::new("usage");
    for (arguments, expected) in [
        (
            vec!["dve"],
            "error: no environment is called `dve`; did you mean `dev`?\n\nFor more information, try '--help'.\n",
        ),
        (
            vec!["staging"],
            "error: no environment is called `staging`; the environments are dev, prod\n\nFor more information, try '--help'.\n",
        ),
        (
            vec!["--stack", "DatStack"],
            "error: no stack fits `DatStack`; did you mean `DataStack`?\n\nFor more information, try '--help'.\n",
        ),
        (
            vec!["--stack", "Net*"],
            "error: no stack fits `Net*`; the stacks are AppStack, DataStack\n\nFor more information, try '--help'.\n",
        ),
    ] {
        let run = folder.synth(&arguments, || Ok(two_environments()));
        assert_eq!((run.status, run.results.as_str(), run.messages.as_str()), (64, "", expected));
    }
    for arguments in [vec!["--chek"], vec!["--color", "blue"], vec!["--list", "--check"], vec!["--out"]] {
        let run = folder.synth(&arguments, || panic!("the app is not needed"));
        assert_eq!((run.status, run.results.as_str()), (64, ""), "{arguments:?}");
        assert!(run.messages.starts_with("error: "), "{}", run.messages);
    }
    assert!(folder.synth(&["--chek"], || Ok(App::new("demo"))).messages.contains("'--check'"));
    assert_eq!(folder.files(), [""; 0]);
}

#[test]
fn help_and_version_are_results() {
    let folder = Folder::new("help");
    let run = folder.synth(&["--help"], || panic!("the app is not needed"));
    assert_eq!((run.status, run.messages.as_str()), (0, ""));
    for part in ["Usage: synth", "--check", "Examples:", "synth dev --stack 'App*'", "Exit status: 0 fine"] {
        assert!(run.results.contains(part), "{part} in {}", run.results);
    }
    let run = folder.synth(&["--version"], || panic!("the app is not needed"));
    assert_eq!((run.status, run.results.starts_with("synth (formwork ")), (0, true));
}

#[test]
fn errors_are_shown_counted_and_nothing_is_written() {
    let folder = Folder::new("errors");
    let line = line!() + 3;
    let build = || {
        let (app, dev) = dev();
        topics(&dev.stack("DataStack"), 501);
        dev.stack("AppStack").add("Lost", topic().property("TopicName", formwork::function::sub("${Nowhere}")));
        Ok(app)
    };
    let run = folder.synth(&[], build);
    assert_eq!((run.status, run.results.as_str()), (1, ""));
    let expected = format!(
        "error[R0006]: `${{Nowhere}}` in the text of Fn::Sub is no variable
  --> dev/AppStack/Lost   tests/synth/command.rs:{}   /Resources/Lost/Properties/TopicName
  note: it names no resource, no parameter, and nothing that was given beside the text
  help: put the text together with `text!`, or write `${{!Nowhere}}` if the letters are meant as they are

error[L0001]: the stack has 501 resources, and CloudFormation takes 500
  --> dev/DataStack   tests/synth/command.rs:{line}
  note: most of them are in the stack itself (501)
  help: move some to another stack; what they refer to is exported and imported by itself

2 errors: nothing was written
",
        line + 1
    );
    assert_eq!(run.messages, expected);
    assert_eq!(folder.files(), [""; 0]);
}

/// What a program finds wrong with its settings.
fn wrong_settings() -> Result<App, Vec<Problem>> {
    let place = Place::in_file("stacks/settings/dev.toml", 3).pointer("region");
    Err(vec![codes::INVALID_ID.problem().with("scope", "the settings").at(place)])
}

#[test]
fn problems_of_the_settings_are_problems_like_any_other() {
    let folder = Folder::new("settings");
    let run = folder.synth(&["dve"], wrong_settings);
    assert_eq!(run.status, 1);
    assert!(run.messages.contains("--> stacks/settings/dev.toml:3   region\n"), "{}", run.messages);
}

#[test]
fn json_is_one_document_with_everything_in_it() {
    let folder = Folder::new("json");
    let document = |arguments: &[&str], app: fn() -> Result<App, Vec<Problem>>| -> serde_json::Value {
        let run = folder.synth(arguments, app);
        assert_eq!(run.messages, "");
        serde_json::from_str(&run.results).expect("JSON")
    };
    let written = document(&["--json"], || Ok(two_environments()));
    assert_eq!(written["outcome"], "written");
    assert_eq!(written["stacks"][1]["template"], "dev/AppStack.template.json");
    assert_eq!(written["stacks"][1]["change"]["kind"], "new");
    assert_eq!(written["stacks"][0]["exports"], 1);
    assert_eq!(document(&["--json", "--check"], || Ok(two_environments()))["outcome"], "in-step");
    assert_eq!(
        document(&["--json", "--list", "dev"], || Ok(two_environments()))["stacks"][0]["stackName"],
        "demo-dev-data"
    );
    let rejected = document(&["--json"], wrong_settings);
    assert_eq!(rejected["problems"][0]["code"], "A0001");
    assert_eq!(rejected["problems"][0]["source"], "stacks/settings/dev.toml:3");
}

#[test]
fn one_environment_or_stack_is_written_and_the_rest_stays() {
    let folder = Folder::new("command-selection");
    folder.synth(&[], || Ok(two_environments()));
    folder.put("cfn-out/prod/DataStack.template.json", "{}");
    let run = folder.synth(&["dev", "--stack", "App*"], || Ok(two_environments()));
    assert!(run.results.ends_with("cfn-out: 1 stack, nothing to write\n"), "{}", run.results);
    assert_eq!(folder.text("cfn-out/prod/DataStack.template.json"), "{}");
    folder.synth(&["prod"], || Ok(two_environments()));
    assert_ne!(folder.text("cfn-out/prod/DataStack.template.json"), "{}");
}

#[test]
fn a_folder_that_cannot_be_used_is_one_error() {
    let folder = Folder::new("command-failed");
    folder.put("cfn-out", "a file");
    let run = folder.synth(&[], || Ok(two_environments()));
    assert_eq!((run.status, run.results.as_str()), (1, ""));
    assert!(
        run.messages.starts_with("error[O0008]: cannot create ") && run.messages.ends_with("\n1 error\n"),
        "{}",
        run.messages
    );
}

#[test]
fn colors_stand_where_they_are_asked_for() {
    let folder = Folder::new("colors");
    assert!(
        folder.synth(&["--color", "always"], || Ok(two_environments())).results.contains("\u{1b}[32mnew\u{1b}[0m\n")
    );
    assert!(
        folder
            .synth(&["--color", "always"], wrong_settings)
            .messages
            .starts_with("\u{1b}[1;31merror[A0001]\u{1b}[0m: ")
    );
    for choice in ["auto", "never"] {
        assert!(!folder.synth(&["--color", choice], || Ok(two_environments())).results.contains('\u{1b}'));
    }
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    struct Gone;
    impl std::io::Write for Gone {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::BrokenPipe.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let folder = Folder::new("gone");
    let mut shell = Shell::new(Gone, Gone);
    shell.choose_color(ColorChoice::Always);
    assert_eq!(run_synth(&folder.invocation(&[]), || Ok(two_environments()), &mut shell), 0);
}
