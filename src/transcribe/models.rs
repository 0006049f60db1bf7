//! Which model is meant.

use super::catalog::{Catalog, DEMO, Entry};
use super::{check, chunks, install, verified};
use crate::error::{Error, Result};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// A model file that was checked and can be given to the engine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelFile {
    /// The name in the catalogue, else the file's name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// The longest chunk that it hears well.
    pub longest_chunk: Duration,
    /// What the person has to know about it, in a sentence.
    pub warning: Option<String>,
}

/// The model to use. `wanted` is a name of the catalogue, a file in `folder`, or a path.
///
/// Without `wanted`: the default when it was downloaded, else the best downloaded one, else a file that the person added,
/// else `None`. The demo model is never chosen by itself; asked for by name it is written to `folder`.
///
/// # Errors
/// When the wanted model is not there, or the chosen file is damaged or of a kind that the engine cannot run.
pub fn resolve(wanted: Option<&str>, folder: &Path) -> Result<Option<ModelFile>> {
    let catalog = Catalog::embedded()?;
    match wanted.filter(|wanted| !wanted.is_empty()) {
        Some(wanted) => by_name(catalog, wanted, folder).map(Some),
        None => by_itself(catalog, folder).map(|path| opened(catalog, &path, folder)).transpose(),
    }
}

/// What to do when [`resolve`] found nothing.
pub fn how_to_get_one() -> &'static str {
    "Get a speech model once with `rehearse model get`; after that everything stays on this machine."
}

fn by_name(catalog: &Catalog, wanted: &str, folder: &Path) -> Result<ModelFile> {
    if let Some(entry) = catalog.find(wanted) {
        return installed(catalog, entry, folder);
    }
    let beside = [wanted.to_owned(), format!("{wanted}.bin")].map(|name| folder.join(name));
    let plain = !wanted.contains(['/', '\\']);
    if let Some(path) = beside.iter().find(|path| plain && path.is_file()) {
        return opened(catalog, path, folder);
    }
    let path = Path::new(wanted);
    if path.exists() || !plain {
        return opened(catalog, path, folder);
    }
    Err(Error::usage(format!("there is no model {wanted:?}, neither in the catalogue nor as a file"))
        .hint("See the models: rehearse model list"))
}

fn installed(catalog: &Catalog, entry: &Entry, folder: &Path) -> Result<ModelFile> {
    if entry.built_in {
        install::demo(folder)?;
    }
    let path = folder.join(&entry.file);
    if !path.exists() {
        return Err(Error::failed(format!("the model {} is not here yet", entry.name))
            .hint(format!("Get it: rehearse model get {}", entry.name)));
    }
    opened(catalog, &path, folder)
}

/// The default, else the best of the catalogue, else the first added file.
fn by_itself(catalog: &Catalog, folder: &Path) -> Option<PathBuf> {
    let default = catalog.find(&catalog.default);
    let others = catalog.entries.iter().rev().filter(|entry| !entry.built_in);
    let here =
        default.into_iter().chain(others).map(|entry| folder.join(&entry.file)).find(|path| path.is_file());
    here.or_else(|| install::added(catalog, folder).into_iter().next())
}

/// A file, checked; when it is the catalogue's by its name and length, by its hash too.
fn opened(catalog: &Catalog, path: &Path, folder: &Path) -> Result<ModelFile> {
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let info = check::check(path);
    // Inside our folder a file with a catalogue name has to be that model; elsewhere the length decides, too.
    let ours = path.parent() == Some(folder);
    let entry = catalog
        .find(&file_name)
        .filter(|entry| entry.file == file_name)
        .filter(|entry| ours || info.as_ref().is_ok_and(|info| info.bytes == entry.bytes));
    let bytes = info?.bytes;
    if let Some(entry) = entry {
        verified::verify(entry, path, folder)?;
    }
    let warning = entry
        .filter(|entry| entry.name == DEMO)
        .map(|entry| format!("The model {} {}. Get a real one: rehearse model get", entry.name, entry.note));
    Ok(ModelFile {
        name: entry.map_or(file_name, |entry| entry.name.clone()),
        path: path.to_owned(),
        bytes,
        longest_chunk: entry.map_or(chunks::LONGEST, Entry::longest_chunk),
        warning,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DEMO_BYTES: &[u8] = include_bytes!("../../models/demo.bin");

    #[test]
    fn without_any_model_there_is_none_and_the_demo_model_is_never_chosen_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(resolve(None, folder.path()).unwrap(), None);
        let demo = resolve(Some("demo"), folder.path()).unwrap().unwrap();
        assert_eq!((demo.name.as_str(), demo.longest_chunk), ("demo", Duration::from_secs(9)));
        assert!(demo.warning.unwrap().contains("only the demo voices"));
        assert_eq!(std::fs::read(&demo.path).unwrap(), DEMO_BYTES);
        assert_eq!(resolve(None, folder.path()).unwrap(), None);
    }

    #[test]
    fn the_models_folder_itself_may_be_missing() {
        let folder = tempfile::tempdir().unwrap();
        let models = folder.path().join("data/models");
        assert_eq!(resolve(None, &models).unwrap(), None);
        assert!(resolve(Some("demo"), &models).unwrap().is_some());
    }

    #[test]
    fn a_file_that_was_added_is_found_by_name_and_by_itself() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("mine.bin"), DEMO_BYTES).unwrap();
        for wanted in [None, Some("mine"), Some("mine.bin")] {
            let model = resolve(wanted, folder.path()).unwrap().unwrap();
            assert_eq!((model.name.as_str(), model.warning), ("mine.bin", None));
        }
    }

    #[test]
    fn a_path_anywhere_is_a_model() {
        let (folder, models) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let path = folder.path().join("other.bin");
        std::fs::write(&path, DEMO_BYTES).unwrap();
        let model = resolve(path.to_str(), models.path()).unwrap().unwrap();
        assert_eq!((model.path, model.bytes), (path, DEMO_BYTES.len() as u64));
    }

    #[test]
    fn a_damaged_catalogue_model_is_refused_even_with_the_right_length() {
        let folder = tempfile::tempdir().unwrap();
        let mut damaged = DEMO_BYTES.to_vec();
        *damaged.last_mut().unwrap() ^= 1;
        let path = folder.path().join("elsewhere").join("demo.bin");
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &damaged).unwrap();
        let error = resolve(path.to_str(), folder.path()).unwrap_err();
        assert!(error.message().contains("contents differ"), "{error}");
        std::fs::write(folder.path().join("ggml-tiny.en.bin"), DEMO_BYTES).unwrap();
        let error = resolve(None, folder.path()).unwrap_err();
        assert!(error.message().contains("instead of 77704715"), "{error}");
    }

    #[test]
    fn what_is_not_there_says_how_to_get_it() {
        let folder = tempfile::tempdir().unwrap();
        let error = resolve(Some("tiny.en"), folder.path()).unwrap_err();
        assert!(error.hint_text().unwrap().contains("rehearse model get tiny.en"));
        assert_eq!(resolve(Some("nonsense"), folder.path()).unwrap_err().exit_code(), 2);
        assert_eq!(resolve(Some("./nonsense.bin"), folder.path()).unwrap_err().exit_code(), 1);
    }
}
