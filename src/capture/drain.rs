//! The drain thread: empties the ring, feeds meter and take, watches the device. All slow work is done here.

use super::level::{Meter, mix, to_dbfs};
use super::take::TakeBuilder;
use super::watch::{ClockWatch, Watchdog};
use super::wav_writer::CreateStorage;
use super::{FrameReader, Live, Microphone, Problem, RecordedTake};
use crate::error::{Error, Result};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

/// How often the ring is emptied. The ring holds ten seconds.
const TICK: Duration = Duration::from_millis(20);
/// After the end of a take the device still holds sound from before it.
const IN_THE_DEVICE: Duration = Duration::from_millis(60);
/// Frames taken from the ring at a time.
const PIECE: usize = 4096;

/// What the recorder asks of its drain thread.
pub enum Command {
    /// Begin a take at this path.
    Start(PathBuf, SyncSender<Result<()>>),
    /// Stop taking sound in, for now.
    Pause,
    /// Go on.
    Resume,
    /// Complete the take.
    Finish(SyncSender<Result<RecordedTake>>),
    /// Close the device and end.
    Close(SyncSender<Option<Problem>>),
}

/// A take in the making and whether it is paused.
struct Running {
    take: TakeBuilder,
    paused_at: Option<Instant>,
}

/// The state of the drain thread.
pub struct Drain {
    microphone: Box<dyn Microphone>,
    device: String,
    reader: FrameReader,
    live: Arc<Mutex<Live>>,
    storage: Box<CreateStorage>,
    running: Option<Running>,
    /// A take that a problem has ended, until somebody asks for it.
    ended_early: Option<RecordedTake>,
    device_problem: Option<Problem>,
    meter: Meter,
    began: Instant,
    watchdog: Watchdog,
    clock: ClockWatch,
    overruns: u64,
    frames: Vec<f32>,
    mono: Vec<f32>,
}

impl Drain {
    /// Takes over an open microphone.
    pub fn new(
        microphone: Box<dyn Microphone>,
        reader: FrameReader,
        live: Arc<Mutex<Live>>,
        storage: Box<CreateStorage>,
    ) -> Self {
        let rate_hz = reader.format().rate_hz;
        Self {
            device: microphone.name(),
            microphone,
            reader,
            live,
            storage,
            running: None,
            ended_early: None,
            device_problem: None,
            meter: Meter::new(rate_hz),
            began: Instant::now(),
            watchdog: Watchdog::new(Duration::ZERO),
            clock: ClockWatch::new(rate_hz),
            overruns: 0,
            frames: Vec::new(),
            mono: Vec::new(),
        }
    }

    /// Runs until it is told to close, or the recorder is gone; an unfinished take is completed first.
    pub fn run(mut self, commands: &Receiver<Command>) {
        loop {
            let command = match commands.recv_timeout(TICK) {
                Ok(command) => Some(command),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break,
            };
            self.empty_ring();
            self.watch();
            match command {
                Some(Command::Close(reply)) => {
                    self.end_take(None);
                    self.microphone.close();
                    let _ = reply.send(self.device_problem.take());
                    return;
                }
                Some(command) => self.obey(command),
                None => {}
            }
            self.publish();
        }
        self.end_take(None);
        self.microphone.close();
    }

    fn obey(&mut self, command: Command) {
        match command {
            Command::Start(path, reply) => {
                let outcome = self.start(&path);
                // Whoever looks at the snapshot after the answer must see the new state.
                self.publish();
                let _ = reply.send(outcome);
            }
            Command::Pause => {
                if let Some(running) = &mut self.running {
                    running.paused_at.get_or_insert_with(Instant::now);
                    self.reader.want(false);
                }
            }
            Command::Resume => {
                if let Some(running) = &mut self.running
                    && let Some(since) = running.paused_at.take()
                {
                    running.take.paused(since.elapsed());
                    self.reader.want(true);
                }
            }
            Command::Finish(reply) => {
                let outcome = self.finish();
                self.publish();
                let _ = reply.send(outcome);
            }
            Command::Close(_) => {}
        }
    }

    fn start(&mut self, path: &std::path::Path) -> Result<()> {
        if let Some(problem) = &self.device_problem {
            return Err(Error::failed(problem.message()).hint(problem.remedy()));
        }
        if self.running.is_some() {
            return Err(Error::failed("a take is already being recorded"));
        }
        let take = TakeBuilder::new(path, &*self.storage, self.reader.format(), self.device.clone())?;
        self.ended_early = None;
        self.running = Some(Running { take, paused_at: None });
        self.reader.want(true);
        Ok(())
    }

