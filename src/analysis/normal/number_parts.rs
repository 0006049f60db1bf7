//! Parts of a number: "half a million", "two thirds", "and a half", and what stands behind the point.

use super::super::measure::{Measure, unit};
use super::super::number_words::{large, ordinal_of, small, tens};
use super::super::value::Value;
use super::{Number, Reader, is_digits};

/// More decimals than these are no number that somebody said.
const MOST_DECIMALS: usize = 25;

impl Reader<'_> {
    /// "half a million", "half an hour", "half".
    pub(super) fn half(&self, at: usize) -> Number {
        let half = Value::new(1, 2).unwrap_or(Value::whole(0));
        let behind = if matches!(self.next(at + 1), "a" | "an") { at + 2 } else { at + 1 };
        self.followed(Number::new(half, behind))
    }

    /// "a hundred", "a couple of hundred", "a third of", "an hour".
    pub(super) fn article(&self, at: usize) -> Option<Number> {
        let next = self.next(at + 1);
        if next == "hundred" {
            return self
                .cardinal_from(1, at + 1)
                .map(|(number, end)| self.followed(Number::new(Value::whole(number), end)));
        }
        if large(next).is_some() {
            return Some(self.followed(Number::new(Value::whole(1), at + 1)));
        }
        if next == "couple" {
            let end = at + 2 + usize::from(self.next(at + 2) == "of");
            let hundreds = if self.next(end) == "hundred" { 100 } else { 1 };
            return Some(
                self.followed(Number::new(Value::whole(2 * hundreds), end + usize::from(hundreds == 100))),
            );
        }
        if next == "half" {
            return Some(Number::new(Value::new(1, 2)?, at + 2));
        }
        if let Some(fraction) = self.fraction(1, at + 1, true) {
            return Some(fraction);
        }
        let measures = [Measure::Time, Measure::Months, Measure::Bytes];
        let one_of = unit(next).is_some_and(|unit| measures.contains(&unit.measure)) && !next.ends_with('s');
        // "a second region" has a place in an order; "for a second" has not.
        let place = next == "second" && !self.clause_goes_on_with_small_word(at + 2);
        (one_of && !place).then(|| Number::new(Value::whole(1), at + 1))
    }

    pub(super) fn clause_goes_on_with_small_word(&self, at: usize) -> bool {
        const SMALL: &[&str] = &[
            "", "and", "or", "to", "of", "in", "on", "at", "for", "per", "before", "after", "when", "while",
            "until", "is", "was", "later", "ago", "so", "but", "because", "as", "i", "we", "it", "with",
            "under", "from",
        ];
        SMALL.contains(&self.next(at))
    }

    /// "two thirds", "a third of", "three quarters of".
    pub(super) fn fraction(&self, above: i128, at: usize, article: bool) -> Option<Number> {
        let word = self.next(at);
        let behind = self.next(at + 1);
        let clear =
            matches!(behind, "" | "of" | "less" | "more" | "fewer" | "faster" | "cheaper" | "smaller");
        let leads = |before: usize| matches!(self.text(before), "by" | "cut");
        let about = |before: usize| matches!(self.text(before), "about" | "around" | "roughly" | "nearly");
        let by = at.checked_sub(2).is_some_and(leads)
            || at.checked_sub(3).is_some_and(|before| leads(before) && about(before + 1));
        let below = match word {
            "quarter" | "quarters" if behind == "of" || behind == "million" || (article && by) => 4,
            "quarter" | "quarters" => return None,
            _ => match word.strip_suffix('s') {
                Some(one) if above > 1 => ordinal_of(one),
                None if above == 1 && (clear || by) => ordinal_of(word),
                _ => None,
            }
            .filter(|below| *below > 2)?,
        };
        Some(self.part_of_large(Number::new(Value::new(above, below)?, at + 1)))
    }

    /// "a quarter of a million", "a third million".
    pub(super) fn part_of_large(&self, number: Number) -> Number {
        let of = self.next(number.end) == "of" && self.next(number.end + 1) == "a";
        let counts = |at: usize| large(self.next(at)).is_some() || self.next(at) == "percent";
        let end = number.end + if of && counts(number.end + 2) { 2 } else { 0 };
        self.followed(Number { end, ..number })
    }

    /// "and a half": its value and its end.
    pub(super) fn and_a_part(&self, at: usize) -> Option<(Value, usize)> {
        let leads = self.next(at) == "and" && self.next(at + 1) == "a";
        let below = match self.next(at + 2) {
            "half" if leads => 2,
            "quarter" if leads => 4,
            _ => return None,
        };
        Some((Value::new(1, below)?, at + 3))
    }

    /// The decimals behind "point". `None` when this is no number at all: "at one point two engineers".
    pub(super) fn point(&self, number: Number, start: usize) -> Option<Number> {
        if !matches!(self.next(number.end), "point" | "dot") || !self.is_digit(number.end + 1) {
            return Some(number);
        }
        let one = number.value == Value::whole(1);
        if one && start.checked_sub(1).is_some_and(|before| self.text(before) == "at") {
            return Some(number);
        }
        self.behind_the_point(number)
    }

    /// A number and the decimals behind its point.
    pub(super) fn behind_the_point(&self, number: Number) -> Option<Number> {
        let (decimals, end) = self.decimals(number.end + 1)?;
        let scale = 10_i128.checked_pow(decimals.len().try_into().ok()?)?;
        let part = Value::new(decimals.parse().ok()?, scale)?;
        Some(Number::new(number.value.plus(part)?, end))
    }

    /// "point three percent". Only with a unit behind it: "at that point three people" has none.
    pub(super) fn leading_point(&self, at: usize) -> Option<Number> {
        if !self.is_digit(at + 1) {
            return None;
        }
        let number = self.behind_the_point(Number::new(Value::whole(0), at))?;
        let number = self.followed(self.magnitude_letter(number, false));
        let counted = self.counted(number).0.is_some();
        (counted || number.measure.is_some()).then_some(number)
    }

    pub(super) fn is_digit(&self, at: usize) -> bool {
        let text = self.next(at);
        is_digits(text) || matches!(text, "oh" | "o") || small(text).is_some() || tens(text).is_some()
    }

    /// The digits behind a decimal point: "nine five", "oh five", "twenty-five", "5".
    pub(super) fn decimals(&self, start: usize) -> Option<(String, usize)> {
        let (mut digits, mut at) = (String::new(), start);
        loop {
            let text = self.next(at);
            if is_digits(text) {
                digits.push_str(text);
            } else if matches!(text, "oh" | "o") {
                digits.push('0');
            } else if let Some(digit) = small(text).filter(|digit| *digit < 10) {
                digits.push_str(&digit.to_string());
            } else {
                break;
            }
            at += 1;
        }
        if digits.is_empty() {
            let (number, end, ordinal) = self.below_hundred(start)?;
            return (!ordinal).then(|| (number.to_string(), end));
        }
        (digits.len() <= MOST_DECIMALS).then_some((digits, at))
    }
}
