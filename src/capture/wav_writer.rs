//! Writes a take as it is spoken: `NAME.wav.part`, 16 kHz mono 16-bit, a WAV file that can be read at any moment.

use super::recover::repair;
use super::{Problem, TAKE_RATE_HZ};
use crate::error::{Error, Result};
use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

/// The header is brought up to date after this many samples: 0.25 s.
const FLUSH_EVERY: u32 = TAKE_RATE_HZ / 4;
/// The longest take: 12 hours, far below the 4 GiB of a WAV file.
const LONGEST: u32 = TAKE_RATE_HZ * 60 * 60 * 12;

/// What a take is written to; a seam, so that a full disk can be tested without one.
pub trait Storage: Write + Seek + Send {}

impl<T: Write + Seek + Send> Storage for T {}

/// Creates the storage for a take at a path that does not exist yet.
pub type CreateStorage = dyn Fn(&Path) -> io::Result<Box<dyn Storage>> + Send;

/// Creates a file on disk that only its owner can read; an existing file is an error.
pub fn create_file(path: &Path) -> io::Result<Box<dyn Storage>> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    Ok(Box::new(options.open(path)?))
}

/// The file of a take that is still being recorded: the same name with `.part` behind it.
pub fn part_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    PathBuf::from(name)
}

/// A take being written.
pub struct WavWriter {
    inner: hound::WavWriter<BufWriter<Box<dyn Storage>>>,
    destination: PathBuf,
    part: PathBuf,
    since_flush: u32,
}

impl WavWriter {
    /// Begins `destination` as `destination.part`.
    ///
    /// # Errors
    /// When either exists already, or the file cannot be created.
    pub fn create(destination: &Path, storage: &CreateStorage) -> Result<Self> {
        if destination.try_exists().unwrap_or(true) {
            let cause = io::Error::from(io::ErrorKind::AlreadyExists);
            return Err(Error::io("cannot record to", destination, &cause));
        }
        let part = part_path(destination);
        let file = storage(&part).map_err(|cause| Error::io("cannot write", &part, &cause))?;
        let spec = hound::WavSpec {
            channels: 1,
            sample_rate: TAKE_RATE_HZ,
            bits_per_sample: 16,
            sample_format: hound::SampleFormat::Int,
        };
        let inner = hound::WavWriter::new(BufWriter::new(file), spec)
            .and_then(|mut inner| inner.flush().map(|()| inner))
            .map_err(|cause| {
                // The file is ours and empty; left behind it would block the next try.
                let _ = std::fs::remove_file(&part);
                Error::io("cannot write", &part, &to_io(cause))
            })?;
        Ok(Self { inner, destination: destination.to_owned(), part, since_flush: 0 })
    }

    /// Appends samples, 1.0 is full scale.
    ///
    /// # Errors
    /// The problem that ends the take; call [`WavWriter::salvage`] then.
    pub fn write(&mut self, samples: &[f32]) -> std::result::Result<(), Problem> {
        if self.inner.len() >= LONGEST {
            return Err(Problem::TooLong);
        }
        for &sample in samples {
            self.inner.write_sample(to_i16(sample)).map_err(|cause| to_problem(&to_io(cause)))?;
        }
        self.since_flush += samples.len() as u32;
        if self.since_flush >= FLUSH_EVERY {
            self.since_flush = 0;
            self.inner.flush().map_err(|cause| to_problem(&to_io(cause)))?;
            if !self.part.exists() {
                return Err(Problem::FileGone);
            }
        }
        Ok(())
    }

    /// Completes the header, waits for the disk, and gives the file its name.
    pub fn finish(self) -> std::result::Result<(), Problem> {
        let Self { inner, destination, part, .. } = self;
        inner.finalize().map_err(|cause| to_problem(&to_io(cause)))?;
        put_in_place(&part, &destination).map_err(|cause| to_problem(&cause))
    }

    /// Deletes the unfinished file.
    pub fn discard(self) {
        let Self { inner, part, .. } = self;
        drop(inner);
        let _ = std::fs::remove_file(part);
    }

    /// After a failed write: makes what is on the disk a valid WAV file under its name. Gives its samples.
    pub fn salvage(self) -> u64 {
        let Self { inner, destination, part, .. } = self;
        // The writer tries once more to empty its buffer and to complete the header.
        drop(inner);
        let samples = repair(&part).unwrap_or(0);
        if put_in_place(&part, &destination).is_err() {
            // The part stays where it is: the next start of the program finds and keeps it.
            return samples;
        }
        samples
    }
}

/// Syncs and renames, never over an existing file.
pub fn put_in_place(part: &Path, destination: &Path) -> io::Result<()> {
    File::open(part)?.sync_all()?;
    if destination.try_exists()? {
        return Err(io::Error::from(io::ErrorKind::AlreadyExists));
    }
    std::fs::rename(part, destination)?;
    // The rename itself is safe only when the folder is on the disk; some systems cannot open a folder for that.
    if let Some(Ok(folder)) = destination.parent().map(File::open) {
        let _ = folder.sync_all();
    }
    Ok(())
}

