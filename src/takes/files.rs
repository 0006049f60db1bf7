//! Folders and files that only their owner can read, and files that are never half written.

use crate::error::{Error, Result};
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write;
use std::path::Path;

/// Creates `folder` and what is missing above it, readable by the owner only. What exists stays as it is.
///
/// # Errors
/// When it cannot be created.
pub fn create_private_folder(folder: &Path) -> Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|cause| cannot_create(folder, &cause))
}

/// Creates one new folder, readable by the owner only; `false` when the name is taken.
pub(super) fn create_new_folder(folder: &Path) -> Result<bool> {
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match builder.create(folder) {
        Ok(()) => Ok(true),
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => Ok(false),
        Err(cause) => Err(cannot_create(folder, &cause)),
    }
}

fn cannot_create(folder: &Path, cause: &std::io::Error) -> Error {
    let error = Error::io("cannot create the folder", folder, cause);
    match error.hint_text() {
        Some(_) => error,
        None => error.hint("Set REHEARSE_DATA to a folder where recordings can be kept."),
    }
}

/// Opens a file for writing that only its owner can read. With `new`, it must not exist yet.
pub(super) fn open_private(path: &Path, truncate: bool) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(truncate);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Opens a file that only its owner can read, to add to its end.
///
/// # Errors
/// When it cannot be opened.
pub fn append_private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.append(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Replaces `path` in one step: a reader, or a power cut, finds the old bytes or the new ones, never a mixture.
///
/// # Errors
/// When it cannot be written; what was there before is untouched.
pub fn write_atomically(path: &Path, bytes: &[u8]) -> Result<()> {
    let fresh = path.with_extension("new");
    let write = || -> std::io::Result<()> {
        let mut file = open_private(&fresh, true)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&fresh, path)
    };
    write().map_err(|cause| {
        let _ = std::fs::remove_file(&fresh);
        Error::io("cannot write", path, &cause)
    })
}
