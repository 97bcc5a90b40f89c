//! Tables of aligned columns.

use super::{Paint, Style};

/// Where the text of a column stands in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Words.
    Left,
    /// Numbers.
    Right,
}

/// Rows below a heading, in columns two spaces apart, with no space at the end of a line.
///
/// ```
/// use formwork::report::{Align, Paint, table};
/// let rows = [["Network".to_string(), "62".to_string()], ["App".to_string(), "7".to_string()]];
/// let text = table([("stack", Align::Left), ("resources", Align::Right)], &rows, |_, _| None, Paint::Plain);
/// assert_eq!(text, "stack    resources\nNetwork         62\nApp              7\n");
/// ```
pub fn table<const N: usize>(
    columns: [(&str, Align); N],
    rows: &[[String; N]],
    style: impl Fn(usize, usize) -> Option<Style>,
    paint: Paint,
) -> String {
    let width = |column: usize| {
        let cells = rows.iter().map(|row| row[column].chars().count());
        cells.chain([columns[column].0.chars().count()]).max().unwrap_or_default()
    };
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    let mut line = |cells: [&str; N], style: &dyn Fn(usize) -> Option<Style>| {
        let last = cells.iter().rposition(|cell| !cell.is_empty()).unwrap_or_default();
        for (column, cell) in cells.iter().enumerate().take(last + 1) {
            let space = " ".repeat(widths[column] - cell.chars().count());
            let cell = style(column).map_or_else(|| cell.to_string(), |style| paint.text(style, cell));
            let (before, after) = match columns[column].1 {
                Align::Left if column == last => ("", ""),
                Align::Left => ("", space.as_str()),
                Align::Right => (space.as_str(), ""),
            };
            let gap = if column > 0 { "  " } else { "" };
            text.push_str(&format!("{gap}{before}{cell}{after}"));
        }
        text.push('\n');
    };
    line(std::array::from_fn(|column| columns[column].0), &|_| Some(Style::Strong));
    for (number, row) in rows.iter().enumerate() {
        line(std::array::from_fn(|column| row[column].as_str()), &|column| style(number, column));
    }
    text
}
