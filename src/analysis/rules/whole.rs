//! The length of the whole answer against the limit of the level.

use super::{Rule, complete};
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::content::{LevelName, StepName};
use crate::plan::{Plan, speaking_time};
use std::time::Duration;

/// The name of the rule; its findings begin with it.
pub const NAME: &str = "whole";

pub const RULE: Rule = Rule {
    name: NAME,
    about: "All steps together against the limit of the level: up to 2 minutes for an SDE 1, the step targets for an SDE 2, 2.5 to 3 \
            minutes for a senior, or what the story says. A text is timed at 140 words a minute. A little beyond a limit does no harm: \
            Toastmasters give 30 s after 7 minutes and before 5.",
    judge,
};

/// So much beyond a limit does no harm: Toastmasters give 30 s after 7 minutes, and 30 s before 5.
const GRACE_OVER: f64 = 30.0 / 420.0;
/// The same before a lower limit.
const GRACE_SHORT: f64 = 30.0 / 300.0;

fn judge(plan: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    of_length(plan, steps, steps.iter().map(length).sum())
}

/// What there is to say about an answer of this length; one that was spoken in one go has pauses between its steps, too.
pub fn of_length(plan: &Plan, steps: &[StepAnalysis], length: Duration) -> Vec<Finding> {
    let Some(limit) = plan.limit else { return Vec::new() };
    let all = complete(plan, steps);
    let took = if steps.iter().all(|step| step.time.is_some()) {
        format!("The whole answer took {}", clock(length))
    } else {
        format!("The whole answer would take about {}", clock(length))
    };
    let who = plan.level.as_ref().map_or("the steps have", |level| match level.level {
        LevelName::Sde1 => "an SDE 1 has",
        LevelName::Sde2 => "an SDE 2 has",
        LevelName::Senior => "a senior has",
    });
    let (at_least, at_most) = (limit.at_least, limit.at_most);
    if length > at_most.mul_f64(1.0 + GRACE_OVER) {
        let hint = match longest(plan, steps) {
            Some(step) => format!("Begin to cut in {}, which is furthest over its target.", step.title()),
            None => "Cut what the interviewer does not need.".to_owned(),
        };
        let message = format!("{took}; {who} up to {}.", clock(at_most));
        return vec![Finding::new("whole-over", None, Severity::Watch, message, hint)];
    }
    if all && length < at_least.mul_f64(1.0 - GRACE_SHORT) {
        let message = format!("{took}; {who} {} to {}.", clock(at_least), clock(at_most));
        let hint = "There is time for trade-offs, and for what changed beyond the code.";
        return vec![Finding::new("whole-short", None, Severity::Watch, message, hint)];
    }
    Vec::new()
}

/// The time of a step, or the time that its written words would take.
fn length(step: &StepAnalysis) -> Duration {
    step.time.map_or_else(|| speaking_time(step.words), |time| time.spoken)
}

/// The step that is furthest over its target, if any is over.
fn longest(plan: &Plan, steps: &[StepAnalysis]) -> Option<StepName> {
    let over = |step: &StepAnalysis| {
        Some(length(step).saturating_sub(plan.step(step.step)?.target)).filter(|over| !over.is_zero())
    };
    steps.iter().filter_map(|step| Some((over(step)?, step.step))).max().map(|(_, step)| step)
}

fn clock(time: Duration) -> String {
    let seconds = time.as_secs_f64().round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}
