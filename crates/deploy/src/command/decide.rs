//! Shows a plan, and decides whether it is carried out.

use super::arguments::Arguments;
use super::signal::Signals;
use super::{Surroundings, show};
use crate::codes;
use crate::ending::{Ending, Stop};
use crate::execute::{Options, Plan};
use crate::plan::approval::{Decision, Refusal, Request, Token, answer, decide as decision};
use crate::plan::class::Class;

/// Decides; says whether leftovers that hold data may go, too.
pub(super) fn decide(
    plan: &Plan<'_>,
    arguments: &Arguments,
    options: &Options,
    auto: Class,
    around: &Surroundings,
    signals: &Signals,
    screen: &show::Screen<'_, '_>,
) -> Result<bool, Stop> {
    screen.plan(plan);
    let given = options.approve.as_deref().and_then(Token::parse);
    let request = Request {
        plan: &plan.changes,
        hash: &plan.hash,
        environment: &plan.target.environment,
        auto,
        yes: options.yes,
        token: given.as_ref(),
        is_terminal: around.is_terminal && !arguments.json,
    };
    let mut decided = decision(&request);
    if let Decision::Ask { typed_word, .. } = &decided {
        let question = match typed_word {
            Some(word) => format!("Type {word} to carry it out: "),
            None => "Carry it out? [y/N] ".to_string(),
        };
        screen.say(&question);
        let line = signals.line(around);
        decided = answer(decided, line.as_deref());
    }
    let worst = plan.changes.iter().map(|change| change.class).max().unwrap_or_default();
    let token = Token::of(&plan.hash, worst).to_string();
    let number = i64::from(worst.number());
    match decided {
        Decision::Approved => {
            let allowed = if options.yes { auto } else { worst };
            Ok(allowed.max(worst) >= Class::Destructive)
        }
        Decision::Ask { .. } | Decision::Needed => {
            let reason = match plan.changes.iter().any(|change| change.drift) {
                true => "changes made by hand would be set back, which is never approved beforehand".to_string(),
                false if !options.yes => "--yes was not given".to_string(),
                false => format!("--yes approves up to class {} in this environment", auto.number()),
            };
            let problem = codes::APPROVAL_NEEDED.problem().with("class", number).with("reason", reason);
            Err(Stop::new(Ending::Approval, problem.with("approval", token)))
        }
        Decision::Refused(Refusal::Declined) => Err(Stop::new(Ending::Approval, codes::APPROVAL_REFUSED.problem())),
        Decision::Refused(Refusal::OtherPlan | Refusal::ClassAbove { .. }) => {
            let approved = given.as_ref().map(Token::to_string).unwrap_or_default();
            let problem = codes::PLAN_DIFFERS.problem().with("approved", approved).with("found", token);
            Err(Stop::new(Ending::Approval, problem))
        }
    }
}
