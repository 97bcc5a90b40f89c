//! Where each part of a JSON text stands. The text has been read already, so that it is known to be JSON.

use super::codes;
use crate::{Place, Pointer, Problem};
use std::collections::{BTreeMap, HashMap};

/// The line of each part by its pointer, and keys that stand twice: a reader of JSON keeps the last one in silence.
pub fn lines(file: &str, text: &str) -> (BTreeMap<String, u32>, Vec<Problem>) {
    let mut scan = Scan { file, text, line: 1, open: Vec::new(), lines: BTreeMap::new(), problems: Vec::new() };
    scan.run();
    (scan.lines, scan.problems)
}

/// A list or a map that has begun.
struct Open {
    pointer: Pointer,
    of: Inside,
}

enum Inside {
    List(usize),
    Map {
        /// The key that waits for its value.
        key: Option<String>,
        /// The lines of the keys so far.
        keys: HashMap<String, u32>,
    },
}

struct Scan<'s> {
    file: &'s str,
    text: &'s str,
    line: u32,
    open: Vec<Open>,
    lines: BTreeMap<String, u32>,
    problems: Vec<Problem>,
}

impl Scan<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' => self.line += 1,
                b'"' => {
                    let end = end_of_text(bytes, at);
                    self.text(at, end);
                    at = end;
                    continue;
                }
                b'{' | b'[' => {
                    let pointer = self.value();
                    let is_map = *byte == b'{';
                    let of = if is_map { Inside::Map { key: None, keys: HashMap::new() } } else { Inside::List(0) };
                    self.open.push(Open { pointer, of });
                }
                b'}' | b']' => drop(self.open.pop()),
                b',' => {
                    if let Some(Open { of: Inside::List(count), .. }) = self.open.last_mut() {
                        *count += 1;
                    }
                }
                byte if byte.is_ascii_alphanumeric() || *byte == b'-' => {
                    self.value();
                    let is_of_word = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                    at += bytes[at..].iter().take_while(|byte| is_of_word(byte)).count();
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
    }

    /// A text in quotes: a key, where one is due, else a value.
    fn text(&mut self, start: usize, end: usize) {
        let line = self.line;
        if let Some(Open { of: Inside::Map { key: waiting @ None, keys }, .. }) = self.open.last_mut() {
            let key: String = serde_json::from_str(&self.text[start..end]).unwrap_or_default();
            if let Some(first) = keys.insert(key.clone(), line) {
                let problem = codes::DUPLICATE_KEY.problem().at(Place::in_file(self.file.to_string(), line));
                self.problems.push(problem.with("key", key.as_str()).with("first", i64::from(first)));
            }
            *waiting = Some(key);
        } else {
            self.value();
        }
    }

    /// A value begins: notes its line, for a member that of its key, and gives its pointer.
    fn value(&mut self) -> Pointer {
        let Some(open) = self.open.last_mut() else { return Pointer::default() };
        let mut pointer = open.pointer.clone();
        let line = match &mut open.of {
            Inside::List(count) => {
                pointer.push(&count.to_string());
                self.line
            }
            Inside::Map { key, keys } => {
                let key = key.take().unwrap_or_default();
                pointer.push(&key);
                keys.get(&key).copied().unwrap_or(self.line)
            }
        };
        self.lines.insert(pointer.as_str().to_string(), line);
        pointer
    }
}

/// The position after the closing quote.
fn end_of_text(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}
