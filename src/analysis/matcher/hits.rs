//! Where the strong words of a phrase are said: as they are, in another form, split or joined, or misheard.

use super::denial;
use super::misheard;
use super::phrase::{Form, Link};
use super::reading;
use super::speech::Speech;
use super::turned;
use crate::analysis::normal::measure::Measure;
use crate::analysis::normal::number::Figure;
use crate::analysis::normal::value::Value;
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
        joined(form, speech, &mut hits);
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
        Sense::Figure(figure) if !form.exact => figures(figure, speech, &mut entries),
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
            split(wanted, speech, &mut hits);
            turned::hits(form, unit, speech, &mut hits);
        }
        Sense::Figure(figure) if figure.measure == Measure::None && !figure.ordinal => {
            digits(&wanted.plain, speech, &mut hits);
        }
        _ => {}
    }
    hits
}

fn figures(figure: Figure, speech: &Speech, entries: &mut Vec<(u32, Fit)>) {
    let mut add = |measure, fit| {
        let sense = Sense::Figure(Figure { measure, ..figure });
        entries.extend(speech.normal.of_sense(sense).map(|entry| (entry, fit)));
    };
    add(figure.measure, Fit::Same);
    match figure.measure {
        Measure::Money(_) => {
            add(Measure::SomeMoney, Fit::NoCurrency);
            add(Measure::None, Fit::NoCurrency);
        }
        Measure::SomeMoney | Measure::None => {
            for code in ["USD", "EUR", "GBP", "JPY", "INR", "CHF"] {
                add(Measure::Money(code), Fit::NoCurrency);
            }
            add(Measure::SomeMoney, Fit::NoCurrency);
            add(Measure::None, Fit::NoCurrency);
        }
        _ => {}
    }
    entries.dedup_by_key(|(entry, _)| *entry);
    // "half" is 50%.
    let share = |value: Option<Value>, measure| {
        value.and_then(|value| {
            speech.normal.of_sense(Sense::Figure(Figure { value, measure, ordinal: false }))
        })
    };
    let hundred = Value::whole(100);
    let other = match figure.measure {
        Measure::Percent => {
            share(Value::new(1, 100).and_then(|part| figure.value.times(part)), Measure::None)
        }
        Measure::None if figure.value.as_whole().is_none() => {
            share(figure.value.times(hundred), Measure::Percent)
        }
        _ => None,
    };
    entries.extend(other.map(|entry| (entry, Fit::Compound)));
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
    for length in wanted.plain.len().saturating_sub(slips)..=wanted.plain.len() + slips {
        for entry in speech.of_length(length) {
            let Some(heard) = speech.normal.entries.get(*entry as usize) else { continue };
            if !known(entries, *entry) && misheard::sounds_like(&heard.plain, &wanted.plain) {
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

/// One word of the phrase in several words of the speech: "web hook", "S L O".
fn split(wanted: &Entry, speech: &Speech, hits: &mut Vec<Hit>) {
    // Two letters are only heard one by one: "H L".
    const SHORTEST: usize = 2;
    let plain = &*wanted.plain;
    if plain.len() < SHORTEST || !plain.is_ascii() || wanted.class.is(Class::FUNCTION) {
        return;
    }
    for length in 1..plain.len() {
        let Some(entry) = speech.normal.word(&plain[..length]) else { continue };
        for place in speech.places(entry) {
            if let Some(to) = rest(wanted, speech, &plain[length..], *place as usize + 1) {
                let to = u32::try_from(to).unwrap_or(u32::MAX);
                hits.push(Hit { from: *place, to, units: 1, fit: Fit::Compound, cost: Fit::Compound.cost() });
            }
        }
    }
}

/// A number of three digits and more, said in parts: "five oh three", "twenty-seven double …".
fn digits(plain: &str, speech: &Speech, hits: &mut Vec<Hit>) {
    const SHORTEST: usize = 3;
    if plain.len() < SHORTEST || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    for length in 1..plain.len() {
        let Some(value) = Value::decimal(&plain[..length]) else { continue };
        let sense = Sense::Figure(Figure { value, measure: Measure::None, ordinal: false });
        for place in speech.normal.of_sense(sense).map_or(&[][..], |entry| speech.places(entry)) {
            let (mut at, mut rest) = (*place as usize + 1, &plain[length..]);
            while let Some(more) = rest.strip_prefix(digit(speech, at)).filter(|more| more.len() < rest.len())
            {
                (at, rest) = (at + 1, more);
            }
            if rest.is_empty() {
                let to = u32::try_from(at).unwrap_or(u32::MAX);
                hits.push(Hit { from: *place, to, units: 1, fit: Fit::Compound, cost: Fit::Compound.cost() });
            }
        }
    }
}

fn digit<'s>(speech: &'s Speech, at: usize) -> &'s str {
    match speech.plain(at) {
        "oh" | "o" => "0",
        plain => plain,
    }
}

/// Behind the words that say the rest of a word letter by letter; the last one may have an ending ("web hooks").
fn rest(wanted: &Entry, speech: &Speech, mut rest: &str, mut at: usize) -> Option<usize> {
    const ENDINGS: &[&str] = &["s", "es", "ed", "d", "ing"];
    loop {
        let said = speech.plain(at);
        if said.is_empty() || speech.pause(at).breaks() {
            return None;
        }
        if let Some(ending) = said.strip_prefix(rest) {
            return (ending.is_empty() || (rest.len() > 1 && ENDINGS.contains(&ending))).then_some(at + 1);
        }
        match rest.strip_prefix(said) {
            // "hook" for "hooks" at the end of the wanted word
            Some(ending) if ENDINGS.contains(&ending) && said.len() > 2 && wanted.plain.ends_with(ending) => {
                return Some(at + 1);
            }
            Some(more) => rest = more,
            None => return None,
        }
        at += 1;
    }
}

/// Several words of the phrase in one word of the speech: "deadletter" for "dead-letter".
fn joined(form: &Form, speech: &Speech, hits: &mut [Vec<Hit>]) {
    const MOST: usize = 5;
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
                    hits[unit].push(Hit { from: *place, to: place + 1, units, fit, cost: fit.cost() });
                }
            }
        }
    }
}
