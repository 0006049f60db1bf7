//! The worker process as seen from the program: a [`Transcriber`] that cannot crash, hang or block its caller for ever.

use super::Transcriber;
use super::queue::Limits;
use super::wire::{self, Answer, Request};
use crate::error::{Error, Result};
use crate::transcript::Word;
use std::io::Write;
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// How often a waiting caller looks whether it should stop.
const GLANCE: Duration = Duration::from_millis(25);

/// A running worker; killed on drop. Pipes are served by threads of their own: a hung worker blocks nobody.
pub struct Worker {
    child: Child,
    requests: Sender<Vec<u8>>,
    answers: Receiver<Result<Answer>>,
    cancelled: Arc<AtomicBool>,
    limits: Limits,
    next_id: u64,
    ready: bool,
    dead: bool,
}

impl Worker {
    /// Starts `program engine-worker MODEL`. Returns at once, the model loads meanwhile. `cancelled` ends every wait.
    ///
    /// # Errors
    /// When the process cannot be started.
    pub fn start(program: &Path, model: &Path, limits: Limits, cancelled: Arc<AtomicBool>) -> Result<Self> {
        let mut child = Command::new(program)
            .arg("engine-worker")
            .arg(model)
            // Idle threads sleep instead of burning the recorder's processor.
            .env("OMP_WAIT_POLICY", "passive")
            // An abort inside ggml would start a debugger to print where.
            .env("GGML_NO_BACKTRACE", "1")
            .env_remove("HF_TOKEN")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| Error::io("cannot start the speech engine", program, &cause))?;
        let (requests, from_us) = mpsc::channel();
        let (to_us, answers) = mpsc::channel();
        if let (Some(input), Some(output)) = (child.stdin.take(), child.stdout.take()) {
            thread::spawn(move || write_requests(&from_us, input));
            thread::spawn(move || read_answers(output, &to_us));
        }
        Ok(Self { child, requests, answers, cancelled, limits, next_id: 0, ready: false, dead: false })
    }

    /// Waits until the model is loaded.
    fn await_ready(&mut self) -> Result<()> {
        if self.ready {
            return Ok(());
        }
        match self.answer(self.limits.load)? {
            Answer::Ready => self.ready = true,
            Answer::Refused { message, hint } => {
                self.dead = true;
                let error = Error::failed(message);
                return Err(match hint {
                    Some(hint) => error.hint(hint),
                    None => error,
                });
            }
            _ => return Err(self.nonsense()),
        }
        Ok(())
    }

    /// The next answer, or why there is none within `limit`.
    fn answer(&mut self, limit: Duration) -> Result<Answer> {
        let started = Instant::now();
        loop {
            match self.answers.recv_timeout(GLANCE) {
                Ok(Ok(answer)) => return Ok(answer),
                Ok(Err(_)) => return Err(self.nonsense()),
                Err(RecvTimeoutError::Disconnected) => return Err(self.died()),
                Err(RecvTimeoutError::Timeout) if self.cancelled.load(Ordering::Relaxed) => {
                    self.dead = true;
                    return Err(Error::interrupted("the transcription was stopped"));
                }
                Err(RecvTimeoutError::Timeout) if started.elapsed() >= limit => return Err(self.hung(limit)),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn nonsense(&mut self) -> Error {
        self.dead = true;
        advised(Error::failed("the speech engine gave an answer that makes no sense"))
    }

    fn hung(&mut self, limit: Duration) -> Error {
        self.dead = true;
        advised(Error::failed(format!("the speech engine gave no answer for {} s", limit.as_secs())))
    }

    fn died(&mut self) -> Error {
        self.dead = true;
        let doing = if self.ready { "transcribing" } else { "loading the model" };
        advised(Error::failed(format!("the speech engine stopped while {doing} ({})", self.last_words())))
    }

    /// How the process ended, in words. Its pipe closed a moment ago, so it is ending or has to be ended.
    fn last_words(&mut self) -> String {
        for _ in 0..20 {
            if let Ok(Some(status)) = self.child.try_wait() {
                return status.to_string();
            }
            thread::sleep(GLANCE);
        }
        "it closed its pipe".to_owned()
    }
}

fn advised(error: Error) -> Error {
    error.hint("The recordings are kept. Try `rehearse transcribe --model NAME` with another model.")
}

impl Transcriber for Worker {
    fn transcribe(&mut self, samples: &[f32], threads: usize) -> Result<Vec<Word>> {
        self.await_ready()?;
        self.next_id += 1;
        let request = Request { id: self.next_id, threads, samples: samples.len() };
        let mut frame = Vec::new();
        wire::write(&mut frame, &request, &wire::bytes(samples))
            .map_err(|cause| Error::failed(format!("cannot ask the speech engine: {cause}")))?;
        if self.requests.send(frame).is_err() {
            return Err(self.died());
        }
        match self.answer(self.limits.chunk(samples.len()))? {
            Answer::Words { id, words } if id == request.id => Ok(words),
            Answer::Failed { id, message } if id == request.id => Err(Error::failed(message)),
            _ => Err(self.nonsense()),
        }
    }

    fn alive(&self) -> bool {
        !self.dead
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // The worker holds nothing worth saving: killing it is the quickest way out, and it also ends both threads.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Ends when the worker is gone or dropped.
fn write_requests(requests: &Receiver<Vec<u8>>, mut input: ChildStdin) {
    while let Ok(frame) = requests.recv() {
        if input.write_all(&frame).and_then(|()| input.flush()).is_err() {
            return;
        }
    }
}

/// Ends when the worker closes its output or writes nonsense.
fn read_answers(mut output: ChildStdout, answers: &Sender<Result<Answer>>) {
    loop {
        let answer = match wire::read::<Answer>(&mut output) {
            Ok(Some(answer)) => Ok(answer),
            Ok(None) => return,
            // A worker that dies in the middle of an answer has died; it did not talk nonsense.
            Err(cause) if cause.kind() == std::io::ErrorKind::UnexpectedEof => return,
            Err(cause) => Err(Error::failed(cause.to_string())),
        };
        let last = answer.is_err();
        if answers.send(answer).is_err() || last {
            return;
        }
    }
}
