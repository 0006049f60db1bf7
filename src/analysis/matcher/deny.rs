//! What keeps a chain from counting although every word is there: another subject, a negation, a regret, a question, another
//! direction.

use super::align::{Chain, Link};
use super::phrase::Form;
use super::speech::Speech;
use super::subject::{Governor, governor};
use super::{deny_ahead, directions};
use crate::analysis::normal::{Class, Forms, Pause};

/// Why the chain does not count, in words for the speaker. Notes in the chain where its subject was said.
pub(super) fn denied(form: &Form, chain: &mut Chain, speech: &Speech) -> Option<String> {
    if form.exact {
        return exact(form, chain, speech);
    }
    let first = chain.links.iter().map(|link| link.hit.from as usize).min()?;
    subject(form, chain, speech)
        .or_else(|| directions::denied(form, chain, speech))
        .or_else(|| deny_ahead::denied(form, chain, first, speech))
        .or_else(|| after(form, chain, speech))
        .or_else(|| question(form, chain.subject.unwrap_or(first), speech))
}

/// An exact phrase has all its words side by side, hesitations apart.
fn exact(form: &Form, chain: &Chain, speech: &Speech) -> Option<String> {
    let first = chain.links.first()?;
    let anchor = form.units.get(first.unit)?.item;
    let differs = || Some("not word for word".to_owned());
    let mut at = first.hit.from as usize;
    for item in (0..anchor).rev() {
        let Some(before) = (0..at).rev().find(|at| !speech.is_free(*at)) else { return differs() };
        if speech.plain(before) != form.normal.plain(item) {
            return differs();
        }
        at = before;
    }
    let mut at = first.hit.from as usize;
    for item in anchor..form.normal.items.len() {
        while speech.is_free(at) && speech.plain(at) != form.normal.plain(item) {
            at += 1;
        }
        if speech.plain(at) != form.normal.plain(item) || (item > anchor && speech.pause(at).ends_sentence())
        {
            return differs();
        }
        at += 1;
    }
    None
}

/// A word as it was written.
pub(super) fn quoted(speech: &Speech, at: usize) -> String {
    speech.written(at, at + 1)
}

/// The subject of a phrase that begins with a pronoun must be that of its verb.
fn subject(form: &Form, chain: &mut Chain, speech: &Speech) -> Option<String> {
    let wanted = form.normal.plain(form.subject?);
    let first = form.first_verb();
    let says_it = |link: &&Link| (link.unit..link.unit + link.hit.units).contains(&first);
    let mut verb = chain.links.iter().find(says_it).or(chain.links.first())?.hit.from as usize;
    // "I measured, measured it": the first one has the subject.
    while verb > 0 && speech.is_said_again(verb) {
        verb -= 1;
    }
    if wanted == "i"
        && !form.passive
        && let Some(me) = by_me(speech, verb)
    {
        chain.subject = Some(me);
        return None;
    }
    let pronoun = form.subject?;
    let shown = || form.written_items(pronoun, pronoun);
    let own = |word: &str| {
        form.has(word) || (matches!(word, "'d" | "would") && (form.has("'d") || form.has("would")))
    };
    match governor(speech, verb, &own) {
        Governor::Subject(at)
            if speech.plain(at) == wanted || (wanted == "i" && speech.plain(at) == "me") =>
        {
            chain.subject = Some(at);
            form.passive
                .then(|| format!("\"{0}\" does it here; in the phrase it happens to \"{0}\"", shown()))
        }
        Governor::Passive(at) if form.passive && speech.plain(at) == wanted => {
            chain.subject = Some(at);
            None
        }
        Governor::Passive(at) => {
            Some(format!("\"{}\" is not the one who does it", speech.written(at, verb + 1)))
        }
        Governor::Subject(at) => {
            Some(format!("the subject is \"{}\", not \"{}\"", quoted(speech, at), shown()))
        }
        Governor::Other(at) => Some(format!(
            "the words before it are \"{}\": \"{}\" is not the subject",
            speech.written(at, verb + 1),
            shown()
        )),
        Governor::Denied(at) => Some(format!("\"{}\" denies it", quoted(speech, at))),
        Governor::None => Some(format!("\"{}\" is not its subject", shown())),
    }
}

/// "It was written by me": the place of "me".
fn by_me(speech: &Speech, verb: usize) -> Option<usize> {
    const FAR: usize = 6;
    let leads = |at: &usize| {
        speech.is_free(*at)
            || speech.class(*at).is(Class::ADVERB | Class::AUXILIARY)
            || matches!(speech.plain(*at), "all" | "both" | "each")
    };
    let be = (0..verb).rev().find(|at| !leads(at)).filter(|at| speech.class(*at).is(Class::BE))?;
    let denied = be.checked_sub(1).is_some_and(|not| speech.class(not).is(Class::NEGATION | Class::MODAL))
        || (be..verb).any(|at| speech.class(at).is(Class::NEGATION));
    let participle = speech.entry(verb).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE));
    (verb + 1..verb + FAR)
        .take_while(|at| !speech.pause(*at).breaks())
        .find(|at| matches!(speech.plain(*at), "me" | "myself") && speech.plain(at - 1) == "by")
        .filter(|_| participle && !denied)
}

/// What follows: "not my team's fault", "I noticed nothing".
fn after(form: &Form, chain: &Chain, speech: &Speech) -> Option<String> {
    const BLAME: &[&str] = &[
        "fault",
        "mistake",
        "idea",
        "decision",
        "style",
        "habit",
        "way",
        "intention",
        "choice",
        "problem",
        "call",
    ];
    let end = chain.links.last()?.hit.to as usize;
    if speech.pause(end).breaks() {
        return None;
    }
    let next = speech.plain(end);
    if form.negated && next == "'s" && BLAME.contains(&speech.plain(end + 1)) {
        return Some(format!("it is about the {}", speech.plain(end + 1)));
    }
    (form.subject.is_some() && matches!(next, "nothing" | "none" | "neither"))
        .then(|| format!("\"{next}\" denies it"))
}

/// "Was there a memory leak?" says nothing of the kind.
fn question(form: &Form, first: usize, speech: &Speech) -> Option<String> {
    const LONGEST: usize = 40;
    if asks(form) {
        return None;
    }
    let end = (first + 1..=first + LONGEST)
        .find(|at| *at >= speech.len() || speech.item(*at).is_some_and(|item| item.pause.ends_sentence()))?;
    let asked = match speech.item(end) {
        Some(item) => item.pause == Pause::Question,
        None => speech.normal.last_pause == Pause::Question,
    };
    if !asked {
        return None;
    }
    // Where the clause begins.
    let mut start = first;
    while let Some(before) = start.checked_sub(1) {
        if speech.pause(start).breaks() || speech.class(before).is(Class::COORDINATION | Class::CLAUSE) {
            break;
        }
        start = before;
    }
    let opens = |at: usize| {
        speech.class(at).is(Class::BE | Class::AUXILIARY | Class::MODAL)
            && !speech.entry(at).is_some_and(|entry| entry.is_form(Forms::ING))
    };
    let opening = (start..first).find(|at| !speech.is_free(*at)).is_some_and(opens);
    let inverted = form.subject.is_some() && first.checked_sub(1).is_some_and(opens);
    (opening || inverted).then(|| "it is asked, not said".to_owned())
}

/// Whether the phrase itself begins like a question: "whether it holds".
pub(super) fn asks(form: &Form) -> bool {
    form.normal.class(0).is(Class::QUESTION) || matches!(form.normal.plain(0), "whether" | "if")
}
