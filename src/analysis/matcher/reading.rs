//! A word that is there, but as another part of speech: "as far as I recall" has no noun "recall", and "an earlier interview"
//! no adverb "earlier".

use super::phrase::{Form, Link};
use super::speech::Speech;
use crate::analysis::normal::{Class, Entry, Forms, Sense};

/// Whether the word at a place can be what it is in the phrase.
pub(super) fn fits(form: &Form, unit: usize, at: usize, speech: &Speech) -> bool {
    let Some((own, wanted)) = form.units.get(unit).zip(form.entry(unit)) else { return true };
    if wanted.sense != Sense::Word || form.exact {
        return true;
    }
    let before = at.checked_sub(1).filter(|_| !speech.pause(at).breaks());
    // "recall of 92%": a noun follows no "I".
    let noun = own.noun || !own.verb && form.normal.plain(own.item + 1) == "of";
    let subject = before.is_some_and(|before| {
        speech.class(before).is(Class::SUBJECT) && !speech.class(before).is(Class::NEGATION)
    });
    if noun && subject && !wanted.class.is(Class::FUNCTION | Class::ADVERB) {
        return false;
    }
    // "the welded shop" is what was welded, a "weld shop" is not; "we welded the shop" has a verb.
    let part = form.units.get(unit + 1).is_some_and(|next| next.link == Link::Tight) && !own.verb;
    let past = |entry: &Entry| entry.is_form(Forms::PAST | Forms::PARTICIPLE);
    let done = speech.entry(at).is_some_and(|heard| past(heard) && !heard.is_form(Forms::BARE));
    let led = before.is_some_and(|before| speech.class(before).is(Class::DETERMINER));
    if part && done && led && !past(wanted) {
        return false;
    }
    // "ask earlier" ends with an adverb, "in an earlier interview" has an adjective.
    let last = own.item > 0 && own.item + 1 == form.normal.items.len();
    let adverb = last && wanted.class.is(Class::ADVERB) && !wanted.plain.ends_with("ly");
    let described = !speech.pause(at + 1).breaks()
        && at + 1 < speech.len()
        && !speech.class(at + 1).is(Class::FUNCTION | Class::ADVERB);
    let article =
        before.is_some_and(|before| matches!(speech.plain(before), "a" | "an" | "the" | "my" | "our"));
    !(adverb && described && article)
}
