//! What keeps a chain from counting although every word is there: another subject, a negation, a regret, a question, another
//! direction.

use super::align::{Chain, Link};
use super::gap;
use super::phrase::Form;
use super::speech::{Speech, is_past};
use super::subject::{Governor, governor};
use super::turned;
use crate::analysis::normal::{Class, Forms, Pause, Sense};

/// So far to the left a denial is looked for.
const FARTHEST: usize = 8;

/// Why the chain does not count, in words for the speaker. Notes in the chain where its subject was said.
pub(super) fn denied(form: &Form, chain: &mut Chain, speech: &Speech) -> Option<String> {
    if form.exact {
        return exact(form, chain, speech);
    }
    let first = chain.links.iter().map(|link| link.hit.from as usize).min()?;
    subject(form, chain, speech)
        .or_else(|| directions(form, chain, speech))
        .or_else(|| before(form, chain, first, speech))
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

fn quoted(speech: &Speech, at: usize) -> String {
    speech.written(at, at + 1)
}

/// The subject of a phrase that begins with a pronoun must be that of its verb.
fn subject(form: &Form, chain: &mut Chain, speech: &Speech) -> Option<String> {
    let wanted = form.normal.plain(form.subject?).to_owned();
    let first = form.first_verb();
    let says_it = |link: &&Link| (link.unit..link.unit + link.hit.units).contains(&first);
    let verb = chain.links.iter().find(says_it).or(chain.links.first())?.hit.from as usize;
    if wanted == "i"
        && !form.passive
        && let Some(me) = by_me(speech, verb)
    {
        chain.subject = Some(me);
        return None;
    }
    let shown = form.written_items(form.subject?, form.subject?);
    let own = |word: &str| {
        form.has(word) || (matches!(word, "'d" | "would") && (form.has("'d") || form.has("would")))
    };
    match governor(speech, verb, &own) {
        Governor::Subject(at)
            if speech.plain(at) == wanted || (wanted == "i" && speech.plain(at) == "me") =>
        {
            chain.subject = Some(at);
            form.passive.then(|| format!("\"{shown}\" does it here; in the phrase it happens to \"{shown}\""))
        }
        Governor::Passive(at) if form.passive && speech.plain(at) == wanted => {
            chain.subject = Some(at);
            None
        }
        Governor::Passive(at) => {
            Some(format!("\"{}\" is not the one who does it", speech.written(at, verb + 1)))
        }
        Governor::Subject(at) => Some(format!("the subject is \"{}\", not \"{shown}\"", quoted(speech, at))),
        Governor::Other(at) => Some(format!(
            "the words before it are \"{}\": \"{shown}\" is not the subject",
            speech.written(at, verb + 1)
        )),
        Governor::Denied(at) => Some(format!("\"{}\" denies it", quoted(speech, at))),
        Governor::None => Some(format!("\"{shown}\" is not its subject")),
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

/// The preposition that leads a figure, small words between them left out.
fn role<'a>(plain: impl Fn(usize) -> &'a str, at: usize) -> Option<&'a str> {
    const SKIPPED: &[&str] = &[
        "about",
        "around",
        "roughly",
        "nearly",
        "almost",
        "just",
        "only",
        "exactly",
        "a",
        "the",
        "like",
        "some",
        "just",
        "approximately",
        "maybe",
        "um",
        "uh",
        "down",
        "up",
        "all",
        "way",
    ];
    const REACH: usize = 3;
    for before in (at.saturating_sub(REACH)..at).rev() {
        match plain(before) {
            word @ ("from" | "to" | "by") => return Some(word),
            word if SKIPPED.contains(&word) => {}
            _ => return None,
        }
    }
    None
}

/// "from A to B" is not "from B to A", and "by 40%" not "to 40%".
fn directions(form: &Form, chain: &Chain, speech: &Speech) -> Option<String> {
    for link in &chain.links {
        let item = form.units.get(link.unit)?.item;
        let figure = form.entry(link.unit).is_some_and(|entry| entry.figure().is_some());
        if let Some(way) =
            (!figure).then_some(()).and_then(|()| other_way(form, item, link.hit.to as usize, speech))
        {
            return Some(format!("it says \"{}\"", speech.written(link.hit.from as usize, way + 1)));
        }
        if form.entry(link.unit).is_none_or(|entry| entry.sense == Sense::Word) {
            continue;
        }
        let wanted = role(|at| form.normal.plain(at), item);
        let heard = role(|at| speech.plain(at), link.hit.from as usize);
        let led_by_verb = item > 0 && form.units.iter().any(|unit| unit.verb && unit.item + 1 == item);
        let differs = match (wanted, heard) {
            (Some(wanted), Some(heard)) => wanted != heard,
            (None, Some("to" | "from")) => led_by_verb,
            // "fell by 12%" gives no rate of 12%, but "a drop of 12%"
            (None, Some("by")) => is_value(form, link.unit),
            _ => false,
        };
        if differs {
            let from = (link.hit.from as usize).saturating_sub(1);
            return Some(format!("it says \"{}\"", speech.written(from, link.hit.to as usize)));
        }
    }
    None
}

/// Whether the figure is what a thing is, and not how much it changed: "a rate of 12%".
fn is_value(form: &Form, figure: usize) -> bool {
    const CHANGES: &[&str] = &[
        "fall",
        "rise",
        "cut",
        "gain",
        "decline",
        "jump",
        "loss",
        "change",
        "reduction",
        "growth",
        "saving",
    ];
    let led = form.units.get(figure).and_then(|unit| unit.item.checked_sub(1));
    let of = led.is_some_and(|led| matches!(form.normal.plain(led), "of" | "at"));
    let thing = figure.checked_sub(1).and_then(|thing| form.entry(thing));
    of && thing
        .is_some_and(|thing| !gap::happens(thing) && !CHANGES.contains(&thing.plain.trim_end_matches('s')))
}

/// "turned on" is not "turned off": the place of the other particle close behind the verb.
fn other_way(form: &Form, verb: usize, behind: usize, speech: &Speech) -> Option<usize> {
    const REACH: usize = 4;
    let others: &[&str] = match form.normal.plain(verb + 1) {
        "on" => &["off"],
        "in" => &["out"],
        _ => return None,
    };
    let own = form.normal.plain(verb + 1);
    let near = behind..behind + REACH;
    let same = near.clone().any(|at| speech.plain(at) == own);
    near.clone().find(|at| others.contains(&speech.plain(*at)) && !same)
}

/// Negations, regrets and conditions in front of the chain.
fn before(form: &Form, chain: &Chain, first: usize, speech: &Speech) -> Option<String> {
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
    let asks = speech_question_word(form);
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

fn speech_question_word(form: &Form) -> bool {
    form.normal.class(0).is(Class::QUESTION) || matches!(form.normal.plain(0), "whether" | "if")
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
    if speech_question_word(form) {
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
    let asks = |at: usize| {
        speech.class(at).is(Class::BE | Class::AUXILIARY | Class::MODAL)
            && !speech.entry(at).is_some_and(|entry| entry.is_form(Forms::ING))
    };
    let opening = (start..first).find(|at| !speech.is_free(*at)).is_some_and(asks);
    let inverted = form.subject.is_some() && first.checked_sub(1).is_some_and(asks);
    (opening || inverted).then(|| "it is asked, not said".to_owned())
}
