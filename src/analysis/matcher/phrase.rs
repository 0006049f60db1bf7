//! A key phrase, prepared: its strong words, its subject, and how tightly the words belong together.

use super::orders::{self, Order};
use super::phrase_units::{first_verb, is_passive, subject, units};
use super::turned::{self, Turnable};
use crate::analysis::normal::{Class, Entry, Normal};
use std::cell::OnceCell;

/// How much a word of a phrase weighs.
pub(super) const CONTENT: f32 = 1.0;
/// "not", "my", "up": they must be there, but say little alone.
pub(super) const SMALL: f32 = 0.5;

/// How two neighbours of a phrase belong together, and so what may slip in between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Link {
    /// Parts of one name or noun: "payment notification service".
    Tight,
    /// A verb and what follows, or words with small words between them.
    Loose,
    /// What a negation denies: "not my team".
    Negation,
    /// A part that moved behind its noun: "drop rate of 0.3%".
    Of,
    /// A noun that moved behind what it had: "labels with the wrong dose", "the label had the wrong dose".
    With,
    /// A verb that moved behind its object: "the credentials were rotated".
    Passive,
    /// The doer behind the verb: "was copied by three teams".
    By,
    /// An object that moved behind its verb: "recovered $8K".
    Object,
    /// A verb behind its object and its own subject: "the leak that I found".
    Fronted,
    /// As `Loose`, but not right beside each other.
    Apart,
    /// A clause behind the time or place that it begins with: "for a week I ran it".
    Clause,
    /// What describes a noun behind it: "the seal on the jar had cracked".
    Described,
    /// What an action is done to, behind its verb: "leaking memory".
    Acting,
    /// A verb behind what its action is done to, or who does it: "the memory was leaking".
    Acted,
    /// How it is done, at the end: "…, silently".
    Manner,
    /// A verb behind the one who does it: "four plants adopted it" for "adopted by four plants".
    Active,
}

/// A word of a phrase that must be said.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Which item of the phrase it is.
    pub item: usize,
    /// How much it weighs.
    pub weight: f32,
    /// How it belongs to the strong word before it.
    pub link: Link,
    /// A verb for sure.
    pub verb: bool,
    /// A noun for sure: its -ing and past forms are other words ("no ticketing").
    pub noun: bool,
    /// up, down, on, off and the like.
    pub particle: bool,
}

/// One wording of a key phrase.
#[derive(Debug)]
pub(super) struct Form {
    /// As it was written.
    text: String,
    /// Its normal form.
    pub normal: Normal,
    /// The words that must be said.
    pub units: Vec<Unit>,
    /// The pronoun that it begins with: the subject of its first verb.
    pub subject: Option<usize>,
    /// Whether a negation is among its words.
    pub negated: bool,
    /// Whether the speaker is its object: "I was asked".
    pub passive: bool,
    /// Whether only these very words count.
    pub exact: bool,
    // What few speeches ask for is made when the first one does.
    orders: OnceCell<Vec<Order>>,
    turnable: OnceCell<Option<Turnable>>,
}

impl Form {
    /// Prepares a wording.
    pub(super) fn new(text: &str, exact: bool) -> Self {
        let normal = Normal::of(text);
        let subject = subject(&normal);
        let units = units(&normal, subject);
        let negated = units.iter().any(|unit| normal.class(unit.item).is(Class::NEGATION));
        let passive = subject.is_some()
            && units.get(first_verb(&normal, &units)).is_some_and(|verb| is_passive(&normal, verb.item));
        let (orders, turnable) = (OnceCell::new(), OnceCell::new());
        Self { text: text.to_owned(), normal, units, subject, negated, passive, exact, orders, turnable }
    }

    /// The orders in which its words may come, the phrase's own first.
    pub(super) fn orders(&self) -> &[Order] {
        self.orders.get_or_init(|| orders::all(self))
    }

    /// What it can be turned into.
    pub(super) fn turnable(&self) -> Option<&Turnable> {
        self.turnable.get_or_init(|| turned::turnable(self)).as_ref()
    }

    /// Whether nothing in it can be looked for: only function words, or no words at all.
    pub(super) fn is_empty(&self) -> bool {
        !self.units.iter().any(|unit| unit.weight >= CONTENT)
    }

    /// Which strong word is the verb of the subject: the first one, adverbs and negations apart.
    pub(super) fn first_verb(&self) -> usize {
        first_verb(&self.normal, &self.units)
    }

    pub(super) fn entry(&self, unit: usize) -> Option<&Entry> {
        self.normal.entry(self.units.get(unit)?.item)
    }

    /// A strong word as the author wrote it.
    pub(super) fn written(&self, unit: usize) -> String {
        self.units.get(unit).map_or_else(String::new, |unit| self.written_items(unit.item, unit.item))
    }

    /// The items from the first to the last one as the author wrote them.
    pub(super) fn written_items(&self, first: usize, last: usize) -> String {
        let items = self.normal.items.get(first).zip(self.normal.items.get(last));
        let Some((first, last)) = items.map(|(first, last)| (first.first as usize, last.last as usize))
        else {
            return String::new();
        };
        let pieces: Vec<&str> = self.text.split_whitespace().take(last + 1).skip(first).collect();
        let mark = |c: char| c.is_ascii_punctuation() && !matches!(c, '$' | '%' | '-');
        pieces.join(" ").trim_matches(mark).to_owned()
    }

    /// The piece of the phrase that an item comes from.
    pub(super) fn piece(&self, item: usize) -> &str {
        let item = self.normal.items.get(item);
        item.and_then(|item| self.text.split_whitespace().nth(item.first as usize)).unwrap_or_default()
    }

    /// The words between two strong words that follow each other in the phrase.
    pub(super) fn between(&self, before: usize, after: usize) -> Vec<&str> {
        let items = self.units.get(before).zip(self.units.get(after));
        let range = items.map_or(0..0, |(before, after)| before.item + 1..after.item);
        range.map(|item| self.normal.plain(item)).collect()
    }

    /// The sum of the weights.
    pub(super) fn weight(&self) -> f32 {
        self.units.iter().map(|unit| unit.weight).sum()
    }

    /// Whether the phrase has this word, strong or not.
    pub(super) fn has(&self, word: &str) -> bool {
        self.normal.word(word).is_some()
    }
}
