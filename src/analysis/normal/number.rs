//! Numbers in words and digits, read into exact values: "zero point three percent" is 0.3%, "eight grand" 8,000.

use super::atoms::{Atoms, Pause};
use super::measure::{Measure, Period, Unit, unit, unit_behind_digits};
use super::number_words::{large, ordinal_of, small, tens};
use super::value::Value;

/// A number with what it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Figure {
    /// The number in the base unit of its measure: 20 minutes are 1,200 seconds.
    pub value: Value,
    /// What it counts.
    pub measure: Measure,
    /// Whether it is a place in an order ("99th", "the first").
    pub ordinal: bool,
}

/// A figure that was read.
#[derive(Debug, Clone, Copy)]
pub struct Reading {
    /// The figure.
    pub figure: Figure,
    /// How many base units the unit has that was spoken.
    pub scale: Value,
    /// Behind its last atom.
    pub end: usize,
}

/// More decimals than these are no number that somebody said.
const MOST_DECIMALS: usize = 25;

/// A number under way.
#[derive(Clone, Copy)]
struct Number {
    value: Value,
    end: usize,
    ordinal: bool,
    measure: Option<Measure>,
}

impl Number {
    fn new(value: Value, end: usize) -> Self {
        Self { value, end, ordinal: false, measure: None }
    }
}

/// The figure that begins at this atom.
pub fn read(atoms: &Atoms, at: usize) -> Option<Reading> {
    let reader = Reader { atoms };
    let negative = matches!(atoms.text(at), "minus" | "negative") && atoms.flows(at + 1);
    let start = at + usize::from(negative);
    let money =
        unit(atoms.text(start)).filter(|unit| unit.measure.is_money() && leads_amount(atoms.text(start)));
    let start = start + usize::from(money.is_some());
    let mut number = reader.number(start)?;
    if money.is_some() && !atoms.text(start).starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if money.is_some() {
        number = reader.magnitude_letter(number, true);
    }
    if negative {
        number.value = number.value.negated();
    }
    let spoken = number.value;
    if number.ordinal {
        let figure = Figure { value: spoken, measure: Measure::None, ordinal: true };
        return Some(Reading { figure, scale: Value::whole(1), end: number.end });
    }
    let (counted, mut end) = reader.counted(number);
    let unit = money.or(counted);
    let mut value = spoken;
    if unit.is_some() && spoken == Value::whole(1) {
        // "an hour and a half"
        if let Some((part, behind)) = reader.and_a_part(end) {
            (value, end) = (value.plus(part)?, behind);
        }
    }
    let (measure, value) = match unit {
        Some(unit) => (unit.measure, value.times(unit.scale)?),
        None => (number.measure.unwrap_or(Measure::None), value),
    };
    let scale = unit.map_or(Value::whole(1), |unit| unit.scale);
    Some(Reading { figure: Figure { value, measure, ordinal: false }, scale, end })
}

/// Whether this name of a currency stands before its amount: "$8", "CHF 8".
fn leads_amount(name: &str) -> bool {
    !name.starts_with(char::is_alphabetic) || matches!(name, "usd" | "eur" | "gbp" | "jpy" | "inr" | "chf")
}

/// Whether a figure may begin with this word.
pub fn begins(word: &str) -> bool {
    small(word).is_some()
        || tens(word).is_some()
        || ordinal_of(word).is_some()
        || large(word).is_some()
        || unit(word).is_some_and(|unit| unit.measure.is_money())
        || matches!(word, "hundred" | "twice" | "thrice" | "point" | "couple")
        || word.ends_with("fold")
}

/// The digits of a version that is spoken: "two point four point one" is "2.4.1".
pub fn version(atoms: &Atoms, at: usize) -> Option<(String, usize)> {
    let reader = Reader { atoms };
    let (mut name, mut end, mut parts) = (String::new(), at, 0);
    loop {
        let (digits, next) = match atoms.text(end) {
            text if is_digits(text) => (text.to_owned(), end + 1),
            _ => {
                let (number, next, ordinal) = reader.below_hundred(end)?;
                if ordinal {
                    return None;
                }
                (number.to_string(), next)
            }
        };
        name.push_str(&digits);
        (end, parts) = (next, parts + 1);
        let goes_on = matches!(atoms.text(end), "point" | "dot") && reader.is_digit(end + 1);
        if !goes_on {
            return (parts > 2).then_some((name, end));
        }
        name.push('.');
        end += 1;
    }
}

