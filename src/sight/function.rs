//! What CloudFormation's functions give.

use super::{Meaning, Sight, Symbol};
use crate::{Data, Function, Reference};
use std::borrow::Cow;
use std::net::Ipv4Addr;

impl<'a> Sight<'a> {
    pub(super) fn call(&self, stack: usize, name: &str, argument: &'a Data, depth: usize) -> Meaning<'a> {
        let arguments = argument.items();
        let deep = |data: &'a Data| self.deep(stack, data, depth);
        match (name, arguments) {
            ("Fn::ImportValue", _) => self.import(stack, argument, depth),
            ("Fn::GetStackOutput", _) => {
                let text = |key| argument.get(key).map(deep).and_then(|text| text.text());
                let (Some(of), Some(output)) = (text("StackName"), text("OutputName")) else {
                    return Meaning::Unknown("it names a stack's output by what is not known");
                };
                match self.outputs.iter().find(|((stack, id), _)| *stack == of && *id == output) {
                    Some((_, (producer, value))) => self.deep(*producer, value, depth),
                    None => Meaning::Symbol(Symbol::Import(format!("{of}:{output}"))),
                }
            }
            ("Fn::Sub", [Data::Text(text), own]) => self.substitute(stack, text, Some(own), depth),
            ("Fn::Sub", _) => match argument {
                Data::Text(text) => self.substitute(stack, text, None, depth),
                _ => Meaning::Unknown("Fn::Sub of what is no text"),
            },
            ("Fn::Join", [separator, parts]) => self.join(&deep(separator), &deep(parts)),
            ("Fn::Select", [at, list]) => self.select(&deep(at), &deep(list)),
            ("Fn::Split", [separator, text]) => split(&deep(separator), &deep(text)),
            ("Fn::GetAZs", _) => {
                let region = match deep(argument).text() {
                    Some(text) if !text.is_empty() => text.into_owned(),
                    _ => self.environment.stacks[stack].region.clone(),
                };
                // an account sees three at least, but for a few old regions
                Meaning::List((0..3).map(|at| Meaning::Symbol(Symbol::Zone(region.clone(), at))).collect())
            }
            ("Fn::Cidr", [block, count, rest @ ..]) => {
                let bits = rest.first().map(deep);
                self.cidr(&deep(block), &deep(count), bits.as_ref())
            }
            ("Fn::FindInMap", [mapping, first, second, rest @ ..]) => {
                let texts = [deep_name(self, stack, mapping, depth), deep(first).text(), deep(second).text()];
                let [Some(mapping), Some(first), Some(second)] = texts else {
                    return Meaning::Unknown("it looks up what is not known");
                };
                let mappings = &self.environment.stacks[stack].template.mappings;
                let found = mappings.iter().find(|(id, _)| *id == mapping);
                let found = found.and_then(|(_, rows)| rows.get(&first)?.get(&second));
                let default = || rest.first().and_then(|rest| rest.get("DefaultValue"));
                found.or_else(default).map_or(Meaning::Unknown("the mapping has no such cell"), deep)
            }
            ("Fn::If", [condition, yes, no]) => match deep_name(self, stack, condition, depth) {
                Some(name) => match self.holds(stack, &name) {
                    Some(true) => deep(yes),
                    Some(false) => deep(no),
                    None => Meaning::Unknown("a condition decides it"),
                },
                None => Meaning::Unknown("a condition decides it"),
            },
            ("Fn::Base64", _) => Meaning::Unknown("it is Base64"),
            ("Fn::Length", _) => match deep(argument) {
                Meaning::List(items) => Meaning::Integer(items.len() as i64),
                _ => Meaning::Unknown("the length of what is not known"),
            },
            _ => Meaning::Unknown("it is a function that the model does not have"),
        }
    }

    fn import(&self, stack: usize, argument: &'a Data, depth: usize) -> Meaning<'a> {
        let Some(name) = self.deep(stack, argument, depth).text() else {
            return Meaning::Unknown("it imports by a name that is not known");
        };
        let region = self.environment.stacks[stack].region.as_str();
        match self.exports.get(&(region, name.to_string())) {
            Some((producer, value)) => self.deep(*producer, value, depth),
            None => Meaning::Symbol(Symbol::Import(name.into_owned())),
        }
    }

    fn substitute(&self, stack: usize, text: &'a str, own: Option<&'a Data>, depth: usize) -> Meaning<'a> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            parts.push(Meaning::from_text(before));
            let Some((name, after)) = after.split_once('}') else {
                parts.push(Meaning::from_text("${"));
                rest = after;
                continue;
            };
            rest = after;
            parts.push(match name.strip_prefix('!') {
                Some(literal) => Meaning::Text(Cow::Owned(format!("${{{literal}}}"))),
                None => match own.and_then(|own| own.get(name)) {
                    Some(value) => self.deep(stack, value, depth),
                    None => match name.split_once('.') {
                        Some((id, attribute)) => match self.find(stack, id) {
                            Some(node) => Meaning::of(node, attribute),
                            None => Meaning::Unknown("it names no resource that exists"),
                        },
                        None => self.reference(stack, name, depth),
                    },
                },
            });
        }
        parts.push(Meaning::from_text(rest));
        Meaning::compose(parts)
    }

