//! What an angle wants to hear first: the result, or the scope.

use super::Rule;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::{AngleDemand, StepName};
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "result-first",
    about: "Told for an angle that wants the outcome first (Deliver Results): a figure of the result in the first 20 s, by the times of \
            the words, or at 140 words a minute in a text. A figure that the problem has too does not count.",
    judge: result_first,
};

pub const SCOPE: Rule = Rule {
    name: "scope-first",
    about: "Told for an angle that wants the boundary first (Ownership): the scope is stated in the Situation, or within the first 23 \
            words of the Task, which is 10 s.",
    judge: scope_first,
};

/// So many words of the Task are its beginning: 10 s at 140 words a minute, half of its usual target.
const FIRST_WORDS: usize = 23;

/// A drill that leaves the beginning out is not judged.
fn result_first(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let wanted = plan.angle.as_ref().filter(|angle| angle.demand == Some(AngleDemand::ResultFirst));
    let first = steps.first().filter(|step| step.step == StepName::Situation);
    let (Some(angle), Some(first)) = (wanted, first) else { return Vec::new() };
    let seen = steps.iter().find_map(|step| {
        Some((step.step, &step.angle.as_ref()?.result_first)).filter(|(_, seen)| seen.stated)
    });
    if let Some((step, seen)) = seen {
        let message = "The result comes first.";
        let good = Finding::new(RULE.name, Some(step), Severity::Good, message, "Keep it there.");
        return vec![good.resting_on(seen)];
    }
    let message = format!(
        "For {} the outcome comes first; the first 20 s have no figure of the result.",
        angle.principle
    );
    let begin = angle.emphasise.first().map_or("the result in figures", |key| key.text.as_str());
    let hint = format!("Begin with it: {begin}.");
    vec![Finding::new(RULE.name, Some(first.step), Severity::Fix, message, hint)]
}

/// That the scope is missing, or comes later than the Task, is said by the rule for the scope.
fn scope_first(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let wanted = plan.angle.as_ref().filter(|angle| angle.demand == Some(AngleDemand::ScopeFirst));
    let scope = |name| steps.iter().find(|step| step.step == name && step.scope.stated);
    let place = scope(StepName::Situation).or_else(|| scope(StepName::Task));
    let (Some(angle), Some(place)) = (wanted, place) else { return Vec::new() };
    let at = place.scope.words.map_or(0, |words| words[0]);
    let first = place.step == StepName::Situation || at < FIRST_WORDS;
    let (severity, message, hint) = if first {
        (Severity::Good, "The scope comes first.".to_owned(), "Keep it there.")
    } else {
        let message =
            format!("For {} the scope comes first; you said it after other things.", angle.principle);
        (Severity::Fix, message, "Begin the Task with it, or say it in the Situation.")
    };
    vec![Finding::new(SCOPE.name, Some(place.step), severity, message, hint).resting_on(&place.scope)]
}
