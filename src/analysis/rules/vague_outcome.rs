//! An outcome that is only an activity or a mood.

use crate::analysis::reading::Reading;
use crate::analysis::result::Statement;
use crate::analysis::seen::Seen;
use crate::content::StepName;

/// Fewer words are no outcome at all.
const ENOUGH_WORDS: usize = 4;

/// Whether the outcome is only an activity or a mood. A measured outcome is never vague, whatever stands beside it; a
/// result that measures nothing is at best an activity.
pub fn see(reading: &Reading, step: StepName, quantified: &Statement) -> Statement {
    let mut seen = Seen::new(reading);
    for found in reading.all("vague_outcome.says") {
        seen.counts(found);
    }
    if step == StepName::Result
        && reading.all("vague_outcome.says").is_empty()
        && reading.units.len() >= ENOUGH_WORDS
        && let Some([start, end]) = reading.sentences().last()
    {
        seen.counts_because(start, end, "nothing in it is measured");
    }
    let statement = seen.statement();
    if quantified.stated { statement.taken_back("there is a figure beside it") } else { statement }
}
