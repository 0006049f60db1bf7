//! A speech, prepared: its normal form, and where each of its words stands.

use super::super::index::Index;
use crate::analysis::normal::{Class, Entry, Item, Normal, Pause, Sense};
use crate::analysis::text::Text;
use std::collections::HashMap;

/// A speech in normal form with an index of its words.
#[derive(Debug)]
pub struct Speech<'t> {
    text: &'t Text,
    /// Its normal form.
    pub(super) normal: Normal,
    by_key: HashMap<Box<str>, Vec<u32>>,
    by_length: Vec<Vec<u32>>,
    /// The places of every entry.
    places: Index,
    free: Vec<bool>,
    /// Whether sentences begin with capitals here.
    cased: bool,
}

impl<'t> Speech<'t> {
    /// Prepares a text.
    pub fn new(text: &'t Text) -> Self {
        let normal = Normal::said(text);
        let mut by_key: HashMap<Box<str>, Vec<u32>> = HashMap::new();
        let mut by_length: Vec<Vec<u32>> = Vec::new();
        for (number, entry) in (0..).zip(&normal.entries) {
            for lemma in &entry.lemmas {
                match by_key.get_mut(lemma.key.as_str()) {
                    Some(known) => known.push(number),
                    None => {
                        by_key.insert(lemma.key.as_str().into(), vec![number]);
                    }
                }
            }
            let length = entry.plain.len();
            if entry.sense == Sense::Word && length <= super::misheard::LONGEST {
                if by_length.len() <= length {
                    by_length.resize(length + 1, Vec::new());
                }
                by_length[length].push(number);
            }
        }
        let places = Index::new(normal.items.iter().enumerate().map(|(at, item)| (item.entry, at as u32)));
        let free = free(&normal);
        let cased = normal.items.iter().any(|item| item.pause.ends_sentence() && item.capital);
        Self { text, normal, by_key, by_length, places, free, cased }
    }

    /// The entries that may be a form of the word with this key.
    pub(super) fn with_key(&self, key: &str) -> &[u32] {
        self.by_key.get(key).map_or(&[], Vec::as_slice)
    }

    /// The words whose plain form has so many bytes.
    pub(super) fn of_length(&self, length: usize) -> &[u32] {
        self.by_length.get(length).map_or(&[], Vec::as_slice)
    }

    /// Where an entry stands, in order.
    pub(super) fn places(&self, entry: u32) -> &[u32] {
        self.places.of(entry)
    }

    /// Whether the word at a place is a filler, or said twice, and costs nothing.
    pub(super) fn is_free(&self, at: usize) -> bool {
        self.free.get(at).copied().unwrap_or(false)
    }

    pub(super) fn item(&self, at: usize) -> Option<&Item> {
        self.normal.items.get(at)
    }

    /// The piece of the text that an item comes from.
    pub(super) fn piece(&self, at: usize) -> &str {
        let item = self.item(at);
        item.and_then(|item| self.text.pieces().get(item.first as usize)).map_or("", String::as_str)
    }

    pub(super) fn entry(&self, at: usize) -> Option<&Entry> {
        self.normal.entry(at)
    }

    pub(super) fn plain(&self, at: usize) -> &str {
        self.normal.plain(at)
    }

    pub(super) fn class(&self, at: usize) -> Class {
        self.normal.class(at)
    }

    pub(super) fn len(&self) -> usize {
        self.normal.items.len()
    }

    /// The pause before an item. A full stop before a small letter is none: the recogniser put it there by mistake. A comma
    /// beside a filler belongs to the filler.
    pub(super) fn pause(&self, at: usize) -> Pause {
        let Some(item) = self.item(at) else { return self.normal.last_pause };
        let word = self
            .entry(at)
            .is_some_and(|entry| entry.sense == Sense::Word && entry.plain.starts_with(char::is_alphabetic));
        match item.pause {
            Pause::Stop if word && !item.capital && self.cased => Pause::Short,
            Pause::Short
                if self.is_free(at) || at.checked_sub(1).is_some_and(|before| self.is_free(before)) =>
            {
                Pause::Hesitation
            }
            pause => pause,
        }
    }

