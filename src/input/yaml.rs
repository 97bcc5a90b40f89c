//! YAML, event by event: short forms of functions are written out, aliases replaced, lines kept.

use super::codes;
use super::document::Document;
use super::scalar::plain;
use super::tag::{SHORT_FORMS, long_form};
use crate::{Place, Pointer, Problem, spelling};
use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

/// Deeper than any template; CloudFormation's own limits are far below.
const MOST_LEVELS: usize = 100;

/// Values that aliases may stand for, all together.
const MOST_COPIES: usize = 100_000;

/// Reads a text of YAML.
pub fn read(file: &str, text: &str) -> Document {
    let mut reader = Reader { file, ..Reader::default() };
    for event in Parser::new_from_str(text) {
        let (event, span) = match event {
            Ok(found) => found,
            Err(error) => {
                let problem = codes::NO_DOCUMENT.problem().at(reader.place(error.marker().line()));
                reader.problems.push(problem.with("file", file).with("reason", error.info()));
                break;
            }
        };
        if !reader.take(event, span) {
            break;
        }
    }
    let Reader { root, lines, problems, .. } = reader;
    Document { value: root.unwrap_or_default(), lines, problems }
}

/// A list or a map that has begun.
struct Open {
    value: Value,
    /// The key that waits for its value, and its line.
    key: Option<(String, u32)>,
    /// The lines of the keys so far.
    keys: HashMap<String, u32>,
    tag: Option<String>,
    anchor: usize,
    line: u32,
    /// Where what it holds stands; empty once its place is not known.
    pointer: Option<Pointer>,
}

