//! An outcome in figures.

use super::{Rule, each};
use crate::analysis::reading::{Found, Reading};
use crate::analysis::result::Statement;
use crate::analysis::result::{Finding, Severity, StepAnalysis};
use crate::analysis::seen::Seen;
use crate::content::StepName;
use crate::plan::Plan;

pub const RULE: Rule = Rule {
    name: "figure",
    about: "In Result: a number that measures the effect, in digits or words. Dates, versions, names, the size of a team and the effort \
            spent are no effect.",
    judge,
};

fn judge(_: &Plan, steps: &[StepAnalysis]) -> Vec<Finding> {
    each(steps, |step| {
        if step.step != StepName::Result {
            return None;
        }
        let here = Some(step.step);
        Some(if step.quantified.stated {
            Finding::new("figure", here, Severity::Good, "The result has a figure.", "Keep it.")
                .resting_on(&step.quantified)
        } else {
            let hint = "Give the change in numbers: from what to what.";
            Finding::new("no-figure", here, Severity::Fix, "The result has no figure.", hint)
                .resting_on(&step.vague_outcome)
        })
    })
}

/// Whether the text gives an outcome in figures.
pub fn see(reading: &Reading) -> Statement {
    let mut seen = Seen::new(reading);
    for found in reading.all("quantified.says") {
        match named(reading, found.from, found.to) {
            Some(because) => seen.aside(found, because),
            None => seen.counts(found),
        }
    }
    for at in (0..reading.units.len()).filter(|at| reading.units[*at].number) {
        let found = Found::at(at);
        let measure = reading.overlapping("quantified.measures", at, at + 1);
        let lasting = reading.overlapping("quantified.lasting", at, at + 1);
        if let Some(because) = named(reading, at, at + 1) {
            seen.aside(&found, because);
        } else if let Some(measure) = measure.or(lasting) {
            seen.counts(&measure);
        } else if reading.overlapping("quantified.effort", at, at + 1).is_some() {
            seen.aside(&found, "it says what it took, not what came of it");
        } else if reading.overlapping("quantified.times", at, at + 1).is_some() && !tells_of_now(reading, at)
        {
            seen.aside(&found, "it says how long the work took");
        } else if reading.overlapping("quantified.size", at, at + 1).is_some()
            && reading.after("quantified.adoption", at + 1, NEAR).is_none()
        {
            seen.aside(&found, "it says how large the team or the system is");
        } else if reading.word(at) == "one" || reading.overlapping("quantified.one", at, at + 1).is_some() {
            seen.aside(&found, "\"one\" is no figure here");
        } else if !changes(reading, at) {
            seen.aside(&found, "nothing near it says that something changed");
        } else {
            seen.counts_because(
                at,
                (at + 2).min(reading.sentence(at)[1]),
                "a number that is no date, name, size or effort",
            );
        }
    }
    seen.statement()
}

/// So many words away, a verb still belongs to a number.
const NEAR: usize = 10;

/// Whether the sentence of a time tells of how it is now, not of the work.
fn tells_of_now(reading: &Reading, at: usize) -> bool {
    reading.before("quantified.now", at, NEAR).is_some()
        || reading.after("quantified.now", at + 1, NEAR).is_some()
}

/// Whether the words around a number say that something changed, or how much of something there is now.
fn changes(reading: &Reading, at: usize) -> bool {
    reading.before("quantified.change", at, NEAR).is_some()
        || reading.after("quantified.change", at + 1, NEAR).is_some()
}

/// "Postgres 15", "Gate 4": behind a name that does not begin the sentence.
fn behind_a_name(reading: &Reading, at: usize) -> bool {
    let [start, _] = reading.sentence(at);
    let Some(before) = at.checked_sub(1).filter(|before| *before > start) else { return false };
    if reading.units[at].after_mark || reading.units[before].number {
        return false;
    }
    reading.units[before].name
}

/// Why a number is none.
fn named(reading: &Reading, from: usize, to: usize) -> Option<&'static str> {
    if reading.units.get(from).is_some_and(|unit| unit.number) && behind_a_name(reading, from) {
        return Some("a part of a name");
    }
    if reading.overlapping("quantified.idiom", from, to).is_some() {
        return Some("a manner of speaking");
    }
    reading.overlapping("quantified.dates", from, to).map(|_| "a date, a version or a name")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::rules::stated;

    #[test]
    fn a_measured_effect() {
        for text in [
            "Error rate fell from four percent to almost zero.",
            "Build time was cut in half.",
            "No more pages since then, not a single one.",
            "Five teams adopted it.",
            "Now it takes 30 seconds, before that it was 20 minutes.",
        ] {
            assert!(stated(see, text), "{text}");
        }
    }

    #[test]
    fn dates_names_sizes_and_effort_measure_nothing() {
        for text in [
            "It took me three weeks to finish.",
            "I rolled it out on March 3rd.",
            "My team of eight was happy.",
            "We moved to version 4 and everyone liked it.",
            "One of the directors thanked me.",
            "I'm a hundred percent convinced that it was right.",
            "The migration to Postgres 15 was finished.",
        ] {
            assert!(!stated(see, text), "{text}");
        }
    }
}
