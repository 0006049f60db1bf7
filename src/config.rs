//! What was meant: the settled choices of one run. Later code never sees flags or environment variables.

use crate::error::{Error, Result};
use etcetera::BaseStrategy;
use std::path::PathBuf;

/// Where the program keeps things.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folders {
    /// Attempts, models and the person's own stories: `$REHEARSE_DATA`, else `rehearse` in the XDG data folder.
    pub data: PathBuf,
}

impl Folders {
    /// Finds the folders from the environment; creates nothing.
    ///
    /// # Errors
    /// When there is neither `REHEARSE_DATA` nor a home folder.
    pub fn find() -> Result<Self> {
        if let Some(data) = std::env::var_os("REHEARSE_DATA").filter(|value| !value.is_empty()) {
            let data = PathBuf::from(data);
            let data = std::path::absolute(&data).map_err(|cause| Error::io("cannot use", &data, &cause))?;
            return Ok(Self { data });
        }
        let base = etcetera::choose_base_strategy().map_err(|_| {
            Error::failed("cannot find your home folder")
                .hint("Set HOME, or REHEARSE_DATA to a folder for the recordings.")
        })?;
        Ok(Self { data: base.data_dir().join("rehearse") })
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
