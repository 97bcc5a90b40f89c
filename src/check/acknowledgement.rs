//! Findings that a program, or a template's metadata, takes knowingly.
//!
//! `Metadata` of a resource, or of the template for what is about the stack as a whole:
//!
//! ```json
//! {"formwork:acknowledged": [
//!     {"Code": "U0101", "Reason": "it holds generated data only", "Until": "2027-03-31", "Ticket": "OPS-12"}
//! ]}
//! ```
//!
//! What CloudFormation itself refuses (`L`, `R`), what went wrong in the program (`A`, `C`), in files (`T`) and in
//! acknowledgements (`K`) cannot be acknowledged.

pub mod codes;
mod others;

pub(super) use others::tell;

use super::day::Day;
use super::subject::{is_production, place};
use super::{language, security};
use crate::{ACKNOWLEDGED, AssembledEnvironment, Assembly, Code, Data, Place, Problem};

/// The shortest reason.
const REASON: usize = 10;

/// A finding that was acknowledged.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    /// The finding.
    pub problem: Problem,
    /// Why it is taken.
    pub reason: String,
    /// The last day on which it is.
    pub until: Option<Day>,
    /// Where that was decided.
    pub ticket: Option<String>,
    /// Where the acknowledgement stands.
    pub place: Place,
}

/// An acknowledgement that can be read.
struct Acknowledgement<'a> {
    code: &'static Code,
    reason: &'a str,
    until: Option<Day>,
    ticket: Option<&'a str>,
    place: Place,
    /// The path of the resource or the stack.
    path: String,
    of_stack: bool,
    used: bool,
}

/// Takes out of the problems what is acknowledged, and adds what is wrong with acknowledgements.
pub(super) fn judge(assembly: &Assembly, today: Option<Day>, problems: &mut Vec<Problem>) -> Vec<Acknowledged> {
    let mut acknowledged = Vec::new();
    for environment in &assembly.environments {
        let mut all = read(environment, today, problems);
        let mut kept = Vec::with_capacity(problems.len());
        for problem in problems.drain(..) {
            match all.iter_mut().find(|one| one.is_about(&problem)) {
                Some(one) => {
                    one.used = true;
                    acknowledged.push(one.acknowledged(problem));
                }
                None => kept.push(problem),
            }
        }
        let idle = all.into_iter().filter(|one| !one.used);
        let said = |one: Acknowledgement<'_>| {
            codes::IDLE.problem().with("code", one.code.number).with("reason", one.reason).at(one.place)
        };
        kept.extend(idle.map(said));
        *problems = kept;
    }
    acknowledged
}

impl Acknowledgement<'_> {
    fn is_about(&self, problem: &Problem) -> bool {
        let Some(place) = problem.place.as_ref().filter(|place| place.path == self.path) else { return false };
        let of_resource = place.pointer.as_deref().is_some_and(|pointer| pointer.starts_with("/Resources/"));
        std::ptr::eq(problem.code, self.code) && of_resource != self.of_stack
    }

    fn acknowledged(&self, problem: Problem) -> Acknowledged {
        Acknowledged {
            problem,
            reason: self.reason.to_string(),
            until: self.until,
            ticket: self.ticket.map(str::to_string),
            place: self.place.clone(),
        }
    }
}

/// Every acknowledgement of an environment that holds.
fn read<'a>(
    environment: &'a AssembledEnvironment,
    today: Option<Day>,
    problems: &mut Vec<Problem>,
) -> Vec<Acknowledgement<'a>> {
    let mut all = Vec::new();
    for stack in &environment.stacks {
        let is_production = is_production(stack);
        let metadata = stack.template.metadata.iter().find(|(key, _)| key == ACKNOWLEDGED).map(|(_, list)| list);
        let of_resources = stack.template.resources.iter().map(|(id, resource)| {
            (format!("/Resources/{id}"), resource.attribute("Metadata").and_then(|data| data.get(ACKNOWLEDGED)))
        });
        for (of, list) in std::iter::once((String::new(), metadata)).chain(of_resources) {
            for (at, data) in list.into_iter().flat_map(Data::items).enumerate() {
                let own = place(environment, stack, &format!("{of}/Metadata/{ACKNOWLEDGED}/{at}"));
                match one(data, own.clone(), place(environment, stack, &of).path, of.is_empty()) {
                    Ok(one) => {
                        let said = |code: &'static Code| {
                            let problem = code.problem().with("code", one.code.number).with("reason", one.reason);
                            problem.at(one.place.clone())
                        };
                        if is_production && security::DENIED.contains(&one.code.number) {
                            problems.push(said(&codes::DENIED));
                        } else if let (Some(until), Some(today)) = (one.until, today)
                            && until < today
                        {
                            problems.push(said(&codes::EXPIRED).with("until", until.to_string()));
                        } else {
                            all.push(one);
                        }
                    }
                    Err(why) => problems.push(codes::UNREADABLE.problem().with("why", why).at(own)),
                }
            }
        }
    }
    all
}

fn one(data: &Data, place: Place, path: String, of_stack: bool) -> Result<Acknowledgement<'_>, String> {
    let text = |key: &str| data.get(key).and_then(Data::as_text);
    let name = text("Code").ok_or("it names no code")?;
    let code = find(name).ok_or_else(|| format!("there is no finding `{name}`"))?;
    if code.number.starts_with(['A', 'C', 'K', 'L', 'R', 'T']) {
        return Err(format!("{} cannot be acknowledged", code.number));
    }
    let reason = text("Reason").unwrap_or_default();
    if reason.trim().chars().count() < REASON {
        return Err(format!("`{reason}` is no reason"));
    }
    let until = match text("Until") {
        Some(day) => Some(Day::parse(day).ok_or_else(|| format!("`{day}` is no day"))?),
        None => None,
    };
    Ok(Acknowledgement { code, reason, until, ticket: text("Ticket"), place, path, of_stack, used: false })
}

/// The code of a number or a name.
fn find(name: &str) -> Option<&'static Code> {
    let books = [language::controls(), language::facts()];
    let others = || super::rules().into_iter().find(|code| code.number == name || code.slug == name);
    books.iter().find_map(|book| book.fact(name)).map(language::Fact::code).or_else(others)
}
