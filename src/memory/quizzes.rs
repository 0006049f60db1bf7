//! How the quizzes went: one line of JSON each, only ever added to.

use crate::error::{Error, Result};
use crate::takes::files;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// The file in the data folder.
const FILE: &str = "quizzes.jsonl";

/// One quiz that was taken to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuizResult {
    /// The story.
    pub story: String,
    /// When it ended, with the zone of the person.
    pub when: jiff::ZonedDateTime,
    /// How many answers were right.
    pub right: usize,
    /// How many questions there were.
    pub of: usize,
    /// The seed of the order of the options.
    pub seed: u64,
}

/// All results, the oldest first. Lines that cannot be read are passed over: a crash may have cut one short.
pub fn quizzes(data: &Path) -> Vec<QuizResult> {
    let text = std::fs::read(data.join(FILE)).unwrap_or_default();
    text.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok()).collect()
}

/// Adds a result at the end, in a line of its own whatever stood there before.
///
/// # Errors
/// When the data folder cannot be written.
pub fn add_quiz(data: &Path, result: &QuizResult) -> Result<()> {
    let json = serde_json::to_string(result)
        .map_err(|cause| Error::failed(format!("cannot write the result of the quiz: {cause}")))?;
    files::create_private_folder(data)?;
    let path = data.join(FILE);
    let torn = std::fs::read(&path).is_ok_and(|text| text.last().is_some_and(|byte| *byte != b'\n'));
    let line = format!("{}{json}\n", if torn { "\n" } else { "" });
    let append = || -> std::io::Result<()> {
        // One call: two programs at once write two whole lines.
        let mut file = files::append_private(&path)?;
        file.write_all(line.as_bytes())?;
        file.sync_data()
    };
    append().map_err(|cause| Error::io("cannot write the result of the quiz to", &path, &cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(right: usize) -> QuizResult {
        let when = "2026-11-23T18:05:02[UTC]".parse().unwrap();
        QuizResult { story: "webhook-drops".into(), when, right, of: 3, seed: 7 }
    }

    #[test]
    fn results_are_added_and_read_back_in_their_order() {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("new");
        assert_eq!(quizzes(&data), []);
        add_quiz(&data, &result(1)).unwrap();
        add_quiz(&data, &result(3)).unwrap();
        assert_eq!(quizzes(&data), [result(1), result(3)]);
    }

    #[test]
    fn a_line_that_was_cut_short_costs_only_itself() {
        let folder = tempfile::tempdir().unwrap();
        add_quiz(folder.path(), &result(1)).unwrap();
        let path = folder.path().join(FILE);
        let mut text = std::fs::read(&path).unwrap();
        text.extend(b"{\"story\":\"webh\xff");
        std::fs::write(&path, text).unwrap();
        add_quiz(folder.path(), &result(2)).unwrap();
        assert_eq!(quizzes(folder.path()), [result(1), result(2)]);
    }

    #[cfg(unix)]
    #[test]
    fn the_history_is_readable_by_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        add_quiz(folder.path(), &result(1)).unwrap();
        let mode = std::fs::metadata(folder.path().join(FILE)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
