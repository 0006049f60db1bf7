//! That somebody gave the work to the speaker.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "assigned",
    about: "In Situation and Task: somebody (a manager, a lead, support, the rota) told, asked, suggested or assigned the work to \
            you. Then it is no initiative of your own, whatever else you say.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let applies = step.assigned.stated && matches!(step.step, StepName::Situation | StepName::Task);
        let message = "This sounds as if the work was given to you.";
        let hint = "Tell it as your own initiative, or choose another story.";
        applies.then(|| {
            Finding::new("assigned", Some(step.step), Severity::Fix, message, hint).resting_on(&step.assigned)
        })
    })
}
