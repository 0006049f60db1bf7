//! That the work was not the speaker's to do, said before the first action.

use super::Rule;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "scope",
    about: "Somewhere in Situation or Task you say that the work was not yours to do: another team's service, no ticket, \
            nobody had asked, outside your area, your own initiative. Said later, the interviewer has already heard the \
            actions as your ordinary job. It does not count when somebody gave you the work.",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let early = |step: &&StepAnalysis| matches!(step.step, StepName::Situation | StepName::Task);
    let Some(step) = steps.iter().rfind(early) else { return Vec::new() };
    let wanted = plan.step(StepName::Task).is_some();
    if !wanted || steps.iter().filter(early).any(|step| step.scope.stated) {
        return Vec::new();
    }
    let hint = "Try one of: not my team · no ticket · nobody had asked.";
    let late = steps.iter().find(|step| step.scope.stated);
    vec![if let Some(late) = late {
        let message = "You said only later that this was not yours to do.";
        Finding::new("late-scope", Some(late.step), Severity::Fix, message, hint).resting_on(&late.scope)
    } else {
        let message = "You did not say that this was not yours to do.";
        Finding::new("missing-scope", Some(step.step), Severity::Fix, message, hint)
    }]
}
