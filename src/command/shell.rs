//! The one place where commands print.

use crate::report::{self, Paint, Style};
use crate::{Language, Problem};
use std::io::{IsTerminal, Write};

/// When text is colored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// Where a terminal shows it, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a command prints: results to one place, everything about how they came about to another.
///
/// What cannot be printed, because whoever read it has gone, is lost, and that is no error.
pub struct Shell<'a> {
    results: Box<dyn Write + 'a>,
    messages: Box<dyn Write + 'a>,
    /// Whether each of the two is a terminal that shows colors.
    shows_color: [bool; 2],
    color: ColorChoice,
    /// Whether results go where messages go.
    results_aside: bool,
    /// The language of problems.
    pub language: Language,
}

impl Shell<'static> {
    /// The standard output and the standard error of this process.
    pub fn of_process() -> Self {
        let (results, messages) = (std::io::stdout(), std::io::stderr());
        // https://no-color.org: set, and not empty
        let allowed = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let shows_color = [results.is_terminal(), messages.is_terminal()].map(|terminal| terminal && allowed);
        Shell { shows_color, ..Shell::new(results, messages) }
    }
}

impl<'a> Shell<'a> {
    /// A shell that prints results and messages to these.
    pub fn new(results: impl Write + 'a, messages: impl Write + 'a) -> Self {
        Shell {
            results: Box::new(results),
            messages: Box::new(messages),
            shows_color: [false, false],
            color: ColorChoice::Auto,
            results_aside: false,
            language: Language::default(),
        }
    }

    /// Says when text is colored.
    pub fn choose_color(&mut self, color: ColorChoice) {
        self.color = color;
    }

    /// Prints results where messages go: the caller of this process takes the standard output for its own.
    pub fn put_results_aside(&mut self) {
        self.results_aside = true;
    }

    /// How results are colored.
    pub fn paint(&self) -> Paint {
        self.paint_of(usize::from(self.results_aside))
    }

    fn paint_of(&self, stream: usize) -> Paint {
        match self.color {
            ColorChoice::Always => Paint::Colored,
            ColorChoice::Auto if self.shows_color[stream] => Paint::Colored,
            ColorChoice::Auto | ColorChoice::Never => Paint::Plain,
        }
    }

    /// Prints a result.
    pub fn result(&mut self, text: &str) {
        let stream = if self.results_aside { &mut self.messages } else { &mut self.results };
        let _ = stream.write_all(text.as_bytes()).and_then(|()| stream.flush());
    }

    /// Prints a message.
    pub fn message(&mut self, text: &str) {
        let _ = self.messages.write_all(text.as_bytes()).and_then(|()| self.messages.flush());
    }

    /// Prints problems, an empty line after each, and a closing line that counts them.
    pub fn problems(&mut self, problems: &[Problem], consequence: &str) {
        let paint = self.paint_of(1);
        let mut text = String::new();
        for problem in problems {
            text.push_str(&report::problem(problem, self.language, paint));
            text.push('\n');
        }
        if !problems.is_empty() {
            let closing = format!("{}{consequence}", report::tally(problems));
            text.push_str(&paint.text(Style::Strong, &closing));
            text.push('\n');
        }
        self.message(&text);
    }
}
