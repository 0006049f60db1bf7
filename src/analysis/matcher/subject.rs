//! Who does what a verb says: the subject that governs it, found by reading leftwards through its clause.
//!
//! "I pulled the logs, traced it and wrote a fix" has one subject for three verbs; "I was pulled in" makes the speaker the
//! object; "I asked them to trace it" and "I should have traced it" say that somebody else did, or nobody.

#[path = "subject_beyond.rs"]
mod beyond;

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

/// Verbs after which "to …" or "…ing" did happen.
const DONE: &[&str] = &[
    "able",
    "manage",
    "have",
    "get",
    "start",
    "begin",
    "decide",
    "continue",
    "proceed",
    "need",
    "use",
    "choose",
    "go",
    "end",
    "up",
    "help",
    "volunteer",
    "keep",
    "finish",
    "spend",
    "busy",
    "make",
    "step",
    "sit",
    "be",
    "set",
    "come",
    "stay",
    "agree",
    "dare",
    "learn",
    "time",
    "on",
    "job",
    "was",
    "is",
    "happy",
    "glad",
    "forced",
    "quick",
    "lucky",
    "proud",
    "happen",
    "bother",
    "remember",
    "rush",
    "hurry",
    "opt",
    "resolve",
    "compelled",
    "eager",
    "keen",
];

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

    /// "I couldn't help but notice", "I had no choice but to rebuild": the place of "I".
    fn could_not_but(&self, but: usize) -> Option<usize> {
        const FAR: usize = 5;
        let led = but
            .checked_sub(1)
            .is_some_and(|at| matches!(self.speech.plain(at), "help" | "choice" | "option"));
        let clause =
            (but.saturating_sub(FAR)..but).rev().take_while(|at| !self.speech.pause(at + 1).breaks());
        let subject = |at: &usize| {
            self.speech.class(*at).is(Class::SUBJECT) && !self.speech.class(*at).is(Class::NEGATION)
        };
        clause.take(FAR).find(subject).filter(|_| led)
    }

    /// What governs "to …": "managed to" did it, "wanted to" did not.
    fn controller(&mut self, to: usize) -> Step {
        const FAR: usize = 5;
        let mut at = to;
        if let Some(took) = self.before(to, FAR, &["took", "take", "taken"]) {
            // "it took me a week to"
            if self.speech.plain(took + 1) == "me" {
                return Step::End(Governor::Subject(took + 1));
            }
            // "took the time to", "took it upon myself to"
            let own = (took..to).any(|at| {
                matches!(
                    self.speech.plain(at),
                    "time" | "myself" | "chance" | "opportunity" | "initiative" | "liberty"
                )
            });
            if own {
                self.forms = Forms::PAST;
                return Step::On(took);
            }
        }
        for _ in 0..FAR {
            let Some(before) = at.checked_sub(1) else { break };
            let skipped = Class::ADVERB | Class::PARTICLE;
            if self.speech.is_free(before)
                || (self.speech.class(before).is(skipped) && !self.is_figure(before))
            {
                at = before;
                continue;
            }
            let word = self.speech.plain(before);
            if word == "but"
                && let Some(subject) = self.could_not_but(before)
            {
                return Step::End(Governor::Subject(subject));
            }
            // "I didn't hesitate to write"
            let not = before.checked_sub(1).filter(|not| self.speech.plain(*not) == "not");
            if let Some(not) = not.filter(|_| matches!(word, "hesitate" | "wait" | "forget")) {
                self.forms = Forms::PAST;
                return Step::On(not);
            }
            if self.is_figure(before) || matches!(word, "only" | "person") {
                // "I was the first one to notice"
                let was = (before.saturating_sub(FAR)..before)
                    .rev()
                    .find(|at| self.speech.class(*at).is(Class::BE));
                self.forms = Forms::PAST;
                return was.map_or(Step::End(Governor::Other(before)), Step::On);
            }
            // "was going to" did not happen.
            let done = self.done(before) && word != "going" || self.speech.class(before).is(Class::BE);
            if !done || self.speech.pause(to).breaks() {
                return Step::End(Governor::Other(before));
            }
            // What follows is about the governing verb.
            self.forms = Forms::PAST;
            return Step::On(before);
        }
        Step::End(Governor::None)
    }

    fn done(&self, at: usize) -> bool {
        let Some(entry) = self.speech.entry(at) else { return false };
        DONE.contains(&&*entry.plain)
            || entry.lemmas.iter().any(|lemma| DONE.iter().any(|word| same_stem(word, &lemma.key)))
    }

    /// A verb behind "and" or a comma shares the subject of the verb before.
    fn shared(&self, from: usize, verb: usize) -> Governor {
        // "I left, and auditing it was done by others": the -ing form is a subject itself.
        const NEAR: usize = 6;
        let own_verb = (verb + 1..verb + NEAR).take_while(|at| !self.speech.pause(*at).breaks()).find(|at| {
            self.speech.class(*at).is(Class::BE | Class::SUBJECT | Class::CLAUSE | Class::QUESTION)
        });
        if self.is_form(verb, Forms::ING)
            && self.speech.class(from).is(Class::COORDINATION)
            && own_verb.is_some_and(|at| self.speech.class(at).is(Class::BE))
        {
            return Governor::None;
        }
        let mut at = from;
        for _ in 0..FARTHEST {
            // "I pulled the logs. And then wrote a fix." is one sentence, whatever the recogniser made of it.
            let goes_on =
                self.speech.pause(at) == Pause::Stop && self.speech.class(at).is(Class::COORDINATION);
            let ends = self.speech.pause(at).ends_sentence() && !goes_on;
            let Some(before) = at.checked_sub(1).filter(|_| !ends) else { return Governor::None };
            let class = self.speech.class(before);
            at = before;
            if self.speech.is_free(before) {
                continue;
            }
            if class.is(Class::SUBJECT) {
                if class.is(Class::NEGATION) {
                    return Governor::Other(before);
                }
                return self.inherited(before, verb);
            }
            if self.speech.plain(before) == "who" {
                return Governor::Other(before);
            }
        }
        Governor::None
    }

    /// The subject of an earlier verb, unless that verb was only wanted, or suffered.
    fn inherited(&self, subject: usize, verb: usize) -> Governor {
        const AUXILIARIES: usize = 4;
        let mut have = false;
        for at in subject + 1..verb.min(subject + 1 + AUXILIARIES) {
            let class = self.speech.class(at);
            let word = self.speech.plain(at);
            if class.is(Class::MODAL) && word != "could" {
                return Governor::Denied(at);
            }
            if word == "could" || word == "'d" {
                have = self.speech.plain(at + 1) == "have";
            }
            if have {
                return Governor::Denied(at);
            }
            // "I didn't stop and trace it"; but "I didn't wait and traced it".
            if class.is(Class::NEGATION) && self.is(Forms::BARE) && !self.is(Forms::PAST) {
                return Governor::Denied(at);
            }
            if class.is(Class::BE) && self.is(Forms::PARTICIPLE) && !self.is(Forms::ING) {
                let object =
                    self.speech.class(verb + 1).is(Class::DETERMINER | Class::OBJECT | Class::POSSESSIVE)
                        || self.speech.plain(verb + 1) == "it"
                        || self.speech.entry(verb + 1).is_some_and(|entry| entry.figure().is_some());
                let suffered =
                    self.speech.entry(at + 1).is_some_and(|entry| entry.is_form(Forms::PARTICIPLE));
                if suffered && !object {
                    return Governor::Passive(subject);
                }
            }
            if !class.is(Class::ADVERB | Class::BE | Class::AUXILIARY | Class::NEGATION | Class::FILLER) {
                break;
            }
        }
        self.subject(subject, verb)
    }

    /// A pronoun that was found: is it the whole subject, and is the clause stated at all?
    fn subject(&self, at: usize, _: usize) -> Governor {
        if self.passive {
            return Governor::Passive(at);
        }
        if let Some(other) = self.joint(at) {
            return Governor::Other(other);
        }
        let mut before = at;
        while let Some(one) = before.checked_sub(1) {
            if !self.speech.is_free(one) && self.speech.plain(one) != "that" {
                break;
            }
            before = one;
        }
        if self.speech.pause(at).ends_sentence() {
            return Governor::Subject(at);
        }
        let Some(lead) = before.checked_sub(1) else { return Governor::Subject(at) };
        let word = self.speech.plain(lead);
        let hypothetical = matches!(
            word,
            "if" | "unless" | "whether" | "wish" | "wished" | "hope" | "hoped" | "suppose" | "imagine"
        );
        let inverted = word == "had"
            && self.is(Forms::PARTICIPLE)
            && !self.speech.class(lead.saturating_sub(1)).is(Class::QUESTION);
        if (hypothetical || inverted) && !(self.own)(word) {
            return Governor::Denied(lead);
        }
        // "It's not that I wrote it", "I don't think I wrote it"
        let thought = matches!(
            word,
            "think" | "believe" | "say" | "claim" | "mean" | "remember" | "guess" | "recall" | "not"
        );
        let from = lead.saturating_sub(2);
        let denied = (from..=lead).rev().find(|at| self.speech.class(*at).is(Class::NEGATION));
        match denied {
            Some(not) if thought && !self.speech.pause(at).ends_sentence() => Governor::Denied(not),
            _ => Governor::Subject(at),
        }
    }

    /// "Maria and I": somebody else is part of the subject. Gives that word.
    fn joint(&self, at: usize) -> Option<usize> {
        const LONGEST: usize = 3;
        let and = at.checked_sub(1).filter(|and| self.speech.plain(*and) == "and")?;
        if self.speech.pause(and).breaks() || self.speech.pause(at).breaks() {
            return None;
        }
        let mut before = and;
        for _ in 0..=LONGEST {
            let begins = before == 0
                || self.speech.pause(before).breaks()
                || self.speech.class(before - 1).is(Class::COORDINATION | Class::CLAUSE);
            if begins {
                // "before lunch and I spot it": a noun that follows a preposition is no subject.
                let led = before > 0
                    && !self.speech.pause(before).breaks()
                    && self.speech.class(before - 1).is(Class::PREPOSITION)
                    && !(before..and).any(|at| self.speech.class(at).is(Class::POSSESSIVE))
                    && !self.speech.item(and - 1).is_some_and(|item| item.capital);
                return (before < and && !led).then(|| and - 1);
            }
            before -= 1;
            let class = self.speech.class(before);
            if self.speech.is_past(before)
                || class.is(Class::PREPOSITION) && !class.is(Class::CLAUSE)
                || class.is(Class::BE | Class::AUXILIARY | Class::SUBJECT | Class::MODAL)
            {
                return None;
            }
        }
        None
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
