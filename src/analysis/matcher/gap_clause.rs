//! Where another clause begins between two words of a phrase, and what may be said of a noun.

use super::phrase::Link;
use super::speech::Speech;
use crate::analysis::normal::{Class, Entry, Forms, Pause};

/// "I set up, after asking around of course, an alarm": how many words the aside between two commas has that begins right
/// behind a verb and has no subject of its own.
pub(super) fn aside(speech: &Speech, from: usize, to: usize) -> usize {
    const LONGEST: usize = 8;
    let opens = Class::PREPOSITION | Class::ADVERB | Class::CLAUSE;
    if speech.pause(from) != Pause::Short || !speech.class(from).is(opens) {
        return 0;
    }
    let own = |at: usize| {
        speech.class(at).is(Class::SUBJECT | Class::BE | Class::MODAL | Class::NEGATION)
            && !speech.is_free(at)
    };
    let end = (from + 1..=to.min(from + LONGEST)).find(|at| speech.pause(*at) != Pause::None);
    let closed = |at: usize| matches!(speech.pause(at), Pause::Short | Pause::Hesitation);
    let whole = end.filter(|end| closed(*end) && !(from..*end).any(own));
    whole.map_or(0, |end| end - from)
}

/// "The certificate was valid, the token expired": a new noun behind a comma or "and" has a verb of its own.
pub(super) fn begins_clause(speech: &Speech, at: usize, verb: usize) -> bool {
    let joined = speech.pause(at) == Pause::Short
        || at.checked_sub(1).is_some_and(|before| speech.class(before).is(Class::COORDINATION));
    joined && speech.class(at).is(Class::DETERMINER) && speech.is_past(verb)
}

/// "…, and it had", "…, it took": the noun before is taken up, and its verb says something new of it.
pub(super) fn says_more(speech: &Speech, at: usize) -> bool {
    let verb = speech.class(at + 1);
    matches!(speech.plain(at), "it" | "there")
        && (verb.is(Class::AUXILIARY) || speech.is_past(at + 1) && !verb.is(Class::BE))
}

/// "The owner turned left": another verb stands between a noun and what looks like its verb.
pub(super) fn other_verb(speech: &Speech, from: usize, at: usize, verb: usize) -> bool {
    let noun = from.checked_sub(1).is_some_and(|before| !speech.is_past(before));
    let joined =
        (at + 1..verb).any(|between| speech.class(between).is(Class::COORDINATION | Class::PREPOSITION));
    // "Orders doubled and returns tripled": the second verb has a noun of its own.
    let joint = (at + 1..verb).find(|joint| speech.class(*joint).is(Class::COORDINATION));
    let own_noun = joint.is_some_and(|joint| {
        (joint + 1..verb).any(|noun| {
            !speech.is_free(noun)
                && !speech.is_past(noun)
                && !speech.class(noun).is(Class::FUNCTION | Class::ADVERB)
        })
    });
    noun && speech.is_past(verb) && speech.is_past(at) && (!joined || own_noun)
}

/// "I called the office, and every clinic got a letter": the noun behind the comma has a verb of its own.
pub(super) fn new_clause(speech: &Speech, from: usize, to: usize, commas: u32, link: Link) -> bool {
    let finite = Class::BE | Class::AUXILIARY | Class::MODAL;
    let verb_behind = !speech.pause(to + 1).breaks()
        && (speech.class(to + 1).is(finite) && speech.plain(to + 1) != "'s" || speech.is_past(to + 1));
    if commas != 1 || !matches!(link, Link::Loose | Link::Apart) || !verb_behind || speech.is_past(to) {
        return false;
    }
    let comma = (from..=to).find(|at| speech.pause(*at) == Pause::Short).unwrap_or(to);
    (comma..to).all(|at| speech.class(at).is(Class::COORDINATION | Class::DETERMINER | Class::POSSESSIVE))
        && comma < to
}

/// Verbs of more and less: what is doubled doubles.
pub(super) fn happens(entry: &Entry) -> bool {
    const VERBS: &[&str] = &[
        "double",
        "triple",
        "quadruple",
        "halve",
        "increase",
        "decrease",
        "improve",
        "shrink",
        "grow",
        "drop",
        "slow",
    ];
    entry.lemmas.iter().any(|lemma| {
        VERBS.iter().any(|verb| lemma.key == *verb || verb.strip_suffix('e') == Some(&*lemma.key))
    })
}

/// "signatures missing", "labels torn": it may stand right behind its noun.
pub(super) fn describes(entry: &Entry) -> bool {
    entry.is_form(Forms::ING) || only_suffered(entry)
}

/// A participle that is no past form: "broken", "unpaid". "The team rotated" has another sense than "the rotated team".
pub(super) fn only_suffered(entry: &Entry) -> bool {
    let un = entry.plain.starts_with("un") && entry.is_form(Forms::PARTICIPLE);
    un || entry.is_form(Forms::PARTICIPLE) && !entry.is_form(Forms::PAST)
}
