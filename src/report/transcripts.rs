//! What was said, with phrases, "we" and fillers marked by a sign and, where allowed, by a colour.

use super::text::{columns_of, count, moment, tenths, wrap, wrap_words};
use super::{Colour, Style, wash};
use crate::analysis::{Delivery, PhraseStatus, StepAnalysis};

/// What the marks mean; shown once.
pub fn legend(style: &Style) -> String {
    let words = [
        (Colour::Good, "[key phrase]"),
        (Colour::Watch, "[~almost]"),
        (Colour::Mark, "*we*"),
        (Colour::Faint, "(filler)"),
    ];
    let words: Vec<String> = words.iter().map(|(colour, text)| style.paint(*colour, text)).collect();
    words.join("  ")
}

/// One word with what stands around it.
#[derive(Default, Clone)]
struct Mark {
    before: String,
    after: String,
    colour: Option<Colour>,
}

/// The text with its marks, wrapped and indented. Word `n` of the analysis is the `n`th piece of `text`.
pub fn marked(text: &str, step: &StepAnalysis, style: &Style) -> Vec<String> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let marks = marks(step, pieces.len());
    let words = pieces.iter().zip(&marks).map(|(word, mark)| dressed(word, mark, style));
    wrap_words(words, style.reading_width(), "  ", "  ")
}

/// The marks of all words. Later kinds take the colour of a word from earlier ones; the signs all stay.
fn marks(step: &StepAnalysis, words: usize) -> Vec<Mark> {
    let mut marks = vec![Mark::default(); words];
    for phrase in &step.phrases {
        let Some([first, end]) = phrase.words else { continue };
        match phrase.status {
            PhraseStatus::Said => put(&mut marks, first, end, ("[", "]"), Colour::Good),
            PhraseStatus::Close => put(&mut marks, first, end, ("[~", "]"), Colour::Watch),
            PhraseStatus::Missing => {}
        }
    }
    for filler in &step.fillers {
        put(&mut marks, filler.at, filler.at + filler.length.max(1), ("(", ")"), Colour::Faint);
    }
    for we in &step.we {
        put(&mut marks, we.at, we.at + 1, ("*", "*"), Colour::Mark);
    }
    marks
}

/// Marks the words from `first` up to `end`; a range that the text does not have marks nothing.
fn put(marks: &mut [Mark], first: usize, end: usize, (open, close): (&str, &str), colour: Colour) {
    let Some(range) = marks.get_mut(first..end).filter(|range| !range.is_empty()) else { return };
    for mark in range.iter_mut() {
        mark.colour = Some(colour);
    }
    // A later mark of the same word goes inside of the earlier ones.
    if let Some(mark) = range.first_mut() {
        mark.before.push_str(open);
    }
    if let Some(mark) = range.last_mut() {
        mark.after.insert_str(0, close);
    }
}

/// The word with its signs around it; punctuation after the word stays outside of them.
fn dressed(word: &str, mark: &Mark, style: &Style) -> String {
    let word = wash(word);
    let core = word.trim_end_matches(|c: char| c.is_ascii_punctuation() && c != '%' && c != '\'');
    let core = if core.is_empty() || mark.after.is_empty() { &word } else { core };
    let tail = &word[core.len()..];
    let text = format!("{}{core}{}", mark.before, mark.after);
    match mark.colour {
        Some(colour) => style.paint(colour, &text) + tail,
        None => text + tail,
    }
}

/// What the text does not show: phrases that are missing or only almost there, pauses, fillers.
pub fn notes(step: &StepAnalysis, style: &Style) -> Vec<String> {
    let mut lines = Vec::new();
    let missing: Vec<_> = step
        .phrases
        .iter()
        .filter(|phrase| phrase.status == PhraseStatus::Missing)
        .map(|phrase| wash(&phrase.phrase))
        .collect();
    if !missing.is_empty() {
        let label = style.paint(Colour::Bad, &format!("{} not said:", style.cross()));
        lines.extend(listed(&label, &missing.join(style.dot()), style));
    }
    for phrase in step.phrases.iter().filter(|phrase| phrase.status == PhraseStatus::Close) {
        let heard = phrase.heard.as_deref().map(|heard| format!(", heard: \"{}\"", wash(heard)));
        let why = phrase.why.as_deref().map(|why| format!(" ({})", wash(why)));
        let text =
            format!("\"{}\"{}{}", wash(&phrase.phrase), heard.unwrap_or_default(), why.unwrap_or_default());
        lines.extend(listed(&style.paint(Colour::Watch, "~ almost:"), &text, style));
    }
    let delivery = step.delivery.as_ref().map(delivery).unwrap_or_default();
    let fillers = fillers(step);
    let sound: Vec<String> = fillers.into_iter().chain(delivery).collect();
    if !sound.is_empty() {
        lines.extend(listed(&style.paint(Colour::Faint, "heard:"), &sound.join(style.dot()), style));
    }
    lines
}

fn listed(label: &str, text: &str, style: &Style) -> Vec<String> {
    wrap(text, style.reading_width(), &format!("  {label} "), &" ".repeat(4.min(columns_of(label))))
}

fn fillers(step: &StepAnalysis) -> Option<String> {
    // Engines leave many fillers out: the number is what is there at least.
    (!step.fillers.is_empty()).then(|| format!("at least {}", count(step.fillers.len(), "filler", "fillers")))
}

fn delivery(delivery: &Delivery) -> Vec<String> {
    let mut said = Vec::new();
    if !delivery.hesitations.is_empty() {
        said.push(count(delivery.hesitations.len(), "probable hesitation", "probable hesitations"));
    }
    for pause in &delivery.long_pauses {
        said.push(format!("pause of {} at {}", tenths(pause.length()), moment(pause.start.as_secs_f64())));
    }
    said
}
