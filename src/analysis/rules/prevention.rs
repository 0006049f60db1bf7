//! What an angle wants to hear of: the step that prevents the next failure.

use super::{Rule, complete};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::AngleDemand;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "prevention-said",
    about: "Told for an angle that wants prevention (Invent and Simplify): one of the phrases that it emphasises, or from the Action on a \
            word such as \"prevent\", \"alert\" or \"automate\".",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    let wanted = plan.angle.as_ref().filter(|angle| angle.demand == Some(AngleDemand::PreventionSaid));
    let Some(angle) = wanted else { return Vec::new() };
    let seen = steps
        .iter()
        .find_map(|step| Some((step.step, &step.angle.as_ref()?.prevention)).filter(|(_, seen)| seen.stated));
    match seen {
        Some((step, seen)) => {
            let message = "You say what prevents the next failure.";
            vec![Finding::new(RULE.name, Some(step), Severity::Good, message, "Keep it.").resting_on(seen)]
        }
        None if complete(plan, steps) => {
            let message =
                format!("For {} the step that prevents the next failure must be heard.", angle.principle);
            let say = angle.emphasise.first().map_or("what keeps it from coming back", |key| &key.text);
            vec![Finding::new(RULE.name, None, Severity::Fix, message, format!("Say it: {say}."))]
        }
        None => Vec::new(),
    }
}
