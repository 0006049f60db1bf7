//! Verbs that lead to another verb: "managed to weigh it" did it, "wanted to weigh it" did not.

use super::{Governor, Reader, Step, same_stem};
use crate::analysis::normal::{Class, Forms};

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

impl Reader<'_> {
    /// What governs "to …": "managed to" did it, "wanted to" did not.
    pub(super) fn controller(&mut self, to: usize) -> Step {
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

    pub(super) fn done(&self, at: usize) -> bool {
        let Some(entry) = self.speech.entry(at) else { return false };
        DONE.contains(&&*entry.plain)
            || entry.lemmas.iter().any(|lemma| DONE.iter().any(|word| same_stem(word, &lemma.key)))
    }

    /// "I couldn't help but notice", "I had no choice but to rebuild": the place of "I".
    pub(super) fn could_not_but(&self, but: usize) -> Option<usize> {
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
}
