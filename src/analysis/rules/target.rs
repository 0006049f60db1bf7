//! Time against target.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::countdown::Verdict;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "target",
    about: "The time from your first to your last word against the target of the step: short below 0.8 of it, too long above 1.2.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let time = step.time?;
        let (rule, message, hint) = match time.verdict {
            Verdict::OnTarget => return None,
            Verdict::Short => ("short", "This was short", "Say more: there is time for it."),
            Verdict::Over => ("over", "This was too long", "Cut what the interviewer does not need."),
        };
        let (spoken, target) = (time.spoken.as_secs(), time.target.as_secs());
        let message = format!("{message}: {spoken} s; the target is {target} s.");
        Some(Finding::new(rule, Some(step.step), Severity::Watch, message, hint))
    })
}
