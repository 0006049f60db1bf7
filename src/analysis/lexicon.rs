//! The words of the rules, made ready for reading: every pattern becomes a small program over word numbers.

use super::inflect;
use super::quick::{QuickMap, QuickSet};
use super::units;
use crate::content::{Pattern, Piece, Words};
use std::collections::HashMap;
use std::sync::OnceLock;

/// One step of a pattern's program.
#[derive(Debug, Clone)]
pub(super) enum Op {
    /// The next word is this one.
    Word(u32),
    /// The next word is one of this set.
    Set(usize),
    /// The next word is a number.
    Number,
    /// The next word ends so.
    Ending(String),
    /// The next word is a name.
    Name,
    /// The next word may be any.
    Anything,
    /// Go on at the first, and if that fails at the second.
    Either(usize, usize),
    /// Go on there.
    Jump(usize),
    /// What comes next does not match the program up to there, where it goes on.
    Not(usize),
    /// A punctuation mark stands here.
    Break,
    /// The sentence begins here.
    Start,
    /// A family: its own program, and then go on.
    Family(usize),
    /// Found.
    Done,
}

/// A pattern, ready.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) list: usize,
    pub(super) written: String,
    pub(super) ops: Vec<Op>,
}

/// All patterns of the rules, ready to be looked for.
#[derive(Debug, Default)]
pub struct Lexicon {
    numbers: QuickMap<String, u32>,
    pub(super) sets: Vec<Vec<u32>>,
    pub(super) programs: Vec<Program>,
    /// The programs of the families.
    pub(super) families: Vec<Vec<Op>>,
    lists: HashMap<String, usize>,
    /// By the number of a word: the patterns that may begin with it.
    by_first_word: Vec<Vec<usize>>,
    /// The patterns that may begin with a number, and with anything.
    by_number: Vec<usize>,
    anywhere: Vec<usize>,
}

impl Lexicon {
    /// The lexicon of these words. A family that does not exist never matches.
    pub fn new(words: &Words) -> Self {
        let mut maker = Maker { words, lexicon: Self::default(), families: HashMap::new() };
        for (name, patterns) in &words.lists {
            let list = maker.lexicon.lists.len();
            maker.lexicon.lists.insert(name.clone(), list);
            for pattern in patterns {
                maker.add(list, pattern);
            }
        }
        maker.lexicon
    }

    /// The lexicon of the words that are a part of the program; made once.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        // The tests rule out that the embedded words are broken.
        BUILT_IN.get_or_init(|| Self::new(&Words::built_in().unwrap_or_default()))
    }

    /// The number of a word; 0 for one that no pattern names.
    pub(super) fn number_of(&self, word: &str) -> u32 {
        self.numbers.get(word).copied().unwrap_or(0)
    }

    /// The number of a list, by its name (`scope.says`).
    pub(super) fn list(&self, name: &str) -> Option<usize> {
        self.lists.get(name).copied()
    }

    pub(super) fn list_count(&self) -> usize {
        self.lists.len()
    }

    /// The patterns that may begin with this word.
    pub(super) fn candidates(&self, word: u32, number: bool) -> impl Iterator<Item = usize> {
        let words = self.by_first_word.get(word as usize).map(Vec::as_slice).unwrap_or_default();
        let numbers: &[usize] = if number { &self.by_number } else { &[] };
        words.iter().chain(numbers).chain(&self.anywhere).copied()
    }
}

struct Maker<'a> {
    words: &'a Words,
    lexicon: Lexicon,
    /// The families that are made already, by name.
    families: HashMap<String, usize>,
}

