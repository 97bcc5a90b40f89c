//! The one place where problems become text.

use super::{Argument, Problem, Wording};

/// A language that problems are said in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
}

impl Problem {
    /// The problem as a person reads it: what, where, why, and how to mend it.
    ///
    /// ```
    /// use formwork_core::{Language, Place, codes};
    /// let problem = codes::INVALID_STACK_NAME.problem().with("name", "1st").at(Place::new("dev/FirstStack"));
    /// assert!(problem.render(Language::English).starts_with("error[A0010]: `1st` is no name for a stack\n  --> dev/FirstStack\n"));
    /// ```
    pub fn render(&self, language: Language) -> String {
        let wording = self.wording(language);
        let severity = self.code.severity.word();
        let mut text = format!("{severity}[{}]: {}\n", self.code.number, self.fill(wording.what));
        if let Some(place) = &self.place {
            text.push_str(&format!("  --> {place}\n"));
        }
        for (label, template) in [("note", wording.note), ("help", wording.help)] {
            if !template.is_empty() {
                text.push_str(&format!("  {label}: {}\n", self.fill(template)));
            }
        }
        text
    }

    /// The sentence that says what is wrong.
    pub fn what(&self, language: Language) -> String {
        self.fill(self.wording(language).what)
    }

    /// How to mend it.
    pub fn help(&self, language: Language) -> String {
        self.fill(self.wording(language).help)
    }

    fn wording(&self, language: Language) -> &'static Wording {
        match language {
            Language::English => &self.code.english,
        }
    }

    /// The template with its `{arguments}` filled in; a place also says its line in brackets.
    fn fill(&self, template: &str) -> String {
        let mut text = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((name, after)) = after.split_once('}') else { break };
            text.push_str(before);
            match self.arguments.iter().find(|(known, _)| *known == name) {
                Some((_, argument)) => text.push_str(&argument.to_string()),
                None => text.push_str(&format!("{{{name}}}")),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }
}

impl std::fmt::Display for Argument {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Argument::Text(text) => f.write_str(text),
            Argument::Number(number) => number.fmt(f),
            Argument::List(list) => f.write_str(&list.join(", ")),
            Argument::Place(place) => match (&place.source, place.path.is_empty()) {
                (Some(source), true) => source.fmt(f),
                (Some(source), false) => write!(f, "{} ({source})", place.path),
                (None, _) => f.write_str(&place.path),
            },
        }
    }
}
