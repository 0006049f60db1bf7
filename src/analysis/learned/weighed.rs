//! A text as the model reads it, and what it says to the statements of the rules.

use super::classes::Stems;
use super::features::WINDOW;
use super::table::{self, Table};
use super::{Learned, Row, SCALE, features};
use crate::analysis::quick::QuickMap;
use crate::analysis::result::{Reason, Statement};
use crate::analysis::text::Text;
use crate::content::{StepName, statements};
use std::ops::Range;

/// Evidence has at most so many words.
const LONGEST_EVIDENCE: usize = 8;

/// A run of words that was learned, where it stands in a text: at the tokens `start..end`.
struct Run {
    start: u32,
    end: u32,
    /// The same for the same words.
    number: u32,
}

impl Run {
    fn tokens(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
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
    /// The runs that were learned for the statements of this step, in the order of their first tokens.
    runs: Vec<Run>,
    /// By the numbers of the runs: their weights.
    rows: Vec<Row>,
    /// The windows, as ranges of tokens.
    windows: Vec<(Range<usize>, Sums)>,
    /// The weights of the empty run, which every window has.
    always: Row,
}

impl<'a> Weighed<'a> {
    /// Reads the text of a step; `stems` knows some stems of its words. Takes time in proportion to its length.
    pub fn new(text: &'a Text, step: StepName, stems: Stems) -> Self {
        let known = Learned::ALL.into_iter().filter(|learned| learned.knows(step));
        let known: Vec<usize> = known.map(|learned| learned as usize).collect();
        let (runs, rows, windows) = (Vec::new(), Vec::new(), Vec::new());
        let mut weighed = Self { text, step, runs, rows, windows, always: Row::default() };
        if !known.is_empty() && !text.tokens.is_empty() {
            let table = Table::new(statements::WEIGHTS);
            weighed.always = table.find(table::key(false)).map(|(_, row)| row).unwrap_or_default();
            weighed.read(&table, &known, stems);
            weighed.weigh(&known);
        }
        weighed
    }

    /// Finds the runs with a weight in one of these columns.
    fn read(&mut self, table: &Table, columns: &[usize], stems: Stems) {
        let mut numbers: QuickMap<u32, u32> = QuickMap::default();
        self.runs.reserve(self.text.tokens.len() * 2);
        features::runs(self.text, table::hash, stems, &mut |classes, words, tokens| {
            let run = words.iter().fold(table::key(classes), |run, word| table::and(run, **word));
            let found = table.find(run).filter(|(_, row)| columns.iter().any(|column| row[*column] != 0));
            if let Some((place, row)) = found {
                let number = *numbers.entry(place).or_insert_with(|| {
                    self.rows.push(row);
                    self.rows.len() as u32 - 1
                });
                self.runs.push(Run { start: tokens.start as u32, end: tokens.end as u32, number });
            }
        });
    }

    fn weigh(&mut self, columns: &[usize]) {
        // The last window in which each run was present, from 1.
        let mut present = vec![0; self.rows.len()];
        for (at, window) in features::windows(self.text).enumerate() {
            let mut sums = Sums::default();
            for run in self.inside(&window) {
                if std::mem::replace(&mut present[run.number as usize], at + 1) <= at {
                    let row = &self.rows[run.number as usize];
                    for column in columns {
                        let weight = row[*column];
                        sums.weights[*column] += i32::from(weight);
                        sums.counts[*column] += usize::from(weight != 0);
                    }
                }
            }
            self.windows.push((window, sums));
        }
    }

    /// The runs that lie in these tokens.
    fn inside(&self, window: &Range<usize>) -> impl Iterator<Item = &Run> {
        let from = self.runs.partition_point(|run| run.tokens().start < window.start);
        let to = self.runs.partition_point(|run| run.tokens().start < window.end);
        let end = window.end;
        self.runs[from..to].iter().filter(move |run| run.tokens().end <= end)
    }

    /// The rule's statement, upheld, added or set aside by what the model has learned.
    pub fn judge(&self, learned: Learned, rule: Statement) -> Statement {
        // Who writes a pattern of their own knows better than the examples do.
        if rule.own || !learned.knows(self.step) || self.text.tokens.is_empty() {
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
        let alone = if self.text.sentences.len() > WINDOW { learned.sure() } else { 0.0 };
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
            let weight = i32::from(self.rows[run.number as usize][learned as usize]);
            let each = weight / i32::try_from(run.tokens().len()).unwrap_or(1);
            for token in run.tokens() {
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
        Weighed::new(&text, step, &|_| None).judge(learned, Statement::none())
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
        let text = "My manager came over and asked me to take care of that system.";
        assert!(judged(Learned::Assigned, StepName::Task, text).stated);
        assert!(!judged(Learned::Assigned, StepName::Reflection, text).stated);
    }

    #[test]
    fn a_window_sees_the_runs_that_lie_in_it_and_no_others() {
        let said = "I saw it, not my team. She asked me to fix that. We left it. Nobody knew. It broke again, again.";
        let text = Text::new(said);
        let weighed = Weighed::new(&text, StepName::Task, &|_| None);
        assert_eq!(weighed.windows.len(), 3);
        for (window, sums) in &weighed.windows {
            let lie_in = |run: &&Run| window.start <= run.tokens().start && run.tokens().end <= window.end;
            let wanted: std::collections::BTreeMap<u32, Row> = weighed
                .runs
                .iter()
                .filter(lie_in)
                .map(|run| (run.number, weighed.rows[run.number as usize]))
                .collect();
            assert!(wanted.len() > 10, "{window:?}");
            for column in [Learned::Scope, Learned::Assigned].map(|learned| learned as usize) {
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
}
