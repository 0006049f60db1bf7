//! Verbs and who does or suffers what they say: "the credentials were rotated" for "rotated the credentials", "recovered $8K"
//! for "$8K recovered", "the leak that I found" for "found the leak".

use super::{Order, class_of, order, runs};
use crate::analysis::matcher::phrase::{Form, Link};
use crate::analysis::normal::{Class, Forms, Sense};

/// "rotated the credentials" may be "the credentials were rotated", and the other way round.
pub(super) fn verbs(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn fronted(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn by(form: &Form, orders: &mut Vec<Order>) {
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
pub(super) fn suffered(form: &Form, orders: &mut Vec<Order>) {
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
