//! That the speaker's own work went to others.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "handed-off",
    about: "In Action: the work itself went to others, who then did it. Telling an owner and bringing the fix, a review, or a ticket \
            for the record is no hand-off.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let applies = step.handed_off.stated && step.step == StepName::Action;
        let message = "This sounds as if others did the work.";
        let hint = "Say what you did yourself.";
        applies.then(|| {
            Finding::new("handed-off", Some(step.step), Severity::Fix, message, hint)
                .resting_on(&step.handed_off)
        })
    })
}
