//! What stands in front of a chain and denies it: a negation, a regret, a condition, a mere wish or thought.

use super::align::Chain;
use super::deny::{asks, quoted};
use super::phrase::Form;
use super::speech::{Speech, is_past};
use super::turned;
use crate::analysis::normal::{Class, Forms, Pause};

/// So far to the left a denial is looked for.
const FARTHEST: usize = 8;

/// Negations, regrets and conditions in front of the chain.
pub(super) fn denied(form: &Form, chain: &Chain, first: usize, speech: &Speech) -> Option<String> {
    if form.subject.is_some() {
        return None;
    }
    // "a shared SLO" is a noun, whatever "shared" is elsewhere.
    let noun = first.checked_sub(1).is_some_and(|lead| {
        speech.class(lead).is(Class::DETERMINER | Class::PREPOSITION) && speech.plain(lead) != "to"
    });
    let verb =
        chain.links.first().and_then(|link| form.units.get(link.unit)).filter(|unit| unit.verb && !noun);
    let verb_unit = verb.is_some();
    let is_verb =
        chain.links.first().and_then(|link| form.units.get(link.unit)).is_some_and(|unit| unit.verb);
    let past = verb.and_then(|unit| form.normal.entry(unit.item)).is_some_and(is_past);
    let asks = asks(form);
    let deny = |at: usize| Some(format!("\"{}\" denies it", quoted(speech, at)));
    let (mut at, mut crossed, mut verbs) = (first, false, 0);
    for _ in 0..FARTHEST {
        let pause = speech.pause(at);
        let Some(lead) = at.checked_sub(1) else { break };
        // "cheap, um, €60" ends something at the comma, "never, um, opened" does not.
        let inside = speech.is_free(lead) || speech.class(lead).is(Class::FUNCTION | Class::ADVERB);
        if pause.breaks() || (pause == Pause::Hesitation && !inside) {
            break;
        }
        let (word, class, next) = (speech.plain(lead), speech.class(lead), speech.plain(at));
        at = lead;
        if speech.is_free(lead) || (form.has(word) && !class.is(Class::LIGHT)) {
            continue;
        }
        if class.is(Class::NEGATION) && !form.negated && !asks {
            let only = word == "not" && matches!(next, "only" | "just" | "because" | "that" | "to");
            let idiom = word == "no" && matches!(next, "doubt" | "wonder" | "matter" | "longer");
            let far_noun = word == "no" && (crossed || verbs > 0);
            if !only && !idiom && !far_noun && (!crossed || word == "nobody" && verb_unit) {
                return deny(lead);
            }
        }
        if word == "of" && speech.plain(lead.saturating_sub(1)) == "instead" && lead > 0 {
            return deny(lead - 1);
        }
        if let Some(thought) = only_considered(speech, first, lead).filter(|_| is_verb) {
            return deny(thought);
        }
        if class.is(Class::BE) && cleft(speech, lead) {
            break;
        }
        if word == "than" && speech.plain(lead.saturating_sub(1)) == "rather" && lead > 0 {
            return deny(lead - 1);
        }
        if class.is(Class::MODAL) || word == "'d" {
            let have = next == "have" && !matches!(word, "may" | "must");
            let verb_denied = past && matches!(word, "should" | "would" | "might");
            // "we could have lost the night feed" is about that feed.
            let only_possible = matches!(word, "could" | "might") && !turned::has_verb(form);
            if (have && !crossed && !only_possible) || verb_denied {
                return deny(lead);
            }
        }
        if matches!(word, "almost" | "nearly") && verb_unit && !crossed && verbs == 0 && !form.has(word) {
            return deny(lead);
        }
        if matches!(word, "wish" | "wished") || (verb_unit && matches!(word, "if" | "unless" | "whether")) {
            return deny(lead);
        }
        if let Some(wanted) = only_wanted(speech, lead).filter(|_| word == "to" && verb_unit) {
            return deny(wanted);
        }
        if class.is(Class::CLAUSE) && word != "that" || matches!(word, "and" | "or") && !verb_unit {
            break;
        }
        if word == "that" && !speech.class(lead.saturating_sub(1)).is(Class::NEGATION) {
            break;
        }
        if class.is(Class::SUBJECT) {
            if let Some(had) =
                inverted(speech, lead).filter(|_| verb_unit && crossed_nothing(speech, lead, first))
            {
                return deny(had);
            }
            let lead = lead.checked_sub(1).filter(|_| !speech.pause(lead).breaks());
            return lead
                .filter(|at| {
                    verb_unit && matches!(speech.plain(*at), "if" | "unless" | "whether" | "wish" | "wished")
                })
                .and_then(deny);
        }
        crossed |= class.is(Class::PREPOSITION) && word != "of";
        verbs += usize::from(speech.is_past(lead));
    }
    None
}

