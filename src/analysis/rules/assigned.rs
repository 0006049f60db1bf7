//! That somebody gave the work to the speaker.

use super::{Rule, each};
use crate::analysis::reading::{Found, Reading};
use crate::analysis::result::Statement;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::seen::Seen;
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

/// Whether the text says that somebody gave the work to the speaker.
pub fn see(reading: &Reading) -> Statement {
    let mut seen = Seen::new(reading);
    for found in reading.all("assigned.says") {
        match objection(reading, found) {
            Some(because) => seen.aside(found, because),
            None => seen.counts(found),
        }
    }
    seen.statement()
}

/// Why words that look like it do not count.
fn objection(reading: &Reading, found: &Found) -> Option<&'static str> {
    const NEAR: usize = 4;
    let near = |list: &str| {
        let before = reading.before(list, found.from, NEAR);
        before.is_some_and(|guard| !reading.parted(guard.to, found.from))
    };
    if reading.overlapping("assigned.inquiry", found.from, found.to).is_some() {
        return Some("it was a question about the work");
    }
    if near("assigned.denial") || reading.within("assigned.denial", found) {
        return Some("it is denied");
    }
    if near("assigned.hypothetical") {
        return Some("it did not happen");
    }
    if reading.before("assigned.own_voice", found.from, 0).is_some()
        || reading.before("assigned.self_asked", found.from, 1).is_some()
    {
        return Some("it was the speaker who asked");
    }
    let showing = reading.after("assigned.showing", found.to.saturating_sub(1), 1);
    if showing.is_some() && reading.before("assigned.afterwards", found.from, 12).is_some() {
        return Some("it was about showing what was done already");
    }
    None
}
