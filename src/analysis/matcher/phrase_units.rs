//! The strong words of a phrase, and how they belong together.

use super::phrase::{CONTENT, Link, SMALL, Unit};
use super::speech::is_past;
use super::turned;
use crate::analysis::normal::{Class, Forms, Normal, Sense};

/// The pronoun at the beginning, when a word follows that can be its verb.
pub(super) fn subject(normal: &Normal) -> Option<usize> {
    let pronoun = matches!(normal.plain(0), "i" | "we" | "he" | "she" | "they" | "you");
    let content = (1..normal.items.len()).any(|at| !normal.class(at).is(Class::FUNCTION));
    (pronoun && content).then_some(0)
}

/// Whether both words can be parts of a name or a noun: "before" and "rather" cannot.
fn names(normal: &Normal, before: usize, at: usize) -> bool {
    let part = |at: usize| {
        let class = normal.class(at);
        !class.is(Class::FUNCTION) || class.is(Class::POSSESSIVE) || hyphened(normal, at, class)
    };
    part(before) && part(at)
}

/// A small word inside of a compound is a part of it: "on-call", but not in "9:1" and "9-to-1".
fn hyphened(normal: &Normal, at: usize, class: Class) -> bool {
    let piece = |at: usize| normal.items.get(at).map(|item| item.first);
    let before = at.checked_sub(1);
    let beside = before.is_some_and(|before| piece(before) == piece(at)) || piece(at + 1) == piece(at);
    let figures = before.is_some_and(|before| figure(normal, before)) && figure(normal, at + 1);
    let whole = normal.items.get(at).is_some_and(|item| item.first == item.last);
    beside && class.is(Class::PREPOSITION) && whole && !figures
}

fn figure(normal: &Normal, at: usize) -> bool {
    normal.entry(at).is_some_and(|entry| entry.figure().is_some())
}

/// Whether nothing stands between two items but the 's of a possessive.
fn adjacent(normal: &Normal, before: usize, at: usize) -> bool {
    (before + 1..at).all(|between| normal.plain(between) == "'s")
}

/// A participle in the middle of a noun: "zero shared visibility". At the beginning it may be a verb, and before an adjective
/// that ends the phrase it is one: "kettle boiled dry".
fn is_adjective(normal: &Normal, at: usize, first: bool) -> bool {
    let became = at + 2 == normal.items.len() && turned::is_adjective(normal, at + 1);
    if first || became {
        return false;
    }
    normal
        .entry(at + 1)
        .is_some_and(|next| next.sense == Sense::Word && !next.class.is(Class::FUNCTION | Class::ADVERB))
}

pub(super) fn is_passive(normal: &Normal, verb: usize) -> bool {
    let participle = normal.entry(verb).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE));
    participle && (0..verb).any(|at| normal.class(at).is(Class::BE))
}

pub(super) fn first_verb(normal: &Normal, units: &[Unit]) -> usize {
    let small = |unit: &Unit| normal.class(unit.item).is(Class::ADVERB | Class::NEGATION);
    let at = units.iter().position(|unit| !small(unit)).unwrap_or(0);
    if units.get(at).is_some_and(|unit| unit.verb) { at } else { 0 }
}

pub(super) fn units(normal: &Normal, subject: Option<usize>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for at in subject.map_or(0, |at| at + 1)..normal.items.len() {
        let Some(entry) = normal.entry(at) else { continue };
        let particle = entry.class.is(Class::PARTICLE);
        if entry.class.is(Class::LIGHT) && !hyphened(normal, at, entry.class) {
            continue;
        }
        // "two out of five" is "two of five" as well
        if &*entry.plain == "out" && normal.plain(at + 1) == "of" && at > 0 && figure(normal, at - 1) {
            continue;
        }
        // "on my own initiative" is "on my initiative" as well
        if &*entry.plain == "own" && at > 0 && normal.class(at - 1).is(Class::POSSESSIVE) {
            continue;
        }
        // "the boat lost its anchor" is "the boat lost the anchor" as well
        if matches!(&*entry.plain, "its" | "their") && units.iter().any(|unit| unit.verb) && !units[0].verb {
            continue;
        }
        let adverbs = units.iter().all(|unit| normal.class(unit.item).is(Class::ADVERB));
        let last_word = at + 1 == normal.items.len();
        let first_verb =
            subject.is_some() && adverbs && (!entry.class.is(Class::ADVERB) || last_word && units.is_empty());
        let before = at.checked_sub(1).map_or(Class::default(), |before| normal.class(before));
        let next = normal.class(at + 1);
        let leads = units.is_empty() && next.is(Class::DETERMINER) && entry.is_form(Forms::BARE | Forms::ING);
        // "a test run", "a power cut": what is its own past form is a noun behind a noun.
        let before_noun = units.last().is_some_and(|last| {
            last.item + 1 == at
                && !last.verb
                && normal.entry(last.item).is_some_and(|noun| {
                    noun.sense == Sense::Word && !noun.class.is(Class::FUNCTION | Class::ADVERB)
                })
        });
        let verb = entry.sense == Sense::Word
            && !entry.class.is(Class::FUNCTION)
            && (first_verb
                || (is_past(entry)
                    && !is_adjective(normal, at, units.is_empty())
                    && !(last_word && before_noun && entry.is_form(Forms::BARE)))
                || leads
                || before.is(Class::QUESTION));
        let negation = units.last().is_some_and(|unit| normal.class(unit.item).is(Class::NEGATION));
        let noun = !verb
            && (before.is(Class::DETERMINER | Class::PREPOSITION)
                || (negation && normal.plain(at.saturating_sub(1)) == "no"));
        let link = match units.last() {
            Some(last) if normal.class(last.item).is(Class::NEGATION) => Link::Negation,
            Some(last)
                if adjacent(normal, last.item, at)
                    && !verb
                    // "boiled dry": what became of it stands right behind its verb.
                    && (!last.verb || last_word && units.len() > 1 && turned::is_adjective(normal, at))
                    && names(normal, last.item, at)
                    && !(entry.class.is(Class::ADVERB) && last_word) =>
            {
                Link::Tight
            }
            _ => Link::Loose,
        };
        let weight = if entry.class.is(Class::FUNCTION) { SMALL } else { CONTENT };
        units.push(Unit { item: at, weight, link, verb, noun, particle });
    }
    units
}
