//! Numbers in words and digits, read into exact values: "zero point three percent" is 0.3%, "eight grand" 8,000.

#[path = "number_cardinal.rs"]
mod cardinal;
#[path = "number_counted.rs"]
mod counted;
#[path = "number_parts.rs"]
mod parts;

use super::atoms::Atoms;
use super::measure::{Measure, unit};
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
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
