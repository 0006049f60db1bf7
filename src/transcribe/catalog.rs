//! The models that the program knows: `models/catalog.toml`, embedded. Pure.

use crate::error::{Error, Result};
use serde::Deserialize;
use std::sync::LazyLock;
use std::time::Duration;

/// The host in the catalogue's URL; `HF_ENDPOINT` stands in for it.
pub const HOST: &str = "https://huggingface.co";
/// The model inside the program.
pub const DEMO: &str = "demo";

/// All known models.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Catalog {
    /// The name of the model that is taken when nothing else is said.
    pub default: String,
    /// Where the files are, without the last slash.
    url: String,
    /// The models, worst first.
    #[serde(rename = "model")]
    pub entries: Vec<Entry>,
}

/// One known model.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// What people call it (`base.en-q8_0`).
    pub name: String,
    /// The file's name, here and where it is downloaded from.
    pub file: String,
    /// The file's length.
    pub bytes: u64,
    /// The file's SHA-256, in lower-case hexadecimal.
    pub sha256: String,
    /// What it is good for, in half a sentence.
    pub note: String,
    /// The longest chunk that it hears well, in seconds; the engine's own limit otherwise.
    longest_chunk_seconds: Option<u64>,
    /// The voices that it understands, when these are not all of mankind's.
    #[serde(default)]
    pub voices: Vec<String>,
    /// How many words it can write, when these are not all of the language's.
    pub words: Option<usize>,
    /// Whether it is inside the program and needs no download.
    #[serde(default)]
    pub built_in: bool,
}

impl Entry {
    /// An entry that is in no catalogue, for tests of the download.
    #[doc(hidden)]
    pub fn new(file: &str, bytes: u64, sha256: &str) -> Self {
        Self {
            name: file.trim_end_matches(".bin").to_owned(),
            file: file.to_owned(),
            bytes,
            sha256: sha256.to_owned(),
            note: String::new(),
            longest_chunk_seconds: None,
            voices: Vec::new(),
            words: None,
            built_in: false,
        }
    }

    /// The longest chunk that it hears well.
    pub fn longest_chunk(&self) -> Duration {
        self.longest_chunk_seconds.map_or(super::chunks::LONGEST, Duration::from_secs)
    }
}

static CATALOG: LazyLock<Option<Catalog>> =
    LazyLock::new(|| toml::from_str(include_str!("../../models/catalog.toml")).ok());

impl Catalog {
    /// The catalogue inside the program.
    ///
    /// # Errors
    /// Never in a program that passed its tests.
    pub fn embedded() -> Result<&'static Self> {
        CATALOG.as_ref().ok_or_else(|| Error::failed("the catalogue of models inside the program is damaged"))
    }

    /// The model of that name or file name.
    pub fn find(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name || entry.file == name)
    }

    /// The model of that name.
    ///
    /// # Errors
    /// When there is none; the hint lists the names.
    pub fn named(&self, name: &str) -> Result<&Entry> {
        self.find(name).ok_or_else(|| {
            let names: Vec<&str> = self.entries.iter().map(|entry| entry.name.as_str()).collect();
            Error::usage(format!("there is no model {name:?} in the catalogue"))
                .hint(format!("Choose one of: {}", names.join(", ")))
        })
    }

    /// Where a model is downloaded from. `endpoint` replaces the host, for mirrors.
    pub fn url(&self, entry: &Entry, endpoint: Option<&str>) -> String {
        let endpoint = endpoint.map_or(HOST, |endpoint| endpoint.trim_end_matches('/'));
        let path = self.url.strip_prefix(HOST).unwrap_or(&self.url);
        format!("{endpoint}{path}/{}", entry.file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_catalogue_is_complete_and_consistent() {
        let catalog = Catalog::embedded().unwrap();
        assert_eq!(catalog.entries.len(), 9);
        assert!(catalog.url.starts_with(HOST));
        assert!(catalog.named(&catalog.default).is_ok_and(|entry| !entry.built_in));
        for entry in &catalog.entries {
            assert_eq!(entry.sha256.len(), 64, "{}", entry.name);
            assert!(
                entry.sha256.bytes().all(|digit| digit.is_ascii_digit() || (b'a'..=b'f').contains(&digit))
            );
            assert!(entry.bytes > 1_000_000 && !entry.note.is_empty());
            assert!(!entry.file.contains(['/', '\\']));
        }
        let names: BTreeSet<&str> = catalog.entries.iter().map(|entry| entry.name.as_str()).collect();
        assert_eq!(names.len(), catalog.entries.len());
    }

    #[test]
    fn a_model_is_found_by_name_and_by_file() {
        let catalog = Catalog::embedded().unwrap();
        assert_eq!(catalog.find("tiny.en"), catalog.find("ggml-tiny.en.bin"));
        let error = catalog.named("huge").unwrap_err();
        assert_eq!(error.exit_code(), 2);
        assert!(error.hint_text().unwrap().contains("base.en-q8_0"));
    }

    #[test]
    fn the_url_names_a_revision_and_a_mirror_replaces_the_host_only() {
        let catalog = Catalog::embedded().unwrap();
        let entry = catalog.named("tiny.en").unwrap();
        let url = catalog.url(entry, None);
        assert!(url.starts_with(HOST) && url.ends_with("/ggml-tiny.en.bin"));
        assert!(url.split('/').any(|part| part.len() == 40));
        let mirror = catalog.url(entry, Some("http://localhost:8000/"));
        assert_eq!(mirror, url.replace(HOST, "http://localhost:8000"));
    }

    #[test]
    fn the_demo_model_says_what_it_understands() {
        let demo = Catalog::embedded().unwrap().named(DEMO).unwrap();
        let listed = include_str!("../../models/demo/words.txt").lines().count();
        assert_eq!(demo.words, Some(listed));
        assert!(listed >= 624 && demo.voices.len() >= 3, "{:?}", demo.voices);
        assert!(demo.built_in && demo.bytes <= 8_000_000);
    }

    #[test]
    fn the_demo_model_gets_short_chunks() {
        let catalog = Catalog::embedded().unwrap();
        assert_eq!(catalog.named(DEMO).unwrap().longest_chunk(), Duration::from_secs(9));
        assert_eq!(catalog.named("base.en").unwrap().longest_chunk(), super::super::chunks::LONGEST);
    }
}