    /// Whether the word is the second part of a compound with a hyphen.
    pub(super) fn is_glued(&self, at: usize) -> bool {
        let items = at.checked_sub(1).and_then(|before| self.item(before)).zip(self.item(at));
        items.is_some_and(|(before, item)| before.last == item.first && before.entry != item.entry)
            && !self.class(at).is(Class::FUNCTION)
    }

    /// Whether the word before is the same one.
    pub(super) fn is_said_again(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.item(before));
        before.zip(self.item(at)).is_some_and(|(before, item)| before.entry == item.entry)
    }

    /// Whether a verb is among the readings of the word that hardly anything else has: "went", "traced".
    pub(super) fn is_past(&self, at: usize) -> bool {
        self.entry(at).is_some_and(is_past)
    }

    /// The words of the text that the items `from..to` come from.
    pub(super) fn words(&self, (from, to): (usize, usize)) -> [usize; 2] {
        let first = self.item(from).map_or(0, |item| item.first as usize);
        let last =
            to.checked_sub(1).and_then(|last| self.item(last)).map_or(first, |item| item.last as usize + 1);
        [first, last.max(first + 1)]
    }

    /// The items `from..to` as they were written.
    pub(super) fn written(&self, from: usize, to: usize) -> String {
        let written = self.text.written(self.words((from, to)));
        written.trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '$' | '%' | '-')).to_owned()
    }
}

/// A past form: irregular for sure, or long enough with "ed" at the end.
pub(super) fn is_past(entry: &Entry) -> bool {
    use crate::analysis::normal::Forms;
    const SHORTEST: usize = 5;
    entry.lemmas.iter().any(|lemma| {
        lemma.forms.is(Forms::PAST | Forms::PARTICIPLE)
            && (lemma.irregular || entry.plain.len() >= SHORTEST)
            && !entry.class.is(Class::AUXILIARY | Class::BE)
    })
}

