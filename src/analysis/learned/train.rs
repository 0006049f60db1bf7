//! From labelled sentences to weights: dual coordinate descent for a linear support vector machine with squared hinge
//! loss (Hsieh et al. 2008). Pure, and always with the same result: the order is fixed.
//!
//! A run counts by how unevenly it is spread among the texts with and without a statement (the log-count ratio of naive Bayes;
//! Wang and Manning 2012, NBSVM), so that what is said everywhere cannot gather weight by chance.
//!
//! A text is judged by the best of its windows, so it is learned from like that (multiple-instance learning; Andrews et al.
//! 2003, MI-SVM): where a statement is made, only the window counts that looks most like it, and where it is not, all do.

use super::features::{self, share};
use super::{Learned, Row, SCALE};
use crate::analysis::quick::QuickMap;
use crate::analysis::text::Text;
use crate::content::statements;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;

/// What one mistake costs against large weights. Chosen on the examples, as the trust in the rules was; three times as
/// much changes little.
const COST: f64 = 0.1;
/// So many times every example is looked at; long before the end hardly anything moves any more.
const ROUNDS: usize = 45;
/// So many times the windows that make a statement are looked for anew, with the weights as they then are.
const SEARCHES: usize = 2;
/// The examples are taken in steps of this prime, so that those of one label do not follow each other.
const STRIDE: usize = 7919;
/// What fewer examples have is chance, and is not learned.
const FEWEST: u32 = 3;

/// Runs of smaller weights are left out of the last and longest look at the examples, so that the others learn to do without.
/// Two of three runs go; twice this limit takes another third of the rest, and costs up to a point of F1.
const SMALLEST: f64 = 0.01;

/// A labelled text.
#[derive(Debug, Clone)]
pub struct Example {
    /// What was said.
    pub text: String,
    /// Which statements it makes, and which it does not; what is left out says nothing.
    pub expect: BTreeMap<String, bool>,
}

/// The examples that ship with the program.
pub fn examples() -> Vec<Example> {
    let example = |line: &str| {
        let case: serde_json::Value = serde_json::from_str(line).ok()?;
        let labels = case["expect"].as_object()?.iter();
        let expect = labels.filter_map(|(key, label)| Some((key.clone(), label.as_bool()?))).collect();
        Some(Example { text: case["text"].as_str()?.to_owned(), expect })
    };
    statements::EXAMPLES.iter().flat_map(|file| file.lines()).filter_map(example).collect()
}

