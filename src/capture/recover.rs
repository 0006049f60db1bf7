//! Keeps what a crash left behind: repairs a `.wav.part`, gives it its name, and looks for speech in it.

use super::import::measure;
use super::wav_writer::put_in_place;
use super::{Problem, RecordedTake, TAKE_RATE_HZ};
use crate::error::{Error, Result};
use std::fs::OpenOptions;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// The header that the recorder writes: RIFF, WAVE, a `fmt ` of 16 bytes, `data`.
const HEADER: u64 = 44;

/// A recording that was repaired after the program had been stopped in the middle of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RecoveredTake {
    /// Where it is now.
    pub file: PathBuf,
    /// What is known about it; device and pauses are not.
    pub recorded: RecordedTake,
}

/// Repairs `NAME.wav.part`, renames it to `NAME.wav` (`NAME-recovered.wav` when that exists), and measures it.
///
/// # Errors
/// When the file is not one of ours, holds no sound, or cannot be changed. The file is left alone then.
pub fn recover_part(part: &Path) -> Result<RecoveredTake> {
    let destination = free_name(part)?;
    let samples = repair(part).map_err(|cause| Error::io("cannot repair", part, &cause))?;
    if samples == 0 {
        return Err(Error::failed(format!("nothing was recorded in {}", part.display()))
            .hint("The file can be deleted."));
    }
    put_in_place(part, &destination).map_err(|cause| Error::io("cannot rename", part, &cause))?;
    let mut recorded = measure(&destination)?;
    recorded.device = "unknown".into();
    recorded.problem = Some(Problem::Stopped);
    Ok(RecoveredTake { file: destination, recorded })
}

fn free_name(part: &Path) -> Result<PathBuf> {
    let not_ours = || Error::failed(format!("{} is not an unfinished recording", part.display()));
    let wav = part.with_extension("");
    if part.extension().is_none_or(|extension| extension != "part") || wav.extension().is_none() {
        return Err(not_ours());
    }
    let stem = wav.file_stem().ok_or_else(not_ours)?.to_string_lossy().into_owned();
    let others = (1..1000).map(|n| {
        let number = if n == 1 { String::new() } else { format!("-{n}") };
        wav.with_file_name(format!("{stem}-recovered{number}.wav"))
    });
    std::iter::once(wav.clone())
        .chain(others)
        .find(|path| !path.try_exists().unwrap_or(true))
        .ok_or_else(|| Error::failed(format!("{} cannot get a name of its own", part.display())))
}

/// Sets both lengths in the header of a take from the length of the file. Gives the samples.
pub fn repair(part: &Path) -> io::Result<u64> {
    let mut file = OpenOptions::new().read(true).write(true).open(part)?;
    let length = file.metadata()?.len();
    let mut header = [0; HEADER as usize];
    if length < HEADER {
        return Ok(0);
    }
    file.read_exact(&mut header)?;
    if !is_ours(&header) {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "it is not a recording of this program"));
    }
    let samples = (length - HEADER) / 2;
    let data = u32::try_from(samples * 2)
        .ok()
        .filter(|data| data.checked_add(HEADER as u32 - 8).is_some())
        .ok_or_else(|| {
        io::Error::new(io::ErrorKind::InvalidData, "it is longer than a WAV file can be")
    })?;
    file.set_len(HEADER + samples * 2)?;
    file.seek(SeekFrom::Start(4))?;
    file.write_all(&(data + HEADER as u32 - 8).to_le_bytes())?;
    file.seek(SeekFrom::Start(HEADER - 4))?;
    file.write_all(&data.to_le_bytes())?;
    file.sync_data()?;
    Ok(samples)
}

fn is_ours(header: &[u8; HEADER as usize]) -> bool {
    header.starts_with(b"RIFF")
        && &header[8..20] == b"WAVEfmt \x10\0\0\0"
        && header[20..24] == [1, 0, 1, 0]
        && header[24..28] == TAKE_RATE_HZ.to_le_bytes()
        && header[34..40] == *b"\x10\0data"
}

#[cfg(test)]
mod tests {
    use super::super::wav_writer::{WavWriter, create_file, part_path};
    use super::*;
    use crate::capture::read_wav_16k;
    use std::time::Duration;

    /// What is on the disk after the program was killed with so many samples in the file.
    fn killed(path: &Path, samples: usize, lose_bytes: u64) -> PathBuf {
        let mut writer = WavWriter::create(path, &create_file).unwrap();
        writer.write(&vec![0.5; samples]).unwrap();
        std::mem::forget(writer);
        let part = part_path(path);
        let file = OpenOptions::new().write(true).open(&part).unwrap();
        let length = file.metadata().unwrap().len();
        file.set_len(length - lose_bytes).unwrap();
        part
    }

    #[test]
    fn what_was_on_the_disk_is_kept_and_gets_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("2-task.wav");
        let part = killed(&path, 16_000, 0);
        let recovered = recover_part(&part).unwrap();
        assert_eq!(recovered.file, path);
        assert!(!part.exists());
        assert_eq!(recovered.recorded.length, Duration::from_secs(1));
        assert_eq!(recovered.recorded.problem, Some(Problem::Stopped));
        assert_eq!(read_wav_16k(&path).unwrap().len(), 16_000);
    }

    #[test]
    fn half_a_sample_at_the_end_is_dropped() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let part = killed(&path, 16_000, 1001);
        recover_part(&part).unwrap();
        assert_eq!(read_wav_16k(&path).unwrap().len(), 16_000 - 501);
    }

    #[test]
    fn a_finished_recording_of_the_same_name_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let part = killed(&path, 8_000, 0);
        std::fs::write(&path, "precious").unwrap();
        let recovered = recover_part(&part).unwrap();
        assert_eq!(recovered.file, folder.path().join("1-recovered.wav"));
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "precious");
    }

    #[test]
    fn a_file_of_somebody_else_or_without_sound_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("thesis.doc.part");
        std::fs::write(&other, vec![7; 1000]).unwrap();
        assert!(recover_part(&other).is_err());
        assert_eq!(std::fs::read(&other).unwrap(), vec![7; 1000]);
        let empty = killed(&folder.path().join("1.wav"), 0, 0);
        assert!(recover_part(&empty).unwrap_err().message().contains("nothing was recorded"));
        let nothing = folder.path().join("2.wav.part");
        std::fs::write(&nothing, "").unwrap();
        assert!(recover_part(&nothing).is_err());
        assert!(recover_part(&folder.path().join("none.wav.part")).is_err());
    }
}
