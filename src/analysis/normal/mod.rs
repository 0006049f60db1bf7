//! The normal form: what a phrase and a transcript have in common, whoever wrote them down.
//!
//! ```text
//! text → atoms (letters, digits, signs; contractions written out) → items (words, figures, places, periods)
//! ```
//!
//! An item is a word with all words that it may be a form of, or a figure with its exact value and measure, or a period.
//! "zero point three percent" and "0.3%" are the same item, and so are "every week" and "weekly". Equal items share one
//! entry of the vocabulary, so that the matcher compares numbers and never texts.

mod atoms;
pub mod class;
mod contractions;
mod dates;
pub mod derive;
pub mod inflection;
pub mod measure;
pub mod number;
mod number_words;
mod ranges;
mod spelling;
pub mod value;

use super::text::Text;
use atoms::Atoms;
pub use atoms::Pause;
pub use class::Class;
use class::class;
pub use inflection::{Forms, Lemma, stem};
use measure::Period;
use number::Figure;
pub use number_words::{is_hundred_or_more, is_number};
use std::collections::HashMap;
use value::Value;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sense {
    /// A word.
    Word,
    /// A number with what it counts, or a place in an order.
    Figure(Figure),
    /// How often.
    Period(Period),
}

/// A word, figure or period, kept once however often it occurs.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The word in plain form; of a figure its digits.
    pub plain: Box<str>,
    /// What it is.
    pub sense: Sense,
    /// What the word may be a form of. Empty for figures and periods.
    pub lemmas: Vec<Lemma>,
    /// What kind of word it is.
    pub class: Class,
}

impl Entry {
    /// Whether one of its readings is one of these forms.
    pub fn is_form(&self, forms: Forms) -> bool {
        self.lemmas.iter().any(|lemma| lemma.forms.is(forms))
    }

    /// All forms that it can be.
    pub fn forms(&self) -> Forms {
        self.lemmas.iter().fold(Forms::default(), |forms, lemma| forms | lemma.forms)
    }

    /// The figure, if it is one.
    pub fn figure(&self) -> Option<Figure> {
        match self.sense {
            Sense::Figure(figure) => Some(figure),
            _ => None,
        }
    }
}

/// One item of a text.
#[derive(Debug, Clone, Copy)]
pub struct Item {
    /// Its entry.
    pub entry: u32,
    /// The first piece of the text that it comes from.
    pub first: u32,
    /// The last one.
    pub last: u32,
    /// What was written before it.
    pub pause: Pause,
    /// It was written with a capital.
    pub capital: bool,
}

/// A text in normal form.
#[derive(Debug, Default)]
pub struct Normal {
    /// Its items in order.
    pub items: Vec<Item>,
    /// All different items.
    pub entries: Vec<Entry>,
    /// The pause at its end.
    pub last_pause: Pause,
    /// For every item that is a figure, how many base units its unit has. Only while the text is read.
    scales: Vec<Value>,
    /// For every entry whether its word is nothing but that word, whatever follows.
    ordinary: Vec<bool>,
    words: HashMap<Box<str>, u32>,
    others: HashMap<Sense, u32>,
}

impl Normal {
    /// The normal form of a text whose pieces are divided by blanks.
    pub fn of(text: &str) -> Self {
        Self::new((0..).zip(text.split_whitespace()))
    }

    /// The normal form of what was said: the marks of the recogniser are no words.
    pub fn said(text: &Text) -> Self {
        let mut words = text.tokens.iter().map(|token| token.word).peekable();
        let pieces = (0..).zip(text.pieces().iter()).filter(move |(at, piece)| {
            let at = *at as usize;
            while words.next_if(|word| *word < at).is_some() {}
            // What is no word may still be a sign between words: "40 %", "71 → 84".
            words.next_if_eq(&at).is_some()
                || !piece.contains(|c: char| c.is_alphanumeric() || "[](){}".contains(c))
        });
        Self::new(pieces.map(|(at, piece)| (at, piece.as_str())))
    }

