//! Who does what a verb says: the subject that governs it, found by reading leftwards through its clause.
//!
//! "I pulled the logs, traced it and wrote a fix" has one subject for three verbs; "I was pulled in" makes the speaker the
//! object; "I asked them to trace it" and "I should have traced it" say that somebody else did, or nobody.

#[path = "subject_beyond.rs"]
mod beyond;
#[path = "subject_clause.rs"]
mod clause;
#[path = "subject_control.rs"]
mod control;

use super::speech::Speech;
use crate::analysis::normal::{Class, Forms, Pause};

/// What governs a verb.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Governor {
    /// The pronoun at this place is its subject.
    Subject(usize),
    /// The pronoun at this place is what it happens to: "I was pulled in".
    Passive(usize),
    /// The word at this place is its subject, or governs it in another way.
    Other(usize),
    /// The word at this place denies it.
    Denied(usize),
    /// It has none in this sentence, or is no verb here.
    None,
}

/// So far to the left a subject is looked for.
const FARTHEST: usize = 40;

struct Reader<'s> {
    speech: &'s Speech<'s>,
    /// The forms of the verb that is asked about.
    forms: Forms,
    /// An adverb is asked about: "I'd do it again".
    adverb: bool,
    passive: bool,
    /// Words that the phrase itself has: they deny nothing.
    own: &'s dyn Fn(&str) -> bool,
}

/// The governor of the verb at this place. `own` says whether the phrase has a word itself.
pub(super) fn governor(speech: &Speech, verb: usize, own: &dyn Fn(&str) -> bool) -> Governor {
    let Some(entry) = speech.entry(verb) else { return Governor::None };
    let mut reader =
        Reader { speech, forms: entry.forms(), adverb: entry.class.is(Class::ADVERB), passive: false, own };
    match reader.read(verb) {
        found @ (Governor::None | Governor::Other(_)) => {
            reader.of_the_main_clause(verb).map_or(found, Governor::Subject)
        }
        found => found,
    }
}

