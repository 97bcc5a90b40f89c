//! A terminal that remembers what it shows.

use indicatif::{ProgressDrawTarget, TermLike};
use std::io::Result;
use std::sync::{Arc, Mutex};

/// A terminal of some width that is as high as needed. Clones show the same.
#[derive(Clone, Debug)]
pub struct Glass {
    width: u16,
    screen: Arc<Mutex<Screen>>,
}

#[derive(Debug, Default)]
struct Screen {
    rows: Vec<Vec<char>>,
    row: usize,
    column: usize,
    /// Whether what comes belongs to a change of color, until an `m`.
    is_in_color: bool,
}

impl Glass {
    pub fn new(width: u16) -> Self {
        Glass { width, screen: Arc::default() }
    }

    pub fn target(&self) -> ProgressDrawTarget {
        ProgressDrawTarget::term_like(Box::new(self.clone()))
    }

    /// What it shows, without space at the ends of lines and without a spinner's state.
    pub fn text(&self) -> String {
        let screen = self.screen.lock().expect("nobody panics with it");
        let rows = screen.rows.iter().map(|row| {
            let row: String = row.iter().map(|one| if "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏".contains(*one) { '*' } else { *one }).collect();
            format!("{}\n", row.trim_end())
        });
        let text: String = rows.collect();
        format!("{}\n", text.trim_end_matches('\n'))
    }

    fn with(&self, change: impl FnOnce(&mut Screen)) -> Result<()> {
        change(&mut self.screen.lock().expect("nobody panics with it"));
        Ok(())
    }
}

impl Screen {
    fn write(&mut self, text: &str, width: usize) {
        for character in text.chars() {
            match character {
                '\u{1b}' => self.is_in_color = true,
                'm' if self.is_in_color => self.is_in_color = false,
                _ if self.is_in_color => {}
                '\r' => self.column = 0,
                '\n' => (self.row, self.column) = (self.row + 1, 0),
                character => {
                    // a full row is left only when something follows
                    if self.column == width {
                        (self.row, self.column) = (self.row + 1, 0);
                    }
                    self.put(character);
                }
            }
        }
    }

    fn put(&mut self, character: char) {
        self.rows.resize(self.rows.len().max(self.row + 1), Vec::new());
        let row = &mut self.rows[self.row];
        row.resize(row.len().max(self.column + 1), ' ');
        row[self.column] = character;
        self.column += 1;
    }
}

impl TermLike for Glass {
    fn width(&self) -> u16 {
        self.width
    }

    fn move_cursor_up(&self, n: usize) -> Result<()> {
        self.with(|screen| screen.row = screen.row.saturating_sub(n))
    }

    fn move_cursor_down(&self, n: usize) -> Result<()> {
        self.with(|screen| screen.row += n)
    }

    fn move_cursor_right(&self, n: usize) -> Result<()> {
        self.with(|screen| screen.column += n)
    }

    fn move_cursor_left(&self, n: usize) -> Result<()> {
        self.with(|screen| screen.column = screen.column.saturating_sub(n))
    }

    fn write_line(&self, text: &str) -> Result<()> {
        self.with(|screen| screen.write(&format!("{text}\n"), usize::from(self.width)))
    }

    fn write_str(&self, text: &str) -> Result<()> {
        self.with(|screen| screen.write(text, usize::from(self.width)))
    }

    fn clear_line(&self) -> Result<()> {
        self.with(|screen| {
            screen.column = 0;
            if let Some(row) = screen.rows.get_mut(screen.row) {
                row.clear();
            }
        })
    }

    fn flush(&self) -> Result<()> {
        Ok(())
    }
}
