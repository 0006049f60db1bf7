//! Takes in, transcripts out, without ever blocking the caller. A thread of its own feeds the worker process.

use super::process::Worker;
use super::wav::TakeFile;
use super::{ModelFile, SAMPLE_RATE, Transcriber, check, chunks, cores, engine};
use crate::error::{Error, Kind, Result};
use crate::transcript::{Span, Transcript, Word};
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender, TryRecvError};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Starts an engine, at the beginning and once more after a death.
pub type Starter = Box<dyn FnMut() -> Result<Box<dyn Transcriber>> + Send>;

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

/// What both sides look at.
#[derive(Default)]
struct Shared {
    recording_ended: AtomicBool,
    done_ms: AtomicU64,
    cancelled: Arc<AtomicBool>,
}

/// One take to transcribe.
struct Job {
    key: usize,
    wav: PathBuf,
    speech: Vec<Span>,
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
        let model = model.to_owned();
        let theirs = Arc::clone(&shared);
        let thread = thread::spawn(move || {
            let mut runner = Runner { model, longest_chunk, engine: Engine::new(starter), shared: theirs };
            runner.engine.warm_up();
            while let Ok(job) = todo.recv() {
                let result = runner.take(&job);
                if runner.shared.cancelled.load(Ordering::Relaxed) || done.send((job.key, result)).is_err() {
                    return;
                }
            }
        });
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

    /// The last take has ended: from the next chunk on the engine uses all physical cores instead of one.
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
        self.waiting.retain(|&key| key != result.0);
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

/// The thread's side: one take after the other.
struct Runner {
    model: String,
    longest_chunk: Duration,
    engine: Engine,
    shared: Arc<Shared>,
}

impl Runner {
    fn take(&mut self, job: &Job) -> Result<Transcript> {
        let before = self.shared.done_ms.load(Ordering::Relaxed);
        let words = self.words(job);
        let speech: Duration = job.speech.iter().map(Span::length).sum();
        self.shared.done_ms.store(before + speech.as_millis() as u64, Ordering::Relaxed);
        Ok(Transcript { model: self.model.clone(), words: words? })
    }

    fn words(&mut self, job: &Job) -> Result<Vec<Word>> {
        let mut take = TakeFile::open(&job.wav)?;
        let cuts =
            chunks::chunks(take.length(), &job.speech, self.longest_chunk, &mut |range| take.quietest(range));
        let mut words = Vec::new();
        for chunk in cuts {
            if self.shared.cancelled.load(Ordering::Relaxed) {
                return Err(Error::interrupted("the transcription was stopped"));
            }
            let samples = take.read(chunk.clone())?;
            let heard = self.engine.hear(&samples, self.threads())?;
            let offset = chunks::time(chunk.start);
            words.extend(heard.into_iter().map(|word| Word {
                start: word.start + offset,
                end: word.end + offset,
                ..word
            }));
            let length = chunks::time(chunk.len()).as_millis() as u64;
            self.shared.done_ms.fetch_add(length, Ordering::Relaxed);
        }
        Ok(words)
    }

    fn threads(&self) -> usize {
        static CORES: OnceLock<usize> = OnceLock::new();
        // Beside a recording more than one thread makes the engine wait for itself, six times and more.
        if self.shared.recording_ended.load(Ordering::Relaxed) {
            *CORES.get_or_init(cores::physical)
        } else {
            1
        }
    }
}

/// An engine that is started again once.
struct Engine {
    starter: Starter,
    running: Option<Box<dyn Transcriber>>,
    restarts_left: usize,
    given_up: Option<Error>,
}

impl Engine {
    fn new(starter: Starter) -> Self {
        Self { starter, running: None, restarts_left: 1, given_up: None }
    }

    /// Starts the engine before there is anything to hear.
    fn warm_up(&mut self) {
        match (self.starter)() {
            Ok(engine) => self.running = Some(engine),
            Err(error) => self.given_up = Some(error),
        }
    }

    /// Hears a chunk; tries once more with a new engine when this one died or hung. After a second death every call
    /// gives the same error at once.
    fn hear(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>> {
        loop {
            if let Some(error) = &self.given_up {
                return Err(error.clone());
            }
            let Some(engine) = &mut self.running else {
                self.warm_up();
                continue;
            };
            let heard = engine.transcribe(samples, threads);
            if engine.alive() {
                return heard;
            }
            self.running = None;
            let Err(error) = heard else { return heard };
            if self.restarts_left == 0 || error.kind() == Kind::Interrupted {
                self.given_up = Some(error);
            } else {
                self.restarts_left -= 1;
            }
        }
    }
}

#[cfg(test)]
#[path = "queue_tests.rs"]
mod tests;
