//! A noun phrase that is turned around or taken apart inside of one clause: "leaking seeds" and "the seeds were leaking" for
//! "seed leak", "a lid that has cracked" for "cracked lid", "watering the beds silently" for "silent bed watering".
//!
//! Only phrases of two or three content words in a row, without subject, number and negation, are turned; the gaps between
//! their words are stricter than elsewhere (`turned_gap.rs`), because the order no longer tells who does what to whom.

use super::hits::{Fit, Hit};
use super::orders::{Order, order};
use super::phrase::{Form, Link};
use super::speech::{Speech, is_past};
use crate::analysis::normal::derive::{self, Action};
use crate::analysis::normal::{Class, Entry, Forms, Normal, Sense};

/// The longest phrase that may be turned, in strong words.
const LONGEST: usize = 3;
/// So far behind its verb a particle may stand: "rolled the firmware back".
const PARTICLE: usize = 4;

/// What a phrase can be turned into.
#[derive(Debug, Clone)]
pub(super) struct Turnable {
    /// The verbs of which the last noun is the action.
    verbs: Vec<Action>,
    /// Whether the last noun is an action at all.
    action: bool,
}

/// What an order that is turned asks of the words that were heard.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Turn {
    /// Whether it is turned.
    pub on: bool,
    /// The strong word that must be heard as a verb.
    verb: Option<usize>,
    /// The strong word that must be heard as an adverb.
    adverb: Option<usize>,
}

/// What the phrase can be turned into, if it can.
pub(super) fn turnable(form: &Form) -> Option<Turnable> {
    let units = &form.units;
    let plain = !form.exact && form.subject.is_none() && !form.negated;
    if !plain || units.len() < 2 || units.len() > LONGEST {
        return None;
    }
    let in_a_row = units.windows(2).all(|pair| pair[1].item == pair[0].item + 1);
    let words = units.iter().all(|unit| {
        unit.weight >= 1.0
            && !(unit.verb && unit.item > units[0].item)
            && form.normal.entry(unit.item).is_some_and(|entry| {
                entry.sense == Sense::Word && !entry.class.is(Class::ADVERB | Class::FUNCTION)
            })
    });
    let last = units.last()?;
    let noun = !last.verb && last.item + 1 == form.normal.items.len();
    if !in_a_row || !words || !noun {
        return None;
    }
    let entry = form.normal.entry(last.item)?;
    let verbs = derive::actions(&entry.plain);
    let gerund = entry.is_form(Forms::ING) && !entry.is_form(Forms::BARE);
    Some(Turnable { action: gerund || !verbs.is_empty(), verbs })
}

/// The orders of a phrase that can be turned.
pub(super) fn orders(form: &Form, orders: &mut Vec<Order>) {
    let Some(turnable) = form.turnable() else { return };
    let (loose, head) = (Link::Loose, form.units.len() - 1);
    let mut add = |stretches: &[(usize, usize, Link)], verb: Option<usize>, adverb: Option<usize>| {
        let turn = Turn { on: true, verb, adverb };
        orders.push(Order { turn, ..order(form, stretches) });
    };
    // "the seal on the jar had cracked", "a mode that works offline"
    add(&[(1, head + 1, loose), (0, 1, Link::Described)], None, None);
    if !turnable.action {
        return;
    }
    // "leaking memory", "the memory was leaking"
    add(&[(head, head + 1, loose), (0, head, Link::Acting)], Some(head), None);
    add(&[(0, head, loose), (head, head + 1, Link::Acted)], Some(head), None);
    if head == 2 {
        // "silently leaking memory", "leaking memory silently", "the memory was silently leaking" and "was leaking silently"
        add(&[(0, 1, loose), (2, 3, Link::Tight), (1, 2, Link::Acting)], Some(head), Some(0));
        add(&[(2, 3, loose), (1, 2, Link::Acting), (0, 1, Link::Manner)], Some(head), Some(0));
        add(&[(1, 2, loose), (0, 1, Link::Acted), (2, 3, Link::Tight)], Some(head), Some(0));
        add(&[(1, 2, loose), (2, 3, Link::Acted), (0, 1, Link::Manner)], Some(head), Some(0));
    }
}

/// Whether another word can stand for this one when a phrase is turned: the verb for its action at the end, an adverb for the
/// first of three.
pub(super) fn may_stand_in(form: &Form, unit: usize) -> bool {
    unit + 1 == form.units.len() || unit == 0 && form.units.len() == LONGEST
}

