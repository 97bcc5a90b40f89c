//! Facts by the type that they are about, read when a template has such a resource.

use super::path::Path;
use super::predicate::Expression;
use super::{read, render};
use crate::{Code, Severity, Wording};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// One rule about one type.
pub struct Fact {
    pub number: &'static str,
    slug: &'static str,
    severity: Severity,
    pub type_name: &'static str,
    /// What it is called by other tools.
    pub aliases: Vec<&'static str>,
    pub source: &'static str,
    pub each: Option<Path>,
    pub when: Option<Expression>,
    pub then: Expression,
    code: OnceLock<&'static Code>,
}

/// Facts by their type.
pub struct Book {
    sections: BTreeMap<&'static str, Section>,
}

#[derive(Default)]
struct Section {
    lines: Vec<Line>,
    facts: OnceLock<Vec<Fact>>,
}

/// A fact that is not read yet, and what stands above it.
struct Line {
    source: &'static str,
    each: Option<&'static str>,
    text: &'static str,
}

impl Book {
    /// The book of these files.
    pub fn of(files: &'static [(&'static str, &'static str)]) -> Book {
        let mut sections: BTreeMap<&'static str, Section> = BTreeMap::new();
        for (_, text) in files {
            let (mut type_name, mut source, mut each) = ("", "", None);
            for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
                if let Some(found) = line.strip_prefix("source ") {
                    source = found.trim();
                } else if let Some(found) = line.strip_prefix("each ") {
                    each = Some(found.trim());
                } else if line.starts_with("AWS::") && !line.contains(' ') {
                    (type_name, each) = (line, None);
                } else {
                    sections.entry(type_name).or_default().lines.push(Line { source, each, text: line });
                }
            }
        }
        Book { sections }
    }

    /// The facts about a type.
    pub fn about(&self, type_name: &str) -> &[Fact] {
        self.sections.get_key_value(type_name).map_or(&[], |(type_name, section)| section.facts(type_name))
    }

    /// Every fact.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        self.sections.iter().flat_map(|(type_name, section)| section.facts(type_name))
    }

    /// The fact of a number or a name.
    pub fn fact(&self, name: &str) -> Option<&Fact> {
        let has = |line: &Line| {
            let mut words = line.text.split_whitespace();
            words.next().is_some_and(|number| number.trim_end_matches('?') == name) || words.next() == Some(name)
        };
        let (type_name, section) = self.sections.iter().find(|(_, section)| section.lines.iter().any(has))?;
        section.facts(type_name).iter().find(|fact| fact.number == name || fact.slug == name)
    }

    /// The lines that cannot be read.
    #[cfg(test)]
    pub fn unreadable(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for (type_name, section) in &self.sections {
            for line in &section.lines {
                if let Err(why) = line.read(type_name) {
                    wrong.push(format!("{why}: {}", line.text));
                }
            }
        }
        wrong
    }
}

impl Section {
    /// What cannot be read is left out; a test sees to it that there is no such line.
    fn facts(&self, type_name: &'static str) -> &[Fact] {
        self.facts.get_or_init(|| self.lines.iter().filter_map(|line| line.read(type_name).ok()).collect())
    }
}

impl Line {
    fn read(&self, type_name: &'static str) -> Result<Fact, &'static str> {
        let (head, rule) = self.text.split_once(" : ").ok_or("no ` : ` between the name and the rule")?;
        let mut words = head.split_whitespace();
        let number = words.next().ok_or("no number")?;
        let slug = words.next().ok_or("no name")?;
        let aliases = words.next().and_then(|word| word.strip_prefix('(')?.strip_suffix(')'));
        let severity = match number.len() - number.trim_end_matches('?').len() {
            0 => Severity::Error,
            1 => Severity::Warning,
            _ => Severity::Info,
        };
        let (when, then) = match rule.split_once(" => ") {
            Some((when, then)) => (Some(read::expression(when)?), read::expression(then)?),
            None => (None, read::expression(rule)?),
        };
        if type_name.is_empty() || self.source.is_empty() {
            return Err("no type or no source before it");
        }
        Ok(Fact {
            number: number.trim_end_matches('?'),
            slug,
            severity,
            type_name,
            aliases: aliases.map(|list| list.split(',').collect()).unwrap_or_default(),
            source: self.source,
            each: self.each.map(|path| Path::read(path).ok_or("no path")).transpose()?,
            when,
            then,
            code: OnceLock::new(),
        })
    }
}

impl Fact {
    /// Its code, with the rule as its wording.
    pub fn code(&self) -> &'static Code {
        self.code.get_or_init(|| {
            let what = render::rule(self.type_name, self.each.as_ref(), self.when.as_ref(), &self.then);
            let help = format!("{}; see {}", render::help(&self.then), self.source);
            // one for each fact of the books, which live as long as the program
            let english = Wording { what: what.leak(), note: "{found}", help: help.leak() };
            Box::leak(Box::new(Code { number: self.number, slug: self.slug, severity: self.severity, english }))
        })
    }
}