impl Reader<'_> {
    fn is(&self, forms: Forms) -> bool {
        self.forms.is(forms)
    }

    fn read(&mut self, verb: usize) -> Governor {
        let (mut at, mut last) = (verb, verb);
        for _ in 0..FARTHEST {
            let pause = self.speech.pause(at);
            let Some(before) = at.checked_sub(1).filter(|_| !pause.ends_sentence()) else {
                return Governor::None;
            };
            let class = self.speech.class(before);
            // In "I think" the pronoun is a part of the filler, unless the verb is as well.
            if self.speech.is_free(before)
                && !(at == verb && self.speech.is_free(at) && class.is(Class::SUBJECT))
            {
                at = before;
                continue;
            }
            let word = self.speech.plain(before);
            if class.is(Class::SUBJECT) && !class.is(Class::NEGATION) {
                return self.subject(before, verb);
            }
            if pause == Pause::Short && !class.is(Class::ADVERB) {
                return self.shared(at, verb);
            }
            if class.is(Class::NEGATION) && !(self.own)(word) {
                return if word == "not" && self.speech.plain(before + 1) == "only" {
                    self.shared(before, verb)
                } else {
                    Governor::Denied(before)
                };
            }
            match self.step(before, last, word, class) {
                Step::On(next) => (at, last) = (next, next),
                Step::Shared => return self.shared(before, verb),
                Step::End(end) => return end,
            }
        }
        Governor::None
    }

    /// One word of the verb's own chain ("was able to", "quickly", "and").
    fn step(&mut self, before: usize, at: usize, word: &str, class: Class) -> Step {
        let next = self.speech.plain(before + 1);
        let one = before
            .checked_sub(1)
            .is_some_and(|one| self.is_figure(one) || self.speech.plain(one) == "person");
        if matches!(word, "who" | "that")
            && one
            && let Some(me) = self.was_me(at)
        {
            return Step::End(Governor::Subject(me));
        }
        if word == "who" {
            // "I was the one who wrote it"
            let from = before.saturating_sub(5);
            let last = before.saturating_sub(1);
            if self.speech.plain(last) == "me" {
                return Step::End(Governor::Subject(last));
            }
            let one = (from..before).rev().find(|at| self.speech.plain(*at) == "i");
            let the_one =
                self.is_figure(last) || matches!(self.speech.plain(last), "person" | "guy" | "engineer");
            return Step::End(one.filter(|_| the_one).map_or(Governor::Other(before), Governor::Subject));
        }
        if class.is(Class::MODAL) || word == "'d" {
            let have = next == "have" || (next == "'ve");
            let denies = match word {
                "could" => have,
                "'d" => {
                    have || (self.is(Forms::BARE) && !self.is(Forms::PAST) && !self.is(Forms::PARTICIPLE))
                }
                _ => true,
            };
            return if denies && !(self.own)(word) {
                Step::End(Governor::Denied(before))
            } else {
                Step::On(before)
            };
        }
        if class.is(Class::BE) || matches!(word, "got" | "get" | "gets" | "getting") && at == before + 1 {
            if self.is(Forms::PARTICIPLE) && !self.is(Forms::ING) {
                self.passive = true;
            }
            return Step::On(before);
        }
        if word == "to" {
            return self.controller(before);
        }
        if matches!(word, "will" | "shall") && !(self.own)(word) {
            return Step::End(Governor::Denied(before));
        }
        let have = before.checked_sub(1).is_some_and(|have| self.speech.class(have).is(Class::AUXILIARY));
        if class.is(Class::AUXILIARY) || (word == "since" && have && at == before + 1) {
            return Step::On(before);
        }
        if self.is_form(at, Forms::ING)
            && class.is(Class::PREPOSITION)
            && let Some(verb) = self.led_by(before)
        {
            self.forms = Forms::PAST;
            return Step::On(verb);
        }
        if class.is(Class::COORDINATION) {
            return if word == "then" && self.speech.class(before.saturating_sub(1)).is(Class::SUBJECT) {
                Step::On(before)
            } else {
                Step::Shared
            };
        }
        if class.is(Class::ADVERB) {
            return if matches!(word, "almost" | "nearly") && !(self.own)(word) {
                Step::End(Governor::Denied(before))
            } else {
                Step::On(before)
            };
        }
        // "I would do it again"
        let thing = class.is(Class::OBJECT) || matches!(word, "it" | "that" | "this");
        let does = before.checked_sub(1).is_some_and(|verb| self.speech.class(verb).is(Class::AUXILIARY));
        if self.adverb && at == before + 1 && thing && does {
            return Step::On(before);
        }
        // "ended up writing", "kept on pulling", "helped trace"
        let ing = self.is_form(at, Forms::ING);
        let particle = self.speech.class(at).is(Class::PARTICLE);
        let helper =
            self.is(Forms::BARE) && matches!(word, "helped" | "help" | "go" | "went" | "come" | "came");
        if (ing && class.is(Class::PARTICLE)) || ((ing || particle) && self.done(before)) || helper {
            return Step::On(before);
        }
        if ing && self.is_figure(before) {
            // "I was the one testing"
            const FAR: usize = 4;
            let was =
                (before.saturating_sub(FAR)..before).rev().find(|at| self.speech.class(*at).is(Class::BE));
            self.forms = Forms::PAST;
            return was.map_or(Step::End(Governor::Other(before)), Step::On);
        }
        // "I found myself writing"
        if matches!(word, "found" | "caught") && self.speech.plain(at) == "myself" {
            return Step::On(before);
        }
        if word == "but" {
            if let Some(subject) = self.could_not_but(before) {
                return Step::End(Governor::Subject(subject));
            }
            return Step::Shared;
        }
        self.aside(before, at)
    }

    /// A stretch of a few words between subject and verb: "I on Monday wrote", "I spent two nights tracing".
    fn aside(&self, before: usize, verb: usize) -> Step {
        const LONGEST: usize = 4;
        let other = Step::End(Governor::Other(before));
        if self.is_form(verb, Forms::ING) {
            let spent = self.before(before, LONGEST + 1, &["spent", "spend", "spending"]);
            return spent.map_or(other, Step::On);
        }
        // "I had Maria write it": a bare verb needs its subject right before it.
        let (class, word) = (self.speech.class(before), self.speech.plain(before));
        let noun =
            class.is(Class::OBJECT | Class::DETERMINER | Class::CLAUSE | Class::PREPOSITION) || word == "it";
        let all = matches!(word, "all" | "both" | "each");
        if (noun && !all) || (self.is(Forms::BARE) && !self.is(Forms::PAST)) {
            return other;
        }
        for back in 1..=LONGEST {
            let Some(at) = before.checked_sub(back) else { break };
            let class = self.speech.class(at);
            if class.is(Class::SUBJECT) && !class.is(Class::NEGATION) {
                // "on Monday", "the next day", "last week", and not "I know Bob traced it"
                let opens = Class::PREPOSITION | Class::ADVERB | Class::DETERMINER;
                let aside = self.speech.class(at + 1).is(opens)
                    || matches!(self.speech.plain(at + 1), "last" | "next" | "one")
                    || at + 1 == verb;
                return if aside || all { Step::On(at + 1) } else { other };
            }
            let verb = self.speech.is_past(at) || class.is(Class::BE | Class::AUXILIARY | Class::MODAL);
            if verb || class.is(Class::CLAUSE | Class::COORDINATION) || self.speech.pause(at + 1).breaks() {
                break;
            }
        }
        other
    }

    /// "one" and "first" are figures.
    fn is_figure(&self, at: usize) -> bool {
        self.speech.entry(at).is_some_and(|entry| entry.figure().is_some())
    }

    fn is_form(&self, at: usize, forms: Forms) -> bool {
        self.speech.entry(at).is_some_and(|entry| entry.is_form(forms))
    }

    /// The nearest of these words, at most so far before a place.
    fn before(&self, at: usize, farthest: usize, words: &[&str]) -> Option<usize> {
        (at.saturating_sub(farthest)..at).rev().find(|at| words.contains(&self.speech.plain(*at)))
    }
}

enum Step {
    /// Go on from this place.
    On(usize),
    /// The subject is that of an earlier verb.
    Shared,
    /// It is found.
    End(Governor),
}

/// Whether the key of a word ("manag") is that of one of our words ("manage").
fn same_stem(word: &str, key: &str) -> bool {
    word == key || word.strip_suffix('e').is_some_and(|stem| stem == key)
}
