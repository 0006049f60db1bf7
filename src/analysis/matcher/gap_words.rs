//! What one word costs that stands between two words of a phrase, by how the two belong together.

use super::gap::{Figure, Gap, Met};
use super::gap_clause::{begins_clause, other_verb, says_more};
use super::phrase::Link;
use super::speech::Speech;
use crate::analysis::normal::{Class, Forms};

/// What a small word weighs, and what one does that is neither small nor another thing.
pub(super) const SMALL: f32 = 0.25;
const MEDIUM: f32 = 0.5;

impl Gap<'_> {
    /// What the word at a place weighs; `None` when it parts the two.
    pub(super) fn cost_of(&self, at: usize, met: &Met) -> Option<f32> {
        let (speech, figure) = (self.speech, self.figure);
        let (class, word) = (speech.class(at), speech.plain(at));
        match self.link {
            Link::Tight => self.inside_of_a_noun(at),
            Link::Loose | Link::Apart => self.in_a_clause(at, met),
            Link::Clause => {
                let parts =
                    Class::CLAUSE | Class::MODAL | Class::COORDINATION | Class::QUESTION | Class::NEGATION;
                clause(speech, at, class).or((self.led_amount && !class.is(parts)).then_some(0.6))
            }
            Link::Negation => self.behind_a_negation(at),
            // "scrambling eggs by the radio": the action has another object.
            Link::Of if self.led_by_ing && !met.preposition && figure == Figure::None => {
                of(speech, at, class, figure).filter(|cost| *cost < 1.0)
            }
            Link::Of => of(speech, at, class, figure),
            // "will shut", "almost shut": it did not, or not yet.
            Link::Active | Link::Passive if matches!(word, "will" | "can" | "almost" | "nearly") => None,
            Link::Passive => passive(speech, at, class),
            Link::Active => (class.is(Class::AUXILIARY | Class::ADVERB) || word == "since").then_some(SMALL),
            Link::Fronted => fronted(speech, at, class),
            Link::Object => object(speech, at, class),
            Link::By => object(speech, at, class).or((word == "by").then_some(SMALL)),
            Link::With | Link::Described | Link::Acting | Link::Acted | Link::Manner => None,
        }
    }

    fn inside_of_a_noun(&self, at: usize) -> Option<f32> {
        let (speech, class) = (self.speech, self.speech.class(at));
        // "risking our people's trust"
        let objects = at == self.from && class.is(Class::DETERMINER) && self.led_by_ing;
        // "the whole of the yard"
        let whole = self.leader == "whole"
            && speech.plain(self.from) == "of"
            && (speech.plain(at) == "of" || class.is(Class::DETERMINER));
        // "3-1" is "three to one"
        let compared = self.figure == Figure::Before && self.from + 1 == self.to && compares(speech, at);
        if objects || whole || compared { Some(SMALL) } else { tight(speech, at, class, self.figure) }
    }

    fn in_a_clause(&self, at: usize, met: &Met) -> Option<f32> {
        let speech = self.speech;
        // "the ward got closed"
        if self.link == Link::Loose && got(speech, at) && speech.is_past(self.to) {
            return Some(SMALL);
        }
        // "I proposed nothing"
        let nothing = speech.plain(at) == "nothing";
        // "one bag, and it had 70": another statement
        let more = self.figure == Figure::Behind && met.commas > 0 && says_more(speech, at);
        let other = begins_clause(speech, at, self.to) || other_verb(speech, self.from, at, self.to);
        if nothing || more || other { None } else { loose(speech.class(at)) }
    }

    fn behind_a_negation(&self, at: usize) -> Option<f32> {
        let (speech, class) = (self.speech, self.speech.class(at));
        let word = speech.plain(at);
        match self.leader {
            // "nobody in the whole plant knew"
            "nobody" => loose(class),
            "none" if speech.is_past(at) => None,
            "none" if matches!(word, "of" | "that") => Some(SMALL),
            "nowhere" if matches!(word, "near" | "close" | "to") => Some(SMALL),
            // "without me asking"
            "without" if class.is(Class::OBJECT) => None,
            _ => negation(speech, at, class),
        }
    }
}

/// Whether "to" stands between two figures.
fn compares(speech: &Speech, to: usize) -> bool {
    speech.plain(to) == "to" && speech.entry(to + 1).is_some_and(|entry| entry.figure().is_some())
}

fn got(speech: &Speech, at: usize) -> bool {
    matches!(speech.plain(at), "got" | "get" | "gets" | "getting")
}

/// "for a week I ran", "since then there were no": a subject and its auxiliaries.
fn clause(speech: &Speech, at: usize, class: Class) -> Option<f32> {
    let fits = class.is(Class::SUBJECT
        | Class::AUXILIARY
        | Class::BE
        | Class::ADVERB
        | Class::DETERMINER
        | Class::MODAL)
        || matches!(speech.plain(at), "it" | "there" | "then");
    (fits && !class.is(Class::CLAUSE)).then_some(SMALL)
}

