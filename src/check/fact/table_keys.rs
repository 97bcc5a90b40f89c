//! Keys of tables, and the attributes that they are made of.

use super::{Found, codes};
use crate::{Data, Problem};

pub fn judge(found: &Found<'_>, problems: &mut Vec<Problem>) {
    let Some(Data::List(_)) = found.resource.property("AttributeDefinitions") else { return };
    let names = |list: Option<&Data>| -> Option<Vec<String>> {
        let items = list.map(Data::items).unwrap_or_default();
        items.iter().map(|one| one.get("AttributeName").and_then(Data::as_text).map(str::to_string)).collect()
    };
    let Some(defined) = names(found.resource.property("AttributeDefinitions")) else { return };
    let Some(mut used) = names(found.resource.property("KeySchema")) else { return };
    for list in ["GlobalSecondaryIndexes", "LocalSecondaryIndexes"] {
        match found.resource.property(list) {
            Some(Data::List(indexes)) => {
                for index in indexes {
                    let Some(more) = index.get("KeySchema").and_then(|keys| names(Some(keys))) else { return };
                    used.extend(more);
                }
            }
            Some(_) => return,
            None => {}
        }
    }
    if let Some(missing) = used.iter().find(|name| !defined.contains(name)) {
        let problem = found.problem(&codes::UNDEFINED_KEY, "KeySchema").with("attribute", missing.clone());
        problems.push(problem.with("defined", defined));
    } else if let Some(at) = defined.iter().position(|name| !used.contains(name)) {
        let problem = found.problem(&codes::UNUSED_ATTRIBUTE, &format!("AttributeDefinitions/{at}"));
        problems.push(problem.with("attribute", defined[at].clone()));
    }
}
