//! From labelled sentences to weights: dual coordinate descent for a linear support vector machine with squared hinge
//! loss (Hsieh et al. 2008). Pure, and always with the same result: the order is fixed.

use super::features::{different, share};
use super::{Learned, Row, SCALE};
use crate::analysis::text::Text;
use crate::content::statements;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What one mistake costs against large weights. Chosen on the examples, as the trust in the rules was; three times as
/// much changes little.
const COST: f64 = 0.1;
/// So many times every example is looked at; long before the end hardly anything moves any more.
const ROUNDS: usize = 60;
/// The examples are taken in steps of this prime, so that those of one label do not follow each other.
const STRIDE: usize = 7919;
/// What fewer examples have is chance, and is not learned.
const FEWEST: usize = 3;

/// Smaller weights, in the form in which they ship, are left out: thousands of them together change nothing that was measured.
const SMALLEST: i16 = 10;

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
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for (column, learned) in Learned::ALL.into_iter().enumerate() {
        for (words, weight) in weights(examples, learned) {
            let weight = (weight * f64::from(SCALE)).round() as i16;
            if weight.abs() >= SMALLEST || words.is_empty() {
                rows.entry(words).or_default()[column] = weight;
            }
        }
    }
    let mut lines = String::new();
    for (words, row) in rows {
        lines.push_str(&words);
        for weight in row {
            // A weight of nothing is left out: most are.
            let _ = if weight == 0 { write!(lines, "\t") } else { write!(lines, "\t{weight}") };
        }
        lines.push('\n');
    }
    lines
}

/// One example as the machine sees it: which runs it has, how much each counts, and its label as ±1.
struct Seen {
    runs: Vec<usize>,
    share: f64,
    label: f64,
}

fn weights(examples: &[Example], learned: Learned) -> Vec<(String, f64)> {
    let labelled: Vec<(Vec<String>, bool)> = examples
        .iter()
        .filter_map(|example| {
            Some((different(&Text::new(&example.text)), *example.expect.get(learned.key())?))
        })
        .collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for (different, _) in &labelled {
        for words in different {
            *counts.entry(words).or_default() += 1;
        }
    }
    let known: Vec<&str> =
        counts.into_iter().filter(|(_, count)| *count >= FEWEST).map(|(words, _)| words).collect();
    let seen: Vec<Seen> = labelled
        .iter()
        .map(|(different, label)| {
            let runs: Vec<usize> =
                different.iter().filter_map(|words| known.binary_search(&words.as_str()).ok()).collect();
            Seen { share: f64::from(share(runs.len())), runs, label: if *label { 1.0 } else { -1.0 } }
        })
        .collect();
    let (always, weights) = descend(&seen, known.len());
    let learned = known.iter().zip(weights).map(|(words, weight)| ((*words).to_owned(), weight));
    std::iter::once((String::new(), always)).chain(learned).collect()
}

/// The weight that is always there, and those of the runs.
fn descend(seen: &[Seen], runs: usize) -> (f64, Vec<f64>) {
    let yes = seen.iter().filter(|seen| seen.label > 0.0).count();
    let no = seen.len() - yes;
    let (mut always, mut weights) = (0.0, vec![0.0; runs]);
    let mut pulls = vec![0.0; seen.len()];
    for round in 0..ROUNDS {
        for at in 0..seen.len() {
            let at = (at * STRIDE + round) % seen.len();
            let (pull, example) = (&mut pulls[at], &seen[at]);
            // Both labels weigh the same in all, however many examples they have.
            let alike = if example.label > 0.0 { yes } else { no }.max(1);
            let softness = 0.5 / (COST * seen.len() as f64 / (2.0 * alike as f64));
            let sum: f64 = example.runs.iter().map(|run| weights[*run]).sum();
            let score = always + example.share * sum;
            let gradient = example.label * score - 1.0 + softness * *pull;
            let square = 1.0 + example.share * example.share * example.runs.len() as f64;
            let new = f64::max(*pull - gradient / (square + softness), 0.0);
            let step = (new - *pull) * example.label;
            *pull = new;
            always += step;
            for run in &example.runs {
                weights[*run] += step * example.share;
            }
        }
    }
    (always, weights)
}
