//! Words a minute.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "pace",
    about: "Spoken words by minutes of speech (pauses left out). From 100 to 165 is Microsoft's range; all published ranges overlap from \
            130 to 160.",
    judge,
};

/// Words a minute outside of this range are worth a word (Microsoft Speaker Coach).
const RANGE: std::ops::RangeInclusive<f64> = 100.0..=165.0;

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let pace = step.delivery.as_ref()?.words_per_minute.filter(|pace| !RANGE.contains(pace))?;
        let (word, hint) = if pace > *RANGE.end() {
            ("fast", "Slow down: pause after every sentence.")
        } else {
            ("slow", "Speak a little faster.")
        };
        let message = format!(
            "{} words a minute of speech is {word}; from 100 to 165 is easy to follow.",
            pace.round()
        );
        Some(Finding::new("pace", Some(step.step), Severity::Watch, message, hint))
    })
}
