//! The words as the rules read them: contractions written out, compounds apart, numbers as one, hesitations left out.

use super::normal::{is_hundred_or_more, is_number};
use super::text::Text;
use crate::content::ShortText;
use std::ops::Range;

/// One word as the rules read it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(
    clippy::struct_excessive_bools,
    reason = "four things that are true of a word or not, each on its own"
)]
pub struct Unit {
    /// Lower case, without punctuation: "was" and "not" of "wasn't".
    pub word: ShortText,
    /// The first token of the text that it comes from.
    pub token: usize,
    /// Behind its last token: a number may have several.
    pub end: usize,
    /// Whether it is a number.
    pub number: bool,
    /// Whether it is written like a name: with a capital, inside of the sentence.
    pub name: bool,
    /// Whether a punctuation mark stands before it.
    pub after_mark: bool,
    /// Whether a hesitation with its marks stands before it ("like, um, you know").
    pub after_pause: bool,
    /// Which sentence it belongs to.
    pub sentence: usize,
}

/// Words that are each a filler of their own, however often they are said.
const COUNTED: &[&str] = &["like", "basically", "literally"];
/// What may be written behind digits without a blank, and the word for it.
const SUFFIXES: &[(&str, &str)] = &[
    ("%", "percent"),
    ("x", "times"),
    ("k", ""),
    ("m", ""),
    ("b", ""),
    ("bn", ""),
    ("ms", "milliseconds"),
    ("s", "seconds"),
    ("sec", "seconds"),
    ("min", "minutes"),
    ("mins", "minutes"),
    ("h", "hours"),
    ("hrs", "hours"),
    ("gb", "gigabytes"),
    ("mb", "megabytes"),
    ("kb", "kilobytes"),
    ("tb", "terabytes"),
    ("db", "decibels"),
    ("am", "am"),
    ("pm", "pm"),
    ("fold", "times"),
    ("€", "euros"),
    ("£", "pounds"),
    ("$", "dollars"),
];
/// Contractions that a recogniser writes without their apostrophe.
const WITHOUT_APOSTROPHE: &[(&str, &[&str])] = &[
    ("wasnt", &["was", "not"]),
    ("isnt", &["is", "not"]),
    ("werent", &["were", "not"]),
    ("arent", &["are", "not"]),
    ("didnt", &["did", "not"]),
    ("doesnt", &["does", "not"]),
    ("dont", &["do", "not"]),
    ("hadnt", &["had", "not"]),
    ("hasnt", &["has", "not"]),
    ("havent", &["have", "not"]),
    ("couldnt", &["could", "not"]),
    ("wouldnt", &["would", "not"]),
    ("shouldnt", &["should", "not"]),
    ("ive", &["i", "have"]),
    ("im", &["i", "am"]),
    ("cannot", &["can", "not"]),
    ("gonna", &["going", "to"]),
    ("wanna", &["want", "to"]),
    ("gotta", &["got", "to"]),
    ("oncall", &["on", "call"]),
    ("noone", &["no", "one"]),
];

/// What there is to know of a word wherever it stands.
struct Known {
    hesitates: bool,
    /// It is written like a name.
    name: bool,
    /// Its parts.
    parts: Range<usize>,
}

/// The words of a text as the rules read them.
pub fn units(text: &Text) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::with_capacity(text.tokens.len() + 8);
    let mut known: Vec<Option<Known>> = std::iter::repeat_with(|| None).take(text.different).collect();
    // The parts of all words that are known, and whether each is a number.
    let mut parts: Vec<(ShortText, bool)> = Vec::new();
    for (number, sentence) in text.sentences.iter().enumerate() {
        let (mut mark, mut pause) = (true, false);
        for token in sentence.start..sentence.end {
            let written = &text.tokens[token];
            let known = known[written.number as usize].get_or_insert_with(|| {
                let from = parts.len();
                // In capitals it is the department, not the pronoun.
                let word = if written.bare == "IT" { "it_department" } else { &written.plain };
                take_apart(word, &mut |part, number| parts.push((ShortText::new(part), number)));
                let is_i = written.plain == "i" || written.plain.starts_with("i'");
                Known {
                    hesitates: is_hesitation(&written.plain),
                    name: written.bare.starts_with(char::is_uppercase) && !is_i,
                    parts: from..parts.len(),
                }
            });
            if known.hesitates {
                // "We, um, looked": the marks belong to the hesitation.
                pause |= mark || written.mark;
                mark = false;
                continue;
            }
            let after_mark = std::mem::replace(&mut mark, written.mark);
            let after_pause = std::mem::take(&mut pause);
            let mut first = true;
            for (word, is_number) in &parts[known.parts.clone()] {
                units.push(Unit {
                    word: word.clone(),
                    token,
                    end: token + 1,
                    number: *is_number,
                    name: known.name && token > sentence.start,
                    after_mark: first && after_mark,
                    after_pause: first && after_pause,
                    sentence: number,
                });
                first = false;
            }
        }
    }
    joined(units)
}

/// Whether this is a sound and no word: um, uhh, uhm, er, erm, hmm and their longer spellings. It may stand anywhere.
pub fn is_hesitation(plain: &str) -> bool {
    let mut letters = plain.chars().peekable();
    let mut run = |letter: char| {
        let mut length = 0;
        while letters.next_if_eq(&letter).is_some() {
            length += 1;
        }
        length
    };
    let shape = match plain.chars().next() {
        Some('u') => (run('u'), run('h'), run('m')),
        Some('e') => (run('e'), run('r'), run('m')),
        Some('h') => (run('h'), run('m'), 0),
        _ => return false,
    };
    letters.next().is_none() && shape.0 > 0 && shape.1 + shape.2 > 0
}

