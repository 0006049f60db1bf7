//! Figures: their amounts in another currency or as a share, and their digits said one by one.

use super::hits::{Fit, Hit};
use super::speech::Speech;
use crate::analysis::normal::Sense;
use crate::analysis::normal::measure::Measure;
use crate::analysis::normal::number::Figure;
use crate::analysis::normal::value::Value;

pub(super) fn figures(figure: Figure, speech: &Speech, entries: &mut Vec<(u32, Fit)>) {
    let mut add = |measure, fit| {
        let sense = Sense::Figure(Figure { measure, ..figure });
        entries.extend(speech.normal.of_sense(sense).map(|entry| (entry, fit)));
    };
    add(figure.measure, Fit::Same);
    match figure.measure {
        Measure::Money(_) => {
            add(Measure::SomeMoney, Fit::NoCurrency);
            add(Measure::None, Fit::NoCurrency);
        }
        Measure::SomeMoney | Measure::None => {
            for code in ["USD", "EUR", "GBP", "JPY", "INR", "CHF"] {
                add(Measure::Money(code), Fit::NoCurrency);
            }
            add(Measure::SomeMoney, Fit::NoCurrency);
            add(Measure::None, Fit::NoCurrency);
        }
        _ => {}
    }
    entries.dedup_by_key(|(entry, _)| *entry);
    // "half" is 50%.
    let share = |value: Option<Value>, measure| {
        value.and_then(|value| {
            speech.normal.of_sense(Sense::Figure(Figure { value, measure, ordinal: false }))
        })
    };
    let hundred = Value::whole(100);
    let other = match figure.measure {
        Measure::Percent => {
            share(Value::new(1, 100).and_then(|part| figure.value.times(part)), Measure::None)
        }
        Measure::None if figure.value.as_whole().is_none() => {
            share(figure.value.times(hundred), Measure::Percent)
        }
        _ => None,
    };
    entries.extend(other.map(|entry| (entry, Fit::Compound)));
}

/// A number of three digits and more, said in parts: "five oh three", "twenty-seven double …".
pub(super) fn digits(plain: &str, speech: &Speech, hits: &mut Vec<Hit>) {
    const SHORTEST: usize = 3;
    if plain.len() < SHORTEST || !plain.bytes().all(|byte| byte.is_ascii_digit()) {
        return;
    }
    for length in 1..plain.len() {
        let Some(value) = Value::decimal(&plain[..length]) else { continue };
        let sense = Sense::Figure(Figure { value, measure: Measure::None, ordinal: false });
        for place in speech.normal.of_sense(sense).map_or(&[][..], |entry| speech.places(entry)) {
            let (mut at, mut rest) = (*place as usize + 1, &plain[length..]);
            while let Some(more) = rest.strip_prefix(digit(speech, at)).filter(|more| more.len() < rest.len())
            {
                (at, rest) = (at + 1, more);
            }
            if rest.is_empty() {
                let to = u32::try_from(at).unwrap_or(u32::MAX);
                hits.push(Hit { from: *place, to, units: 1, fit: Fit::Compound, cost: Fit::Compound.cost() });
            }
        }
    }
}

fn digit<'s>(speech: &'s Speech, at: usize) -> &'s str {
    match speech.plain(at) {
        "oh" | "o" => "0",
        plain => plain,
    }
}
