//! From patterns to programs.

use super::super::quick::{QuickMap, QuickSet};
use super::super::{inflect, units};
use super::names::Names;
use super::needed::{self, Needed};
use super::numbers::{Groups, numbers};
use super::op::Op;
use super::parts::Parts;
use super::{AWAKE, Lexicon, OWN};
use crate::content::{Pattern, Piece, ShortText, Words};

/// Makes a lexicon, pattern by pattern. After a change here that changes what comes out, the form that ships is made anew
/// (`content/README.md` says how); a test says when.
pub(super) struct Maker<'a> {
    words: &'a Words,
    parts: Parts,
    /// The numbers of the families that are made already, by name; and with what each may begin.
    families: QuickMap<&'a str, u32>,
    family_firsts: Vec<Firsts>,
    /// Which word may begin which program, and which wakes it.
    firsts: Vec<(u32, u32)>,
    needs: Vec<(u32, u32)>,
    needed: Needed,
}

/// With what a program may begin.
#[derive(Default)]
struct Firsts {
    words: Vec<u32>,
    number: bool,
    anything: bool,
}

impl<'a> Maker<'a> {
    pub(super) fn new(words: &'a Words) -> Self {
        let patterns = words.lists.values().chain(words.families.values()).map(Vec::len).sum();
        let mut maker = Self {
            words,
            parts: Parts::for_patterns(patterns),
            families: QuickMap::default(),
            family_firsts: Vec::new(),
            firsts: Vec::new(),
            needs: Vec::new(),
            needed: Needed::default(),
        };
        for word in needed::COMMON {
            maker.parts.number(word);
        }
        maker
    }

    pub(super) fn lexicon(mut self) -> Lexicon {
        for (list, patterns) in self.words.lists.values().enumerate() {
            for pattern in patterns {
                self.add(list as u32, pattern);
            }
        }
        let parts = self.parts;
        let written = self.words.lists.values().flatten().map(|pattern| pattern.written.as_str());
        Lexicon {
            words: Names::found(parts.words()),
            steps: numbers((0..).zip(&parts.ops).map(|(at, op)| op.pack(at))),
            sets: numbers(parts.sets),
            endings: Names::listed(parts.endings.iter().map(ShortText::as_str)),
            programs: numbers(parts.programs.into_iter().flatten()),
            written: Names::listed(written),
            families: numbers(parts.families.into_iter().flatten()),
            begins: numbers(parts.begins),
            lists: Names::found(self.words.lists.keys().map(String::as_str)),
            by_first_word: Groups::new(&self.firsts),
            by_number: numbers(parts.by_number),
            anywhere: numbers(parts.anywhere),
            by_needed_word: Groups::new(&self.needs),
        }
    }

    fn add(&mut self, list: u32, pattern: &'a Pattern) {
        self.prepare(&pattern.pieces);
        let start = self.parts.here();
        self.sequence(&pattern.pieces);
        self.parts.ops.push(Op::Done);
        let program = self.parts.programs.len() as u32;
        let firsts = self.firsts(start);
        if firsts.anything {
            self.parts.anywhere.push(program);
        } else {
            if firsts.number {
                self.parts.by_number.push(program);
            }
            self.firsts.extend(firsts.words.into_iter().map(|word| (word, program)));
        }
        let needed = self.needed.words(&self.parts, start);
        self.needs.extend(needed.iter().map(|word| (*word, program)));
        let awake = u32::from(needed.is_empty()) * AWAKE + u32::from(pattern.own) * OWN;
        self.parts.programs.push([list, start, awake]);
    }

