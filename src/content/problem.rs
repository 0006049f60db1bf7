//! What is wrong in a content file, where, and what to write instead.

use crate::error::Error;
use serde::Serialize;
use std::fmt;
use std::path::{Path, PathBuf};

/// One problem of one content file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// The file.
    pub file: PathBuf,
    /// The line, from 1; 0 when the problem is the file itself.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to write instead.
    pub write: String,
}

impl Problem {
    pub(super) fn new(file: &Path, line: usize, what: impl Into<String>, write: impl Into<String>) -> Self {
        Self { file: file.to_owned(), line, what: what.into(), write: write.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.file.display())?;
        if self.line > 0 {
            write!(out, ":{}", self.line)?;
        }
        write!(out, ": {}. {}", self.what, self.write)
    }
}

/// One error for all the problems of a file.
pub(super) fn as_error(file: &Path, problems: &[Problem]) -> Error {
    let lines: Vec<String> = problems.iter().map(|problem| format!("  {problem}")).collect();
    let count = match problems.len() {
        1 => "a problem".to_owned(),
        more => format!("{more} problems"),
    };
    Error::failed(format!("{} has {count}:\n{}", file.display(), lines.join("\n")))
        .hint(format!("Mend the file, then run: rehearse validate {}", file.display()))
}
