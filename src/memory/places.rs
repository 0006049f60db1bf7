//! Where a person stopped reading, story by story.

use crate::error::{Error, Result};
use crate::takes::files;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// The file in the data folder.
const FILE: &str = "learning.json";
const FORMAT_VERSION: u32 = 1;

/// The pages at which a person stopped.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    pages: BTreeMap<String, String>,
}

#[derive(Serialize, Deserialize)]
struct Kept {
    format_version: u32,
    pages: BTreeMap<String, String>,
}

impl Places {
    /// Reads the places from the data folder. A file that is missing, damaged or of a later version is no place at all.
    pub fn load(data: &Path) -> Self {
        let read = || -> Option<Kept> { serde_json::from_slice(&std::fs::read(data.join(FILE)).ok()?).ok() };
        let kept = read().filter(|kept| kept.format_version <= FORMAT_VERSION);
        Self { pages: kept.map(|kept| kept.pages).unwrap_or_default() }
    }

    /// The key of the page at which the person stopped.
    pub fn of(&self, story: &str) -> Option<&str> {
        self.pages.get(story).map(String::as_str)
    }

    /// The person is at this page now.
    pub fn stop_at(&mut self, story: &str, page: &str) {
        self.pages.insert(story.to_owned(), page.to_owned());
    }

    /// The person has read to the end.
    pub fn forget(&mut self, story: &str) {
        self.pages.remove(story);
    }

    /// Writes the places, in one step.
    ///
    /// # Errors
    /// When the data folder cannot be written.
    pub fn save(&self, data: &Path) -> Result<()> {
        let kept = Kept { format_version: FORMAT_VERSION, pages: self.pages.clone() };
        let json = serde_json::to_vec_pretty(&kept)
            .map_err(|cause| Error::failed(format!("cannot write where you stopped: {cause}")))?;
        files::create_private_folder(data)?;
        files::write_atomically(&data.join(FILE), &json)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_kept_until_the_end_is_reached() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new");
        let mut places = Places::load(&data);
        places.stop_at("one", "action");
        places.stop_at("two", "task");
        places.save(&data).unwrap();
        let mut again = Places::load(&data);
        assert_eq!((again.of("one"), again.of("three")), (Some("action"), None));
        again.forget("one");
        again.save(&data).unwrap();
        assert_eq!(Places::load(&data).of("one"), None);
        assert_eq!(Places::load(&data).of("two"), Some("task"));
    }

    #[test]
    fn a_damaged_file_is_no_place_and_no_error() {
        let folder = tempfile::tempdir().unwrap();
        for damage in
            ["", "{", "[]", "{\"format_version\":1}", "{\"format_version\":9,\"pages\":{\"a\":\"b\"}}"]
        {
            std::fs::write(folder.path().join(FILE), damage).unwrap();
            assert_eq!(Places::load(folder.path()), Places::default(), "{damage}");
        }
        std::fs::write(folder.path().join(FILE), [0xff, 0xfe]).unwrap();
        assert_eq!(Places::load(folder.path()), Places::default());
    }
}
