//! What may stand between two words of a phrase, and what it costs.

use super::phrase::Link;
use super::speech::Speech;
use crate::analysis::normal::{Class, Pause};

/// Which neighbour of a gap is a figure or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// None.
    None,
    /// The word before the gap.
    Before,
    /// The word behind it.
    Behind,
}

/// What a phrase has at a gap.
#[derive(Debug, Clone, Copy)]
pub(super) struct Between<'f> {
    /// How the words around it belong together.
    pub link: Link,
    /// Which of them is a figure.
    pub figure: Figure,
    /// The small words that stand there in the phrase.
    pub own: &'f [&'f str],
}

/// More items than this never stand between two words of a phrase.
pub(super) const WIDEST: usize = 12;
/// Up to three words may slip in, and a few small ones.
const LOOSE: f32 = 3.25;
/// Within a name or noun one word may slip in.
const TIGHT: f32 = 1.5;
/// Between a negation and what it denies.
const NEGATION: f32 = 1.75;
/// A part that moved behind its noun comes right there.
const OF: f32 = 1.5;
/// What a word costs that slipped in.
const WORD: f32 = 0.2;
/// What a comma costs.
const COMMA: f32 = 0.1;
const SMALL: f32 = 0.25;
const MEDIUM: f32 = 0.5;

/// What the items `from..to` between two words of a phrase cost; `None` when they part the two.
pub(super) fn cost(speech: &Speech, from: usize, to: usize, between: &Between) -> Option<f32> {
    let Between { link, figure, own } = *between;
    if to < from || to - from > WIDEST {
        return None;
    }
    let (mut weight, mut commas, mut ordinary, mut preposition, mut passive_be) =
        (0.0_f32, 0, 0, false, false);
    for at in from..=to {
        match speech.pause(at) {
            Pause::None | Pause::Hesitation => {}
            Pause::Short => commas += 1,
            Pause::Stop | Pause::Question => return None,
        }
        // What stands there in the phrase as well parts nothing.
        if at == to || speech.is_free(at) || own.contains(&speech.plain(at)) {
            continue;
        }
        let class = speech.class(at);
        let anybody = matches!(speech.plain(at), "you" | "everybody" | "everyone" | "somebody" | "someone");
        if class.is(Class::SUBJECT | Class::NEGATION | Class::QUESTION) && !anybody {
            return None;
        }
        passive_be |= class.is(Class::BE) || matches!(speech.plain(at), "got" | "get" | "gets");
        preposition |= class.is(Class::PREPOSITION | Class::BE);
        let own = match link {
            Link::Tight => tight(speech, at, class, figure)?,
            Link::Loose if begins_clause(speech, at, to) || other_verb(speech, from, at, to) => return None,
            Link::Loose => loose(class)?,
            Link::Negation => negation(speech, at, class)?,
            Link::Of => of(speech, at, class, figure)?,
            Link::Passive => passive(class)?,
            Link::Object => object(speech, at, class)?,
            Link::By => object(speech, at, class).or((speech.plain(at) == "by").then_some(SMALL))?,
        };
        ordinary += usize::from(own >= 1.0);
        weight += own;
    }
    let most = match link {
        Link::Tight => TIGHT,
        Link::Loose => LOOSE,
        Link::Negation => NEGATION,
        Link::Of | Link::Passive | Link::Object | Link::By => OF,
    };
    // "not, strictly speaking, on my roadmap" has two commas, a list has one.
    let list = commas == 1 && ordinary > 0 && link != Link::Loose;
    // "No, the ticket was there": what is followed by a comma denies nothing.
    let interjection = link == Link::Negation
        && speech.pause(from) == Pause::Short
        && from.checked_sub(1).is_some_and(|no| speech.plain(no) == "no");
    // Without a preposition only a figure follows its noun: "drop rate 0.3%".
    let bare = link == Link::Of && !preposition && (figure == Figure::None || ordinary > 0);
    let by = link == Link::By && (from..to).all(|at| speech.plain(at) != "by");
    // "the credentials were rotated"; "the team rotated" has another sense.
    let active = link == Link::Passive && !passive_be && figure == Figure::None;
    let apart = by || active || (link == Link::Of && commas > 0);
    if weight > most || list || interjection || bare || apart || commas > 2 {
        return None;
    }
    Some(weight * WORD + commas as f32 * COMMA)
}

/// "The certificate was valid, the token expired": a new noun behind a comma or "and" has a verb of its own.
fn begins_clause(speech: &Speech, at: usize, verb: usize) -> bool {
    let joined = speech.pause(at) == Pause::Short
        || at.checked_sub(1).is_some_and(|before| speech.class(before).is(Class::COORDINATION));
    joined && speech.class(at).is(Class::DETERMINER) && speech.is_past(verb)
}

/// "The owner turned left": another verb stands between a noun and what looks like its verb.
fn other_verb(speech: &Speech, from: usize, at: usize, verb: usize) -> bool {
    let noun = from.checked_sub(1).is_some_and(|before| !speech.is_past(before));
    let joined =
        (at + 1..verb).any(|between| speech.class(between).is(Class::COORDINATION | Class::PREPOSITION));
    noun && speech.is_past(verb) && speech.is_past(at) && !joined
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
        Figure::Behind => matches!(speech.plain(at), "of" | "in"),
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
    use crate::analysis::normal::Forms;
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

/// "the credentials were then rotated"
fn passive(class: Class) -> Option<f32> {
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
