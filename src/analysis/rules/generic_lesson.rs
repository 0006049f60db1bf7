//! A lesson that would fit any story.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "generic-lesson",
    about: "In Reflection: a platitude that would fit any story, or no lesson at all. A lesson that names what happened in this story is \
            fine, whatever words it uses.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let applies = step.step == StepName::Reflection && step.generic_lesson.stated;
        let message = "The lesson would fit any story.";
        let hint = "Say what this story taught you, and nobody else.";
        applies.then(|| {
            Finding::new("generic-lesson", Some(step.step), Severity::Fix, message, hint)
                .resting_on(&step.generic_lesson)
        })
    })
}
