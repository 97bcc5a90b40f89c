//! A deployment rehearsed: the same planner and executor, on a model of CloudFormation, in time that does not pass.
//!
//! Needs no account, no network and no waiting, so it fits into a test of a program's own:
//!
//! ```
//! use formwork::{App, CustomResource, Environment};
//! use formwork_deploy::ending::Ending;
//! use formwork_deploy::rehearsal::Rehearsal;
//!
//! let app = App::new("shop");
//! app.environment(Environment::new("dev", "ap-northeast-1"))
//!     .stack("QueueStack")
//!     .add("Orders", CustomResource::new("AWS::SQS::Queue"));
//!
//! let rehearsal = Rehearsal::of(app.synth(), "dev").expect("a sound program");
//! let rehearsed = rehearsal.run();
//! assert_eq!(rehearsed.ending, Ending::Fine, "{rehearsed}");
//!
//! // what would happen if the queue could not be made
//! let rehearsed = rehearsal.failing("QueueStack/Orders").expect("a resource").run();
//! assert_eq!(rehearsed.ending, Ending::RolledBack);
//! ```

mod fault;
mod rehearsed;
mod seed;

pub use rehearsed::Rehearsed;

use crate::api::{Connection, Failure, Login, Transport};
use crate::clock::Clock;
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Emptier, Interrupt, Notice, Options, Outcome, Plan, Request, Services, Surroundings, Task, run};
use crate::journal::{Interrupted, Journal};
use crate::model::{Account, Fault};
use crate::preflight::Filled;
use crate::staging::Bucket;
use crate::target::{Target, Values, make};
use formwork::check::check;
use formwork::{Assembly, Problem};
use futures_util::future::LocalBoxFuture;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use tokio::runtime::Builder;
use tokio::sync::watch;

/// An account of nobody, for an environment that names none.
const NOBODY: &str = "123456789012";

/// A deployment, and the account that it is rehearsed in.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    request: Request,
    was: Option<Target>,
    faults: Vec<Fault>,
    staging_bucket: Option<String>,
}

impl Rehearsal {
    /// The instant at which a rehearsal begins, milliseconds since 1970: the same for the same bytes.
    pub const BEGINNING_MS: i64 = 1_767_225_600_000;

    /// A deployment of all stacks of an environment into an empty account. Parameters without a value get one made up.
    ///
    /// # Errors
    /// What is wrong with the assembly. An environment that is not in it has no stacks.
    pub fn of(assembly: Assembly, environment: &str) -> Result<Self, Vec<Problem>> {
        let target = target(assembly, environment, &BTreeMap::new())?;
        Ok(Rehearsal::of_request(Request { task: Task::Deploy, target, options: Options::default() }))
    }

    /// A run as it was asked for.
    pub fn of_request(request: Request) -> Self {
        Rehearsal { request, was: None, faults: Vec::new(), staging_bucket: None }
    }

    /// The stacks are deleted instead of deployed.
    #[must_use]
    pub fn destroying(mut self) -> Self {
        self.request.task = Task::Destroy;
        self
    }

    /// The account holds this program's stacks of the same environment already.
    ///
    /// # Errors
    /// What is wrong with the assembly.
    pub fn was(self, assembly: Assembly) -> Result<Self, Vec<Problem>> {
        let was = target(assembly, &self.request.target.environment, &BTreeMap::new())?;
        Ok(self.was_target(was))
    }

    /// The account holds these stacks already.
    #[must_use]
    pub fn was_target(mut self, was: Target) -> Self {
        self.was = Some(was);
        self
    }

    /// A resource fails once when it is made: one by its construct path, `AppStack/Service/Service`, or its logical id.
    ///
    /// # Errors
    /// There is none.
    pub fn failing(mut self, resource: &str) -> Result<Self, Problem> {
        let found = fault::fault(&self.request.target, resource);
        self.faults.push(found.ok_or_else(|| codes::NO_SUCH_RESOURCE.problem().with("resource", resource))?);
        Ok(self)
    }

    /// Something else goes wrong.
    #[must_use]
    pub fn fault(mut self, fault: Fault) -> Self {
        self.faults.push(fault);
        self
    }

