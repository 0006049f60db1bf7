//! Words that are split or joined: "web hook" for "webhook", "deadletter" for "dead-letter".

use super::hits::{Fit, Hit};
use super::phrase::Form;
use super::speech::Speech;
use crate::analysis::normal::{Class, Entry};

/// One word of the phrase in several words of the speech: "web hook", "S L O".
pub(super) fn split(wanted: &Entry, speech: &Speech, hits: &mut Vec<Hit>) {
    // Two letters are only heard one by one: "H L".
    const SHORTEST: usize = 2;
    let plain = &*wanted.plain;
    if plain.len() < SHORTEST || !plain.is_ascii() || wanted.class.is(Class::FUNCTION) {
        return;
    }
    for length in 1..plain.len() {
        let Some(entry) = speech.normal.word(&plain[..length]) else { continue };
        for place in speech.places(entry) {
            if let Some(to) = rest(wanted, speech, length, *place as usize + 1) {
                let to = u32::try_from(to).unwrap_or(u32::MAX);
                hits.push(Hit { from: *place, to, units: 1, fit: Fit::Compound, cost: Fit::Compound.cost() });
            }
        }
    }
}

/// Behind the words that say the rest of a word, of which the first letters were said; the last one may have an ending ("web
/// hooks").
fn rest(wanted: &Entry, speech: &Speech, first: usize, mut at: usize) -> Option<usize> {
    const ENDINGS: &[&str] = &["s", "es", "ed", "d", "ing"];
    let mut rest = &wanted.plain[first..];
    // So far every letter is a word: "S L O".
    let mut spelled = first == 1;
    loop {
        let said = speech.plain(at);
        if said.is_empty() || speech.pause(at).breaks() {
            return None;
        }
        if let Some(ending) = said.strip_prefix(rest) {
            // "S L Os" are several, "U S as" is no place.
            let several = spelled && ending == "s" && speech.item(at).is_some_and(|item| item.capital);
            let ends = ending.is_empty() || several || rest.len() > 1 && ENDINGS.contains(&ending);
            return ends.then_some(at + 1);
        }
        match rest.strip_prefix(said) {
            // "hook" for "hooks" at the end of the wanted word
            Some(ending) if ENDINGS.contains(&ending) && said.len() > 2 && wanted.plain.ends_with(ending) => {
                return Some(at + 1);
            }
            Some(more) => rest = more,
            None => return None,
        }
        spelled &= said.len() == 1;
        at += 1;
    }
}

/// Several words of the phrase in one word of the speech: "deadletter" for "dead-letter".
/// Each with the first strong word that it says.
pub(super) fn joined(form: &Form, speech: &Speech) -> Vec<(usize, Hit)> {
    const MOST: usize = 5;
    let mut hits = Vec::new();
    let first = form.subject.map_or(0, |at| at + 1);
    for from in first..form.normal.items.len() {
        let mut whole = form.normal.plain(from).to_owned();
        for to in from + 2..=(from + MOST).min(form.normal.items.len()) {
            whole.push_str(form.normal.plain(to - 1));
            // The strong words stand in the order of the phrase.
            let unit = form.units.partition_point(|unit| unit.item < from);
            let units = form.units.partition_point(|unit| unit.item < to) - unit;
            if units == 0 {
                continue;
            }
            let own = speech.normal.word(&whole);
            let plural = if whole.len() > 3 { speech.normal.word(&format!("{whole}s")) } else { None };
            let singular = whole.strip_suffix('s').filter(|one| one.len() > 3);
            let singular = singular.and_then(|one| speech.normal.word(one));
            for entry in own.into_iter().chain(plural).chain(singular) {
                for place in speech.places(entry) {
                    let fit = Fit::Compound;
                    hits.push((unit, Hit { from: *place, to: place + 1, units, fit, cost: fit.cost() }));
                }
            }
        }
    }
    hits
}
