//! The one error of the program: what failed, on what, and what to do now.

use std::fmt;
use std::path::Path;

/// What the process exit code will say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something could not be done (exit code 1).
    Failed,
    /// The person asked for something that does not exist or does not fit (exit code 2).
    Usage,
    /// The person stopped the program (exit code 130).
    Interrupted,
}

/// What failed, on what, and what the person can do now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    kind: Kind,
    message: String,
    hint: Option<String>,
}

/// The result of everything that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// Something could not be done. `message` names what failed and on what.
    pub fn failed(message: impl Into<String>) -> Self {
        Self { kind: Kind::Failed, message: message.into(), hint: None }
    }

    /// The person asked for something that does not exist or does not fit.
    pub fn usage(message: impl Into<String>) -> Self {
        Self { kind: Kind::Usage, message: message.into(), hint: None }
    }

    /// The person stopped the program.
    pub fn interrupted(message: impl Into<String>) -> Self {
        Self { kind: Kind::Interrupted, message: message.into(), hint: None }
    }

    /// An operation on a file failed: `doing` reads like "cannot write", the path and the cause follow.
    pub fn io(doing: &str, path: &Path, cause: &std::io::Error) -> Self {
        let error = Self::failed(format!("{doing} {}: {cause}", path.display()));
        match cause.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                error.hint("Free some disk space, then try again.")
            }
            std::io::ErrorKind::PermissionDenied => error.hint("Check who may write there (ls -l)."),
            _ => error,
        }
    }

    /// Adds what the person can do now.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// What failed, on what.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// What the person can do now.
    pub fn hint_text(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// The exit code of the process: 1 failed, 2 wrong usage, 130 interrupted.
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            Kind::Failed => 1,
            Kind::Usage => 2,
            Kind::Interrupted => 130,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_says_what_to_do() {
        let cause = std::io::Error::from(std::io::ErrorKind::StorageFull);
        let error = Error::io("cannot write", Path::new("/x/a.wav"), &cause);
        assert!(error.message().starts_with("cannot write /x/a.wav: "));
        assert_eq!(error.hint_text(), Some("Free some disk space, then try again."));
        assert_eq!(error.exit_code(), 1);
    }

    #[test]
    fn exit_codes_follow_the_kind() {
        assert_eq!(Error::usage("x").exit_code(), 2);
        assert_eq!(Error::interrupted("x").exit_code(), 130);
    }
}
