//! Foreign text without anything that could steer a terminal: from files, transcripts, device names and models.

use std::borrow::Cow;

/// The text in one line, without control characters, escape sequences and marks that turn the direction of text.
///
/// Line breaks and tabs become blanks. Joiners inside of words stay: emoji and several scripts need them.
pub fn wash(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_harmless) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match c {
            '\u{1b}' => rest = after_escape(rest),
            '\u{9b}' => rest = after_parameters(rest),
            '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => clean.push(' '),
            c if is_harmless(c) => clean.push(c),
            _ => {}
        }
    }
    Cow::Owned(clean)
}

fn is_harmless(c: char) -> bool {
    let turns = matches!(c,
        '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}');
    !c.is_control() && !turns
}

type Rest<'a> = std::str::Chars<'a>;

/// What follows the sequence that an escape character begins.
fn after_escape(mut rest: Rest<'_>) -> Rest<'_> {
    let before = rest.clone();
    match rest.next() {
        Some('[') => after_parameters(rest),
        // Strings to the terminal: its title, its clipboard, links.
        Some(']' | 'P' | 'X' | '^' | '_') => after_string(rest),
        // Two-character sequences, and those with characters in between ("ESC ( B").
        Some(' '..='/') => {
            rest.next();
            rest
        }
        Some('0'..='~') => rest,
        _ => before,
    }
}

/// What follows `ESC [`, its parameters and its final character.
fn after_parameters(mut rest: Rest<'_>) -> Rest<'_> {
    loop {
        let before = rest.clone();
        match rest.next() {
            Some(' '..='?') => {}
            Some('@'..='~') => return rest,
            // Not a sequence after all: the text goes on here.
            _ => return before,
        }
    }
}

/// What follows a string to the terminal. One that never ends hides nothing: only its beginning is dropped.
fn after_string(rest: Rest<'_>) -> Rest<'_> {
    let mut after = rest.clone();
    while let Some(c) = after.next() {
        match c {
            '\u{7}' | '\u{9c}' => return after,
            '\u{1b}' if after.as_str().starts_with('\\') => {
                after.next();
                return after;
            }
            '\u{1b}' => break,
            _ => {}
        }
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn plain_text_of_any_language_passes_untouched() {
        for text in ["I said “no”, −0.3 %", "naïve 测试 שלום", "👩\u{200d}💻", ""] {
            assert!(matches!(wash(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn escape_sequences_go_as_a_whole() {
        assert_eq!(wash("a\u{1b}[31;1mred\u{1b}[0m b"), "ared b");
        assert_eq!(wash("a\u{9b}2Jb"), "ab");
        assert_eq!(wash("\u{1b}]0;my title\u{7}text"), "text");
        assert_eq!(wash("\u{1b}]8;;http://x\u{1b}\\link\u{1b}]8;;\u{1b}\\"), "link");
        assert_eq!(wash("\u{1b}(Bx\u{1b}cy"), "xy");
    }

    #[test]
    fn an_unfinished_sequence_does_not_swallow_the_text() {
        assert_eq!(wash("\u{1b}]I went on and on"), "I went on and on");
        assert_eq!(wash("end\u{1b}"), "end");
        assert_eq!(wash("\u{1b}[12"), "");
        assert_eq!(wash("\u{1b}[1é"), "é");
    }

    #[test]
    fn control_characters_and_turned_text_go_and_breaks_become_blanks() {
        assert_eq!(wash("a\u{8}\u{0}b\u{7f}\u{202e}c\u{2066}d"), "abcd");
        assert_eq!(wash("one\r\ntwo\tthree"), "one  two three");
    }

    proptest! {
        #[test]
        fn nothing_harmful_ever_comes_out(text in "\\PC*|(\u{1b}|\u{9b}|[\\[\\]P;0-9mA]|\u{7}|\\x00|é){0,40}") {
            prop_assert!(wash(&text).chars().all(is_harmless));
        }
    }
}
