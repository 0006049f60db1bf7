//! Reads stretches of a take: 16 kHz, mono, 16-bit WAV, as the recorder writes it.

use super::SAMPLE_RATE;
use crate::error::{Error, Result};
use std::fs::File;
use std::io::BufReader;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// An open take.
pub struct TakeFile {
    path: PathBuf,
    reader: hound::WavReader<BufReader<File>>,
}

impl TakeFile {
    /// Opens a take.
    ///
    /// # Errors
    /// When it cannot be read or is not 16 kHz mono 16-bit.
    pub fn open(path: &Path) -> Result<Self> {
        let reader = hound::WavReader::open(path).map_err(|cause| unreadable(path, &cause))?;
        let spec = reader.spec();
        let fits = spec.sample_rate as usize == SAMPLE_RATE
            && spec.channels == 1
            && spec.bits_per_sample == 16
            && spec.sample_format == hound::SampleFormat::Int;
        if !fits {
            return Err(Error::failed(format!(
                "{} is not a take: 16 kHz mono 16-bit expected",
                path.display()
            )));
        }
        Ok(Self { path: path.to_owned(), reader })
    }

    /// How many samples it has.
    pub fn length(&self) -> usize {
        self.reader.len() as usize
    }

    /// The samples in `range`, −1 to 1.
    ///
    /// # Errors
    /// When the file ends before the range does.
    pub fn read(&mut self, range: Range<usize>) -> Result<Vec<f32>> {
        let start = u32::try_from(range.start).unwrap_or(u32::MAX);
        self.reader.seek(start).map_err(|cause| Error::io("cannot read", &self.path, &cause))?;
        let samples = self.reader.samples::<i16>().take(range.len());
        let samples: Result<Vec<f32>, _> =
            samples.map(|sample| sample.map(|s| f32::from(s) / 32_768.0)).collect();
        let samples = samples.map_err(|cause| unreadable(&self.path, &cause))?;
        if samples.len() < range.len() {
            return Err(Error::failed(format!("{} ends too early", self.path.display())));
        }
        Ok(samples)
    }

    /// The middle of the quietest 50 ms in `range`; its end when it cannot be read.
    pub fn quietest(&mut self, range: Range<usize>) -> usize {
        let Ok(samples) = self.read(range.clone()) else { return range.end };
        quietest(&samples).map_or(range.end, |at| range.start + at)
    }
}

/// The middle of the quietest 50 ms.
fn quietest(samples: &[f32]) -> Option<usize> {
    const WINDOW: usize = SAMPLE_RATE / 20;
    let energy = |window: &[f32]| window.iter().map(|sample| sample * sample).sum::<f32>();
    let windows = samples.windows(WINDOW).step_by(WINDOW / 5).map(energy).enumerate();
    let (at, _) = windows.min_by(|a, b| a.1.total_cmp(&b.1))?;
    Some(at * (WINDOW / 5) + WINDOW / 2)
}

fn unreadable(path: &Path, cause: &hound::Error) -> Error {
    match cause {
        hound::Error::IoError(cause) => Error::io("cannot read", path, cause),
        other => Error::failed(format!("cannot read {}: {other}", path.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(path: &Path, rate: u32, samples: &[i16]) {
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: rate,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let mut out = hound::WavWriter::create(path, spec).unwrap();
        for &sample in samples {
            out.write_sample(sample).unwrap();
        }
        out.finalize().unwrap();
    }

    #[test]
    fn a_range_is_read_and_one_beyond_the_end_is_an_error() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("take.wav");
        write(&path, 16_000, &[0, 16_384, -32_768, 8192]);
        let mut take = TakeFile::open(&path).unwrap();
        assert_eq!(take.length(), 4);
        assert_eq!(take.read(1..3).unwrap(), [0.5, -1.0]);
        assert_eq!(take.read(0..1).unwrap(), [0.0]);
        assert!(take.read(2..9).is_err());
    }

    #[test]
    fn other_rates_and_other_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("x.wav");
        write(&path, 8000, &[0; 10]);
        assert!(TakeFile::open(&path).err().unwrap().message().contains("16 kHz"));
        std::fs::write(&path, "no sound").unwrap();
        assert!(TakeFile::open(&path).err().unwrap().message().contains("x.wav"));
    }

    #[test]
    fn the_quietest_place_is_found() {
        let mut samples = vec![0.5; 16_000];
        samples[8000..9000].fill(0.01);
        assert!((8000..9000).contains(&quietest(&samples).unwrap()));
        assert_eq!(quietest(&[0.0; 10]), None);
    }
}
