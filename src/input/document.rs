//! From a text to a document, and where each part of it stands.

use super::{codes, json, yaml};
use crate::{InvalidTemplate, Place, Problem, Template};
use serde_json::Value;
use std::collections::BTreeMap;

/// A template's text, read.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// In JSON, short forms of functions written out.
    pub value: Value,
    /// The line of each part, counted from 1, by JSON pointer.
    pub lines: BTreeMap<String, u32>,
    /// What was wrong with it; the value is whatever could be read.
    pub problems: Vec<Problem>,
}

/// Reads a template, JSON or YAML, for a program to [include](crate::Stack::include); `file` is how findings call it.
///
/// ```
/// use formwork::{App, Environment, input};
/// let text = "Resources:\n  Jobs: {Type: AWS::SQS::Queue}\n";
/// let template = input::template("jobs.yaml", text).unwrap();
/// let stack = App::new("demo").environment(Environment::new("dev", "ap-northeast-1")).stack("JobStack");
/// assert!(stack.include(template).resource("Jobs").is_some());
/// assert_eq!(input::template("jobs.yaml", "Resources: [").unwrap_err()[0].code.number, "T0003");
/// ```
///
/// # Errors
/// Everything that is wrong with the text, each with its line.
pub fn template(file: &str, text: &str) -> Result<Template, Vec<Problem>> {
    let read = document(file, text);
    let mut problems = read.problems;
    let (template, wrong) = Template::from_document(read.value);
    for invalid in wrong {
        if let InvalidTemplate::Shape { pointer, wanted } = invalid {
            let line = read.lines.get(&pointer).copied().unwrap_or(1);
            let problem = codes::WRONG_SHAPE.problem().at(Place::in_file(file.to_string(), line));
            problems.push(problem.with("pointer", pointer).with("wanted", wanted));
        }
    }
    if problems.is_empty() { Ok(template) } else { Err(problems) }
}

/// Reads JSON or YAML; `file` is how findings call it.
///
/// ```
/// let read = formwork::input::document("vpc.yaml", "Resources:\n  Name: !Sub '${AWS::StackName}-vpc'\n");
/// assert_eq!(read.value.to_string(), r#"{"Resources":{"Name":{"Fn::Sub":"${AWS::StackName}-vpc"}}}"#);
/// assert_eq!(read.lines["/Resources/Name"], 2);
/// ```
pub fn document(file: &str, text: &str) -> Document {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with('{') {
        return yaml::read(file, text);
    }
    match serde_json::from_str(text) {
        Ok(value) => {
            let (lines, problems) = json::lines(file, text);
            Document { value, lines, problems }
        }
        // a map of YAML may begin with a brace, too
        Err(error) => match yaml::read(file, text) {
            read if read.problems.is_empty() => read,
            _ => {
                let place = Place::in_file(file.to_string(), u32::try_from(error.line()).unwrap_or(u32::MAX));
                let problem = codes::NO_DOCUMENT.problem().at(place).with("file", file);
                Document { problems: vec![problem.with("reason", error.to_string())], ..Document::default() }
            }
        },
    }
}
