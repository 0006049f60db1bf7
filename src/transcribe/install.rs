//! Puts model files into the models folder and takes them out again.

use super::catalog::{Catalog, DEMO, Entry};
use super::{check, verified};
use crate::error::{Error, Result};
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The demo model: small enough to be inside the program, so that the demo works offline on a fresh machine.
const DEMO_MODEL: &[u8] = include_bytes!("../../models/demo.bin");

/// Writes the demo model to `folder` unless it is there, and checks it.
///
/// # Errors
/// When it cannot be written.
pub fn demo(folder: &Path) -> Result<PathBuf> {
    let entry = Catalog::embedded()?.named(DEMO)?;
    let path = folder.join(&entry.file);
    if verified::verify(entry, &path, folder).is_ok() {
        return Ok(path);
    }
    create(folder)?;
    let beside = Beside::new(folder, &entry.file);
    let unwritable = |cause: std::io::Error| Error::io("cannot write the demo model", &path, &cause);
    let mut file = File::create(&beside.0).map_err(unwritable)?;
    file.write_all(DEMO_MODEL).and_then(|()| file.sync_all()).map_err(unwritable)?;
    std::fs::rename(&beside.0, &path).map_err(unwritable)?;
    verified::verify(entry, &path, folder)?;
    Ok(path)
}

/// Copies a model file that the person got elsewhere into `folder`; tells where it went.
///
/// A file of the catalogue is recognised by its contents, whatever its name.
///
/// # Errors
/// When the file is no usable model, is named like one of the catalogue but differs, or cannot be copied.
pub fn add(file: &Path, folder: &Path) -> Result<Added> {
    let catalog = Catalog::embedded()?;
    let info = check::check(file)?;
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let known = recognise(catalog, file, info.bytes)?;
    if known.is_none() && catalog.find(&name).is_some() {
        return Err(Error::failed(format!(
            "{} is named like a model of the catalogue, but differs",
            file.display()
        ))
        .hint(
            "Rename the file to add it as a model of your own, or get the catalogue's: rehearse model get",
        ));
    }
    if name == verified_name() || name.starts_with('.') {
        return Err(Error::usage(format!("a model cannot be named {name:?}")));
    }
    let target = folder.join(known.map_or(name.as_str(), |entry| entry.file.as_str()));
    let already = target.exists() && same_file(file, &target);
    if !already {
        create(folder)?;
        copy(file, &target, folder)?;
    }
    if let Some(entry) = known {
        verified::verify(entry, &target, folder)?;
    }
    Ok(Added { name: known.map_or(name, |entry| entry.name.clone()), path: target })
}

/// A model that was added.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// The name to use it by.
    pub name: String,
    /// Where it is now.
    pub path: PathBuf,
}

/// Removes a model, and what is left of a broken download of it.
///
/// # Errors
/// When there is nothing of that name.
pub fn remove(name: &str, folder: &Path) -> Result<PathBuf> {
    let catalog = Catalog::embedded()?;
    let file = catalog.find(name).map_or(name, |entry| entry.file.as_str());
    // A name with a slash could mean any file of this machine.
    let inside = !file.contains(['/', '\\']) && !file.starts_with('.') && file != verified_name();
    let candidates = [file.to_owned(), format!("{file}.bin")];
    let path = candidates.iter().map(|file| folder.join(file)).find(|path| inside && path.is_file());
    let part = folder.join(format!("{file}.part"));
    let had_part = inside && std::fs::remove_file(&part).is_ok();
    match path {
        Some(path) => std::fs::remove_file(&path)
            .map_err(|cause| Error::io("cannot remove", &path, &cause))
            .map(|()| path),
        None if had_part => Ok(part),
        None => Err(Error::usage(format!("there is no model {name:?} to remove"))
            .hint("See what is here: rehearse model list")),
    }
}

/// The model files in `folder` that are not of the catalogue, by name.
pub fn added(catalog: &Catalog, folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let is_added = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let ours = name == verified_name() || name.starts_with('.') || name.starts_with(verified_name());
        path.is_file()
            && !ours
            && catalog.find(&name).is_none()
            && path.extension().is_none_or(|kind| kind != "part")
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(is_added).collect();
    files.sort();
    files
}

/// Creates the models folder.
///
/// # Errors
/// When it cannot be created.
pub fn create(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|cause| Error::io("cannot create", folder, &cause))
}

