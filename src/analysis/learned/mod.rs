//! What lists of words miss: a small linear model that weighs runs of up to three words, and of their classes, trained on
//! sentences of our own.
//!
//! The rules find a statement by patterns, and an unusual wording slips through them. The model has read some nine
//! thousand labelled texts (`content/statements`), knows no pattern, and is right about many of these. Neither is
//! sure alone, so both are added: the model's score, and a fixed share for the rule's yes or no. What decided can be
//! shown: the score is a sum over words.
//!
//! The method is a linear support vector machine with squared hinge loss on the presence of runs of words (Joachims
//! 1998; Fan et al. 2008, LIBLINEAR). It is trained by [`train`], always with the same result.

mod classes;
mod features;
mod train;

use super::quick::QuickMap;
use super::result::{Reason, Statement};
use super::text::Text;
use crate::content::{StepName, statements};
use features::Features;
use std::ops::Range;
use std::sync::LazyLock;

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
            Self::Assigned => (0.8, 0.0),
            Self::Scope | Self::HandedOff => (0.8, 0.1),
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

/// The columns of every run of words. The empty run is there in every text. Made for long texts only: it takes as long as
/// some thousand searches through the lines, which are in order.
static WEIGHTS: LazyLock<QuickMap<&'static str, &'static str>> = LazyLock::new(|| {
    let mut weights = QuickMap::default();
    // A line has some 25 bytes.
    weights.reserve(statements::WEIGHTS.len() / 25);
    weights.extend(statements::WEIGHTS.lines().filter_map(|line| line.split_once('\t')));
    weights
});
/// A text of more runs than this is long: some 600 words.
const MANY: usize = 5_000;

/// The weights of a run of words: nothing for one that was never learned. `many`: many are asked for.
fn weights_of(words: &str, many: bool) -> Row {
    let mut row = Row::default();
    let columns = if many { WEIGHTS.get(words).copied() } else { searched(statements::WEIGHTS, words) };
    if let Some(columns) = columns {
        for (weight, column) in row.iter_mut().zip(columns.split('\t')) {
            *weight = column.parse().unwrap_or_default();
        }
    }
    row
}

/// What stands behind the first tab in the line that begins with these words, by halving the lines.
fn searched(mut lines: &'static str, words: &str) -> Option<&'static str> {
    while !lines.is_empty() {
        let bytes = lines.as_bytes();
        let middle = bytes.len() / 2;
        let start = bytes[..middle].iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        let end =
            bytes[middle..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |at| middle + at);
        let (run, columns) = lines[start..end].split_once('\t')?;
        match run.cmp(words) {
            std::cmp::Ordering::Less => lines = lines.get(end + 1..).unwrap_or_default(),
            std::cmp::Ordering::Greater => lines = &lines[..start],
            std::cmp::Ordering::Equal => return Some(columns),
        }
    }
    None
}

/// A text as the model reads it: once for all statements.
pub struct Weighed<'a> {
    text: &'a Text,
    step: StepName,
    features: Features,
    /// The weights of every run of the text.
    rows: Vec<Row>,
    /// Those of the empty run, which every window has.
    always: Row,
}

impl<'a> Weighed<'a> {
    /// Reads the text of a step.
    pub fn new(text: &'a Text, step: StepName) -> Self {
        let known = Learned::ALL.iter().any(|learned| learned.knows(step));
        let features = if known { Features::new(text) } else { Features::default() };
        let many = features.all().count() > MANY;
        let rows = features.all().map(|run| weights_of(run, many)).collect();
        Self { text, step, features, rows, always: weights_of("", false) }
    }

    /// The rule's statement, upheld, added or set aside by what the model has learned.
    pub fn judge(&self, learned: Learned, rule: Statement) -> Statement {
        if !learned.knows(self.step) || self.text.tokens.is_empty() {
            return rule;
        }
        let (yes, no) = learned.trust_in_rule();
        let best = self
            .windows()
            .into_iter()
            .map(|window| {
                let said = rule.words.is_some_and(|words| self.holds(&window, words));
                (self.score(learned, &window) + if said { yes } else { -no }, window)
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

    /// The windows, as ranges of tokens.
    fn windows(&self) -> Vec<Range<usize>> {
        let sentences = &self.text.sentences;
        let last = sentences.len().saturating_sub(WINDOW);
        (0..=last)
            .filter_map(|first| {
                let end = sentences.get(first..)?.iter().take(WINDOW).next_back()?.end;
                Some(sentences[first].start..end)
            })
            .collect()
    }

    fn holds(&self, window: &Range<usize>, words: [usize; 2]) -> bool {
        let [from, to] = self.text.range(window.start, window.end);
        from <= words[0] && words[1] <= to
    }

    fn score(&self, learned: Learned, window: &Range<usize>) -> f32 {
        let column = learned as usize;
        let (sum, count) = self.features.within(window, |run| self.rows[run][column]);
        (f32::from(self.always[column]) + sum as f32 * features::share(count)) / SCALE
    }

    /// The words of the window that weigh most, as a range of words of the text.
    fn evidence(&self, learned: Learned, window: Range<usize>) -> [usize; 2] {
        let column = learned as usize;
        let weights = self.features.by_token(&window, |run| self.rows[run][column]);
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
    fn the_lines_are_searched_as_the_map_is() {
        for words in statements::WEIGHTS.lines().filter_map(|line| line.split('\t').next()) {
            assert_eq!(searched(statements::WEIGHTS, words), WEIGHTS.get(words).copied(), "{words}");
        }
        for words in ["zebra crossing me", "~", "\u{1F600}", "a quite unheard of run"] {
            assert_eq!(searched(statements::WEIGHTS, words), None, "{words}");
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