/// Places of the verb of an action and of the adverb of an adjective.
pub(super) fn hits(form: &Form, unit: usize, speech: &Speech, hits: &mut Vec<Hit>) {
    let Some(turnable) = form.turnable().filter(|turnable| turnable.action) else { return };
    let mut add = |from: u32, to: u32| {
        let fit = Fit::Derived;
        hits.push(Hit { from, to, units: 1, fit, cost: fit.cost() });
    };
    if unit + 1 < form.units.len() {
        let adjective = form.normal.plain(form.units[unit].item);
        if unit == 0
            && form.units.len() == LONGEST
            && let Some(entry) = speech.normal.word(&derive::adverb(adjective))
        {
            speech.places(entry).iter().for_each(|place| add(*place, place + 1));
        }
        return;
    }
    for action in &turnable.verbs {
        for entry in speech.with_key(&action.key) {
            let Some(heard) = speech.normal.entries.get(*entry as usize) else { continue };
            if heard.class.is(Class::FUNCTION) || *heard.plain == *form.normal.plain(form.units[unit].item) {
                continue;
            }
            for place in speech.places(*entry) {
                let at = *place as usize;
                match action.particle {
                    None => add(*place, place + 1),
                    Some(particle) if speech.plain(at + 1) == particle => add(*place, place + 2),
                    Some(particle) if follows(speech, at + 1, particle) => add(*place, place + 1),
                    Some(_) => {}
                }
            }
        }
    }
}

/// Whether a particle follows close behind in the same clause.
fn follows(speech: &Speech, from: usize, particle: &str) -> bool {
    (from..from + PARTICLE)
        .take_while(|at| !speech.pause(*at).breaks())
        .any(|at| speech.plain(at) == particle)
}

/// Whether a hit can be used in an order.
pub(super) fn fits(form: &Form, turn: Turn, unit: usize, hit: &Hit, speech: &Speech) -> bool {
    let derived = hit.fit == Fit::Derived;
    if !turn.on {
        // As a verb an action is judged by the stricter rules of an order that is turned.
        let past = |entry: Option<&Entry>| entry.is_some_and(is_past);
        let verb = unit + 1 == form.units.len()
            && hit.to == hit.from + 1
            && past(speech.entry(hit.from as usize))
            && !past(form.entry(unit))
            && form.turnable().is_some_and(|turnable| turnable.action);
        return !derived && !verb;
    }
    if turn.verb == Some(unit) {
        return derived || is_verb(form, unit, hit.from as usize, speech);
    }
    derived == (turn.adverb == Some(unit))
}

/// Whether a noun of action is heard as its verb here: "it leaks memory", "to leak memory", "leaked memory".
fn is_verb(form: &Form, unit: usize, at: usize, speech: &Speech) -> bool {
    let Some((heard, wanted)) = speech.entry(at).zip(form.entry(unit)) else { return false };
    if heard.plain == wanted.plain && wanted.is_form(Forms::ING) {
        // "the plant was dosing the salt", but not "a dosing pump"
        let before = (0..at).rev().find(|at| !speech.is_free(*at) && !speech.class(*at).is(Class::ADVERB));
        return before.is_some_and(|before| speech.class(before).is(Class::BE) && !speech.pause(at).breaks());
    }
    if heard.is_form(Forms::ING | Forms::S) || is_past(heard) {
        return true;
    }
    let before = (0..at).rev().find(|at| !speech.is_free(*at) && !speech.class(*at).is(Class::ADVERB));
    before.is_some_and(|before| {
        speech.plain(before) == "to"
            || speech.class(before).is(Class::MODAL | Class::SUBJECT | Class::AUXILIARY | Class::NEGATION)
            || matches!(speech.plain(before), "that" | "which" | "who" | "and")
    })
}

/// Whether the phrase has a verb of its own that says what happened.
pub(super) fn has_verb(form: &Form) -> bool {
    form.subject.is_some() || form.units.iter().any(|unit| unit.verb)
}

/// Whether an adjective stands here that can be no noun: "old", "harmless".
pub(super) fn is_adjective(normal: &Normal, at: usize) -> bool {
    normal.entry(at).is_some_and(|entry| derive::is_adjective(&entry.plain))
}
