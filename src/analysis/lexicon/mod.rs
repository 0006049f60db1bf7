//! The words of the rules, made ready for reading: every pattern becomes a small program over word numbers.
//!
//! A lexicon is a handful of flat lists of numbers and texts. That of the built-in words is made ahead of time and lies in
//! the program as it is used ([`form`]); only a person's own words are made ready at a start.

mod compile;
mod form;
mod names;
mod needed;
mod numbers;
mod op;
mod parts;

use crate::content::{Words, made};
use compile::Maker;
use names::Names;
use numbers::{Groups, Number, Numbers, at};
use std::sync::OnceLock;

pub(super) use op::Op;

/// A pattern, ready.
#[derive(Debug, Clone, Copy)]
pub(super) struct Program {
    pub(super) list: usize,
    /// Its first step.
    pub(super) start: u32,
    /// Whether it can match in a sentence that has none of the words which wake a program.
    pub(super) awake: bool,
    /// Whether it is a person's own.
    pub(super) own: bool,
}

/// The mark of a pattern that is always awake, and of one that is a person's own.
const AWAKE: u32 = 1;
const OWN: u32 = 2;

/// A family, ready.
#[derive(Debug)]
pub(super) struct Family<'a> {
    /// Its first step.
    pub(super) start: u32,
    /// With which words it may begin: one bit for each. Most families do not begin with most words, and are not tried.
    begins: &'a [Number],
    /// Whether it may begin with a number, and with anything.
    number: bool,
    anything: bool,
}

impl Family<'_> {
    /// Whether it may begin with this word.
    pub(super) fn may_begin(&self, word: u32, number: bool) -> bool {
        let bits = at(self.begins, word as usize / 32).unwrap_or(0);
        bits & (1 << (word % 32)) != 0 || self.anything || (number && self.number)
    }
}

/// All patterns of the rules, ready to be looked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lexicon {
    /// All words that a pattern names. The number of a word is one more than its number here: 0 is a word that none names.
    words: Names,
    /// The steps of all programs.
    steps: Numbers,
    /// All sets of words: how many, and then their numbers in order.
    sets: Numbers,
    endings: Names,
    /// The list of each pattern, its first step, and [`AWAKE`] and [`OWN`] where they are true.
    programs: Numbers,
    /// Each pattern as it stands in the file.
    written: Names,
    /// Of each family its first step, where its bits begin and how many numbers they are, and with what else it may begin:
    /// 1 for a number, 2 for anything.
    families: Numbers,
    begins: Numbers,
    lists: Names,
    /// The patterns that may begin with a word.
    by_first_word: Groups,
    /// The patterns that may begin with a number, and with anything.
    by_number: Numbers,
    anywhere: Numbers,
    /// The patterns that cannot match without a word, or one of a few: those of the word.
    by_needed_word: Groups,
}

impl Lexicon {
    /// The lexicon of these words, made now. A family that does not exist never matches.
    pub fn new(words: &Words) -> Self {
        Maker::new(words).lexicon()
    }