impl Maker<'_> {
    fn add(&mut self, list: usize, pattern: &Pattern) {
        let mut ops = Vec::new();
        self.sequence(&pattern.pieces, &mut ops);
        ops.push(Op::Done);
        let at = self.lexicon.programs.len();
        let mut firsts = Firsts::default();
        self.firsts(&ops, 0, &mut firsts);
        if firsts.anything {
            self.lexicon.anywhere.push(at);
        } else {
            if firsts.number {
                self.lexicon.by_number.push(at);
            }
            firsts.words.sort_unstable();
            firsts.words.dedup();
            for word in firsts.words {
                let word = word as usize;
                if self.lexicon.by_first_word.len() <= word {
                    self.lexicon.by_first_word.resize(word + 1, Vec::new());
                }
                self.lexicon.by_first_word[word].push(at);
            }
        }
        self.lexicon.programs.push(Program { list, written: pattern.written.clone(), ops });
    }

    fn firsts(&self, ops: &[Op], at: usize, found: &mut Firsts) {
        if !found.seen.insert(at) {
            return;
        }
        match ops.get(at) {
            Some(Op::Word(word)) => found.words.push(*word),
            Some(Op::Set(set)) => found.words.extend(&self.lexicon.sets[*set]),
            Some(Op::Number) => found.number = true,
            Some(Op::Either(one, other)) => {
                self.firsts(ops, *one, found);
                self.firsts(ops, *other, found);
            }
            Some(Op::Jump(to) | Op::Not(to)) => self.firsts(ops, *to, found),
            // A family always says something: a pattern without a word is refused.
            Some(Op::Family(family)) => {
                let seen = std::mem::take(&mut found.seen);
                self.firsts(&self.lexicon.families[*family], 0, found);
                found.seen = seen;
            }
            Some(Op::Break | Op::Start) => self.firsts(ops, at + 1, found),
            Some(Op::Anything | Op::Ending(_) | Op::Name | Op::Done) | None => found.anything = true,
        }
    }

    fn sequence(&mut self, pieces: &[Piece], ops: &mut Vec<Op>) {
        for piece in pieces {
            self.piece(piece, ops);
        }
    }

    fn piece(&mut self, piece: &Piece, ops: &mut Vec<Op>) {
        match piece {
            Piece::Word(word) => units::take_apart(word, &mut |part, _| {
                let set = self.same(part);
                ops.push(self.one_of(set));
            }),
            Piece::Forms(word) => {
                let set = self.forms(word);
                ops.push(self.one_of(set));
            }
            Piece::Family(name) => self.family(name, ops),
            Piece::Any(choices) => {
                let (mut single, mut longer): (Vec<u32>, Vec<&[Piece]>) = (Vec::new(), Vec::new());
                for choice in choices {
                    match self.single(choice) {
                        Some(words) => single.extend(words),
                        None => longer.push(choice),
                    }
                }
                let set = (!single.is_empty()).then(|| self.one_of(single));
                self.choices(&longer, set, ops);
            }
            Piece::Maybe(inner) => {
                let either = ops.len();
                ops.push(Op::Done);
                self.piece(inner, ops);
                ops[either] = Op::Either(either + 1, ops.len());
            }
            Piece::Gap(most) => {
                // The shortest gap is tried first.
                let end = ops.len() + most * 2;
                for _ in 0..*most {
                    let at = ops.len();
                    ops.push(Op::Either(end, at + 1));
                    ops.push(Op::Anything);
                }
            }
            Piece::Number => ops.push(Op::Number),
            Piece::Ending(ending) => ops.push(Op::Ending(ending.clone())),
            Piece::Name => ops.push(Op::Name),
            Piece::Not(inner) => {
                let not = ops.len();
                ops.push(Op::Done);
                self.piece(inner, ops);
                ops.push(Op::Done);
                ops[not] = Op::Not(ops.len());
            }
            Piece::Break => ops.push(Op::Break),
            Piece::Start => ops.push(Op::Start),
        }
    }

    /// Longer choices first, then the set of the single words.
    fn choices(&mut self, longer: &[&[Piece]], set: Option<Op>, ops: &mut Vec<Op>) {
        let mut jumps = Vec::new();
        for (at, choice) in longer.iter().enumerate() {
            let last = at + 1 == longer.len() && set.is_none();
            let either = ops.len();
            if !last {
                ops.push(Op::Done);
            }
            self.sequence(choice, ops);
            if !last {
                jumps.push(ops.len());
                ops.push(Op::Done);
                ops[either] = Op::Either(either + 1, ops.len());
            }
        }
        ops.extend(set);
        let end = ops.len();
        for jump in jumps {
            ops[jump] = Op::Jump(end);
        }
    }

    /// A family is made once, and called wherever it is named.
    fn family(&mut self, name: &str, ops: &mut Vec<Op>) {
        let known = self.families.get(name).copied();
        let family = known.unwrap_or_else(|| {
            let mut made = self.make_family(name);
            made.push(Op::Done);
            self.lexicon.families.push(made);
            let family = self.lexicon.families.len() - 1;
            self.families.insert(name.to_owned(), family);
            family
        });
        ops.push(Op::Family(family));
    }

    fn make_family(&mut self, name: &str) -> Vec<Op> {
        let mut ops = Vec::new();
        let words = self.words;
        let Some(patterns) = words.families.get(name) else {
            // A set without a word never matches.
            ops.push(self.one_of(Vec::new()));
            return ops;
        };
        let (mut single, mut longer): (Vec<u32>, Vec<&[Piece]>) = (Vec::new(), Vec::new());
        for pattern in patterns {
            match self.single(&pattern.pieces) {
                Some(words) => single.extend(words),
                None => longer.push(&pattern.pieces),
            }
        }
        longer.sort_by_key(|pieces| std::cmp::Reverse(pieces.len()));
        let set = (!single.is_empty()).then(|| self.one_of(single));
        self.choices(&longer, set, &mut ops);
        ops
    }

    /// The word numbers, when this is one word.
    fn single(&mut self, pieces: &[Piece]) -> Option<Vec<u32>> {
        match pieces {
            [Piece::Word(word)] if units::is_plain(word) => Some(self.same(word)),
            [Piece::Word(word)] => match units::parts(word).as_slice() {
                [part] => Some(self.same(part)),
                _ => None,
            },
            [Piece::Forms(word)] => Some(self.forms(word)),
            _ => None,
        }
    }

    fn forms(&mut self, word: &str) -> Vec<u32> {
        let irregular = self.words.irregular.get(word).map(Vec::as_slice);
        let forms = inflect::forms(word, irregular);
        forms.iter().flat_map(|form| self.same(form)).collect()
    }

    /// The word itself, and the contraction that may stand for it.
    fn same(&mut self, word: &str) -> Vec<u32> {
        let short = match word {
            "is" | "has" => Some("'s"),
            "had" | "would" => Some("'d"),
            _ => None,
        };
        std::iter::once(word).chain(short).map(|word| self.number(word)).collect()
    }

    fn number(&mut self, word: &str) -> u32 {
        if let Some(number) = self.lexicon.numbers.get(word) {
            return *number;
        }
        let number = self.lexicon.numbers.len() as u32 + 1;
        self.lexicon.numbers.insert(word.to_owned(), number);
        number
    }

    fn one_of(&mut self, words: Vec<u32>) -> Op {
        match words.as_slice() {
            [word] => Op::Word(*word),
            _ => Op::Set(self.set(words)),
        }
    }

    fn set(&mut self, mut words: Vec<u32>) -> usize {
        words.sort_unstable();
        words.dedup();
        self.lexicon.sets.push(words);
        self.lexicon.sets.len() - 1
    }
}

