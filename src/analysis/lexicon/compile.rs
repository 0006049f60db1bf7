//! From patterns to programs.

use super::super::index::Index;
use super::super::quick::{QuickMap, QuickSet};
use super::super::{inflect, units};
use super::needed::{self, Needed};
use super::{Family, Lexicon, Op, Program};
use crate::content::{Pattern, Piece, ShortText, Words};

/// Makes a lexicon, pattern by pattern.
pub(super) struct Maker<'a> {
    words: &'a Words,
    lexicon: Lexicon,
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
        let mut lexicon = Lexicon::default();
        let patterns = words.lists.values().chain(words.families.values()).map(Vec::len).sum::<usize>();
        // Growing by halves would copy everything several times.
        lexicon.numbers.reserve(patterns);
        lexicon.programs.reserve(patterns);
        lexicon.ops.reserve(patterns * 8);
        lexicon.set_words.reserve(patterns * 4);
        let mut maker = Self {
            words,
            lexicon,
            families: QuickMap::default(),
            family_firsts: Vec::new(),
            firsts: Vec::new(),
            needs: Vec::new(),
            needed: Needed::default(),
        };
        for word in needed::COMMON {
            maker.number(word);
        }
        maker
    }

    pub(super) fn lexicon(mut self) -> Lexicon {
        for (name, patterns) in &self.words.lists {
            let list = self.lexicon.lists.len();
            self.lexicon.lists.insert(name.clone(), list);
            for pattern in patterns {
                self.add(list, pattern);
            }
        }
        self.lexicon.by_first_word = Index::new(self.firsts.iter().copied());
        self.lexicon.by_needed_word = Index::new(self.needs.iter().copied());
        self.lexicon
    }

    fn add(&mut self, list: usize, pattern: &'a Pattern) {
        self.prepare(&pattern.pieces);
        let start = self.here();
        self.sequence(&pattern.pieces);
        self.lexicon.ops.push(Op::Done);
        let program = self.lexicon.programs.len() as u32;
        let firsts = self.firsts(start);
        if firsts.anything {
            self.lexicon.anywhere.push(program);
        } else {
            if firsts.number {
                self.lexicon.by_number.push(program);
            }
            self.firsts.extend(firsts.words.into_iter().map(|word| (word, program)));
        }
        let needed = self.needed.words(&self.lexicon, start);
        self.needs.extend(needed.iter().map(|word| (*word, program)));
        let awake = needed.is_empty();
        self.lexicon.programs.push(Program { list, written: pattern.written.clone(), start, awake });
    }

    /// The place of the next step.
    fn here(&self) -> u32 {
        self.lexicon.ops.len() as u32
    }

    /// With what the program that begins at this step may begin: words in order, each once.
    fn firsts(&self, start: u32) -> Firsts {
        let mut found = Firsts::default();
        // Most patterns begin with one word, or one of some.
        match self.lexicon.ops[start as usize] {
            Op::Word(word) => {
                found.words.push(word);
                return found;
            }
            Op::Set(from, to) => {
                found.words.extend(&self.lexicon.set_words[from as usize..to as usize]);
                return found;
            }
            _ => {}
        }
        let (mut open, mut seen) = (vec![start], QuickSet::default());
        while let Some(at) = open.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.lexicon.ops[at as usize] {
                Op::Word(word) => found.words.push(word),
                Op::Set(from, to) => {
                    found.words.extend(&self.lexicon.set_words[from as usize..to as usize]);
                }
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
        let start = self.here();
        let mut choices: Vec<&[Piece]> = patterns.iter().map(|pattern| pattern.pieces.as_slice()).collect();
        choices.sort_by_key(|pieces| std::cmp::Reverse(pieces.len()));
        self.choices(&choices);
        self.lexicon.ops.push(Op::Done);
        self.needed.family(&self.lexicon, start);
        let firsts = self.firsts(start);
        let Firsts { number, anything, .. } = firsts;
        let mut begins = vec![0; firsts.words.last().map_or(0, |last| *last as usize / 64 + 1)];
        for word in &firsts.words {
            begins[*word as usize / 64] |= 1 << (word % 64);
        }
        self.families.insert(name, self.lexicon.families.len() as u32);
        self.lexicon.families.push(Family { start, begins, number, anything });
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
                let from = self.set_begun();
                self.same(part);
                self.set_ended(from);
            }),
            Piece::Forms(word) => {
                let from = self.set_begun();
                self.forms(word);
                self.set_ended(from);
            }
            // It was made by `prepare`.
            Piece::Family(name) => {
                let family = self.families.get(name.as_str()).copied().unwrap_or(u32::MAX);
                self.lexicon.ops.push(Op::Family(family));
            }
            Piece::Any(choices) => {
                let choices: Vec<&[Piece]> = choices.iter().map(Vec::as_slice).collect();
                self.choices(&choices);
            }
            Piece::Maybe(inner) => {
                let either = self.later();
                self.piece(inner);
                self.lexicon.ops[either] = Op::Either(either as u32 + 1, self.here());
            }
            Piece::Gap(most) => {
                // The shortest gap is tried first.
                let end = self.here() + *most as u32 * 2;
                for _ in 0..*most {
                    let next = self.here() + 1;
                    self.lexicon.ops.extend([Op::Either(end, next), Op::Anything]);
                }
            }
            Piece::Number => self.lexicon.ops.push(Op::Number),
            Piece::Ending(ending) => {
                self.lexicon.ops.push(Op::Ending(self.lexicon.endings.len() as u32));
                self.lexicon.endings.push(ending.clone());
            }
            Piece::Name => self.lexicon.ops.push(Op::Name),
            Piece::Not(inner) => {
                let not = self.later();
                self.piece(inner);
                self.lexicon.ops.push(Op::Done);
                self.lexicon.ops[not] = Op::Not(self.here());
            }
            Piece::Break => self.lexicon.ops.push(Op::Break),
            Piece::Start => self.lexicon.ops.push(Op::Start),
        }
    }

    /// A place for a step that is known later.
    fn later(&mut self) -> usize {
        self.lexicon.ops.push(Op::Done);
        self.lexicon.ops.len() - 1
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
            self.lexicon.ops[either] = Op::Either(either as u32 + 1, self.here());
        }
        if !single.is_empty() || longer.is_empty() {
            let from = self.set_begun();
            for pieces in single {
                match pieces {
                    [Piece::Word(word)] => units::take_apart(word, &mut |part, _| self.same(part)),
                    [Piece::Forms(word)] => self.forms(word),
                    _ => {}
                }
            }
            self.set_ended(from);
        }
        let end = self.here();
        for jump in jumps {
            self.lexicon.ops[jump] = Op::Jump(end);
        }
    }

    /// Where the words of a new set begin.
    fn set_begun(&self) -> usize {
        self.lexicon.set_words.len()
    }

    /// Puts the words since `from` in order, and adds the step that asks for one of them.
    fn set_ended(&mut self, from: usize) {
        let words = &mut self.lexicon.set_words;
        if let [word] = words[from..] {
            words.pop();
            self.lexicon.ops.push(Op::Word(word));
            return;
        }
        words[from..].sort_unstable();
        let mut kept = from;
        for at in from..words.len() {
            if at == from || words[at] != words[kept - 1] {
                words[kept] = words[at];
                kept += 1;
            }
        }
        words.truncate(kept);
        self.lexicon.ops.push(Op::Set(from as u32, kept as u32));
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
            let number = self.number(word);
            self.lexicon.set_words.push(number);
        }
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.lexicon.numbers.get(word) {
            return *number;
        }
        let number = self.lexicon.numbers.len() as u32 + 1;
        self.lexicon.numbers.insert(ShortText::new(word), number);
        number
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
