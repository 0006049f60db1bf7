//! What a rule collects while it reads: words that count, and words that were set aside, each with the reason.

use super::reading::{Found, Reading};
use super::result::{Reason, Statement};

/// So many reasons are kept of one statement; a long text repeats itself.
const MOST: usize = 40;

/// The words that a rule considered in a text.
pub struct Seen<'a> {
    reading: &'a Reading<'a>,
    reasons: Vec<Reason>,
    decided: bool,
    own: bool,
}

impl<'a> Seen<'a> {
    /// Nothing was considered yet.
    pub fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, reasons: Vec::new(), decided: false, own: false }
    }

    /// These words count.
    pub fn counts(&mut self, found: &Found) {
        self.own |= self.reading.is_own(found);
        let because = format!("the pattern: {}", self.reading.pattern(found));
        self.add(found.from, found.to, true, because);
    }

    /// These words count, for a reason that no pattern gives.
    pub fn counts_because(&mut self, from: usize, to: usize, because: &str) {
        self.add(from, to, true, because.to_owned());
    }

    /// These words look like it and do not count.
    pub fn aside(&mut self, found: &Found, because: &str) {
        self.add(found.from, found.to, false, because.to_owned());
    }

    fn add(&mut self, from: usize, to: usize, counts: bool, because: String) {
        // The first words that count are always kept.
        if self.reasons.len() >= MOST && (self.decided || !counts) {
            return;
        }
        self.decided |= counts;
        let words = self.reading.words(from, to);
        let said = self.reading.text.written(words);
        self.reasons.push(Reason { said, words, counts, because });
    }

    /// The statement rests on the first words that count.
    pub fn statement(self) -> Statement {
        let first = self.reasons.iter().find(|reason| reason.counts);
        Statement {
            stated: first.is_some(),
            evidence: first.map(|reason| reason.said.clone()),
            words: first.map(|reason| reason.words),
            own: self.own,
            reasons: self.reasons,
        }
    }
}
