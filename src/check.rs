//! The judgement: an [`Assembly`] goes in, and comes out as [`Verified`] or with everything that is wrong with it.
//!
//! Only what is [`Verified`] can be written or deployed, and nothing else makes one, so no template leaves unjudged. The
//! rules read templates, never the construct tree; so they judge templates from anywhere.
//!
//! | codes | judged by | about |
//! |---|---|---|
//! | `R0001`... | [`mod@reference`] | names in a template that mean nothing, exports and imports |
//! | `S0001`... | [`schema`] | properties, values and attributes that AWS's schemas do not have |
//! | `F0001`... | [`fact`] | what AWS wants and no schema says |
//! | `F3001`... | [`relation`] | what AWS wants of several resources |
//! | `N0101`... | [`network`] | what does not reach what it needs |
//! | `P0101`... | [`permission`] | what is not allowed and has to be |
//! | `K0101`... | [`acknowledgement`] | findings that are taken knowingly |
//! | `L0001`... | [`limit`] | what CloudFormation refuses for its number or size |
//! | `U0101`... | [`security`] | what is unsafe, and may be wanted |
//! | `A0001`... | synthesis | what went wrong in the construct tree, passed on |

pub mod acknowledgement;
mod day;
pub mod fact;
mod language;
pub mod limit;
pub mod network;
mod pattern;
pub mod permission;
pub mod reference;
pub mod relation;
pub mod schema;
pub mod security;
mod source;
mod subject;
mod task;
mod verified;

pub use acknowledgement::Acknowledged;
pub use day::Day;
pub use verified::{Rejected, Verified};

use crate::sight::Sight;
use crate::{Assembly, Code, Language, Problem, Severity};
use subject::Subject;

/// Every rule that looks at one stack.
const STACK_RULES: &[fn(&Subject<'_>, &mut Vec<Problem>)] = &[
    limit::count::judge,
    limit::mapping::judge,
    limit::text::judge,
    limit::dynamic_reference::judge,
    limit::size::judge,
    reference::judge,
    reference::weak::judge,
];

/// Judges an assembly: the problems that synthesis found, and those of every rule; all of it at once. No acknowledgement
/// ends; see [`check_on`].
///
/// ```
/// use formwork::{App, CustomResource, Environment, check::check};
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// stack.add("Alarms", CustomResource::new("AWS::SNS::Topic"));
/// assert!(check(app.synth()).is_ok());
///
/// let app = App::new("demo");
/// let stack = app.environment(Environment::new("dev", "ap-northeast-1")).stack("DemoStack");
/// let name = formwork::function::sub("${Alarm}-mail");
/// stack.add("Alarms", CustomResource::new("AWS::SNS::Topic").property("TopicName", name));
/// let rejected = check(app.synth()).unwrap_err();
/// assert_eq!(rejected.problems[0].code.slug, "unknown-variable");
/// ```
///
/// # Errors
/// Something is an error. Warnings alone leave the assembly verified, and stay with it.
pub fn check(assembly: Assembly) -> Result<Verified, Rejected> {
    check_on(assembly, None)
}

/// The same on a day: acknowledgements whose last day was before it are errors.
///
/// # Errors
/// As with [`check`](check()).
pub fn check_on(mut assembly: Assembly, today: Option<Day>) -> Result<Verified, Rejected> {
    acknowledgement::tell(&mut assembly);
    let mut problems = std::mem::take(&mut assembly.problems);
    let texts = verified::texts(&assembly);
    for (environment, texts) in assembly.environments.iter().zip(&texts) {
        for (stack, text) in environment.stacks.iter().zip(texts) {
            let subject = Subject { environment, stack, text, problems_before: &problems };
            let mut found = Vec::new();
            STACK_RULES.iter().for_each(|judge| judge(&subject, &mut found));
            problems.append(&mut found);
        }
    }
    limit::file_name::judge(&assembly, &mut problems);
    reference::export::judge(&assembly, &mut problems);
    schema::judge(&assembly, &mut problems);
    fact::judge(&assembly, &mut problems);
    for environment in &assembly.environments {
        let mut found = Vec::new();
        for sight in Sight::worlds(environment) {
            let mut in_world = Vec::new();
            network::judge(environment, &sight, &mut in_world);
            permission::judge(environment, &sight, &mut in_world);
            relation::judge(environment, &sight, &mut in_world);
            language::judge(&[language::facts(), language::controls()], environment, &sight, &mut in_world);
            // what the schema says of a place already is not said again
            in_world.retain(|problem: &Problem| !problems.iter().any(|known| is_said(known, problem)));
            // what is wrong however the conditions turn out is said once
            in_world.retain(|problem: &Problem| !found.iter().any(|known| is_same(known, problem)));
            found.append(&mut in_world);
        }
        problems.append(&mut found);
    }
    let acknowledged = acknowledgement::judge(&assembly, today, &mut problems);
    problems.sort_by_cached_key(order);
    match problems.iter().any(|problem| problem.code.severity == Severity::Error) {
        true => Err(Rejected { problems, acknowledged, stacks: verified::stacks(&assembly) }),
        false => Ok(Verified::new(assembly, texts, problems, acknowledged)),
    }
}

/// Every code of the judgement.
pub fn codes() -> Vec<&'static Code> {
    let mut all = rules();
    all.extend(language::controls().facts().chain(language::facts().facts()).map(language::Fact::code));
    all
}

