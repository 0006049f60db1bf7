//! Reads WAV files of other programs as a stream of `f32` frames, and says clearly what is wrong with a bad one.

use super::{StreamFormat, TAKE_RATE_HZ};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// An open WAV file: 8 to 192 kHz, 1 to 8 channels, integers of 8, 16, 24 or 32 bits, or 32-bit floats.
pub struct WavFile {
    reader: hound::WavReader<BufReader<File>>,
    path: PathBuf,
    /// Frames that the header announces.
    frames: u64,
    read: u64,
}

impl WavFile {
    /// Opens the file and checks its format.
    ///
    /// # Errors
    /// When it is missing, no WAV file, empty, or of a format we do not read. The message names the file.
    pub fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|cause| Error::io("cannot read", path, &cause))?;
        let length = file.metadata().map_err(|cause| Error::io("cannot read", path, &cause))?;
        if length.is_dir() {
            return Err(bad(path, "it is a folder"));
        }
        if length.len() == 0 {
            return Err(bad(path, "the file is empty"));
        }
        let reader =
            hound::WavReader::new(BufReader::new(file)).map_err(|cause| not_readable(path, &cause))?;
        let spec = reader.spec();
        check(path, spec)?;
        let frames = u64::from(reader.duration());
        if frames == 0 {
            return Err(bad(path, "it holds no sound (0 samples)"));
        }
        Ok(Self { reader, path: path.to_owned(), frames, read: 0 })
    }

    /// Rate and channels; not paced.
    pub fn format(&self) -> StreamFormat {
        let spec = self.reader.spec();
        StreamFormat { rate_hz: spec.sample_rate, channels: spec.channels, paced: false }
    }

    /// Replaces `buffer` by at most `max_frames` interleaved frames; gives how many, 0 at the end.
    ///
    /// # Errors
    /// When the file ends before the length that its header announces.
    pub fn read(&mut self, buffer: &mut Vec<f32>, max_frames: usize) -> Result<usize> {
        buffer.clear();
        let spec = self.reader.spec();
        let left = usize::try_from(self.frames - self.read).unwrap_or(usize::MAX);
        let samples = left.min(max_frames) * usize::from(spec.channels);
        let outcome = if spec.sample_format == hound::SampleFormat::Float {
            collect(self.reader.samples::<f32>().take(samples), buffer, |sample| sample)
        } else {
            let scale = (2.0_f32).powi(1 - i32::from(spec.bits_per_sample));
            collect(self.reader.samples::<i32>().take(samples), buffer, |sample| sample as f32 * scale)
        };
        let frames = buffer.len() / usize::from(spec.channels);
        self.read += frames as u64;
        match outcome {
            Ok(()) if buffer.len() == samples => Ok(frames),
            _ => Err(self.truncated()),
        }
    }

    fn truncated(&self) -> Error {
        let rate = f64::from(self.reader.spec().sample_rate);
        bad(
            &self.path,
            &format!(
                "it is cut off: its header announces {:.1} s, but it ends after {:.1} s",
                self.frames as f64 / rate,
                self.read as f64 / rate
            ),
        )
        .hint("Copy it again from where it came; or keep what is there: ffmpeg -i OLD.wav NEW.wav")
    }
}

fn collect<S>(
    samples: impl Iterator<Item = hound::Result<S>>,
    buffer: &mut Vec<f32>,
    to_f32: impl Fn(S) -> f32,
) -> hound::Result<()> {
    for sample in samples {
        buffer.push(to_f32(sample?));
    }
    Ok(())
}

fn check(path: &Path, spec: hound::WavSpec) -> Result<()> {
    let float = spec.sample_format == hound::SampleFormat::Float;
    if !(8_000..=192_000).contains(&spec.sample_rate) {
        return Err(bad(path, &format!("its sample rate is {} Hz", spec.sample_rate)).hint(FORMATS));
    }
    if !(1..=8).contains(&spec.channels) {
        return Err(bad(path, &format!("it has {} channels", spec.channels)).hint(FORMATS));
    }
    if !matches!((float, spec.bits_per_sample), (true, 32) | (false, 8 | 16 | 24 | 32)) {
        let kind = if float { "float" } else { "integer" };
        return Err(
            bad(path, &format!("its samples are {kind}s of {} bits", spec.bits_per_sample)).hint(FORMATS)
        );
    }
    Ok(())
}

const FORMATS: &str = "WAV files of 8 to 192 kHz, 1 to 8 channels, 8/16/24/32-bit integers or 32-bit floats can be read; \
                       for all others: ffmpeg -i OLD -ar 16000 -ac 1 -c:a pcm_s16le NEW.wav";

fn bad(path: &Path, what: &str) -> Error {
    Error::failed(format!("cannot use {}: {what}", path.display()))
}

