//! `rehearse validate FILE…`: everything that is wrong with story files, at once.

use crate::cli::ValidateArgs;
use crate::content::{Content, Library, Problem, check_file};
use crate::error::{Error, Result};
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Checks every file and writes one line a problem, and one a good file. Returns the exit code: 1 when anything is wrong.
///
/// # Errors
/// When the output cannot be written.
pub fn run(args: &ValidateArgs, out: &mut dyn Write) -> Result<u8> {
    let built_in = Library::load(&[])?;
    let mut seen: HashMap<String, PathBuf> = HashMap::new();
    let mut good = true;
    for file in &args.files {
        let lines = match check_file(file) {
            Err(error) => Err(vec![with_hint(&error)]),
            Ok(Err(problems)) => Err(problems.iter().map(Problem::to_string).collect()),
            Ok(Ok(content)) => judge(file, &content, &built_in, &mut seen),
        };
        good &= lines.is_ok();
        for line in lines.unwrap_or_else(|problems| problems) {
            writeln!(out, "{}", washed(&line)).map_err(|cause| not_written(&cause))?;
        }
    }
    Ok(u8::from(!good))
}

/// One line for a good file, or one for each id that is taken.
fn judge(
    file: &Path,
    content: &Content,
    built_in: &Library,
    seen: &mut HashMap<String, PathBuf>,
) -> Result<Vec<String>, Vec<String>> {
    let (ids, what): (Vec<&str>, String) = match content {
        Content::Story(story) => (vec![&story.id], format!("story {:?} is fine", story.id)),
        Content::Questions(questions) => (
            questions.iter().map(|question| question.id.as_str()).collect(),
            format!("{} questions are fine", questions.len()),
        ),
    };
    let mut taken = Vec::new();
    for id in ids {
        if let Some(first) = seen.insert(id.to_owned(), file.to_owned()) {
            taken.push(format!("{}: the id {id:?} is in {} too", file.display(), first.display()));
        }
        if built_in.has(id) && !is_source_of(built_in, id, content) {
            taken.push(format!(
                "{}: the id {id:?} belongs to a story or question of the program. Choose another id.",
                file.display()
            ));
        }
    }
    if taken.is_empty() { Ok(vec![format!("{}: {what}", file.display())]) } else { Err(taken) }
}

/// Whether the file is the very content that the program was built with.
fn is_source_of(built_in: &Library, id: &str, content: &Content) -> bool {
    match content {
        Content::Story(story) => built_in.find(id).is_ok_and(|known| *known == **story),
        Content::Questions(questions) => {
            built_in.find_question(id).is_ok_and(|known| questions.contains(known))
        }
    }
}

fn with_hint(error: &Error) -> String {
    match error.hint_text() {
        Some(hint) => format!("{}. {hint}", error.message()),
        None => error.message().to_owned(),
    }
}

/// A message may quote the file: its control characters must not reach a terminal.
fn washed(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\n' { '\u{fffd}' } else { c }).collect()
}

fn not_written(cause: &std::io::Error) -> Error {
    Error::failed(format!("cannot write the result: {cause}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn validate(files: &[&Path]) -> (u8, String) {
        let args = ValidateArgs { files: files.iter().map(|file| file.to_path_buf()).collect() };
        let mut out = Vec::new();
        let code = run(&args, &mut out).expect("a buffer takes everything");
        (code, String::from_utf8(out).expect("text"))
    }

    #[test]
    fn the_story_that_ships_is_fine() {
        let (code, text) = validate(&[Path::new("content/stories/webhook-drops.toml")]);
        assert_eq!(
            (code, text.as_str()),
            (0, "content/stories/webhook-drops.toml: story \"webhook-drops\" is fine\n")
        );
    }

    #[test]
    fn one_bad_file_does_not_hide_the_others() {
        let folder = tempfile::tempdir().expect("a folder");
        let broken = folder.path().join("broken.toml");
        std::fs::write(&broken, "format_version = 1\nid = \"../x\"\n").expect("written");
        let gone = folder.path().join("gone.toml");
        let (code, text) = validate(&[&broken, &gone, Path::new("content/stories/webhook-drops.toml")]);
        assert_eq!(code, 1);
        assert!(text.contains("broken.toml:2: \"../x\" cannot be an id"), "{text}");
        assert!(text.contains("gone.toml"), "{text}");
        assert!(text.contains("is fine"), "{text}");
    }

    #[test]
    fn an_id_of_the_program_cannot_be_taken() {
        let folder = tempfile::tempdir().expect("a folder");
        let copy = folder.path().join("copy.toml");
        let text = std::fs::read_to_string("content/stories/webhook-drops.toml").expect("the story");
        std::fs::write(&copy, text.replace("title = \"", "title = \"My ")).expect("written");
        let (code, text) = validate(&[&copy]);
        assert_eq!(code, 1);
        assert!(text.contains("belongs to a story or question of the program"), "{text}");
    }
}
