//! The orders in which English lets the words of a phrase come: "drop rate of 0.3%" for "0.3% drop rate", "turned the flag
//! off" for "turned off the flag", "recovered $8K" for "$8K recovered".

mod movable;
mod nouns;
mod verbs;

use super::phrase::{Form, Link, Unit};
use super::turned::{self, Turn};
use crate::analysis::normal::Class;

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
    nouns::nouns(form, &mut orders);
    nouns::of(form, &mut orders);
    verbs::verbs(form, &mut orders);
    movable::particles(form, &mut orders);
    movable::from_to(form, &mut orders);
    verbs::fronted(form, &mut orders);
    verbs::by(form, &mut orders);
    verbs::suffered(form, &mut orders);
    movable::adjuncts(form, &mut orders);
    movable::adverbs(form, &mut orders);
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