    /// The lexicon of the words that are a part of the program.
    pub fn built_in() -> &'static Self {
        static BUILT_IN: OnceLock<Lexicon> = OnceLock::new();
        let made = || made::lexicon().and_then(form::read);
        // The tests rule out that the embedded words are broken.
        BUILT_IN.get_or_init(|| made().unwrap_or_else(|| Self::new(&Words::built_in().unwrap_or_default())))
    }

    /// The number of a word; 0 for one that no pattern names.
    pub(super) fn number_of(&self, word: &str) -> u32 {
        self.words.number(word).map_or(0, |number| number as u32 + 1)
    }

    /// The number of a list, by its name (`scope.says`).
    pub(super) fn list(&self, name: &str) -> Option<usize> {
        self.lists.number(name)
    }

    pub(super) fn list_count(&self) -> usize {
        self.lists.len()
    }

    /// The step at this place.
    #[inline]
    pub(super) fn op(&self, place: u32) -> Option<Op> {
        at(&self.steps, place as usize).map(|number| Op::unpack(number, place))
    }

    /// Whether the set at this place has the word.
    pub(super) fn set_has(&self, place: u32, word: u32) -> bool {
        let rest = self.sets.get(place as usize..).unwrap_or_default();
        let Some((length, words)) = rest.split_first() else { return false };
        let words = words.get(..u32::from_le_bytes(*length) as usize).unwrap_or_default();
        words.binary_search_by_key(&word, |word| u32::from_le_bytes(*word)).is_ok()
    }

    /// The ending of this number.
    pub(super) fn ending(&self, number: u32) -> &[u8] {
        self.endings.bytes(number as usize)
    }

    /// How many patterns there are.
    pub(super) fn program_count(&self) -> usize {
        self.written.len()
    }

    /// The pattern of this number.
    #[inline]
    pub(super) fn program(&self, number: usize) -> Option<Program> {
        let [list, start, marks] = record(&self.programs, number)?;
        Some(Program { list: list as usize, start, awake: marks & AWAKE != 0, own: marks & OWN != 0 })
    }

    /// The pattern of this number as it stands in the file; empty when there is none.
    pub(super) fn written(&self, number: usize) -> &str {
        self.written.text(number)
    }

    /// The family of this number.
    pub(super) fn family(&self, number: u32) -> Option<Family<'_>> {
        let [start, from, length, other] = record(&self.families, number as usize)?;
        let begins = self.begins.get(from as usize..from as usize + length as usize)?;
        Some(Family { start, begins, number: other & 1 != 0, anything: other & 2 != 0 })
    }

    /// The patterns that may begin with this word.
    pub(super) fn candidates(&self, word: u32, number: bool) -> impl Iterator<Item = u32> {
        let numbers: &[Number] = if number { &self.by_number } else { &[] };
        let others = numbers.iter().chain(self.anywhere.iter()).copied().map(u32::from_le_bytes);
        self.by_first_word.of(word).chain(others)
    }

    /// The patterns that this word wakes: they cannot match in a sentence without it or another word that wakes them.
    pub(super) fn woken_by(&self, word: u32) -> impl Iterator<Item = u32> {
        self.by_needed_word.of(word)
    }
}

/// The numbers of one thing in a list that has as many for each.
fn record<const N: usize>(list: &[Number], number: usize) -> Option<[u32; N]> {
    let record: &[Number; N] = list.get(number.checked_mul(N)?..)?.first_chunk()?;
    Some(record.map(u32::from_le_bytes))
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
        awake.programs.to_mut().chunks_mut(3).for_each(|program| program[2] = AWAKE.to_le_bytes());
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
        let all = lexicon.program_count();
        let sleepy = (0..all).filter(|number| lexicon.program(*number).is_some_and(|one| !one.awake)).count();
        assert!(sleepy * 10 > all * 9, "{sleepy} of {all}");
    }

    #[test]
    fn words_made_ready_now_find_what_those_made_ahead_find() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.toml");
        std::fs::write(&file, "format_version = 1\n[scope]\nsays = [\"zyzzyva {team}\"]\n").unwrap();
        let words = Words::with_own(&file).unwrap().unwrap();
        let (own, built_in) = (Lexicon::new(&words), Lexicon::built_in());
        let mut found = 0;
        for example in crate::analysis::learned::examples().iter().step_by(60) {
            let text = Text::new(&example.text);
            let (one, other) = (Reading::new(&text, &own), Reading::new(&text, built_in));
            for list in words.lists.keys() {
                let places = |reading: &Reading| -> Vec<(usize, usize, String)> {
                    let all = reading.all(list).iter();
                    all.map(|one| (one.from, one.to, reading.pattern(one).to_owned())).collect()
                };
                assert_eq!(places(&one), places(&other), "{list}: {}", example.text);
                found += one.all(list).len();
            }
        }
        assert!(found > 1000, "{found}");
        let text = Text::new("it was the zyzzyva department");
        assert_eq!(Reading::new(&text, &own).all("scope.says").len(), 1);
        assert!(Reading::new(&text, built_in).all("scope.says").is_empty());
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
