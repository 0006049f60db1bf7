//! Columns for any list: as wide as they need to be, and cut where the terminal ends.

use super::text::{columns_of, cut};
use super::{Colour, Style, wash};

/// On which side of its column a cell stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// The head of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Column<'a> {
    /// What stands above it.
    pub title: &'a str,
    /// On which side its cells stand.
    pub align: Align,
}

impl<'a> Column<'a> {
    /// A column of text.
    pub fn left(title: &'a str) -> Self {
        Self { title, align: Align::Left }
    }

    /// A column of numbers.
    pub fn right(title: &'a str) -> Self {
        Self { title, align: Align::Right }
    }
}

/// Blanks between two columns.
const GAP: usize = 2;
/// No column is made narrower than this.
const NARROWEST: usize = 8;

/// The rows under their heads, one line a row. The widest columns are cut where the terminal is too narrow for all.
/// Cells are washed; they have no colours.
pub fn table(columns: &[Column<'_>], rows: &[Vec<String>], style: &Style) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|cell| wash(cell).into_owned()).collect()).collect();
    let widths = widths(columns, &cells, style.width);
    let head: Vec<String> = columns.iter().map(|column| column.title.to_owned()).collect();
    let mut text = String::new();
    if columns.iter().any(|column| !column.title.is_empty()) {
        text.push_str(&style.paint(Colour::Faint, &line(columns, &head, &widths)));
        text.push('\n');
    }
    for row in &cells {
        text.push_str(&line(columns, row, &widths));
        text.push('\n');
    }
    text
}

fn widths(columns: &[Column<'_>], rows: &[Vec<String>], room: usize) -> Vec<usize> {
    let widest = |at: usize, column: &Column<'_>| {
        let cells = rows.iter().filter_map(|row| row.get(at)).map(|cell| columns_of(cell));
        cells.chain([columns_of(column.title)]).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = columns.iter().enumerate().map(|(at, column)| widest(at, column)).collect();
    let gaps = GAP * columns.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > room {
        match widths.iter_mut().max() {
            Some(width) if *width > NARROWEST => *width -= 1,
            _ => break,
        }
    }
    widths
}

fn line(columns: &[Column<'_>], cells: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    for (at, ((cell, column), width)) in cells.iter().zip(columns).zip(widths).enumerate() {
        if at > 0 {
            line.push_str(&" ".repeat(GAP));
        }
        let cell = cut(cell, *width);
        let blanks = " ".repeat(width.saturating_sub(columns_of(&cell)));
        match column.align {
            Align::Left => line.extend([cell, blanks]),
            Align::Right => line.extend([blanks, cell]),
        }
    }
    line.truncate(line.trim_end().len());
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Vec<String>> {
        vec![
            vec!["USB\u{1b}[2J Microphone".into(), "7".into(), "the default".into()],
            vec!["麦克风".into(), "12".into(), String::new()],
        ]
    }

    #[test]
    fn columns_stand_below_each_other_whatever_the_script() {
        let columns = [Column::left("name"), Column::right("no"), Column::left("")];
        let text = table(&columns, &rows(), &Style::plain(80));
        assert_eq!(text, "name            no\nUSB Microphone   7  the default\n麦克风          12\n");
    }

    #[test]
    fn a_narrow_terminal_cuts_the_widest_column() {
        let columns = [Column::left(""), Column::right(""), Column::left("")];
        let text = table(&columns, &rows(), &Style::plain(26));
        assert_eq!(text, "USB Micro…   7  the defau…\n麦克风      12\n");
        assert!(text.lines().all(|line| columns_of(line) <= 26), "{text}");
    }
}
