//! What may stand between two words of a phrase, and what it costs.

use super::phrase::Link;
use super::speech::Speech;
use super::{turned, turned_gap};
use crate::analysis::normal::{Class, Entry, Forms, Pause, class};

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
/// What an aside between two commas costs.
const ASIDE: f32 = 0.25;

/// What the items `from..to` between two words of a phrase cost; `None` when they part the two.
pub(super) fn cost(speech: &Speech, from: usize, to: usize, between: &Between) -> Option<f32> {
    let Between { link, figure, own } = *between;
    if matches!(link, Link::Described | Link::Acting | Link::Acted | Link::Manner) {
        return turned_gap::cost(speech, from, to, link);
    }
    let (with, link) = if link == Link::With { (true, Link::Of) } else { (false, link) };
    if to < from || to - from > WIDEST {
        return None;
    }
    let (mut weight, mut commas, mut ordinary, mut preposition, mut passive_be) =
        (0.0_f32, 0, 0, false, false);
    let leader = match from.checked_sub(1).map_or("", |before| speech.plain(before)) {
        "person" | "soul" | "human" | "individual" if link == Link::Negation => "nobody",
        leader => leader,
    };
    let mut doer = false;
    let led_by_ing = from
        .checked_sub(1)
        .and_then(|verb| speech.entry(verb))
        .is_some_and(|entry| entry.is_form(Forms::ING));
    let led_by_whole =
        from.checked_sub(1).is_some_and(|whole| speech.plain(whole) == "whole") && speech.plain(from) == "of";
    // "for six hours the ward worked with paper forms"
    let led_amount = link == Link::Clause
        && figure == Figure::Before
        && from > 1
        && speech.class(from - 2).is(Class::PREPOSITION);
    let apart_words = Class::CLAUSE | Class::MODAL | Class::COORDINATION | Class::QUESTION | Class::NEGATION;
    let direct = from.checked_sub(1).is_some_and(|verb| speech.is_past(verb))
        && own.iter().all(|word| !class::class(word).is(Class::PREPOSITION));
    let aside = if matches!(link, Link::Loose | Link::Apart) { aside(speech, from, to) } else { 0 };
    for at in from + aside..=to {
        match speech.pause(at) {
            Pause::None | Pause::Hesitation => {}
            Pause::Short => commas += 1,
            Pause::Stop | Pause::Question => return None,
        }
        // What stands there in the phrase as well parts nothing.
        if at == to || speech.is_free(at) || own.contains(&speech.plain(at)) {
            continue;
        }
        // The second half of "color-coded" is no other word.
        if at > from && at < to && speech.is_glued(at) {
            continue;
        }
        let class = speech.class(at);
        // "there was nobody who had asked"
        let who = link == Link::Negation
            && leader == "nobody"
            && speech.plain(at) == "who"
            && from.checked_sub(2).is_some_and(|be| speech.class(be).is(Class::BE));
        let anybody = matches!(speech.plain(at), "you" | "everybody" | "somebody");
        // "the seals, which were broken"
        let relative = matches!(link, Link::Of | Link::Passive)
            && matches!(speech.plain(at), "which" | "that")
            && speech.class(at + 1).is(Class::BE);
        // "the fish, they were eaten"
        let taken_up = link == Link::Passive
            && matches!(speech.plain(at), "they" | "it")
            && speech.pause(at) == Pause::Short
            && speech.class(at + 1).is(Class::BE);
        let own_subject = matches!(link, Link::Fronted | Link::Clause) && !class.is(Class::NEGATION);
        let allowed = anybody || relative || taken_up || own_subject || who;
        if class.is(Class::SUBJECT | Class::NEGATION | Class::QUESTION) && !allowed {
            return None;
        }
        // "lost my anchor" is not "lost its anchor"
        let owned = |word: &&str| matches!(*word, "its" | "their");
        if class.is(Class::POSSESSIVE) && own.iter().any(owned) && !owned(&speech.plain(at)) {
            return None;
        }
        doer |= class.is(Class::SUBJECT);
        passive_be |= class.is(Class::BE) || matches!(speech.plain(at), "got" | "get" | "gets");
        preposition |= class.is(Class::PREPOSITION | Class::BE)
            || with && matches!(speech.plain(at), "had" | "has" | "have");
        // "shared a photo from the inbox": the verb has another object
        let leads_away = class.is(Class::PREPOSITION) && speech.plain(at) != "of" && figure == Figure::None;
        if link == Link::Loose && leads_away && direct && ordinary > 0 && commas == 0 {
            return None;
        }
        let own = match link {
            _ if relative || taken_up || who => SMALL,
            // "risking our people's trust"
            Link::Tight if at == from && class.is(Class::DETERMINER) && led_by_ing => SMALL,
            // "the whole of the yard"
            Link::Tight if led_by_whole && (speech.plain(at) == "of" || class.is(Class::DETERMINER)) => SMALL,
            Link::Tight => tight(speech, at, class, figure)?,
            // "the ward got closed"
            Link::Loose if got(speech, at) && speech.is_past(to) => SMALL,
            // "I proposed nothing"
            Link::Loose | Link::Apart if speech.plain(at) == "nothing" => return None,
            // "one bag, and it had 70": another statement
            Link::Loose | Link::Apart if figure == Figure::Behind && commas > 0 && says_more(speech, at) => {
                return None;
            }
            Link::Loose | Link::Apart
                if begins_clause(speech, at, to) || other_verb(speech, from, at, to) =>
            {
                return None;
            }
            Link::Loose | Link::Apart => loose(class)?,
            Link::Clause => {
                clause(speech, at, class).or((led_amount && !class.is(apart_words)).then_some(0.6))?
            }
            // "nobody in the whole plant knew"
            Link::Negation if leader == "nobody" => loose(class)?,
            Link::Negation if leader == "none" && speech.is_past(at) => return None,
            Link::Negation if leader == "none" && matches!(speech.plain(at), "of" | "that") => SMALL,
            Link::Negation if leader == "nowhere" && matches!(speech.plain(at), "near" | "close" | "to") => {
                SMALL
            }
            // "without me asking"
            Link::Negation if leader == "without" && class.is(Class::OBJECT) => return None,
            Link::Negation => negation(speech, at, class)?,
            Link::Of | Link::With => of(speech, at, class, figure)?,
            Link::Passive => passive(speech, at, class)?,
            Link::Fronted => fronted(speech, at, class)?,
            Link::Active if class.is(Class::AUXILIARY | Class::ADVERB) || speech.plain(at) == "since" => {
                SMALL
            }
            Link::Active | Link::Described | Link::Acting | Link::Acted | Link::Manner => return None,
            Link::Object => object(speech, at, class)?,
            Link::By => object(speech, at, class).or((speech.plain(at) == "by").then_some(SMALL))?,
        };
        ordinary += usize::from(own >= 1.0);
        weight += own;
    }
    let most = match link {
        Link::Tight => TIGHT,
        // "built, in two evenings, a small model": an aside between two commas may be a little longer.
        Link::Loose if commas == 2 => LOOSE + 1.0,
        // "the seal on the third jar had cracked": a part of the noun stands before its verb.
        Link::Loose
            if speech.class(from).is(Class::PREPOSITION)
                && speech.is_past(to)
                && !speech.is_past(from.saturating_sub(1)) =>
        {
            LOOSE + 1.0
        }
        Link::Loose | Link::Apart => LOOSE,
        Link::Negation if leader == "nobody" => LOOSE,
        Link::Negation => NEGATION,
        Link::Clause if led_amount => LOOSE,
        _ => OF,
    };
    // "not, strictly speaking, on my roadmap" has two commas, a list has one.
    let list = commas == 1 && ordinary > 0 && !matches!(link, Link::Loose | Link::Apart);
    // "No, the ticket was there": what is followed by a comma denies nothing.
    let interjection = link == Link::Negation
        && speech.pause(from) == Pause::Short
        && from.checked_sub(1).is_some_and(|no| speech.plain(no) == "no");
    // Without a preposition only a figure follows its noun: "drop rate 0.3%".
    let beside = from == to && speech.entry(to).is_some_and(describes);
    // "the fridge, the large one"
    let one = commas == 1
        && speech.pause(from) == Pause::Short
        && from > 1
        && speech.class(from - 2).is(Class::DETERMINER)
        && matches!(speech.plain(to + 1), "1" | "ones");
    // "six boxes, all wet"
    let one = one
        || commas == 1
            && speech.pause(from) == Pause::Short
            && from + 1 == to
            && link == Link::Of
            && matches!(speech.plain(from), "all" | "each" | "both" | "every");
    // "the boxes of an old man" are no old boxes.
    let of_another = link == Link::Of
        && preposition
        && figure == Figure::None
        && !speech.class(to.saturating_sub(1)).is(Class::BE)
        && turned::is_adjective(&speech.normal, to)
        && !speech.pause(to + 1).breaks()
        && to + 1 < speech.len()
        && !speech.class(to + 1).is(Class::FUNCTION | Class::ADVERB);
    // "the owner of the rope was missing": it is not the rope that was.
    let be = (from..to).any(|at| speech.class(at).is(Class::BE) && speech.plain(at) != "'s");
    let led = link == Link::Of
        && be
        && figure == Figure::None
        && from > 0
        && (from..to).all(|at| !speech.class(at).is(Class::PREPOSITION))
        && turned_gap::is_led(speech, from);
    let bare =
        !one && link == Link::Of && !preposition && !beside && (figure == Figure::None || ordinary > 0);
    let by = link == Link::By && (from..to).all(|at| speech.plain(at) != "by");
    // "the credentials were rotated"; "the team rotated" has another sense.
    // "seals broken by the frost", "the output doubled"
    let broken = from == to && (speech.entry(to).is_some_and(only_suffered) || speech.plain(to + 1) == "by")
        || ordinary == 0 && speech.entry(to).is_some_and(happens);
    let active = link == Link::Passive && !passive_be && !broken && figure == Figure::None;
    let lone = link == Link::Fronted && (!doer || commas > 0);
    let beside_it = link == Link::Apart && from == to && figure == Figure::None;
    let apart = by
        || beside_it
        || new_clause(speech, from, to, commas, link)
        || active
        || lone
        || of_another
        || led
        || (link == Link::Of && commas > 0 && !one);
    if weight > most || (list && !one) || interjection || bare || apart || commas > 2 {
        return None;
    }
    Some(weight * WORD + commas as f32 * COMMA + if aside > 0 { ASIDE } else { 0.0 })
}

