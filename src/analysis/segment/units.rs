//! The pieces that a cut keeps whole: sentences, or clauses where a sentence is long or the recogniser wrote no full stops.

use super::super::text::Text;
use crate::transcript::{Span, Word};
use std::ops::Range;
use std::time::Duration;

/// From so many words on a sentence is taken apart: longer ones are mostly several that lost their full stops.
const LONG: usize = 24;
/// No piece is made shorter.
const SHORTEST: usize = 4;
/// A silence that may stand for a full stop (0.25 to 0.5 s is normal between words).
const PAUSE: Duration = Duration::from_millis(600);
/// Without any clause or pause a piece ends here.
const LONGEST: usize = 40;

/// Words after which, with a subject behind them, a new clause begins.
const JOINTS: &[&str] = &["and", "so", "then", "but", "because"];
const SUBJECTS: &[&str] =
    &["i", "i'd", "i've", "i'm", "we", "they", "it", "there", "nobody", "then", "so", "the", "this"];
/// Words that begin a new thought wherever they stand.
const OPENERS: &[&[&str]] = &[
    &["as", "a", "result"],
    &["looking", "back"],
    &["in", "the", "end"],
    &["in", "hindsight"],
    &["after", "that"],
    &["next", "time"],
    &["since", "then"],
    &["first", "i"],
    &["finally"],
    &["what", "i", "learned"],
];

/// The pieces as ranges of tokens, in order, without a gap.
pub fn units(text: &Text, words: &[Word], speech: &[Span]) -> Vec<Range<usize>> {
    let mut units = Vec::new();
    for sentence in &text.sentences {
        let mut start = sentence.start;
        if sentence.end - sentence.start >= LONG {
            for at in sentence.start + SHORTEST..sentence.end {
                let room = at - start >= SHORTEST && sentence.end - at >= SHORTEST;
                let begins = || clause(text, at) || pause(text, words, speech, at) || at - start >= LONGEST;
                if room && begins() {
                    units.push(start..at);
                    start = at;
                }
            }
        }
        units.push(start..sentence.end);
    }
    units
}

fn clause(text: &Text, at: usize) -> bool {
    let plain = |at: usize| text.tokens.get(at).map_or("", |token| token.plain.as_str());
    let joint = JOINTS.contains(&plain(at)) && SUBJECTS.contains(&plain(at + 1));
    joint || OPENERS.iter().any(|opener| says(text, at, opener))
}

fn says(text: &Text, at: usize, words: &[&str]) -> bool {
    let token = |n: usize| text.tokens.get(at + n).map(|token| token.plain.as_str());
    words.iter().enumerate().all(|(n, word)| token(n) == Some(*word))
}

/// Whether there is a silence before this token.
fn pause(text: &Text, words: &[Word], speech: &[Span], at: usize) -> bool {
    let word = |at: usize| words.get(text.tokens.get(at)?.word);
    let Some((before, after)) = at.checked_sub(1).and_then(word).zip(word(at)) else { return false };
    let silence = |pair: &[Span]| Span::new(pair[0].end, pair[1].start);
    // Word times are rough, speech spans are not: the silence has to lie about here.
    speech.windows(2).map(silence).any(|silence| {
        let middle = silence.start + silence.length() / 2;
        silence.length() >= PAUSE && before.start < middle && middle < after.end
    })
}
