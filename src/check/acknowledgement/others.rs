//! The same for other tools, in the forms that they read: checkov, CloudFormation Guard and cfn-lint.

use super::find;
use crate::check::language;
use crate::{ACKNOWLEDGED, Assembly, Data, Entries, Name};

/// Adds to the metadata of resources what other tools call the findings that are acknowledged there.
pub fn tell(assembly: &mut Assembly) {
    let stacks = assembly.environments.iter_mut().flat_map(|environment| &mut environment.stacks);
    for resource in stacks.flat_map(|stack| stack.template.resources.values_mut()) {
        let Some((_, Data::Map(metadata))) = resource.attributes.iter_mut().find(|(key, _)| key == "Metadata") else {
            continue;
        };
        let Some((_, list)) = metadata.iter().find(|(key, _)| key == ACKNOWLEDGED) else { continue };
        let mut told = Vec::new();
        for one in list.items() {
            let text = |key| one.get(key).and_then(Data::as_text);
            let aliases = text("Code").and_then(find).and_then(|code| language::controls().fact(code.number));
            let aliases = aliases.map(|fact| fact.aliases.as_slice()).unwrap_or_default();
            told.extend(aliases.iter().map(|alias| (*alias, text("Reason").unwrap_or_default().to_string())));
        }
        for (alias, reason) in told {
            match alias {
                _ if alias.starts_with("CKV") => {
                    let entry = Data::Map(vec![
                        (Name::Borrowed("id"), Data::text(alias)),
                        (Name::Borrowed("comment"), Data::text(reason)),
                    ]);
                    add(metadata, &["checkov", "skip"], entry);
                }
                _ if alias.starts_with(|c: char| c.is_ascii_uppercase()) && alias.contains('_') => {
                    add(metadata, &["guard", "SuppressedRules"], Data::text(alias));
                }
                _ if is_lint(alias) => add(metadata, &["cfn-lint", "config", "ignore_checks"], Data::text(alias)),
                _ => {}
            }
        }
    }
}

/// `E3680`, `W3691`.
fn is_lint(alias: &str) -> bool {
    alias.len() == 5 && alias.starts_with(['E', 'W', 'I']) && alias[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// Puts an entry into the list at a path of maps, once. What stands there already and is no list stays.
fn add(metadata: &mut Entries, path: &[&'static str], entry: Data) {
    let Some((first, rest)) = path.split_first() else { return };
    let at = metadata.iter().position(|(key, _)| key == first).unwrap_or_else(|| {
        let fresh = if rest.is_empty() { Data::List(Vec::new()) } else { Data::Map(Entries::new()) };
        metadata.push((Name::Borrowed(first), fresh));
        metadata.len() - 1
    });
    match &mut metadata[at].1 {
        Data::List(items) if rest.is_empty() && !items.contains(&entry) => items.push(entry),
        Data::Map(members) if !rest.is_empty() => add(members, rest, entry),
        _ => {}
    }
}
