//! How text is laid out and coloured. Everything foreign is washed here before it can reach a terminal.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What the place can show to which a text goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Colours and bold.
    pub colour: bool,
    /// Bars; otherwise words say the same.
    pub bars: bool,
    /// Columns.
    pub width: usize,
}

/// What a colour is for; never the only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// Headings.
    Strong,
    /// Less important.
    Faint,
    /// Good.
    Green,
    /// Worth a look.
    Yellow,
    /// To be mended.
    Red,
    /// Neutral emphasis.
    Blue,
}

impl Style {
    /// No colours and no bars, for files and pipes.
    pub fn plain(width: usize) -> Self {
        Self { colour: false, bars: false, width }
    }

    /// The text in this ink.
    pub fn paint(&self, ink: Ink, text: &str) -> String {
        if !self.colour || text.is_empty() {
            return text.to_owned();
        }
        let code = match ink {
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Green => "32",
            Ink::Yellow => "33",
            Ink::Red => "31",
            Ink::Blue => "36",
        };
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    }
}

/// The text without anything that a terminal would obey: control characters, and marks that turn the direction of
/// writing. Line ends and tabs become blanks.
pub fn wash(text: &str) -> Cow<'_, str> {
    let harmless = |c: char| !c.is_control() && !turns(c);
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let washed = text.chars().filter_map(|c| match c {
        '\n' | '\t' | '\r' => Some(' '),
        c if harmless(c) => Some(c),
        _ => None,
    });
    Cow::Owned(washed.collect())
}

/// Marks that override the direction of writing: with them a text can look like another one.
fn turns(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// How many columns the text takes; colours take none.
pub fn columns(text: &str) -> usize {
    let mut columns = 0;
    let mut rest = text;
    while let Some(at) = rest.find('\u{1b}') {
        columns += rest[..at].width();
        rest = rest[at..].split_once('m').map_or("", |(_, after)| after);
    }
    columns + rest.width()
}

/// The text, filled with blanks to `width` columns.
pub fn pad(text: &str, width: usize) -> String {
    format!("{text}{}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The text, filled with blanks on the left.
pub fn pad_left(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(columns(text))))
}

/// The text cut to `width` columns, with an ellipsis where something was cut. Without colours only.
pub fn cut(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > width {
            break;
        }
        cut.push(c);
    }
    if width > 0 {
        cut.push('…');
    }
    cut
}

/// The pieces put into lines of at most `width` columns, joined by `gap`; further lines begin with `indent` blanks.
pub fn wrap(pieces: &[String], gap: &str, width: usize, indent: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces {
        if line.trim().is_empty() {
            line.push_str(piece);
        } else if columns(&line) + columns(gap) + columns(piece) <= width {
            line.push_str(gap);
            line.push_str(piece);
        } else {
            lines.push(std::mem::replace(&mut line, format!("{}{piece}", " ".repeat(indent))));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A text in lines of at most `width` columns; further lines begin with `indent` blanks.
pub fn paragraph(text: &str, width: usize, indent: usize) -> String {
    let words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
    wrap(&words, " ", width, indent).join("\n")
}

/// Minutes and seconds: `1:05`.
pub fn clock(time: std::time::Duration) -> String {
    let seconds = time.as_millis().saturating_add(500) / 1000;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The moment in a recording: `1:05`, rounded down, so that a jump there hears the word.
pub fn moment(seconds: f64) -> String {
    let seconds = seconds.max(0.0) as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn nothing_that_a_terminal_obeys_gets_through() {
        assert_eq!(wash("a\u{1b}[31mred\u{7}\u{9b}2J\nb"), "a[31mred2J b");
        assert_eq!(wash("safe\u{202e}exe"), "safeexe");
        assert!(matches!(wash("Grüße, 世界"), Cow::Borrowed(_)));
    }

    #[test]
    fn columns_count_wide_letters_twice_and_colours_not_at_all() {
        assert_eq!(columns("世界"), 4);
        let red = Style { colour: true, bars: true, width: 80 }.paint(Ink::Red, "ab");
        assert_eq!((columns(&red), columns(&format!("x{red}y"))), (2, 4));
        assert_eq!(pad("世", 4), "世  ");
        assert_eq!(pad_left("ab", 4), "  ab");
    }

    #[test]
    fn a_cut_never_exceeds_its_width() {
        assert_eq!(cut("abcdef", 4), "abc…");
        assert_eq!(cut("世界世界", 4), "世…");
        assert_eq!(cut("ab", 2), "ab");
        assert_eq!(cut("ab", 0), "");
    }

    #[test]
    fn lines_break_between_pieces() {
        let pieces: Vec<String> = ["one", "two", "three"].map(String::from).into();
        assert_eq!(wrap(&pieces, "  ", 9, 1), ["one  two", " three"]);
        assert_eq!(paragraph("a bb ccc", 4, 0), "a bb\nccc");
    }

    #[test]
    fn clocks_round_and_moments_do_not() {
        assert_eq!(clock(Duration::from_millis(64_600)), "1:05");
        assert_eq!(moment(64.9), "1:04");
        assert_eq!(moment(-1.0), "0:00");
    }
}
