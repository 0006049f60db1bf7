//! What the model sees of a text: which runs of up to three words it has, and which pairs around one word; and the same
//! once more with classes in the place of words (`classes.rs`), since nobody can write examples with every team and verb.

use super::classes;
use crate::analysis::quick::{QuickMap, QuickSet};
use crate::analysis::text::Text;
use crate::content::ShortText;
use std::ops::Range;

/// The longest run.
const LONGEST: usize = 3;
/// Stands for the word between a pair.
const ANY: &str = "_";
/// Stands for the end of a sentence.
const STOP: &str = ".";
/// Begins a run of classes.
const CLASSES: &str = "~";
/// These are said without meaning.
const FILLERS: [&str; 4] = ["um", "uh", "er", "erm"];

/// A word of a run: a part of a token, or the end of a sentence after it.
struct Part {
    word: ShortText,
    /// Its class, or its stem where it has none.
    class: ShortText,
    token: usize,
}

/// Each presence counts by this share, so that a long text is no louder than a short one.
pub fn share(count: usize) -> f32 {
    4.0 / (count.max(1) as f32).sqrt()
}

/// Gives every run of a text with the tokens that it covers, in the order of their first tokens; a run that is there twice is
/// given twice.
pub fn runs(text: &Text, give: &mut impl FnMut(&str, Range<usize>)) {
    let parts = parts(text);
    let mut buffer = String::new();
    let mut join = |mark: &str, words: &[&str], tokens: Range<usize>| {
        buffer.clear();
        buffer.push_str(mark);
        for (at, word) in words.iter().enumerate() {
            if at > 0 {
                buffer.push(' ');
            }
            buffer.push_str(word);
        }
        give(&buffer, tokens);
    };
    for (from, first) in parts.iter().enumerate() {
        for length in 1..=LONGEST.min(parts.len() - from) {
            let run = &parts[from..from + length];
            let tokens = first.token..run[length - 1].token + 1;
            for (mark, text) in [("", Part::word as fn(&Part) -> &str), (CLASSES, Part::class)] {
                let mut words = [""; LONGEST];
                for (word, part) in words.iter_mut().zip(run) {
                    *word = text(part);
                }
                if length == LONGEST {
                    join(mark, &[words[0], ANY, words[LONGEST - 1]], tokens.clone());
                }
                join(mark, &words[..length], tokens.clone());
            }
        }
    }
}

/// The different runs of a text, in the order in which they first come.
pub fn different(text: &Text) -> Vec<String> {
    let (mut seen, mut different) = (QuickSet::default(), Vec::new());
    runs(text, &mut |words, _| {
        if !seen.contains(words) {
            seen.insert(words.to_owned());
            different.push(words.to_owned());
        }
    });
    different
}

impl Part {
    fn word(&self) -> &str {
        &self.word
    }

    fn class(&self) -> &str {
        &self.class
    }
}

/// The words in a form that does not depend on figures, contractions and case; sentences end with a word of their own.
fn parts(text: &Text) -> Vec<Part> {
    let mut parts = Vec::with_capacity(text.tokens.len() + text.sentences.len() + 8);
    // Most words come again, and finding a stem takes longer than all else here.
    let mut classes: QuickMap<ShortText, [Option<ShortText>; 2]> = QuickMap::default();
    for sentence in &text.sentences {
        for token in sentence.start..sentence.end {
            let written = &text.tokens[token];
            let capital = token > sentence.start && written.bare.starts_with(char::is_uppercase);
            plain(&written.plain, &mut |word| {
                let word = ShortText::new(word);
                let known = &mut classes.entry(word.clone()).or_default()[usize::from(capital)];
                let class = known.get_or_insert_with(|| classes::class(&word, capital)).clone();
                parts.push(Part { word, class, token });
            });
        }
        let end = ShortText::new_static(STOP);
        parts.push(Part { word: end.clone(), class: end, token: sentence.end - 1 });
    }
    parts
}

/// "didn't" is "did not", "we're" is "we 're", any figure is "0", "on-call" is "on call"; a filler is nothing.
fn plain(word: &str, give: &mut impl FnMut(&str)) {
    let (stem, ending) = match word {
        "can't" | "cannot" => ("can", Some("not")),
        "won't" => ("will", Some("not")),
        _ => match word.strip_suffix("n't") {
            Some(stem) => (stem, Some("not")),
            None => match word.rfind('\'').filter(|at| *at > 0 && word.len() - at <= 3) {
                Some(at) => (&word[..at], Some(&word[at..])),
                None => (word, None),
            },
        },
    };
    let pieces = stem.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
    let mut after_figure = false;
    for piece in pieces.filter(|piece| !FILLERS.contains(piece)) {
        let figure = piece.starts_with(|c: char| c.is_numeric());
        // "1,200.5" is one figure.
        if !(figure && after_figure) {
            give(if figure { "0" } else { piece });
        }
        after_figure = figure;
    }
    ending.into_iter().for_each(give);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_figures_and_contractions() {
        let parts = parts(&Text::new("It wasn't my on-call, um, for 1,200.5 users. We're OK"));
        let words: Vec<&str> = parts.iter().map(Part::word).collect();
        let wanted =
            ["it", "was", "not", "my", "on", "call", "for", "0", "users", ".", "we", "'re", "ok", "."];
        assert_eq!(words, wanted);
    }

    #[test]
    fn runs_have_up_to_three_words_and_pairs_skip_one() {
        let runs = different(&Text::new("nobody asked me"));
        for run in ["nobody", "nobody asked", "nobody asked me", "nobody _ me", "asked me .", "me ."] {
            assert!(runs.iter().any(|one| one == run), "{run}: {runs:?}");
        }
        for run in ["~<nobody>", "~<nobody> <given>", "~<nobody> _ me"] {
            assert!(runs.iter().any(|one| one == run), "{run}: {runs:?}");
        }
    }

    #[test]
    fn a_run_knows_its_tokens_and_comes_in_their_order() {
        let text = Text::new("I didn't see it. She, um, fixed that.");
        let mut last = 0;
        runs(&text, &mut |words, tokens| {
            assert!(last <= tokens.start && tokens.start < tokens.end && tokens.end <= text.tokens.len());
            last = tokens.start;
            match words {
                "did not" => assert_eq!(tokens, 1..2),
                "it . she" => assert_eq!(tokens, 3..5),
                "she _ that" => assert_eq!(tokens, 4..8),
                _ => {}
            }
        });
        assert_eq!(last, 7);
    }

    #[test]
    fn what_is_said_twice_is_different_once() {
        let runs = different(&Text::new("no no no"));
        assert_eq!(runs.iter().filter(|run| *run == "no").count(), 1);
    }
}
