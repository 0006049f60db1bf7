//! From words to moments, and from moments to words.

use crate::transcript::{Span, Word};
use std::time::Duration;

/// Word times of the engine are good to about this much.
const ROUGH: Duration = Duration::from_millis(1200);

/// The moment before word `at` at which the recording is cut: the middle of the longest silence between it and the word
/// before, else the middle between both. The beginning for the first word, the end for none.
pub fn time_before(words: &[Word], speech: &[Span], at: usize) -> Duration {
    let end = speech.last().map_or(Duration::ZERO, |span| span.end);
    let Some(before) = at.checked_sub(1).and_then(|at| words.get(at)) else { return Duration::ZERO };
    let Some(after) = words.get(at) else { return end.max(before.end) };
    let window = Span::new(middle(before.start, before.end), middle(after.start, after.end));
    let silences = speech.windows(2).map(|pair| Span::new(pair[0].end, pair[1].start));
    let here = silences.filter(|silence| window.start < silence.end && silence.start < window.end);
    match here.max_by_key(Span::length) {
        Some(silence) => middle(silence.start, silence.end),
        None => middle(before.end, after.start),
    }
}

/// The word from which on the words belong behind `mark`, at or behind word `from`: the beginning of a sentence near the
/// mark, else the nearest beginning of a word.
pub fn word_at(words: &[Word], from: usize, mark: Duration) -> usize {
    let begins = |at: usize| match (at.checked_sub(1).and_then(|before| words.get(before)), words.get(at)) {
        (None, _) => Duration::ZERO,
        (Some(before), None) => before.end,
        (Some(before), Some(after)) => middle(before.end, after.start),
    };
    let away = |at: &usize| begins(*at).abs_diff(mark);
    let starts_sentence = |at: &usize| match at.checked_sub(1) {
        None => true,
        Some(before) => *at == words.len() || ends_sentence(&words[before].text),
    };
    let near = (from..=words.len()).filter(starts_sentence).filter(|at| away(at) <= ROUGH).min_by_key(away);
    near.or_else(|| (from..=words.len()).min_by_key(away)).unwrap_or(words.len())
}

fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '”', '’', ')']).ends_with(['.', '?', '!'])
}

fn middle(from: Duration, to: Duration) -> Duration {
    from.min(to) + from.abs_diff(to) / 2
}
