//! `synth`: from the program to the folder.

use super::arguments::Arguments;
use super::outcome::Outcome;
use super::parse::refuse;
use super::selection::select;
use super::{Invocation, Shell};
use crate::check::{Rejected, Verified, check_on};
use crate::output::{self, Selection};
use crate::{App, Language, Problem, Severity, report};
use std::process::ExitCode;

/// The whole command `synth`, for `main`: reads the arguments of the process, runs `app`, judges what it made, and
/// writes it.
///
/// The status is 0 if all is well, 1 if there are errors or drift, and 64 if the arguments make no sense. Problems that
/// `app` returns, such as those of a settings file, are shown like any other.
pub fn synth(app: impl FnOnce() -> Result<App, Vec<Problem>>) -> ExitCode {
    ExitCode::from(run_synth(&Invocation::of_process(), app, &mut Shell::of_process()))
}

/// The command `synth`, called with these arguments, in these surroundings; gives the exit status.
///
/// ```
/// use formwork::{App, CustomResource, Environment, command::{Invocation, Shell, run_synth}};
/// let app = || {
///     let app = App::new("demo");
///     let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
///     stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
///     Ok(app)
/// };
/// let invocation = Invocation {
///     arguments: vec!["synth".into(), "--list".into()],
///     working_folder: ".".into(),
///     workspace: ".".into(),
///     cdk_outdir: None,
///     cdk_validates: true,
///     today: None,
/// };
/// let mut results = Vec::new();
/// let status = run_synth(&invocation, app, &mut Shell::new(&mut results, std::io::sink()));
/// assert_eq!((status, results.as_slice()), (0, "dev/DemoStack (demo-dev-demo)\n".as_bytes()));
/// ```
pub fn run_synth(
    invocation: &Invocation,
    app: impl FnOnce() -> Result<App, Vec<Problem>>,
    shell: &mut Shell<'_>,
) -> u8 {
    if invocation.cdk_outdir.is_some() {
        shell.put_results_aside(); // the `cdk` command prints its own
    }
    let arguments = match Arguments::parse(&invocation.arguments) {
        Ok(arguments) => arguments,
        Err(answer) => return answer.say(shell),
    };
    shell.choose_color(arguments.color);
    let outcome = match outcome(invocation, &arguments, app) {
        Ok(outcome) => outcome,
        Err(usage) => return refuse(&usage, shell),
    };
    if arguments.json {
        let document = serde_json::to_string_pretty(&outcome.json(shell)).unwrap_or_default();
        shell.result(&format!("{document}\n"));
    } else {
        outcome.say(shell);
    }
    outcome.status()
}

/// Does what was asked for; an error is said about the arguments.
fn outcome(
    invocation: &Invocation,
    arguments: &Arguments,
    app: impl FnOnce() -> Result<App, Vec<Problem>>,
) -> Result<Outcome, String> {
    let assembly = match app() {
        Ok(app) => app.synth(),
        Err(problems) => return Ok(Outcome::Rejected(problems)),
    };
    let selection = select(&assembly, arguments)?;
    // the `cdk` command shows the findings itself, and stops for them
    let writes = !arguments.list && !arguments.check && arguments.out.is_none();
    let reports = invocation.cdk_outdir.is_some() && invocation.cdk_validates && writes;
    let verified = match check_on(assembly, invocation.today) {
        Ok(verified) => verified,
        Err(rejected) => return Ok(refused(invocation, reports, rejected)),
    };
    if arguments.denies_warnings && verified.warnings().iter().any(|one| one.code.severity == Severity::Warning) {
        return Ok(Outcome::Rejected(verified.warnings().to_vec()));
    }
    let path = invocation.folder(arguments.out.as_deref());
    let folder = invocation.shown(&path);
    let stacks = stacks(&verified, &selection);
    let outcome = if arguments.list {
        Ok(Outcome::Listed { verified, stacks })
    } else if arguments.check {
        let drifts = output::compare(&path, &verified, &selection);
        drifts.map(|drifts| Outcome::Compared { verified, folder, stacks, drifts })
    } else {
        let written = output::write(&path, &verified, &selection).and_then(|written| {
            if reports {
                let report = report::validation_report(verified.warnings(), Language::default());
                output::write_report(&path, &report)?;
            }
            Ok(written)
        });
        written.map(|written| Outcome::Written { verified, folder, written, reports })
    };
    Ok(outcome.unwrap_or_else(Outcome::Failed))
}

/// What is wrong, in the `cdk` command's own file if it asked for it and if it can show all of it there.
fn refused(invocation: &Invocation, reports: bool, rejected: Rejected) -> Outcome {
    let is_shown = |problem: &Problem| {
        let path = problem.place.as_ref().map_or("", |place| &place.path);
        rejected
            .stacks
            .iter()
            .any(|stack| path.strip_prefix(stack).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
    };
    if !reports || !rejected.problems.iter().all(is_shown) {
        return Outcome::Rejected(rejected.problems);
    }
    let report = report::validation_report(&rejected.problems, Language::default());
    match output::write_rejected(&invocation.folder(None), &rejected.stacks, &report) {
        Ok(()) => Outcome::Reported(rejected.problems),
        Err(problem) => Outcome::Failed(problem),
    }
}

/// The selected stacks, by the positions of their environments and themselves, in the order in which they are deployed.
fn stacks(verified: &Verified, selection: &Selection) -> Vec<(usize, usize)> {
    let environments = verified.assembly().environments.iter().enumerate();
    let all = environments.flat_map(|(index, environment)| {
        let chosen = |at: &usize| selection.contains(&environment.name, &environment.stacks[*at].id);
        let order = output::deployment_order(environment).into_iter().filter(chosen);
        order.map(|at| (index, at)).collect::<Vec<_>>()
    });
    all.collect()
}
