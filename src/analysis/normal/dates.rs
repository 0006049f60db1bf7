//! Days of a year in one order: "the fourteenth of March", "14 March" and "March 14" are "March 14th".

use super::measure::Measure;
use super::number::Figure;
use super::{Item, Normal, Sense};

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
];

/// Joins months and days.
pub(super) fn join(normal: &mut Normal) {
    let months: Vec<u32> = MONTHS.iter().filter_map(|month| normal.word(month)).collect();
    if months.is_empty() {
        return;
    }
    // A date has two items, and never had fewer: what was read moves up behind what is done.
    let (mut done, mut at) = (0, 0);
    while at < normal.items.len() {
        let Some((length, month, day)) = date(normal, &months, at) else {
            normal.items[done] = normal.items[at];
            (done, at) = (done + 1, at + 1);
            continue;
        };
        let (first, last) = (normal.items[at], normal.items[at + length - 1]);
        let day = normal.intern(Sense::Figure(Figure { ordinal: true, ..day }));
        let span = |entry, pause| Item { entry, first: first.first, last: last.last, pause, capital: true };
        normal.items[done] = span(month, first.pause);
        normal.items[done + 1] = span(day, super::Pause::None);
        (done, at) = (done + 2, at + length);
    }
    normal.items.truncate(done);
}

/// How many items the date has, its month and its day.
fn date(normal: &Normal, months: &[u32], at: usize) -> Option<(usize, u32, Figure)> {
    let month = |at: usize| {
        let item = normal.items.get(at).filter(|item| months.contains(&item.entry))?;
        // "may" and "march" are words of their own.
        let sure = item.capital || !matches!(normal.plain(at), "may" | "march" | "mar");
        sure.then_some(item.entry)
    };
    let day = |at: usize| {
        let figure = normal.entry(at)?.figure()?;
        let number = figure.value.as_whole().filter(|day| (1..=31).contains(day));
        (number.is_some() && figure.measure == Measure::None).then_some(figure)
    };
    let flows = |from: usize, to: usize| {
        (from..=to).all(|at| normal.items.get(at).is_some_and(|item| !item.pause.breaks()))
    };
    if let Some(name) = month(at) {
        let the = usize::from(normal.plain(at + 1) == "the");
        let day = day(at + 1 + the).filter(|_| flows(at + 1, at + 1 + the))?;
        return Some((2 + the, name, day));
    }
    let found = day(at)?;
    let of = usize::from(normal.plain(at + 1) == "of");
    let name = month(at + 1 + of).filter(|_| flows(at + 1, at + 1 + of) && (of == 0 || found.ordinal))?;
    Some((2 + of, name, found))
}
