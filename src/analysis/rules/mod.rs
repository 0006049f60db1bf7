//! The rules, one a file: what it sees in a step, what it makes of that, and what it tells the user about itself.
//!
//! To add a rule, write its file and put it into [`RULES`].

mod angle;
pub(super) mod assigned;
pub(super) mod fillers;
pub(super) mod generic_lesson;
pub(super) mod handed_off;
pub(super) mod i_actions;
mod level;
mod opening;
mod pace;
mod pauses;
mod phrases;
mod prevention;
pub(super) mod quantified;
pub(super) mod scope;
mod target;
pub(super) mod vague_outcome;
pub(super) mod we;
pub(super) mod whole;

use super::result::{Finding, StepAnalysis};
use crate::plan::Plan;

/// A rule: from what was seen in the steps to findings.
#[derive(Debug)]
pub struct Rule {
    /// Its name, for `--explain`.
    pub name: &'static str,
    /// What it looks for, and why that matters; for the user.
    pub about: &'static str,
    /// What it says about the steps of this plan. Pure.
    pub judge: fn(&Plan, &[StepAnalysis]) -> Vec<Finding>,
}

/// All rules. Findings of one severity stand in this order: first whose work it was, who did it, what came of it; then
/// what was learned; then words and delivery.
pub const RULES: &[Rule] = &[
    scope::RULE,
    assigned::RULE,
    handed_off::RULE,
    quantified::RULE,
    opening::RULE,
    opening::SCOPE,
    prevention::RULE,
    we::RULE,
    generic_lesson::RULE,
    level::RULE,
    phrases::RULE,
    angle::RULE,
    target::RULE,
    whole::RULE,
    pace::RULE,
    pauses::RULE,
    fillers::RULE,
];

/// Whether a rule states something of a text.
#[cfg(test)]
fn stated(see: impl Fn(&super::reading::Reading) -> super::result::Statement, text: &str) -> bool {
    let text = super::text::Text::new(text);
    see(&super::reading::Reading::new(&text, super::lexicon::Lexicon::built_in())).stated
}

/// For a rule that looks at one step after the other.
fn each(steps: &[StepAnalysis], judge: impl Fn(&StepAnalysis) -> Option<Finding>) -> Vec<Finding> {
    steps.iter().filter_map(judge).collect()
}

/// Whether the whole answer was given: nothing is missing from a drill, or from an answer that was cut off.
fn complete(plan: &Plan, steps: &[StepAnalysis]) -> bool {
    plan.limit.is_some()
        && plan.steps.iter().all(|planned| steps.iter().any(|step| step.step == planned.step))
}
