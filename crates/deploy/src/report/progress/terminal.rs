use super::words::Words;
use super::working::Working;
use indexmap::IndexMap;
use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Lines that change below lines that stay.
pub struct Terminal {
    lines: MultiProgress,
    bars: IndexMap<String, ProgressBar>,
}

impl Terminal {
    pub fn new(target: ProgressDrawTarget) -> Self {
        Terminal { lines: MultiProgress::with_draw_target(target), bars: IndexMap::new() }
    }

    /// Adds lines that stay.
    pub fn put(&self, lines: &[String]) {
        for line in lines {
            let _ = self.lines.println(line); // whoever looked at it has gone
        }
    }

    /// Draws the line of each step that is being worked on, and takes away those of others.
    pub fn draw(&mut self, working: &IndexMap<String, Working>, words: &Words, at_ms: i64) {
        // a bar that is dropped is cleared
        self.bars.retain(|step, _| working.contains_key(step));
        for (step, working) in working {
            let bar = self.bars.entry(step.clone()).or_insert_with(|| self.lines.add(spinner()));
            bar.set_message(words.working(step, working, at_ms));
            bar.tick();
        }
    }

    pub fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        self.lines.suspend(print)
    }
}

fn spinner() -> ProgressBar {
    let style = ProgressStyle::with_template("{spinner} {wide_msg}");
    let style = style.unwrap_or_else(|_| ProgressStyle::default_spinner());
    ProgressBar::new_spinner().with_style(style.tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ "))
}
