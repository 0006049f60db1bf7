//! Lines of a screen: filled, cut, wrapped.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The text with a capital first letter.
pub fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_wide_letters_twice_and_colours_not_at_all() {
        assert_eq!(columns("世界"), 4);
        let red = "\u{1b}[31mab\u{1b}[0m";
        assert_eq!((columns(red), columns(&format!("x{red}y"))), (2, 4));
        assert_eq!(pad("世", 4), "世  ");
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
}
