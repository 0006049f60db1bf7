//! What a killed program left behind becomes a part of its attempt again.

use super::attempt::{AttemptOutcome, Take, TakeOutcome, TranscriptState};
use super::store::{OpenAttempt, Store, take_of};
use crate::capture::{self, Problem, RecordedTake};
use crate::error::Result;
use std::path::Path;
use std::time::Duration;

/// What was done about one attempt that did not end by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Recovery {
    /// The attempt.
    pub id: String,
    /// The takes that were found and kept: file and length.
    pub kept: Vec<(String, Duration)>,
    /// What could not be repaired, one sentence each.
    pub problems: Vec<String>,
}

/// How many of the newest attempts are looked at: the others were looked at when they were new.
const NEWEST: usize = 50;

impl Store {
    /// Looks through the newest attempts for recordings that were cut off, repairs them, and adds them to their attempts.
    /// Attempts that a running program works on are left alone. Nothing is ever deleted.
    pub fn recover(&self) -> Vec<Recovery> {
        let ids = self.ids().unwrap_or_default();
        let newest = ids.iter().rev().take(NEWEST);
        newest
            .filter(|id| self.needs_recovery(id))
            .filter_map(|id| self.recover_one(id).ok().flatten())
            .collect()
    }

    fn needs_recovery(&self, id: &str) -> bool {
        // Cheap: a running attempt says so within its first lines only when parsed, so look at the names first.
        let unfinished = wav_files(&self.folder_of(id), ".wav.part").next().is_some();
        unfinished || self.load(id).is_ok_and(|attempt| attempt.outcome == AttemptOutcome::Running)
    }

    fn recover_one(&self, id: &str) -> Result<Option<Recovery>> {
        let mut open = self.open(id)?;
        let mut recovery = Recovery { id: id.to_owned(), kept: Vec::new(), problems: Vec::new() };
        let folder = open.folder().to_owned();
        for part in wav_files(&folder, ".wav.part") {
            match capture::recover_part(&folder.join(&part)) {
                Ok(found) => {
                    let name = found.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
                    adopt(&mut open, name, found.recorded, &mut recovery);
                }
                Err(error) => {
                    recovery.problems.push(error.message().to_owned());
                    // Out of the way, so that it is said once.
                    let _ = std::fs::rename(folder.join(&part), folder.join(format!("{part}.unusable")));
                }
            }
        }
        // A kill between the end of a take and the next save leaves a complete file that the attempt does not know.
        for wav in wav_files(&folder, ".wav") {
            if !open.attempt.takes.iter().any(|take| take.file.as_deref() == Some(&wav)) {
                match capture::measure(&folder.join(&wav)) {
                    Ok(recorded) => adopt(&mut open, wav, recorded, &mut recovery),
                    Err(error) => recovery.problems.push(error.message().to_owned()),
                }
            }
        }
        if open.attempt.outcome == AttemptOutcome::Running {
            open.attempt.outcome = AttemptOutcome::Interrupted { why: Problem::Stopped.message() };
        }
        open.save()?;
        Ok((!recovery.kept.is_empty() || !recovery.problems.is_empty()).then_some(recovery))
    }
}

fn adopt(open: &mut OpenAttempt, file: String, recorded: RecordedTake, recovery: &mut Recovery) {
    let Some((part, number)) = take_of(&file) else {
        recovery.problems.push(format!("{file} belongs to no step of an answer"));
        return;
    };
    recovery.kept.push((file.clone(), recorded.length));
    let transcript =
        if recorded.spoken.is_some() { TranscriptState::Pending } else { TranscriptState::Nothing };
    open.attempt.takes.push(Take {
        part,
        number,
        file: Some(file),
        outcome: TakeOutcome::Interrupted { why: Problem::Stopped.message() },
        recorded: Some(recorded),
        transcript,
        marks: Vec::new(),
        cut: None,
    });
}

/// The names in `folder` with this ending, sorted.
fn wav_files(folder: &Path, ending: &str) -> impl Iterator<Item = String> + use<> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.retain(|name| name.ends_with(ending));
    names.sort();
    names.into_iter()
}
