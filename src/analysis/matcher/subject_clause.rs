//! A subject that was found, or that an earlier verb of the sentence has: is it the whole subject, and is the clause stated at all?

use super::{FARTHEST, Governor, Reader};
use crate::analysis::normal::{Class, Forms, Pause};

impl Reader<'_> {
    /// A verb behind "and" or a comma shares the subject of the verb before.
    pub(super) fn shared(&self, from: usize, verb: usize) -> Governor {
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
    pub(super) fn inherited(&self, subject: usize, verb: usize) -> Governor {
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
    pub(super) fn subject(&self, at: usize, _: usize) -> Governor {
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
    pub(super) fn joint(&self, at: usize) -> Option<usize> {
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
