//! What may stand at either end of its clause or beside its verb: times and places, adverbs, particles, the ends of a range.

use super::{Order, class, order, runs};
use crate::analysis::matcher::phrase::{Form, Link};
use crate::analysis::normal::{Class, Forms, Sense};

/// "ran it for a week" may be "for a week I ran it", and the other way round: what says when or how often moves.
pub(super) fn adjuncts(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn adverbs(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn particles(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn from_to(form: &Form, orders: &mut Vec<Order>) {
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