    fn join(&self, separator: &Meaning<'a>, parts: &Meaning<'a>) -> Meaning<'a> {
        let Meaning::List(items) = parts else { return Meaning::Unknown("Fn::Join of what is no list") };
        let mut all = Vec::with_capacity(items.len() * 2);
        for (at, item) in items.iter().enumerate() {
            if at > 0 {
                all.push(separator.clone());
            }
            all.push(item.clone());
        }
        Meaning::compose(all)
    }

    fn select(&self, at: &Meaning<'a>, list: &Meaning<'a>) -> Meaning<'a> {
        match (at.integer().and_then(|at| usize::try_from(at).ok()), list) {
            (Some(at), Meaning::List(items)) => {
                items.get(at).cloned().unwrap_or(Meaning::Unknown("the list has no such item"))
            }
            _ => Meaning::Unknown("it selects from what is not known"),
        }
    }

    fn cidr(&self, block: &Meaning<'a>, count: &Meaning<'a>, bits: Option<&Meaning<'a>>) -> Meaning<'a> {
        // the block of a VPC or subnet is what it was made with
        let block = match block {
            Meaning::Symbol(Symbol::Attribute(node, attribute)) if attribute == "CidrBlock" => {
                self.property(*node, "CidrBlock")
            }
            block => block.clone(),
        };
        let block = block.text().and_then(|text| {
            let (address, prefix) = text.split_once('/')?;
            Some((address.parse::<Ipv4Addr>().ok()?, prefix.parse::<u32>().ok()?))
        });
        let bits = bits.map_or(Some(8), |bits| bits.integer());
        let (Some((address, prefix)), Some(count), Some(bits)) = (block, count.integer(), bits) else {
            return Meaning::Unknown("it divides a block that is not known");
        };
        if !(1..=256).contains(&count) || !(1..=32).contains(&bits) || 32 - (bits as u32) < prefix {
            return Meaning::Unknown("the block cannot be divided so");
        }
        let first = u64::from(u32::from(address));
        let blocks = (0..count as u64).map(|at| {
            let address = Ipv4Addr::from((first + (at << bits)).min(u64::from(u32::MAX)) as u32);
            Meaning::Text(Cow::Owned(format!("{address}/{}", 32 - bits)))
        });
        Meaning::List(blocks.collect())
    }
}

/// The name that stands where CloudFormation wants a bare one.
fn deep_name<'a>(sight: &Sight<'a>, stack: usize, data: &'a Data, depth: usize) -> Option<Cow<'a, str>> {
    match data {
        Data::Function(function) => match function.as_ref() {
            Function::LogicalId(Reference::Name(name)) => Some(Cow::Borrowed(name)),
            _ => sight.deep(stack, data, depth).text(),
        },
        data => data.as_text().map(Cow::Borrowed),
    }
}

/// A text that was joined with the same separator falls into the same parts.
fn split<'a>(separator: &Meaning<'a>, text: &Meaning<'a>) -> Meaning<'a> {
    let Some(separator) = separator.text().filter(|separator| !separator.is_empty()) else {
        return Meaning::Unknown("it splits at what is not known");
    };
    let mut items = vec![Vec::new()];
    for part in text.parts() {
        match part {
            Meaning::Symbol(_) => {
                if let Some(last) = items.last_mut() {
                    last.push(part.clone());
                }
            }
            part => {
                let Some(text) = part.text() else { return Meaning::Unknown("it splits what is not known") };
                for (at, piece) in text.split(separator.as_ref()).enumerate() {
                    if at > 0 {
                        items.push(Vec::new());
                    }
                    if let Some(last) = items.last_mut().filter(|_| !piece.is_empty()) {
                        last.push(Meaning::Text(Cow::Owned(piece.to_string())));
                    }
                }
            }
        }
    }
    Meaning::List(items.into_iter().map(Meaning::compose).collect())
}
