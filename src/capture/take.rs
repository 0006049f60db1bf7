//! One take in the making: sound in at one end, a WAV file and everything known about it out at the other.

use super::level::{MixStats, to_dbfs};
use super::resampler::Resampler;
use super::speech::{self, Smoothing};
use super::voice::{VoiceDetector, frame_time};
use super::wav_writer::{CreateStorage, WavWriter};
use super::{Problem, StreamFormat, take_time};
use crate::error::Result;
use crate::transcript::{Span, seconds};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Duration;

/// Sound that was lost on the way: "0.2 s lost at 0:41".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Where in the take. The lost sound is not part of the take's time.
    #[serde(with = "seconds")]
    pub at: Duration,
    /// How much was lost.
    #[serde(with = "seconds")]
    pub lost: Duration,
    /// The same in frames of the device.
    pub frames: u64,
}

/// What is known about a finished recording. All times are in the take's own time, in which pauses do not exist.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordedTake {
    /// How long the file is.
    #[serde(with = "seconds")]
    pub length: Duration,
    /// From the first to the last spoken word, without padding. `None`: no speech was heard.
    pub spoken: Option<Span>,
    /// Where speech was heard, with 100 ms of padding on both sides.
    pub speech: Vec<Span>,
    /// Sound that was lost on the way.
    #[serde(default)]
    pub gaps: Vec<Gap>,
    /// Highest sample of the take in dBFS.
    pub peak_dbfs: f32,
    /// Samples of the device at full scale.
    pub clipped_samples: u64,
    /// Samples of the device that were no numbers and became silence.
    pub replaced_samples: u64,
    /// Where the person paused: `start` is the moment in the take, the length is how long the pause took on the clock.
    #[serde(default)]
    pub pauses: Vec<Span>,
    /// The device, as people know it; the name of the file for an imported recording.
    pub device: String,
    /// Frames per second of the device.
    pub device_rate_hz: u32,
    /// Channels of the device.
    pub device_channels: u16,
    /// Why it ended before the person ended it.
    #[serde(default)]
    pub problem: Option<Problem>,
}

/// Takes in the mono sound of a device and makes a take of it.
pub struct TakeBuilder {
    format: StreamFormat,
    device: String,
    resampler: Resampler,
    detector: VoiceDetector,
    smoothing: Smoothing,
    first_word: Option<Duration>,
    voiced: Vec<bool>,
    /// `None` after the file has failed, and where nothing is written.
    writer: Option<WavWriter>,
    written: u64,
    file_failed: bool,
    samples: Vec<f32>,
    stats: MixStats,
    gaps: Vec<Gap>,
    pauses: Vec<Span>,
    problem: Option<Problem>,
}

impl TakeBuilder {
    /// Begins a take at `destination`.
    ///
    /// # Errors
    /// When the file exists or cannot be created, or the rate is impossible.
    pub fn new(
        destination: &Path,
        storage: &CreateStorage,
        format: StreamFormat,
        device: String,
    ) -> Result<Self> {
        let resampler = Resampler::new(format.rate_hz)?;
        let writer = Some(WavWriter::create(destination, storage)?);
        Ok(Self { writer, ..Self::without_file(resampler, format, device) })
    }

    /// Measures a recording without writing one.
    pub fn measuring(format: StreamFormat, device: String) -> Result<Self> {
        Ok(Self::without_file(Resampler::new(format.rate_hz)?, format, device))
    }

    fn without_file(resampler: Resampler, format: StreamFormat, device: String) -> Self {
        Self {
            format,
            device,
            resampler,
            detector: VoiceDetector::new(),
            smoothing: Smoothing::default(),
            first_word: None,
            voiced: Vec::new(),
            writer: None,
            written: 0,
            file_failed: false,
            samples: Vec::new(),
            stats: MixStats::default(),
            gaps: Vec::new(),
            pauses: Vec::new(),
            problem: None,
        }
    }

    /// Takes in mono sound of the device, with what the mixing saw.
    pub fn push(&mut self, mono: &[f32], stats: MixStats) {
        self.stats.replaced += stats.replaced;
        self.stats.clipped += stats.clipped;
        self.stats.peak = self.stats.peak.max(stats.peak);
        self.samples.clear();
        let converted = self.resampler.push(mono, &mut self.samples);
        self.accept(converted);
    }

    /// So many frames of the device were lost at this point.
    pub fn lose(&mut self, frames: u64) {
        if frames > 0 && self.problem.is_none() {
            let lost = Duration::from_secs_f64(frames as f64 / f64::from(self.format.rate_hz));
            self.gaps.push(Gap { at: self.time(), lost, frames });
        }
    }

    /// The person paused here, for so long.
    pub fn paused(&mut self, length: Duration) {
        self.pauses.push(Span::new(self.time(), self.time() + length));
    }

    /// The take is over because of this.
    pub fn interrupt(&mut self, problem: Problem) {
        self.problem.get_or_insert(problem);
    }

    /// How long the take is so far.
    pub fn time(&self) -> Duration {
        take_time(self.written)
    }

    /// When the first word began.
    pub fn first_word(&self) -> Option<Duration> {
        self.first_word
    }

