//! Which words a pattern cannot do without: one of them must stand in a sentence, or the pattern need not be tried there.
//! Nearly all patterns sleep in nearly all sentences.

use super::op::Op;
use super::parts::Parts;
use std::ops::Range;

/// Words that stand in nearly every sentence: a pattern that needs one of them is awake nearly everywhere, so another word is
/// chosen where there is one. They have the first numbers of a lexicon.
pub(super) const COMMON: [&str; 32] = [
    "i", "the", "a", "to", "it", "was", "and", "of", "that", "in", "not", "had", "is", "for", "my", "we",
    "on", "they", "with", "so", "at", "but", "this", "have", "be", "'s", "'d", "me", "our", "their", "from",
    "do",
];
/// How much a common word weighs against others.
const COMMON_WEIGHT: u32 = 40;
/// A larger set of words is no help.
const HEAVIEST: u32 = 160;

/// The words that each family cannot do without, by its number; and the space in which they are found.
#[derive(Debug, Default)]
pub(super) struct Needed {
    families: Vec<Vec<u32>>,
    /// Sets of words, one behind the other.
    pool: Vec<u32>,
    /// By step, from the last one back: which words of the pool every way from there to the end passes, or nothing.
    best: Vec<Option<Range<usize>>>,
}

impl Needed {
    /// Remembers what the next family, which begins at this step and ends with the last one, cannot do without.
    pub(super) fn family(&mut self, parts: &Parts, start: u32) {
        let words = self.words(parts, start).to_vec();
        self.families.push(words);
    }

    /// The words of which the program that begins at this step, and ends with the last one, needs at least one; none when it
    /// can match without any.
    pub(super) fn words(&mut self, parts: &Parts, start: u32) -> &[u32] {
        let first = start as usize;
        self.pool.clear();
        self.best.clear();
        self.best.resize(parts.ops.len() - first, None);
        // Steps go only to later ones.
        for at in (first..parts.ops.len()).rev() {
            let after = |to: u32| self.best.get(to as usize - first).cloned().flatten();
            let found = match parts.ops[at] {
                Op::Done => None,
                Op::Jump(to) | Op::Not(to) => after(to),
                Op::Either(one, other) => self.both(after(one), after(other)),
                Op::Word(word) => {
                    let next = after(at as u32 + 1);
                    self.lighter([word], next)
                }
                Op::Set(place) => {
                    let next = after(at as u32 + 1);
                    self.lighter(parts.set(place).iter().copied(), next)
                }
                Op::Family(family) => {
                    let next = after(at as u32 + 1);
                    let words =
                        self.families.get_mut(family as usize).map(std::mem::take).unwrap_or_default();
                    if words.is_empty() {
                        next
                    } else {
                        let found = self.lighter(words.iter().copied(), next);
                        self.families[family as usize] = words;
                        found
                    }
                }
                Op::Number | Op::Ending(_) | Op::Name | Op::Anything | Op::Break | Op::Start => {
                    after(at as u32 + 1)
                }
            };
            self.best[at - first] = found;
        }
        self.best.first().cloned().flatten().map_or(&[], |words| &self.pool[words])
    }

    /// These words, or those that are needed later anyway if they weigh less.
    fn lighter(
        &mut self,
        words: impl IntoIterator<Item = u32>,
        later: Option<Range<usize>>,
    ) -> Option<Range<usize>> {
        let from = self.pool.len();
        self.pool.extend(words);
        let here = from..self.pool.len();
        // A set without a word never matches, and needs nothing to say so.
        let (weight, most) =
            (self.weight(&here), later.as_ref().map_or(HEAVIEST, |later| self.weight(later)));
        if weight < most && !here.is_empty() { Some(here) } else { later }
    }

    /// The words of either way.
    fn both(&mut self, one: Option<Range<usize>>, other: Option<Range<usize>>) -> Option<Range<usize>> {
        let (one, other) = (one?, other?);
        if one == other {
            return Some(one);
        }
        let from = self.pool.len();
        self.pool.extend_from_within(one);
        for at in other {
            if !self.pool[from..].contains(&self.pool[at]) {
                self.pool.push(self.pool[at]);
            }
        }
        let both = from..self.pool.len();
        (self.weight(&both) < HEAVIEST).then_some(both)
    }

    fn weight(&self, words: &Range<usize>) -> u32 {
        let weight = |word: &u32| if *word as usize <= COMMON.len() { COMMON_WEIGHT } else { 1 };
        self.pool[words.clone()].iter().map(weight).sum()
    }
}