/// "I set up, after asking around of course, an alarm": how many words the aside between two commas has that begins right
/// behind a verb and has no subject of its own.
fn aside(speech: &Speech, from: usize, to: usize) -> usize {
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
fn begins_clause(speech: &Speech, at: usize, verb: usize) -> bool {
    let joined = speech.pause(at) == Pause::Short
        || at.checked_sub(1).is_some_and(|before| speech.class(before).is(Class::COORDINATION));
    joined && speech.class(at).is(Class::DETERMINER) && speech.is_past(verb)
}

/// "…, and it had", "…, it took": the noun before is taken up, and its verb says something new of it.
fn says_more(speech: &Speech, at: usize) -> bool {
    let verb = speech.class(at + 1);
    matches!(speech.plain(at), "it" | "there")
        && (verb.is(Class::AUXILIARY) || speech.is_past(at + 1) && !verb.is(Class::BE))
}

/// "The owner turned left": another verb stands between a noun and what looks like its verb.
fn other_verb(speech: &Speech, from: usize, at: usize, verb: usize) -> bool {
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
fn new_clause(speech: &Speech, from: usize, to: usize, commas: u32, link: Link) -> bool {
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

fn got(speech: &Speech, at: usize) -> bool {
    matches!(speech.plain(at), "got" | "get" | "gets" | "getting")
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

/// "signatures missing", "labels torn": it may stand right behind its noun.
fn describes(entry: &Entry) -> bool {
    entry.is_form(Forms::ING) || only_suffered(entry)
}

/// A participle that is no past form: "broken", "unpaid". "The team rotated" has another sense than "the rotated team".
fn only_suffered(entry: &Entry) -> bool {
    let un = entry.plain.starts_with("un") && entry.is_form(Forms::PARTICIPLE);
    un || entry.is_form(Forms::PARTICIPLE) && !entry.is_form(Forms::PAST)
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
