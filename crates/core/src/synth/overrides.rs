//! Raw overrides: a path of a resource, and what is put there.

use crate::template::TemplateResource;
use crate::value::{Data, Entries, Function, Name, Reference};

/// Puts `data` at `path` of the resource, or removes what is there. False if the path leads through a literal, or
/// the data has no shape that the resource could have there.
pub(super) fn apply(resource: &mut TemplateResource, path: &str, data: Option<Data>) -> bool {
    let path: Vec<&str> = path.split('.').collect();
    match (path.as_slice(), data) {
        (["Properties"], None) => resource.properties.clear(),
        (["Properties"], Some(Data::Map(entries))) => resource.properties = entries,
        (["Properties", rest @ ..], data) if !rest.is_empty() => return put(&mut resource.properties, rest, data),
        (["Type"], Some(Data::Text(name))) => resource.type_name = name.into_owned(),
        (["Condition"], None) => resource.condition = None,
        (["Condition"], Some(data)) => match name_in(data) {
            Some(name) => resource.condition = Some(name),
            None => return false,
        },
        (["DependsOn"], None) => resource.depends_on.clear(),
        (["DependsOn"], Some(data)) => {
            let several = if let Data::List(items) = data { items } else { vec![data] };
            match several.into_iter().map(name_in).collect() {
                Some(names) => resource.depends_on = names,
                None => return false,
            }
        }
        (["Properties" | "Type" | "Condition" | "DependsOn", ..], _) => return false,
        (path, data) => return put(&mut resource.attributes, path, data),
    }
    true
}

fn name_in(data: Data) -> Option<String> {
    match data {
        Data::Text(name) => Some(name.into_owned()),
        Data::Function(function) => match *function {
            Function::LogicalId(Reference::Name(name)) => Some(name.into_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// Puts `data` at `path` below the entries, or removes what is there. False if the path leads through a literal.
fn put(entries: &mut Entries, path: &[&str], data: Option<Data>) -> bool {
    let Some((key, rest)) = path.split_first() else { return true };
    let at = entries.iter().position(|(name, _)| name == key);
    if rest.is_empty() {
        match (at, data) {
            (Some(at), Some(data)) => entries[at].1 = data,
            (Some(at), None) => drop(entries.remove(at)),
            (None, Some(data)) => insert(entries, key, data),
            (None, None) => {}
        }
        return true;
    }
    let at = match (at, &data) {
        (Some(at), _) => at,
        (None, None) => return true,
        (None, Some(_)) => {
            insert(entries, key, if is_index(rest[0]) { Data::List(Vec::new()) } else { Data::Map(Vec::new()) });
            match entries.iter().position(|(name, _)| name == key) {
                Some(at) => at,
                None => return false,
            }
        }
    };
    put_in(&mut entries[at].1, rest, data)
}

fn put_in(inside: &mut Data, path: &[&str], data: Option<Data>) -> bool {
    match inside {
        Data::Map(entries) => put(entries, path, data),
        Data::List(items) => {
            let Ok(index) = path[0].parse::<usize>() else { return false };
            match (items.get_mut(index), data) {
                (Some(_), None) if path.len() == 1 => drop(items.remove(index)),
                (Some(item), Some(data)) if path.len() == 1 => *item = data,
                (Some(item), data) => return put_in(item, &path[1..], data),
                (None, None) => {}
                (None, Some(data)) => {
                    // a list has no gaps: an index past the end appends
                    let mut item = data;
                    for key in path[1..].iter().rev() {
                        item =
                            if is_index(key) { Data::List(vec![item]) } else { Data::map([(key.to_string(), item)]) };
                    }
                    items.push(item);
                }
            }
            true
        }
        _ => false,
    }
}

fn insert(entries: &mut Entries, key: &str, data: Data) {
    let at = entries.iter().position(|(name, _)| name.as_ref() > key).unwrap_or(entries.len());
    entries.insert(at, (Name::from(key.to_string()), data));
}

fn is_index(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}
