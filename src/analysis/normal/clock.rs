//! Times of day, however they are written, and the ratios that look like one.

use super::atoms::Atoms;
use super::measure::Measure;
use super::number::{self, Figure};
use super::value::Value;
use super::{Normal, Sense};

/// A number that counts nothing.
fn plain(value: i128) -> Sense {
    Sense::Figure(Figure { value: Value::whole(value), measure: Measure::None, ordinal: false })
}

impl Normal {
    /// "4:30" is the figures 4 and 30; "16:30" is 4, 30 and "p.m.". "am" and "in the morning" behind an hour are "a.m.". What
    /// is no time of day is a ratio: "16:1" is "16 to 1".
    pub(super) fn clock(&mut self, atoms: &Atoms, at: usize, text: &str) -> Option<usize> {
        if let Some((hour, minute)) = text.split_once(':') {
            let (two_digits, sharp) = (minute.len() == 2, minute.starts_with('0'));
            let (hour, minute): (i128, i128) = (hour.parse().ok()?, minute.parse().ok()?);
            if hour > 24 || minute > 59 || !two_digits || !sharp && self.is_ratio(atoms, at) {
                self.push(atoms, at, at + 1, plain(hour));
                self.push_word(atoms, at, at + 1, "to");
                return Some(self.push(atoms, at, at + 1, plain(minute)));
            }
            let afternoon = hour > 12;
            self.push(atoms, at, at + 1, plain(if afternoon { hour - 12 } else { hour }));
            if minute > 0 {
                self.push(atoms, at, at + 1, plain(minute));
            }
            if afternoon {
                self.push_word(atoms, at, at + 1, "p.m.");
            }
            return Some(at + 1);
        }
        if let Some((hour, minute, end)) = past_the_hour(atoms, at) {
            self.push(atoms, at, end, plain(hour));
            return Some(self.push(atoms, at, end, plain(minute)));
        }
        let before = self.items.len().checked_sub(1).and_then(|last| self.entry(last)?.figure())?;
        if before.measure != Measure::None || !atoms.flows(at) {
            return None;
        }
        let small_hours = before.value.as_whole().is_some_and(|hour| (1..=5).contains(&hour));
        let next = |ahead: usize| if atoms.flows(at + ahead) { atoms.text(at + ahead) } else { "" };
        let (half, length) = match (text, next(1), next(2)) {
            ("am", _, _) => ("a.m.", 1),
            ("pm", _, _) => ("p.m.", 1),
            ("a", "m", _) => ("a.m.", 2),
            // "two at night" is early in the morning, "ten at night" is not.
            ("at", "night", _) if small_hours => ("a.m.", 2),
            ("p", "m", _) | ("at", "night", _) => ("p.m.", 2),
            ("in", "the", "morning") => ("a.m.", 3),
            ("in", "the", "afternoon" | "evening") => ("p.m.", 3),
            _ => return None,
        };
        Some(self.push_word(atoms, at, at + length, half))
    }

    /// Whether the words around "16:10" say that it compares two numbers, and is no time of day.
    fn is_ratio(&self, atoms: &Atoms, at: usize) -> bool {
        const NEAR: usize = 4;
        const RATIOS: &[&str] = &[
            "ratio",
            "ratios",
            "vote",
            "votes",
            "voted",
            "score",
            "scored",
            "scores",
            "split",
            "majority",
            "odds",
            "aspect",
            "proportion",
            "margin",
            "beat",
            "won",
            "lost",
            "win",
            "outvoted",
            "mix",
            "mixed",
            "dilution",
        ];
        // "a vote at 9:30"
        let last = self.items.len().checked_sub(1).map_or("", |last| self.plain(last));
        if matches!(last, "at" | "by" | "until" | "before" | "after" | "since" | "around") {
            return false;
        }
        let from = self.items.len().saturating_sub(NEAR);
        let before = (from..self.items.len()).any(|item| RATIOS.contains(&self.plain(item)));
        before
            || atoms.flows(at + 1)
                && matches!(atoms.text(at + 1), "ratio" | "odds" | "majority" | "split" | "score")
    }
}

/// "half past four", "a quarter past four", "quarter to five": hour, minute and the end.
fn past_the_hour(atoms: &Atoms, at: usize) -> Option<(i128, i128, usize)> {
    let start = at + usize::from(atoms.text(at) == "a");
    let (way, of) = (atoms.text(start + 1), atoms.text(start));
    let minute = match (of, way) {
        ("half", "past") => 30,
        ("quarter", "past") => 15,
        ("quarter", "to") => 45,
        _ => return None,
    };
    let hour = number::read(atoms, start + 2)?;
    let number = hour.figure.value.as_whole().filter(|hour| (1..=12).contains(hour))?;
    let plain = hour.figure.measure == Measure::None && !hour.figure.ordinal;
    let before = if number == 1 { 12 } else { number - 1 };
    plain.then_some((if way == "to" { before } else { number }, minute, hour.end))
}
