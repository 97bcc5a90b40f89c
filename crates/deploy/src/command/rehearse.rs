//! `--rehearse`: the same planner and executor, on a model of CloudFormation, in time that does not pass.

use super::arguments::{Action, Arguments};
use super::load::{Loaded, load};
use super::{Call, Refused, Surroundings, account, show};
use crate::api::{Connection, Login, Transport};
use crate::clock::Clock;
use crate::ending::{Ending, Stop};
use crate::execute::{Interrupt, Notice, Outcome, Plan, Request, Services, Surroundings as Around, run};
use crate::journal::{Interrupted, Journal};
use crate::model::{Account, Deed, Fault};
use crate::target::{Target, TargetStack, Values, make};
use formwork::check::check;
use formwork::command::Shell;
use formwork::output;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::watch;

/// The instant at which a rehearsal begins: the same bytes for the same program.
const BEGINNING_MS: i64 = 1_767_225_600_000;

/// An account of nobody, for an environment that names none.
const NOBODY: &str = "123456789012";

pub(super) fn rehearse(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let Loaded { request, settings } = load(call)?;
    let number = request.target.account.clone().unwrap_or_else(|| NOBODY.to_string());
    let mut faults = Vec::new();
    for resource in &arguments.fail {
        faults.push(fault(&request.target, resource).map_err(Refused::Usage)?);
    }
    let was = match &arguments.was {
        Some(folder) => Some(seed(around, arguments, folder, &settings.values)?),
        None => None,
    };
    let model = Account::new(number, &request.target.region);
    let transport = Transport::Inside(model.http_client());
    let runtime = account::runtime(&transport)?;
    let clock = runtime.block_on(async { Clock::at(BEGINNING_MS) });
    let shell = RefCell::new(shell);
    let screen = show::Screen::new(&shell, arguments, around, clock, BTreeMap::new());
    let notices = |notice: &Notice| screen.show(notice);
    let decide = |plan: &Plan<'_>| {
        screen.plan(plan);
        match arguments.action {
            Action::Plan => Err(Stop { ending: Ending::Changes, problems: Vec::new() }),
            _ => Ok(true),
        }
    };
    let outcome = runtime.block_on(async {
        if let Some(was) = &was {
            put(&model, was)?;
        }
        faults.into_iter().for_each(|fault| model.fault(fault));
        rehearsed(&model, &request, clock, &notices, &decide).await
    })?;
    Ok(outcome.ending)
}

/// Runs a request on a model. Call it on a runtime whose time is paused; otherwise it takes as long as in an account.
///
/// # Errors
/// Nothing that has to do with the request: the outcome says that.
async fn rehearsed(
    model: &Account,
    request: &Request,
    clock: Clock,
    notices: &dyn Fn(&Notice),
    decide: &dyn Fn(&Plan<'_>) -> Result<bool, Stop>,
) -> Result<Outcome, Stop> {
    let transport = Transport::Inside(model.http_client());
    let connection = Connection::open(&Login::default(), &request.target.region, &transport).await;
    let connection = connection.map_err(|failure| Stop::call("the model", &failure))?;
    let journal = Journal::nowhere("rehearsal", clock);
    let (_sender, interrupt) = watch::channel(Interrupt::None);
    let nothing = Interrupted::default();
    let around = Around {
        connection: &connection,
        services: Services::default(),
        clock,
        journal: &journal,
        notices,
        interrupt,
        decide,
        standing: None,
        interrupted: &nothing,
    };
    Ok(run(request, &around).await)
}

/// A resource that fails: by its construct path, `AppStack/Service/Service`, or by its logical id.
fn fault(target: &Target, resource: &str) -> Result<Fault, String> {
    let (stack, wanted) = match resource.split_once('/') {
        Some((stack, _)) => (Some(stack), resource),
        None => (None, resource),
    };
    let path = format!("{}/{wanted}", target.environment);
    let stacks = target.stacks.iter().filter(|one| stack.is_none_or(|stack| one.id == stack));
    for one in stacks {
        let resources = one.template.get("Resources").and_then(serde_json::Value::as_object);
        for (id, _) in resources.into_iter().flatten() {
            if id == wanted || is_at(one, id, &path) || one.id.as_str() == stack.unwrap_or_default() && ends(id, wanted)
            {
                let fault = Fault::resource(id, Deed::Create, "this is a rehearsal, and it was asked to fail");
                return Ok(fault.in_stack(&one.name));
            }
        }
    }
    Err(format!("--fail {resource}: no resource has this construct path or logical id"))
}

fn is_at(stack: &TargetStack, id: &str, path: &str) -> bool {
    stack.places.get(&format!("/Resources/{id}")).is_some_and(|place| place.path == path)
}

/// Whether a logical id is the one of a path, where no construct paths are known.
fn ends(id: &str, path: &str) -> bool {
    let below = path.split('/').skip(1);
    formwork::logical_id(below).is_ok_and(|known| known == id)
}

/// The stacks that a folder holds, as they would be deployed.
fn seed(
    around: &Surroundings,
    arguments: &Arguments,
    folder: &str,
    values: &BTreeMap<String, String>,
) -> Result<Target, Stop> {
    let stop = |problems| Stop { ending: Ending::Preflight, problems };
    let assembly = output::read(&around.invocation.working_folder.join(folder)).map_err(stop)?;
    let verified = check(assembly).map_err(|rejected| stop(rejected.problems))?;
    let of = verified.assembly().environments.iter().find(|of| of.name == arguments.environment);
    let all: BTreeSet<String> = of.into_iter().flat_map(|of| of.stacks.iter().map(|stack| stack.id.clone())).collect();
    let values =
        Values { settings: values.clone(), given: arguments.values.clone(), files: Vec::new(), are_made_up: true };
    make(&verified, &arguments.environment, &all, &values).map_err(stop)
}

fn put(model: &Account, was: &Target) -> Result<(), Stop> {
    for stack in &was.stacks {
        let [parameters, tags] = [&stack.parameters, &stack.tags]
            .map(|map| map.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect::<Vec<_>>());
        model.put_stack(&stack.name, &stack.text, &parameters, &tags).map_err(|reason| {
            let problem = crate::codes::CHANGE_SET_FAILED.problem().with("stack", stack.id.as_str());
            Stop::new(Ending::Preflight, problem.with("reason", reason))
        })?;
    }
    Ok(())
}
