//! Databases of Amazon RDS.

use super::{Found, codes};
use crate::{Data, Problem};

/// Engines whose volumes below 400 GiB have a fixed speed.
const FIXED_BELOW_400: [&str; 3] = ["mariadb", "mysql", "postgres"];

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    name(found, problems);
    speed(found, problems);
}

/// The name of the first database: what Oracle and SQL Server take is another matter.
fn name(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let text = |property: &str| found.resource.property(property).and_then(Data::as_text);
    let (Some(name), Some(engine)) = (text("DBName"), text("Engine")) else { return };
    let is_name = name.starts_with(|first: char| first.is_ascii_alphabetic() || first == '_')
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if FIXED_BELOW_400.contains(&engine) && !is_name && !name.contains("{{") {
        let problem = found.problem(&codes::NO_DATABASE_NAME, "DBName").with("name", name);
        problems.push(problem.with("engine", engine));
    }
}

/// IOPS and throughput of a gp3 volume.
fn speed(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let text = |property: &str| found.resource.property(property).and_then(Data::as_text);
    let is_fixed = text("StorageType") == Some("gp3")
        && text("Engine").is_some_and(|engine| FIXED_BELOW_400.contains(&engine))
        && found.number("AllocatedStorage").is_some_and(|size| size < 400);
    for property in ["Iops", "StorageThroughput"] {
        if let Some(value) = found.number(property).filter(|_| is_fixed) {
            let problem = found.problem(&codes::FIXED_SPEED, property).with("property", property);
            problems.push(problem.with("value", value));
        }
    }
}