    /// With what the program that begins at this step may begin: words in order, each once.
    fn firsts(&self, start: u32) -> Firsts {
        let mut found = Firsts::default();
        // Most patterns begin with one word, or one of some.
        match self.parts.ops[start as usize] {
            Op::Word(word) => {
                found.words.push(word);
                return found;
            }
            Op::Set(place) => {
                found.words.extend(self.parts.set(place));
                return found;
            }
            _ => {}
        }
        let (mut open, mut seen) = (vec![start], QuickSet::default());
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.parts.ops[at as usize] {
                Op::Word(word) => found.words.push(word),
                Op::Set(place) => found.words.extend(self.parts.set(place)),
                Op::Number => found.number = true,
                Op::Either(one, other) => open.extend([one, other]),
                Op::Jump(to) | Op::Not(to) => open.push(to),
                // A family always says something: a pattern without a word is refused.
                Op::Family(family) => {
                    let firsts = &self.family_firsts[family as usize];
                    found.words.extend(&firsts.words);
                    found.number |= firsts.number;
                    found.anything |= firsts.anything;
                }
                Op::Break | Op::Start => open.push(at + 1),
                Op::Anything | Op::Ending(_) | Op::Name | Op::Done => found.anything = true,
            }
        }
        found.words.sort_unstable();
        found.words.dedup();
        found
    }

    /// Makes the families that these pieces name, so that a program is never begun within another.
    fn prepare(&mut self, pieces: &'a [Piece]) {
        for piece in pieces {
            match piece {
                Piece::Family(name) if !self.families.contains_key(name.as_str()) => self.make_family(name),
                Piece::Any(choices) => {
                    for choice in choices {
                        self.prepare(choice);
                    }
                }
                Piece::Maybe(inner) | Piece::Not(inner) => self.prepare(std::slice::from_ref(inner)),
                _ => {}
            }
        }
    }

    /// A family is made once, and called wherever it is named. One that nobody wrote is a set without a word.
    fn make_family(&mut self, name: &'a str) {
        let words = self.words;
        let patterns = words.families.get(name).map(Vec::as_slice).unwrap_or_default();
        for pattern in patterns {
            self.prepare(&pattern.pieces);
        }
        let start = self.parts.here();
        let mut choices: Vec<&[Piece]> = patterns.iter().map(|pattern| pattern.pieces.as_slice()).collect();
        choices.sort_by_key(|pieces| std::cmp::Reverse(pieces.len()));
        self.choices(&choices);
        self.parts.ops.push(Op::Done);
        self.needed.family(&self.parts, start);
        let firsts = self.firsts(start);
        let Firsts { number, anything, .. } = firsts;
        let from = self.parts.begins.len();
        let length = firsts.words.last().map_or(0, |last| *last as usize / 32 + 1);
        self.parts.begins.resize(from + length, 0);
        for word in &firsts.words {
            self.parts.begins[from + *word as usize / 32] |= 1 << (word % 32);
        }
        self.families.insert(name, self.parts.families.len() as u32);
        let other = u32::from(number) | u32::from(anything) << 1;
        self.parts.families.push([start, from as u32, length as u32, other]);
        self.family_firsts.push(firsts);
    }

    fn sequence(&mut self, pieces: &[Piece]) {
        for piece in pieces {
            self.piece(piece);
        }
    }

    fn piece(&mut self, piece: &Piece) {
        match piece {
            Piece::Word(word) => units::take_apart(word, &mut |part, _| {
                let from = self.parts.set_begun();
                self.same(part);
                self.parts.set_ended(from);
            }),
            Piece::Forms(word) => {
                let from = self.parts.set_begun();
                self.forms(word);
                self.parts.set_ended(from);
            }
            // It was made by `prepare`.
            Piece::Family(name) => {
                let family = self.families.get(name.as_str()).copied().unwrap_or(u32::MAX);
                self.parts.ops.push(Op::Family(family));
            }
            Piece::Any(choices) => {
                let choices: Vec<&[Piece]> = choices.iter().map(Vec::as_slice).collect();
                self.choices(&choices);
            }
            Piece::Maybe(inner) => {
                let either = self.later();
                self.piece(inner);
                self.parts.ops[either] = Op::Either(either as u32 + 1, self.parts.here());
            }
            Piece::Gap(most) => {
                // The shortest gap is tried first.
                let end = self.parts.here() + *most as u32 * 2;
                for _ in 0..*most {
                    let next = self.parts.here() + 1;
                    self.parts.ops.extend([Op::Either(end, next), Op::Anything]);
                }
            }
            Piece::Number => self.parts.ops.push(Op::Number),
            Piece::Ending(ending) => {
                self.parts.ops.push(Op::Ending(self.parts.endings.len() as u32));
                self.parts.endings.push(ending.clone());
            }
            Piece::Name => self.parts.ops.push(Op::Name),
            Piece::Not(inner) => {
                let not = self.later();
                self.piece(inner);
                self.parts.ops.push(Op::Done);
                self.parts.ops[not] = Op::Not(self.parts.here());
            }
            Piece::Break => self.parts.ops.push(Op::Break),
            Piece::Start => self.parts.ops.push(Op::Start),
        }
    }

    /// A place for a step that is known later.
    fn later(&mut self) -> usize {
        self.parts.ops.push(Op::Done);
        self.parts.ops.len() - 1
    }

    /// Longer choices first, in their order, then the single words as one set.
    fn choices(&mut self, choices: &[&[Piece]]) {
        let (single, longer): (Vec<&[Piece]>, Vec<&[Piece]>) =
            choices.iter().partition(|pieces| is_single(pieces));
        let mut jumps = Vec::with_capacity(longer.len());
        for (at, choice) in longer.iter().enumerate() {
            if at + 1 == longer.len() && single.is_empty() {
                self.sequence(choice);
                break;
            }
            let either = self.later();
            self.sequence(choice);
            jumps.push(self.later());
            self.parts.ops[either] = Op::Either(either as u32 + 1, self.parts.here());
        }
        if !single.is_empty() || longer.is_empty() {
            let from = self.parts.set_begun();
            for pieces in single {
                match pieces {
                    [Piece::Word(word)] => units::take_apart(word, &mut |part, _| self.same(part)),
                    [Piece::Forms(word)] => self.forms(word),
                    _ => {}
                }
            }
            self.parts.set_ended(from);
        }
        let end = self.parts.here();
        for jump in jumps {
            self.parts.ops[jump] = Op::Jump(end);
        }
    }

    fn forms(&mut self, word: &str) {
        let irregular = self.words.irregular.get(word).map(Vec::as_slice);
        inflect::forms(word, irregular, &mut |form| self.same(form));
    }

    /// Adds the word itself to the set that was begun, and the contraction that may stand for it.
    fn same(&mut self, word: &str) {
        let short = match word {
            "is" | "has" => Some("'s"),
            "had" | "would" => Some("'d"),
            _ => None,
        };
        for word in std::iter::once(word).chain(short) {
            let number = self.parts.number(word);
            self.parts.sets.push(number);
        }
    }
}

/// Whether this is one word.
fn is_single(pieces: &[Piece]) -> bool {
    match pieces {
        [Piece::Word(word)] => units::is_plain(word) || units::parts(word).len() == 1,
        [Piece::Forms(_)] => true,
        _ => false,
    }
}
