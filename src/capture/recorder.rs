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
        self.shut()
    }

    fn shut(&self) -> Option<Problem> {
        let (reply, answer) = mpsc::sync_channel(1);
        self.commands.send(Command::Close(reply)).ok()?;
        answer.recv_timeout(TO_CLOSE).ok().flatten()
    }

    fn ask<T>(&self, command: impl FnOnce(mpsc::SyncSender<T>) -> Command) -> Result<T> {
        let (reply, answer) = mpsc::sync_channel(1);
        let gone = || Error::failed("the recorder does not answer").hint("Start the program again.");
        self.commands.send(command(reply)).map_err(|_| gone())?;
        answer.recv_timeout(TO_ANSWER).map_err(|_| gone())
    }
}

impl Drop for Recorder {
    /// However the recorder is left, its take becomes a complete file. After [`Recorder::close`] nothing is left to do.
    fn drop(&mut self) {
        self.shut();
    }
}

#[cfg(test)]
mod tests {
    use super::super::wav_writer::tests::failing_after;
    use super::super::{FileMicrophone, Pace, Sink, StreamFormat, import, part_path, read_wav_16k};
    use super::*;
    use std::io::ErrorKind;
    use std::path::PathBuf;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::time::Instant;

    fn two_sentences() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds/two-sentences.wav")
    }

    fn open(pace: Pace) -> Recorder {
        Recorder::open(Box::new(FileMicrophone::new(&two_sentences(), pace))).unwrap()
    }

    fn wait(recorder: &Recorder, is_true: impl Fn(&Live) -> bool) {
        let began = Instant::now();
        while !is_true(&recorder.live()) {
            assert!(began.elapsed() < Duration::from_secs(20), "still: {:?}", recorder.live());
            std::thread::sleep(Duration::from_millis(2));
        }
    }

    #[test]
    fn a_file_in_fast_time_loses_nothing_and_is_the_same_as_an_imported_one() {
        let folder = tempfile::tempdir().unwrap();
        let recorder = open(Pace::Fast);
        recorder.start_take(&folder.path().join("played.wav")).unwrap();
        wait(&recorder, |live| live.ended);
        let played = recorder.finish_take().unwrap();
        let imported = import(&two_sentences(), &folder.path().join("imported.wav")).unwrap();
        assert_eq!(played, imported);
        let bytes = |name| std::fs::read(folder.path().join(name)).unwrap();
        assert!(bytes("played.wav") == bytes("imported.wav"));
        assert_eq!(recorder.close(), None);
    }

    #[test]
    fn in_fast_time_the_file_waits_for_takes_and_pauses() {
        let folder = tempfile::tempdir().unwrap();
        let recorder = open(Pace::Fast);
        let mut length = Duration::ZERO;
        for name in ["1.wav", "2.wav"] {
            recorder.start_take(&folder.path().join(name)).unwrap();
            recorder.pause();
            recorder.resume();
            if name == "2.wav" {
                wait(&recorder, |live| live.ended);
            } else {
                wait(&recorder, |live| live.length > Duration::from_millis(100));
            }
            let take = recorder.finish_take().unwrap();
            assert_eq!(take.pauses.len(), 1);
            length += take.length;
        }
        let whole = import(&two_sentences(), &folder.path().join("whole.wav")).unwrap().length;
        assert!(length.abs_diff(whole) < Duration::from_millis(1), "{length:?} of {whole:?}");
    }

    #[test]
    fn the_clock_stands_at_zero_until_the_first_word() {
        let folder = tempfile::tempdir().unwrap();
        let recorder = open(Pace::Real);
        recorder.start_take(&folder.path().join("1.wav")).unwrap();
        wait(&recorder, |live| live.ready && live.length > Duration::from_millis(300));
        assert_eq!(recorder.live().elapsed, Duration::ZERO);
        wait(&recorder, |live| live.speaking);
        let live = recorder.live();
        assert!(live.elapsed > Duration::ZERO && live.elapsed < live.length, "{live:?}");
        assert!(
            live.level_dbfs > -60.0 && live.is_dead_silent() == (live.silent_for >= Duration::from_secs(2))
        );
    }

    #[test]
    fn a_full_disk_ends_the_take_keeps_it_and_leaves_the_microphone_open() {
        let folder = tempfile::tempdir().unwrap();
        let full = AtomicBool::new(true);
        let storage: Box<CreateStorage> = Box::new(move |path| {
            let room = if full.swap(false, Ordering::Relaxed) { 32_000 } else { usize::MAX };
            failing_after(room, ErrorKind::StorageFull)(path)
        });
        let microphone = Box::new(FileMicrophone::new(&two_sentences(), Pace::Fast));
        let recorder = Recorder::open_with(microphone, storage).unwrap();
        recorder.start_take(&folder.path().join("1.wav")).unwrap();
        wait(&recorder, |live| live.problem == Some(Problem::DiskFull));
        let take = recorder.finish_take().unwrap();
        assert_eq!((take.problem, take.length), (Some(Problem::DiskFull), Duration::from_secs(1)));
        assert_eq!(read_wav_16k(&folder.path().join("1.wav")).unwrap().len(), 16_000);
        recorder.start_take(&folder.path().join("2.wav")).unwrap();
        assert_eq!(recorder.live().problem, None, "the next take may succeed");
        wait(&recorder, |live| live.ended);
        assert_eq!(recorder.finish_take().unwrap().problem, None);
        assert_eq!(recorder.close(), None);
    }

    #[test]
    fn leaving_in_the_middle_of_a_take_completes_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let recorder = open(Pace::Fast);
        recorder.start_take(&path).unwrap();
        wait(&recorder, |live| live.ended);
        assert!(part_path(&path).exists());
        drop(recorder);
        assert!(!part_path(&path).exists());
        assert!(read_wav_16k(&path).unwrap().len() > 90_000);
    }

    /// Opens, gives some sound, and is gone; or does not open at all.
    struct Doomed {
        opens: bool,
    }

    impl Microphone for Doomed {
        fn name(&self) -> String {
            "Doomed".into()
        }

        fn open(&mut self, sink: Sink) -> Result<StreamFormat> {
            if !self.opens {
                return Err(Error::failed("no such device"));
            }
            let format = StreamFormat { rate_hz: 16_000, channels: 1, paced: true };
            let mut writer = sink.start(format)?;
            std::thread::spawn(move || {
                while writer.room() > 100_000 {
                    writer.write(&[0.1_f32; 160], |sample| sample);
                    std::thread::sleep(Duration::from_millis(2));
                    if writer.is_wanted() {
                        writer.write(&vec![0.1_f32; 16_000], |sample| sample);
                        writer.device_lost();
                        return;
                    }
                }
            });
            Ok(format)
        }

        fn close(&mut self) {}
    }

    #[test]
    fn a_lost_device_ends_the_take_at_once_and_keeps_all_of_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let recorder = Recorder::open(Box::new(Doomed { opens: true })).unwrap();
        recorder.start_take(&path).unwrap();
        wait(&recorder, |live| live.problem == Some(Problem::DeviceLost));
        assert!(path.exists(), "the file has its name before anybody asks");
        let take = recorder.finish_take().unwrap();
        assert!(take.length >= Duration::from_secs(1) && take.problem == Some(Problem::DeviceLost));
        assert!(recorder.start_take(&folder.path().join("2.wav")).is_err());
        assert_eq!(recorder.close(), Some(Problem::DeviceLost));
    }

    #[test]
    fn a_device_that_does_not_open_is_an_error() {
        let error = Recorder::open(Box::new(Doomed { opens: false })).map(|_| ()).unwrap_err();
        assert_eq!(error.message(), "no such device");
        let missing = FileMicrophone::new(Path::new("/nowhere.wav"), Pace::Fast);
        assert!(Recorder::open(Box::new(missing)).is_err());
    }
}
