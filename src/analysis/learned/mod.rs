//! What lists of words miss: a small linear model that weighs runs of up to three words, and of their classes, trained on
//! sentences of our own.
//!
//! The rules find a statement by patterns, and an unusual wording slips through them. The model has read some eleven
//! thousand labelled texts (`content/statements`), knows no pattern, and is right about many of these. Neither is
//! sure alone, so both are added: the model's score, and a fixed share for the rule's yes or no. What decided can be
//! shown: the score is a sum over words.
//!
//! The method is a linear support vector machine with squared hinge loss on the presence of runs of words (Joachims
//! 1998; Fan et al. 2008, LIBLINEAR). It is trained by [`train`], always with the same result.

mod classes;
mod features;
mod table;
mod train;

use super::quick::QuickMap;
use super::result::{Reason, Statement};
use super::text::Text;
use crate::content::{StepName, statements};
use std::ops::Range;
use std::sync::LazyLock;
use table::{Table, searched};

pub use train::{Example, examples, train};

/// A model is trained on one to four sentences; a longer text is read in windows of so many.
const WINDOW: usize = 3;
/// The best of many windows is high by chance: in a text that is longer than one, the model alone must be so sure.
const SURE: f32 = 0.5;
/// Evidence has at most so many words.
const LONGEST_EVIDENCE: usize = 8;
/// Weights are kept as whole numbers of this size.
const SCALE: f32 = 1000.0;

/// What is learned, each with weights of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Learned {
    /// The work was not the speaker's to do.
    Scope,
    /// Somebody gave the work to the speaker.
    Assigned,
    /// The speaker's work went to others.
    HandedOff,
    /// An outcome in figures.
    Quantified,
    /// An outcome that is only an activity or a mood.
    VagueOutcome,
    /// A lesson that would fit any story.
    GenericLesson,
}

impl Learned {
    /// All of them, in the order of the columns of the weights.
    pub const ALL: [Self; 6] = [
        Self::Scope,
        Self::Assigned,
        Self::HandedOff,
        Self::Quantified,
        Self::VagueOutcome,
        Self::GenericLesson,
    ];

    /// Its key in the examples and in the JSON of an analysis.
    pub fn key(self) -> &'static str {
        match self {
            Self::Scope => "scope",
            Self::Assigned => "assigned",
            Self::HandedOff => "handed_off",
            Self::Quantified => "quantified",
            Self::VagueOutcome => "vague_outcome",
            Self::GenericLesson => "generic_lesson",
        }
    }

    /// How much the rule's yes, and how much its no, counts beside the score of the model, whose margin is 1. Chosen on
    /// examples that were written by people who had not seen the rules, by training on two thirds and looking at the
    /// last: where a rule says yes it is mostly right, and its no says little, for there are more wordings than patterns.
    fn trust_in_rule(self) -> (f32, f32) {
        match self {
            Self::Assigned => (0.4, 0.2),
            Self::Scope | Self::HandedOff => (0.6, 0.2),
            Self::Quantified => (0.5, 0.2),
            Self::VagueOutcome => (0.3, 0.1),
            Self::GenericLesson => (0.4, 0.4),
        }
    }

    /// Whether the examples are about this step: elsewhere the rule alone speaks.
    fn knows(self, step: StepName) -> bool {
        match self {
            Self::Scope => matches!(step, StepName::Situation | StepName::Task),
            Self::Assigned => matches!(step, StepName::Situation | StepName::Task | StepName::Action),
            Self::HandedOff => step == StepName::Action,
            Self::Quantified | Self::VagueOutcome => step == StepName::Result,
            Self::GenericLesson => step == StepName::Reflection,
        }
    }
}

/// One weight for each of [`Learned::ALL`].
type Row = [i16; Learned::ALL.len()];

/// Where the weights of a run of words stand; nothing for one that was never learned. The empty run is there in every text.
/// `many`: many are asked for.
fn columns_of(words: &str, many: bool) -> Option<&'static str> {
    static TABLE: LazyLock<Table> = LazyLock::new(|| Table::new(statements::WEIGHTS));
    if many { TABLE.get(words) } else { searched(statements::WEIGHTS, words) }
}
/// A text of more words than this is long: making the table takes as long as searching the lines for so many.
const MANY: usize = 150;

fn row(columns: &str) -> Row {
    let mut row = Row::default();
    for (weight, column) in row.iter_mut().zip(columns.split('\t')) {
        *weight = column.parse().unwrap_or_default();
    }
    row
}