/// The weights that these examples teach, in the form in which they ship: sorted lines, the empty run first.
pub fn train(examples: &[Example]) -> String {
    let mut rows: BTreeMap<&str, Row> = BTreeMap::new();
    let (read, names) = &read(examples);
    let scaled = |weight: f64| (weight * f64::from(SCALE)).round() as i16;
    let columns = std::thread::scope(|scope| {
        let learn = |learned| scope.spawn(move || weights(read, examples, names.len(), learned));
        let columns = Learned::ALL.map(learn);
        columns.map(|column| column.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    for (column, weights) in columns.into_iter().enumerate() {
        rows.entry("").or_default()[column] = scaled(weights.always);
        for (name, weight) in names.iter().zip(weights.runs.into_iter().map(scaled)) {
            if weight != 0 {
                rows.entry(name).or_default()[column] = weight;
            }
        }
    }
    let mut lines = String::new();
    for (words, row) in rows {
        lines.push_str(words);
        for weight in row {
            // A weight of nothing is left out: most are.
            let _ = if weight == 0 { write!(lines, "\t") } else { write!(lines, "\t{weight}") };
        }
        lines.push('\n');
    }
    lines
}

/// A text as numbers of runs: the different ones of the whole, and of each of its windows; and those of the windows of the same
/// text without capitals and marks, as some speech models write: what is stated does not depend on these.
struct Read {
    whole: Vec<u32>,
    windows: Vec<Vec<u32>>,
    bare: Vec<Vec<u32>>,
}

/// The runs that were met, each under a number.
#[derive(Default)]
struct Runs {
    numbers: QuickMap<String, u32>,
    names: Vec<String>,
}

impl Runs {
    /// The runs of a text, by their numbers, and the tokens that they cover.
    fn of(&mut self, text: &Text) -> Vec<(u32, Range<usize>)> {
        let mut runs = Vec::new();
        features::written(text, &mut |run, tokens| {
            let number = *self.numbers.entry(run).or_insert_with_key(|run| {
                self.names.push(run.clone());
                self.names.len() as u32 - 1
            });
            runs.push((number, tokens));
        });
        runs
    }
}

/// The numbers of the runs that lie in these tokens, each once.
fn inside(runs: &[(u32, Range<usize>)], tokens: &Range<usize>) -> Vec<u32> {
    let lies = |run: &&(u32, Range<usize>)| tokens.start <= run.1.start && run.1.end <= tokens.end;
    let mut found: Vec<u32> = runs.iter().filter(lies).map(|(number, _)| *number).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// All examples, and the runs in the order of their numbers.
fn read(examples: &[Example]) -> (Vec<Read>, Vec<String>) {
    let mut met = Runs::default();
    let mut read = |example: &Example| {
        let (text, bare) = (Text::new(&example.text), Text::new(&bare(&example.text)));
        let (runs, bare_runs) = (met.of(&text), met.of(&bare));
        Read {
            whole: inside(&runs, &(0..text.tokens.len())),
            windows: features::windows(&text).map(|window| inside(&runs, &window)).collect(),
            bare: features::windows(&bare).map(|window| inside(&bare_runs, &window)).collect(),
        }
    };
    (examples.iter().map(&mut read).collect(), met.names)
}

/// A text without capitals, and without marks behind words.
fn bare(text: &str) -> String {
    let bare = |word: &str| word.trim_end_matches([',', '.', '!', '?', ';', ':']).to_lowercase();
    text.split_whitespace().map(bare).collect::<Vec<_>>().join(" ")
}

/// One example as the machine sees it: which runs it has, how much each counts, and its label as ±1.
struct Seen {
    runs: Vec<u32>,
    share: f64,
    label: f64,
}

/// What was learned so far: the weight that is always there, and those of the runs.
struct Weights {
    always: f64,
    runs: Vec<f64>,
}

impl Weights {
    fn score(&self, runs: &[u32], share: f64) -> f64 {
        self.always + share * runs.iter().map(|run| self.runs[*run as usize]).sum::<f64>()
    }
}

/// What is learned for one statement.
fn weights(read: &[Read], examples: &[Example], runs: usize, learned: Learned) -> Weights {
    let labelled: Vec<(&Read, f64)> = read
        .iter()
        .zip(examples)
        .filter_map(|(read, example)| {
            Some((read, if *example.expect.get(learned.key())? { 1.0 } else { -1.0 }))
        })
        .collect();
    let uneven = unevenness(&labelled, runs);
    let mut known: Vec<bool> = uneven.iter().map(|square| *square > 0.0).collect();
    let see = |known: &[bool], runs: &[u32], label: f64| {
        let runs: Vec<u32> = runs.iter().copied().filter(|run| known[*run as usize]).collect();
        Seen { share: f64::from(share(runs.len())), runs, label }
    };
    let whole = labelled.iter().map(|(read, label)| see(&known, &read.whole, *label)).collect::<Vec<_>>();
    let mut weights = descend(&whole, &uneven, ROUNDS / 3);
    for search in 1..=SEARCHES {
        let last = search == SEARCHES;
        if last {
            known = weights.runs.iter().map(|weight| weight.abs() >= SMALLEST).collect();
        }
        let mut seen = Vec::with_capacity(labelled.len() * 3);
        let written = labelled.iter().flat_map(|(read, label)| [(&read.windows, label), (&read.bare, label)]);
        for (windows, label) in written {
            let windows = windows.iter().map(|window| see(&known, window, *label));
            if *label > 0.0 {
                let score = |seen: &Seen| weights.score(&seen.runs, seen.share);
                seen.extend(windows.max_by(|one, other| score(one).total_cmp(&score(other))));
            } else {
                seen.extend(windows);
            }
        }
        weights = descend(&seen, &uneven, if last { ROUNDS } else { ROUNDS / 3 });
    }
    weights
}

/// By the numbers of the runs: the square of the logarithm of how many times as often a run is in texts with the statement as in
/// those without; nothing for a run that too few texts have.
fn unevenness(labelled: &[(&Read, f64)], runs: usize) -> Vec<f64> {
    let mut counts = vec![[0_u32; 2]; runs];
    let mut texts = [0_u32; 2];
    for (read, label) in labelled {
        let side = usize::from(*label > 0.0);
        texts[side] += 1;
        for run in &read.whole {
            counts[*run as usize][side] += 1;
        }
    }
    let often = |count: [u32; 2], side: usize| f64::from(count[side] + 1) / f64::from(texts[side] + 1);
    let square = |count: [u32; 2]| (often(count, 1) / often(count, 0)).ln().powi(2);
    counts.into_iter().map(|count| if count[0] + count[1] < FEWEST { 0.0 } else { square(count) }).collect()
}

/// The weights that tell these apart; `uneven` are the squares by which the runs count.
fn descend(seen: &[Seen], uneven: &[f64], rounds: usize) -> Weights {
    let yes = seen.iter().filter(|seen| seen.label > 0.0).count();
    let no = seen.len() - yes;
    let mut weights = Weights { always: 0.0, runs: vec![0.0; uneven.len()] };
    let mut pulls = vec![0.0; seen.len()];
    let square = |seen: &Seen| {
        1.0 + seen.share * seen.share * seen.runs.iter().map(|run| uneven[*run as usize]).sum::<f64>()
    };
    let squares: Vec<f64> = seen.iter().map(square).collect();
    for round in 0..rounds {
        for at in 0..seen.len() {
            let at = (at * STRIDE + round) % seen.len();
            let (pull, example) = (&mut pulls[at], &seen[at]);
            // Both labels weigh the same in all, however many examples they have.
            let alike = if example.label > 0.0 { yes } else { no }.max(1);
            let softness = 0.5 / (COST * seen.len() as f64 / (2.0 * alike as f64));
            let score = weights.score(&example.runs, example.share);
            let gradient = example.label * score - 1.0 + softness * *pull;
            let new = f64::max(*pull - gradient / (squares[at] + softness), 0.0);
            let step = (new - *pull) * example.label;
            *pull = new;
            weights.always += step;
            for run in &example.runs {
                weights.runs[*run as usize] += step * example.share * uneven[*run as usize];
            }
        }
    }
    weights
}
