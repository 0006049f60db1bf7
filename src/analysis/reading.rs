//! A text read with a lexicon: where every pattern of the rules was found.

use super::lexicon::{Family, Lexicon, Op};
use super::text::Text;
use super::units::{self, Unit};

/// Where a pattern was found: units `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// The first unit.
    pub from: usize,
    /// Behind the last one.
    pub to: usize,
    pattern: usize,
}

impl Found {
    /// One word, found by no pattern.
    pub fn at(at: usize) -> Self {
        Self { from: at, to: at + 1, pattern: usize::MAX }
    }
}

/// So many steps are enough for any sensible pattern; a hostile one of a person's own file ends here.
const MOST_STEPS: usize = 20_000;

/// A text, read.
pub struct Reading<'a> {
    /// The text itself.
    pub text: &'a Text,
    /// Its words as the rules read them.
    pub units: Vec<Unit>,
    lexicon: &'a Lexicon,
    numbers: Vec<u32>,
    found: Vec<Vec<Found>>,
    /// By the number of a sentence: its units.
    sentences: Vec<[usize; 2]>,
}

/// No pattern has more words than this.
const LONGEST: usize = 64;

impl<'a> Reading<'a> {
    /// Reads the text once, for all lists. Takes time in proportion to its length.
    pub fn new(text: &'a Text, lexicon: &'a Lexicon) -> Self {
        let units = units::units(text);
        let numbers = units.iter().map(|unit| lexicon.number_of(&unit.word)).collect();
        let mut sentences = vec![[usize::MAX, 0]; text.sentences.len()];
        for (at, unit) in units.iter().enumerate() {
            let [start, end] = &mut sentences[unit.sentence];
            (*start, *end) = ((*start).min(at), at + 1);
        }
        let mut reading = Self { text, units, lexicon, numbers, found: Vec::new(), sentences };
        reading.find();
        reading
    }

    fn find(&mut self) {
        let mut found: Vec<Vec<Found>> = vec![Vec::new(); self.lexicon.list_count()];
        // The end of the sentence in which a word last woke each pattern; what needs no waking is awake to the end.
        let programs = (0..self.lexicon.program_count()).map(|number| self.lexicon.program(number));
        let mut woken: Vec<usize> = programs
            .map(|program| if program.is_some_and(|one| one.awake) { usize::MAX } else { 0 })
            .collect();
        let mut from = 0;
        while from < self.units.len() {
            let [_, end] = self.sentence(from);
            for word in &self.numbers[from..end] {
                for pattern in self.lexicon.woken_by(*word) {
                    let woken = &mut woken[pattern as usize];
                    *woken = end.max(*woken);
                }
            }
            for at in from..end {
                let candidates = self.lexicon.candidates(self.numbers[at], self.units[at].number);
                let awake =
                    candidates.map(|pattern| pattern as usize).filter(|pattern| woken[*pattern] >= end);
                awake.for_each(|pattern| {
                    let Some(program) = self.lexicon.program(pattern) else { return };
                    let mut run = Run { reading: self, from, end, steps: 0 };
                    if let Some(to) = run.go(program.start, at, None).filter(|to| *to > at) {
                        found[program.list].push(Found { from: at, to, pattern });
                    }
                });
            }
            from = end;
        }
        self.found = found;
    }

    /// Where the patterns of a list were found, in the order of the text.
    pub fn all(&self, list: &str) -> &[Found] {
        self.lexicon.list(list).map(|list| self.found[list].as_slice()).unwrap_or_default()
    }

    /// The pattern that was found, as it stands in the file.
    pub fn pattern(&self, found: &Found) -> &str {
        self.lexicon.written(found.pattern)
    }

    /// Whether the pattern that was found is a person's own.
    pub fn is_own(&self, found: &Found) -> bool {
        self.lexicon.program(found.pattern).is_some_and(|program| program.own)
    }

    /// The words of the text that were found.
    pub fn words(&self, from: usize, to: usize) -> [usize; 2] {
        let first = self.units.get(from).map_or(0, |unit| unit.token);
        let last = to.checked_sub(1).and_then(|last| self.units.get(last)).map_or(first + 1, |unit| unit.end);
        self.text.range(first, last)
    }

    /// The units `[first, end)` of the sentence of this unit.
    pub fn sentence(&self, at: usize) -> [usize; 2] {
        let sentence = self.units.get(at).and_then(|unit| self.sentences.get(unit.sentence));
        sentence.copied().unwrap_or([self.units.len(); 2])
    }

    /// The units of every sentence that has any.
    pub fn sentences(&self) -> impl Iterator<Item = [usize; 2]> {
        self.sentences.iter().copied().filter(|[start, end]| start < end)
    }

    /// What was found of a list and begins from `from` to `to`.
    fn beginning(&self, list: &str, from: usize, to: usize) -> &[Found] {
        let all = self.all(list);
        let first = all.partition_point(|found| found.from < from);
        let end = all.partition_point(|found| found.from < to);
        &all[first..end.max(first)]
    }

    /// A pattern of the list that ends before `at` in the same sentence, at most `within` words away.
    pub fn before(&self, list: &str, at: usize, within: usize) -> Option<Found> {
        let [start, _] = self.sentence(at);
        let near = self.beginning(list, start.max(at.saturating_sub(LONGEST + within)), at);
        near.iter()
            .filter(|found| found.to <= at && at - found.to <= within)
            .max_by_key(|found| found.to)
            .copied()
    }

