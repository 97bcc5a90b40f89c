//! What the command prints and writes.

use super::Surroundings;
use super::arguments::{Action, Arguments};
use crate::clock::Clock;
use crate::ending::Stop;
use crate::execute::{Notice, Plan};
use crate::report::ci;
use crate::report::lines::Lines;
use crate::report::plan::{self as plan_report, PlannedStack};
use crate::report::progress::Progress;
use formwork::command::Shell;
use formwork::{Language, Problem};
use indicatif::ProgressDrawTarget;
use serde_json::{Map, Value, json};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;
use std::time::Duration;

/// What goes on, as it goes on: lines for people or for programs, and files for CI.
pub(super) struct Screen<'s, 'o> {
    shell: &'s RefCell<&'s mut Shell<'o>>,
    arguments: &'s Arguments,
    working_folder: &'s Path,
    clock: Clock,
    progress: RefCell<Progress>,
    lines: RefCell<Lines>,
    notices: RefCell<Vec<Notice>>,
}

impl<'s, 'o> Screen<'s, 'o> {
    /// `earlier`: how long steps took before, in milliseconds.
    pub fn new(
        shell: &'s RefCell<&'s mut Shell<'o>>,
        arguments: &'s Arguments,
        around: &'s Surroundings,
        clock: Clock,
        earlier: BTreeMap<String, i64>,
    ) -> Self {
        let paint = shell.borrow().paint();
        // a rehearsal is over before anybody could watch it
        let progress = match around.is_terminal && !arguments.rehearse {
            true => Progress::on_terminal(ProgressDrawTarget::stderr(), paint),
            false => Progress::in_log(),
        };
        Screen {
            shell,
            arguments,
            working_folder: &around.invocation.working_folder,
            clock,
            progress: RefCell::new(progress.with_earlier(earlier)),
            lines: RefCell::new(Lines::new(Language::default())),
            notices: RefCell::default(),
        }
    }

    /// Says what has happened.
    pub fn show(&self, notice: &Notice) {
        let at_ms = self.clock.now_ms();
        if self.arguments.json {
            let line = self.lines.borrow_mut().line(notice, at_ms);
            self.shell.borrow_mut().result(&line);
        } else {
            let text = self.progress.borrow_mut().show(notice, at_ms);
            self.shell.borrow_mut().message(&text);
            if let Notice::Ended { problems, .. } = notice {
                self.shell.borrow_mut().problems(problems, "");
            }
        }
        self.notices.borrow_mut().push(notice.clone());
        match notice {
            Notice::StackEnded { .. } => self.write_outputs(),
            Notice::Ended { .. } => self.write_reports(),
            _ => {}
        }
    }

    /// Shows a plan.
    pub fn plan(&self, of: &Plan<'_>) {
        self.progress.borrow().aside(|| plan(&mut self.shell.borrow_mut(), self.arguments, of));
    }

    /// Lets time pass on the screen, for as long as the run lasts.
    pub async fn tick(&self) {
        loop {
            tokio::time::sleep(Duration::from_millis(200)).await;
            if !self.arguments.json {
                let text = self.progress.borrow_mut().tick(self.clock.now_ms());
                self.shell.borrow_mut().message(&text);
            }
        }
    }

    /// Says what is wrong beside the run.
    pub fn problem(&self, problem: &Problem) {
        self.progress.borrow().aside(|| self.shell.borrow_mut().problems(std::slice::from_ref(problem), ""));
    }

    /// Says something that belongs to no run.
    pub fn say(&self, text: &str) {
        self.progress.borrow().aside(|| self.shell.borrow_mut().message(text));
    }

    fn write_reports(&self) {
        let notices = self.notices.borrow();
        if let Some(path) = &self.arguments.junit {
            self.write(path, &ci::junit(&notices));
        }
        if let Some(path) = &self.arguments.summary {
            let path = self.working_folder.join(path);
            let file = std::fs::OpenOptions::new().create(true).append(true).open(&path);
            let written = file.and_then(|mut file| file.write_all(ci::markdown(&notices).as_bytes()));
            self.complain(&path, written);
        }
    }

    /// What the stacks give, so far.
    fn write_outputs(&self) {
        let Some(path) = &self.arguments.outputs_file else { return };
        let mut all = Map::new();
        for notice in self.notices.borrow().iter() {
            if let Notice::StackEnded { step, outputs, .. } = notice
                && !outputs.is_empty()
            {
                let outputs = outputs.iter().map(|(key, value)| (key.clone(), json!(value)));
                all.insert(step.clone(), Value::Object(outputs.collect()));
            }
        }
        let text = match path.extension().is_some_and(|extension| extension == "json") {
            true => format!("{:#}\n", Value::Object(all)),
            false => environment_lines(&all),
        };
        self.write(path, &text);
    }

    /// By rename, so that nobody reads half of it.
    fn write(&self, path: &Path, text: &str) {
        let path = self.working_folder.join(path);
        let mut beside = path.clone().into_os_string();
        beside.push(".new");
        let written = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, &path));
        self.complain(&path, written);
    }

    fn complain(&self, path: &Path, written: std::io::Result<()>) {
        if let Err(error) = written {
            self.say(&format!("warning: cannot write {}: {error}\n", path.display()));
        }
    }
}

/// `APPSTACK_SERVICE_NAME='value'`, for a shell to read.
fn environment_lines(all: &Map<String, Value>) -> String {
    let mut text = String::new();
    for (stack, outputs) in all {
        for (key, value) in outputs.as_object().into_iter().flatten() {
            let name = crate::project::key_of(&format!("{stack}{key}")).to_uppercase();
            let value = value.as_str().unwrap_or_default().replace('\'', r"'\''");
            text.push_str(&format!("{name}='{value}'\n"));
        }
    }
    text
}

/// A plan.
pub(super) fn plan(shell: &mut Shell<'_>, arguments: &Arguments, plan: &Plan<'_>) {
    let stacks: Vec<PlannedStack<'_>> = plan
        .steps
        .iter()
        .zip(plan.previews)
        .map(|(step, preview)| PlannedStack {
            name: &step.name,
            action: preview.action,
            changes: &preview.changes,
            target: step.stack.and_then(|at| plan.target.stacks.get(at)),
        })
        .collect();
    if arguments.json {
        found(shell, arguments, "plan", plan_report::json(&stacks), "");
        return;
    }
    let paint = shell.paint();
    let text = match arguments.action {
        // made from templates alone: the plan of a deploy has another hash
        Action::Diff => plan_report::comparison(&stacks, paint),
        _ => plan_report::text(&stacks, paint),
    };
    shell.result(&text);
    for remark in plan.remarks {
        shell.result(&format!("note: {remark}\n"));
    }
}

/// Something that was found: a line of this type for programs, or a text.
pub(super) fn found(shell: &mut Shell<'_>, arguments: &Arguments, kind: &str, details: Value, text: &str) {
    if !arguments.json {
        shell.result(text);
        return;
    }
    let mut object = json!({"v": 1, "type": kind});
    if let (Some(object), Value::Object(details)) = (object.as_object_mut(), details) {
        object.extend(details);
    }
    shell.result(&format!("{object}\n"));
}

/// Why nothing was done.
pub(super) fn stopped(shell: &mut Shell<'_>, arguments: &Arguments, stop: &Stop) {
    match arguments.json {
        true => result(shell, stop),
        false => shell.problems(&stop.problems, ": nothing was done"),
    }
}

/// The last line for programs, of what was no run.
pub(super) fn result(shell: &mut Shell<'_>, stop: &Stop) {
    shell.result(&Lines::new(Language::default()).stopped(stop, 0, 0));
}
