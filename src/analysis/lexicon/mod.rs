//! The words of the rules, made ready for reading: every pattern becomes a small program over word numbers.
//!
//! All programs lie in one list of steps, and all sets of words in one list of numbers: the lexicon is made at every start, and
//! asking for memory thousands of times would take longer than making it.

mod compile;
mod needed;

use super::index::Index;
use super::quick::QuickMap;
use crate::content::{ShortText, Words};
use compile::Maker;
use std::collections::HashMap;
use std::sync::OnceLock;

/// One step of a pattern's program. Steps and sets are known by their places; a step goes only to later ones.
#[derive(Debug, Clone, Copy)]
pub(super) enum Op {
    /// The next word is this one.
    Word(u32),
    /// The next word is one of this set: its words lie between these places.
    Set(u32, u32),
    /// The next word is a number.
    Number,
    /// The next word has the ending of this number.
    Ending(u32),
    /// The next word is a name.
    Name,
    /// The next word may be any.
    Anything,
    /// Go on at the first, and if that fails at the second.
    Either(u32, u32),
    /// Go on there.
    Jump(u32),
    /// What comes next does not match the program up to there, where it goes on.
    Not(u32),
    /// A punctuation mark stands here.
    Break,
    /// The sentence begins here.
    Start,
    /// The program of the family of this number, and then go on.
    Family(u32),
    /// Found.
    Done,
}

/// A pattern, ready.
#[derive(Debug)]
pub(super) struct Program {
    pub(super) list: usize,
    pub(super) written: ShortText,
    /// Its first step.
    pub(super) start: u32,
    /// Whether it can match in a sentence that has none of the words which wake a program.
    pub(super) awake: bool,
}

/// A family, ready.
#[derive(Debug)]
pub(super) struct Family {
    /// Its first step.
    pub(super) start: u32,
    /// With which words it may begin: one bit for each. Most families do not begin with most words, and are not tried.
    begins: Vec<u64>,
    /// Whether it may begin with a number, and with anything.
    number: bool,
    anything: bool,
}

impl Family {
    /// Whether it may begin with this word.
    pub(super) fn may_begin(&self, word: u32, number: bool) -> bool {
        let bits = self.begins.get(word as usize / 64).copied().unwrap_or(0);
        bits & (1 << (word % 64)) != 0 || self.anything || (number && self.number)
    }
}

/// All patterns of the rules, ready to be looked for.
#[derive(Debug, Default)]
pub struct Lexicon {
    numbers: QuickMap<ShortText, u32>,
    pub(super) ops: Vec<Op>,
    /// The words of all sets, in order within each.
    set_words: Vec<u32>,
    endings: Vec<ShortText>,
    pub(super) programs: Vec<Program>,
    pub(super) families: Vec<Family>,
    lists: HashMap<String, usize>,
    /// The patterns that may begin with a word.
    by_first_word: Index,
    /// The patterns that may begin with a number, and with anything.
    by_number: Vec<u32>,
    anywhere: Vec<u32>,
    /// The patterns that cannot match without a word, or one of a few: those of the word.
    by_needed_word: Index,
}

impl Lexicon {
    /// The lexicon of these words. A family that does not exist never matches.
    pub fn new(words: &Words) -> Self {
        Maker::new(words).lexicon()
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

    /// Whether the set between these places has the word.
    pub(super) fn set_has(&self, from: u32, to: u32, word: u32) -> bool {
        self.set_words[from as usize..to as usize].binary_search(&word).is_ok()
    }

    /// The ending of this number.
    pub(super) fn ending(&self, number: u32) -> &str {
        &self.endings[number as usize]
    }

    /// The patterns that may begin with this word.
    pub(super) fn candidates(&self, word: u32, number: bool) -> impl Iterator<Item = u32> {
        let numbers: &[u32] = if number { &self.by_number } else { &[] };
        self.by_first_word.of(word).iter().chain(numbers).chain(&self.anywhere).copied()
    }

    /// The patterns that this word wakes: they cannot match in a sentence without it or another word that wakes them.
    pub(super) fn woken_by(&self, word: u32) -> &[u32] {
        self.by_needed_word.of(word)
    }
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
    fn a_pattern_sleeps_only_where_it_cannot_match() {
        let words = Words::built_in().unwrap();
        let (lexicon, mut awake) = (Lexicon::new(&words), Lexicon::new(&words));
        awake.programs.iter_mut().for_each(|program| program.awake = true);
        let mut found = 0;
        for example in crate::analysis::learned::examples().iter().step_by(60) {
            let text = Text::new(&example.text);
            let (one, other) = (Reading::new(&text, &lexicon), Reading::new(&text, &awake));
            for list in words.lists.keys() {
                assert_eq!(one.all(list), other.all(list), "{list}: {}", example.text);
                found += one.all(list).len();
            }
        }
        assert!(found > 1000, "{found}");
        let sleepy = lexicon.programs.iter().filter(|program| !program.awake).count();
        assert!(sleepy * 10 > lexicon.programs.len() * 9, "{sleepy} of {}", lexicon.programs.len());
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
