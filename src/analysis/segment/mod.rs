//! Cuts one continuous answer into its steps, by its words. Pure.
//!
//! ```text
//! words → units (sentences, or clauses of long ones) → evidence of each unit for each step → the best cut in order
//! ```
//!
//! People tell the steps in their order, so a cut is four borders, and dynamic programming finds the best of all cuts: the
//! one with the most evidence (key phrases, cue words, who does what, figures), where every step takes about its share of
//! the time. A step may stay empty: then nothing in the answer spoke for it.

mod borders;
mod cues;
mod evidence;
mod units;

use super::text::Text;
use crate::content::StepName;
use crate::plan::Plan;
use crate::takes::{Cut, CutStep};
use crate::transcript::{Span, Word};
pub use cues::NUMBERS;
use evidence::{Evidence, evidence};
use std::ops::Range;
use std::time::Duration;
use units::units;

/// How much a step that takes another share of the answer than its target costs, for the square of the logarithm of the
/// ratio; chosen on the strong examples of the stories, where 0.3 to 1.2 give the same cuts.
const SHARE_COST: f64 = 0.7;
/// Keeps the ratio of very short steps in bounds.
const SHARE_FLOOR: f64 = 0.03;
/// The most that an odd share costs: less than two key phrases weigh.
const LARGEST_SHARE_COST: f64 = 3.0;
/// What an empty step costs: less than one clear cue, so that one sentence with a cue fills a step and a neutral one does
/// not. Lower, more steps that were left out are found empty and more that were told weakly are lost.
const EMPTY_COST: f64 = 0.8;
/// What a step costs that has phrases, and of which none is in its part.
const UNSAID_COST: f64 = 1.0;
/// An answer without any action is rare.
const EMPTY_ACTION_COST: f64 = 2.5;

/// Cuts an answer by its words alone. `speech`: where speech was heard, if that is known. Any text has a cut.
pub fn cut(plan: &Plan, words: &[Word], speech: &[Span]) -> Cut {
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let text = Text::new(&text.join(" "));
    let units = units(&text, words, speech);
    let shares = shares(plan);
    let steps: Vec<StepName> = plan.steps.iter().map(|step| step.step).collect();
    let evidence = evidence(plan, &text, &units);
    let borders = best(plan, &units, &evidence, &shares);
    // A border between units becomes one between words: the first word of the next unit, marks of the recogniser before it.
    let at = |unit: usize| units.get(unit).map_or(words.len(), |unit| text.tokens[unit.start].word);
    let mut firsts: Vec<usize> = borders.iter().map(|unit| at(*unit)).collect();
    firsts.insert(0, 0);
    made(true, &steps, &firsts, words, speech)
}

/// Cuts an answer where the person marked the end of each step but the last. Steps behind the last mark that the person
/// never reached are empty: with three marks the fourth step takes the rest.
pub fn cut_at(plan: &Plan, words: &[Word], speech: &[Span], marks: &[Duration]) -> Cut {
    let steps: Vec<StepName> = plan.steps.iter().map(|step| step.step).collect();
    let mut firsts = vec![0];
    for mark in marks.iter().take(steps.len().saturating_sub(1)) {
        let from = firsts.last().copied().unwrap_or(0);
        firsts.push(borders::word_at(words, from, *mark));
    }
    let mut cut = made(false, &steps, &firsts, words, speech);
    // The marks say when, to the moment.
    for (at, mark) in marks.iter().take(cut.steps.len().saturating_sub(1)).enumerate() {
        let start = cut.steps[at].time.start;
        cut.steps[at].time = Span::new(start, (*mark).max(start));
        let next = cut.steps[at].time.end;
        let end = cut.steps[at + 1].time.end;
        cut.steps[at + 1].time = Span::new(next, end);
    }
    cut
}

/// The cut whose steps begin at the words `firsts`; steps beyond them are empty.
fn made(estimated: bool, steps: &[StepName], firsts: &[usize], words: &[Word], speech: &[Span]) -> Cut {
    let first = |at: usize| firsts.get(at).copied().unwrap_or(words.len());
    let time = |word: usize| borders::time_before(words, speech, word);
    let part = |(at, step): (usize, &StepName)| {
        let words = [first(at), first(at + 1)];
        CutStep { step: *step, words, time: Span::new(time(words[0]), time(words[1])) }
    };
    Cut { estimated, steps: steps.iter().enumerate().map(part).collect() }
}

/// Which share of the answer each step should take.
fn shares(plan: &Plan) -> Vec<f64> {
    let total: f64 = plan.steps.iter().map(|step| step.target.as_secs_f64()).sum();
    plan.steps.iter().map(|step| step.target.as_secs_f64() / total.max(1.0)).collect()
}

/// The first unit of every step but the first, for the best cut.
fn best(plan: &Plan, units: &[Range<usize>], evidence: &[Evidence], shares: &[f64]) -> Vec<usize> {
    let ends: Vec<usize> =
        std::iter::once(0).chain(units.iter().map(ExactSizeIterator::len).scan(0, running)).collect();
    let total = ends.last().copied().unwrap_or(0).max(1) as f64;
    // Sums over the first n units: sums[step][n].
    let sums = |of: fn(&Evidence, StepName) -> f64| -> Vec<Vec<f64>> {
        let step = |step: StepName| {
            let values = evidence.iter().map(|unit| of(unit, step)).scan(0.0, running);
            std::iter::once(0.0).chain(values).collect()
        };
        plan.steps.iter().map(|planned| step(planned.step)).collect()
    };
    let scores = sums(|unit, step| unit.scores[step as usize]);
    let phrases = sums(|unit, step| unit.phrases[step as usize]);
    let value = |step: usize, from: usize, to: usize| {
        let planned = &plan.steps[step];
        if from == to {
            return -if planned.step == StepName::Action { EMPTY_ACTION_COST } else { EMPTY_COST };
        }
        let share = (ends[to] - ends[from]) as f64 / total;
        let ratio = ((share + SHARE_FLOOR) / (shares[step] + SHARE_FLOOR)).ln();
        let unsaid = !planned.phrases.is_empty() && phrases[step][to] - phrases[step][from] <= 0.0;
        scores[step][to]
            - scores[step][from]
            - (SHARE_COST * ratio * ratio).min(LARGEST_SHARE_COST)
            - if unsaid { UNSAID_COST } else { 0.0 }
    };
    let count = units.len();
    // reach[n]: the best value of the steps so far over the first n units; from[step][n]: where the step then began.
    let mut reach: Vec<f64> = vec![f64::NEG_INFINITY; count + 1];
    reach[0] = 0.0;
    let mut from: Vec<Vec<usize>> = Vec::new();
    for step in 0..plan.steps.len() {
        let (mut next, mut began) = (vec![f64::NEG_INFINITY; count + 1], vec![0; count + 1]);
        for to in 0..=count {
            for (start, before) in reach.iter().enumerate().take(to + 1) {
                let sum = before + value(step, start, to);
                if sum > next[to] {
                    (next[to], began[to]) = (sum, start);
                }
            }
        }
        reach = next;
        from.push(began);
    }
    let mut borders = Vec::new();
    let mut end = count;
    for began in from.iter().skip(1).rev() {
        end = began[end];
        borders.push(end);
    }
    borders.reverse();
    borders
}

/// For `scan`: the sum so far.
#[expect(clippy::unnecessary_wraps, reason = "the form that scan asks for")]
fn running<T: Copy + std::ops::AddAssign>(sum: &mut T, next: T) -> Option<T> {
    *sum += next;
    Some(*sum)
}

#[cfg(test)]
#[path = "segment_tests.rs"]
mod tests;
