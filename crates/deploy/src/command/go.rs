//! `deploy`, `deploy plan`, `deploy destroy`: against an account.

use super::arguments::{Action, Arguments};
use super::image::Lookup;
use super::load::{Loaded, load};
use super::lookup::Asked;
use super::signal::Signals;
use super::tasks::Tasks;
use super::{Call, Refused, Surroundings, account, decide, emptier, folders, orphan, show};
use crate::api::{Connection, Objects};
use crate::clock::Clock;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{
    Gate, Interrupt, Notice, Plan, Request, Services, Surroundings as Around, Task, run, stop_of_journal, worse,
};
use crate::journal::{self, Interrupted, Journal};
use crate::plan::class::Class;
use crate::project::{Folders, Image};
use crate::staging::{Bucket, Lease};
use formwork::command::Shell;
use std::cell::{Cell, RefCell};
use tokio::sync::watch;

/// What a run of this program is given beside the request.
pub(super) struct Start<'s> {
    pub arguments: &'s Arguments,
    pub around: &'s Surroundings,
    pub auto: Class,
    /// The bucket that large templates go through, and the lease of the environment.
    pub staging_bucket: Option<String>,
    /// The images that stacks wait for.
    pub images: Vec<Image>,
    /// The folders that a bucket shall have.
    pub folders: Option<Folders>,
    /// What an earlier program of the run had begun.
    pub interrupted: Option<Interrupted>,
}

pub(super) fn go(call: &Call<'_>, shell: &mut Shell<'_>) -> Result<Ending, Refused> {
    let Call { around, arguments, .. } = *call;
    let Loaded { request, settings } = load(call)?;
    let auto = Class::from_number(settings.approve_up_to).unwrap_or_default();
    let start = Start {
        arguments,
        around,
        auto,
        staging_bucket: settings.staging_bucket,
        images: settings.images,
        folders: settings.folders,
        interrupted: None,
    };
    Ok(begin(&start, &request, shell)?)
}

/// Runs a request against the account.
pub(super) fn begin(start: &Start<'_>, request: &Request, shell: &mut Shell<'_>) -> Result<Ending, Stop> {
    let runtime = account::runtime(&start.around.transport)?;
    runtime.block_on(in_account(start, request, shell))
}

async fn in_account(start: &Start<'_>, request: &Request, shell: &mut Shell<'_>) -> Result<Ending, Stop> {
    let Start { arguments, around, staging_bucket, folders, interrupted, .. } = start;
    let target = &request.target;
    let connection = account::connect(around, arguments, &target.region).await?;
    let number = connection.account().await.map_err(|failure| Stop::call("the account", &failure))?;
    target.lives_in(&number)?;
    let left = orphan::orphans(&connection, arguments, request).await?;
    let clock = Clock::of_machine();
    let run_name = match interrupted {
        Some(interrupted) => interrupted.run.clone(),
        None => format!("{:x}", clock.now_ms()),
    };
    let wants_folders = request.task == Task::Deploy && arguments.action != Action::Plan;
    let folders = match folders.as_ref().filter(|_| wants_folders) {
        Some(folders) => Some((folders, folders::bucket(folders, &connection, &number)?)),
        None => None,
    };
    let staging = match staging_bucket {
        Some(name) => Some(Bucket::open(&connection, name, &number).await?),
        None => None,
    };
    let lease = match &staging {
        Some(bucket) if arguments.action != Action::Plan => {
            let taken = Lease::take(bucket, &target.environment, &around.holder, &run_name, clock).await;
            Some(taken.map_err(|why| why.stop(&target.environment))?)
        }
        _ => None,
    };
    let mut request = request.clone();
    let mut remarks = Vec::new();
    match arguments.remove_orphans {
        true => request.target.stacks.extend(left),
        false => remarks.extend(orphan::remark(&left)),
    }
    let request = &request;
    let with =
        With { connection: &connection, number: &number, clock, run_name, staging: staging.as_ref(), folders, remarks };
    let Some(mut lease) = lease else { return in_time(start, request, shell, &with, None).await };
    let ended = in_time(start, request, shell, &with, Some(&mut lease)).await;
    // whoever pressed Ctrl-C twice wants to be gone; the lease ends by itself
    if !matches!(ended, Ok(Ending::Interrupted)) {
        let _ = lease.release().await;
    }
    ended
}

