//! The orders in which English lets the words of a phrase come: "drop rate of 0.3%" for "0.3% drop rate", "turned the flag
//! off" for "turned off the flag", "recovered $8K" for "$8K recovered".

use super::phrase::{Form, Link, Unit};
use super::turned::{self, Turn};
use crate::analysis::normal::{Class, Forms, Sense};

/// More orders than this are not tried.
const MOST: usize = 24;
/// A longer row of nouns is not divided.
const LONGEST_RUN: usize = 5;
/// Longer phrases have one order only.
const LONGEST: usize = 20;
/// What another order than the phrase's own costs.
const COST: f32 = 0.1;

/// The strong words of a phrase in some order.
#[derive(Debug, Clone)]
pub(super) struct Order {
    /// Which strong words.
    pub units: Vec<usize>,
    /// How each belongs to the one before it in this order.
    pub links: Vec<Link>,
    /// What the order costs.
    pub cost: f32,
    /// What it asks of the words, when the phrase is turned around.
    pub turn: Turn,
}

/// The phrase's own order first.
pub(super) fn all(form: &Form) -> Vec<Order> {
    let own: Vec<usize> = (0..form.units.len()).collect();
    let links = form.units.iter().map(|unit| unit.link).collect();
    let mut orders = vec![Order { units: own, links, cost: 0.0, turn: Turn::default() }];
    if form.exact || form.units.len() < 2 || form.units.len() > LONGEST {
        return orders;
    }
    nouns(form, &mut orders);
    of(form, &mut orders);
    verbs(form, &mut orders);
    particles(form, &mut orders);
    from_to(form, &mut orders);
    fronted(form, &mut orders);
    by(form, &mut orders);
    suffered(form, &mut orders);
    adjuncts(form, &mut orders);
    adverbs(form, &mut orders);
    turned::orders(form, &mut orders);
    orders.truncate(MOST);
    orders
}