fn not_readable(path: &Path, cause: &hound::Error) -> Error {
    match cause {
        hound::Error::IoError(cause) if cause.raw_os_error().is_some() => {
            Error::io("cannot read", path, cause)
        }
        hound::Error::IoError(_) => bad(path, "it is not a complete WAV file").hint(FORMATS),
        hound::Error::Unsupported => {
            bad(path, "it is a WAV file in a format that cannot be read").hint(FORMATS)
        }
        other => bad(path, &format!("it is not a WAV file ({other})")).hint(FORMATS),
    }
}

/// The samples of a take: a 16 kHz mono WAV file, as the recorder writes them. 1.0 is full scale.
///
/// # Errors
/// When the file cannot be read or has another format.
pub fn read_wav_16k(path: &Path) -> Result<Vec<f32>> {
    let mut file = WavFile::open(path)?;
    let format = file.format();
    if (format.rate_hz, format.channels) != (TAKE_RATE_HZ, 1) {
        return Err(bad(path, "it is not a recording of this program (16 kHz, one channel)"));
    }
    let mut samples = Vec::with_capacity(usize::try_from(file.frames).unwrap_or(0).min(1 << 26));
    let mut piece = Vec::new();
    while file.read(&mut piece, 1 << 16)? > 0 {
        samples.extend_from_slice(&piece);
    }
    Ok(samples)
}

#[cfg(test)]
mod tests {
    use super::*;
    use hound::{SampleFormat, WavSpec, WavWriter};

    fn read_all(path: &Path) -> Result<Vec<f32>> {
        let mut file = WavFile::open(path)?;
        let (mut all, mut piece) = (Vec::new(), Vec::new());
        while file.read(&mut piece, 7)? > 0 {
            all.extend_from_slice(&piece);
        }
        Ok(all)
    }

    fn spec(channels: u16, sample_rate: u32, bits_per_sample: u16, sample_format: SampleFormat) -> WavSpec {
        WavSpec { channels, sample_rate, bits_per_sample, sample_format }
    }

    #[test]
    fn every_common_sample_format_gives_the_same_sound() {
        let folder = tempfile::tempdir().unwrap();
        for bits in [8_u16, 16, 24, 32] {
            let path = folder.path().join(format!("{bits}.wav"));
            let mut writer = WavWriter::create(&path, spec(2, 48_000, bits, SampleFormat::Int)).unwrap();
            for n in 0..40_i32 {
                writer.write_sample((n - 20) << (bits - 6)).unwrap();
            }
            writer.finalize().unwrap();
            let wanted: Vec<f32> = (0..40).map(|n| (n - 20) as f32 / 32.0).collect();
            assert_eq!(read_all(&path).unwrap(), wanted, "{bits} bits");
        }
    }

    #[test]
    fn floats_are_taken_as_they_are_even_when_they_are_no_numbers() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("float.wav");
        let mut writer = WavWriter::create(&path, spec(1, 8_000, 32, SampleFormat::Float)).unwrap();
        for sample in [0.5, f32::NAN, -2.0] {
            writer.write_sample(sample).unwrap();
        }
        writer.finalize().unwrap();
        let read = read_all(&path).unwrap();
        assert!((read[0] - 0.5).abs() < 1e-9 && read[1].is_nan() && (read[2] + 2.0).abs() < 1e-9);
    }

    #[test]
    fn a_bad_file_gives_one_clear_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let good = folder.path().join("good.wav");
        let mut writer = WavWriter::create(&good, spec(1, 16_000, 16, SampleFormat::Int)).unwrap();
        for _ in 0..16_000 {
            writer.write_sample(1_i16).unwrap();
        }
        writer.finalize().unwrap();
        let bytes = std::fs::read(&good).unwrap();
        let none = spec(1, 16_000, 16, SampleFormat::Int);
        WavWriter::create(folder.path().join("none.wav"), none).unwrap().finalize().unwrap();
        let slow = spec(1, 4_000, 16, SampleFormat::Int);
        let mut writer = WavWriter::create(folder.path().join("slow.wav"), slow).unwrap();
        writer.write_sample(1_i16).unwrap();
        writer.finalize().unwrap();
        for (name, content, says) in [
            ("text.wav", Some(&b"this is not sound, it is a text"[..]), "not a WAV file"),
            ("empty.wav", Some(&b""[..]), "the file is empty"),
            ("short.wav", Some(&bytes[..30]), "not a complete WAV file"),
            ("cut.wav", Some(&bytes[..44 + 16_001]), "announces 1.0 s, but it ends after 0.5 s"),
            ("none.wav", None, "0 samples"),
            ("slow.wav", None, "4000 Hz"),
            ("missing.wav", None, "cannot read"),
        ] {
            let path = folder.path().join(name);
            if let Some(content) = content {
                std::fs::write(&path, content).unwrap();
            }
            let error = read_all(&path).unwrap_err();
            assert!(error.message().contains(says), "{name}: {error}");
            assert!(error.message().contains(name), "{name}: {error}");
        }
    }

    #[test]
    fn a_folder_is_not_a_recording() {
        let folder = tempfile::tempdir().unwrap();
        assert!(WavFile::open(folder.path()).is_err());
    }
}
