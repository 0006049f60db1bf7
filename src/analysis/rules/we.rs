//! First-person plurals.

use super::{Rule, each};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "we",
    about: "Every \"we\", \"us\" and \"our\". An interviewer asks what you did: in Action and Result it is to be fixed, elsewhere it is \
            worth knowing. A step of a story may allow it (first_person = false).",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let first = step.we.first()?;
        let first_person = plan.step(step.step).is_none_or(|planned| planned.first_person);
        let matters = first_person && matches!(step.step, StepName::Action | StepName::Result);
        let severity = if matters { Severity::Fix } else { Severity::Watch };
        let count = if step.we.len() == 1 { "once".into() } else { format!("{} times", step.we.len()) };
        let message = format!("You said \"we\" {count}.");
        let hint = "Say what you did yourself: begin with \"I\".";
        let mut finding = Finding::new("we", Some(step.step), severity, message, hint);
        finding.evidence = Some(first.sentence.clone());
        finding.words = Some([first.at, first.at + 1]);
        Some(finding)
    })
}
