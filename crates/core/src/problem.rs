//! Problems: a code plus typed arguments. Text is made in one place, [`render`](Problem::render), in a language.

pub mod codes;
mod render;

pub use render::Language;

/// A kind of problem: its number, its name, and how it is said.
///
/// Numbers are a letter and four digits and are never used again. A layer declares its codes with
/// [`codes!`](crate::codes!).
#[derive(Debug)]
pub struct Code {
    /// `A0002`.
    pub number: &'static str,
    /// Named after the bad thing: `duplicate-id`.
    pub slug: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The texts in English, with `{argument}` in them.
    pub english: Wording,
}

/// What is said of a problem. `{name}` stands for an argument.
#[derive(Debug)]
pub struct Wording {
    /// What is wrong.
    pub what: &'static str,
    /// Why, or what else belongs to it; empty for nothing.
    pub note: &'static str,
    /// How to mend it.
    pub help: &'static str,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Good to know; it asks for nothing.
    Info,
    /// Worth a look: a mistake in most systems.
    Warning,
    /// Nothing is written or deployed.
    Error,
}

/// A problem at a place.
#[derive(Clone, Debug)]
pub struct Problem {
    /// What kind.
    pub code: &'static Code,
    /// Where.
    pub place: Option<Place>,
    /// The details, by the name that the wording uses.
    pub arguments: Vec<(&'static str, Argument)>,
}

/// A detail of a problem.
#[derive(Clone, Debug)]
pub enum Argument {
    /// A text, said as it is.
    Text(String),
    /// A number.
    Number(i64),
    /// A place.
    Place(Place),
    /// Several texts.
    List(Vec<String>),
}

/// A place that a problem is at: in the construct tree, in the program, in a template or a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The construct path; empty where the problem is in a file.
    pub path: String,
    /// The line that declared it.
    pub source: Option<Source>,
    /// The JSON pointer in the template, or the key in the file.
    pub pointer: Option<String>,
}

/// A line of a program or a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// The file, relative to the workspace where the compiler knows it so.
    pub file: std::borrow::Cow<'static, str>,
    /// The line, counted from 1.
    pub line: u32,
}

impl Severity {
    /// `error`, `warning`, `info`.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        }
    }
}

impl Code {
    /// A problem of this kind.
    pub fn problem(&'static self) -> Problem {
        Problem { code: self, place: None, arguments: Vec::new() }
    }
}

impl Problem {
    /// Says where.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Adds a detail.
    pub fn with(mut self, name: &'static str, argument: impl Into<Argument>) -> Self {
        self.arguments.push((name, argument.into()));
        self
    }
}

impl Place {
    /// A place in the construct tree.
    pub fn new(path: impl Into<String>) -> Self {
        Place { path: path.into(), source: None, pointer: None }
    }

    /// A line of a file.
    pub fn in_file(file: impl Into<std::borrow::Cow<'static, str>>, line: u32) -> Self {
        Place { source: Some(Source { file: file.into(), line }), ..Place::default() }
    }

    /// The line that declared it.
    pub fn source(mut self, source: Source) -> Self {
        self.source = Some(source);
        self
    }

    /// The place in the template or the key in the file.
    pub fn pointer(mut self, pointer: impl Into<String>) -> Self {
        self.pointer = Some(pointer.into());
        self
    }
}

impl std::fmt::Display for Source {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let source = self.source.as_ref().map(Source::to_string).unwrap_or_default();
        let parts = [self.path.as_str(), &source, self.pointer.as_deref().unwrap_or_default()];
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(&parts.join("   "))
    }
}

impl From<&str> for Argument {
    fn from(text: &str) -> Self {
        Argument::Text(text.to_string())
    }
}

impl From<String> for Argument {
    fn from(text: String) -> Self {
        Argument::Text(text)
    }
}

impl From<i64> for Argument {
    fn from(number: i64) -> Self {
        Argument::Number(number)
    }
}

impl From<usize> for Argument {
    fn from(number: usize) -> Self {
        Argument::Number(number as i64)
    }
}

impl From<Place> for Argument {
    fn from(place: Place) -> Self {
        Argument::Place(place)
    }
}

impl From<Vec<String>> for Argument {
    fn from(list: Vec<String>) -> Self {
        Argument::List(list)
    }
}