/// "Had we watered it, it would live": the "had" that makes it a condition.
fn inverted(speech: &Speech, subject: usize) -> Option<usize> {
    let had = subject
        .checked_sub(1)
        .filter(|had| speech.plain(*had) == "had" && !speech.pause(subject).breaks())?;
    let before = had.checked_sub(1).filter(|_| !speech.pause(had).breaks());
    let opens = before.is_none_or(|before| {
        speech.is_free(before) || speech.class(before).is(Class::COORDINATION | Class::CLAUSE | Class::ADVERB)
    });
    opens.then_some(had)
}

/// Whether only adverbs stand between a subject and its verb.
fn crossed_nothing(speech: &Speech, subject: usize, verb: usize) -> bool {
    (subject + 1..verb)
        .all(|at| speech.is_free(at) || speech.class(at).is(Class::ADVERB | Class::AUXILIARY | Class::BE))
}

/// "thought of watering", "considered watering": the word that says that it was no more than a thought.
fn only_considered(speech: &Speech, verb: usize, before: usize) -> Option<usize> {
    const ALONE: &[&str] = &[
        "consid",
        "consider",
        "suggest",
        "propos",
        "discuss",
        "avoid",
        "imagin",
        "contempl",
        "contemplat",
        "postpon",
        "oppos",
        "skip",
    ];
    const LED: &[&str] = &[
        "think", "talk", "dream", "plan", "argu", "warn", "decid", "keep", "speak", "idea", "thought", "plan",
    ];
    let ing = speech.entry(verb).is_some_and(|entry| entry.is_form(Forms::ING));
    if !ing || before + 1 != verb {
        return None;
    }
    let one_of = |at: usize, words: &[&str]| {
        speech.entry(at).is_some_and(|entry| entry.lemmas.iter().any(|lemma| words.contains(&&*lemma.key)))
    };
    let led = matches!(speech.plain(before), "of" | "about" | "on" | "against" | "from");
    match before.checked_sub(1) {
        Some(thought) if led && one_of(thought, LED) => Some(thought),
        _ => one_of(before, ALONE).then_some(before),
    }
}

/// "What the page didn't show was …": a negation before that "was" belongs to another clause.
fn cleft(speech: &Speech, be: usize) -> bool {
    const FAR: usize = 8;
    let clause = (be.saturating_sub(FAR)..be).rev().take_while(|at| !speech.pause(at + 1).breaks());
    let mut clause = clause.filter(|at| !speech.class(*at).is(Class::ADVERB)).peekable();
    let negated = clause.peek().is_some_and(|at| speech.class(*at).is(Class::NEGATION));
    !negated && clause.any(|at| speech.plain(at) == "what")
}

/// The word before "to" that says that it was only wanted: "wanted to", "forgot to".
fn only_wanted(speech: &Speech, to: usize) -> Option<usize> {
    const WANTED: &[&str] = &[
        "want", "plan", "fail", "forget", "refus", "mean", "intend", "hope", "tri", "try", "suppos", "love",
        "ask", "tell", "propos", "suggest", "consid", "consider", "like", "meant", "wish", "threaten",
        "need",
    ];
    let before = to.checked_sub(1)?;
    let entry = speech.entry(before)?;
    let wanted = entry.lemmas.iter().any(|lemma| WANTED.contains(&&*lemma.key)) || &*entry.plain == "going";
    wanted.then_some(before)
}