fn to_i16(sample: f32) -> i16 {
    (sample * 32_768.0).round().clamp(-32_768.0, 32_767.0) as i16
}

fn to_io(cause: hound::Error) -> io::Error {
    match cause {
        hound::Error::IoError(cause) => cause,
        other => io::Error::other(other),
    }
}

fn to_problem(cause: &io::Error) -> Problem {
    match cause.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Problem::DiskFull,
        _ => Problem::NotWritable(cause.to_string()),
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::capture::read_wav_16k;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    /// A file on a disk with room for so many more bytes.
    struct SmallDisk {
        file: File,
        room: Arc<AtomicUsize>,
        fails_with: io::ErrorKind,
    }

    impl Write for SmallDisk {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            // Header updates overwrite existing blocks: a full disk still takes them.
            if self.file.stream_position()? < 44 {
                return self.file.write(bytes);
            }
            let room = self.room.load(Ordering::Relaxed);
            if room == 0 {
                return Err(io::Error::from(self.fails_with));
            }
            let written = self.file.write(&bytes[..bytes.len().min(room)])?;
            self.room.fetch_sub(written, Ordering::Relaxed);
            Ok(written)
        }

        fn flush(&mut self) -> io::Result<()> {
            self.file.flush()
        }
    }

    impl Seek for SmallDisk {
        fn seek(&mut self, position: io::SeekFrom) -> io::Result<u64> {
            self.file.seek(position)
        }
    }

    /// Storage that fails with this error after so many bytes of sound.
    pub fn failing_after(bytes: usize, fails_with: io::ErrorKind) -> Box<CreateStorage> {
        let room = Arc::new(AtomicUsize::new(bytes));
        Box::new(move |path| {
            let file = OpenOptions::new().write(true).create_new(true).open(path)?;
            Ok(Box::new(SmallDisk { file, room: Arc::clone(&room), fails_with }))
        })
    }

    #[test]
    fn a_take_gets_its_name_only_when_it_is_complete() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut writer = WavWriter::create(&path, &create_file).unwrap();
        writer.write(&[0.5, -1.0, 1.0, -0.25]).unwrap();
        assert!(!path.exists() && part_path(&path).exists());
        writer.finish().unwrap();
        assert!(path.exists() && !part_path(&path).exists());
        assert_eq!(read_wav_16k(&path).unwrap(), [0.5, -1.0, 32_767.0 / 32_768.0, -0.25]);
    }

    #[test]
    fn an_unfinished_take_is_a_readable_wav_up_to_the_last_quarter_second() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut writer = WavWriter::create(&path, &create_file).unwrap();
        for _ in 0..10 {
            writer.write(&[0.1; 1600]).unwrap();
        }
        let readable = hound::WavReader::open(part_path(&path)).unwrap().len();
        assert!(readable >= 16_000 - FLUSH_EVERY - 1600, "{readable}");
    }

    #[test]
    fn an_existing_recording_is_never_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        std::fs::write(&path, "precious").unwrap();
        assert!(WavWriter::create(&path, &create_file).is_err());
        let other = folder.path().join("2.wav");
        std::fs::write(part_path(&other), "precious").unwrap();
        assert!(WavWriter::create(&other, &create_file).is_err());
        let late = folder.path().join("3.wav");
        let writer = WavWriter::create(&late, &create_file).unwrap();
        std::fs::write(&late, "precious").unwrap();
        assert!(writer.finish().is_err());
        assert_eq!(std::fs::read_to_string(&late).unwrap(), "precious");
    }

    #[test]
    fn a_full_disk_leaves_a_valid_recording_of_what_fitted() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut writer =
            WavWriter::create(&path, &*failing_after(20_001, io::ErrorKind::StorageFull)).unwrap();
        let problem = (0..100).find_map(|_| writer.write(&[0.25; 1600]).err());
        assert_eq!(problem, Some(Problem::DiskFull));
        assert_eq!(writer.salvage(), 10_000);
        assert_eq!(read_wav_16k(&path).unwrap(), vec![0.25; 10_000]);
    }

    #[test]
    fn a_disk_without_room_for_a_header_leaves_no_file_in_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let full: Box<CreateStorage> = Box::new(|path| {
            create_file(path)?;
            Ok(Box::new(io::Cursor::new([0_u8; 10])))
        });
        assert!(WavWriter::create(&path, &*full).is_err());
        assert!(WavWriter::create(&path, &create_file).is_ok());
    }

    #[test]
    fn a_recording_that_was_deleted_is_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("1.wav");
        let mut writer = WavWriter::create(&path, &create_file).unwrap();
        std::fs::remove_file(part_path(&path)).unwrap();
        let problem = (0..10).find_map(|_| writer.write(&[0.25; 1600]).err());
        assert_eq!(problem, Some(Problem::FileGone));
    }
}