    fn finish(&mut self) -> Result<RecordedTake> {
        let paused = self.running.as_ref().is_some_and(|running| running.paused_at.is_some());
        if self.running.is_some() && self.reader.format().paced && !paused && self.device_problem.is_none() {
            std::thread::sleep(IN_THE_DEVICE);
            self.empty_ring();
        }
        self.end_take(None);
        self.ended_early.take().ok_or_else(|| Error::failed("no take is being recorded"))
    }

    /// Completes the running take, if any, and keeps it for whoever asks.
    fn end_take(&mut self, problem: Option<Problem>) {
        self.reader.want(false);
        let Some(Running { mut take, paused_at }) = self.running.take() else { return };
        if let Some(since) = paused_at {
            take.paused(since.elapsed());
        }
        take.lose(self.clock.settle_overrun());
        if let Some(problem) = problem {
            take.interrupt(problem);
        }
        self.ended_early = Some(take.finish());
    }

    fn empty_ring(&mut self) {
        // Sound in fast time waits for its take; sound of a device passes by.
        let recording = self.running.as_ref().is_some_and(|running| running.paused_at.is_none());
        if !recording && !self.reader.format().paced {
            return;
        }
        loop {
            let piece = self.reader.read(&mut self.frames, PIECE);
            if piece.frames == 0 {
                break;
            }
            let stats = mix(&self.frames, self.reader.format().channels, &mut self.mono);
            self.meter.push(&self.mono, stats.peak.max(self.reader.take_peak()));
            if let Some(Running { take, paused_at: None }) = &mut self.running {
                take.lose(piece.lost_before);
                take.push(&self.mono, stats);
            }
        }
        if self.running.as_ref().is_some_and(|running| running.take.problem().is_some()) {
            self.end_take(None);
        }
    }

    fn watch(&mut self) {
        if self.device_problem.is_some() {
            return;
        }
        let (now, delivered) = (self.began.elapsed(), self.reader.delivered());
        let paced = self.reader.format().paced;
        if self.reader.is_lost() {
            return self.device_failed(Problem::DeviceLost);
        }
        if paced && self.watchdog.look(now, delivered) {
            return self.device_failed(Problem::ServerGone);
        }
        if !paced {
            return;
        }
        if self.reader.overruns() != self.overruns {
            self.overruns = self.reader.overruns();
            self.clock.overrun();
        }
        let missing = self.clock.look(now, delivered);
        if let Some(Running { take, paused_at: None }) = &mut self.running {
            take.lose(missing);
        }
    }

    /// Keeps the take so far, tells everybody, and then closes the device, which may take a while.
    fn device_failed(&mut self, problem: Problem) {
        self.device_problem = Some(problem.clone());
        self.end_take(Some(problem));
        self.publish();
        self.microphone.close();
    }

    fn publish(&self) {
        let rate_hz = f64::from(self.reader.format().rate_hz);
        let mut live = Live {
            ready: self.reader.delivered() > 0 || !self.reader.format().paced,
            recording: self.running.is_some(),
            level_dbfs: self.meter.level_dbfs(),
            peak_dbfs: self.meter.peak_dbfs(),
            silent_for: Duration::from_secs_f64(self.meter.silent_frames() as f64 / rate_hz),
            ended: self.reader.is_at_end(),
            problem: self.device_problem.clone(),
            ..Live::default()
        };
        if let Some(Running { take, paused_at }) = &self.running {
            live.paused = paused_at.is_some();
            live.speaking = take.is_speaking() && !live.paused;
            live.length = take.time();
            live.elapsed =
                take.first_word().map_or(Duration::ZERO, |first| take.time().saturating_sub(first));
            live.lost = take.lost();
            live.clipped = take.stats().clipped;
            live.take_peak_dbfs = to_dbfs(take.stats().peak);
        } else if let Some(recorded) = &self.ended_early {
            live.length = recorded.length;
            live.elapsed =
                recorded.spoken.map_or(Duration::ZERO, |spoken| recorded.length.saturating_sub(spoken.start));
            live.problem = live.problem.or_else(|| recorded.problem.clone());
        }
        *self.live.lock().unwrap_or_else(PoisonError::into_inner) = live;
    }
}