/// Rows of words that belong together tightly: `[first, end)`.
fn runs(units: &[Unit]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, unit) in units.iter().enumerate() {
        match runs.last_mut() {
            Some((_, end)) if unit.link == Link::Tight => *end = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

fn class_of(form: &Form, item: usize) -> Class {
    form.normal.class(item)
}

fn class(form: &Form, unit: usize) -> Class {
    form.entry(unit).map_or(Class::default(), |entry| entry.class)
}

fn figure_at(form: &Form, unit: usize) -> bool {
    form.entry(unit).is_some_and(|entry| entry.figure().is_some())
}

/// An order made of stretches of the phrase, each with the link to what stands before it. A stretch that follows in the
/// phrase's own order keeps its own link.
pub(super) fn order(form: &Form, stretches: &[(usize, usize, Link)]) -> Order {
    let mut units = Vec::new();
    let mut links = Vec::new();
    for (from, to, link) in stretches {
        for at in *from..*to {
            links.push(if at == *from { *link } else { form.units[at].link });
            units.push(at);
        }
    }
    Order { units, links, cost: COST, turn: Turn::default() }
}

/// A part of a noun may stand behind it: "persistent drop rate of 0.3%".
fn nouns(form: &Form, orders: &mut Vec<Order>) {
    for (first, end) in runs(&form.units) {
        let fixed = (first..end).any(|unit| {
            class(form, unit).is(Class::POSSESSIVE | Class::NEGATION) || unit > 0 && form.units[unit].verb
        });
        if end - first < 2 || end - first > LONGEST_RUN || fixed {
            continue;
        }
        for from in first..end - 1 {
            for to in from + 1..end {
                orders.push(order(
                    form,
                    &[
                        (0, from, Link::Loose),
                        (to, end, if from > first { Link::Tight } else { form.units[first].link }),
                        (from, to, Link::Of),
                        (end, form.units.len(), Link::Apart),
                    ],
                ));
            }
        }
        // "wrong dose on the label" may be "the dose on the label was wrong"
        if first == 0 && end < form.units.len() && form.units[end..].iter().all(|unit| !unit.verb) {
            orders.push(order(form, &[(1, form.units.len(), Link::Loose), (0, 1, Link::Of)]));
        }
    }
}

/// "RTO of 15 minutes" may be "15-minute RTO".
fn of(form: &Form, orders: &mut Vec<Order>) {
    let runs = runs(&form.units);
    for pair in runs.windows(2) {
        let ((a, b), (_, c)) = (pair[0], pair[1]);
        let between = form.units[b - 1].item + 1..form.units[b].item;
        let preposition = between
            .clone()
            .any(|item| matches!(form.normal.plain(item), "of" | "in" | "on" | "at" | "for" | "with"));
        let verb = form.units[a..c].iter().any(|unit| unit.verb || unit.particle);
        // "delays of more than an hour" may be "more than an hour of delay"
        let more =
            matches!(form.normal.plain(form.units[b].item), "more" | "less" | "fewer" | "over" | "under");
        let figure = form.entry(c).is_some_and(|entry| entry.figure().is_some());
        if preposition && more && figure && !verb && c == b + 1 {
            orders.push(order(
                form,
                &[
                    (0, a, Link::Loose),
                    (b, c + 1, form.units[a].link),
                    (a, b, Link::Tight),
                    (c + 1, form.units.len(), Link::Loose),
                ],
            ));
        }
        let figures = figure_at(form, b - 1) && figure_at(form, b);
        // "a 9:1 vote" may be "a vote of nine to one"
        let ratio = figures && form.between(b - 1, b) == ["to"];
        if ratio && c > b + 1 && !verb {
            orders.push(order(
                form,
                &[
                    (0, b - 1, Link::Loose),
                    (b + 1, c, form.units[b - 1].link),
                    (b - 1, b + 1, Link::Of),
                    (c, form.units.len(), Link::Apart),
                ],
            ));
        }
        // "four out of five" is not "five out of four"
        if preposition && !verb && !figures && form.units[b].link == Link::Loose {
            orders.push(order(
                form,
                &[
                    (0, a, Link::Loose),
                    (b, c, form.units[a].link),
                    (a, b, Link::Tight),
                    (c, form.units.len(), Link::Loose),
                ],
            ));
            // "labels with the wrong dose"
            orders.push(order(
                form,
                &[
                    (0, a, Link::Loose),
                    (b, c, form.units[a].link),
                    (a, b, Link::With),
                    (c, form.units.len(), Link::Apart),
                ],
            ));
        }
    }
    // "Black Friday 2022" may be "the 2022 Black Friday".
    let (first, end) = runs.first().copied().unwrap_or_default();
    let last_is_figure = end > 0 && form.entry(end - 1).is_some_and(|entry| entry.figure().is_some());
    if end == form.units.len() && end - first > 1 && last_is_figure {
        orders.push(order(form, &[(end - 1, end, Link::Loose), (first, end - 1, Link::Tight)]));
    }
}

/// "rotated the credentials" may be "the credentials were rotated", and the other way round.
fn verbs(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    let participle = |unit: usize| {
        units[unit].verb && form.entry(unit).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE))
    };
    if form.subject.is_some() || form.negated {
        return;
    }
    let last = units.len() - 1;
    if units[0].verb {
        let verb = 1 + usize::from(units[1].particle && units.len() > 2);
        let object = runs(units).into_iter().find(|(first, _)| *first >= verb);
        // What follows a preposition is no object: "handed over to operations".
        let led = object.is_some_and(|(first, _)| {
            (units[first - 1].item + 1..units[first].item).any(|at| class_of(form, at).is(Class::PREPOSITION))
        });
        // "saved 600 hours a year" may be "600 hours were saved a year".
        let period = |(first, end): (usize, usize)| {
            let often =
                |unit: &usize| form.entry(*unit).is_some_and(|entry| matches!(entry.sense, Sense::Period(_)));
            (first + 1..end).find(often).unwrap_or(end)
        };
        let ends = object.filter(|_| !led).map(|run| [run.1, units.len(), period(run)]);
        for end in ends.into_iter().flatten() {
            orders.push(order(
                form,
                &[(verb, end, Link::Loose), (0, verb, Link::Passive), (end, units.len(), Link::Loose)],
            ));
        }
    }
    // "$4.5M saved per year" may be "saved $4.5M per year".
    let first_run = runs(units).first().map_or(0, |(_, end)| *end);
    let amount = (0..first_run).any(|unit| form.entry(unit).is_some_and(|entry| entry.figure().is_some()));
    if amount && first_run < last && participle(first_run) {
        let rest = (first_run + 1, units.len(), Link::Loose);
        orders.push(order(
            form,
            &[(first_run, first_run + 1, Link::Loose), (0, first_run, Link::Object), rest],
        ));
    }
    let ends = units[last].item + 1 == form.normal.items.len();
    // "gate shut" may be "the gate was shut" and "the gate had shut": "shut" is its own past form.
    let own_past =
        form.entry(last).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE) && entry.is_form(Forms::BARE));
    if own_past && ends && !units[last].verb && units[last].link == Link::Tight {
        for link in [Link::Passive, Link::Active] {
            orders.push(order(form, &[(0, last, Link::Loose), (last, last + 1, link)]));
        }
    }
    // "three teams copied it" may be "it was copied by three teams".
    let only_it =
        (units[last].item + 1..form.normal.items.len()).all(|at| class_of(form, at).is(Class::LIGHT));
    if participle(last) && only_it && !units[0].verb {
        orders.push(order(form, &[(last, last + 1, Link::Loose), (0, last, Link::By)]));
    }
    if participle(last) && ends && !units[0].verb {
        orders.push(order(form, &[(last, last + 1, Link::Loose), (0, last, Link::Object)]));
    }
}

