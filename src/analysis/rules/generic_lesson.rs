//! A lesson that would fit any story.

use super::{Rule, each};
use crate::analysis::reading::Reading;
use crate::analysis::result::Statement;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::seen::Seen;
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "generic-lesson",
    about: "In Reflection: a platitude that would fit any story, or no lesson at all. A lesson that names what happened in this story is \
            fine, whatever words it uses.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        let applies = step.step == StepName::Reflection && step.generic_lesson.stated;
        let message = "The lesson would fit any story.";
        let hint = "Say what this story taught you, and nobody else.";
        applies.then(|| {
            Finding::new("generic-lesson", Some(step.step), Severity::Fix, message, hint)
                .resting_on(&step.generic_lesson)
        })
    })
}

/// So many words of the story's own make a lesson its own.
const OWN_WORDS: usize = 2;
/// Beside a saying it takes more of them.
const OWN_WORDS_BESIDE_A_SAYING: usize = 3;

/// Whether the lesson would fit any story: hardly a word in it is one that not every story has.
pub fn see(reading: &Reading) -> Statement {
    let mut seen = Seen::new(reading);
    let count = reading.units.len();
    if count == 0 {
        return seen.statement();
    }
    let mut general = vec![false; count];
    for list in ["generic_lesson.general", "generic_lesson.sayings", "generic_lesson.empty"] {
        for found in reading.all(list) {
            general[found.from..found.to].fill(true);
        }
    }
    let own: std::collections::BTreeSet<&str> =
        (0..count).filter(|at| !general[*at]).map(|at| reading.word(at)).collect();
    let sayings = reading.all("generic_lesson.sayings").iter().chain(reading.all("generic_lesson.empty"));
    let mut sayings: Vec<_> = sayings.collect();
    sayings.sort_by_key(|found| found.from);
    let enough = if sayings.is_empty() { OWN_WORDS } else { OWN_WORDS_BESIDE_A_SAYING };
    if own.len() < enough {
        for found in &sayings {
            seen.counts(found);
        }
        if sayings.is_empty() {
            seen.counts_because(0, reading.sentence(0)[1], "hardly a word of it belongs to this story");
        }
    } else {
        let words: Vec<&str> = own.into_iter().take(8).collect();
        for found in &sayings {
            seen.aside(found, &format!("the lesson has words of its own: {}", words.join(", ")));
        }
    }
    seen.statement()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::stated;

    #[test]
    fn a_platitude_fits_any_story() {
        for text in [
            "Teamwork is the key to success.",
            "I learned so much, technically and personally.",
            "It taught me to take ownership and be proactive.",
            "i think communication is very very important in every project",
        ] {
            assert!(stated(see, text), "{text}");
        }
    }

    #[test]
    fn a_lesson_with_words_of_the_story() {
        for text in [
            "I learned that a retry without a cap can take down the server it wants to save.",
            "Communication was the problem: the release notes went to a list that nobody read.",
            "The lesson for me is to test the restore, not the backup.",
            "",
        ] {
            assert!(!stated(see, text), "{text}");
        }
    }
}
