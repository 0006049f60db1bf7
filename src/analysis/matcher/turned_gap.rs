//! What may stand between the words of a phrase that is turned around: hardly more than the grammar needs.

use super::gap::WIDEST;
use super::phrase::Link;
use super::speech::{Speech, is_past};
use crate::analysis::normal::{Class, Forms, Pause, derive};

/// What a small word costs, and what another one does.
const SMALL: f32 = 0.03;
const WORD: f32 = 0.2;
/// What a part behind the noun costs ("on the shelf").
const BEHIND: f32 = 0.1;

/// What the items `from..to` cost; `None` when they part the words.
pub(super) fn cost(speech: &Speech, from: usize, to: usize, link: Link) -> Option<f32> {
    if to < from || to - from > WIDEST || from == 0 {
        return None;
    }
    let stop = (from..=to).any(|at| speech.pause(at).ends_sentence());
    if stop {
        return None;
    }
    match link {
        Link::Acting => object(speech, from, to),
        Link::Manner => manner(speech, from, to),
        _ => Reader { speech, from, to }.predicate(link),
    }
}

/// "leaking the memory", "lost all of our older seeds"
fn object(speech: &Speech, from: usize, to: usize) -> Option<f32> {
    let (mut sum, mut words) = (0.0, 0);
    for at in from..=to {
        if speech.pause(at) == Pause::Short {
            return None;
        }
        if at == to || speech.is_free(at) {
            continue;
        }
        let class = speech.class(at);
        let small = class.is(Class::DETERMINER | Class::POSSESSIVE | Class::ADVERB)
            || at == from && class.is(Class::PARTICLE)
            || matches!(speech.plain(at), "of" | "that" | "1" | "own");
        let beside = matches!(speech.plain(at), "beside" | "near" | "beneath" | "next" | "except" | "past");
        let parts = beside || class.is(Class::FUNCTION) && !small || is_verb_for_sure(speech, at);
        words += usize::from(!small);
        if parts || words > 1 {
            return None;
        }
        sum += if small { SMALL } else { WORD };
    }
    // "reviewed Jana's patch": the object is another noun.
    let owner = speech.plain(to + 1) == "'s" && !speech.pause(to + 1).breaks();
    (!owner).then_some(sum)
}

/// "…, silently": nothing but a comma and small words.
fn manner(speech: &Speech, from: usize, to: usize) -> Option<f32> {
    let commas = (from..=to).filter(|at| speech.pause(*at) == Pause::Short).count();
    let small = (from..to).all(|at| {
        speech.is_free(at)
            || speech.class(at).is(Class::ADVERB)
            || matches!(speech.plain(at), "and" | "it" | "but")
    });
    (commas < 2 && small).then_some(commas as f32 * WORD)
}

/// "went", "made": no adjective.
fn is_verb_for_sure(speech: &Speech, at: usize) -> bool {
    speech.entry(at).is_some_and(|entry| {
        !entry.lemmas.is_empty()
            && entry
                .lemmas
                .iter()
                .all(|lemma| lemma.irregular && !lemma.forms.is(Forms::BARE | Forms::PARTICIPLE))
    })
}

/// What a clause says of the noun before it.
struct Reader<'s> {
    speech: &'s Speech<'s>,
    from: usize,
    to: usize,
}

/// What stands between a noun and what is said of it.
#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a verb that may or may not be there")]
struct Verbs {
    relative: bool,
    be: bool,
    have: bool,
    /// "gone", "got", "became".
    becomes: bool,
    /// Another verb: "works".
    other: bool,
    cost: f32,
}