/// Every code whose rule is written in code.
fn rules() -> Vec<&'static Code> {
    let of_rules = [
        acknowledgement::codes::ALL,
        fact::codes::ALL,
        limit::codes::ALL,
        network::codes::ALL,
        permission::codes::ALL,
        reference::codes::ALL,
        relation::codes::ALL,
        schema::codes::ALL,
    ];
    of_rules.concat()
}

/// Where AWS says what a code is about, and what other tools call it; none for what is about programs and files.
///
/// ```
/// let (source, aliases) = formwork::check::origin("F1706").unwrap();
/// assert!(source.starts_with("https://docs.aws.amazon.com/AmazonRDS/"));
/// assert_eq!(aliases, ["pf-rds-iops-required"]);
/// ```
pub fn origin(number: &str) -> Option<(&'static str, &'static [&'static str])> {
    let fact = language::facts().fact(number).or_else(|| language::controls().fact(number));
    match fact {
        Some(fact) => Some((fact.source, fact.aliases.as_slice())),
        None => source::of(number),
    }
}

/// The smallest resource that breaks a fact or a check of the books, and the one that keeps it, as JSON; shortened where it
/// is long.
///
/// ```
/// let (bad, good) = formwork::check::example("F1706").unwrap();
/// assert!(bad.contains("AWS::RDS::DBInstance") && good.contains("Iops"));
/// ```
pub fn example(number: &str) -> Option<(String, String)> {
    let fact = language::facts().fact(number).or_else(|| language::controls().fact(number))?;
    let text = |keeps: bool| {
        let properties = language::example(fact, keeps)?;
        let json = serde_json::json!({"Type": fact.type_name, "Properties": properties});
        let text = format!("{json:#}");
        let end = text.char_indices().nth(600).map(|(end, _)| end);
        Some(end.map_or(text.clone(), |end| format!("{} ...", &text[..end])))
    };
    Some((text(false)?, text(true)?))
}

/// Whether a finding says again what a schema has said of the place, or a construct of what it makes.
fn is_said(known: &Problem, fact: &Problem) -> bool {
    let letter = |problem: &Problem| problem.code.number.chars().next();
    match (letter(known), letter(fact)) {
        (Some('S'), Some('F')) => known.place == fact.place,
        (Some('C'), Some('F')) => {
            let path = |problem: &Problem| problem.place.as_ref().map(|place| place.path.clone()).unwrap_or_default();
            path(fact).strip_prefix(&path(known)).is_some_and(|below| below.starts_with('/'))
        }
        _ => false,
    }
}

fn is_same(one: &Problem, other: &Problem) -> bool {
    std::ptr::eq(one.code, other.code)
        && one.place == other.place
        && one.what(Language::English) == other.what(Language::English)
}

/// Errors first, then by place, so that one run's report is the next one's too.
fn order(problem: &Problem) -> impl Ord + use<> {
    let place = problem.place.clone().unwrap_or_default();
    (std::cmp::Reverse(problem.code.severity), place.path, place.pointer, place.source, problem.code.number)
}