/// A run of words that was learned, where it stands in a text.
struct Run {
    tokens: Range<usize>,
    /// The same for the same words.
    number: usize,
    row: Row,
}

/// The sums of the weights of what is present in a window, each run once, and how many runs have a weight.
#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    weights: [i32; Learned::ALL.len()],
    counts: [usize; Learned::ALL.len()],
}

/// A text as the model reads it: once for all statements.
pub struct Weighed<'a> {
    text: &'a Text,
    step: StepName,
    /// The runs that were learned, in the order of their first tokens.
    runs: Vec<Run>,
    /// The windows, as ranges of tokens.
    windows: Vec<(Range<usize>, Sums)>,
    /// The weights of the empty run, which every window has.
    always: Row,
}

impl<'a> Weighed<'a> {
    /// Reads the text of a step. Takes time in proportion to its length.
    pub fn new(text: &'a Text, step: StepName) -> Self {
        let mut weighed = Self { text, step, runs: Vec::new(), windows: Vec::new(), always: Row::default() };
        if Learned::ALL.iter().any(|learned| learned.knows(step)) && !text.tokens.is_empty() {
            weighed.always = columns_of("", false).map(row).unwrap_or_default();
            let different = weighed.read();
            weighed.weigh(different);
        }
        weighed
    }

    /// Finds the runs that were learned; gives how many different ones there are.
    fn read(&mut self) -> usize {
        let many = self.text.tokens.len() > MANY;
        let mut numbers: QuickMap<*const u8, usize> = QuickMap::default();
        let mut rows: Vec<Row> = Vec::new();
        features::runs(self.text, &mut |words, tokens| {
            if let Some(columns) = columns_of(words, many) {
                // The same words have their weights in the same place.
                let number = *numbers.entry(columns.as_ptr()).or_insert_with(|| {
                    rows.push(row(columns));
                    rows.len() - 1
                });
                self.runs.push(Run { tokens, number, row: rows[number] });
            }
        });
        rows.len()
    }

    fn weigh(&mut self, different: usize) {
        // The last window in which each run was present, from 1.
        let mut present = vec![0; different];
        let sentences = &self.text.sentences;
        for first in 0..=sentences.len().saturating_sub(WINDOW) {
            let Some(last) = sentences.get(first..).and_then(|rest| rest.iter().take(WINDOW).next_back())
            else {
                continue;
            };
            let window = sentences[first].start..last.end;
            let mut sums = Sums::default();
            for run in self.inside(&window) {
                if std::mem::replace(&mut present[run.number], first + 1) <= first {
                    for (column, weight) in run.row.iter().enumerate() {
                        sums.weights[column] += i32::from(*weight);
                        sums.counts[column] += usize::from(*weight != 0);
                    }
                }
            }
            self.windows.push((window, sums));
        }
    }

    /// The runs that lie in these tokens.
    fn inside(&self, window: &Range<usize>) -> impl Iterator<Item = &Run> {
        let from = self.runs.partition_point(|run| run.tokens.start < window.start);
        let to = self.runs.partition_point(|run| run.tokens.start < window.end);
        let end = window.end;
        self.runs[from..to].iter().filter(move |run| run.tokens.end <= end)
    }

    /// The rule's statement, upheld, added or set aside by what the model has learned.
    pub fn judge(&self, learned: Learned, rule: Statement) -> Statement {
        if !learned.knows(self.step) || self.text.tokens.is_empty() {
            return rule;
        }
        let (yes, no) = learned.trust_in_rule();
        let best = self
            .windows
            .iter()
            .map(|(window, sums)| {
                let said = rule.words.is_some_and(|words| self.holds(window, words));
                (self.score(learned, sums) + if said { yes } else { -no }, window)
            })
            .max_by(|(one, _), (other, _)| one.total_cmp(other));
        let alone = if self.text.sentences.len() > WINDOW { SURE } else { 0.0 };
        match best {
            Some((score, window)) if score > alone && !rule.stated => {
                let words = self.evidence(learned, window);
                let said = self.text.written(words);
                let because = format!("learned from examples: these words weigh most ({score:+.2})");
                let mut reasons = rule.reasons;
                reasons.push(Reason { said: said.clone(), words, counts: true, because });
                Statement { reasons, ..Statement::by(words, said) }
            }
            Some((score, _)) if score <= 0.0 && rule.stated => rule.taken_back(&format!(
                "learned from examples: the words around it speak against it ({score:+.2})"
            )),
            _ => rule,
        }
    }