/// The parts of one word, as they are written in a pattern.
pub fn parts(word: &str) -> Vec<String> {
    let mut parts = Vec::new();
    take_apart(word, &mut |part, _| parts.push(part.to_owned()));
    parts
}

/// Whether a word is its own only part, which most are: letters alone, and no contraction that lost its apostrophe.
pub fn is_plain(word: &str) -> bool {
    letters_alone(word) && without_apostrophe(word).is_none()
}

fn letters_alone(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphabetic())
}

/// The parts of a contraction that lost its apostrophe.
fn without_apostrophe(word: &str) -> Option<&'static [&'static str]> {
    WITHOUT_APOSTROPHE.iter().find(|(short, _)| *short == word).map(|(_, parts)| *parts)
}

/// Gives the parts of a word: of contractions, compounds and figures.
pub fn take_apart(word: &str, add: &mut impl FnMut(&str, bool)) {
    if letters_alone(word) {
        return whole(word, add);
    }
    let figure = |word: &str| {
        word.trim_start_matches(['$', '€', '£', '+', '-', '.']).starts_with(|c: char| c.is_ascii_digit())
    };
    if figure(word) {
        return take_figure_apart(word, add);
    }
    for part in word.split(['-', '/', '‑']).filter(|part| !part.is_empty()) {
        if figure(part) {
            take_figure_apart(part, add);
        } else {
            expand(part, add);
        }
    }
}

/// "$8,000", "0.3%", "15-minute", "10x", "24/7", "14th".
fn take_figure_apart(word: &str, add: &mut impl FnMut(&str, bool)) {
    if let Some((left, right)) = word.split_once('/') {
        let digits = |part: &str| part.chars().all(|c| c.is_ascii_digit());
        if digits(left) && digits(right) {
            return add(word, false);
        }
        take_apart(left, add);
        return take_apart(right, add);
    }
    if let Some((left, right)) = word.split_once(['-', '–']).filter(|(left, _)| !left.is_empty()) {
        take_apart(left, add);
        return take_apart(right, add);
    }
    let money = word.chars().next().filter(|c| matches!(c, '$' | '€' | '£'));
    let bare = word.trim_start_matches(['$', '€', '£', '+', '-']);
    let digits = bare.trim_end_matches(|c: char| !c.is_ascii_digit());
    let suffix = &bare[digits.len()..];
    let plain_figure = digits.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    let Some((_, unit)) = SUFFIXES
        .iter()
        .find(|(known, _)| suffix == *known || suffix.trim_end_matches('.') == *known)
        .or(suffix.is_empty().then_some(&("", "")))
    else {
        return add(word, false);
    };
    if !plain_figure {
        return add(word, false);
    }
    add(digits, true);
    match money {
        Some('€') => add("euros", false),
        Some('£') => add("pounds", false),
        Some(_) => add("dollars", false),
        None => {}
    }
    if !unit.is_empty() {
        add(unit, false);
    }
}

/// A word of letters alone.
fn whole(word: &str, add: &mut impl FnMut(&str, bool)) {
    match without_apostrophe(word) {
        Some(parts) => parts.iter().for_each(|part| add(part, false)),
        None => add(word, is_number(word)),
    }
}

fn expand(word: &str, add: &mut impl FnMut(&str, bool)) {
    if let Some(stem) = word.strip_suffix("n't") {
        let stem = match stem {
            "wo" => "will",
            "ca" => "can",
            "sha" => "shall",
            other => other,
        };
        add(stem, false);
        return add("not", false);
    }
    let Some((stem, end)) = word.rsplit_once('\'').filter(|(stem, _)| !stem.is_empty()) else {
        return whole(word, add);
    };
    let end = match end {
        "m" => "am",
        "re" => "are",
        "ve" => "have",
        "ll" => "will",
        "s" => "'s",
        "d" => "'d",
        // "o'clock", "rock'n'roll"
        _ => return add(word, false),
    };
    // "nobody'd've" has two.
    expand(stem, add);
    add(end, false);
}

/// Joins the words of a number and drops a word that is said twice.
fn joined(units: Vec<Unit>) -> Vec<Unit> {
    let mut joined: Vec<Unit> = Vec::with_capacity(units.len());
    let mut units = units.into_iter().peekable();
    let mut link: Option<Unit> = None;
    while let Some(unit) = units.next() {
        let here = |before: &Unit| before.sentence == unit.sentence;
        if let Some(before) = joined.last_mut().filter(|before| before.number && here(before)) {
            let spoken = |unit: &Unit| !unit.word.starts_with(|c: char| c.is_ascii_digit());
            let last = before.word.rsplit(' ').next().unwrap_or_default().to_owned();
            let goes_on = unit.number
                && !unit.after_mark
                && (link.is_some()
                    || spoken(&unit)
                        && (spoken(before) || is_hundred_or_more(&unit.word))
                        && unit.word != last);
            if goes_on {
                before.word = ShortText::from(format!("{} {}", before.word, unit.word));
                before.end = unit.end;
                link = None;
                continue;
            }
            // "one hundred and twenty", "four point six"
            let linking = link.is_none()
                && !unit.after_mark
                && (unit.word == "and" && is_hundred_or_more(&last) || unit.word == "point")
                && units
                    .peek()
                    .is_some_and(|next| next.number && next.sentence == unit.sentence && !next.after_mark);
            if linking {
                link = Some(unit);
                continue;
            }
        }
        link = None;
        let twice = joined.last().is_some_and(|before| {
            before.word == unit.word && here(before) && !unit.number && !COUNTED.contains(&unit.word.as_str())
        });
        if twice && let Some(before) = joined.last_mut() {
            before.end = unit.end;
            continue;
        }
        joined.push(unit);
    }
    joined
}
