//! What a number counts: the unit behind it.

use super::super::measure::{Measure, Period, Unit, unit, unit_behind_digits};
use super::super::pause::Pause;
use super::{Number, Reader};

impl Reader<'_> {
    /// The unit behind a number, and its end.
    pub(super) fn counted(&self, number: Number) -> (Option<Unit>, usize) {
        let at = number.end;
        if self.next(at) == "per" && self.next(at + 1) == "cent" {
            return (unit("percent"), at + 2);
        }
        // "99.95, percent, that is": no clause begins with that word.
        if matches!(self.text(at), "percent" | "%")
            && self.atoms.get(at).is_some_and(|atom| atom.pause <= Pause::Short)
        {
            return (unit("percent"), at + 1);
        }
        // "three whole weeks"
        let length =
            unit(self.next(at + 1)).filter(|unit| matches!(unit.measure, Measure::Time | Measure::Months));
        if let Some(length) =
            length.filter(|_| matches!(self.next(at), "whole" | "full" | "entire" | "long" | "solid"))
        {
            return (Some(length), at + 2);
        }
        // "Swiss francs" are francs; Canadian dollars would be other dollars.
        let home = match self.next(at) {
            "us" | "american" => "USD",
            "swiss" => "CHF",
            "british" => "GBP",
            "japanese" => "JPY",
            "indian" => "INR",
            _ => "",
        };
        let currency = unit(self.next(at + 1)).is_some_and(|unit| unit.measure == Measure::Money(home));
        let at = at + usize::from(currency);
        let glued = self.atoms.glued(at);
        // "25 m/s" and "3 g/h": before a slash and a period the letter is a unit.
        let rate = self.atoms.glued(at + 1)
            && self.next(at + 1) == "/"
            && Period::named(self.next(at + 2)).is_some();
        let found = match self.next(at) {
            "m" if rate => unit("meters"),
            "g" if rate => unit("grams"),
            name if glued || rate => unit_behind_digits(name),
            // "3 dB" are decibels, "3 DB servers" have a database.
            "db" if self.atoms.get(at).is_some_and(|atom| atom.capital) => None,
            name => unit(name),
        };
        let Some(found) = found else { return (None, number.end) };
        let scale = |letter: &str, name: &str| {
            let next = self.next(at + 1);
            next == name || (next == letter && self.atoms.glued(at + 1))
        };
        if found.measure == Measure::Degrees {
            if scale("f", "fahrenheit") {
                return (Some(Unit { measure: Measure::Fahrenheit, ..found }), at + 2);
            }
            if scale("c", "celsius") || scale("c", "centigrade") {
                return (Some(found), at + 2);
            }
        }
        (Some(found), at + 1)
    }
}