/// "found the leak" may be "the leak that I found".
fn fronted(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    let verb = form.first_verb();
    if form.negated || form.passive || !units[verb].verb {
        return;
    }
    let object = runs(units).into_iter().find(|(first, _)| *first == verb + 1);
    let Some((first, end)) = object else { return };
    let led = (units[verb].item + 1..units[first].item).any(|at| class_of(form, at).is(Class::PREPOSITION));
    if !led && !units[first].particle {
        let rest = (end, units.len(), Link::Loose);
        orders.push(order(form, &[(first, end, Link::Loose), (0, first, Link::Fronted), rest]));
        // "the leak was found by me"
        if form.subject.is_some() {
            orders.push(order(form, &[(first, end, Link::Loose), (0, first, Link::Passive), rest]));
        }
    }
}

/// "adopted by four plants" may be "four plants adopted it".
fn by(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    let doer = 1 + usize::from(units[1].particle);
    let by = |doer: &usize| {
        *doer < units.len()
            && (units[*doer - 1].item + 1..units[*doer].item).any(|at| form.normal.plain(at) == "by")
    };
    if let Some(doer) = Some(doer).filter(by).filter(|_| form.subject.is_none() && units[0].verb) {
        let end = runs(units).into_iter().find(|(first, _)| *first == doer).map_or(doer + 1, |(_, end)| end);
        let rest = (end, units.len(), Link::Loose);
        orders.push(order(form, &[(doer, end, Link::Loose), (0, doer, Link::Active), rest]));
    }
}

/// "cats ate the fish" may be "the fish was eaten by cats".
fn suffered(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    let Some(verb) = units.iter().position(|unit| unit.verb) else { return };
    let object = runs(units).into_iter().find(|(first, _)| *first == verb + 1);
    let Some((first, end)) = object.filter(|_| verb > 0 && form.subject.is_none() && !form.negated) else {
        return;
    };
    let participle = form.entry(verb).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE | Forms::PAST));
    let nouns = units[..verb].iter().all(|unit| unit.weight >= 1.0 && !unit.verb);
    let alone = (units[verb - 1].item + 1..units[verb].item).next().is_none();
    let led = (units[verb].item + 1..units[first].item).any(|at| !class_of(form, at).is(Class::DETERMINER));
    if participle && nouns && alone && !led && !units[first].particle && end == units.len() {
        orders.push(order(
            form,
            &[(first, end, Link::Loose), (verb, verb + 1, Link::Passive), (0, verb, Link::By)],
        ));
    }
}