    fn holds(&self, window: &Range<usize>, words: [usize; 2]) -> bool {
        let [from, to] = self.text.range(window.start, window.end);
        from <= words[0] && words[1] <= to
    }

    fn score(&self, learned: Learned, sums: &Sums) -> f32 {
        let column = learned as usize;
        let sum = sums.weights[column] as f32 * features::share(sums.counts[column]);
        (f32::from(self.always[column]) + sum) / SCALE
    }

    /// The words of the window that weigh most, as a range of words of the text. The weight of a run is shared among its
    /// tokens, of which there are at most three.
    fn evidence(&self, learned: Learned, window: &Range<usize>) -> [usize; 2] {
        let mut weights = vec![0; window.len()];
        for run in self.inside(window) {
            let each = i32::from(run.row[learned as usize]) / i32::try_from(run.tokens.len()).unwrap_or(1);
            for token in run.tokens.clone() {
                weights[token - window.start] += each;
            }
        }
        let mut best = (0, window.start, window.start + 1);
        for from in 0..weights.len() {
            let mut sum = 0;
            for (length, weight) in weights[from..].iter().take(LONGEST_EVIDENCE).enumerate() {
                sum += weight;
                if sum > best.0 {
                    best = (sum, window.start + from, window.start + from + length + 1);
                }
            }
        }
        self.text.range(best.1, best.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(learned: Learned, step: StepName, text: &str) -> Statement {
        let text = Text::new(text);
        Weighed::new(&text, step).judge(learned, Statement::none())
    }

    #[test]
    fn an_unusual_wording_is_understood_and_its_words_are_shown() {
        let text = "The scheduler had its own crew upstairs and I had no business in there.";
        let found = judged(Learned::Scope, StepName::Task, text);
        assert!(found.stated, "{found:?}");
        let [from, to] = found.words.unwrap_or_default();
        let words: Vec<&str> = text.split(' ').collect();
        assert_eq!(found.evidence.as_deref(), Some(words[from..to].join(" ").as_str()));
        assert!(to - from <= LONGEST_EVIDENCE);
        assert!(found.reasons.iter().any(|reason| reason.counts && reason.because.contains("learned")));
    }

    #[test]
    fn a_step_without_examples_is_left_to_the_rules() {
        let text = "That system belonged to another department and nobody had asked me.";
        assert!(judged(Learned::Scope, StepName::Task, text).stated);
        assert!(!judged(Learned::Scope, StepName::Reflection, text).stated);
    }

    #[test]
    fn a_window_sees_the_runs_that_lie_in_it_and_no_others() {
        let said = "I saw it, not my team. She asked me to fix that. We left it. Nobody knew. It broke again, again.";
        let text = Text::new(said);
        let weighed = Weighed::new(&text, StepName::Task);
        assert_eq!(weighed.windows.len(), 3);
        for (window, sums) in &weighed.windows {
            let lie_in = |run: &&Run| window.start <= run.tokens.start && run.tokens.end <= window.end;
            let wanted: std::collections::BTreeMap<usize, Row> =
                weighed.runs.iter().filter(lie_in).map(|run| (run.number, run.row)).collect();
            assert!(wanted.len() > 10, "{window:?}");
            for column in 0..Learned::ALL.len() {
                let sum: i32 = wanted.values().map(|row| i32::from(row[column])).sum();
                let count = wanted.values().filter(|row| row[column] != 0).count();
                assert_eq!((sums.weights[column], sums.counts[column]), (sum, count));
            }
        }
    }

    #[test]
    fn nothing_is_stated_by_nothing() {
        for learned in Learned::ALL {
            for step in StepName::ALL {
                assert!(!judged(learned, step, "").stated);
                assert!(!judged(learned, step, "[BLANK_AUDIO] ♪ ...").stated);
            }
        }
    }

    /// The weights that ship are what [`train`] makes of the examples that ship.
    /// `REMAKE=1 cargo test --no-default-features --lib learned` writes them anew.
    #[test]
    fn the_weights_come_from_the_examples() {
        let made = train(&examples());
        if std::env::var_os("REMAKE").is_some() {
            let file = concat!(env!("CARGO_MANIFEST_DIR"), "/content/statements/weights.tsv");
            std::fs::write(file, &made).unwrap();
        }
        assert!(made == statements::WEIGHTS, "REMAKE=1 writes the weights anew");
    }
}
