//! Takes in, transcripts out, without ever blocking the caller. A thread of its own feeds the worker process.

use super::process::Worker;
pub use super::runner::Starter;
use super::runner::{Job, Runner, Shared};
use super::{ModelFile, SAMPLE_RATE, check, engine};
use crate::error::{Error, Result};
use crate::transcript::{Span, Transcript};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// How long the worker may take before it counts as hung.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Until the model is loaded.
    pub load: Duration,
    /// For any chunk.
    pub chunk: Duration,
    /// More for every second of the chunk, in seconds.
    pub per_second: f64,
}

impl Limits {
    /// Generous: a slow processor with one thread, beside a recording, stays well within.
    pub fn for_model(bytes: u64) -> Self {
        // Large models on one old core run at ten times the length of the sound; small ones far below it.
        let per_second = 5.0 + bytes as f64 / 50e6;
        Self { load: Duration::from_secs(120), chunk: Duration::from_secs(60), per_second }
    }

    /// The limit for a chunk of so many samples.
    pub(super) fn chunk(&self, samples: usize) -> Duration {
        self.chunk + Duration::from_secs_f64(samples as f64 / SAMPLE_RATE as f64 * self.per_second)
    }
}

/// How much speech has been transcribed, of all that was submitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Speech in finished chunks.
    pub done: Duration,
    /// Speech in all submitted takes.
    pub total: Duration,
}

/// The transcription of one attempt. Dropping it kills the worker; results that were not fetched are lost.
pub struct Queue {
    jobs: Option<Sender<Job>>,
    results: Receiver<(usize, Result<Transcript>)>,
    waiting: VecDeque<usize>,
    total: Duration,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl Queue {
    /// Starts the worker process (`program engine-worker MODEL`); the model loads while the person speaks.
    /// `program` is this program (`std::env::current_exe`).
    ///
    /// # Errors
    /// When the engine is missing, the processor cannot run it, or the model file is bad. Everything later is an error
    /// of the takes.
    pub fn start(program: &Path, model: &ModelFile) -> Result<Self> {
        Self::start_with(program, model, Limits::for_model(model.bytes))
    }

    /// As [`Queue::start`], with limits of the caller's.
    ///
    /// # Errors
    /// As [`Queue::start`].
    pub fn start_with(program: &Path, model: &ModelFile, limits: Limits) -> Result<Self> {
        engine::usable()?;
        check::check(&model.path)?;
        Ok(Self::start_unchecked(program, model, limits))
    }

    /// Starts any program that speaks the worker's protocol, with any model: for tests of broken ones.
    #[doc(hidden)]
    pub fn start_unchecked(program: &Path, model: &ModelFile, limits: Limits) -> Self {
        let shared = Arc::new(Shared::default());
        let cancelled = Arc::clone(&shared.cancelled);
        let (program, path) = (program.to_owned(), model.path.clone());
        let starter: Starter = Box::new(move || {
            let worker = Worker::start(&program, &path, limits, Arc::clone(&cancelled))?;
            Ok(Box::new(worker))
        });
        Self::run(&model.name, model.longest_chunk, starter, shared)
    }

    /// A queue over any engine: for tests and for engines that need no process.
    pub fn with_engine(model: &str, longest_chunk: Duration, starter: Starter) -> Self {
        Self::run(model, longest_chunk, starter, Arc::new(Shared::default()))
    }

    fn run(model: &str, longest_chunk: Duration, starter: Starter, shared: Arc<Shared>) -> Self {
        let (jobs, todo) = mpsc::channel();
        let (done, results) = mpsc::channel();
        let mut runner = Runner::new(model, longest_chunk, starter, Arc::clone(&shared));
        let thread = thread::spawn(move || runner.run(&todo, &done));
        Self {
            jobs: Some(jobs),
            results,
            waiting: VecDeque::new(),
            total: Duration::ZERO,
            shared,
            thread: Some(thread),
        }
    }

    /// Hands over a finished take: 16 kHz mono 16-bit WAV, and where speech is in it. `key` comes back with the result.
    pub fn submit(&mut self, key: usize, wav: PathBuf, speech: Vec<Span>) {
        self.waiting.push_back(key);
        self.total += speech.iter().map(Span::length).sum::<Duration>();
        if let Some(jobs) = &self.jobs {
            // A thread that is gone is noticed when its results are fetched.
            let _ = jobs.send(Job { key, wav, speech });
        }
    }

    /// The last take has ended: from the next chunk on the engine uses all physical cores that are free instead of one.
    pub fn recording_ended(&self) {
        self.shared.recording_ended.store(true, Ordering::Relaxed);
    }

    /// How far it is.
    pub fn progress(&self) -> Progress {
        let done = Duration::from_millis(self.shared.done_ms.load(Ordering::Relaxed));
        Progress { done: done.min(self.total), total: self.total }
    }

    /// How many takes have no result yet.
    pub fn pending(&self) -> usize {
        self.waiting.len()
    }

    /// The next finished take, if there is one. Takes finish in the order in which they were submitted.
    pub fn try_next(&mut self) -> Option<(usize, Result<Transcript>)> {
        match self.results.try_recv() {
            Ok(result) => Some(self.finished(result)),
            Err(TryRecvError::Empty) => None,
            Err(TryRecvError::Disconnected) => self.lost(),
        }
    }

    /// The next finished take, waiting up to `timeout`; `None` at once when none is pending.
    pub fn wait(&mut self, timeout: Duration) -> Option<(usize, Result<Transcript>)> {
        if self.waiting.is_empty() {
            return None;
        }
        match self.results.recv_timeout(timeout) {
            Ok(result) => Some(self.finished(result)),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => self.lost(),
        }
    }

    fn finished(&mut self, result: (usize, Result<Transcript>)) -> (usize, Result<Transcript>) {
        // Results come in the order of submission; keys may repeat.
        self.waiting.pop_front();
        result
    }

    fn lost(&mut self) -> Option<(usize, Result<Transcript>)> {
        let key = self.waiting.pop_front()?;
        Some((key, Err(Error::failed("the transcription stopped unexpectedly"))))
    }
}

impl Drop for Queue {
    fn drop(&mut self) {
        self.shared.cancelled.store(true, Ordering::Relaxed);
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
