//! The result of an attempt, shown: after a practice, and again from the files.

use super::{Context, judge};
use crate::analysis::Analysis;
use crate::error::Result;
use crate::report;
use crate::takes::{Attempt, TranscriptState};
use std::path::Path;

/// Judges the attempt and prints its report, or the whole result as JSON. `notes` are said with the report.
///
/// # Errors
/// When the result cannot be printed.
pub fn show(
    attempt: &Attempt,
    folder: &Path,
    json: bool,
    notes: &[String],
    context: &Context,
) -> Result<Analysis> {
    let analysis = judge::judge(attempt, &context.lexicon_or_built_in());
    if json {
        context.output.json(&report::attempt_json(attempt, &analysis))?;
    } else {
        context.output.data(&report::attempt(attempt, &analysis, folder, notes, &context.output.style()));
    }
    Ok(analysis)
}

/// Why a take could not be transcribed, if one could not.
pub fn not_transcribed(attempt: &Attempt) -> Option<&str> {
    attempt.takes.iter().find_map(|take| match &take.transcript {
        TranscriptState::Failed { why } => Some(why.as_str()),
        _ => None,
    })
}
