//! An outcome in figures.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "figure",
    about: "In Result: a number that measures the effect, in digits or words. Dates, versions, names, the size of a team and the effort \
            spent are no effect.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        if step.step != StepName::Result {
            return None;
        }
        let here = Some(step.step);
        Some(if step.quantified.stated {
            Finding::new("figure", here, Severity::Good, "The result has a figure.", "Keep it.")
                .resting_on(&step.quantified)
        } else {
            let hint = "Give the change in numbers: from what to what.";
            Finding::new("no-figure", here, Severity::Fix, "The result has no figure.", hint)
                .resting_on(&step.vague_outcome)
        })
    })
}
