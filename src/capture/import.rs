//! A recording made elsewhere, through the same path as a live one, as fast as it goes.

use super::RecordedTake;
use super::level::mix;
use super::take::TakeBuilder;
use super::wav_reader::WavFile;
use super::wav_writer::create_file;
use crate::error::{Error, Result};
use std::path::Path;

/// Frames read at a time: the memory does not grow with the file.
const PIECE: usize = 8192;

/// Converts a WAV file (8 to 192 kHz, 1 to 8 channels, 8/16/24/32-bit integers or floats) to a take at `destination`.
///
/// # Errors
/// When the file cannot be used (the message names it and says why; there is no take then), or the take cannot be
/// written to its end.
pub fn import(path: &Path, destination: &Path) -> Result<RecordedTake> {
    let mut file = WavFile::open(path)?;
    let mut take = TakeBuilder::new(destination, &create_file, file.format(), name(path))?;
    if let Err(error) = feed(&mut file, &mut take) {
        take.discard();
        return Err(error);
    }
    let recorded = take.finish();
    match &recorded.problem {
        None => Ok(recorded),
        Some(problem) => Err(Error::failed(format!("cannot keep {}: {}", path.display(), problem.message()))
            .hint(problem.remedy())),
    }
}

/// Measures a take that exists already, without writing it again.
pub fn measure(path: &Path) -> Result<RecordedTake> {
    let mut file = WavFile::open(path)?;
    let mut take = TakeBuilder::measuring(file.format(), name(path))?;
    feed(&mut file, &mut take)?;
    Ok(take.finish())
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

fn feed(file: &mut WavFile, take: &mut TakeBuilder) -> Result<()> {
    let (mut frames, mut mono) = (Vec::new(), Vec::new());
    let channels = file.format().channels;
    while file.read(&mut frames, PIECE)? > 0 && take.problem().is_none() {
        let stats = mix(&frames, channels, &mut mono);
        take.push(&mono, stats);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::capture::{part_path, read_wav_16k};
    use std::time::Duration;

    fn write(path: &Path, rate_hz: u32, channels: u16, frames: usize) {
        let spec = hound::WavSpec {
            channels,
            sample_rate: rate_hz,
            bits_per_sample: 32,
            sample_format: hound::SampleFormat::Float,
        };
        let mut writer = hound::WavWriter::create(path, spec).unwrap();
        for _ in 0..frames * usize::from(channels) {
            writer.write_sample(0.25_f32).unwrap();
        }
        writer.finalize().unwrap();
    }

    #[test]
    fn any_rate_and_number_of_channels_becomes_a_take_of_the_same_length() {
        let folder = tempfile::tempdir().unwrap();
        for (rate_hz, channels) in [(8_000, 1), (44_100, 2), (48_000, 3), (96_000, 6), (192_000, 8)] {
            let (from, to) = (folder.path().join("in.wav"), folder.path().join(format!("{rate_hz}.wav")));
            write(&from, rate_hz, channels, rate_hz as usize * 3 / 2);
            let recorded = import(&from, &to).unwrap();
            assert!(recorded.length.abs_diff(Duration::from_millis(1500)) < Duration::from_millis(1));
            assert_eq!((recorded.device_rate_hz, recorded.device_channels), (rate_hz, channels));
            let samples = read_wav_16k(&to).unwrap();
            assert!((samples[12_000] - 0.25).abs() < 0.001);
        }
    }

    #[test]
    fn spoken_sentences_are_found_where_they_are() {
        let folder = tempfile::tempdir().unwrap();
        let sound = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sounds/two-sentences.wav");
        let recorded = import(&sound, &folder.path().join("out.wav")).unwrap();
        // tests/sounds/README.md says when they begin and end; padding is 0.1 s.
        let wanted = [(0.40, 2.64), (3.64, 5.55)];
        assert_eq!(recorded.speech.len(), wanted.len(), "{:?}", recorded.speech);
        for (span, (start, end)) in recorded.speech.iter().zip(wanted) {
            assert!((span.start.as_secs_f64() - start).abs() < 0.1, "{span:?}");
            assert!((span.end.as_secs_f64() - end).abs() < 0.15, "{span:?}");
        }
        assert_eq!(recorded, RecordedTake { device: "two-sentences.wav".into(), ..measure(&sound).unwrap() });
    }

    #[test]
    fn a_file_that_is_cut_off_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("in.wav"), folder.path().join("out.wav"));
        write(&from, 16_000, 1, 16_000);
        let bytes = std::fs::read(&from).unwrap();
        std::fs::write(&from, &bytes[..bytes.len() / 2]).unwrap();
        let error = import(&from, &to).unwrap_err();
        assert!(error.message().contains("in.wav: it is cut off"), "{error}");
        assert!(!to.exists() && !part_path(&to).exists());
    }

    #[test]
    fn an_existing_take_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let (from, to) = (folder.path().join("in.wav"), folder.path().join("out.wav"));
        write(&from, 16_000, 1, 16_000);
        std::fs::write(&to, "precious").unwrap();
        assert!(import(&from, &to).is_err());
        assert_eq!(std::fs::read_to_string(&to).unwrap(), "precious");
    }
}
