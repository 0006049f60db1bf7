//! Where sentences and paragraphs end.

use super::place;

/// Abbreviations whose dot ends no sentence when a word in lower case follows.
const SHORT_FORMS: &[&str] = &[
    "mr", "mrs", "ms", "dr", "prof", "vs", "etc", "approx", "e.g", "i.e", "a.k.a", "no", "inc", "ltd", "sr",
    "jr", "st",
];

/// Abbreviations that need a word after them: their dot never ends a sentence.
const NEVER_LAST: &[&str] = &["mr", "mrs", "dr", "prof", "vs", "e.g", "i.e", "approx"];

/// Whether a sentence ends with this piece. `alone`: it is the first word of its sentence.
pub(super) fn ends_sentence(piece: &str, next: &str, alone: bool) -> bool {
    // Most pieces end with a letter.
    if piece.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let core = piece.trim_end_matches(['"', '”', '’', '\'', ')', ']', '*']);
    if core.ends_with(['?', '!']) {
        return true;
    }
    let goes_on = next.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase);
    if core.ends_with('…') || core.ends_with("...") {
        return !goes_on;
    }
    let Some(word) = core.strip_suffix('.') else { return core.ends_with(['。', '؟', '।']) };
    let word = word.trim_start_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    // "1." before an item of a list
    if alone && !next.is_empty() && !word.is_empty() && word.chars().all(|c| c.is_ascii_digit()) {
        return false;
    }
    let letter = |text: &str| text.chars().count() == 1 && text.chars().all(char::is_alphabetic);
    let next_letter = next.strip_suffix('.').is_some_and(&letter);
    if letter(&word) && (next_letter || goes_on && word != "i")
        || !next.is_empty() && NEVER_LAST.contains(&word.as_str())
    {
        return false;
    }
    let dotted = word.contains('.') && word.split('.').all(letter);
    !(goes_on && (dotted || SHORT_FORMS.contains(&word.as_str())))
}

/// After which pieces a paragraph or an item of a list ends.
pub(super) fn paragraph_ends(text: &str, pieces: &[&str]) -> Vec<bool> {
    let mut ends = vec![false; pieces.len()];
    let mut done = 0;
    let mut line_end = 0;
    for line in text.split_inclusive('\n') {
        line_end += line.len();
        let here = pieces[done..].iter().take_while(|piece| place(text, piece).start < line_end).count();
        let item = line.trim_start().starts_with(['-', '*', '•', '#']);
        if (here == 0 || item) && done > 0 {
            ends[done - 1] = true;
        }
        done += here;
        if item && line.trim_start().starts_with('#') && here > 0 {
            ends[done - 1] = true;
        }
    }
    ends
}
