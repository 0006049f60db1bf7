//! Fillers a minute, over the whole answer.

use super::Rule;
use crate::analysis::delivery::per_minute;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::plan::Plan;
use std::time::Duration;

pub const RULE: Rule = Rule {
    name: "fillers",
    about: "Filler words by minutes of speech, over the whole answer: a step of 15 s is too short for a rate. Up to 5 a minute did no \
            harm, 12 did (Laske & DiGennaro Reed 2024). The count is a lower bound: speech engines leave many out.",
    judge,
};

/// Fillers a minute of speech from here on are worth a word.
const MANY_PER_MINUTE: f64 = 5.0;

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let spoken = || steps.iter().filter(|step| step.delivery.is_some());
    let speech: Duration = spoken().filter_map(|step| step.delivery.as_ref()).map(|one| one.speech).sum();
    let count = spoken().map(|step| step.fillers.len()).sum();
    let Some(rate) = per_minute(count, speech).filter(|rate| *rate > MANY_PER_MINUTE) else {
        return Vec::new();
    };
    let message = format!(
        "At least {count} fillers in {} s of speech, {rate:.0} a minute; up to 5 do no harm.",
        speech.as_secs()
    );
    let mut finding =
        Finding::new("fillers", None, Severity::Watch, message, "Pause instead; silence sounds sure.");
    let words: Vec<&str> = spoken().flat_map(|step| &step.fillers).map(|one| one.word.as_str()).collect();
    finding.evidence = Some(words.join(", "));
    vec![finding]
}