    /// The normal form of pieces, each with the number that spans shall name.
    pub fn new<'p>(pieces: impl Iterator<Item = (u32, &'p str)>) -> Self {
        let atoms = Atoms::new(pieces);
        let mut normal = Self { last_pause: atoms.last_pause, ..Self::default() };
        normal.items.reserve(atoms.len());
        let mut at = 0;
        while at < atoms.len() {
            at = normal.read(&atoms, at).max(at + 1);
        }
        ranges::share_units(&mut normal);
        normal.scales = Vec::new();
        dates::join(&mut normal);
        normal
    }

    /// The entry of an item; of the items of this text there always is one.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(self.items.get(at)?.entry as usize)
    }

    /// The word of an item, empty behind the end.
    pub fn plain(&self, at: usize) -> &str {
        self.entry(at).map_or("", |entry| &entry.plain)
    }

    /// The kinds of the word at a place.
    pub fn class(&self, at: usize) -> Class {
        self.entry(at).map_or(Class::default(), |entry| entry.class)
    }

    /// The entry of a word in plain form.
    pub fn word(&self, plain: &str) -> Option<u32> {
        self.words.get(plain).copied()
    }

    /// The entry of a figure or a period.
    pub fn of_sense(&self, sense: Sense) -> Option<u32> {
        self.others.get(&sense).copied()
    }

    /// Reads the item that begins at this atom. Gives the atom behind it.
    fn read(&mut self, atoms: &Atoms, at: usize) -> usize {
        let text = atoms.text(at);
        // Most words are known and begin nothing else.
        if let Some(entry) = self.words.get(text).copied()
            && self.ordinary.get(entry as usize).copied().unwrap_or(false)
        {
            return self.place(atoms, at, at + 1, entry);
        }
        let next = if atoms.flows(at + 1) { atoms.text(at + 1) } else { "" };
        let body = next == "body" && atoms.text(at + 2) != "of";
        if text == "no" && (next == "one" || body) {
            return self.push_word(atoms, at, at + 2, "nobody");
        }
        if let Some((period, end)) = self.period(atoms, at, text, next) {
            return self.push(atoms, at, end, Sense::Period(period));
        }
        if text == "per" && next == "cent" {
            return self.push_word(atoms, at, at + 2, "percent");
        }
        if let Some(end) = self.clock(atoms, at, text) {
            return end;
        }
        if let Some((name, end)) = number::version(atoms, at) {
            return self.push_word(atoms, at, end, &name);
        }
        if let Some(reading) = number::read(atoms, at) {
            let end = self.push(atoms, at, reading.end, Sense::Figure(reading.figure));
            if let Some(scale) = self.scales.last_mut() {
                *scale = reading.scale;
            }
            return end;
        }
        let behind_figure =
            self.items.len().checked_sub(1).and_then(|last| self.entry(last)?.figure()).is_some();
        if let Some((counted, period)) = Period::short(text).filter(|_| behind_figure && atoms.flows(at)) {
            self.push_word(atoms, at, at + 1, counted);
            return self.push(atoms, at, at + 1, Sense::Period(period));
        }
        match text {
            "req" | "reqs" if next == "/" => self.push_word(atoms, at, at + 1, "requests"),
            "%" => self.push_word(atoms, at, at + 1, "percent"),
            "°" => self.push_word(atoms, at, at + 1, "degree"),
            // "v2" is "version 2".
            "v" if atoms.glued(at + 1) => self.push_word(atoms, at, at + 1, "version"),
            "" | "/" | "$" | "€" | "£" | "¥" | "₹" => at + 1,
            _ => self.push_word(atoms, at, at + 1, one_of_two(text)),
        }
    }

    /// "per week", "every week", "weekly", "/week"; "a week" only behind an amount.
    fn period(&self, atoms: &Atoms, at: usize, text: &str, next: &str) -> Option<(Period, usize)> {
        if let Some(period) = Period::adverb(text) {
            return Some((period, at + 1));
        }
        let single = usize::from(next == "single");
        let next = if single > 0 { atoms.text(at + 2) } else { next };
        let named = Period::named(next).map(|period| (period, at + 2 + single));
        match text {
            "per" | "each" | "every" | "/" => {
                named.filter(|_| text == "per" || text == "/" || next.len() > 2)
            }
            // "a second region" has a place in an order.
            "a" | "an" => {
                let ends = !atoms.flows(at + 2) || class(atoms.text(at + 2)).is(Class::FUNCTION);
                let flows = atoms.flows(at) && (next != "second" || ends);
                named.filter(|_| next.len() > 2 && flows && self.amount_before())
            }
            _ => None,
        }
    }

    /// Whether an amount was just named, of which so much is used in a period ("one terabyte of logs a day").
    fn amount_before(&self) -> bool {
        const NEAR: usize = 4;
        let small = |at: usize| self.class(at).is(Class::PREPOSITION | Class::CLAUSE | Class::COORDINATION);
        let last = self.items.len().checked_sub(1);
        if last.is_none_or(small) {
            return false;
        }
        let from = self.items.len().saturating_sub(NEAR);
        let after_stop =
            (from..self.items.len()).rev().take_while(|at| !self.items[*at].pause.ends_sentence()).count();
        let from = self.items.len().saturating_sub(after_stop + 1).max(from);
        (from..self.items.len()).any(|at| {
            self.entry(at)
                .is_some_and(|entry| matches!(entry.sense, Sense::Figure(figure) if !figure.ordinal))
        })
    }

    /// "4:30" is the figures 4 and 30; "16:30" is 4, 30 and "p.m.". "am" and "in the morning" behind an hour are "a.m.". What
    /// is no time of day is a ratio: "16:1" is "16 to 1".
    fn clock(&mut self, atoms: &Atoms, at: usize, text: &str) -> Option<usize> {
        let plain = |value| {
            Sense::Figure(Figure {
                value: Value::whole(value),
                measure: measure::Measure::None,
                ordinal: false,
            })
        };
        if let Some((hour, minute)) = text.split_once(':') {
            let (two_digits, sharp) = (minute.len() == 2, minute.starts_with('0'));
            let (hour, minute): (i128, i128) = (hour.parse().ok()?, minute.parse().ok()?);
            if hour > 24 || minute > 59 || !two_digits || !sharp && self.is_ratio(atoms, at) {
                self.push(atoms, at, at + 1, plain(hour));
                self.push_word(atoms, at, at + 1, "to");
                return Some(self.push(atoms, at, at + 1, plain(minute)));
            }
            let afternoon = hour > 12;
            self.push(atoms, at, at + 1, plain(if afternoon { hour - 12 } else { hour }));
            if minute > 0 {
                self.push(atoms, at, at + 1, plain(minute));
            }
            if afternoon {
                self.push_word(atoms, at, at + 1, "p.m.");
            }
            return Some(at + 1);
        }
        if let Some((hour, minute, end)) = past_the_hour(atoms, at) {
            self.push(atoms, at, end, plain(hour));
            return Some(self.push(atoms, at, end, plain(minute)));
        }
        let before = self.items.len().checked_sub(1).and_then(|last| self.entry(last)?.figure())?;
        if before.measure != measure::Measure::None || !atoms.flows(at) {
            return None;
        }
        let small_hours = before.value.as_whole().is_some_and(|hour| (1..=5).contains(&hour));
        let next = |ahead: usize| if atoms.flows(at + ahead) { atoms.text(at + ahead) } else { "" };
        let (half, length) = match (text, next(1), next(2)) {
            ("am", _, _) => ("a.m.", 1),
            ("pm", _, _) => ("p.m.", 1),
            ("a", "m", _) => ("a.m.", 2),
            // "two at night" is early in the morning, "ten at night" is not.
            ("at", "night", _) if small_hours => ("a.m.", 2),
            ("p", "m", _) | ("at", "night", _) => ("p.m.", 2),
            ("in", "the", "morning") => ("a.m.", 3),
            ("in", "the", "afternoon" | "evening") => ("p.m.", 3),
            _ => return None,
        };
        Some(self.push_word(atoms, at, at + length, half))
    }

    /// Whether the words around "16:10" say that it compares two numbers, and is no time of day.
    fn is_ratio(&self, atoms: &Atoms, at: usize) -> bool {
        const NEAR: usize = 4;
        const RATIOS: &[&str] = &[
            "ratio",
            "ratios",
            "vote",
            "votes",
            "voted",
            "score",
            "scored",
            "scores",
            "split",
            "majority",
            "odds",
            "aspect",
            "proportion",
            "margin",
            "beat",
            "won",
            "lost",
            "win",
            "outvoted",
            "mix",
            "mixed",
            "dilution",
        ];
        // "a vote at 9:30"
        let last = self.items.len().checked_sub(1).map_or("", |last| self.plain(last));
        if matches!(last, "at" | "by" | "until" | "before" | "after" | "since" | "around") {
            return false;
        }
        let from = self.items.len().saturating_sub(NEAR);
        let before = (from..self.items.len()).any(|item| RATIOS.contains(&self.plain(item)));
        before
            || atoms.flows(at + 1)
                && matches!(atoms.text(at + 1), "ratio" | "odds" | "majority" | "split" | "score")
    }

    fn push(&mut self, atoms: &Atoms, at: usize, end: usize, sense: Sense) -> usize {
        let entry = self.intern(sense);
        self.place(atoms, at, end, entry)
    }

    fn push_word(&mut self, atoms: &Atoms, at: usize, end: usize, word: &str) -> usize {
        let entry = match self.words.get(word) {
            Some(entry) => *entry,
            None => self.new_word(word),
        };
        self.place(atoms, at, end, entry)
    }

    fn new_word(&mut self, word: &str) -> u32 {
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        self.entries.push(Entry {
            plain: word.into(),
            sense: Sense::Word,
            lemmas: inflection::lemmas(word),
            class: class(word),
        });
        self.words.insert(word.into(), number);
        self.ordinary.resize(self.entries.len(), false);
        if let Some(ordinary) = self.ordinary.last_mut() {
            *ordinary = !begins_more(word);
        }
        number
    }

    fn intern(&mut self, sense: Sense) -> u32 {
        if let Some(entry) = self.others.get(&sense) {
            return *entry;
        }
        let number = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let (plain, class) = match sense {
            // "I first wrote": places in an order slip in like adverbs.
            Sense::Figure(figure) if figure.ordinal => (figure.value.to_string(), Class::ADVERB),
            Sense::Figure(figure) => (figure.value.to_string(), Class::default()),
            Sense::Period(period) => (period.name().to_owned(), Class::default()),
            Sense::Word => (String::new(), Class::LIGHT),
        };
        self.entries.push(Entry { plain: plain.into(), sense, lemmas: Vec::new(), class });
        self.others.insert(sense, number);
        number
    }

    fn place(&mut self, atoms: &Atoms, at: usize, end: usize, entry: u32) -> usize {
        let last = atoms.get(end.saturating_sub(1).max(at)).or_else(|| atoms.get(at));
        if let (Some(first), Some(last)) = (atoms.get(at), last) {
            self.scales.push(Value::whole(1));
            self.items.push(Item {
                entry,
                first: first.piece,
                last: last.piece,
                pause: first.pause,
                capital: first.capital,
            });
        }
        end
    }
}