    /// Whether somebody is speaking at this moment.
    pub fn is_speaking(&self) -> bool {
        self.smoothing.is_speaking()
    }

    /// What has gone wrong so far.
    pub fn problem(&self) -> Option<&Problem> {
        self.problem.as_ref()
    }

    /// How much sound was lost so far.
    pub fn lost(&self) -> Duration {
        self.gaps.iter().map(|gap| gap.lost).sum()
    }

    /// What the mixing saw so far.
    pub fn stats(&self) -> MixStats {
        self.stats
    }

    /// Writes the tail, completes the file, and says everything about it.
    pub fn finish(mut self) -> RecordedTake {
        self.samples.clear();
        let converted = self.resampler.finish(&mut self.samples);
        self.accept(converted);
        if let Some(Err(problem)) = self.writer.take().map(WavWriter::finish) {
            self.interrupt(problem);
        }
        speech::without_key_press(&mut self.voiced);
        let runs = speech::runs(&self.voiced);
        let length = take_time(self.written);
        RecordedTake {
            length,
            spoken: speech::spoken(&runs, length),
            speech: speech::padded(&runs, length),
            gaps: self.gaps,
            peak_dbfs: to_dbfs(self.stats.peak),
            clipped_samples: self.stats.clipped,
            replaced_samples: self.stats.replaced,
            pauses: self.pauses,
            device: self.device,
            device_rate_hz: self.format.rate_hz,
            device_channels: self.format.channels,
            problem: self.problem,
        }
    }

    /// Throws the take away, its unfinished file included.
    pub fn discard(mut self) {
        if let Some(writer) = self.writer.take() {
            writer.discard();
        }
    }

    /// Writes the converted samples and looks for speech in them.
    fn accept(&mut self, converted: Result<()>) {
        if let Err(error) = converted {
            self.interrupt(Problem::NotWritable(error.message().to_owned()));
        }
        if self.file_failed {
            return;
        }
        if let Some(Err(problem)) = self.writer.as_mut().map(|writer| writer.write(&self.samples)) {
            self.interrupt(problem);
            self.file_failed = true;
            self.written = self.writer.take().map_or(0, WavWriter::salvage);
            return;
        }
        self.written += self.samples.len() as u64;
        let Self { detector, smoothing, first_word, voiced, samples, .. } = self;
        detector.push(samples, |voice| {
            voiced.push(voice);
            smoothing.push(voice);
            if first_word.is_none() {
                *first_word = smoothing.since().map(frame_time);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::super::wav_writer::create_file;
    use super::super::wav_writer::tests::failing_after;
    use super::*;
    use crate::capture::read_wav_16k;
    use std::io::ErrorKind;

    const FORMAT: StreamFormat = StreamFormat { rate_hz: 48_000, channels: 1, paced: true };

    #[test]
    fn a_take_is_as_long_as_its_sound_and_knows_gaps_and_pauses() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut take = TakeBuilder::new(&path, &create_file, FORMAT, "Test".into()).unwrap();
        let stats = MixStats { replaced: 1, clipped: 2, peak: 0.1 };
        take.push(&vec![0.1; 48_000], stats);
        take.lose(4_800);
        take.paused(Duration::from_secs(3));
        take.push(&vec![0.1; 24_000], stats);
        let recorded = take.finish();
        assert_eq!(recorded.length, Duration::from_millis(1500));
        assert_eq!(read_wav_16k(&path).unwrap().len(), 24_000);
        assert_eq!((recorded.gaps[0].frames, recorded.gaps[0].lost), (4_800, Duration::from_millis(100)));
        assert!(recorded.gaps[0].at.abs_diff(Duration::from_secs(1)) < Duration::from_millis(60));
        assert_eq!(recorded.pauses[0].length(), Duration::from_secs(3));
        assert_eq!((recorded.clipped_samples, recorded.replaced_samples), (4, 2));
        assert!((recorded.peak_dbfs + 20.0).abs() < 0.01);
        assert_eq!((recorded.spoken, recorded.problem), (None, None));
    }

    #[test]
    fn a_full_disk_ends_the_take_and_keeps_what_fitted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let storage = failing_after(64_000, ErrorKind::StorageFull);
        let mut take = TakeBuilder::new(&path, &*storage, FORMAT, "Test".into()).unwrap();
        for _ in 0..100 {
            take.push(&vec![0.1; 4_800], MixStats::default());
        }
        let recorded = take.finish();
        assert_eq!(recorded.problem, Some(Problem::DiskFull));
        assert_eq!(recorded.length, Duration::from_secs(2));
        assert_eq!(read_wav_16k(&path).unwrap().len(), 32_000);
    }

    #[test]
    fn what_is_known_about_a_take_survives_the_way_through_a_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut take = TakeBuilder::new(&path, &create_file, FORMAT, "Test".into()).unwrap();
        take.push(&[0.1; 480], MixStats::default());
        take.lose(48);
        take.interrupt(Problem::DeviceLost);
        let recorded = take.finish();
        let json = serde_json::to_string(&recorded).unwrap();
        assert!(json.contains(r#""length":0.01"#), "{json}");
        assert_eq!(serde_json::from_str::<RecordedTake>(&json).unwrap(), recorded);
    }
}
