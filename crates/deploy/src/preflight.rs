//! What would fail, found before anything is made: by what the templates and their values say, and by asking the account.
//!
//! | check | asks |
//! |---|---|
//! | `parameter` | whether each value is one that its parameter takes |
//! | `name` | whether two stacks give one name to two things; whether a name is taken in the account |
//! | `secret` | whether a secret has the member that a container wants |
//! | `log_group` | whether somebody makes the log group that a container writes to |
//! | `zone` | whether a load balancer and a database have two zones |
//! | `certificate` | whether a certificate is of the right region, issued, and for the name |
//! | `hosted_zone` | whether the hosted zone is there |
//! | `quota` | whether there is room for what is added |
//! | `class` | whether AWS sells a database's class for its engine in the region |
//! | `deletion` | whether what is deleted is protected, or something is in it |
//!
//! What cannot be known is [`Verdict::Unknown`], which is no pass.

mod blocker;
mod certificate;
mod class;
mod hosted_zone;
mod log_group;
mod name;
mod online;
mod parameter;
mod quota;
mod secret;
mod sight;
mod zone;

pub use blocker::{Filled, Going, blockers};
pub use online::{Answer, Certificate, Lookups, Offer, Touched, online};

use crate::target::Target;
use formwork::Problem;
use sight::Sight;

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Check {
    /// Which check: `parameter`.
    pub check: &'static str,
    /// About what: `AppStack ImageTag`.
    pub subject: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// What came of a check.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is as it should be.
    Pass,
    /// It would fail.
    Fail(Box<Problem>),
    /// Nobody knows: why.
    Unknown(String),
}

impl Check {
    fn new(check: &'static str, subject: impl Into<String>, verdict: Verdict) -> Self {
        Check { check, subject: subject.into(), verdict }
    }

    /// The problem, where it would fail.
    pub fn problem(&self) -> Option<&Problem> {
        match &self.verdict {
            Verdict::Fail(problem) => Some(problem),
            _ => None,
        }
    }

    /// `pass`, `fail`, `unknown`.
    pub fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Pass => "pass",
            Verdict::Fail(_) => "fail",
            Verdict::Unknown(_) => "unknown",
        }
    }
}

/// Takes answers in: one to a question that was open takes its place.
pub fn answer(checks: &mut Vec<Check>, answers: Vec<Check>) {
    let is_open = |check: &Check| matches!(check.verdict, Verdict::Unknown(_));
    checks.retain(|check| {
        let same = |answer: &Check| answer.check == check.check && answer.subject == check.subject;
        !(is_open(check) && answers.iter().any(same))
    });
    checks.extend(answers);
}

/// Everything that templates and values tell by themselves, of the stacks that are deployed.
pub fn offline(target: &Target) -> Vec<Check> {
    let sight = Sight { target };
    let mut checks = Vec::new();
    name::twice(&sight, &mut checks);
    for stack in target.stacks.iter().filter(|stack| stack.is_chosen && !stack.leaves) {
        parameter::judge(stack, &mut checks);
        secret::judge(&sight, stack, &mut checks);
        log_group::judge(&sight, stack, &mut checks);
        zone::judge(&sight, stack, &mut checks);
        certificate::region(stack, &mut checks);
    }
    checks
}
