//! A unit that is said once counts for both ends: "from seventy-one to eighty-four percent", "two or three days".

use super::measure::Measure;
use super::number::Figure;
use super::value::Value;
use super::{Normal, Sense};

/// How many words may stand between the two figures.
const BETWEEN: usize = 6;

/// What may stand between them.
const SMALL: &[&str] = &[
    "to", "and", "or", "up", "down", "all", "the", "way", "about", "around", "just", "over", "only", "until",
    "through", "under", "maybe", "like", "nearly", "almost",
];

/// Gives the unit of the second figure of a range to the first one.
pub(super) fn share_units(normal: &mut Normal) {
    for at in 0..normal.items.len() {
        let Some(first) = bare(normal, at) else { continue };
        let Some((second, scale)) = partner(normal, at) else { continue };
        // The first figure is in the unit that was spoken: "2 to 3 minutes" are 120 to 180 seconds.
        let Some(value) = first.value.times(scale) else { continue };
        let sense = Sense::Figure(Figure { value, measure: second.measure, ordinal: false });
        normal.items[at].entry = normal.intern(sense);
    }
    for at in 1..normal.items.len() {
        let Some((other, sense)) = follower(normal, at) else { continue };
        normal.items[other].entry = normal.intern(sense);
    }
}

/// "from nine days to two": the bare figure behind "to" is in the unit of the one behind "from".
fn follower(normal: &Normal, at: usize) -> Option<(usize, Sense)> {
    let first = normal.entry(at)?.figure().filter(|_| normal.plain(at - 1) == "from")?;
    let bare_or_money =
        matches!(first.measure, Measure::None | Measure::Money(_) | Measure::SomeMoney | Measure::Times);
    if bare_or_money || first.ordinal {
        return None;
    }
    let mut joined = false;
    // "from nine hours per page to two"
    let each = matches!(normal.plain(at + 1), "per" | "a" | "an" | "each" | "every")
        && normal.entry(at + 2).is_some_and(|what| what.sense == Sense::Word);
    let behind = at + 1 + if each { 2 } else { 0 };
    for other in behind..=behind + BETWEEN {
        if normal.items.get(other)?.pause.breaks() {
            return None;
        }
        if let Some(second) = bare(normal, other) {
            let behind = normal.items.get(other + 1);
            let ends = behind.is_none_or(|item| item.pause.breaks())
                || normal.class(other + 1).is(super::Class::FUNCTION | super::Class::ADVERB);
            let value = second.value.times(normal.scale(at))?;
            let sense = Sense::Figure(Figure { value, measure: first.measure, ordinal: false });
            return (joined && ends).then_some((other, sense));
        }
        joined |= normal.plain(other) == "to";
        if !SMALL.contains(&normal.plain(other)) {
            return None;
        }
    }
    None
}

fn bare(normal: &Normal, at: usize) -> Option<Figure> {
    let figure = normal.entry(at)?.figure()?;
    (figure.measure == Measure::None && !figure.ordinal).then_some(figure)
}

/// The figure at the other end of the range that begins at `at`, and how many base units its unit has.
fn partner(normal: &Normal, at: usize) -> Option<(Figure, Value)> {
    let from = at.checked_sub(1).is_some_and(|before| matches!(normal.plain(before), "from" | "between"));
    let mut joined = false;
    for other in at + 1..=at + 1 + BETWEEN {
        let item = normal.items.get(other)?;
        if item.pause.ends_sentence() {
            return None;
        }
        let entry = normal.entry(other)?;
        if let Some(figure) = entry.figure() {
            let glued = other == at + 1 && item.first == normal.items[at].last;
            let fits = !matches!(figure.measure, Measure::None | Measure::Times) && !figure.ordinal;
            return (fits && (joined || glued)).then(|| (figure, normal.scale(other)));
        }
        let plain: &str = &entry.plain;
        joined |= matches!(plain, "to" | "and" | "or" | "until" | "through");
        if !SMALL.contains(&plain) && !from {
            return None;
        }
    }
    None
}