    /// The bucket that large templates go through; it is there.
    #[must_use]
    pub fn staging_bucket(mut self, name: Option<String>) -> Self {
        self.staging_bucket = name;
        self
    }

    /// Rehearses it, everything approved.
    pub fn run(&self) -> Rehearsed {
        let notices = RefCell::new(Vec::new());
        let changes = RefCell::new(Vec::new());
        let watch = |notice: &Notice| notices.borrow_mut().push(notice.clone());
        let decide = |plan: &Plan<'_>| {
            changes.borrow_mut().clone_from(&plan.changes);
            Ok(true)
        };
        let runtime = Builder::new_current_thread().enable_all().start_paused(true).build();
        let outcome = match runtime {
            Ok(runtime) => {
                runtime.block_on(async { self.perform(Clock::at(Self::BEGINNING_MS), &watch, &decide).await })
            }
            Err(error) => {
                let problem = codes::NO_RUNTIME.problem().with("reason", error.to_string());
                Err(Stop::new(Ending::Internal, problem))
            }
        };
        let outcome =
            outcome.unwrap_or_else(|stop| Outcome { ending: stop.ending, steps: Vec::new(), problems: stop.problems });
        Rehearsed::new(outcome, changes.into_inner(), &notices.into_inner())
    }

    /// Rehearses it, saying what happens on the way. Call it on a runtime whose time is paused; otherwise it takes as long
    /// as in an account.
    ///
    /// # Errors
    /// The account cannot hold what it is said to hold, or the staging bucket cannot be used.
    pub async fn perform(
        &self,
        clock: Clock,
        notices: &dyn Fn(&Notice),
        decide: &dyn Fn(&Plan<'_>) -> Result<bool, Stop>,
    ) -> Result<Outcome, Stop> {
        let target = &self.request.target;
        let number = target.account.clone().unwrap_or_else(|| NOBODY.to_string());
        let model = Account::new(number.as_str(), target.region.as_str());
        if let Some(was) = &self.was {
            seed::put(&model, was)?;
        }
        let transport = Transport::Inside(model.http_client());
        let connection = Connection::open(&Login::default(), &target.region, &transport).await;
        let connection = connection.map_err(|failure| Stop::call("the model", &failure))?;
        let staging = match &self.staging_bucket {
            Some(name) => {
                seed::put_bucket(&model, name)?;
                Some(Bucket::open(&connection, name, &number).await?)
            }
            None => None,
        };
        self.faults.iter().for_each(|fault| model.fault(fault.clone()));
        let inside = Inside(model.clone());
        let journal = Journal::nowhere("rehearsal", clock);
        let (_sender, interrupt) = watch::channel(Interrupt::None);
        let nothing = Interrupted::default();
        let around = Surroundings {
            connection: &connection,
            services: Services { staging: staging.as_ref(), emptier: Some(&inside), ..Services::default() },
            clock,
            journal: &journal,
            notices,
            interrupt,
            decide,
            standing: None,
            interrupted: &nothing,
        };
        Ok(run(&self.request, &around).await)
    }
}

/// The model's account, in which there is nothing to be emptied but what a test has put there.
struct Inside(Account);

impl Emptier for Inside {
    fn empty<'f>(&'f self, _what: Filled, physical_id: &'f str) -> LocalBoxFuture<'f, Option<Result<usize, Failure>>> {
        self.0.empty(physical_id);
        Box::pin(std::future::ready(Some(Ok(0))))
    }
}

/// All stacks of an environment, with values made up where there are none.
///
/// # Errors
/// What is wrong with the assembly.
pub fn target(
    assembly: Assembly,
    environment: &str,
    values: &BTreeMap<String, String>,
) -> Result<Target, Vec<Problem>> {
    let verified = check(assembly).map_err(|rejected| rejected.problems)?;
    let of = verified.assembly().environments.iter().find(|of| of.name == environment);
    let all: BTreeSet<String> = of.into_iter().flat_map(|of| of.stacks.iter().map(|stack| stack.id.clone())).collect();
    make(&verified, environment, &all, &Values { settings: values.clone(), are_made_up: true, ..Values::default() })
}
