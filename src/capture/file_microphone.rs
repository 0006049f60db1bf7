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
}

/// Plays a WAV file into the recorder.
pub struct FileMicrophone {
    path: PathBuf,
    pace: Pace,
    stop: Arc<AtomicBool>,
    player: Option<JoinHandle<()>>,
}

impl FileMicrophone {
    /// A microphone in front of which this file is played.
    pub fn new(path: &Path, pace: Pace) -> Self {
        Self { path: path.to_owned(), pace, stop: Arc::default(), player: None }
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
        let play = if format.paced { play_real } else { play_fast };
        let play = move || play(file, writer, format, &stop);
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

fn play_fast(mut file: WavFile, mut writer: FrameWriter, format: StreamFormat, stop: &AtomicBool) {
    let block = (format.rate_hz / BLOCKS_PER_SECOND) as usize;
    let mut frames = Vec::new();
    while !stop.load(Ordering::Relaxed) && !writer.is_abandoned() {
        if !writer.is_wanted() || writer.room() < block {
            std::thread::sleep(Duration::from_millis(1));
            continue;
        }
        match file.read(&mut frames, block) {
            Ok(1..) => writer.write(&frames, |sample| sample),
            Ok(0) => break,
            Err(_) => {
                writer.device_lost();
                return;
            }
        }
    }
    writer.end();
}
