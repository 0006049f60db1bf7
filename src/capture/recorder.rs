//! Owns the open microphone and its drain thread for a whole attempt.

use super::drain::{Command, Drain};
use super::wav_writer::{CreateStorage, create_file};
use super::{Live, Microphone, Problem, RecordedTake, connection};
use crate::error::{Error, Result};
use std::path::Path;
use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// A device that does not open within this time is treated as an error.
const TO_OPEN: Duration = Duration::from_secs(5);
/// The drain thread answers within milliseconds; a disk may be slow.
const TO_ANSWER: Duration = Duration::from_secs(10);
/// Closing is given this long; then the program goes on without waiting.
const TO_CLOSE: Duration = Duration::from_secs(3);

/// An open microphone. Takes are recorded one after the other; between them only the level is watched.
pub struct Recorder {
    commands: Sender<Command>,
    live: Arc<Mutex<Live>>,
    device: String,
}

impl Recorder {
    /// Opens the microphone. Sound may still take a moment to arrive: see [`Live::ready`].
    ///
    /// # Errors
    /// When the device cannot be opened, or does not answer.
    pub fn open(microphone: Box<dyn Microphone>) -> Result<Self> {
        Self::open_with(microphone, Box::new(create_file))
    }

    /// The same with another way to create the files of the takes.
    pub(crate) fn open_with(
        mut microphone: Box<dyn Microphone>,
        storage: Box<CreateStorage>,
    ) -> Result<Self> {
        let live = Arc::new(Mutex::new(Live::default()));
        let shown = Arc::clone(&live);
        let device = microphone.name();
        let (commands, inbox) = mpsc::channel();
        let (report, opened) = mpsc::sync_channel(1);
        // The device is opened in the thread: a sound server that hangs must not hang the program.
        let work = move || {
            let (sink, source) = connection();
            let outcome = microphone.open(sink).and_then(|_| {
                source.reader().ok_or_else(|| Error::failed("the microphone gave no sound stream"))
            });
            match outcome {
                Ok(reader) => {
                    let _ = report.send(Ok(()));
                    Drain::new(microphone, reader, shown, storage).run(&inbox);
                }
                Err(error) => {
                    let _ = report.send(Err(error));
                }
            }
        };
        std::thread::Builder::new()
            .name("drain".into())
            .spawn(work)
            .map_err(|cause| Error::failed(format!("cannot start a thread: {cause}")))?;
        match opened.recv_timeout(TO_OPEN) {
            Ok(outcome) => outcome.map(|()| Self { commands, live, device }),
            Err(RecvTimeoutError::Timeout) => Err(Error::failed(format!("{device} does not answer"))
                .hint("Check the sound server (for example: pactl info), or choose another device.")),
            Err(RecvTimeoutError::Disconnected) => Err(Error::failed(format!("cannot open {device}"))),
        }
    }

    /// The name of the device as people know it.
    pub fn device(&self) -> &str {
        &self.device
    }

    /// A snapshot, at most a few hundredths of a second old.
    pub fn live(&self) -> Live {
        self.live.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins a take: `path.part` is written until the take is finished, then it becomes `path`.
    ///
    /// # Errors
    /// When the file exists or cannot be created, a take is being recorded already, or the device is gone.
    pub fn start_take(&self, path: &Path) -> Result<()> {
        self.ask(|reply| Command::Start(path.to_owned(), reply))?
    }

    /// Takes no sound in until [`Recorder::resume`].
    pub fn pause(&self) {
        let _ = self.commands.send(Command::Pause);
    }

    /// Goes on after a pause.
    pub fn resume(&self) {
        let _ = self.commands.send(Command::Resume);
    }

    /// Completes the take. One that a problem has ended already is given with its problem.
    ///
    /// # Errors
    /// When no take is being recorded.
    pub fn finish_take(&self) -> Result<RecordedTake> {
        self.ask(Command::Finish)?
    }

    /// Closes the device, within a limited time; an unfinished take is completed first. Says what went wrong with the
    /// device, if anything did.
    pub fn close(self) -> Option<Problem> {
        let (reply, answer) = mpsc::sync_channel(1);
        let _ = self.commands.send(Command::Close(reply));
        answer.recv_timeout(TO_CLOSE).ok().flatten()
    }

    fn ask<T>(&self, command: impl FnOnce(mpsc::SyncSender<T>) -> Command) -> Result<T> {
        let (reply, answer) = mpsc::sync_channel(1);
        let gone = || Error::failed("the recorder does not answer").hint("Start the program again.");
        self.commands.send(command(reply)).map_err(|_| gone())?;
        answer.recv_timeout(TO_ANSWER).map_err(|_| gone())
    }
}
