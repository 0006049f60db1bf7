//! A person's own stories and drafts on disk. The edge through which this stage writes.

use super::draft::Draft;
use crate::error::{Error, Result};
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The folders of a person's own stories and of the drafts of those in the making.
#[derive(Debug, Clone)]
pub struct OwnStories {
    stories: PathBuf,
    drafts: PathBuf,
}

impl OwnStories {
    /// The own stories of a data folder; creates nothing.
    pub fn new(data: &Path) -> Self {
        Self { stories: data.join("stories"), drafts: data.join("drafts") }
    }

    /// Where the story of this id is, or would be. Only for an id that [`super::is_id`] accepts.
    pub fn file(&self, id: &str) -> PathBuf {
        self.stories.join(format!("{id}.toml"))
    }

    /// The files of the own stories, in the order of their names.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn files(&self) -> Result<Vec<PathBuf>> {
        files(&self.stories, "toml")
    }

    /// Writes a new story; nothing is ever overwritten, and a half-written file is never seen.
    ///
    /// # Errors
    /// When there is such a file already, or the folder cannot be written.
    pub fn write_new(&self, id: &str, text: &str) -> Result<PathBuf> {
        let path = self.file(id);
        let file = fresh(&self.stories, text)?;
        match file.persist_noclobber(&path) {
            Ok(_) => Ok(path),
            Err(cause) if cause.error.kind() == ErrorKind::AlreadyExists => {
                Err(Error::usage(format!("{} is there already", path.display()))
                    .hint("Choose another id; nothing was overwritten."))
            }
            Err(cause) => Err(Error::io("cannot write", &path, &cause.error)),
        }
    }

    /// Where the draft of this id is, or would be.
    fn draft_file(&self, id: &str) -> PathBuf {
        self.drafts.join(format!("{id}.json"))
    }

    /// The draft of this id, if there is one.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    pub fn draft(&self, id: &str) -> Result<Option<Draft>> {
        let path = self.draft_file(id);
        match std::fs::read(&path) {
            Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(Error::io("cannot read the draft", &path, &cause)),
            Ok(bytes) => serde_json::from_slice(&bytes).map(Some).map_err(|cause| {
                Error::failed(format!("the draft {} cannot be used: {cause}", path.display()))
                    .hint("Mend it, or move it away and begin again.")
            }),
        }
    }

    /// Keeps the draft as it is now, in one step: a reader finds the old one or the new one.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn keep_draft(&self, draft: &Draft) -> Result<()> {
        let path = self.draft_file(&draft.id);
        let text = serde_json::to_string_pretty(draft)
            .map_err(|cause| Error::failed(format!("cannot keep the draft: {cause}")))?;
        let file = fresh(&self.drafts, &text)?;
        file.persist(&path).map_err(|cause| Error::io("cannot keep the draft", &path, &cause.error))?;
        Ok(())
    }

    /// Removes the draft of this id, if there is one.
    ///
    /// # Errors
    /// When it is there and cannot be removed.
    pub fn drop_draft(&self, id: &str) -> Result<()> {
        let path = self.draft_file(id);
        match std::fs::remove_file(&path) {
            Err(cause) if cause.kind() != ErrorKind::NotFound => {
                Err(Error::io("cannot remove the draft", &path, &cause))
            }
            _ => Ok(()),
        }
    }

    /// The drafts that can be read, in the order of their names.
    ///
    /// # Errors
    /// When the folder is there and cannot be read.
    pub fn drafts(&self) -> Result<Vec<Draft>> {
        let names = files(&self.drafts, "json")?;
        let ids = names.iter().filter_map(|file| file.file_stem()?.to_str());
        Ok(ids.filter_map(|id| self.draft(id).ok().flatten()).collect())
    }
}

fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(Error::io("cannot read", folder, &cause)),
    };
    let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|file| file.extension().is_some_and(|own| own == extension));
    files.sort();
    Ok(files)
}

/// A new file in `folder` (created if need be) that only its owner can read, with this text, safely on disk.
fn fresh(folder: &Path, text: &str) -> Result<tempfile::NamedTempFile> {
    let failed = |cause: std::io::Error| Error::io("cannot write into", folder, &cause);
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(failed)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.as_file().sync_all()).map_err(failed)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_written_once_and_never_over_another() {
        let data = tempfile::tempdir().expect("a folder");
        let own = OwnStories::new(data.path());
        assert_eq!(own.files(), Ok(Vec::new()));
        let path = own.write_new("mine", "one").expect("written");
        assert!(own.write_new("mine", "two").is_err_and(|error| error.exit_code() == 2));
        assert_eq!(std::fs::read_to_string(&path).expect("read"), "one");
        assert_eq!(own.files(), Ok(vec![path]));
    }

    #[test]
    fn a_draft_is_kept_replaced_and_dropped() {
        let data = tempfile::tempdir().expect("a folder");
        let own = OwnStories::new(data.path());
        assert_eq!(own.draft("mine"), Ok(None));
        let mut draft = Draft::new("mine");
        own.keep_draft(&draft).expect("kept");
        draft.title = "T".into();
        own.keep_draft(&draft).expect("kept");
        assert_eq!(own.draft("mine"), Ok(Some(draft.clone())));
        assert_eq!(own.drafts(), Ok(vec![draft]));
        own.drop_draft("mine").expect("gone");
        own.drop_draft("mine").expect("nothing there is fine");
        assert_eq!(own.drafts(), Ok(Vec::new()));
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_a_draft() {
        use std::os::unix::fs::PermissionsExt;
        let data = tempfile::tempdir().expect("a folder");
        let own = OwnStories::new(data.path());
        own.keep_draft(&Draft::new("mine")).expect("kept");
        let mode = |path: PathBuf| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!((mode(own.drafts.clone()), mode(own.draft_file("mine"))), (0o700, 0o600));
    }

    #[test]
    fn a_broken_draft_is_an_error_and_not_an_empty_one() {
        let data = tempfile::tempdir().expect("a folder");
        let own = OwnStories::new(data.path());
        std::fs::create_dir(data.path().join("drafts")).expect("made");
        std::fs::write(own.draft_file("mine"), "{").expect("written");
        assert!(own.draft("mine").is_err());
        assert_eq!(own.drafts(), Ok(Vec::new()));
    }
}
