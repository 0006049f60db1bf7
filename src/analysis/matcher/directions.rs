//! The same words in another direction: "from A to B" and "from B to A", "by 40%" and "to 40%", "turned on" and "turned off",
//! "nine to one" and "9:01".

use super::align::{Chain, Link};
use super::gap_clause::happens;
use super::phrase::Form;
use super::speech::Speech;
use crate::analysis::normal::Sense;

/// "from A to B" is not "from B to A", and "by 40%" not "to 40%".
pub(super) fn denied(form: &Form, chain: &Chain, speech: &Speech) -> Option<String> {
    let pair = chain.links.windows(2).find_map(|pair| another_pair(form, &pair[0], &pair[1], speech));
    if pair.is_some() {
        return pair;
    }
    for link in &chain.links {
        let item = form.units.get(link.unit)?.item;
        let figure = form.entry(link.unit).is_some_and(|entry| entry.figure().is_some());
        if let Some(way) =
            (!figure).then_some(()).and_then(|()| other_way(form, item, link.hit.to as usize, speech))
        {
            return Some(format!("it says \"{}\"", speech.written(link.hit.from as usize, way + 1)));
        }
        if form.entry(link.unit).is_none_or(|entry| entry.sense == Sense::Word) {
            continue;
        }
        let wanted = role(|at| form.normal.plain(at), item);
        let heard = role(|at| speech.plain(at), link.hit.from as usize);
        let led_by_verb = item > 0 && form.units.iter().any(|unit| unit.verb && unit.item + 1 == item);
        let differs = match (wanted, heard) {
            (Some(wanted), Some(heard)) => wanted != heard,
            (None, Some("to" | "from")) => led_by_verb,
            // "fell by 12%" gives no rate of 12%, but "a drop of 12%"
            (None, Some("by")) => is_value(form, link.unit),
            _ => false,
        };
        if differs {
            let from = (link.hit.from as usize).saturating_sub(1);
            return Some(format!("it says \"{}\"", speech.written(from, link.hit.to as usize)));
        }
    }
    None
}

/// The preposition that leads a figure, small words between them left out.
fn role<'a>(plain: impl Fn(usize) -> &'a str, at: usize) -> Option<&'a str> {
    const SKIPPED: &[&str] = &[
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "just",
        "only",
        "exactly",
        "a",
        "the",
        "like",
        "some",
        "just",
        "approximately",
        "maybe",
        "um",
        "uh",
        "down",
        "up",
        "all",
        "way",
    ];
    const REACH: usize = 3;
    for before in (at.saturating_sub(REACH)..at).rev() {
        match plain(before) {
            word @ ("from" | "to" | "by") => return Some(word),
            word if SKIPPED.contains(&word) => {}
            _ => return None,
        }
    }
    None
}

/// What two figures are that stand side by side, where that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Two {
    /// "nine to one", "nine or ten": a ratio, a score, a range.
    Ends,
    /// "nine out of ten".
    Part,
    /// "9:01": a time of day.
    Clock,
}

/// How the figures at `first` and `second` belong together.
fn two_figures<'a>(
    plain: impl Fn(usize) -> &'a str,
    piece: impl Fn(usize) -> &'a str,
    first: usize,
    second: usize,
) -> Option<Two> {
    match (second.checked_sub(first)?, plain(first + 1)) {
        (1, _) if piece(first) == piece(second) && piece(first).contains(':') => Some(Two::Clock),
        (2, "to" | "or") => Some(Two::Ends),
        (2, "of" | "in") => Some(Two::Part),
        (3, "out") if plain(first + 2) == "of" => Some(Two::Part),
        _ => None,
    }
}

/// "nine to one" is not "9:01", "four out of five" not "four or five": the words that say the other one.
fn another_pair(form: &Form, before: &Link, link: &Link, speech: &Speech) -> Option<String> {
    let figure = |link: &Link| form.entry(link.unit).is_some_and(|entry| entry.figure().is_some());
    if before.unit + 1 != link.unit || !figure(before) || !figure(link) {
        return None;
    }
    let (a, b) = (form.units.get(before.unit)?.item, form.units.get(link.unit)?.item);
    let wanted = two_figures(|at| form.normal.plain(at), |at| form.piece(at), a, b)?;
    let (a, b) = (before.hit.from as usize, link.hit.from as usize);
    let heard = two_figures(|at| speech.plain(at), |at| speech.piece(at), a, b)?;
    (wanted != heard).then(|| format!("it says \"{}\"", speech.written(a, b + 1)))
}

/// Whether the figure is what a thing is, and not how much it changed: "a rate of 12%".
fn is_value(form: &Form, figure: usize) -> bool {
    const CHANGES: &[&str] = &[
        "fall",
        "rise",
        "cut",
        "gain",
        "decline",
        "jump",
        "loss",
        "change",
        "reduction",
        "growth",
        "saving",
    ];
    let led = form.units.get(figure).and_then(|unit| unit.item.checked_sub(1));
    let of = led.is_some_and(|led| matches!(form.normal.plain(led), "of" | "at"));
    let thing = figure.checked_sub(1).and_then(|thing| form.entry(thing));
    of && thing.is_some_and(|thing| !happens(thing) && !CHANGES.contains(&thing.plain.trim_end_matches('s')))
}

/// "turned on" is not "turned off": the place of the other particle close behind the verb.
fn other_way(form: &Form, verb: usize, behind: usize, speech: &Speech) -> Option<usize> {
    const REACH: usize = 4;
    let others: &[&str] = match form.normal.plain(verb + 1) {
        "on" => &["off"],
        "in" => &["out"],
        _ => return None,
    };
    let own = form.normal.plain(verb + 1);
    let near = behind..behind + REACH;
    let same = near.clone().any(|at| speech.plain(at) == own);
    near.clone().find(|at| others.contains(&speech.plain(*at)) && !same)
}