struct Reader<'a> {
    atoms: &'a Atoms,
}

impl Reader<'_> {
    fn text(&self, at: usize) -> &str {
        self.atoms.text(at)
    }

    /// The atom, when it follows without a pause.
    fn next(&self, at: usize) -> &str {
        if self.atoms.flows(at) { self.text(at) } else { "" }
    }

    fn number(&self, at: usize) -> Option<Number> {
        let text = self.text(at);
        if text.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            return self.digits(at);
        }
        match text {
            "half" => Some(self.half(at)),
            "a" | "an" => self.article(at),
            "quarter" if self.next(at + 1) == "of" => {
                let number = self.part_of_large(Number::new(Value::new(1, 4)?, at + 1));
                (number.end > at + 1).then_some(number)
            }
            "twice" => Some(Number { measure: Some(Measure::Times), ..Number::new(Value::whole(2), at + 1) }),
            "thrice" => {
                Some(Number { measure: Some(Measure::Times), ..Number::new(Value::whole(3), at + 1) })
            }
            "point" => self.leading_point(at),
            "hundred" | "thousand" | "million" | "billion" => {
                let (number, end) = self.cardinal_from(1, at)?;
                Some(self.followed(Number::new(Value::whole(number), end)))
            }
            _ => self.in_words(at),
        }
    }

    fn digits(&self, at: usize) -> Option<Number> {
        let value = Value::decimal(self.text(at))?;
        let end = at + 1;
        let next = if self.atoms.glued(end) { self.text(end) } else { "" };
        if matches!(next, "st" | "nd" | "rd" | "th") && value.as_whole().is_some() {
            return Some(Number { ordinal: true, ..Number::new(value, end + 1) });
        }
        if next == "/" && self.atoms.glued(end + 1) {
            // "1/2", but neither "24/7" nor a date.
            let below = self.text(end + 1).parse().ok().filter(|below| (2..=10).contains(below));
            let fraction = value.as_whole().zip(below).filter(|(above, below)| above < below);
            if let Some((above, below)) = fraction {
                return Some(Number::new(Value::new(above, below)?, end + 2));
            }
        }
        let number = self.point(Number::new(value, end), at)?;
        Some(self.followed(self.magnitude_letter(number, false)))
    }

    fn in_words(&self, at: usize) -> Option<Number> {
        if let Some(times) = self.text(at).strip_suffix("fold").and_then(small) {
            return Some(Number {
                measure: Some(Measure::Times),
                ..Number::new(Value::whole(times), at + 1)
            });
        }
        let (number, end, ordinal) = self.cardinal(at, i128::MAX)?;
        if ordinal {
            return Some(Number { ordinal, ..Number::new(Value::whole(number), end) });
        }
        if let Some(fraction) = self.fraction(number, end, false) {
            return Some(fraction);
        }
        let number = self.point(Number::new(Value::whole(number), end), at)?;
        Some(self.followed(self.magnitude_letter(number, false)))
    }

    /// "and a half", and the large words behind a number: "1.2 million", "two and a half thousand", "8 grand".
    fn followed(&self, mut number: Number) -> Number {
        if let Some((part, end)) = self.and_a_part(number.end)
            && let Some(value) = number.value.plus(part)
        {
            number = Number { value, end, ..number };
        }
        while let Some(large) = large(self.next(number.end)) {
            let Some(value) = number.value.times(Value::whole(large)) else { return number };
            number = Number { value, end: number.end + 1, ..number };
        }
        if self.next(number.end) == "grand"
            && let Some(value) = number.value.times(Value::whole(1000))
        {
            number = Number { value, end: number.end + 1, measure: Some(Measure::SomeMoney), ..number };
        }
        number
    }

    /// "8k", "2M", "$5m": a letter right behind, small letters for millions only with money.
    fn magnitude_letter(&self, number: Number, money: bool) -> Number {
        let glued = self.atoms.glued(number.end);
        let capital = self.atoms.get(number.end).is_some_and(|atom| atom.capital);
        let scale = match self.next(number.end) {
            "k" => 1_000,
            "mil" | "mio" => 1_000_000,
            "bn" => 1_000_000_000,
            "m" if glued && (capital || money) => 1_000_000,
            "b" if glued && (capital || money) => 1_000_000_000,
            "t" if glued && money => 1_000_000_000_000,
            _ => return number,
        };
        match number.value.times(Value::whole(scale)) {
            Some(value) => Number { value, end: number.end + 1, ..number },
            None => number,
        }
    }

    /// "half a million", "half an hour", "half".
    fn half(&self, at: usize) -> Number {
        let half = Value::new(1, 2).unwrap_or(Value::whole(0));
        let behind = if matches!(self.next(at + 1), "a" | "an") { at + 2 } else { at + 1 };
        self.followed(Number::new(half, behind))
    }

    /// "a hundred", "a couple of hundred", "a third of", "an hour".
    fn article(&self, at: usize) -> Option<Number> {
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

    fn clause_goes_on_with_small_word(&self, at: usize) -> bool {
        const SMALL: &[&str] = &[
            "", "and", "or", "to", "of", "in", "on", "at", "for", "per", "before", "after", "when", "while",
            "until", "is", "was", "later", "ago", "so", "but", "because", "as", "i", "we", "it", "with",
            "under", "from",
        ];
        SMALL.contains(&self.next(at))
    }

    /// "two thirds", "a third of", "three quarters of".
    fn fraction(&self, above: i128, at: usize, article: bool) -> Option<Number> {
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
    fn part_of_large(&self, number: Number) -> Number {
        let of = self.next(number.end) == "of" && self.next(number.end + 1) == "a";
        let counts = |at: usize| large(self.next(at)).is_some() || self.next(at) == "percent";
        let end = number.end + if of && counts(number.end + 2) { 2 } else { 0 };
        self.followed(Number { end, ..number })
    }

    /// "and a half": its value and its end.
    fn and_a_part(&self, at: usize) -> Option<(Value, usize)> {
        let leads = self.next(at) == "and" && self.next(at + 1) == "a";
        let below = match self.next(at + 2) {
            "half" if leads => 2,
            "quarter" if leads => 4,
            _ => return None,
        };
        Some((Value::new(1, below)?, at + 3))
    }

    /// The decimals behind "point". `None` when this is no number at all: "at one point two engineers".
    fn point(&self, number: Number, start: usize) -> Option<Number> {
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
    fn behind_the_point(&self, number: Number) -> Option<Number> {
        let (decimals, end) = self.decimals(number.end + 1)?;
        let scale = 10_i128.checked_pow(decimals.len().try_into().ok()?)?;
        let part = Value::new(decimals.parse().ok()?, scale)?;
        Some(Number::new(number.value.plus(part)?, end))
    }

    /// "point three percent". Only with a unit behind it: "at that point three people" has none.
    fn leading_point(&self, at: usize) -> Option<Number> {
        if !self.is_digit(at + 1) {
            return None;
        }
        let number = self.behind_the_point(Number::new(Value::whole(0), at))?;
        let number = self.followed(self.magnitude_letter(number, false));
        let counted = self.counted(number).0.is_some();
        (counted || number.measure.is_some()).then_some(number)
    }

    fn is_digit(&self, at: usize) -> bool {
        let text = self.next(at);
        is_digits(text) || matches!(text, "oh" | "o") || small(text).is_some() || tens(text).is_some()
    }

    /// The digits behind a decimal point: "nine five", "oh five", "twenty-five", "5".
    fn decimals(&self, start: usize) -> Option<(String, usize)> {
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

    /// The unit behind a number, and its end.
    fn counted(&self, number: Number) -> (Option<Unit>, usize) {
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

    /// A whole number in words below `limit`, or a place in an order.
    fn cardinal(&self, at: usize, limit: i128) -> Option<(i128, usize, bool)> {
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
    fn cardinal_from(&self, number: i128, end: usize) -> Option<(i128, usize)> {
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
    fn year(&self, century: i128, at: usize, end: usize) -> Option<(i128, usize)> {
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
    fn below_hundred(&self, at: usize) -> Option<(i128, usize, bool)> {
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

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
