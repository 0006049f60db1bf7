//! The queue's thread: takes cut into chunks, chunks heard by an engine that is started again once.

use super::wav::TakeFile;
use super::{Transcriber, chunks, cores};
use crate::error::{Error, Kind, Result};
use crate::transcript::{Span, Transcript, Word};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender};
use std::time::Duration;

/// Starts an engine, at the beginning and once more after a death.
pub type Starter = Box<dyn FnMut() -> Result<Box<dyn Transcriber>> + Send>;

/// What both sides look at.
#[derive(Default)]
pub struct Shared {
    /// Whether the engine may use all cores.
    pub recording_ended: AtomicBool,
    /// Speech in finished chunks.
    pub done_ms: AtomicU64,
    /// Whether nobody wants results any more.
    pub cancelled: Arc<AtomicBool>,
}

/// One take to transcribe.
pub struct Job {
    /// Comes back with the result.
    pub key: usize,
    /// The recording.
    pub wav: PathBuf,
    /// Where speech is in it.
    pub speech: Vec<Span>,
}

/// The thread's state.
pub struct Runner {
    model: String,
    longest_chunk: Duration,
    engine: Engine,
    shared: Arc<Shared>,
}

impl Runner {
    /// A runner that has started nothing yet.
    pub fn new(model: &str, longest_chunk: Duration, starter: Starter, shared: Arc<Shared>) -> Self {
        Self { model: model.to_owned(), longest_chunk, engine: Engine::new(starter), shared }
    }

    /// Starts the engine, then answers jobs until there are no more or nobody wants results.
    pub fn run(&mut self, jobs: &Receiver<Job>, results: &Sender<(usize, Result<Transcript>)>) {
        self.engine.start();
        while let Ok(job) = jobs.recv() {
            let result = self.take(&job);
            if self.cancelled() || results.send((job.key, result)).is_err() {
                return;
            }
        }
    }

    fn cancelled(&self) -> bool {
        self.shared.cancelled.load(Ordering::Relaxed)
    }

    fn take(&mut self, job: &Job) -> Result<Transcript> {
        let speech: Duration = job.speech.iter().map(Span::length).sum();
        let end_ms = self.shared.done_ms.load(Ordering::Relaxed) + speech.as_millis() as u64;
        let words = self.words(job, end_ms);
        self.shared.done_ms.store(end_ms, Ordering::Relaxed);
        Ok(Transcript { model: self.model.clone(), words: words? })
    }

    fn words(&mut self, job: &Job, end_ms: u64) -> Result<Vec<Word>> {
        let mut take = TakeFile::open(&job.wav)?;
        let cuts =
            chunks::chunks(take.length(), &job.speech, self.longest_chunk, &mut |range| take.quietest(range));
        let mut words = Vec::new();
        for chunk in cuts {
            if self.cancelled() {
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
            // Chunks hold padding and pauses, too: together they are longer than the speech.
            let done_ms =
                self.shared.done_ms.load(Ordering::Relaxed) + chunks::time(chunk.len()).as_millis() as u64;
            self.shared.done_ms.store(done_ms.min(end_ms), Ordering::Relaxed);
        }
        Ok(words)
    }

    fn threads(&self) -> usize {
        // Beside a recording more than one thread makes the engine wait for itself, six times and more.
        if self.shared.recording_ended.load(Ordering::Relaxed) { cores::free() } else { 1 }
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

    fn start(&mut self) {
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
                self.start();
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