impl Reader<'_> {
    fn predicate(&self, link: Link) -> Option<f32> {
        let mut verbs = Verbs::default();
        let mut at = self.behind_the_noun(self.from, &mut verbs)?;
        if matches!(self.speech.plain(at), "that" | "which") && at < self.to {
            verbs.relative = true;
            verbs.cost += SMALL;
            at += 1;
        }
        while at < self.to {
            self.verb(at, link, &mut verbs)?;
            at += 1;
        }
        let commas = (self.from..=self.to).filter(|at| self.speech.pause(*at) == Pause::Short).count();
        let fits = match link {
            Link::Described => self.describes(&verbs),
            _ => self.happens(&verbs),
        };
        let lone = !verbs.relative && is_led(self.speech, self.from);
        (fits && commas <= usize::from(verbs.relative) && !lone).then_some(verbs.cost)
    }

    /// Behind "on the shelf" and the like.
    fn behind_the_noun(&self, from: usize, verbs: &mut Verbs) -> Option<usize> {
        const LONGEST: usize = 3;
        let class = self.speech.class(from);
        if !class.is(Class::PREPOSITION) || class.is(Class::CLAUSE) || from >= self.to {
            return Some(from);
        }
        let (mut at, mut words) = (from + 1, 0);
        while at < self.to {
            let class = self.speech.class(at);
            let small = class.is(Class::DETERMINER) || self.speech.is_free(at);
            if !small && (class.is(Class::FUNCTION) || is_verb_for_sure(self.speech, at) || words == LONGEST)
            {
                break;
            }
            words += usize::from(!small);
            at += 1;
        }
        verbs.cost += BEHIND;
        (words > 0).then_some(at)
    }

    /// One word of the verb: "had", "already", "gone".
    fn verb(&self, at: usize, link: Link, verbs: &mut Verbs) -> Option<()> {
        let (class, word) = (self.speech.class(at), self.speech.plain(at));
        verbs.cost += SMALL;
        if self.speech.is_free(at) || class.is(Class::ADVERB) || matches!(word, "all" | "both" | "each") {
            return Some(());
        }
        if class.is(Class::BE) {
            verbs.be = true;
        } else if matches!(word, "have" | "has" | "had" | "'d" | "having") {
            verbs.have = true;
        } else if link == Link::Acted && self.one_of(at, &["keep", "start", "begin"]) {
            // "kept leaking"
            verbs.be = true;
        } else if self.becomes(at) {
            verbs.becomes = true;
        } else if verbs.relative && !verbs.other && !class.is(Class::FUNCTION) {
            verbs.other = true;
            verbs.cost += WORD;
        } else {
            return None;
        }
        Some(())
    }

    fn one_of(&self, at: usize, keys: &[&str]) -> bool {
        self.speech
            .entry(at)
            .is_some_and(|entry| entry.lemmas.iter().any(|lemma| keys.contains(&lemma.key.as_str())))
    }

    fn becomes(&self, at: usize) -> bool {
        const VERBS: &[&str] =
            &["go", "get", "becom", "become", "turn", "stay", "remain", "look", "seem", "grow", "fell"];
        self.speech
            .entry(at)
            .is_some_and(|entry| entry.lemmas.iter().any(|lemma| VERBS.contains(&lemma.key.as_str())))
    }

    /// "was missing", "had cracked", "that works offline"
    fn describes(&self, verbs: &Verbs) -> bool {
        let Some(entry) = self.speech.entry(self.to) else { return false };
        let change = entry
            .lemmas
            .iter()
            .any(|lemma| lemma.forms.is(Forms::PAST | Forms::PARTICIPLE) && derive::happens(&lemma.key));
        verbs.be || verbs.becomes || verbs.other && self.from + 2 == self.to || change
    }

    /// "was rolled back", "had been drifting", "drifted"; "the customers notified us" tells of another action.
    fn happens(&self, verbs: &Verbs) -> bool {
        // "was quietly failing"
        let to = self.to + usize::from(self.speech.class(self.to).is(Class::ADVERB));
        let Some(entry) = self.speech.entry(to) else { return false };
        if verbs.other {
            return false;
        }
        let suffers = (verbs.be || verbs.becomes) && entry.is_form(Forms::PARTICIPLE);
        let acts = if verbs.be || verbs.have {
            entry.is_form(Forms::ING | Forms::PARTICIPLE)
        } else {
            is_past(entry) || entry.is_form(Forms::S) || verbs.relative
        };
        let alone = entry.lemmas.iter().any(|lemma| derive::happens(&lemma.key));
        let has_object = !alone && has_object(self.speech, to + 1);
        suffers || acts && !has_object
    }
}

/// Whether the noun follows a preposition: in "the owner of the data drifted" it is not the data that did.
pub(super) fn is_led(speech: &Speech, from: usize) -> bool {
    const LONGEST: usize = 3;
    let mut at = from - 1;
    for _ in 0..LONGEST {
        let Some(before) = at.checked_sub(1).filter(|_| !speech.pause(at).breaks()) else {
            return false;
        };
        let class = speech.class(before);
        if class.is(Class::PREPOSITION) && !class.is(Class::CLAUSE) {
            // "one of the seals had cracked"
            let part = before.checked_sub(1).is_some_and(|part| {
                speech.entry(part).is_some_and(|entry| entry.figure().is_some())
                    || speech.class(part).is(Class::DETERMINER)
                    || matches!(speech.plain(part), "most" | "many" | "few" | "lot" | "none" | "half")
            });
            return !(speech.plain(before) == "of" && part);
        }
        if class.is(Class::FUNCTION) && !class.is(Class::DETERMINER | Class::POSSESSIVE) {
            return false;
        }
        at = before;
    }
    false
}

/// Whether an object follows a verb: "all night" and "last year" are none.
fn has_object(speech: &Speech, from: usize) -> bool {
    const REACH: usize = 3;
    const TIMES: &[&str] = &[
        "night",
        "day",
        "week",
        "weekend",
        "month",
        "year",
        "morning",
        "evening",
        "afternoon",
        "time",
        "summer",
        "winter",
        "spring",
        "autumn",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let next = speech.class(from);
    if speech.pause(from).breaks() || from >= speech.len() {
        return false;
    }
    let when = (from..from + REACH)
        .take_while(|at| *at == from || !speech.pause(*at).breaks())
        .any(|at| TIMES.contains(&speech.plain(at).trim_end_matches('s')));
    let noun = next.is(Class::DETERMINER | Class::OBJECT | Class::POSSESSIVE | Class::SUBJECT)
        || !next.is(Class::FUNCTION | Class::ADVERB);
    noun && !when
}
