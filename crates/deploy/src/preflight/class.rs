//! Whether AWS sells a database's class for its engine in the region.

use super::online::{Answer, Lookups, Offer};
use super::sight::Found;
use super::{Check, Verdict};
use crate::codes::preflight as codes;
use serde_json::Value;

/// What AWS's price list calls the engines.
const ENGINES: [(&str, &str); 7] = [
    ("aurora-mysql", "Aurora MySQL"),
    ("aurora-postgresql", "Aurora PostgreSQL"),
    ("mariadb", "MariaDB"),
    ("mysql", "MySQL"),
    ("oracle-", "Oracle"),
    ("postgres", "PostgreSQL"),
    ("sqlserver-", "SQL Server"),
];

/// The check of a database; none where it is something else, or its class is not a text.
pub async fn sold(lookups: &dyn Lookups, found: &Found<'_>) -> Option<Check> {
    let text = |name: &str| found.property(name).and_then(Value::as_str);
    let class = Some(found).filter(|found| found.kind() == "AWS::RDS::DBInstance").and(text("DBInstanceClass"))?;
    let engine = text("Engine")?;
    let known = ENGINES.iter().find(|(known, _)| known == &engine || known.ends_with('-') && engine.starts_with(known));
    let subject = format!("{} {}", found.stack.id, found.logical_id);
    let Some((_, listed)) = known else {
        let verdict = Verdict::Unknown(format!("the price list's name for the engine {engine} is not known here"));
        return Some(Check::new("class", subject, verdict));
    };
    let region = found.stack.region.as_str();
    let verdict = match lookups.sold(Offer { class, engine: listed, region }).await {
        Answer::Yes(()) => Verdict::Pass,
        Answer::Unknown(why) => Verdict::Unknown(why),
        Answer::No => {
            let pointer = format!("/Resources/{}/Properties/DBInstanceClass", found.logical_id);
            let problem = codes::NOT_SOLD.problem().at(found.stack.place_of(found.logical_id).pointer(pointer));
            let problem = problem.with("resource", found.logical_id).with("stack", found.stack.id.as_str());
            Verdict::Fail(Box::new(problem.with("class", class).with("engine", *listed).with("region", region)))
        }
    };
    Some(Check::new("class", subject, verdict))
}