/// Small words that come in two shapes, in the one that is compared.
fn one_of_two(word: &str) -> &str {
    match word {
        "someone" => "somebody",
        "anyone" => "anybody",
        "everyone" => "everybody",
        "whilst" => "while",
        "till" => "until",
        _ => word,
    }
}

/// Whether a figure, a period or a time of day may begin with this word.
fn begins_more(word: &str) -> bool {
    const LEADS: &[&str] = &[
        "no", "per", "each", "every", "a", "an", "am", "pm", "p", "in", "at", "half", "quarter", "req",
        "reqs", "minus", "negative", "v",
    ];
    LEADS.contains(&word)
        || !word.bytes().all(|byte| byte.is_ascii_lowercase())
        || Period::adverb(word).is_some()
        || Period::short(word).is_some()
        || number::begins(word)
}

/// "half past four", "a quarter past four", "quarter to five": hour, minute and the end.
fn past_the_hour(atoms: &Atoms, at: usize) -> Option<(i128, i128, usize)> {
    let start = at + usize::from(atoms.text(at) == "a");
    let (way, of) = (atoms.text(start + 1), atoms.text(start));
    let minute = match (of, way) {
        ("half", "past") => 30,
        ("quarter", "past") => 15,
        ("quarter", "to") => 45,
        _ => return None,
    };
    let hour = number::read(atoms, start + 2)?;
    let number = hour.figure.value.as_whole().filter(|hour| (1..=12).contains(hour))?;
    let plain = hour.figure.measure == measure::Measure::None && !hour.figure.ordinal;
    let before = if number == 1 { 12 } else { number - 1 };
    plain.then_some((if way == "to" { before } else { number }, minute, hour.end))
}

#[cfg(test)]
#[path = "normal_tests.rs"]
mod tests;
