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
    if reading.overlapping("assigned.everybody", found.from, found.to).is_some() {
        return Some("it was put to everybody");
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::stated;

    #[test]
    fn somebody_gave_the_work() {
        for text in [
            "My boss wanted me to look at the failing exports.",
            "I was asked by the head of logistics to take this over.",
            "He said, you know the code, please fix it.",
            "The ticket was assigned to me in the planning.",
            "my lead said can you take a look at this",
            "It landed on my desk.",
            "My supervisor announced that the archive was my job now.",
            "What the client expected of me was a working export.",
            "The committee agreed on me.",
        ] {
            assert!(stated(see, text), "{text}");
        }
    }

    #[test]
    fn nobody_did_or_only_asked_about_it() {
        for text in [
            "Nobody asked me to do it.",
            "I asked my manager for two days and he agreed.",
            "I assigned the ticket to myself.",
            "Later the director asked me why I had done it.",
            "My lead told me to leave it alone.",
            "In the standup the lead asked if anyone had an idea.",
            "We agreed that I write the parser and she writes the tests.",
            "It was my job from the start, and I was the one responsible for it.",
            "If somebody had asked me to do it, I would have said no.",
        ] {
            assert!(!stated(see, text), "{text}");
        }
    }
}
