//! A value of a settings file, with the line that it stands on.

use super::codes;
use super::key::Key;
use formwork::{Code, Place, Problem};

/// What reading a value gives: the typed value, or everything that is wrong with it.
pub(super) type Read<T> = Result<T, Vec<Problem>>;

/// A value at its place.
#[derive(Debug)]
pub(super) struct Node {
    pub key: &'static Key,
    /// Which element of the key's list it is.
    pub index: Option<usize>,
    pub file: String,
    pub line: u32,
    pub content: Content,
}

/// What a value holds, as far as settings need it.
#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    /// The number, unless it is beyond 64 bits, and as it was written.
    Integer(Option<i64>, String),
    Boolean(bool),
    List(Vec<Node>),
    /// TOML's name of a type that no setting has.
    Other(&'static str),
}

impl Node {
    pub fn place(&self) -> Place {
        let index = self.index.map(|index| format!("[{index}]")).unwrap_or_default();
        Place::in_file(self.file.clone(), self.line).pointer(format!("{}{index}", self.key.path()))
    }

    /// A problem with this value, which the wording may name as `{key}` and `{value}`.
    pub fn problem(&self, code: &'static Code) -> Problem {
        let place = self.place();
        let key = place.pointer.clone().unwrap_or_default();
        let value = match &self.content {
            Content::Text(text) => text.escape_debug().to_string(),
            Content::Integer(_, written) => written.clone(),
            Content::Boolean(yes) => yes.to_string(),
            Content::List(_) | Content::Other(_) => String::new(),
        };
        code.problem().at(place).with("key", key).with("value", value)
    }

    pub fn text(&self) -> Read<&str> {
        match &self.content {
            Content::Text(text) => Ok(text),
            _ => self.wrong_type("string"),
        }
    }

    pub fn boolean(&self) -> Read<bool> {
        match self.content {
            Content::Boolean(yes) => Ok(yes),
            _ => self.wrong_type("boolean"),
        }
    }

    pub fn list(&self) -> Read<&[Node]> {
        match &self.content {
            Content::List(nodes) => Ok(nodes),
            _ => self.wrong_type("array"),
        }
    }

    pub fn integer(&self) -> Read<Option<i64>> {
        match self.content {
            Content::Integer(number, _) => Ok(number),
            _ => self.wrong_type("integer"),
        }
    }

    /// A whole number in this range, whose bounds stand in the message.
    pub fn number(&self, least: u32, most: u32) -> Read<u32> {
        let number = self.integer()?.and_then(|number| u32::try_from(number).ok());
        number.filter(|number| (least..=most).contains(number)).ok_or_else(|| {
            let problem = self.problem(&codes::OUT_OF_RANGE);
            vec![problem.with("least", i64::from(least)).with("most", i64::from(most))]
        })
    }

    fn wrong_type<T>(&self, wanted: &'static str) -> Read<T> {
        let found = match self.content {
            Content::Text(_) => "string",
            Content::Integer(..) => "integer",
            Content::Boolean(_) => "boolean",
            Content::List(_) => "array",
            Content::Other(name) => name,
        };
        let problem = self.problem(&codes::WRONG_TYPE).with("found", found).with("wanted", wanted);
        Err(vec![problem.with("example", self.key.example)])
    }
}
