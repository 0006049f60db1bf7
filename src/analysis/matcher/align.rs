//! Chains: a hit for every strong word of a phrase, in one of its orders, with little in between. Found by dynamic
//! programming over the hits alone, so the cost grows with the number of hits, not with the length of the speech.

use super::gap;
use super::hits::Hit;
use super::orders::Order;
use super::phrase::Form;
use super::speech::Speech;
use super::turned;
use crate::analysis::normal::Forms;

/// What a chain of one word may cost, and how much more for each further word.
const LIMIT: f32 = 0.3;
const LIMIT_EACH: f32 = 0.25;
/// So many chains are looked at for one wording: those that cost least.
const MOST: usize = 64;

/// So many places of the word before are tried for each hit.
const NEAREST: usize = 4;

/// A strong word and where it was said.
#[derive(Debug, Clone, Copy)]
pub(super) struct Link {
    /// Which strong word of the phrase.
    pub unit: usize,
    /// Where.
    pub hit: Hit,
    /// What the gap before it cost.
    pub gap: f32,
}

/// A phrase in the speech.
#[derive(Debug, Clone)]
pub(super) struct Chain {
    /// Its words in the order in which they were said.
    pub links: Vec<Link>,
    /// The sum of all costs.
    pub cost: f32,
    /// Whether it is turned around.
    pub turned: bool,
    /// Where its subject was said, when it has one and the subject was found.
    pub subject: Option<usize>,
}

impl Chain {
    /// The items of the speech that it takes up: with the subject, when that is near.
    pub(super) fn span(&self) -> (usize, usize) {
        const NEAR: usize = 12;
        let first = self.links.iter().map(|link| link.hit.from as usize).min().unwrap_or(0);
        let last = self.links.iter().map(|link| link.hit.to as usize).max().unwrap_or(0);
        match self.subject {
            Some(subject) if subject < first && first - subject <= NEAR => (subject, last),
            _ => (first, last),
        }
    }
}

/// The most that a chain of so many strong words may cost.
pub(super) fn limit(units: usize) -> f32 {
    LIMIT + LIMIT_EACH * units as f32
}

struct State {
    hit: Hit,
    cost: f32,
    gap: f32,
    before: Option<usize>,
    at: usize,
}

/// Chains of the whole phrase within the limit, the cheapest first.
pub(super) fn chains(form: &Form, hits: &[Vec<Hit>], speech: &Speech) -> Vec<Chain> {
    if hits.iter().enumerate().any(|(unit, own)| own.is_empty() && !covered(hits, unit)) {
        return Vec::new();
    }
    let mut found: Vec<Chain> = Vec::new();
    for order in form.orders() {
        found.extend(in_order(form, order, hits, speech));
    }
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost));
    found.truncate(MOST);
    found
}

/// Whether a hit of an earlier word says this one too.
fn covered(hits: &[Vec<Hit>], unit: usize) -> bool {
    (0..unit).any(|before| hits[before].iter().any(|hit| before + hit.units > unit))
}

fn in_order(form: &Form, order: &Order, hits: &[Vec<Hit>], speech: &Speech) -> Vec<Chain> {
    let count = order.units.len();
    let mut states: Vec<State> = Vec::new();
    // For every place of the order the states of which it is the next one, sorted by their end.
    let mut ending: Vec<Vec<usize>> = vec![Vec::new(); count + 1];
    for at in 0..count {
        ending[at].sort_by_key(|state| states[*state].hit.to);
        let unit = order.units[at];
        let figure = if at > 0 { figure_beside(form, order, at) } else { gap::Figure::None };
        let own = if at > 0 { form.between(order.units[at - 1], order.units[at]) } else { Vec::new() };
        let between = gap::Between { link: order.links[at], figure, own: &own };
        let (mut low, mut high) = (0, 0);
        for hit in &hits[unit] {
            let in_a_row = at + hit.units <= count && (0..hit.units).all(|n| order.units[at + n] == unit + n);
            // "the report was written", and nothing else that only looks like the verb
            let moved = order.links[at] == super::phrase::Link::Passive
                && !speech.entry(hit.from as usize).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE));
            if !in_a_row || moved || !turned::fits(form, order.turn, unit, hit, speech) {
                continue;
            }
            let (before, gap) = if at == 0 {
                (None, 0.0)
            } else {
                let (from, widest) = (hit.from as usize, gap::WIDEST + 1);
                while ending[at].get(low).is_some_and(|state| states[*state].hit.to as usize + widest < from)
                {
                    low += 1;
                }
                while ending[at].get(high).is_some_and(|state| states[*state].hit.to <= hit.from) {
                    high += 1;
                }
                // The nearest ones that are allowed: what is farther away costs more.
                let near = ending[at].get(low..high).unwrap_or_default().iter().rev();
                let options = near.filter_map(|state| {
                    let gap = gap::cost(speech, states[*state].hit.to as usize, from, &between)?;
                    Some((*state, gap))
                });
                let best = options
                    .take(NEAREST)
                    .min_by(|a, b| (states[a.0].cost + a.1).total_cmp(&(states[b.0].cost + b.1)));
                let Some((state, gap)) = best else { continue };
                (Some(state), gap)
            };
            let cost = before.map_or(order.cost, |state| states[state].cost) + gap + hit.cost;
            if cost <= limit(count) {
                ending[at + hit.units].push(states.len());
                states.push(State { hit: *hit, cost, gap, before, at });
            }
        }
    }
    let mut last = std::mem::take(&mut ending[count]);
    last.sort_by(|a, b| states[*a].cost.total_cmp(&states[*b].cost));
    last.iter().take(MOST).map(|state| chain(order, &states, *state)).collect()
}

/// Which of the two neighbours of a gap is a figure.
fn figure_beside(form: &Form, order: &Order, at: usize) -> gap::Figure {
    use crate::analysis::normal::Sense;
    let is = |unit: usize| form.entry(unit).is_some_and(|entry| !matches!(entry.sense, Sense::Word));
    if is(order.units[at - 1]) {
        gap::Figure::Before
    } else if is(order.units[at]) {
        gap::Figure::Behind
    } else {
        gap::Figure::None
    }
}

fn chain(order: &Order, states: &[State], last: usize) -> Chain {
    let mut links = Vec::new();
    let mut next = Some(last);
    while let Some(state) = next.and_then(|at| states.get(at)) {
        links.push(Link { unit: order.units[state.at], hit: state.hit, gap: state.gap });
        next = state.before;
    }
    links.reverse();
    Chain {
        links,
        cost: states.get(last).map_or(0.0, |state| state.cost),
        turned: order.turn.on,
        subject: None,
    }
}
