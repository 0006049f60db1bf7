//! A microphone that plays a WAV file: the fake that ships, for tests, demonstrations and recordings made elsewhere.

use super::wav_reader::WavFile;
use super::{FrameWriter, Microphone, Sink, StreamFormat};
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Frames given at a time: 10 ms.
const BLOCKS_PER_SECOND: u32 = 100;

/// How fast a file is played.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    /// At the pace of the clock from the moment it is opened; silence follows the end.
    Real,
    /// As fast as the recorder takes it, while a take is being recorded; it ends with the file. Nothing is lost.
    Fast,
    /// As [`Pace::Fast`], and at most so many times as fast as the clock, so that a person can watch.
    Times(u32),
}

/// Plays a WAV file into the recorder.
pub struct FileMicrophone {
    path: PathBuf,
    pace: Pace,
    hurry: Arc<AtomicBool>,
    stop: Arc<AtomicBool>,
    player: Option<JoinHandle<()>>,
}

impl FileMicrophone {
    /// A microphone in front of which this file is played.
    pub fn new(path: &Path, pace: Pace) -> Self {
        Self { path: path.to_owned(), pace, hurry: Arc::default(), stop: Arc::default(), player: None }
    }

    /// Once this is true, [`Pace::Times`] goes on as [`Pace::Fast`].
    pub fn hurry(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.hurry)
    }
}

impl Microphone for FileMicrophone {
    fn name(&self) -> String {
        self.path.file_name().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn open(&mut self, sink: Sink) -> Result<StreamFormat> {
        let file = WavFile::open(&self.path)?;
        let format = StreamFormat { paced: self.pace == Pace::Real, ..file.format() };
        let writer = sink.start(format)?;
        let stop = Arc::clone(&self.stop);
        let throttle = match self.pace {
            Pace::Times(times) => Some(Throttle { times, hurry: Arc::clone(&self.hurry), since: None }),
            Pace::Real | Pace::Fast => None,
        };
        let play = move || {
            if format.paced {
                play_real(file, writer, format, &stop);
            } else {
                play_fast(file, writer, format, throttle, &stop);
            }
        };
        let player = std::thread::Builder::new().name("player".into()).spawn(play);
        self.player = Some(player.map_err(|cause| Error::failed(format!("cannot start a thread: {cause}")))?);
        Ok(format)
    }

    fn close(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(player) = self.player.take() {
            // It looks at the flag every few milliseconds.
            let _ = player.join();
        }
    }
}

impl Drop for FileMicrophone {
    fn drop(&mut self) {
        self.close();
    }
}

fn play_real(mut file: WavFile, mut writer: FrameWriter, format: StreamFormat, stop: &AtomicBool) {
    let block = (format.rate_hz / BLOCKS_PER_SECOND) as usize;
    let silence = vec![0.0_f32; block * usize::from(format.channels)];
    let began = Instant::now();
    let mut frames = Vec::new();
    let mut played = 0_u64;
    while !stop.load(Ordering::Relaxed) {
        let due = (began.elapsed().as_secs_f64() * f64::from(format.rate_hz)) as u64;
        while played + block as u64 <= due {
            match file.read(&mut frames, block) {
                Ok(1..) => writer.write(&frames, |sample| sample),
                _ => writer.write(&silence, |sample| sample),
            }
            played += block as u64;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Holds a file back to a multiple of the clock.
struct Throttle {
    times: u32,
    hurry: Arc<AtomicBool>,
    since: Option<Instant>,
}

impl Throttle {
    /// Whether so many frames are enough for now.
    fn holds(&mut self, played: u64, rate_hz: u32) -> bool {
        let since = *self.since.get_or_insert_with(Instant::now);
        let due = since.elapsed().as_secs_f64() * f64::from(self.times) * f64::from(rate_hz);
        played as f64 > due && !self.hurry.load(Ordering::Relaxed)
    }
}

fn play_fast(
    mut file: WavFile,
    mut writer: FrameWriter,
    format: StreamFormat,
    mut throttle: Option<Throttle>,
    stop: &AtomicBool,
) {
    let block = (format.rate_hz / BLOCKS_PER_SECOND) as usize;
    let mut frames = Vec::new();
    let mut played = 0_u64;
    while !stop.load(Ordering::Relaxed) && !writer.is_abandoned() {
        let held = |throttle: &mut Throttle| throttle.holds(played, format.rate_hz);
        if !writer.is_wanted() || writer.room() < block || throttle.as_mut().is_some_and(held) {
            std::thread::sleep(Duration::from_millis(1));
            continue;
        }
        match file.read(&mut frames, block) {
            Ok(1..) => {
                writer.write(&frames, |sample| sample);
                played += block as u64;
            }
            Ok(0) => break,
            Err(_) => {
                writer.device_lost();
                return;
            }
        }
    }
    writer.end();
}
