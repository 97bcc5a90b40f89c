//! Small apps, folders to write them to, and what came out.

use formwork::check::{Verified, check};
use formwork::command::{Invocation, Shell, run_synth};
use formwork::output::{self, Selection, Written};
use formwork::{App, CustomResource, Environment, EnvironmentScope, Language, Problem, Ref, Scope, Text};
use std::path::{Path, PathBuf};

/// An app with one environment.
pub fn dev() -> (App, EnvironmentScope) {
    let app = App::new("demo");
    let dev = app.environment(Environment::new("dev", "ap-northeast-1").account("123456789012"));
    (app, dev)
}

pub fn topic() -> CustomResource {
    CustomResource::new("AWS::SNS::Topic")
}

/// Topics with ids of their own.
pub fn topics(scope: &Scope, count: usize) {
    for number in 0..count {
        scope.add(format!("Topic{number}"), topic());
    }
}

/// A topic that is called like another one, perhaps in another stack.
pub fn follower(scope: &Scope, of: &Ref<CustomResource>) {
    scope.add("Follower", topic().property("TopicName", of.get_att::<Text>("TopicName")));
}

/// `dev` and `prod`, each with an AppStack that uses a DataStack, declared in this order.
pub fn two_environments() -> App {
    let app = App::new("demo");
    for (name, account) in [("dev", "123456789012"), ("prod", "210987654321")] {
        let environment = app.environment(Environment::new(name, "ap-northeast-1").account(account));
        let (application, data) = (environment.stack("AppStack"), environment.stack("DataStack"));
        let mail = data.add("Mail", topic().property("DisplayName", name.to_string()));
        follower(&application, &mail);
    }
    app
}

/// What is wrong with an app, each finding as a person reads it.
pub fn findings(app: App) -> Vec<String> {
    let problems = match check(app.synth()) {
        Ok(verified) => verified.warnings().to_vec(),
        Err(rejected) => rejected.problems,
    };
    rendered(&problems)
}

pub fn rendered(problems: &[Problem]) -> Vec<String> {
    problems.iter().map(|problem| problem.render(Language::English)).collect()
}

/// An app that nothing is wrong with.
pub fn verified(app: App) -> Verified {
    check(app.synth()).unwrap_or_else(|rejected| panic!("{rejected}"))
}

/// A folder of its own for a test, empty at the beginning.
pub struct Folder(PathBuf);

impl Folder {
    pub fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("synth").join(test);
        let _ = std::fs::remove_dir_all(&path);
        std::fs::create_dir_all(&path).expect("a folder");
        Folder(path)
    }

    pub fn path(&self) -> &Path {
        &self.0
    }

    pub fn write(&self, app: App) -> Written {
        self.write_selected(app, &Selection::All)
            .unwrap_or_else(|problem| panic!("{}", problem.render(Language::English)))
    }

    pub fn write_selected(&self, app: App, selection: &Selection) -> Result<Written, Problem> {
        output::write(&self.0, &verified(app), selection)
    }

    pub fn text(&self, file: &str) -> String {
        std::fs::read_to_string(self.0.join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    pub fn json(&self, file: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(file)).expect("JSON")
    }

    pub fn put(&self, file: &str, text: &str) {
        let path = self.0.join(file);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(path, text).expect("a file");
    }

    pub fn remove(&self, file: &str) {
        std::fs::remove_file(self.0.join(file)).expect("a file");
    }

    /// Every file below, sorted.
    pub fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        let mut folders = vec![self.0.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path => files.push(path.strip_prefix(&self.0).expect("below").display().to_string()),
                }
            }
        }
        files.sort();
        files
    }

    /// What is wrong with the folder, without the path that leads to it.
    pub fn problems(&self) -> Vec<String> {
        let problems = rendered(&output::verify(&self.0));
        problems.into_iter().map(|text| text.replace(&format!("{}/", self.0.display()), "")).collect()
    }

    /// Runs the command `synth` with these arguments; the workspace is the folder.
    pub fn synth(&self, arguments: &[&str], app: impl FnOnce() -> Result<App, Vec<Problem>>) -> Run {
        self.run(&self.invocation(arguments), app)
    }

    pub fn invocation(&self, arguments: &[&str]) -> Invocation {
        Invocation {
            arguments: std::iter::once("synth").chain(arguments.iter().copied()).map(Into::into).collect(),
            working_folder: self.0.clone(),
            workspace: self.0.clone(),
            cdk_outdir: None,
            cdk_validates: true,
            today: None,
        }
    }

    pub fn run(&self, invocation: &Invocation, app: impl FnOnce() -> Result<App, Vec<Problem>>) -> Run {
        let (mut results, mut messages) = (Vec::new(), Vec::new());
        let status = run_synth(invocation, app, &mut Shell::new(&mut results, &mut messages));
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        Run { status, results: text(results), messages: text(messages) }
    }
}

/// What a run of the command came to.
#[derive(Debug)]
pub struct Run {
    pub status: u8,
    pub results: String,
    pub messages: String,
}
