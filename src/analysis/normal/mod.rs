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
mod clock;
mod contractions;
mod dates;
pub mod derive;
pub mod inflection;
mod letters;
pub mod measure;
pub mod number;
mod number_words;
mod pause;
mod ranges;
mod read;
mod spelling;
pub mod value;

use super::quick::QuickMap;
use super::text::Text;
use crate::content::ShortText;
use atoms::Atoms;
pub use class::Class;
use class::class;
pub use inflection::{Forms, Lemma, stem};
use measure::Period;
use number::Figure;
pub use number_words::{is_hundred_or_more, is_number};
pub use pause::Pause;
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
    pub plain: ShortText,
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

    /// The stem of the word, where it was found out.
    pub fn stem(&self) -> Option<&ShortText> {
        self.lemmas.iter().find(|lemma| lemma.stem).map(|lemma| &lemma.key)
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
    /// The items that are figures with a unit, in order: how many base units it has. Only while the text is read.
    scales: Vec<(usize, Value)>,
    /// For every entry whether its word is nothing but that word, whatever follows.
    ordinary: Vec<bool>,
    words: QuickMap<ShortText, u32>,
    others: QuickMap<Sense, u32>,
}

impl Normal {
    /// The normal form of a text whose pieces are divided by blanks.
    pub fn of(text: &str) -> Self {
        Self::new((0..).zip(text.split_whitespace()))
    }

    /// The normal form of what was said: the marks of the recogniser are no words.
    pub fn said(text: &Text) -> Self {
        let mut words = text.tokens.iter().map(|token| token.word).peekable();
        let pieces = (0..).zip(text.pieces()).filter(move |(at, piece)| {
            let at = *at as usize;
            while words.next_if(|word| *word < at).is_some() {}
            // What is no word may still be a sign between words: "40 %", "71 → 84".
            words.next_if_eq(&at).is_some()
                || !piece.contains(|c: char| c.is_alphanumeric() || "[](){}".contains(c))
        });
        Self::new(pieces)
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

    /// How many base units the unit of a figure has.
    fn scale(&self, at: usize) -> Value {
        let known = self.scales.binary_search_by_key(&at, |(item, _)| *item);
        known.map_or(Value::whole(1), |known| self.scales[known].1)
    }

    /// The entry of a figure or a period.
    pub fn of_sense(&self, sense: Sense) -> Option<u32> {
        self.others.get(&sense).copied()
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
        let plain = ShortText::new(word);
        self.words.insert(plain.clone(), number);
        self.entries.push(Entry {
            plain,
            sense: Sense::Word,
            lemmas: inflection::lemmas(word),
            class: class(word),
        });
        self.ordinary.resize(self.entries.len(), false);
        if let Some(ordinary) = self.ordinary.last_mut() {
            *ordinary = !read::begins_more(word);
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

#[cfg(test)]
#[path = "normal_tests.rs"]
mod tests;
