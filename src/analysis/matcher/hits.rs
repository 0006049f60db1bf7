//! Where the strong words of a phrase are said: as they are, in another form, split or joined, or misheard.

use super::phrase::{Form, Link};
use super::speech::Speech;
use super::{compounds, denial, figures, misheard, reading, turned};
use crate::analysis::normal::measure::Measure;
use crate::analysis::normal::{Class, Entry, Forms, Sense, derive};

/// How a strong word was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    /// As it is, or in another spelling.
    Same,
    /// In another form.
    Form,
    /// In another word that means the same here: "no" for "not a".
    Equal,
    /// Without its currency: "8K" for "$8K".
    NoCurrency,
    /// In several words, or several words in one.
    Compound,
    /// In the verb of a noun, or the adverb of an adjective: "rotating" for "rotation".
    Derived,
    /// With a letter or two that differ.
    Misheard,
}

impl Fit {
    pub(super) fn cost(self) -> f32 {
        match self {
            Self::Same => 0.0,
            Self::Form => 0.02,
            Self::Equal | Self::Compound => 0.05,
            Self::NoCurrency | Self::Derived => 0.1,
            Self::Misheard => 0.3,
        }
    }
}

/// A place of the speech that says a strong word of the phrase, or several of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    /// Its first item.
    pub from: u32,
    /// Behind its last item.
    pub to: u32,
    /// How many strong words it says.
    pub units: usize,
    /// How.
    pub fit: Fit,
    /// What that costs.
    pub cost: f32,
}

/// For every strong word of the phrase its hits, in the order of the speech.
pub(super) fn all(form: &Form, speech: &Speech) -> Vec<Vec<Hit>> {
    let mut hits: Vec<Vec<Hit>> = (0..form.units.len()).map(|unit| of_unit(form, unit, speech)).collect();
    if !form.exact {
        let joined = compounds::joined(form, speech);
        // A phrase that lacks a word is not said, however its other words may be turned.
        let lacks = |unit: usize| hits[unit].is_empty() && !turned::may_stand_in(form, unit);
        if !joined.is_empty() || !(0..hits.len()).any(lacks) {
            for (unit, hits) in hits.iter_mut().enumerate() {
                turned::hits(form, unit, speech, hits);
            }
        }
        for (unit, hit) in joined {
            hits[unit].push(hit);
        }
    }
    for hits in &mut hits {
        hits.sort_by_key(|hit| (hit.from, hit.to));
    }
    hits
}

fn of_unit(form: &Form, unit: usize, speech: &Speech) -> Vec<Hit> {
    let Some(wanted) = form.entry(unit) else { return Vec::new() };
    let mut entries: Vec<(u32, Fit)> = Vec::new();
    match wanted.sense {
        Sense::Figure(figure) if !form.exact => figures::figures(figure, speech, &mut entries),
        Sense::Figure(_) | Sense::Period(_) => {
            entries.extend(speech.normal.of_sense(wanted.sense).map(|entry| (entry, Fit::Same)));
        }
        Sense::Word => words(form, unit, wanted, speech, &mut entries),
    }
    let mut hits = Vec::new();
    for (entry, fit) in entries {
        for place in speech.places(entry) {
            let at = *place as usize;
            let fits = (fit != Fit::Equal || stands_for(wanted, speech, at))
                && reading::fits(form, unit, at, speech);
            if fits {
                hits.push(Hit { from: *place, to: place + 1, units: 1, fit, cost: fit.cost() });
            }
        }
    }
    match wanted.sense {
        _ if form.exact => {}
        Sense::Word => {
            denial::not_a_person(wanted, speech, &mut hits);
            compounds::split(wanted, speech, &mut hits);
        }
        Sense::Figure(figure) if figure.measure == Measure::None && !figure.ordinal => {
            figures::digits(&wanted.plain, speech, &mut hits);
        }
        _ => {}
    }
    hits
}