#[derive(Default)]
struct Firsts {
    words: Vec<u32>,
    number: bool,
    anything: bool,
    seen: QuickSet<usize>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::reading::Reading;
    use crate::analysis::text::Text;

    /// What the pattern finds in the text, as words.
    fn found(pattern: &str, text: &str) -> Vec<String> {
        let file = format!(
            "format_version = 1\n[families]\nteam = [\"team~\", \"other people\"]\n[irregular]\ntell = [\"told\"]\n\
             [x]\nsays = [{pattern:?}]\n"
        );
        let lexicon = Lexicon::new(&Words::from_text(&file).unwrap());
        let text = Text::new(text);
        let reading = Reading::new(&text, &lexicon);
        let words = |from, to| text.written(reading.words(from, to));
        reading.all("x.says").iter().map(|found| words(found.from, found.to)).collect()
    }

    #[test]
    fn a_contraction_is_its_full_form_and_a_hesitation_is_nothing() {
        assert_eq!(found("was not my {team}", "It wasn't, um, my teams."), ["wasn't, um, my teams."]);
        assert_eq!(found("i had told", "I'd told them"), ["I'd told"]);
        assert_eq!(found("was not", "it wasnt ready"), ["wasnt"]);
    }

    #[test]
    fn forms_families_choices_gaps_and_numbers() {
        assert_eq!(found("tell~ (me|the other one)", "He told the other one."), ["told the other one."]);
        assert_eq!(found("not ..2 {team}", "Not by other people. Not a b c team."), ["Not by other people."]);
        assert_eq!(
            found("from # to #", "from 900 to one hundred and twenty"),
            ["from 900 to one hundred and twenty"]
        );
        assert_eq!(found("the *ers", "the carpenters left the house"), ["the carpenters"]);
        assert_eq!(found("to @", "To them, to Kenji, to me"), ["to Kenji,"]);
    }

    #[test]
    fn a_pattern_looks_ahead_and_stays_in_its_sentence() {
        assert_eq!(found("asked !why", "asked why. asked me"), ["asked"]);
        assert_eq!(found("my , team", "my, team my team"), ["my, team"]);
        assert!(found("my team", "My. Team.").is_empty());
        assert_eq!(found("^ my", "my own, my other"), ["my"]);
    }

    #[test]
    fn a_family_that_nobody_wrote_never_matches() {
        assert!(found("my {nothing}", "my nothing").is_empty());
    }

    #[test]
    fn the_embedded_words_are_whole() {
        let words = Words::built_in().unwrap();
        assert_eq!(words.broken_references(), Vec::<String>::new());
        assert!(Lexicon::built_in().list("scope.says").is_some());
    }
}
