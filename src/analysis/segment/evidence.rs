//! What speaks for each step in a piece of an answer.

use super::super::doing::doing;
use super::super::matcher::{self, Speech};
use super::super::result::PhraseStatus;
use super::super::text::{Text, Token};
use super::cues::{BEGINNING, CUES, NUMBERS, OUTCOMES};
use crate::content::KeyPhrase;
use crate::plan::Plan;
use std::ops::Range;

/// The evidence of a piece, by step in the order of [`crate::content::StepName::ALL`]. A clear cue is 2, a key phrase 3.
pub type Scores = [f64; 5];

const S: usize = 0;
const T: usize = 1;
const A: usize = 2;
const R: usize = 3;
const F: usize = 4;

const PHRASE: f64 = 3.0;
/// What a phrase counts that was only almost said.
const ALMOST: f64 = 0.4;
/// More phrases than this in one sentence add nothing.
const MOST_PHRASES: f64 = 2.0;
/// The first piece is mostly the situation.
const FIRST: f64 = 1.0;
/// A sentence in which "I" does something.
const I_DID: f64 = 1.5;
/// Further actions in the same piece.
const I_ALSO_DID: f64 = 0.4;
/// An action step speaks of what "I" did; a sentence without "I" is a little out of place there.
const WITHOUT_I: f64 = 0.5;
/// "I keep", "I now ask": habits are what one learned.
const I_DO: f64 = 1.5;
/// A figure beside a word of change.
const FIGURE_AND_CHANGE: f64 = 2.2;
/// A word of change alone.
const CHANGE: f64 = 0.8;

/// What was found in a unit.
#[derive(Debug, Clone, Copy, Default)]
pub struct Evidence {
    /// What speaks for each step.
    pub scores: Scores,
    /// How many of the phrases of each step are in it; one that was almost said is a part of one.
    pub phrases: Scores,
}

/// The evidence of every unit.
pub fn evidence(plan: &Plan, text: &Text, units: &[Range<usize>]) -> Vec<Evidence> {
    let of_unit = |(at, unit): (usize, &Range<usize>)| {
        let tokens = &text.tokens[unit.clone()];
        let mut found = Evidence::default();
        if at == 0 {
            found.scores[S] += FIRST;
        }
        let written = Text::new(&text.written(text.range(unit.start, unit.end)));
        phrases(plan, &written, &mut found);
        cues(tokens, &mut found.scores);
        doer(tokens, &mut found.scores);
        figures(tokens, &mut found.scores);
        found
    };
    units.iter().enumerate().map(of_unit).collect()
}

fn phrases(plan: &Plan, unit: &Text, found: &mut Evidence) {
    let speech = Speech::new(unit);
    // A phrase that was almost said belongs to its step all the same.
    let weight = |key: &KeyPhrase| match matcher::find(key, &speech).status {
        PhraseStatus::Said => 1.0,
        PhraseStatus::Close => ALMOST,
        PhraseStatus::Missing => 0.0,
    };
    let said = |keys: &[KeyPhrase]| keys.iter().map(weight).sum::<f64>();
    for planned in &plan.steps {
        let said = said(&planned.phrases);
        found.phrases[planned.step as usize] += said;
        found.scores[planned.step as usize] += PHRASE * said.min(MOST_PHRASES);
    }
    // The boundary may be said in the situation, too.
    let scope = said(&plan.scope_statements).min(1.0);
    found.phrases[T] += scope;
    found.scores[T] += PHRASE / 2.0 * scope;
}

fn cues(tokens: &[Token], scores: &mut Scores) {
    let beginning = beginning(tokens);
    for (weights, patterns) in CUES {
        let found = |pattern: &&&str| match pattern.strip_prefix('^') {
            Some(pattern) => matches_at(tokens, beginning, pattern),
            None => (0..tokens.len()).any(|at| matches_at(tokens, at, pattern)),
        };
        if patterns.iter().any(|pattern| found(&pattern)) {
            for (score, weight) in scores.iter_mut().zip(weights) {
                *score += weight;
            }
        }
    }
}

/// Where the piece begins, fillers and joints left out ("So, um, then").
fn beginning(tokens: &[Token]) -> usize {
    tokens.iter().position(|token| !BEGINNING.contains(&token.plain.as_str())).unwrap_or(0)
}

/// Words in a row; `*` stands for up to three words.
fn matches_at(tokens: &[Token], at: usize, pattern: &str) -> bool {
    let (mut at, mut gap) = (at, 0);
    for word in pattern.split(' ') {
        if word == "*" {
            gap = 3;
            continue;
        }
        let here = (at..=at + gap).find(|at| tokens.get(*at).is_some_and(|token| token.plain == word));
        let Some(here) = here else { return false };
        (at, gap) = (here + 1, 0);
    }
    true
}

/// Who does what: "I traced" is an action, "I now ask" a habit.
fn doer(tokens: &[Token], scores: &mut Scores) {
    let doing = doing(tokens);
    if doing.actions > 0 {
        scores[A] += I_DID + I_ALSO_DID * (doing.actions - 1).min(2) as f64;
    } else if doing.habit {
        scores[F] += I_DO;
    }
    if !doing.any {
        scores[A] -= WITHOUT_I;
    }
}

fn figures(tokens: &[Token], scores: &mut Scores) {
    let number = |token: &Token| {
        token.plain.chars().any(|c| c.is_ascii_digit()) || NUMBERS.contains(&token.plain.as_str())
    };
    let figure = tokens.iter().any(number);
    let change = tokens.iter().any(|token| OUTCOMES.contains(&token.plain.as_str()));
    scores[R] += match (figure, change) {
        (true, true) => FIGURE_AND_CHANGE,
        (false, true) => CHANGE,
        (_, false) => 0.0,
    };
}
