//! A key phrase, prepared: its strong words, its subject, and how tightly the words belong together.

use super::orders::{self, Order};
use super::speech::is_past;
use super::turned::{self, Turnable};
use crate::analysis::normal::{Class, Entry, Forms, Normal, Sense};

/// How much a word of a phrase weighs.
const CONTENT: f32 = 1.0;
/// "not", "my", "up": they must be there, but say little alone.
const SMALL: f32 = 0.5;

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
#[derive(Debug, Clone)]
pub(super) struct Form {
    /// Its normal form.
    pub normal: std::rc::Rc<Normal>,
    /// Its words as they were written.
    pieces: std::rc::Rc<Vec<String>>,
    /// The words that must be said.
    pub units: Vec<Unit>,
    /// The pronoun that it begins with: the subject of its first verb.
    pub subject: Option<usize>,
    /// Whether a negation is among its words.
    pub negated: bool,
    /// Whether the speaker is its object: "I was asked".
    pub passive: bool,
    /// The orders in which its words may come, the phrase's own first.
    pub orders: Vec<Order>,
    /// What it can be turned into.
    pub turnable: Option<Turnable>,
    /// Whether only these very words count.
    pub exact: bool,
}

impl Form {
    /// Prepares a wording.
    pub(super) fn new(text: &str, exact: bool) -> Self {
        let normal = Normal::of(text);
        let pieces = text.split_whitespace().map(str::to_owned).collect();
        let subject = subject(&normal);
        let units = units(&normal, subject);
        let negated = units.iter().any(|unit| class(&normal, unit.item).is(Class::NEGATION));
        let passive = subject.is_some()
            && units.get(first_verb(&normal, &units)).is_some_and(|verb| is_passive(&normal, verb.item));
        let mut form = Self {
            normal: std::rc::Rc::new(normal),
            pieces: std::rc::Rc::new(pieces),
            units,
            subject,
            negated,
            passive,
            orders: Vec::new(),
            turnable: None,
            exact,
        };
        form.turnable = turned::turnable(&form);
        form.orders = orders::all(&form);
        form
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
        let written =
            items.and_then(|(first, last)| self.pieces.get(first.first as usize..=last.last as usize));
        written.map_or_else(String::new, |pieces| {
            pieces
                .join(" ")
                .trim_matches(|c: char| c.is_ascii_punctuation() && !matches!(c, '$' | '%' | '-'))
                .to_owned()
        })
    }

    /// The piece of the phrase that an item comes from.
    pub(super) fn piece(&self, item: usize) -> &str {
        let item = self.normal.items.get(item);
        item.and_then(|item| self.pieces.get(item.first as usize)).map_or("", String::as_str)
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

/// Why nothing can be looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no word in it.
    NoWord,
    /// It has function words alone.
    OnlyFunctionWords,
}

/// What a phrase comes to: its strong words as they are compared.
///
/// # Errors
/// When there is nothing that can be looked for.
pub fn normal_form(phrase: &str) -> Result<String, Fault> {
    let form = Form::new(phrase, false);
    if form.normal.items.is_empty() {
        return Err(Fault::NoWord);
    }
    if form.is_empty() {
        return Err(Fault::OnlyFunctionWords);
    }
    let subject = form.subject.map(|at| form.normal.plain(at).to_owned());
    let units = (0..form.units.len()).filter_map(|unit| form.entry(unit)).map(shown);
    Ok(subject.into_iter().chain(units).collect::<Vec<_>>().join(" "))
}

fn shown(entry: &Entry) -> String {
    use crate::analysis::normal::measure::Measure;
    match entry.sense {
        Sense::Word => entry.lemmas.last().map_or(&entry.plain, |lemma| &lemma.key).to_string(),
        Sense::Period(period) => format!("per-{}", period.name()),
        Sense::Figure(figure) => {
            let unit = match figure.measure {
                Measure::None if figure.ordinal => "th",
                Measure::None => "",
                Measure::Percent => "%",
                Measure::Money(code) => code,
                Measure::SomeMoney => "money",
                Measure::Time => "s",
                Measure::Months => "months",
                Measure::Bytes => "bytes",
                Measure::Frequency => "Hz",
                Measure::Power => "W",
                Measure::Length => "m",
                Measure::Mass => "g",
                Measure::Level => "dB",
                Measure::Times => "x",
                Measure::Degrees => "°",
                Measure::Fahrenheit => "°F",
            };
            format!("{}{unit}", figure.value)
        }
    }
}

fn class(normal: &Normal, at: usize) -> Class {
    normal.class(at)
}

/// The pronoun at the beginning, when a word follows that can be its verb.
fn subject(normal: &Normal) -> Option<usize> {
    let pronoun = matches!(normal.plain(0), "i" | "we" | "he" | "she" | "they" | "you");
    let content = (1..normal.items.len()).any(|at| !class(normal, at).is(Class::FUNCTION));
    (pronoun && content).then_some(0)
}

/// Whether both words can be parts of a name or a noun: "before" and "rather" cannot.
fn names(normal: &Normal, before: usize, at: usize) -> bool {
    let part = |at: usize| {
        let class = class(normal, at);
        !class.is(Class::FUNCTION) || class.is(Class::POSSESSIVE) || hyphened(normal, at, class)
    };
    part(before) && part(at)
}

/// A small word inside of a compound is a part of it: "on-call", but not in "9:1" and "9-to-1".
fn hyphened(normal: &Normal, at: usize, class: Class) -> bool {
    let piece = |at: usize| normal.items.get(at).map(|item| item.first);
    let before = at.checked_sub(1);
    let beside = before.is_some_and(|before| piece(before) == piece(at)) || piece(at + 1) == piece(at);
    let figures = before.is_some_and(|before| figure(normal, before)) && figure(normal, at + 1);
    let whole = normal.items.get(at).is_some_and(|item| item.first == item.last);
    beside && class.is(Class::PREPOSITION) && whole && !figures
}

fn figure(normal: &Normal, at: usize) -> bool {
    normal.entry(at).is_some_and(|entry| entry.figure().is_some())
}

/// Whether nothing stands between two items but the 's of a possessive.
fn adjacent(normal: &Normal, before: usize, at: usize) -> bool {
    (before + 1..at).all(|between| normal.plain(between) == "'s")
}

/// A participle in the middle of a noun: "zero shared visibility". At the beginning it may be a verb, and before an adjective
/// that ends the phrase it is one: "kettle boiled dry".
fn is_adjective(normal: &Normal, at: usize, first: bool) -> bool {
    let became = at + 2 == normal.items.len() && turned::is_adjective(normal, at + 1);
    if first || became {
        return false;
    }
    normal
        .entry(at + 1)
        .is_some_and(|next| next.sense == Sense::Word && !next.class.is(Class::FUNCTION | Class::ADVERB))
}

fn is_passive(normal: &Normal, verb: usize) -> bool {
    let participle = normal.entry(verb).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE));
    participle && (0..verb).any(|at| class(normal, at).is(Class::BE))
}

