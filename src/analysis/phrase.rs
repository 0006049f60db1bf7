//! Whether a key phrase was said: the stems of its content words in order, with a few other words between.

use super::text::Text;
use crate::content::KeyPhrase;
use rust_stemmers::{Algorithm, Stemmer};

/// How many other words may slip in between two words of a phrase.
const BETWEEN: usize = 3;
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "the", "of", "to", "in", "on", "at", "for", "and", "was", "were", "is", "are", "be", "been",
    "had", "has", "have", "that", "this", "it", "by", "with", "as", "my", "per", "from", "into",
];
const FORMS: &[(&str, &str)] = &[
    ("wasn't", "not"),
    ("isn't", "not"),
    ("weren't", "not"),
    ("aren't", "not"),
    ("didn't", "not"),
    ("nobody", "nobody"),
    ("no-one", "nobody"),
    ("zero", "0"),
    ("percent", "%"),
    ("per cent", "%"),
    ("dollars", "$"),
    ("thousand", "k"),
    ("i'd", "i"),
    ("i've", "i"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
];

struct Unit {
    stem: String,
    /// The token that it comes from.
    token: usize,
}

/// The tokens of the text in which the phrase, or an alternate of it, was said: words `[first, end)`.
pub fn find(key: &KeyPhrase, text: &Text) -> Option<(usize, usize)> {
    let said = units(text);
    let mut forms = std::iter::once(&key.text).chain(&key.also);
    forms.find_map(|form| align(&content(&units(&Text::new(form))), &said)).map(|(from, to)| {
        let [from, to] = text.range(from, to + 1);
        (from, to)
    })
}

/// A phrase of function words alone ("of the") has none, and is never said.
fn content(units: &[Unit]) -> Vec<String> {
    let strong = units.iter().filter(|unit| !FUNCTION_WORDS.contains(&unit.stem.as_str()));
    strong.map(|unit| unit.stem.clone()).collect()
}

fn align(wanted: &[String], said: &[Unit]) -> Option<(usize, usize)> {
    let first = wanted.first()?;
    let starts = said.iter().enumerate().filter(|(_, unit)| unit.stem == *first).map(|(at, _)| at);
    starts.filter_map(|start| follow(wanted, said, start)).min_by_key(|(from, to)| to - from)
}

fn follow(wanted: &[String], said: &[Unit], start: usize) -> Option<(usize, usize)> {
    let mut at = start;
    for stem in &wanted[1..] {
        let mut other = 0;
        let next = said.iter().enumerate().skip(at + 1).take_while(|(_, unit)| {
            let free = FUNCTION_WORDS.contains(&unit.stem.as_str());
            let go_on = other <= BETWEEN;
            other += usize::from(!free && unit.stem != *stem);
            go_on
        });
        at = next.filter(|(_, unit)| unit.stem == *stem).map(|(n, _)| n).next()?;
    }
    Some((said[start].token, said[at].token))
}

/// Words and numbers in one form: "0.3%" is `0.3 %`, "zero point three percent" as well.
fn units(text: &Text) -> Vec<Unit> {
    let stemmer = Stemmer::create(Algorithm::English);
    let mut units: Vec<Unit> = Vec::new();
    let mut spelled_to = 0;
    for (token, word) in text.tokens.iter().enumerate() {
        if token < spelled_to {
            continue;
        }
        let letters = spelled(text, token);
        if letters.len() > 1 {
            spelled_to = token + letters.len();
            units.push(Unit {
                stem: stemmer.stem(&letters.to_lowercase()).into_owned(),
                token: spelled_to - 1,
            });
            continue;
        }
        for piece in pieces(&word.plain) {
            let form = FORMS.iter().find(|(from, _)| *from == piece).map_or(piece.as_str(), |(_, to)| *to);
            units.push(Unit { stem: stemmer.stem(form).into_owned(), token });
        }
    }
    join_decimals(units)
}

/// The letters of an acronym that is spelled out from this token on ("S L O"). "I" is a word of its own before two others.
fn spelled(text: &Text, from: usize) -> String {
    let mut letters = String::new();
    for token in text.tokens.iter().skip(from) {
        let mut bare = token.bare.chars();
        match (bare.next(), bare.next()) {
            (Some(letter), None) if letter.is_ascii_uppercase() && (letter != 'I' || letters.len() > 1) => {
                letters.push(letter);
            }
            _ => break,
        }
    }
    letters
}

/// Letters, numbers and signs apart: "$8k" is `$ 8 k`, "dead-letter" is `dead letter`.
fn pieces(word: &str) -> Vec<String> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() || c == '.' => 0,
        c if c.is_alphabetic() || c == '\'' => 1,
        '$' | '€' | '£' | '%' => 2,
        _ => 3,
    };
    let mut pieces: Vec<String> = Vec::new();
    let mut last = 3;
    for c in word.chars().filter(|c| *c != ',') {
        if kind(c) != last || kind(c) == 2 {
            pieces.push(String::new());
        }
        last = kind(c);
        if let (Some(piece), true) = (pieces.last_mut(), last != 3) {
            piece.push(c);
        }
    }
    for piece in &mut pieces {
        *piece = piece.trim_end_matches("'s").trim_matches('.').to_owned();
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn join_decimals(units: Vec<Unit>) -> Vec<Unit> {
    let mut joined: Vec<Unit> = Vec::new();
    let mut units = units.into_iter().peekable();
    while let Some(unit) = units.next() {
        let digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
        if unit.stem == "point" && joined.last().is_some_and(|last| digits(&last.stem)) {
            let mut decimals = String::new();
            while let Some(digit) = units.next_if(|unit| digits(&unit.stem)) {
                decimals.push_str(&digit.stem);
            }
            if let Some(last) = joined.last_mut().filter(|_| !decimals.is_empty()) {
                last.stem = format!("{}.{decimals}", last.stem);
                continue;
            }
        }
        joined.push(unit);
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(phrase: &str, text: &str) -> bool {
        find(&KeyPhrase::from(phrase), &Text::new(text)).is_some()
    }

    #[test]
    fn an_acronym_may_be_spelled_out_and_i_stays_a_word() {
        assert!(said("shared SLO", "There was no shared S L O across teams."));
        assert!(said("public API", "I wrote the public A P I."));
        assert!(said("I pulled", "I I pulled the logs."));
    }

    #[test]
    fn numbers_count_in_words_and_digits() {
        assert!(said("0.3% drop rate", "a zero point three percent drop rate"));
        assert!(!said("0.3% drop rate", "a three percent drop rate"));
    }

    #[test]
    fn a_few_words_may_slip_in_and_many_may_not() {
        assert!(said("I traced the failure", "I then quickly traced the failure"));
        assert!(!said("no ticket", "No, when I came to the office on Monday the ticket was there."));
        assert!(!said("of the", "of the"), "a phrase of function words alone");
    }
}
