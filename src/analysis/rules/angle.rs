//! Phrases that gain or lose weight when the story is told for another principle.

use super::{Rule, complete};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::KeyPhrase;
use crate::plan::{Plan, PlannedAngle};

pub const RULE: Rule = Rule {
    name: "angle",
    about: "A phrase that the angle emphasises is a key phrase of the step whose strong example says it; one that only the retelling says \
            may be said anywhere. A phrase that the angle plays down is no longer asked for, and saying it is worth knowing.",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let Some(angle) = &plan.angle else { return Vec::new() };
    let mut found = Vec::new();
    if complete(plan, steps) {
        found.extend(missing(angle, steps));
    }
    found.extend(steps.iter().filter_map(|step| played_down(angle, step)));
    found
}

/// Phrases that belong to no step, and were said in none.
fn missing(angle: &PlannedAngle, steps: &[StepAnalysis]) -> Vec<Finding> {
    let heard = || steps.iter().filter_map(|step| step.angle.as_ref()).flat_map(|heard| &heard.emphasised);
    let said = |key: &&KeyPhrase| heard().any(|phrase| phrase.phrase == key.text);
    let of = |key: &KeyPhrase| {
        let message =
            format!("{} is told with this phrase, which is missing: {}.", angle.principle, key.text);
        let hint = "Say it in the step where it fits.";
        Finding::new("missing-emphasis", None, Severity::Fix, message, hint)
    };
    angle.anywhere.iter().filter(|key| !said(key)).map(of).collect()
}

fn played_down(angle: &PlannedAngle, step: &StepAnalysis) -> Option<Finding> {
    let heard = &step.angle.as_ref()?.downplayed;
    let first = heard.first()?;
    let all: Vec<String> = heard.iter().map(|phrase| format!("\"{}\"", phrase.phrase)).collect();
    let message = format!("{} plays this down: {}.", angle.principle, all.join(", "));
    let hint = "Shorten it here, or leave it for a question.";
    let mut watch = Finding::new("played-down", Some(step.step), Severity::Watch, message, hint);
    watch.evidence.clone_from(&first.heard);
    watch.words = first.words;
    Some(watch)
}
