//! The names of numbers, which stand in `content/english/numbers.txt`.

use crate::analysis::quick::QuickMap;
use std::sync::LazyLock;

type Values = QuickMap<&'static str, i128>;

/// The names of numbers, and those of places in an order.
static NAMES: LazyLock<(Values, Values)> = LazyLock::new(|| {
    let (mut numbers, mut places) = (Values::default(), Values::default());
    for line in include_str!("../../../content/english/numbers.txt").lines() {
        let mut parts = line.split(' ');
        let Some(value) = parts.next().and_then(|value| value.parse().ok()) else { continue };
        numbers.extend(parts.next().map(|name| (name, value)));
        places.extend(parts.next().map(|name| (name, value)));
    }
    (numbers, places)
});

fn number(word: &str) -> Option<i128> {
    NAMES.0.get(word).copied()
}

/// Zero to nineteen.
pub(super) fn small(word: &str) -> Option<i128> {
    number(word).filter(|value| *value < 20)
}

/// Twenty, thirty … ninety.
pub(super) fn tens(word: &str) -> Option<i128> {
    number(word).filter(|value| (20..100).contains(value))
}

/// First to nineteenth, twentieth … ninetieth, hundredth.
pub(super) fn ordinal_of(word: &str) -> Option<i128> {
    NAMES.1.get(word).copied()
}

/// The words that multiply what stands before them, "hundred" apart.
pub(super) fn large(word: &str) -> Option<i128> {
    match word {
        "dozen" => Some(12),
        _ => number(word).filter(|value| *value > 100),
    }
}

/// Whether the word names a number.
pub fn is_number(word: &str) -> bool {
    number(word).is_some()
}

/// Whether the word names a hundred, a thousand or more.
pub fn is_hundred_or_more(word: &str) -> bool {
    number(word).is_some_and(|value| value >= 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_has_its_value() {
        assert_eq!((small("zero"), small("nineteen"), small("twenty")), (Some(0), Some(19), None));
        assert_eq!((tens("twenty"), tens("ninety"), tens("hundred")), (Some(20), Some(90), None));
        assert_eq!((large("dozen"), large("hundred"), large("million")), (Some(12), None, Some(1_000_000)));
        assert_eq!(["zeroth", "third", "thirtieth", "hundredth"].map(ordinal_of), [0, 3, 30, 100].map(Some));
        assert!(is_number("hundred") && !is_number("first") && !is_number("dozen"));
        assert!(is_hundred_or_more("hundred") && !is_hundred_or_more("ninety"));
    }
}
