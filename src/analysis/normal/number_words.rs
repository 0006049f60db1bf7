//! The names of numbers.

fn place(word: &str, names: &[&str]) -> Option<i128> {
    names.iter().position(|name| *name == word).and_then(|place| place.try_into().ok())
}

/// Zero to nineteen.
pub(super) fn small(word: &str) -> Option<i128> {
    const NAMES: &[&str] = &[
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    place(word, NAMES)
}

/// Twenty, thirty … ninety.
pub(super) fn tens(word: &str) -> Option<i128> {
    const NAMES: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    place(word, NAMES).map(|place| (place + 2) * 10)
}

/// First to nineteenth, twentieth … ninetieth, hundredth.
pub(super) fn ordinal_of(word: &str) -> Option<i128> {
    const NAMES: &[&str] = &[
        "zeroth",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
    ];
    const TENS: &[&str] = &[
        "twentieth",
        "thirtieth",
        "fortieth",
        "fiftieth",
        "sixtieth",
        "seventieth",
        "eightieth",
        "ninetieth",
        "hundredth",
    ];
    place(word, NAMES).or_else(|| place(word, TENS).map(|place| (place + 2) * 10))
}

/// The words that multiply what stands before them.
pub(super) fn large(word: &str) -> Option<i128> {
    Some(match word {
        "dozen" => 12,
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => return None,
    })
}