fn verified_name() -> &'static str {
    verified::MEMORY
}

/// The catalogue's model with these contents; only files of the right length are hashed.
fn recognise<'a>(catalog: &'a Catalog, file: &Path, bytes: u64) -> Result<Option<&'a Entry>> {
    let mut candidates = catalog.entries.iter().filter(|entry| entry.bytes == bytes).peekable();
    if candidates.peek().is_none() {
        return Ok(None);
    }
    let hash = verified::sha256(file)?;
    Ok(candidates.find(|entry| entry.sha256 == hash))
}

fn same_file(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}

fn copy(from: &Path, to: &Path, folder: &Path) -> Result<()> {
    let failed = |cause: std::io::Error| Error::io("cannot write", to, &cause);
    let beside = Beside::new(folder, &to.file_name().unwrap_or_default().to_string_lossy());
    std::fs::copy(from, &beside.0).map_err(failed)?;
    File::open(&beside.0).and_then(|file| file.sync_all()).map_err(failed)?;
    std::fs::rename(&beside.0, to).map_err(failed)
}

/// A file beside the final one, removed again unless it was renamed.
struct Beside(PathBuf);

impl Beside {
    fn new(folder: &Path, name: &str) -> Self {
        Self(folder.join(format!(".{name}.{}", std::process::id())))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_demo_model_is_written_once_and_mended_when_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let models = folder.path().join("models");
        let path = demo(&models).unwrap();
        std::fs::write(&path, "damaged").unwrap();
        assert_eq!(demo(&models).unwrap(), path);
        assert_eq!(std::fs::read(&path).unwrap(), DEMO_MODEL);
        let left: Vec<_> =
            std::fs::read_dir(&models).unwrap().map(|file| file.unwrap().file_name()).collect();
        assert_eq!(left.len(), 2, "{left:?}");
    }

    #[test]
    fn a_catalogue_model_is_recognised_under_any_name() {
        let (folder, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let file = folder.path().join("download(1).bin");
        std::fs::write(&file, DEMO_MODEL).unwrap();
        let added = add(&file, models.path()).unwrap();
        assert_eq!(added, Added { name: "demo".into(), path: models.path().join("demo.bin") });
    }

    #[test]
    fn another_model_keeps_its_name_and_an_impostor_is_refused() {
        let (folder, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut other = DEMO_MODEL.to_vec();
        *other.last_mut().unwrap() ^= 1;
        let file = folder.path().join("mine.bin");
        std::fs::write(&file, &other).unwrap();
        assert_eq!(add(&file, models.path()).unwrap().name, "mine.bin");
        assert_eq!(added(Catalog::embedded().unwrap(), models.path()), [models.path().join("mine.bin")]);
        let impostor = folder.path().join("ggml-base.en.bin");
        std::fs::write(&impostor, &other).unwrap();
        assert!(add(&impostor, models.path()).unwrap_err().message().contains("but differs"));
        std::fs::write(&file, "text").unwrap();
        assert!(add(&file, models.path()).unwrap_err().message().contains("no ggml model"));
    }

    #[test]
    fn adding_a_file_that_is_already_there_keeps_it() {
        let models = tempfile::tempdir().unwrap();
        let path = demo(models.path()).unwrap();
        assert_eq!(add(&path, models.path()).unwrap().path, path);
        assert_eq!(std::fs::read(&path).unwrap(), DEMO_MODEL);
    }

    #[test]
    fn removing_takes_the_file_and_a_broken_download_but_nothing_outside() {
        let folder = tempfile::tempdir().unwrap();
        let models = folder.path().join("models");
        let path = demo(&models).unwrap();
        std::fs::write(models.join("demo.bin.part"), "half").unwrap();
        assert_eq!(remove("demo", &models).unwrap(), path);
        assert!(!path.exists() && !models.join("demo.bin.part").exists());
        assert_eq!(remove("demo", &models).unwrap_err().exit_code(), 2);
        std::fs::write(folder.path().join("precious"), "x").unwrap();
        for name in ["../precious", folder.path().join("precious").to_str().unwrap(), "verified.json"] {
            assert!(remove(name, &models).is_err());
        }
        assert!(folder.path().join("precious").exists() && models.join("verified.json").exists());
    }
}
