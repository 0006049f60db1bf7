//! What was meant: the settled choices of one run. Later code never sees flags or environment variables.

mod change;
mod settings;

pub use change::{set, unset};
pub use settings::{Key, Settings, Source, TEMPLATE, resolve};

use crate::error::{Error, Result};
use etcetera::BaseStrategy;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// Where the program keeps things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Attempts, models and the person's own stories: `$REHEARSE_DATA`, else `rehearse` in the XDG data folder.
    pub data: PathBuf,
    /// The settings file: `$REHEARSE_CONFIG`, else `rehearse/config.toml` in the XDG configuration folder.
    pub config: PathBuf,
}

impl Folders {
    /// Finds the folders from the environment; creates nothing.
    ///
    /// # Errors
    /// When there is neither `REHEARSE_DATA` nor a home folder.
    pub fn find() -> Result<Self> {
        let set = |name| std::env::var_os(name).filter(|value: &OsString| !value.is_empty());
        let given = |value: OsString| {
            let path = PathBuf::from(value);
            std::path::absolute(&path).map_err(|cause| Error::io("cannot use", &path, &cause))
        };
        let home = etcetera::choose_base_strategy().map_err(|_| {
            Error::failed("cannot find your home folder")
                .hint("Set HOME, or REHEARSE_DATA to a folder for the recordings.")
        });
        let data = match set("REHEARSE_DATA") {
            Some(data) => given(data)?,
            None => home.as_ref().map_err(Clone::clone)?.data_dir().join("rehearse"),
        };
        let config = match (set("REHEARSE_CONFIG"), &home) {
            (Some(config), _) => given(config)?,
            (None, Ok(home)) => home.config_dir().join("rehearse").join("config.toml"),
            (None, Err(_)) => data.join("config.toml"),
        };
        Ok(Self { data, config })
    }

    /// Where the attempts are.
    pub fn attempts(&self) -> PathBuf {
        self.data.join("attempts")
    }

    /// Where downloaded models are.
    pub fn models(&self) -> PathBuf {
        self.data.join("models")
    }

    /// Where the person adds to the words of the rules.
    pub fn words(&self) -> PathBuf {
        self.data.join("words.toml")
    }

    /// Where the person's own stories are.
    pub fn stories(&self) -> PathBuf {
        self.data.join("stories")
    }
}

/// The text of the settings file; `None` when there is none.
///
/// # Errors
/// When it is there and cannot be read as text.
pub fn read(file: &Path) -> Result<Option<String>> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(Error::io("cannot read the settings", file, &cause)),
    }
}
