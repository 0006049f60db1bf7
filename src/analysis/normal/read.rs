//! From atoms to items: which words, figures and periods a text has.

use super::atoms::Atoms;
use super::class::{Class, class};
use super::measure::Period;
use super::{Normal, Sense, number};

impl Normal {
    /// Reads the item that begins at this atom. Gives the atom behind it.
    pub(super) fn read(&mut self, atoms: &Atoms, at: usize) -> usize {
        let text = atoms.text(at);
        // Most words are known and begin nothing else.
        if let Some(entry) = self.words.get(text).copied()
            && self.ordinary.get(entry as usize).copied().unwrap_or(false)
        {
            return self.place(atoms, at, at + 1, entry);
        }
        let next = if atoms.flows(at + 1) { atoms.text(at + 1) } else { "" };
        let body = next == "body" && atoms.text(at + 2) != "of";
        if text == "no" && (next == "one" || body) {
            return self.push_word(atoms, at, at + 2, "nobody");
        }
        if let Some((period, end)) = self.period(atoms, at, text, next) {
            return self.push(atoms, at, end, Sense::Period(period));
        }
        if text == "per" && next == "cent" {
            return self.push_word(atoms, at, at + 2, "percent");
        }
        if let Some(end) = self.clock(atoms, at, text) {
            return end;
        }
        if let Some((name, end)) = number::version(atoms, at) {
            return self.push_word(atoms, at, end, &name);
        }
        if let Some(reading) = number::read(atoms, at) {
            let end = self.push(atoms, at, reading.end, Sense::Figure(reading.figure));
            self.scales.push((self.items.len().saturating_sub(1), reading.scale));
            return end;
        }
        let behind_figure =
            self.items.len().checked_sub(1).and_then(|last| self.entry(last)?.figure()).is_some();
        if let Some((counted, period)) = Period::short(text).filter(|_| behind_figure && atoms.flows(at)) {
            self.push_word(atoms, at, at + 1, counted);
            return self.push(atoms, at, at + 1, Sense::Period(period));
        }
        match text {
            "req" | "reqs" if next == "/" => self.push_word(atoms, at, at + 1, "requests"),
            "%" => self.push_word(atoms, at, at + 1, "percent"),
            "°" => self.push_word(atoms, at, at + 1, "degree"),
            // "v2" is "version 2".
            "v" if atoms.glued(at + 1) => self.push_word(atoms, at, at + 1, "version"),
            "" | "/" | "$" | "€" | "£" | "¥" | "₹" => at + 1,
            _ => self.push_word(atoms, at, at + 1, one_of_two(text)),
        }
    }

    /// "per week", "every week", "weekly", "/week"; "a week" only behind an amount.
    fn period(&self, atoms: &Atoms, at: usize, text: &str, next: &str) -> Option<(Period, usize)> {
        if let Some(period) = Period::adverb(text) {
            return Some((period, at + 1));
        }
        let single = usize::from(next == "single");
        let next = if single > 0 { atoms.text(at + 2) } else { next };
        let named = Period::named(next).map(|period| (period, at + 2 + single));
        match text {
            "per" | "each" | "every" | "/" => {
                named.filter(|_| text == "per" || text == "/" || next.len() > 2)
            }
            // "a second region" has a place in an order.
            "a" | "an" => {
                let ends = !atoms.flows(at + 2) || class(atoms.text(at + 2)).is(Class::FUNCTION);
                let flows = atoms.flows(at) && (next != "second" || ends);
                named.filter(|_| next.len() > 2 && flows && self.amount_before())
            }
            _ => None,
        }
    }

    /// Whether an amount was just named, of which so much is used in a period ("one terabyte of logs a day").
    fn amount_before(&self) -> bool {
        const NEAR: usize = 4;
        let small = |at: usize| self.class(at).is(Class::PREPOSITION | Class::CLAUSE | Class::COORDINATION);
        let last = self.items.len().checked_sub(1);
        if last.is_none_or(small) {
            return false;
        }
        let from = self.items.len().saturating_sub(NEAR);
        let after_stop =
            (from..self.items.len()).rev().take_while(|at| !self.items[*at].pause.ends_sentence()).count();
        let from = self.items.len().saturating_sub(after_stop + 1).max(from);
        (from..self.items.len()).any(|at| {
            self.entry(at)
                .is_some_and(|entry| matches!(entry.sense, Sense::Figure(figure) if !figure.ordinal))
        })
    }
}

/// Small words that come in two shapes, in the one that is compared.
fn one_of_two(word: &str) -> &str {
    match word {
        "someone" => "somebody",
        "anyone" => "anybody",
        "everyone" => "everybody",
        "whilst" => "while",
        "till" => "until",
        _ => word,
    }
}

/// Whether a figure, a period or a time of day may begin with this word.
pub(super) fn begins_more(word: &str) -> bool {
    const LEADS: &[&str] = &[
        "no", "per", "each", "every", "a", "an", "am", "pm", "p", "in", "at", "half", "quarter", "req",
        "reqs", "minus", "negative", "v",
    ];
    LEADS.contains(&word)
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
        || Period::adverb(word).is_some()
        || Period::short(word).is_some()
        || number::begins(word)
}
