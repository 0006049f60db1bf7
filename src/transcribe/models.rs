//! Which model is meant.

use std::path::PathBuf;
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