fn loose(class: Class) -> Option<f32> {
    if class.is(Class::MODAL) {
        return None;
    }
    if class.is(Class::CLAUSE) {
        // "that" and "which" go on; "but" and "because" begin something else.
        return class.is(Class::LIGHT).then_some(MEDIUM);
    }
    if class.is(Class::ADVERB | Class::OBJECT) {
        return Some(MEDIUM);
    }
    if class.is(Class::LIGHT | Class::POSSESSIVE | Class::PARTICLE) {
        return Some(SMALL);
    }
    Some(1.0)
}

/// Inside of a noun: an adjective or an "and …", but no verb, no other noun phrase.
fn tight(speech: &Speech, at: usize, class: Class, figure: Figure) -> Option<f32> {
    let fits = match figure {
        Figure::None => false,
        // "5% of all checkouts", "half a million of our users"
        Figure::Before => speech.plain(at) == "of" || class.is(Class::DETERMINER),
        // "Black Friday of 2022"
        Figure::Behind => matches!(speech.plain(at), "of" | "in" | "at" | "around"),
    };
    if fits {
        return Some(SMALL);
    }
    if class.is(Class::ADVERB | Class::COORDINATION) && !class.is(Class::CLAUSE) {
        return Some(MEDIUM);
    }
    let parts =
        Class::LIGHT | Class::DETERMINER | Class::PREPOSITION | Class::MODAL | Class::CLAUSE | Class::OBJECT;
    if class.is(parts) || irregular_past(speech, at) {
        // The 's of a possessive, and nothing else that is small.
        return (speech.plain(at) == "'s").then_some(SMALL);
    }
    Some(1.0)
}

/// A verb for sure: "made", "went". Regular forms may be adjectives ("shared").
fn irregular_past(speech: &Speech, at: usize) -> bool {
    speech.entry(at).is_some_and(|entry| {
        !entry.lemmas.is_empty()
            && entry.lemmas.iter().all(|lemma| lemma.irregular && !lemma.forms.is(Forms::BARE))
    })
}

/// "not, um, my team", "not really my team", "no open ticket", but not "not that my team …".
fn negation(speech: &Speech, at: usize, class: Class) -> Option<f32> {
    if class.is(Class::CLAUSE | Class::MODAL | Class::COORDINATION) && speech.plain(at) != "so" {
        return None;
    }
    if matches!(
        speech.plain(at),
        "only" | "just" | "about" | "for" | "to" | "from" | "by" | "simply" | "with"
    ) {
        return None;
    }
    if class.is(Class::LIGHT | Class::ADVERB | Class::DETERMINER) {
        return Some(SMALL);
    }
    if class.is(Class::PREPOSITION) {
        return None;
    }
    Some(1.0)
}

fn of(speech: &Speech, at: usize, class: Class, figure: Figure) -> Option<f32> {
    // "the evening of that Friday"
    if speech.plain(at) == "that" && speech.class(at.saturating_sub(1)).is(Class::PREPOSITION) {
        return Some(SMALL);
    }
    if matches!(speech.plain(at), "into" | "than" | "per")
        || (matches!(speech.plain(at), "to" | "from") && figure != Figure::None)
        || speech.is_past(at)
        || class.is(Class::MODAL | Class::CLAUSE | Class::COORDINATION | Class::OBJECT)
    {
        return None;
    }
    if class.is(Class::LIGHT | Class::ADVERB | Class::DETERMINER) {
        return Some(SMALL);
    }
    Some(1.0)
}

/// "the leak that I then found"
fn fronted(speech: &Speech, at: usize, class: Class) -> Option<f32> {
    let fits = class.is(Class::SUBJECT | Class::AUXILIARY | Class::ADVERB)
        || matches!(speech.plain(at), "that" | "which" | "what")
        || class.is(Class::BE) && speech.plain(at + 1) == "what";
    (fits && !class.is(Class::NEGATION)).then_some(SMALL)
}

/// "the credentials were then all rotated"
fn passive(speech: &Speech, at: usize, class: Class) -> Option<f32> {
    if matches!(speech.plain(at), "all" | "both" | "each") {
        return Some(SMALL);
    }
    if class.is(Class::BE | Class::AUXILIARY | Class::ADVERB) {
        return Some(SMALL);
    }
    // "got", "finally" and the like; no preposition, no other noun phrase.
    (!class.is(Class::FUNCTION)).then_some(1.0)
}

/// "recovered about $8K", "turned off the old flag"; what follows a preposition is no object.
fn object(speech: &Speech, at: usize, class: Class) -> Option<f32> {
    if class.is(Class::PREPOSITION)
        && !class.is(Class::PARTICLE)
        && !matches!(speech.plain(at), "about" | "of")
    {
        return None;
    }
    if class.is(Class::MODAL | Class::CLAUSE | Class::BE | Class::AUXILIARY) {
        return None;
    }
    if class.is(Class::LIGHT | Class::ADVERB | Class::DETERMINER | Class::PARTICLE) {
        return Some(SMALL);
    }
    Some(1.0)
}