/// What is known of the account when a run begins.
struct With<'w> {
    connection: &'w Connection,
    number: &'w str,
    clock: Clock,
    run_name: String,
    staging: Option<&'w Bucket>,
    folders: Option<(&'w Folders, Objects)>,
    /// What a person should know before it begins.
    remarks: Vec<String>,
}

/// Runs a request while its lease lasts.
async fn in_time(
    start: &Start<'_>,
    request: &Request,
    shell: &mut Shell<'_>,
    with: &With<'_>,
    lease: Option<&mut Lease>,
) -> Result<Ending, Stop> {
    let Start { arguments, around, auto, images, interrupted, .. } = start;
    let With { connection, number, clock, ref run_name, staging, ref folders, ref remarks } = *with;
    let target = &request.target;
    let folder = account::journal_folder(around, arguments, target, number);
    let journal = match (arguments.action, interrupted) {
        (Action::Plan, _) => Journal::nowhere(run_name, clock),
        (_, Some(_)) => Journal::go_on(&folder, run_name, clock).map_err(|error| stop_of_journal(&error))?,
        (_, None) => {
            if let Some(last) = journal::read(&folder)
                && last.ended.is_none()
                && !journal::is_held(&folder)
            {
                let problem = codes::UNFINISHED_RUN.problem().with("environment", target.environment.as_str());
                return Err(Stop::new(Ending::Locked, problem.with("folder", folder.display().to_string())));
            }
            Journal::begin(&folder, run_name, clock).map_err(|error| stop_of_journal(&error))?
        }
    };
    let (sender, interrupt) = watch::channel(Interrupt::None);
    let shell = RefCell::new(shell);
    let screen = show::Screen::new(&shell, arguments, around, clock, journal::durations(&folder));
    let emptier = emptier::Account { connection, number };
    let tasks = Tasks { connection };
    let asked = Asked { connection, number };
    let registry = Lookup { connection, account: number };
    let signals = Signals::default();
    let decide = |plan: &Plan<'_>| match arguments.action {
        Action::Plan => {
            screen.plan(plan);
            Err(Stop { ending: Ending::Changes, problems: Vec::new() })
        }
        _ => decide::decide(plan, arguments, &request.options, *auto, around, &signals, &screen),
    };
    let nothing = Interrupted::default();
    let surroundings = Around {
        connection,
        services: Services {
            staging,
            lookups: Some(&asked),
            emptier: Some(&emptier),
            stopped_tasks: Some(&tasks),
            images: Some(Gate { images, registry: &registry }),
        },
        clock,
        journal: &journal,
        notices: &|notice| screen.show(notice),
        interrupt,
        decide: &decide,
        standing: request.options.yes.then_some(*auto),
        interrupted: interrupted.as_ref().unwrap_or(&nothing),
    };
    let say = |text: &str| screen.say(text);
    remarks.iter().for_each(|remark| screen.show(&Notice::Remark(remark.clone())));
    let lost = Cell::new(false);
    let kept = async {
        if let Some(lease) = lease {
            let problem = lease.keep().await.problem(&target.environment);
            lost.set(true);
            screen.problem(&problem);
            // another deployer is at work: nothing new begins, and what runs is waited for
            sender.send_if_modified(|wanted| std::mem::replace(wanted, Interrupt::Wait.max(*wanted)) != *wanted);
        }
        std::future::pending().await
    };
    let outcome = tokio::select! {
        outcome = run(request, &surroundings) => outcome,
        () = screen.tick() => return Ok(Ending::Internal),
        () = kept => return Ok(Ending::Internal),
        () = signals.until_twice(&sender, around, &say) => return Ok(Ending::Interrupted),
    };
    let mut ending = outcome.ending;
    if let Some((folders, objects)) = folders {
        match folders::make(folders, objects, &outcome).await {
            Ok(_) => {}
            Err(stop) => {
                stop.problems.iter().for_each(|problem| screen.problem(problem));
                ending = worse(ending, stop.ending);
            }
        }
    }
    Ok(if lost.get() { worse(ending, Ending::Locked) } else { ending })
}
