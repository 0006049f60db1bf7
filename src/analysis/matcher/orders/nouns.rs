//! Nouns whose parts change places: "drop rate of 0.3%" for "0.3% drop rate", "15-minute RTO" for "RTO of 15 minutes".

use super::{LONGEST_RUN, Order, class, figure_at, order, runs};
use crate::analysis::matcher::phrase::{Form, Link};
use crate::analysis::normal::Class;

/// A part of a noun may stand behind it: "persistent drop rate of 0.3%".
pub(super) fn nouns(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn of(form: &Form, orders: &mut Vec<Order>) {
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
