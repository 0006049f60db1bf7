//! A speech, prepared: its normal form, and where each of its words stands.

use super::asides::free;
use super::misheard::{self, Letters};
use crate::analysis::index::Index;
use crate::analysis::normal::{Class, Entry, Forms, Item, Normal, Pause, Sense};
use crate::analysis::quick::QuickMap;
use crate::analysis::text::Text;
use crate::content::ShortText;

/// A speech in normal form with an index of its words.
#[derive(Debug)]
pub struct Speech<'t> {
    text: &'t Text,
    /// Its normal form.
    pub(super) normal: Normal,
    /// The numbers of the keys of all forms.
    keys: QuickMap<ShortText, u32>,
    /// The entries that may be a form of the word with a key.
    by_key: Index,
    /// The words by the bytes of their plain form.
    by_length: Index,
    /// The letters of every entry.
    letters: Vec<Letters>,
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
        let mut keys: QuickMap<ShortText, u32> = QuickMap::default();
        let (mut of_key, mut of_length) = (Vec::new(), Vec::new());
        for (number, entry) in (0..).zip(&normal.entries) {
            for lemma in &entry.lemmas {
                let next = keys.len() as u32;
                of_key.push((*keys.entry(lemma.key.clone()).or_insert(next), number));
            }
            let length = entry.plain.len();
            if entry.sense == Sense::Word && length <= misheard::LONGEST {
                of_length.push((length as u32, number));
            }
        }
        let letters = normal.entries.iter().map(|entry| misheard::letters(&entry.plain)).collect();
        let by_key = Index::new(of_key.iter().copied());
        let by_length = Index::new(of_length.iter().copied());
        let places = Index::new(normal.items.iter().enumerate().map(|(at, item)| (item.entry, at as u32)));
        let free = free(&normal);
        let cased = normal.items.iter().any(|item| item.pause.ends_sentence() && item.capital);
        Self { text, normal, keys, by_key, by_length, letters, places, free, cased }
    }

    /// The entries that may be a form of the word with this key.
    pub(super) fn with_key(&self, key: &str) -> &[u32] {
        self.keys.get(key).map_or(&[], |number| self.by_key.of(*number))
    }

    /// The words whose plain form has so many bytes.
    pub(super) fn of_length(&self, length: usize) -> &[u32] {
        u32::try_from(length).map_or(&[], |length| self.by_length.of(length))
    }

    /// The letters of an entry.
    pub(super) fn letters(&self, entry: u32) -> Letters {
        self.letters[entry as usize]
    }

    /// The stem of a word, where it was found out.
    pub fn stem(&self, word: &str) -> Option<&ShortText> {
        self.normal.entries.get(self.normal.word(word)? as usize)?.stem()
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
        item.map_or("", |item| self.text.piece(item.first as usize))
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
    const SHORTEST: usize = 5;
    entry.lemmas.iter().any(|lemma| {
        lemma.forms.is(Forms::PAST | Forms::PARTICIPLE)
            && (lemma.irregular || entry.plain.len() >= SHORTEST)
            && !entry.class.is(Class::AUXILIARY | Class::BE)
    })
}
