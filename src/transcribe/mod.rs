//! Sound to words. A worker process holds the speech engine; a queue feeds it chunk by chunk, a model file is checked
//! before the engine sees it.
//!
//! ```text
//! catalog, check, install → resolve → ModelFile
//! take.wav + speech spans → chunks → Queue → process ⇄ (pipes) ⇄ worker → engine → tokens → words
//! ```
//!
//! What callers do: [`models::resolve`] a model, [`Queue::start`] when the first step begins, [`Queue::submit`] every
//! take at its end, [`Queue::recording_ended`] after the last one, [`Queue::try_next`] or [`Queue::wait`] for the
//! transcripts. Dropping the queue kills the worker.

pub mod catalog;
pub mod check;
pub mod chunks;
pub mod cores;
pub mod download;
mod engine;
pub mod install;
mod layout;
pub mod models;
mod process;
pub mod queue;
mod runner;
pub mod scripted;
pub mod tokens;
mod verified;
mod wav;
mod wire;
pub mod worker;

pub use engine::usable as engine_usable;
pub use models::ModelFile;
pub use queue::{Limits, Progress, Queue};

use crate::error::Result;
use crate::transcript::Word;

/// Samples a second of everything that is transcribed (Whisper's own rate).
pub const SAMPLE_RATE: usize = 16_000;

/// Hears one chunk of speech.
pub trait Transcriber: Send {
    /// The words in `samples`: 16 kHz mono, −1 to 1, at most 28 s. Word times are relative to the chunk.
    ///
    /// # Errors
    /// When the engine refuses the sound, dies, hangs or answers nonsense.
    fn transcribe(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>>;

    /// Whether it can go on after an error; a dead or hung one cannot and is to be started anew.
    fn alive(&self) -> bool {
        true
    }
}