/// What people put in between and mean nothing by, in several words.
const ASIDES: &[&[&str]] = &[
    &["first", "of", "all"],
    &["of", "course"],
    &["in", "fact"],
    &["to", "be", "honest"],
    &["to", "be", "fair"],
    &["so", "to", "speak"],
    &["in", "the", "end"],
    &["at", "the", "end", "of", "the", "day"],
    &["at", "that", "point"],
    &["at", "some", "point"],
    &["at", "first"],
    &["by", "the", "way"],
    &["more", "or", "less"],
    &["as", "it", "were"],
    &["let", "us", "say"],
    &["as", "well"],
    &["for", "example"],
    &["for", "instance"],
    &["i", "think"],
    &["i", "guess"],
    &["i", "would", "say"],
    &["i", "suppose"],
    &["i", "believe"],
    &["a", "lot"],
    &["a", "bit"],
    &["a", "little", "bit"],
    &["a", "great", "deal"],
    &["back", "then"],
    &["right", "away"],
    &["straight", "away"],
    &["so", "far"],
    &["by", "now"],
    &["in", "a", "way"],
    &["at", "all"],
    &["at", "the", "time"],
    &["if", "you", "will"],
    &["if", "you", "like"],
    &["or", "so"],
    &["in", "total"],
    &["in", "other", "words"],
    &["for", "the", "most", "part"],
    &["as", "i", "said"],
    &["as", "you", "know"],
    &["as", "it", "turned", "out"],
    &["as", "it", "turns", "out"],
    &["how", "do", "you", "say"],
    &["what", "do", "you", "call", "it"],
    &["on", "my", "own"],
    &["all", "by", "myself"],
    &["by", "myself"],
    &["in", "my", "case"],
    &["from", "my", "side"],
    &["i", "'d", "say"],
    &["i", "have", "to", "say"],
    &["i", "must", "say"],
    &["let", "me", "think"],
    &["of", "sorts"],
    &["for", "sure"],
    &["no", "doubt"],
    &["as", "you", "can", "imagine"],
    &["you", "can", "imagine"],
    &["as", "they", "say"],
    &["as", "we", "say"],
    &["i", "should", "say"],
    &["believe", "it", "or", "not"],
    &["mind", "you"],
    &["if", "i", "remember", "correctly"],
    &["if", "i", "remember", "right"],
    &["if", "i", "recall", "correctly"],
    &["so", "to", "say"],
    &["you", "see"],
    &["or", "something"],
    &["or", "whatever"],
    &["you", "could", "say"],
    &["one", "could", "say"],
    &["at", "least"],
    &["in", "particular"],
    &["in", "general"],
    &["in", "principle"],
    &["in", "theory"],
    &["in", "reality"],
    &["in", "my", "opinion"],
    &["after", "all"],
    &["above", "all"],
    &["all", "in", "all"],
    &["in", "short"],
    &["on", "top", "of", "that"],
    &["to", "be", "precise"],
    &["to", "be", "exact"],
    &["to", "be", "clear"],
    &["how", "to", "say"],
    &["what", "is", "the", "word"],
    &["what", "'s", "the", "word"],
    &["do", "not", "ask", "me", "why"],
    &["funny", "enough"],
    &["sad", "to", "say"],
    &["as", "i", "remember"],
    &["as", "i", "recall"],
    &["what", "can", "i", "say"],
    &["like", "i", "said"],
    &["in", "all", "honesty"],
    &["strictly", "speaking"],
    &["let", "me", "put", "it", "like", "this"],
    &["no", "joke"],
    &["no", "kidding"],
    &["go", "figure"],
    &["thank", "god"],
    &["for", "the", "record"],
];

/// Fillers of one and more words, and words that are said twice in a row.
fn free(normal: &Normal) -> Vec<bool> {
    let mut free = vec![false; normal.items.len()];
    let opens: Vec<bool> =
        normal.entries.iter().map(|entry| ASIDES.iter().any(|aside| aside[0] == &*entry.plain)).collect();
    for at in 0..free.len() {
        let (word, next) = (normal.plain(at), normal.plain(at + 1));
        let comma = |at: usize| normal.items.get(at).is_none_or(|item| item.pause == Pause::Short);
        let two = match (word, next) {
            ("you", "know") | ("i", "mean") => true,
            ("sort" | "kind", "of") => {
                // "that kind of database" names a class; "kind of noticed" does not.
                !at.checked_sub(1)
                    .is_some_and(|before| normal.class(before).is(Class::DETERMINER | Class::POSSESSIVE))
            }
            _ => false,
        };
        let like = matches!(word, "like" | "well" | "right" | "so") && comma(at) && comma(at + 1);
        let entry = normal.items[at].entry;
        let again = at > 0 && normal.items[at - 1].entry == entry
            || at > 1
                && at + 1 < free.len()
                && normal.items[at - 2].entry == entry
                && normal.items[at - 1].entry == normal.items[at + 1].entry;
        // "the names were okay" says how they were.
        let said_of = matches!(word, "okay" | "ok")
            && normal.items[at].pause == Pause::None
            && at > 0
            && normal.class(at - 1).is(Class::BE | Class::ADVERB);
        free[at] |= normal.class(at).is(Class::FILLER) && !said_of || like || two || again;
        let aside = ASIDES
            .iter()
            .filter(|_| opens[entry as usize])
            .find(|aside| aside.iter().enumerate().all(|(n, part)| normal.plain(at + n) == *part));
        if let Some(aside) = aside {
            free[at..at + aside.len()].fill(true);
        }
        if two && at + 1 < free.len() {
            free[at + 1] = true;
        }
    }
    free
}
