//! Whether a file of the catalogue is the right one: its SHA-256, computed once and remembered by size and time.

use super::catalog::Entry;
use crate::error::{Error, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::File;
use std::io::{Read, Write as _};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

/// The memory's file in the models folder.
pub(super) const MEMORY: &str = "verified.json";

/// A file as it was when its hash was computed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    bytes: u64,
    modified_ns: u64,
    sha256: String,
}

/// Fails when the file at `path` is not the catalogue's. `folder` is where the memory is.
///
/// # Errors
/// When it cannot be read, has another length, or another hash.
pub fn verify(entry: &Entry, path: &Path, folder: &Path) -> Result<()> {
    let (bytes, modified_ns) = size_and_time(path)?;
    if bytes != entry.bytes {
        return Err(not_it(entry, path, &format!("it has {bytes} bytes instead of {}", entry.bytes)));
    }
    let key = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut memory = recall(folder);
    let seen = Seen { bytes, modified_ns, sha256: entry.sha256.clone() };
    if memory.get(&key) == Some(&seen) {
        return Ok(());
    }
    if sha256(path)? != entry.sha256 {
        return Err(not_it(entry, path, "its contents differ"));
    }
    memory.retain(|path, _| path.exists());
    memory.insert(key, seen);
    // A memory that cannot be written costs a second the next time, nothing more.
    let _ = remember(folder, &memory);
    Ok(())
}

fn not_it(entry: &Entry, path: &Path, why: &str) -> Error {
    let hint = if entry.built_in {
        format!("Remove it: rehearse model remove {}", entry.name)
    } else {
        format!("Get it again: rehearse model remove {0}, then rehearse model get {0}", entry.name)
    };
    Error::failed(format!("{} is not the model {}: {why}", path.display(), entry.name)).hint(hint)
}

fn size_and_time(path: &Path) -> Result<(u64, u64)> {
    let file = std::fs::metadata(path).map_err(|cause| Error::io("cannot read the model", path, &cause))?;
    let modified = file.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    Ok((file.len(), modified.map_or(0, |time| time.as_nanos() as u64)))
}

/// The SHA-256 of a file, in lower-case hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub fn sha256(path: &Path) -> Result<String> {
    let unreadable = |cause: std::io::Error| Error::io("cannot read", path, &cause);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer).map_err(unreadable)? {
            0 => break,
            count => hash.update(&buffer[..count]),
        }
    }
    Ok(hexadecimal(&hash.finalize()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// What was verified before; nothing when the memory is missing or damaged.
fn recall(folder: &Path) -> BTreeMap<PathBuf, Seen> {
    let text = std::fs::read(folder.join(MEMORY)).unwrap_or_default();
    serde_json::from_slice(&text).unwrap_or_default()
}

fn remember(folder: &Path, memory: &BTreeMap<PathBuf, Seen>) -> std::io::Result<()> {
    let beside = folder.join(format!("{MEMORY}.{}", std::process::id()));
    let mut file = File::create(&beside)?;
    file.write_all(&serde_json::to_vec_pretty(memory)?)?;
    std::fs::rename(&beside, folder.join(MEMORY))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ABC: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    #[test]
    fn the_hash_of_a_file_is_the_published_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("abc");
        std::fs::write(&path, "abc").unwrap();
        assert_eq!(sha256(&path).unwrap(), ABC);
    }

    #[test]
    fn a_wrong_length_and_wrong_contents_are_told_apart() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.bin");
        let entry = Entry::new("m.bin", 3, ABC);
        std::fs::write(&path, "abcd").unwrap();
        assert!(verify(&entry, &path, folder.path()).unwrap_err().message().contains("4 bytes instead of 3"));
        std::fs::write(&path, "abd").unwrap();
        assert!(verify(&entry, &path, folder.path()).unwrap_err().message().contains("contents differ"));
        std::fs::write(&path, "abc").unwrap();
        assert!(verify(&entry, &path, folder.path()).is_ok());
    }

    #[test]
    fn a_verified_file_is_remembered_until_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("m.bin");
        let entry = Entry::new("m.bin", 3, ABC);
        std::fs::write(&path, "abc").unwrap();
        let time = std::fs::metadata(&path).unwrap().modified().unwrap();
        verify(&entry, &path, folder.path()).unwrap();
        // Same size and time: the memory answers, so the changed contents stay unseen.
        std::fs::write(&path, "xyz").unwrap();
        File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
        assert!(verify(&entry, &path, folder.path()).is_ok());
        let later = time + std::time::Duration::from_secs(1);
        File::options().write(true).open(&path).unwrap().set_modified(later).unwrap();
        assert!(verify(&entry, &path, folder.path()).is_err());
    }

    #[test]
    fn a_damaged_memory_is_as_good_as_none() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(MEMORY), "{ not json").unwrap();
        let path = folder.path().join("m.bin");
        std::fs::write(&path, "abc").unwrap();
        assert!(verify(&Entry::new("m.bin", 3, ABC), &path, folder.path()).is_ok());
        assert_eq!(recall(folder.path()).len(), 1);
    }
}
