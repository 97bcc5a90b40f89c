//! Paths to values.

use crate::sight::Meaning;

/// A way to values within a resource.
#[derive(Clone, Debug, PartialEq)]
pub struct Path {
    pub text: &'static str,
    /// Whether it begins at the resource, though it stands in `each`.
    pub(super) from_root: bool,
    pub(super) steps: Vec<Step>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    Member(&'static str),
    /// Every item.
    Items,
    /// The items whose member is so.
    Where(&'static str, &'static str),
}

impl Path {
    pub fn read(text: &'static str) -> Option<Path> {
        let (from_root, mut rest) = match text.strip_prefix("^.") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut steps = Vec::new();
        if rest == "." {
            return Some(Path { text, from_root, steps }); // the item itself
        }
        while !rest.is_empty() {
            let end = rest.find(['.', '[']).unwrap_or(rest.len());
            if end > 0 {
                steps.push(Step::Member(&rest[..end]));
            }
            rest = &rest[end..];
            if let Some(after) = rest.strip_prefix('[') {
                let (inner, after) = after.split_once(']')?;
                steps.push(match inner.split_once('=') {
                    Some((key, value)) => Step::Where(key, value),
                    None if inner.is_empty() => Step::Items,
                    None => return None,
                });
                rest = after;
            }
            rest = rest.strip_prefix('.').unwrap_or(rest);
        }
        let is_name = |step: &Step| match step {
            Step::Member(name) => name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':')),
            _ => true,
        };
        steps.iter().all(is_name).then_some(Path { text, from_root, steps })
    }

    /// The only value at the end of the way, where it goes through no list.
    pub fn single<'m, 'a>(&self, item: &Scope<'m, 'a>) -> Option<&'m Meaning<'a>> {
        let start = if self.from_root { item.root } else { item.item };
        self.steps.iter().try_fold(start, |value, step| match step {
            Step::Member(name) => Some(value.get(name)),
            _ => None,
        })
    }

    /// Every value at the end of the way, with the pointer below the properties.
    pub fn values<'m, 'a>(&self, item: &Scope<'m, 'a>) -> Vec<(String, &'m Meaning<'a>)> {
        let start = if self.from_root { (String::new(), item.root) } else { (item.pointer.clone(), item.item) };
        let mut values = vec![start];
        for step in &self.steps {
            let mut next = Vec::new();
            for (pointer, value) in values {
                let below =
                    |part: &str| if pointer.is_empty() { part.to_string() } else { format!("{pointer}/{part}") };
                match (step, value) {
                    (Step::Member(name), value) => next.push((below(name), value.get(name))),
                    // what is not known may hold anything
                    (_, Meaning::Unknown(_)) => next.push((pointer, value)),
                    (Step::Items, value) => {
                        next.extend(value.items().iter().enumerate().map(|(at, one)| (below(&at.to_string()), one)));
                    }
                    (Step::Where(key, wanted), value) => {
                        let items = value.items().iter().enumerate();
                        let found = items.filter(|(_, one)| one.get(key).is(wanted) || !one.get(key).is_known());
                        next.extend(found.map(|(at, one)| (below(&at.to_string()), one)));
                    }
                }
            }
            values = next;
        }
        values
    }

    /// The path for people: `Type in DefaultActions`, `idle_timeout.timeout_seconds in LoadBalancerAttributes`.
    pub fn name(&self) -> String {
        // what is named, and the lists that it stands in, innermost first
        let (mut name, mut lists, mut before) = (String::new(), Vec::new(), None::<&Step>);
        for step in &self.steps {
            match step {
                // the value of a pair is called by the pair's key
                Step::Member("Value") if matches!(before, Some(Step::Where(..))) => {}
                Step::Member(member) if matches!(before, Some(Step::Where(..))) => name = format!("{member} of {name}"),
                Step::Member(member) if name.is_empty() => name = member.to_string(),
                Step::Member(member) => name = format!("{name}.{member}"),
                Step::Items => lists.insert(0, std::mem::take(&mut name)),
                Step::Where(_, value) => lists.insert(0, std::mem::replace(&mut name, value.to_string())),
            }
            before = Some(step);
        }
        let lists = lists.join(" in ");
        match (name.as_str(), lists.as_str()) {
            ("", "") => "the value".to_string(),
            ("", lists) => format!("item of {lists}"),
            (_, "") => name,
            (name, lists) => format!("{name} in {lists}"),
        }
    }

    /// Whether it may lead to several values.
    pub fn is_many(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Items))
    }
}

/// Where paths begin.
pub struct Scope<'m, 'a> {
    pub root: &'m Meaning<'a>,
    pub item: &'m Meaning<'a>,
    pub pointer: String,
}
