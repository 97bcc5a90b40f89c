//! Colors of a terminal.

/// Whether text is colored.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Paint {
    /// It is.
    Colored,
    /// It is plain.
    #[default]
    Plain,
}

/// What a text is, and so how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// It stands out.
    Strong,
    /// It is there for whoever looks for it.
    Faint,
    /// It came, or is fine.
    Good,
    /// It changed, or is worth a look.
    Notable,
    /// It went, or is wrong.
    Bad,
    /// It says where.
    Place,
}

impl Paint {
    /// The text in a style.
    ///
    /// ```
    /// use formwork::report::{Paint, Style};
    /// assert_eq!(Paint::Plain.text(Style::Bad, "error"), "error");
    /// assert_eq!(Paint::Colored.text(Style::Bad, "error"), "\u{1b}[1;31merror\u{1b}[0m");
    /// ```
    pub fn text(self, style: Style, text: &str) -> String {
        if self == Paint::Plain || text.is_empty() {
            return text.to_string();
        }
        let code = match style {
            Style::Strong => "1",
            Style::Faint => "2",
            Style::Good => "32",
            Style::Notable => "33",
            Style::Bad => "1;31",
            Style::Place => "36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}
