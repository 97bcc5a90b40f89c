//! From the program, or a folder, to what is deployed.

use super::arguments::{Action, Arguments};
use super::{Call, Refused, Surroundings};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Request, Task};
use crate::project::EnvironmentSettings;
use crate::target::{Target, Values, make, with_producers};
use formwork::check::{Verified, check_on};
use formwork::command::fits;
use formwork::output::{self, Selection};
use formwork::{AssembledEnvironment, Problem, spelling};
use std::collections::BTreeSet;

/// What is deployed, and what holds for it.
pub(super) struct Loaded {
    pub request: Request,
    pub settings: EnvironmentSettings,
}

/// What was asked for.
pub(super) fn load(call: &Call<'_>) -> Result<Loaded, Refused> {
    let Call { project, around, arguments } = *call;
    let stop = |problems: Vec<Problem>| Refused::Stop(Stop { ending: Ending::Preflight, problems });
    let assembly = match &arguments.from {
        Some(folder) => output::read(&around.invocation.working_folder.join(folder)).map_err(stop)?,
        None => (project.app)().map_err(stop)?.synth(),
    };
    let verified = check_on(assembly, around.invocation.today).map_err(|rejected| stop(rejected.problems))?;
    let of = environment(&verified, &arguments.environment)?;
    let asked = chosen(of, &arguments.stack)?;
    let wanted = match arguments.action {
        Action::Destroy => with_consumers(of, asked, arguments.exclusively),
        _ => with_producers(of, asked, arguments.exclusively),
    };
    let settings = (project.settings)(&arguments.environment).map_err(stop)?;
    let changes_something = matches!(arguments.action, Action::Deploy | Action::Plan) && !arguments.rehearse;
    if settings.require_committed && changes_something && arguments.from.is_none() {
        require_committed(around, &verified, of, &wanted).map_err(stop)?;
    }
    let values = Values {
        settings: settings.values.clone(),
        given: arguments.values.clone(),
        files: settings.files.clone(),
        are_made_up: arguments.rehearse,
    };
    // what is only looked at or deleted needs no values
    let needs_values = matches!(arguments.action, Action::Deploy | Action::Plan);
    let with_values = if needs_values { wanted.clone() } else { BTreeSet::new() };
    let mut target = make(&verified, &of.name, &with_values, &values).map_err(stop)?;
    if !needs_values {
        target.stacks.iter_mut().for_each(|stack| stack.is_chosen = wanted.contains(&stack.id));
    }
    if let Some(account) = &settings.account {
        target.account = Some(account.clone());
    }
    refuse_region(arguments, &target)?;
    let task = if arguments.action == Action::Destroy { Task::Destroy } else { Task::Deploy };
    Ok(Loaded { request: Request { task, target, options: arguments.options.clone() }, settings })
}

fn environment<'v>(verified: &'v Verified, name: &str) -> Result<&'v AssembledEnvironment, Refused> {
    let all = &verified.assembly().environments;
    all.iter().find(|of| of.name == name).ok_or_else(|| {
        let known: Vec<&str> = all.iter().map(|of| of.name.as_str()).collect();
        Refused::Usage(unknown(&format!("no environment is called `{name}`"), name, &known, "environments"))
    })
}

fn chosen(of: &AssembledEnvironment, wanted: &str) -> Result<BTreeSet<String>, Refused> {
    let ids = of.stacks.iter().map(|stack| stack.id.as_str());
    let chosen: BTreeSet<String> =
        ids.clone().filter(|id| wanted == "all" || fits(wanted, id)).map(str::to_string).collect();
    match chosen.is_empty() {
        false => Ok(chosen),
        true => {
            let known: Vec<&str> = ids.collect();
            Err(Refused::Usage(unknown(&format!("no stack fits `{wanted}`"), wanted, &known, "stacks")))
        }
    }
}

/// The ids of stacks and of all that need them, or of them alone.
fn with_consumers(of: &AssembledEnvironment, ids: BTreeSet<String>, exclusively: bool) -> BTreeSet<String> {
    let mut all = ids;
    loop {
        let needs = |stack: &&formwork::AssembledStack| {
            !all.contains(&stack.id) && stack.dependencies.iter().any(|id| all.contains(id))
        };
        let more: Vec<String> = of.stacks.iter().filter(needs).map(|stack| stack.id.clone()).collect();
        if exclusively || more.is_empty() {
            break;
        }
        all.extend(more);
    }
    all
}

fn require_committed(
    around: &Surroundings,
    verified: &Verified,
    of: &AssembledEnvironment,
    wanted: &BTreeSet<String>,
) -> Result<(), Vec<Problem>> {
    let folder = around.invocation.workspace.join("cfn-out");
    let stacks = wanted.iter().map(|id| (of.name.clone(), id.clone())).collect();
    let drifts = output::compare(&folder, verified, &Selection::Stacks(stacks)).map_err(|problem| vec![problem])?;
    let problem = |drift: output::Drift| {
        let problem = codes::NOT_COMMITTED.problem().with("file", format!("cfn-out/{}", drift.file));
        problem.with("environment", of.name.as_str())
    };
    let problems: Vec<Problem> = drifts.into_iter().map(problem).collect();
    if problems.is_empty() { Ok(()) } else { Err(problems) }
}

fn refuse_region(arguments: &Arguments, target: &Target) -> Result<(), Refused> {
    let Some(given) = &arguments.login.region else { return Ok(()) };
    match target.stacks.iter().find(|stack| stack.is_chosen && stack.region != *given) {
        Some(stack) => {
            let problem = codes::WRONG_REGION.problem().with("found", given.as_str());
            let problem = problem.with("stack", stack.id.as_str()).with("expected", stack.region.as_str());
            Err(Refused::Stop(Stop::new(Ending::Preflight, problem)))
        }
        None => Ok(()),
    }
}

fn unknown(what: &str, name: &str, known: &[&str], kind: &str) -> String {
    match spelling::nearest(name, known.iter().copied()) {
        Some(near) => format!("{what}; did you mean `{near}`?"),
        None => format!("{what}; the {kind} are {}", known.join(", ")),
    }
}
