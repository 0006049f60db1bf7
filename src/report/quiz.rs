//! A quiz: a question with its options, what was right about the answer, and the result at the end.

use super::text::{count, wrap};
use super::{Colour, Style, wash};
use crate::memory::QuizResult;
use crate::plan::quiz::Asked;

/// The letter of an option: a, b, c …
pub fn letter(at: usize) -> char {
    u8::try_from(at).ok().filter(|at| *at < 26).map_or('?', |at| char::from(b'a' + at))
}

/// "1 of 3: …", for a prompt that lists the options itself.
pub fn question_lines(at: usize, of: usize, asked: &Asked<'_>, style: &Style) -> String {
    let place = style.paint(Colour::Faint, &format!("{} of {of}:", at + 1));
    let text = style.paint(Colour::Strong, &wash(asked.question));
    wrap(&format!("{place} {text}"), style.reading_width(), "", "").join("\n") + "\n"
}

/// The question with its options, where nobody lists them.
pub fn with_options(at: usize, of: usize, asked: &Asked<'_>, style: &Style) -> String {
    let mut lines = vec![question_lines(at, of, asked, style).trim_end().to_owned()];
    for (at, option) in asked.options.iter().enumerate() {
        lines.extend(option_lines(&letter(at).to_string(), &option.text, style));
    }
    lines.join("\n") + "\n"
}

fn option_lines(letter: &str, text: &str, style: &Style) -> Vec<String> {
    wrap(&wash(text), style.reading_width(), &format!("  {letter}) "), "     ")
}

/// What is right or wrong about the answer, at once: the chosen option, and the right one.
pub fn explanation(asked: &Asked<'_>, chosen: usize, style: &Style) -> String {
    let right = asked.right();
    let mut lines = Vec::new();
    if chosen != right {
        lines.extend(explained(asked, chosen, style));
    }
    lines.extend(explained(asked, right, style));
    lines.join("\n") + "\n\n"
}

fn explained(asked: &Asked<'_>, at: usize, style: &Style) -> Vec<String> {
    let Some(option) = asked.options.get(at) else { return Vec::new() };
    let (sign, word, colour) = if option.right {
        (style.either("✓", "+"), "Right", Colour::Good)
    } else {
        (style.cross(), "Not this one", Colour::Bad)
    };
    let head = format!("{} ", style.paint(colour, &format!("{sign} {word}, {})", letter(at))));
    let mut lines = wrap(&wash(&option.text), style.reading_width(), &head, "  ");
    lines.extend(wrap(&wash(&option.because), style.reading_width(), "  ", "  "));
    lines
}

/// The result, the one before it, and how to take it again. `before` is the last result for this story.
pub fn result(result: &QuizResult, before: Option<&QuizResult>, style: &Style) -> String {
    let said = format!("{} of {} right", result.right, result.of);
    let colour = if result.right == result.of { Colour::Good } else { Colour::Watch };
    let mut lines = vec![format!("{}.", style.paint(colour, &said))];
    if let Some(before) = before {
        let date = before.when.strftime("%-d %b %Y");
        lines.push(format!("Last time: {} of {} ({date}).", before.right, before.of));
    }
    let story = wash(&result.story);
    lines.push(String::new());
    lines.push(format!(
        "{} rehearse quiz {story} --seed {}",
        style.paint(Colour::Faint, "The same order again:"),
        result.seed
    ));
    lines.push(format!("{} rehearse practice {story}", style.paint(Colour::Faint, "Next:")));
    lines.join("\n") + "\n"
}

/// What is said before the first question.
pub fn beginning(title: &str, questions: usize, seed: u64, style: &Style) -> String {
    let parts = [wash(title).into_owned(), count(questions, "question", "questions"), format!("seed {seed}")];
    let lines = wrap(&parts.join(style.dot()), style.reading_width(), "", "");
    let lines: Vec<String> = lines.iter().map(|line| style.paint(Colour::Strong, line)).collect();
    lines.join("\n") + "\n\n"
}