fn words(form: &Form, unit: usize, wanted: &Entry, speech: &Speech, entries: &mut Vec<(u32, Fit)>) {
    let plain = speech.normal.word(&wanted.plain);
    entries.extend(plain.map(|entry| (entry, Fit::Same)));
    if form.exact {
        return;
    }
    let known = |entries: &[(u32, Fit)], entry: u32| entries.iter().any(|(known, _)| *known == entry);
    if wanted.class.is(Class::NEGATION) {
        let equal: &[&str] = match &*wanted.plain {
            "no" => &["not", "never", "without", "none", "nobody"],
            "not" => &["never", "none", "nor", "neither", "nowhere"],
            "never" => &["not"],
            _ => &[],
        };
        entries.extend(equal.iter().filter_map(|word| Some((speech.normal.word(word)?, Fit::Equal))));
        return;
    }
    if wanted.class.is(Class::FUNCTION) {
        let equal: &[&str] = match &*wanted.plain {
            "while" => &["when", "during"],
            "when" => &["while"],
            "during" => &["while", "when"],
            "outside" => &["out", "beyond"],
            "beyond" => &["outside"],
            "out" if form.normal.plain(form.units[unit].item + 1) == "of" => &["outside"],
            _ => &[],
        };
        entries.extend(equal.iter().filter_map(|word| Some((speech.normal.word(word)?, Fit::Equal))));
        return;
    }
    let noun = form.units.get(unit).is_some_and(|unit| unit.noun);
    let verb = form.units.get(unit).is_some_and(|unit| unit.verb);
    // What stands before a noun as a part of it: "render farm", "rendering farm".
    let modifier = !verb && form.units.get(unit + 1).is_some_and(|next| next.link == Link::Tight);
    // "start small" has a verb, so "starting small" says it.
    let imperative = unit == 0
        && form.units.len() == 2
        && (turned::is_adjective(&form.normal, form.units[1].item)
            || form.entry(1).is_some_and(|next| next.class.is(Class::ADVERB)));
    let ing = imperative || wanted.is_form(Forms::ING) || !modifier;
    let other_word = |entry: &Entry| entry.is_form(Forms::ING) && !derive::names_action(&entry.plain);
    for lemma in &wanted.lemmas {
        for entry in speech.with_key(&lemma.key) {
            let Some(heard) = speech.normal.entries.get(*entry as usize) else { continue };
            let as_noun = heard
                .lemmas
                .iter()
                .any(|other| other.key == lemma.key && other.forms.is(Forms::BARE | Forms::S));
            let gerund = modifier && heard.is_form(Forms::ING);
            let apart = modifier && (other_word(heard) || other_word(wanted));
            let fits = (!noun || as_noun || gerund)
                && (ing || as_noun || gerund || !heard.is_form(Forms::ING))
                && !apart;
            if !known(entries, *entry) && fits && !heard.class.is(Class::FUNCTION) {
                entries.push((*entry, Fit::Form));
            }
        }
    }
    // "a booking" and "bookings": only the noun has an s.
    let other = match wanted.plain.strip_suffix('s') {
        Some(one) if one.ends_with("ing") => speech.normal.word(one),
        _ if wanted.plain.ends_with("ing") => speech.normal.word(&format!("{}s", wanted.plain)),
        _ => None,
    };
    entries.extend(other.filter(|entry| !known(entries, *entry)).map(|entry| (entry, Fit::Form)));
    let slips = misheard::slips(wanted.plain.len());
    if slips == 0 {
        return;
    }
    let letters = misheard::letters(&wanted.plain);
    for length in wanted.plain.len().saturating_sub(slips)..=wanted.plain.len() + slips {
        for entry in speech.of_length(length) {
            let Some(heard) = speech.normal.entries.get(*entry as usize) else { continue };
            if speech.letters(*entry).may_be(letters, slips)
                && !known(entries, *entry)
                && misheard::sounds_like(&heard.plain, &wanted.plain)
            {
                entries.push((*entry, Fit::Misheard));
            }
        }
    }
}

/// Whether another small word stands for the wanted one here: "not a ticket" says "no ticket", "not" alone does not.
fn stands_for(wanted: &Entry, speech: &Speech, at: usize) -> bool {
    const NEAR: usize = 6;
    match (&*wanted.plain, speech.plain(at)) {
        // "wasn't ever tested", "not once tested"
        ("never", _) => return (at + 1..at + 3).any(|next| matches!(speech.plain(next), "ever" | "once")),
        // "none of us" and "out of paper" are something else
        ("no", "none") | ("outside", "out") => {
            let whose = if speech.plain(at) == "out" { Class::POSSESSIVE } else { Class::DETERMINER };
            return speech.plain(at + 1) == "of" && speech.class(at + 2).is(whose);
        }
        // "I can't do it without a ticket"
        ("no", "without")
            if (at.saturating_sub(NEAR)..at).any(|before| speech.class(before).is(Class::NEGATION)) =>
        {
            return false;
        }
        // "nobody opened a ticket" says that there was none; "nobody read a ticket" does not.
        ("no", "nobody") => return denial::makes_none(speech, at),
        ("no", _) => {}
        _ => return true,
    }
    denial::of_a_thing(speech, at)
}
