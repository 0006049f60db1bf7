//! The rules, one a file: what it sees in a step, what it makes of that, and what it tells the user about itself.
//!
//! To add a rule, write its file and put it into [`RULES`].

mod assigned;
mod fillers;
mod generic_lesson;
mod handed_off;
mod pace;
mod pauses;
mod phrases;
mod quantified;
mod scope;
mod target;
mod we;

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
    we::RULE,
    generic_lesson::RULE,
    phrases::RULE,
    target::RULE,
    pace::RULE,
    pauses::RULE,
    fillers::RULE,
];

/// For a rule that looks at one step after the other.
fn each(steps: &[StepAnalysis], judge: impl Fn(&StepAnalysis) -> Option<Finding>) -> Vec<Finding> {
    steps.iter().filter_map(judge).collect()
}
