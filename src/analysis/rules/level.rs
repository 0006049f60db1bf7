//! A senior reflection reaches past the code.

use super::{Rule, each};
use crate::analysis::result::{Finding, PhraseStatus, Severity, StepAnalysis};
use crate::content::{LevelName, StepName};
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "level",
    about: "For a senior the Reflection names a cause beyond the code: what teams did not share, see or own, and who was told. It is \
            met by the phrases that the story gives for this level, or by such words. Of an SDE 1 no phrase about the organization is \
            asked, neither here nor in the Result.",
    judge,
};

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    if plan.level.as_ref().is_none_or(|level| level.level != LevelName::Senior) {
        return Vec::new();
    }
    each(steps, |step| {
        let own =
            !step.phrases.is_empty() && step.phrases.iter().all(|phrase| phrase.status == PhraseStatus::Said);
        if step.step != StepName::Reflection || step.organization.stated || own {
            return None;
        }
        let message = "The reflection stays with the code; of a senior the cause beyond it is expected.";
        let hint = "Say what the teams did not share, see or own, and whom you brought that to.";
        Some(Finding::new("stays-with-the-code", Some(step.step), Severity::Fix, message, hint))
    })
}
