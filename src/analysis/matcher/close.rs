//! What comes close to a phrase: a part of its words, or its words with another number. Said to the speaker with the reason.

use super::align::{Chain, Link};
use super::gap;
use super::hits::{Fit, Hit};
use super::phrase::{Form, Link as Togetherness};
use super::speech::Speech;

/// So much of the weight of a phrase must be there.
const LEAST: f32 = 0.6;
/// A longer phrase is said or missing, and never close: comparing every pair of its words would take too long.
const LONGEST: usize = 40;
/// What a word that is missing costs, times its weight.
const MISSING: f32 = 0.3;
/// What another number costs.
const OTHER_NUMBER: f32 = 0.4;

struct State {
    unit: usize,
    hit: Hit,
    other: bool,
    gap: f32,
    score: f32,
    weight: f32,
    before: Option<usize>,
}

/// The best part of a phrase that was said, and what is wrong with it.
pub(super) fn partly(form: &Form, hits: &[Vec<Hit>], speech: &Speech) -> Option<(Chain, String)> {
    if form.exact || form.units.len() > LONGEST {
        return None;
    }
    let states = states(form, hits, speech);
    let total = form.weight();
    let enough = |state: &&State| state.weight / total >= LEAST;
    let best = states.iter().filter(enough).max_by(|a, b| a.score.total_cmp(&b.score))?;
    let mut links = Vec::new();
    let mut other = None;
    let mut next = Some(best);
    while let Some(state) = next {
        links.push(Link { unit: state.unit, hit: state.hit, gap: state.gap });
        if state.other {
            other = Some((state.unit, state.hit));
        }
        next = state.before.and_then(|at| states.get(at));
    }
    links.reverse();
    let content = links
        .iter()
        .filter(|link| form.units[link.unit].weight >= 1.0)
        .map(|link| link.hit.units)
        .sum::<usize>();
    let small_words_missing = form.units.iter().filter(|unit| unit.weight >= 1.0).count() == 1;
    if content < 2 && !(small_words_missing && form.units.len() > 1) {
        return None;
    }
    let said: Vec<usize> = links.iter().flat_map(|link| link.unit..link.unit + link.hit.units).collect();
    let missing: Vec<String> =
        (0..form.units.len()).filter(|unit| !said.contains(unit)).map(|unit| form.written(unit)).collect();
    let why = match other {
        Some((unit, hit)) => format!(
            "it says \"{}\", not \"{}\"",
            speech.written(hit.from as usize, hit.to as usize),
            form.written(unit)
        ),
        None if missing.is_empty() => "its words are too far apart".to_owned(),
        None => format!("only a part of it: \"{}\" is missing", missing.join("\", \"")),
    };
    let cost = form.weight() - best.score;
    Some((Chain { links, cost, turned: false, subject: None }, why))
}

/// What a phrase has between a word and one before it.
struct Before<'f> {
    link: Togetherness,
    /// What the strong words between them cost that are missing.
    missing: f32,
    small: Vec<&'f str>,
}

impl<'f> Before<'f> {
    fn new(form: &'f Form, before: usize, unit: usize) -> Self {
        let link = if before + 1 == unit { form.units[unit].link } else { Togetherness::Loose };
        let missing = form.units[before + 1..unit].iter().map(|unit| unit.weight * MISSING).sum();
        Self { link, missing, small: form.between(before, unit) }
    }
}

/// Every way to say some of the words in order, the best one for each hit.
fn states(form: &Form, hits: &[Vec<Hit>], speech: &Speech) -> Vec<State> {
    let mut states: Vec<State> = Vec::new();
    // The states of each word, in the order of the speech.
    let mut of_unit: Vec<Vec<usize>> = vec![Vec::new(); form.units.len()];
    for unit in 0..form.units.len() {
        let weight = form.units[unit].weight;
        let others = other_numbers(form, unit, &hits[unit], hits, speech);
        let mut all: Vec<(Hit, bool)> =
            hits[unit].iter().filter(|hit| hit.fit != Fit::Derived).map(|hit| (*hit, false)).collect();
        all.extend(others.into_iter().map(|hit| (hit, true)));
        all.sort_by_key(|(hit, _)| hit.from);
        let before: Vec<Before> = (0..unit).map(|before| Before::new(form, before, unit)).collect();
        let mut low = vec![0_usize; unit];
        for (hit, other) in all {
            let penalty = hit.cost + if other { OTHER_NUMBER } else { 0.0 };
            let own = weight * hit.units as f32 - penalty;
            let skipped: f32 = form.units[..unit].iter().map(|unit| unit.weight * MISSING).sum();
            let mut best = (own - skipped, None, 0.0);
            for (before, Before { link, missing, small }) in before.iter().enumerate().rev() {
                let between = gap::Between { link: *link, figure: gap::Figure::Before, own: small };
                let list = &of_unit[before];
                while list
                    .get(low[before])
                    .is_some_and(|state| states[*state].hit.to as usize + gap::WIDEST < hit.from as usize)
                {
                    low[before] += 1;
                }
                for at in &list[low[before]..] {
                    let state = &states[*at];
                    if state.hit.to > hit.from {
                        break;
                    }
                    let gap = gap::cost(speech, state.hit.to as usize, hit.from as usize, &between);
                    let Some(gap) = gap else { continue };
                    let score = state.score + own - missing - gap;
                    if score > best.0 {
                        best = (score, Some(*at), gap);
                    }
                }
            }
            let (score, before, gap) = best;
            let before_weight = before.map_or(0.0, |at| states[at].weight);
            of_unit[unit].push(states.len());
            states.push(State {
                unit,
                hit,
                other,
                gap,
                score,
                weight: before_weight + weight * hit.units as f32,
                before,
            });
        }
    }
    states
}

/// Figures with another value close to where another word of the phrase was said.
fn other_numbers(form: &Form, unit: usize, own: &[Hit], hits: &[Vec<Hit>], speech: &Speech) -> Vec<Hit> {
    const NEAR: usize = 4;
    const MOST: usize = 1000;
    if form.entry(unit).is_none_or(|entry| entry.figure().is_none()) {
        return Vec::new();
    }
    let mut found: Vec<Hit> = Vec::new();
    let beside = hits.iter().enumerate().filter(|(other, _)| *other != unit).flat_map(|(_, hits)| hits);
    for hit in beside.take(MOST) {
        let from = (hit.from as usize).saturating_sub(NEAR);
        for at in from..hit.to as usize + NEAR {
            let figure = speech.entry(at).is_some_and(|entry| entry.figure().is_some());
            let Ok(place) = u32::try_from(at) else { continue };
            let known = own.iter().chain(&found).any(|known| known.from == place);
            if figure && !known {
                found.push(Hit { from: place, to: place + 1, units: 1, fit: Fit::Same, cost: 0.0 });
            }
        }
    }
    found
}
