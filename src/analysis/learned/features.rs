//! What the model sees of a text: which runs of up to three words it has, and which pairs around one word; and the same
//! once more with classes in the place of words (`classes.rs`), since nobody can write examples with every team and verb.

use super::classes;
use crate::analysis::quick::QuickSet;
use crate::analysis::text::Text;
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

/// A run of words, and the tokens of the text that it covers.
#[derive(Debug)]
struct Run {
    words: String,
    tokens: Range<usize>,
}

/// All runs of a text.
#[derive(Debug, Default)]
pub struct Features(Vec<Run>);

/// A word of a run: a part of a token, or the end of a sentence after it.
struct Part {
    word: String,
    /// Its class, or its stem where it has none.
    class: String,
    token: usize,
}

/// Each presence counts by this share, so that a long text is no louder than a short one.
pub fn share(count: usize) -> f32 {
    4.0 / (count.max(1) as f32).sqrt()
}

impl Features {
    /// Takes a text apart.
    pub fn new(text: &Text) -> Self {
        let parts = parts(text);
        let mut runs = Vec::new();
        for from in 0..parts.len() {
            for length in 1..=LONGEST.min(parts.len() - from) {
                let run = &parts[from..from + length];
                let tokens = run[0].token..run[length - 1].token + 1;
                let mut add = |words: Vec<&str>, mark: &str| {
                    if let [first, _, last] = words[..] {
                        let words = format!("{mark}{first} {ANY} {last}");
                        runs.push(Run { words, tokens: tokens.clone() });
                    }
                    runs.push(Run { words: format!("{mark}{}", words.join(" ")), tokens: tokens.clone() });
                };
                add(run.iter().map(|part| part.word.as_str()).collect(), "");
                add(run.iter().map(|part| part.class.as_str()).collect(), CLASSES);
            }
        }
        Self(runs)
    }

    /// The words of all runs, in the order of their numbers.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|run| run.words.as_str())
    }

    /// The runs that lie in these tokens, with their numbers. They are in the order of their first tokens, so a long text
    /// costs no more here.
    fn inside(&self, window: &Range<usize>) -> impl Iterator<Item = (usize, &Run)> {
        let from = self.0.partition_point(|run| run.tokens.start < window.start);
        let to = self.0.partition_point(|run| run.tokens.start < window.end);
        let end = window.end;
        (from..to).zip(&self.0[from..to]).filter(move |(_, run)| run.tokens.end <= end)
    }

    /// The sum of the weights of what is present in these tokens, each once, and how many runs have a weight. `weight`: that
    /// of the run of this number.
    pub fn within(&self, window: &Range<usize>, weight: impl Fn(usize) -> i16) -> (i32, usize) {
        let mut present = QuickSet::default();
        let (mut sum, mut count) = (0, 0);
        for (number, run) in self.inside(window) {
            let weight = weight(number);
            if weight != 0 && present.insert(run.words.as_str()) {
                sum += i32::from(weight);
                count += 1;
            }
        }
        (sum, count)
    }

    /// How much each of these tokens weighs: the weight of a run, shared among its tokens.
    pub fn by_token(&self, window: &Range<usize>, weight: impl Fn(usize) -> i16) -> Vec<i32> {
        let mut weights = vec![0; window.len()];
        for (number, run) in self.inside(window) {
            // A run has at most three tokens, and each has its share.
            let each = i32::from(weight(number)) / i32::try_from(run.tokens.len()).unwrap_or(1);
            for token in run.tokens.clone() {
                weights[token - window.start] += each;
            }
        }
        weights
    }

    /// The different runs, in the order in which they first come.
    pub fn different(&self) -> Vec<&str> {
        let mut seen = QuickSet::default();
        self.0.iter().map(|run| run.words.as_str()).filter(|words| seen.insert(*words)).collect()
    }
}

/// The words in a form that does not depend on figures, contractions and case; sentences end with a word of their own.
fn parts(text: &Text) -> Vec<Part> {
    let mut parts = Vec::new();
    for sentence in &text.sentences {
        for token in sentence.start..sentence.end {
            let written = &text.tokens[token];
            let capital = token > sentence.start && written.bare.starts_with(char::is_uppercase);
            for word in plain(&written.plain) {
                let class = classes::class(&word, capital);
                parts.push(Part { word, class, token });
            }
        }
        let end = STOP.to_owned();
        parts.push(Part { word: end.clone(), class: end, token: sentence.end - 1 });
    }
    parts
}

/// "didn't" is "did not", "we're" is "we 're", any figure is "0", "on-call" is "on call"; a filler is nothing.
fn plain(word: &str) -> Vec<String> {
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
    let mut words: Vec<String> = Vec::new();
    for piece in pieces.filter(|piece| !FILLERS.contains(piece)) {
        let figure = piece.starts_with(|c: char| c.is_numeric());
        let word = if figure { "0" } else { piece };
        // "1,200.5" is one figure.
        if !(figure && words.last().is_some_and(|last| last == "0")) {
            words.push(word.to_owned());
        }
    }
    words.extend(ending.map(str::to_owned));
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lose_case_figures_and_contractions() {
        let parts = parts(&Text::new("It wasn't my on-call, um, for 1,200.5 users. We're OK"));
        let words: Vec<&str> = parts.iter().map(|part| part.word.as_str()).collect();
        let wanted =
            ["it", "was", "not", "my", "on", "call", "for", "0", "users", ".", "we", "'re", "ok", "."];
        assert_eq!(words, wanted);
    }

    #[test]
    fn runs_have_up_to_three_words_and_pairs_skip_one() {
        let features = Features::new(&Text::new("nobody asked me"));
        let runs = features.different();
        for run in ["nobody", "nobody asked", "nobody asked me", "nobody _ me", "asked me .", "me ."] {
            assert!(runs.contains(&run), "{run}: {runs:?}");
        }
        for run in ["~<nobody>", "~<nobody> <given>", "~<nobody> _ me"] {
            assert!(runs.contains(&run), "{run}: {runs:?}");
        }
        let (sum, count) = features.within(&(0..3), |_| 2);
        assert_eq!((usize::try_from(sum), count), (Ok(2 * runs.len()), runs.len()));
    }

    #[test]
    fn a_window_sees_the_runs_that_lie_in_it_and_no_others() {
        let features = Features::new(&Text::new("I saw it. She fixed that. We left."));
        for (start, end) in [(0, 3), (3, 6), (0, 6), (3, 8), (8, 8)] {
            let seen: Vec<&str> = features.inside(&(start..end)).map(|(_, run)| run.words.as_str()).collect();
            let lie_in = |run: &&Run| start <= run.tokens.start && run.tokens.end <= end;
            let wanted: Vec<&str> = features.0.iter().filter(lie_in).map(|run| run.words.as_str()).collect();
            assert_eq!(seen, wanted, "{start}..{end}");
        }
    }

    #[test]
    fn what_is_said_twice_is_present_once() {
        let features = Features::new(&Text::new("no no no"));
        assert_eq!(features.within(&(0..3), |run| i16::from(features.all().nth(run) == Some("no"))).0, 1);
    }
}
