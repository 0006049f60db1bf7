//! What a lexicon is made of, while it grows.

use super::super::quick::QuickMap;
use super::op::Op;
use crate::content::ShortText;

/// The programs as they grow. All steps lie in one list, and all sets of words in another: asking for memory thousands of times
/// would take longer than making them.
#[derive(Debug, Default)]
pub(super) struct Parts {
    numbers: QuickMap<ShortText, u32>,
    pub(super) ops: Vec<Op>,
    /// Of every set the number of its words, and then these in order.
    pub(super) sets: Vec<u32>,
    pub(super) endings: Vec<ShortText>,
    pub(super) programs: Vec<[u32; 3]>,
    pub(super) families: Vec<[u32; 4]>,
    pub(super) begins: Vec<u32>,
    pub(super) by_number: Vec<u32>,
    pub(super) anywhere: Vec<u32>,
}

impl Parts {
    /// Nothing, with room for so many patterns: growing by halves would copy everything several times.
    pub(super) fn for_patterns(patterns: usize) -> Self {
        let mut parts = Self::default();
        parts.numbers.reserve(patterns);
        parts.programs.reserve(patterns);
        parts.ops.reserve(patterns * 8);
        parts.sets.reserve(patterns * 5);
        parts
    }

    /// The words of the set at this place.
    pub(super) fn set(&self, place: u32) -> &[u32] {
        let place = place as usize;
        &self.sets[place + 1..=place + self.sets[place] as usize]
    }

    /// The place of the next step.
    pub(super) fn here(&self) -> u32 {
        self.ops.len() as u32
    }

    /// Begins a new set, and gives its place.
    pub(super) fn set_begun(&mut self) -> usize {
        self.sets.push(0);
        self.sets.len() - 1
    }

    /// Puts the words of the set at this place in order, and adds the step that asks for one of them.
    pub(super) fn set_ended(&mut self, place: usize) {
        let (sets, from) = (&mut self.sets, place + 1);
        if let [word] = sets[from..] {
            sets.truncate(place);
            self.ops.push(Op::Word(word));
            return;
        }
        sets[from..].sort_unstable();
        let mut kept = from;
        for at in from..sets.len() {
            if at == from || sets[at] != sets[kept - 1] {
                sets[kept] = sets[at];
                kept += 1;
            }
        }
        sets.truncate(kept);
        sets[place] = (kept - from) as u32;
        self.ops.push(Op::Set(place as u32));
    }

    /// The number of a word; a new one for a word that is new.
    pub(super) fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.numbers.get(word) {
            return *number;
        }
        let number = self.numbers.len() as u32 + 1;
        self.numbers.insert(ShortText::new(word), number);
        number
    }

    /// The words in the order of their numbers.
    pub(super) fn words(&self) -> Vec<&str> {
        let mut words = vec![""; self.numbers.len()];
        for (word, number) in &self.numbers {
            words[*number as usize - 1] = word;
        }
        words
    }
}
