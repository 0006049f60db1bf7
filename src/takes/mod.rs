//! Attempts and takes: what was recorded, kept on disk for good.
//!
//! An attempt is a folder that only its owner can read: `attempt.json` and one WAV file a take. The file is written
//! anew, atomically, after every change; a take is never overwritten. What a crash left behind is repaired at the next
//! start ([`Store::recover`]).

mod attempt;
mod cut;
pub mod files;
mod recover;
mod store;
#[cfg(test)]
mod store_tests;

pub use attempt::{Attempt, AttemptOutcome, FORMAT_VERSION, Mode, Take, TakeOutcome, TranscriptState};
pub use cut::{Cut, CutStep};
pub use recover::Recovery;
pub use store::{OpenAttempt, Store, story_of, take_of};
