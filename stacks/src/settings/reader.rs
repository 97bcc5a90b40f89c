//! Takes typed values out of the settings files and collects every problem on the way.

use super::codes;
use super::document::Document;
use super::key::Key;
use super::node::{Node, Read};
use formwork::{Code, Place, Problem};

/// The values of `ENV.toml` and, where it is read, of `ENV.local.toml`.
pub(super) struct Reader {
    file: String,
    /// The shared file's first, so that the last one of a key is the one that counts.
    nodes: Vec<Node>,
    tables: Vec<(&'static str, u32)>,
    problems: Vec<Problem>,
}

/// There is no value, and the reader has a problem that says why.
#[derive(Debug)]
pub(super) struct Reported;

impl Reader {
    pub fn new(shared: Document, local: Document) -> Reader {
        let mut nodes = shared.nodes;
        nodes.extend(local.nodes);
        let mut problems = shared.problems;
        problems.extend(local.problems);
        Reader { file: shared.file, nodes, tables: shared.tables, problems }
    }

    /// The value of a key that may be left out. What another file overrides has to be right as well.
    pub fn optional<T>(&mut self, path: &str, read: impl Fn(&Node) -> Read<T>) -> Result<Option<T>, Reported> {
        let mut last = Ok(None);
        for node in self.nodes.iter().filter(|node| node.key.is(path)) {
            last = match read(node) {
                Ok(value) => last.map(|_| Some(value)),
                Err(problems) => {
                    self.problems.extend(problems);
                    Err(Reported)
                }
            };
        }
        last
    }

    /// The value of a key that every environment states.
    pub fn required<T>(&mut self, key: &'static str, read: impl Fn(&Node) -> Read<T>) -> Result<T, Reported> {
        match self.optional(key, read)? {
            Some(value) => Ok(value),
            None => {
                self.missing(key);
                Err(Reported)
            }
        }
    }

    fn missing(&mut self, path: &'static str) {
        let (table, name) = path.split_once('.').unwrap_or(("", path));
        let line = self.tables.iter().find(|(known, _)| *known == table).map_or(1, |(_, line)| *line);
        let code = if table.is_empty() { &codes::MISSING_KEY } else { &codes::MISSING_KEY_OF_TABLE };
        let example = Key::find(table, name).map_or(name, |key| key.example);
        let problem = code.problem().at(Place::in_file(self.file.clone(), line).pointer(path));
        self.problems.push(problem.with("key", path).with("table", table).with("example", example));
    }

    /// Whether a key is set, rightly or wrongly.
    pub fn has(&self, path: &str) -> bool {
        self.node(path).is_some()
    }

    /// A problem with the value of a key that is set.
    pub fn report(&mut self, path: &str, code: &'static Code, details: impl Fn(Problem) -> Problem) -> Reported {
        let problem = self.node(path).map_or_else(|| code.problem(), |node| node.problem(code));
        self.problems.push(details(problem));
        Reported
    }

    /// A problem that knows its place.
    pub fn push(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Where the value of a key stands that counts.
    pub fn place(&self, path: &str) -> Place {
        self.node(path).map(Node::place).unwrap_or_default()
    }

    fn node(&self, path: &str) -> Option<&Node> {
        self.nodes.iter().rfind(|node| node.key.is(path))
    }

    /// Everything that was found.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems
    }
}
