//! One settings file: TOML text to values of known keys, each with its line.

use super::codes;
use super::key::{self, KEYS, Key};
use super::node::{Content, Node};
use formwork::spelling::nearest;
use formwork::{Code, Place, Problem};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a file is for, which decides what may stand in it.
#[derive(Clone, Copy)]
pub(super) enum Role<'a> {
    /// `ENV.toml`, which everybody shares.
    Shared,
    /// `ENV.local.toml`, which belongs to one person; what may not stand in it belongs to the file named here.
    Local { shared: &'a str },
}

/// A settings file, read.
#[derive(Default)]
pub(super) struct Document {
    pub file: String,
    /// The values of the keys that there are.
    pub nodes: Vec<Node>,
    /// The lines where tables begin.
    pub tables: Vec<(&'static str, u32)>,
    /// What is wrong with the form: no TOML, or keys that should not be there.
    pub problems: Vec<Problem>,
    /// Whether it is TOML; if not, it has no values, and nothing can be said to be missing.
    pub is_toml: bool,
}

impl Document {
    pub fn parse(file: &str, text: &str, role: Role) -> Document {
        let (root, mistakes) = DeTable::parse_recoverable(text);
        let mut document = Document { file: file.into(), is_toml: mistakes.is_empty(), ..Document::default() };
        if document.is_toml {
            Walk { document: &mut document, lines: Lines::new(text), role }.table("", root.get_ref());
            return document;
        }
        for mistake in mistakes {
            let line = Lines::new(text).of(mistake.span().map_or(text.len(), |span| span.start));
            // the parser tries to go on, so that the rest of the line is often said to be wrong as well
            if !document.problems.iter().any(|known| line_of(known) == Some(line)) {
                let problem = codes::SYNTAX.problem().at(Place::in_file(document.file.clone(), line));
                document.problems.push(problem.with("reason", mistake.message().escape_debug().to_string()));
            }
        }
        document
    }
}

fn line_of(problem: &Problem) -> Option<u32> {
    Some(problem.place.as_ref()?.source.as_ref()?.line)
}

/// Finds the line of a position.
struct Lines(Vec<usize>);

impl Lines {
    fn new(text: &str) -> Self {
        Lines(text.match_indices('\n').map(|(position, _)| position).collect())
    }

    fn of(&self, position: usize) -> u32 {
        1 + self.0.partition_point(|end| *end < position) as u32
    }
}

/// The way through a file's tables.
struct Walk<'a> {
    document: &'a mut Document,
    lines: Lines,
    role: Role<'a>,
}

impl Walk<'_> {
    fn table(&mut self, table: &'static str, content: &DeTable) {
        for (name, value) in content {
            let line = self.lines.of(name.span().start);
            let name: &str = name.get_ref();
            if let Some(key) = Key::find(table, name) {
                self.key(key, line, value);
            } else if let Some(inner) = Key::table(name).filter(|_| table.is_empty()) {
                self.document.tables.push((inner, line));
                match value.get_ref() {
                    DeValue::Table(content) => self.table(inner, content),
                    other => self.not_a_table(inner, line, other),
                }
            } else {
                self.unknown(table, name, line);
            }
        }
    }

    fn key(&mut self, key: &'static Key, line: u32, value: &Spanned<DeValue>) {
        match self.role {
            Role::Local { .. } if !key.local => self.shared(&key.path(), line),
            _ => {
                let node = self.node(key, None, line, value.get_ref());
                self.document.nodes.push(node);
            }
        }
    }

    fn node(&self, key: &'static Key, index: Option<usize>, line: u32, value: &DeValue) -> Node {
        let content = match value {
            DeValue::String(text) => Content::Text(text.to_string()),
            DeValue::Integer(number) => {
                Content::Integer(i64::from_str_radix(number.as_str(), number.radix()).ok(), number.to_string())
            }
            DeValue::Boolean(yes) => Content::Boolean(*yes),
            // no setting is a list of lists
            DeValue::Array(elements) if index.is_none() => Content::List(
                elements
                    .iter()
                    .enumerate()
                    .map(|(index, element)| {
                        self.node(key, Some(index), self.lines.of(element.span().start), element.get_ref())
                    })
                    .collect(),
            ),
            other => Content::Other(other.type_str()),
        };
        Node { key, index, file: self.document.file.clone(), line, content }
    }

    fn not_a_table(&mut self, table: &'static str, line: u32, value: &DeValue) {
        let problem = self.problem(&codes::WRONG_TYPE, table, line).with("found", value.type_str());
        let problem = problem.with("wanted", "table").with("example", format!("[{table}]"));
        self.document.problems.push(problem);
    }

    fn unknown(&mut self, table: &'static str, name: &str, line: u32) {
        let is_local = matches!(self.role, Role::Local { .. });
        let path = key::path(table, &name.escape_debug().to_string());
        let known = key::names_in(table, is_local);
        let problem = if looks_secret(name) {
            self.problem(&codes::SECRET, &path, line)
        } else if known.is_empty() {
            // a local file holds nothing of this table
            return self.shared(&path, line);
        } else if let Some(elsewhere) = KEYS.iter().find(|key| key.name == name) {
            self.problem(&codes::KEY_IN_WRONG_TABLE, &path, line).with("near", elsewhere.path())
        } else if let Some(near) = nearest(name, known.iter().copied()) {
            self.problem(&codes::MISSPELT_KEY, &path, line).with("near", key::path(table, near))
        } else {
            self.problem(&codes::UNKNOWN_KEY, &path, line)
        };
        let known = known.into_iter().map(String::from).collect::<Vec<_>>();
        self.document.problems.push(problem.with("known", known));
    }

    /// A key that everybody shares, in a local file.
    fn shared(&mut self, path: &str, line: u32) {
        let Role::Local { shared } = self.role else { return };
        let known = KEYS.iter().filter(|key| key.local).map(Key::path).collect::<Vec<_>>();
        let problem = self.problem(&codes::SHARED_KEY_IN_LOCAL_FILE, path, line);
        self.document.problems.push(problem.with("known", known).with("file", shared));
    }

    fn problem(&self, code: &'static Code, key: &str, line: u32) -> Problem {
        code.problem().at(Place::in_file(self.document.file.clone(), line).pointer(key)).with("key", key)
    }
}

/// Whether somebody seems to have put a secret here. No key that there is looks so.
fn looks_secret(name: &str) -> bool {
    let name = name.to_lowercase().replace(['-', ' '], "_");
    ["password", "passwd", "passphrase", "secret", "token", "credential", "private_key", "access_key", "api_key"]
        .iter()
        .chain(&["apikey", "database_url"])
        .any(|word| name.contains(word))
}
