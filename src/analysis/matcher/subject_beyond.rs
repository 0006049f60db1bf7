//! Subjects that stand elsewhere than before their verb: in the clause that follows, behind "was", before another verb that
//! leads to this one.

use super::{Reader, same_stem};
use crate::analysis::normal::{Class, Forms};

impl Reader<'_> {
    /// "By tracing it I found …", "Having traced it, I called": the subject is that of the clause that follows.
    pub(super) fn of_the_main_clause(&self, verb: usize) -> Option<usize> {
        const FAR: usize = 20;
        let mut at = verb;
        let mut having = false;
        while let Some(before) = at.checked_sub(1).filter(|_| !self.speech.pause(at).ends_sentence()) {
            having |= self.speech.plain(before) == "having";
            if !self.speech.is_free(before)
                && !self.speech.class(before).is(Class::ADVERB)
                && self.speech.plain(before) != "having"
            {
                break;
            }
            at = before;
        }
        if !having && !self.is_form(verb, Forms::ING) {
            return None;
        }
        let opens = |at: usize| at == 0 || self.speech.pause(at).ends_sentence();
        let led = at.checked_sub(1).filter(|lead| {
            matches!(self.speech.plain(*lead), "by" | "after" | "while" | "when" | "in" | "from" | "through")
                && (opens(*lead)
                    || self.speech.pause(*lead).breaks()
                    || self.speech.class(*lead - 1).is(Class::COORDINATION | Class::ADVERB))
        });
        if !opens(at) && led.is_none() {
            return None;
        }
        for at in verb + 1..verb + FAR {
            if self.speech.pause(at).ends_sentence() || at >= self.speech.len() {
                return None;
            }
            let class = self.speech.class(at);
            if class.is(Class::SUBJECT) {
                let next = self.speech.class(at + 1);
                let denied = next.is(Class::MODAL) && self.speech.plain(at + 1) != "could"
                    || self.speech.plain(at + 2) == "have";
                return (!class.is(Class::NEGATION) && !denied).then_some(at);
            }
            // "Tracing it was no fun, so I …": here it is the subject itself.
            if class.is(Class::BE | Class::MODAL) || self.irregular_past(at) {
                return None;
            }
        }
        None
    }

    fn irregular_past(&self, at: usize) -> bool {
        self.speech.entry(at).is_some_and(|entry| {
            entry.lemmas.iter().any(|lemma| lemma.irregular && lemma.forms == Forms::PAST)
        })
    }

    /// "The one that wrote it was me": the place of "me".
    pub(super) fn was_me(&self, verb: usize) -> Option<usize> {
        const FAR: usize = 14;
        (verb + 1..verb + FAR).take_while(|at| !self.speech.pause(*at).ends_sentence()).find(|at| {
            matches!(self.speech.plain(*at), "me" | "myself") && self.speech.class(at - 1).is(Class::BE)
        })
    }

    /// "insisted on writing", "went back to writing", "took the liberty of writing": the place of the verb that leads there.
    pub(super) fn led_by(&self, preposition: usize) -> Option<usize> {
        const FAR: usize = 4;
        const VERBS: &[&str] = &[
            "start", "begin", "finish", "end", "succeed", "insist", "persist", "resort", "focus", "work",
            "get", "go", "move", "set", "keep", "switch", "busy",
        ];
        const NOUNS: &[&str] = &[
            "liberty",
            "initiative",
            "job",
            "task",
            "trouble",
            "chance",
            "opportunity",
            "lead",
            "responsibility",
        ];
        let mut noun = false;
        for at in (preposition.saturating_sub(FAR)..preposition).rev() {
            let entry = self.speech.entry(at)?;
            if self.speech.pause(at + 1).breaks() {
                return None;
            }
            let one_of = |words: &[&str]| {
                words.contains(&&*entry.plain)
                    || entry.lemmas.iter().any(|lemma| words.iter().any(|word| same_stem(word, &lemma.key)))
            };
            if if noun { one_of(&["take"]) } else { one_of(VERBS) } {
                return Some(at);
            }
            noun |= NOUNS.contains(&&*entry.plain);
            let between = Class::PREPOSITION | Class::PARTICLE | Class::ADVERB;
            let of_the_noun = noun && !entry.class.is(Class::SUBJECT | Class::OBJECT);
            if !entry.class.is(between) && !of_the_noun {
                return None;
            }
        }
        None
    }
}
