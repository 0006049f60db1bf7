//! What the model sees of a text: which runs of up to three words it has, and which pairs around one word; and the same
//! once more with classes in the place of words (`classes.rs`), since nobody can write examples with every team and verb.

use super::classes::{self, Stems};
use super::table;
use crate::analysis::text::Text;
use crate::content::ShortText;
use std::ops::Range;

/// So many sentences are judged together.
pub const WINDOW: usize = 3;
/// Stands for the word between a pair.
const ANY: &str = "_";
/// Stands for the end of a sentence.
const STOP: &str = ".";
/// These are said without meaning.
const FILLERS: [&str; 4] = ["um", "uh", "er", "erm"];

/// A word of a run: a part of a token, or the end of a sentence after it. `N` is how words are told apart.
struct Part<N> {
    word: N,
    /// Its class, or its stem where it has none.
    class: N,
    token: usize,
}

/// Each presence counts by this share, so that a long text is no louder than a short one.
pub fn share(count: usize) -> f32 {
    4.0 / (count.max(1) as f32).sqrt()
}

/// Gives every run of a text, in the order of their first tokens: whether it has classes in the place of words, its words
/// under the names that they are given here, and the tokens that it covers. A run that is there twice is given twice.
pub fn runs<N: Clone>(
    text: &Text,
    name: impl Fn(&str) -> N,
    known: Stems,
    give: &mut impl FnMut(bool, &[&N], Range<usize>),
) {
    let any = name(ANY);
    let parts = parts(text, &name, known);
    for (from, first) in parts.iter().enumerate() {
        let mut give = |run: &[&Part<N>], pair: bool| {
            let tokens = first.token..run.last().map_or(first.token, |last| last.token) + 1;
            for (classes, name) in [(false, Part::word as fn(&Part<N>) -> &N), (true, Part::class)] {
                match run {
                    [a, _, c] if pair => give(classes, &[name(a), &any, name(c)], tokens.clone()),
                    [a, b, c] => give(classes, &[name(a), name(b), name(c)], tokens.clone()),
                    [a, b] => give(classes, &[name(a), name(b)], tokens.clone()),
                    [a, ..] => give(classes, &[name(a)], tokens.clone()),
                    [] => {}
                }
            }
        };
        give(&[first], false);
        if let Some(second) = parts.get(from + 1) {
            give(&[first, second], false);
            if let Some(third) = parts.get(from + 2) {
                give(&[first, second, third], true);
                give(&[first, second, third], false);
            }
        }
    }
}

/// Gives every run of a text as it is written down (words with blanks, a mark before classes), and the tokens that it covers.
pub fn written(text: &Text, give: &mut impl FnMut(String, Range<usize>)) {
    runs(text, as_it_is, &|_| None, &mut |classes, words, tokens| {
        let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
        give(format!("{}{}", if classes { table::CLASSES } else { "" }, words.join(" ")), tokens);
    });
}

/// The windows of a text, as ranges of tokens: every [`WINDOW`] sentences that follow each other, or all of a shorter text.
pub fn windows(text: &Text) -> impl Iterator<Item = Range<usize>> {
    let sentences = &text.sentences;
    (0..=sentences.len().saturating_sub(WINDOW)).filter_map(move |first| {
        let last = sentences.get(first..)?.iter().take(WINDOW).next_back()?;
        Some(sentences[first].start..last.end)
    })
}

/// The name of a word where runs are written down.
fn as_it_is(word: &str) -> ShortText {
    ShortText::new(word)
}

impl<N> Part<N> {
    fn word(&self) -> &N {
        &self.word
    }

    fn class(&self) -> &N {
        &self.class
    }
}

/// A word that was met: its name, and those of its class in small letters and with a capital, once they are asked for.
struct Known<N> {
    word: ShortText,
    name: N,
    classes: [Option<N>; 2],
}

/// The words in a form that does not depend on figures, contractions and case; sentences end with a word of their own.
fn parts<N: Clone>(text: &Text, name: impl Fn(&str) -> N, stems: Stems) -> Vec<Part<N>> {
    let mut parts = Vec::with_capacity(text.tokens.len() + text.sentences.len() + 8);
    let stop = name(STOP);
    // Most words come again.
    let mut known: Vec<Known<N>> = Vec::new();
    let mut of_token: Vec<Option<Range<usize>>> = vec![None; text.different];
    for sentence in &text.sentences {
        for token in sentence.start..sentence.end {
            let written = &text.tokens[token];
            let capital = token > sentence.start && written.bare.starts_with(char::is_uppercase);
            let words = of_token[written.number as usize].get_or_insert_with(|| {
                let from = known.len();
                plain(&written.plain, &mut |word| {
                    known.push(Known { word: ShortText::new(word), name: name(word), classes: [None, None] });
                });
                from..known.len()
            });
            for known in &mut known[words.clone()] {
                let class = known.classes[usize::from(capital)]
                    .get_or_insert_with(|| name(&classes::class(&known.word, capital, stems)));
                parts.push(Part { word: known.name.clone(), class: class.clone(), token });
            }
        }
        parts.push(Part { word: stop.clone(), class: stop.clone(), token: sentence.end - 1 });
    }
    parts
}

/// "didn't" is "did not", "we're" is "we are", "he's" is "he 's", any figure is "0", "on-call" is "on call"; a filler is nothing.
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
    // What 's and 'd stand for is not always the same.
    let full = |ending| match ending {
        "'re" => "are",
        "'ve" => "have",
        "'ll" => "will",
        "'m" => "am",
        "'s" if stem == "let" => "us",
        _ => ending,
    };
    ending.map(full).into_iter().for_each(give);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_figures_and_contractions() {
        let text = Text::new("It wasn't my on-call, um, for 1,200.5 users. We're OK");
        let parts = parts(&text, as_it_is, &|_| None);
        let words: Vec<&str> = parts.iter().map(|part| part.word.as_str()).collect();
        let wanted =
            ["it", "was", "not", "my", "on", "call", "for", "0", "users", ".", "we", "are", "ok", "."];
        assert_eq!(words, wanted);
    }

    #[test]
    fn runs_have_up_to_three_words_and_pairs_skip_one() {
        let mut runs = Vec::new();
        written(&Text::new("nobody asked me"), &mut |run, _| runs.push(run));
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
        runs(&text, as_it_is, &|_| None, &mut |_, words, tokens| {
            assert!(last <= tokens.start && tokens.start < tokens.end && tokens.end <= text.tokens.len());
            last = tokens.start;
            let words: Vec<&str> = words.iter().map(|word| word.as_str()).collect();
            match words[..] {
                ["did", "not"] => assert_eq!(tokens, 1..2),
                ["it", ".", "she"] => assert_eq!(tokens, 3..5),
                ["she", "_", "that"] => assert_eq!(tokens, 4..8),
                _ => {}
            }
        });
        assert_eq!(last, 7);
    }

    #[test]
    fn a_window_has_three_sentences() {
        let count = |text: &str| windows(&Text::new(text)).count();
        assert_eq!(
            [count(""), count("One. Two."), count("One. Two. Three."), count("One. Two. Three. Four.")],
            [0, 1, 1, 2]
        );
        assert_eq!(windows(&Text::new("One. Two words. Three. Four.")).nth(1), Some(1..5));
    }
}