    /// A pattern of the list that begins at or after `at` in the sentence of the word before, at most `within` words away.
    pub fn after(&self, list: &str, at: usize, within: usize) -> Option<Found> {
        let [_, end] = self.sentence(at.saturating_sub(1));
        self.beginning(list, at, end.min(at.saturating_add(within).saturating_add(1))).first().copied()
    }

    /// A pattern of the list that shares a word with `from..to`.
    pub fn overlapping(&self, list: &str, from: usize, to: usize) -> Option<Found> {
        self.beginning(list, from.saturating_sub(LONGEST), to).iter().find(|found| from < found.to).copied()
    }

    /// Whether a pattern of the list begins with this word.
    pub fn beginning_at(&self, list: &str, at: usize) -> bool {
        !self.beginning(list, at, at + 1).is_empty()
    }

    /// Whether a pattern of the list lies wholly within what was found.
    pub fn within(&self, list: &str, found: &Found) -> bool {
        self.beginning(list, found.from, found.to).iter().any(|inner| inner.to <= found.to)
    }

    /// Whether another clause begins between the words `from` and `to`, or with `to`.
    pub fn parted(&self, from: usize, to: usize) -> bool {
        const CONJUNCTIONS: &[&str] =
            &["and", "but", "so", "because", "then", "when", "while", "until", "after", "instead"];
        let begins = |at: usize| CONJUNCTIONS.contains(&self.word(at));
        (from..to).any(begins) || (from..=to).any(|at| self.units.get(at).is_some_and(|unit| unit.after_mark))
    }

    /// The word of a unit; empty behind the end.
    pub fn word(&self, at: usize) -> &str {
        self.units.get(at).map_or("", |unit| unit.word.as_str())
    }
}

/// One pattern on its way through a sentence.
struct Run<'a> {
    reading: &'a Reading<'a>,
    from: usize,
    end: usize,
    steps: usize,
}

/// Where to go on behind a family.
#[derive(Clone, Copy)]
struct Return<'a> {
    op: u32,
    then: Option<&'a Return<'a>>,
}

impl Run<'_> {
    /// Whether the step at `op` can be taken with the word at a place, `here`, as far as that is seen without taking it.
    fn may_go(&self, op: u32, at: usize, here: Option<u32>) -> bool {
        let lexicon = self.reading.lexicon;
        match lexicon.op(op) {
            Some(Op::Word(wanted)) => here == Some(wanted),
            Some(Op::Set(set)) => here.is_some_and(|word| lexicon.set_has(set, word)),
            Some(Op::Family(family)) => {
                lexicon.family(family).is_some_and(|family| self.may_be(&family, at, here))
            }
            Some(Op::Number) => here.is_some() && self.reading.units[at].number,
            _ => true,
        }
    }

    /// Whether a family may begin with the word at a place.
    fn may_be(&self, family: &Family, at: usize, here: Option<u32>) -> bool {
        family.may_begin(here.unwrap_or(0), here.is_some() && self.reading.units[at].number)
    }

    /// Follows a program from `op` with the word `at`, and then `back`; gives where the match ends.
    fn go(&mut self, mut op: u32, mut at: usize, mut back: Option<&Return>) -> Option<usize> {
        let lexicon = self.reading.lexicon;
        loop {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return None;
            }
            let here = (at < self.end).then(|| self.reading.numbers[at]);
            match lexicon.op(op)? {
                Op::Done => {
                    let Some(behind) = back else { return Some(at) };
                    (op, back) = (behind.op, behind.then);
                }
                Op::Family(family) => {
                    let family = lexicon.family(family)?;
                    if !self.may_be(&family, at, here) {
                        return None;
                    }
                    return self.go(family.start, at, Some(&Return { op: op + 1, then: back }));
                }
                Op::Jump(to) => op = to,
                Op::Either(one, other) => {
                    // Most of many choices fail with their first word: that is seen from here.
                    if self.may_go(one, at, here)
                        && let Some(end) = self.go(one, at, back)
                    {
                        return Some(end);
                    }
                    op = other;
                }
                Op::Not(to) => {
                    if self.go(op + 1, at, None).is_some() {
                        return None;
                    }
                    op = to;
                }
                Op::Break => {
                    let unit = here.map(|_| &self.reading.units[at]);
                    if unit.is_some_and(|unit| !unit.after_mark && !unit.after_pause) {
                        return None;
                    }
                    op += 1;
                }
                Op::Start => {
                    if at != self.from {
                        return None;
                    }
                    op += 1;
                }
                step => {
                    let word = here?;
                    let fits = match step {
                        Op::Word(wanted) => wanted == word,
                        Op::Set(set) => lexicon.set_has(set, word),
                        Op::Number => self.reading.units[at].number,
                        Op::Name => self.reading.units[at].name,
                        Op::Ending(ending) => {
                            self.reading.units[at].word.as_bytes().ends_with(lexicon.ending(ending))
                        }
                        _ => true,
                    };
                    if !fits {
                        return None;
                    }
                    (op, at) = (op + 1, at + 1);
                }
            }
        }
    }
}