/// "ran it for a week" may be "for a week I ran it", and the other way round: what says when or how often moves.
fn adjuncts(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    let all = units.len();
    let runs = runs(units);
    let led = |unit: usize| {
        let before = unit.checked_sub(1).map_or(0, |before| units[before].item + 1);
        (before..units[unit].item)
            .any(|at| matches!(form.normal.plain(at), "for" | "in" | "on" | "at" | "within" | "since"))
    };
    let often = |unit: usize| {
        units[unit].link == Link::Loose
            && form.entry(unit).is_some_and(|entry| matches!(entry.sense, Sense::Period(_)))
    };
    let since = |unit: usize| matches!(form.normal.plain(units[unit].item), "since" | "after" | "before");
    if let Some((from, _)) = runs.last().copied().filter(|(from, _)| *from > 0)
        && units[from].link != Link::Negation
        && (led(from) || often(from) || since(from))
    {
        orders.push(order(form, &[(from, all, Link::Loose), (0, from, Link::Clause)]));
        if let Some(last) = all.checked_sub(1).filter(|last| often(*last) && *last > from) {
            orders.push(order(form, &[(last, all, Link::Loose), (0, last, Link::Clause)]));
        }
    }
    // "next time I would ask" may be "I would ask next time".
    let subject = (1..all).find(|unit| class(form, *unit).is(Class::SUBJECT));
    if let Some(from) = subject.filter(|from| *from + 1 < all && runs.contains(&(0, *from))) {
        orders.push(order(form, &[(from, all, Link::Loose), (0, from, Link::Loose)]));
    }
}

/// "write it down first" may be "first write it down", "quickly fixed it" may be "fixed it quickly".
fn adverbs(form: &Form, orders: &mut Vec<Order>) {
    let last = form.units.len() - 1;
    let moves = |unit: usize| class(form, unit).is(Class::ADVERB) && !form.negated;
    let verb = |from: usize, to: usize| {
        (from..to).any(|unit| form.entry(unit).is_some_and(|entry| entry.sense == Sense::Word))
    };
    if moves(last) && form.units[last].link == Link::Loose && verb(0, last) {
        orders.push(order(form, &[(last, last + 1, Link::Loose), (0, last, Link::Loose)]));
    }
    if moves(0) && form.units[1].verb {
        orders.push(order(form, &[(1, last + 1, Link::Loose), (0, 1, Link::Loose)]));
        if last > 1 {
            orders.push(order(form, &[(1, 2, Link::Loose), (0, 1, Link::Loose), (2, last + 1, Link::Loose)]));
        }
    }
}

/// "turned off the flag" may be "turned the flag off", and the other way round.
fn particles(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    for at in 0..units.len() - 1 {
        // "without waking anybody up"
        let verb =
            |at: usize| units[at].verb || form.entry(at).is_some_and(|entry| entry.is_form(Forms::ING));
        if verb(at) && units[at + 1].particle && at + 2 < units.len() {
            let end =
                runs(units).into_iter().find(|(first, _)| *first == at + 2).map_or(at + 3, |(_, end)| end);
            orders.push(order(
                form,
                &[
                    (0, at + 1, Link::Loose),
                    (at + 2, end, Link::Loose),
                    (at + 1, at + 2, Link::Loose),
                    (end, units.len(), Link::Loose),
                ],
            ));
        }
        let object = runs(units).into_iter().find(|(first, _)| verb(at) && *first == at + 1);
        if let Some((first, end)) = object.filter(|(_, end)| *end < units.len() && units[*end].particle) {
            orders.push(order(
                form,
                &[
                    (0, first, Link::Loose),
                    (end, end + 1, Link::Loose),
                    (first, end, Link::Loose),
                    (end + 1, units.len(), Link::Loose),
                ],
            ));
        }
    }
}

/// "from 71% to 84%" may be "to 84% from 71%"; that each number keeps its "from" or "to" is checked later.
fn from_to(form: &Form, orders: &mut Vec<Order>) {
    let units = &form.units;
    for at in 0..units.len() - 1 {
        let led = |unit: usize, by: &str| {
            units[unit].item.checked_sub(1).is_some_and(|before| form.normal.plain(before) == by)
        };
        if led(at, "from") && led(at + 1, "to") {
            orders.push(order(
                form,
                &[
                    (0, at, Link::Loose),
                    (at + 1, at + 2, Link::Loose),
                    (at, at + 1, Link::Loose),
                    (at + 2, units.len(), Link::Loose),
                ],
            ));
        }
    }
}
