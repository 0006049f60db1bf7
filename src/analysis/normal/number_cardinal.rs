//! Whole numbers in words: "two hundred and fifty", "twenty twenty-four", "the thirty-first".

use super::super::number_words::{large, ordinal_of, small, tens};
use super::Reader;

impl Reader<'_> {
    /// A whole number in words below `limit`, or a place in an order.
    pub(super) fn cardinal(&self, at: usize, limit: i128) -> Option<(i128, usize, bool)> {
        let (number, end, ordinal) = self.below_hundred(at)?;
        if ordinal {
            return Some((number, end, true));
        }
        if let Some((year, end)) = self.year(number, at, end) {
            return Some((year, end, false));
        }
        let (mut number, mut end) = self.cardinal_from(number, end)?;
        if let Some(large) = large(self.next(end)).filter(|large| *large < limit && *large > 12) {
            number = number.checked_mul(large)?;
            end += 1;
            let rest = if self.next(end) == "and" { end + 1 } else { end };
            if self.atoms.flows(rest)
                && let Some((more, behind, false)) = self.cardinal(rest, large)
                && more < large
            {
                (number, end) = (number.checked_add(more)?, behind);
            }
        }
        Some((number, end, false))
    }

    /// "hundred" and what follows it, behind a number below a hundred.
    pub(super) fn cardinal_from(&self, number: i128, end: usize) -> Option<(i128, usize)> {
        if self.next(end) != "hundred" {
            return Some((number, end));
        }
        let number = number.checked_mul(100)?;
        let rest = if self.next(end + 1) == "and" { end + 2 } else { end + 1 };
        match self.below_hundred(rest).filter(|_| self.atoms.flows(rest)) {
            Some((more, end, false)) => Some((number + more, end)),
            _ => Some((number, end + 1)),
        }
    }

    /// "twenty twenty-four", "nineteen ninety-nine", "twenty oh five".
    pub(super) fn year(&self, century: i128, at: usize, end: usize) -> Option<(i128, usize)> {
        if !(16..=21).contains(&century) || end != at + 1 || !self.atoms.flows(end) {
            return None;
        }
        if matches!(self.text(end), "oh" | "o") {
            let year = small(self.next(end + 1)).filter(|year| *year < 10)?;
            return Some((century * 100 + year, end + 2));
        }
        let (year, end, ordinal) = self.below_hundred(end)?;
        let counts = matches!(self.next(end), "hundred" | "thousand" | "million" | "percent" | "point");
        (year >= 10 && !ordinal && !counts).then_some((century * 100 + year, end))
    }

    /// A number from 0 to 99 in words, or the place of such a number in an order.
    pub(super) fn below_hundred(&self, at: usize) -> Option<(i128, usize, bool)> {
        let word = self.text(at);
        if let Some(number) = small(word) {
            return Some((number, at + 1, false));
        }
        if let Some(number) = ordinal_of(word) {
            return Some((number, at + 1, true));
        }
        let tens = tens(word)?;
        let next = self.next(at + 1);
        if let Some(ones) = small(next).filter(|ones| (1..10).contains(ones)) {
            return Some((tens + ones, at + 2, false));
        }
        // "a thirty second timeout" is no place in an order.
        let seconds = next == "second" && self.text(at.saturating_sub(1)) != "the";
        if let Some(ones) = ordinal_of(next).filter(|ones| (1..10).contains(ones) && !seconds) {
            return Some((tens + ones, at + 2, true));
        }
        Some((tens, at + 1, false))
    }
}