fn first_verb(normal: &Normal, units: &[Unit]) -> usize {
    let small = |unit: &Unit| class(normal, unit.item).is(Class::ADVERB | Class::NEGATION);
    let at = units.iter().position(|unit| !small(unit)).unwrap_or(0);
    if units.get(at).is_some_and(|unit| unit.verb) { at } else { 0 }
}

fn units(normal: &Normal, subject: Option<usize>) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for at in subject.map_or(0, |at| at + 1)..normal.items.len() {
        let Some(entry) = normal.entry(at) else { continue };
        let particle = entry.class.is(Class::PARTICLE);
        if entry.class.is(Class::LIGHT) && !hyphened(normal, at, entry.class) {
            continue;
        }
        // "two out of five" is "two of five" as well
        if &*entry.plain == "out" && normal.plain(at + 1) == "of" && at > 0 && figure(normal, at - 1) {
            continue;
        }
        // "on my own initiative" is "on my initiative" as well
        if &*entry.plain == "own" && at > 0 && class(normal, at - 1).is(Class::POSSESSIVE) {
            continue;
        }
        // "the boat lost its anchor" is "the boat lost the anchor" as well
        if matches!(&*entry.plain, "its" | "their") && units.iter().any(|unit| unit.verb) && !units[0].verb {
            continue;
        }
        let adverbs = units.iter().all(|unit| class(normal, unit.item).is(Class::ADVERB));
        let last_word = at + 1 == normal.items.len();
        let first_verb =
            subject.is_some() && adverbs && (!entry.class.is(Class::ADVERB) || last_word && units.is_empty());
        let before = at.checked_sub(1).map_or(Class::default(), |before| class(normal, before));
        let next = class(normal, at + 1);
        let leads = units.is_empty() && next.is(Class::DETERMINER) && entry.is_form(Forms::BARE | Forms::ING);
        // "a test run", "a power cut": what is its own past form is a noun behind a noun.
        let before_noun = units.last().is_some_and(|last| {
            last.item + 1 == at
                && !last.verb
                && normal.entry(last.item).is_some_and(|noun| {
                    noun.sense == Sense::Word && !noun.class.is(Class::FUNCTION | Class::ADVERB)
                })
        });
        let verb = entry.sense == Sense::Word
            && !entry.class.is(Class::FUNCTION)
            && (first_verb
                || (is_past(entry)
                    && !is_adjective(normal, at, units.is_empty())
                    && !(last_word && before_noun && entry.is_form(Forms::BARE)))
                || leads
                || before.is(Class::QUESTION));
        let negation = units.last().is_some_and(|unit| class(normal, unit.item).is(Class::NEGATION));
        let noun = !verb
            && (before.is(Class::DETERMINER | Class::PREPOSITION)
                || (negation && normal.plain(at.saturating_sub(1)) == "no"));
        let link = match units.last() {
            Some(last) if class(normal, last.item).is(Class::NEGATION) => Link::Negation,
            Some(last)
                if adjacent(normal, last.item, at)
                    && !verb
                    // "boiled dry": what became of it stands right behind its verb.
                    && (!last.verb || last_word && units.len() > 1 && turned::is_adjective(normal, at))
                    && names(normal, last.item, at)
                    && !(entry.class.is(Class::ADVERB) && last_word) =>
            {
                Link::Tight
            }
            _ => Link::Loose,
        };
        let weight = if entry.class.is(Class::FUNCTION) { SMALL } else { CONTENT };
        units.push(Unit { item: at, weight, link, verb, noun, particle });
    }
    units
}