#[derive(Default)]
struct Reader<'r> {
    file: &'r str,
    open: Vec<Open>,
    root: Option<Value>,
    documents: usize,
    anchors: HashMap<usize, Value>,
    copies: usize,
    lines: BTreeMap<String, u32>,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    /// False where reading on makes no sense.
    fn take(&mut self, event: Event<'_>, span: Span) -> bool {
        let line = u32::try_from(span.start.line()).unwrap_or(u32::MAX);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    let problem = codes::SEVERAL_DOCUMENTS.problem().at(self.place(span.start.line()));
                    self.problems.push(problem.with("file", self.file));
                    return false;
                }
            }
            Event::Scalar(word, style, anchor, tag) => {
                let tag = tag.map(name);
                let is_key = matches!(self.open.last(), Some(Open { value: Value::Object(_), key: None, .. }));
                let is_text = is_key || style != ScalarStyle::Plain || tag.as_deref() == Some("!!str");
                let value = if is_text { Value::String(word.into_owned()) } else { plain(&word) };
                return self.put(value, tag, anchor, line);
            }
            Event::Alias(anchor) => {
                let value = self.anchors.get(&anchor).cloned().unwrap_or_default();
                self.copies += size(&value);
                return if self.copies > MOST_COPIES { self.too_deep(line) } else { self.put(value, None, 0, line) };
            }
            Event::SequenceStart(anchor, tag) => return self.begin(Value::Array(Vec::new()), tag, anchor, line),
            Event::MappingStart(anchor, tag) => return self.begin(Value::Object(Map::new()), tag, anchor, line),
            Event::SequenceEnd | Event::MappingEnd => {
                if let Some(Open { value, tag, anchor, line, .. }) = self.open.pop() {
                    return self.put(value, tag, anchor, line);
                }
            }
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        true
    }

    fn begin(&mut self, value: Value, tag: Option<Cow<'_, Tag>>, anchor: usize, line: u32) -> bool {
        if self.open.len() >= MOST_LEVELS {
            return self.too_deep(line);
        }
        let tag = tag.map(name);
        let mut pointer = self.pointer();
        if let (Some(pointer), Some(function)) = (&mut pointer, tag.as_deref().and_then(function)) {
            pointer.push(&function);
        }
        self.open.push(Open { value, key: None, keys: HashMap::new(), tag, anchor, line, pointer });
        true
    }

    /// Puts a finished value where it belongs.
    fn put(&mut self, value: Value, tag: Option<String>, anchor: usize, line: u32) -> bool {
        let value = match tag.as_deref().and_then(|tag| tag.strip_prefix('!')).filter(|tag| !tag.starts_with('!')) {
            None | Some("") => value,
            Some(tag) => match long_form(tag, value) {
                Some(value) => value,
                None => {
                    self.unknown_tag(tag, line);
                    Value::Null
                }
            },
        };
        if anchor > 0 {
            self.anchors.insert(anchor, value.clone());
        }
        let pointer = self.pointer();
        let file = self.file;
        let Some(open) = self.open.last_mut() else {
            self.root = Some(value);
            return true;
        };
        match &mut open.value {
            Value::Array(items) => {
                items.push(value);
                self.lines.extend(pointer.map(|pointer| (pointer.as_str().to_string(), line)));
            }
            Value::Object(members) => match open.key.take() {
                Some((key, line)) => {
                    members.insert(key, value);
                    self.lines.extend(pointer.map(|pointer| (pointer.as_str().to_string(), line)));
                }
                None => {
                    let place = Place::in_file(file.to_string(), line);
                    let Value::String(key) = value else {
                        self.problems.push(codes::KEY_OF_PARTS.problem().at(place));
                        open.key = Some((String::new(), line));
                        return true;
                    };
                    if let Some(first) = open.keys.insert(key.clone(), line) {
                        let problem = codes::DUPLICATE_KEY.problem().at(place).with("key", key.as_str());
                        self.problems.push(problem.with("first", i64::from(first)));
                    }
                    open.key = Some((key, line));
                }
            },
            _ => {}
        }
        true
    }

    /// Where the next value stands.
    fn pointer(&self) -> Option<Pointer> {
        let Some(open) = self.open.last() else { return Some(Pointer::default()) };
        let mut pointer = open.pointer.clone()?;
        match &open.value {
            Value::Array(items) => pointer.push(&items.len().to_string()),
            _ => pointer.push(&open.key.as_ref()?.0),
        }
        Some(pointer)
    }

    fn too_deep(&mut self, line: u32) -> bool {
        let problem = codes::TOO_DEEP.problem().at(Place::in_file(self.file.to_string(), line));
        self.problems.push(problem.with("file", self.file).with("most", MOST_LEVELS));
        false
    }

    fn unknown_tag(&mut self, tag: &str, line: u32) {
        let near = spelling::nearest(tag, SHORT_FORMS).map(|near| format!("; the nearest is `!{near}`"));
        let problem = codes::UNKNOWN_TAG.problem().at(Place::in_file(self.file.to_string(), line));
        let known: Vec<String> = SHORT_FORMS.iter().map(|known| format!("!{known}")).collect();
        let problem = problem.with("tag", format!("!{tag}")).with("known", known.join(", "));
        self.problems.push(problem.with("near", near.unwrap_or_default()));
    }

    fn place(&self, line: usize) -> Place {
        Place::in_file(self.file.to_string(), u32::try_from(line).unwrap_or(u32::MAX))
    }
}

/// A tag as it is written: `!Sub`, `!!str`.
fn name(tag: Cow<'_, Tag>) -> String {
    match tag.handle.as_str() {
        "tag:yaml.org,2002:" => format!("!!{}", tag.suffix),
        handle => format!("{handle}{}", tag.suffix),
    }
}

/// The member that a short form becomes.
fn function(tag: &str) -> Option<String> {
    let short = tag.strip_prefix('!')?;
    let known = SHORT_FORMS.contains(&short).then_some(short)?;
    Some(if matches!(known, "Ref" | "Condition") { known.to_string() } else { format!("Fn::{known}") })
}

fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum::<usize>(),
        _ => 0,
    }
}
