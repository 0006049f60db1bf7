//! Attempts and takes: what was recorded, kept on disk for good.
//!
//! An attempt is a folder that only its owner can read: `attempt.json` and one WAV file a take. The file is written
//! anew, atomically, after every change; a take is never overwritten.

mod attempt;

pub use attempt::{Attempt, AttemptOutcome, FORMAT_VERSION, Mode, Take, TakeOutcome, TranscriptState};
