//! Other words that say "no" and "nobody": "nobody opened a ticket", "not a single person asked".

use super::hits::{Fit, Hit};
use super::speech::Speech;
use crate::analysis::normal::{Class, Entry};

/// So far behind "nobody" the thing stands that there was none of.
const NEAR: usize = 5;

/// Whether nobody made, had or saw a thing: then there was none. "Nobody read a label" does not say that.
pub(super) fn makes_none(speech: &Speech, nobody: usize) -> bool {
    const VERBS: &[&str] = &[
        "open", "file", "creat", "create", "write", "raise", "rais", "log", "submit", "make", "give", "have",
        "see", "find", "know", "send", "own", "set", "issue", "issu", "cut", "hold", "start", "book",
        "leave", "leav",
    ];
    let clause = (nobody + 1..nobody + NEAR).take_while(|at| !speech.pause(*at).breaks());
    let mut made = false;
    for at in clause {
        let Some(entry) = speech.entry(at) else { return false };
        if made && matches!(&*entry.plain, "a" | "an" | "any" | "1" | "single") {
            return true;
        }
        made |= entry.lemmas.iter().any(|lemma| VERBS.contains(&&*lemma.key));
    }
    false
}

/// Whether "not" denies that there was a thing: "wasn't ever a ticket", "didn't even have any ticket".
pub(super) fn of_a_thing(speech: &Speech, not: usize) -> bool {
    const VERBS: &[&str] = &["have", "get", "see", "find", "exist"];
    for at in not + 1..not + NEAR {
        if speech.pause(at).breaks() {
            return false;
        }
        let Some(entry) = speech.entry(at) else { return false };
        if matches!(&*entry.plain, "a" | "an" | "any" | "single" | "1") {
            return true;
        }
        let verb = entry.class.is(Class::ADVERB | Class::AUXILIARY | Class::BE)
            || entry.lemmas.iter().any(|lemma| VERBS.contains(&&*lemma.key));
        // One word of any kind: "never opened a ticket".
        if !verb && !speech.is_free(at) && at > not + 1 {
            return false;
        }
    }
    false
}

/// "not one person", "not a single soul", "no colleague": adds them as a way to say "nobody".
pub(super) fn not_a_person(wanted: &Entry, speech: &Speech, hits: &mut Vec<Hit>) {
    if &*wanted.plain != "nobody" {
        return;
    }
    for no in ["not", "no"] {
        let Some(entry) = speech.normal.word(no) else { continue };
        for place in speech.places(entry) {
            let Some(person) = person(speech, *place as usize + 1, no == "no") else { continue };
            let to = u32::try_from(person + 1).unwrap_or(u32::MAX);
            let fit = Fit::Equal;
            hits.push(Hit { from: *place, to, units: 1, fit, cost: fit.cost() });
        }
    }
}

/// The place of "person" behind "not a single".
fn person(speech: &Speech, from: usize, no: bool) -> Option<usize> {
    const REACH: usize = 3;
    let mut single = no;
    for at in from..from + REACH {
        if speech.pause(at).breaks() {
            return None;
        }
        match speech.plain(at) {
            "person" | "soul" | "human" | "individual" if single => return Some(at),
            // "not a single one"
            "1" if single && at == from + 2 && !no => return Some(at),
            "a" | "1" | "single" => single = true,
            _ if speech.class(at).is(Class::ADVERB) => {}
            _ => return None,
        }
    }
    None
}
